"""manifest.csv in the encodings and writings it comes in; bad rows are named and left out."""

from pathlib import Path

import pytest

from index.manifest import LARGEST, ManifestEntry, load_manifest, read_manifest

ROW = "宜春.html,https://www.yichun.gov.cn/a.html,2021-01-25,宜春市教育局,2020"
HEAD = "file,url,published,issuer,year"
ENTRY = ManifestEntry(
    file="宜春.html", url="https://www.yichun.gov.cn/a.html", published="2021-01-25", issuer="宜春市教育局", year=2020,
    row=1,
)  # fmt: skip


def folder(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    (tmp_path / "manifest.csv").write_bytes(text.encode(encoding))
    return tmp_path


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param(f"{HEAD}\n{ROW}\n", "utf-8", id="UTF-8"),
        pytest.param(f"{HEAD}\r\n{ROW}\r\n", "utf-8-sig", id="UTF-8 of Excel, with its mark"),
        pytest.param(f"{HEAD}\n{ROW}\n", "gbk", id="GBK"),
        pytest.param(f"{HEAD}\n{ROW}\n", "gb18030", id="GB18030"),
        pytest.param(f"{HEAD}\n{ROW}\n".replace(",", "\t"), "utf-16", id="Unicode text of Excel, parted by tabs"),
        pytest.param(f"{HEAD}\n{ROW}\n".replace(",", ";"), "utf-8", id="parted by semicolons"),
        pytest.param(f"\n{HEAD}\n\n{ROW}\n,,,,\n", "utf-8", id="empty rows"),
        pytest.param("year,issuer,published,url,file\n" + ",".join(reversed(ROW.split(","))), "utf-8",
                     id="another order"),
        pytest.param("文件,网址,发布日期,机关,年度\n" + ROW, "gbk", id="Chinese heads"),
        pytest.param("FILE , Url,Published,ISSUER,Year\n" + ROW, "utf-8", id="heads in capitals"),
        pytest.param(f"{HEAD}\n{ROW}".replace("2021-01-25", "2021/1/25"), "utf-8", id="a date as Excel writes it"),
        pytest.param(f"{HEAD}\n{ROW}".replace("2021-01-25", "2021年1月25日"), "utf-8", id="a Chinese date"),
        pytest.param(f"{HEAD}\n{ROW}".replace("2021-01-25", "2021-01-25 10:30"), "utf-8", id="a date with the time"),
        pytest.param(f"{HEAD}\n{ROW}".replace(",2020", ",2020年"), "utf-8", id="a year in words"),
        pytest.param(f"{HEAD}\n.\\{ROW}", "utf-8", id="a path as Windows writes it"),
    ],
)  # fmt: skip
def test_a_row_is_read(tmp_path: Path, text: str, encoding: str) -> None:
    manifest = load_manifest(folder(tmp_path, text, encoding))
    assert manifest.entries == {"宜春.html": ENTRY}
    assert manifest.problems == ()


def test_members_of_archives_and_files_below_have_their_own_rows(tmp_path: Path) -> None:
    text = "file,url\na.zip/2020/宜春.html,https://a.gov.cn/1\n2020\\b.doc,\n"
    assert list(read_manifest(folder(tmp_path, text))) == ["a.zip/2020/宜春.html", "2020/b.doc"]


def test_columns_may_be_missing(tmp_path: Path) -> None:
    assert read_manifest(folder(tmp_path, "file,url\na.html\n")) == {"a.html": ManifestEntry(file="a.html", row=1)}


def test_a_folder_without_one_has_no_rows(tmp_path: Path) -> None:
    assert read_manifest(tmp_path) == {}


@pytest.mark.parametrize(
    ("row", "left", "says"),
    [
        pytest.param("a.html,javascript:alert(1)", ManifestEntry(file="a.html", row=2), "url", id="a script"),
        pytest.param("a.html,ftp://a.gov.cn/1", ManifestEntry(file="a.html", row=2), "url", id="another scheme"),
        pytest.param("a.html,www.a.gov.cn", ManifestEntry(file="a.html", row=2), "url", id="no scheme"),
        pytest.param("a.html,https://", ManifestEntry(file="a.html", row=2), "url", id="no host"),
        pytest.param('a.html,"https://a.cn/<b>"', ManifestEntry(file="a.html", row=2), "url", id="marks in it"),
        pytest.param("a.html,https://[1", ManifestEntry(file="a.html", row=2), "url", id="no address at all"),
        pytest.param("a.html,,2021-13-40", ManifestEntry(file="a.html", row=2), "published", id="no day of a calendar"),
        pytest.param("a.html,,下周", ManifestEntry(file="a.html", row=2), "published", id="no date"),
        pytest.param("a.html,,,,20", ManifestEntry(file="a.html", row=2), "year", id="no year"),
        pytest.param("a.html,,,,1066", ManifestEntry(file="a.html", row=2), "year", id="a year before all reports"),
        pytest.param("../a.html,https://a.gov.cn", None, "不是该文件夹内的路径", id="a path out of the folder"),
        pytest.param("/etc/passwd,https://a.gov.cn", None, "不是该文件夹内的路径", id="an absolute path"),
        pytest.param("C:\\a.html,https://a.gov.cn", None, "不是该文件夹内的路径", id="a drive"),
        pytest.param(",https://a.gov.cn", None, "不是该文件夹内的路径", id="no file"),
        pytest.param("宜春.html,https://b.gov.cn", None, "已在前面出现", id="a file named twice"),
    ],
)
def test_a_bad_row_is_named_and_the_others_are_read(
    tmp_path: Path, row: str, left: ManifestEntry | None, says: str
) -> None:
    manifest = load_manifest(folder(tmp_path, f"{HEAD}\n{ROW}\n{row}\nz.html,,,,\n"))
    assert list(manifest.entries) == ["宜春.html", *(["a.html"] if left else []), "z.html"]
    assert manifest.entries["宜春.html"] == ENTRY
    (problem,) = manifest.problems
    assert "第 2 行" in problem
    assert says in problem
    if left:
        found = manifest.entries["a.html"]
        assert (found.url, found.published, found.year, found.row) == (None, None, None, left.row)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"name,url\na.html,\n", "file", id="no column of files"),
        pytest.param(b"", "file", id="empty"),
        pytest.param(b"\xff\xfe\x00", "编码", id="half a character"),
        pytest.param(b"\x81\xff\xff\xff", "编码", id="no text"),
    ],
)
def test_a_file_that_is_no_manifest_is_named(tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "manifest.csv").write_bytes(content)
    manifest = load_manifest(tmp_path)
    assert manifest.entries == {}
    (problem,) = manifest.problems
    assert says in problem


def test_a_manifest_without_end_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "manifest.csv").open("wb") as file:
        file.truncate(LARGEST + 1)
    assert "MB" in load_manifest(tmp_path).problems[0]
