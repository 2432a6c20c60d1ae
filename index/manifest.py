"""manifest.csv: what is known of report files from outside them, one row a file.

    file,url,published,issuer,year
    宜春市卫健委2020.html,https://www.yichun.gov.cn/…,2021-01-25,,

`file` is relative to the folder that holds manifest.csv; a member of an archive is "a.zip/member". Columns may stand in
any order and be missing, except `file`; Chinese heads are known as well.
"""

import csv
import io
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

MANIFEST = "manifest.csv"
ENCODINGS = ("utf-8-sig", "gb18030")
LARGEST = 64_000_000  # bytes; a row a report of the whole country stays below it
FIRST_YEAR, LAST_YEAR = 2000, 2100
HEADS = {
    "file": "file", "url": "url", "published": "published", "issuer": "issuer", "year": "year", "文件": "file",
    "文件名": "file", "网址": "url", "链接": "url", "发布日期": "published", "发布时间": "published", "机关": "issuer",
    "单位": "issuer", "年度": "year", "年份": "year",
}  # fmt: skip
DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?(?:[T\s].*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestEntry:
    """One row: where and when a file's report was published, and where the file does not say it, whose and of when.

    `problems` say in Chinese what of the row was left out and why.
    """

    file: str
    url: str | None = None  # http or https
    published: str | None = None  # ISO date
    issuer: str | None = None
    year: int | None = None
    row: int = 0  # 1-based among the rows below the head; the order of versions without a date
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """All rows by file, and the rows that could not be used, each a sentence in Chinese."""

    entries: dict[str, ManifestEntry] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


def read_manifest(root: Path) -> dict[str, ManifestEntry]:
    """The rows of a folder's manifest.csv by file; {} where there is none. Bad rows are left out: `load_manifest`."""
    return load_manifest(root).entries


def load_manifest(root: Path) -> Manifest:
    """manifest.csv of a folder, in UTF-8 (with or without a mark), UTF-16 or GB18030, parted by comma, tab or ";".

    A row that cannot be used, or a field that is not what it must be, is named and left out; nothing of it is fatal.
    Of two rows on one file the first counts.
    """
    path = root / MANIFEST
    if not path.is_file():
        return Manifest()
    if path.stat().st_size > LARGEST:
        return Manifest(problems=(f"{MANIFEST} 超过 {LARGEST // 1_000_000} MB，未读取",))
    text = _decode(path.read_bytes())
    if text is None:
        return Manifest(problems=(f"{MANIFEST} 的编码无法识别，请存为 UTF-8",))
    try:
        rows = list(csv.reader(io.StringIO(text.replace("\x00", "")), delimiter=_delimiter(text)))
    except csv.Error as error:
        return Manifest(problems=(f"{MANIFEST} 不是 CSV 文件：{error}",))
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    heads = [HEADS.get(unicodedata.normalize("NFKC", cell).strip().lower(), "") for cell in rows[0]] if rows else []
    if "file" not in heads:
        return Manifest(problems=(f"{MANIFEST} 首行没有 file 列（应为 file,url,published,issuer,year）",))
    return _entries(rows[1:], heads)


def _entries(rows: list[list[str]], heads: list[str]) -> Manifest:
    entries: dict[str, ManifestEntry] = {}
    problems: list[str] = []
    for number, row in enumerate(rows, start=1):
        fields = {head: cell.strip() for head, cell in zip(heads, row, strict=False) if head}
        file = _file(fields.get("file", ""))
        where = f"{MANIFEST} 第 {number} 行"
        if not file:
            problems.append(f"{where}：文件名 {fields.get('file', '')!r} 不是该文件夹内的路径，整行未用")
            continue
        if file in entries:
            problems.append(f"{where}：{file} 已在前面出现，整行未用")
            continue
        entries[file] = _entry(file, fields, number)
        problems += [f"{where}：{problem}" for problem in entries[file].problems]
    return Manifest(entries, tuple(problems))


def _entry(file: str, fields: dict[str, str], number: int) -> ManifestEntry:
    url, published, year = _url(fields.get("url", "")), _day(fields.get("published", "")), _year(fields.get("year", ""))
    given = {"url": (url, "须以 http:// 或 https:// 开头"), "published": (published, "应为 2021-01-25 式的日期")}
    given_year = {"year": (year, f"应为 {FIRST_YEAR} 至 {LAST_YEAR} 的年份")}
    problems = tuple(
        f"{file} 的 {name} 为 {fields[name]!r}，{why}，未用"
        for name, (value, why) in (given | given_year).items()
        if fields.get(name) and value is None
    )
    issuer = re.sub(r"\s+", "", fields.get("issuer", "")) or None
    return ManifestEntry(
        file=file, url=url, published=published, issuer=issuer, year=year, row=number, problems=problems
    )


def _decode(data: bytes) -> str | None:
    for encoding in ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _delimiter(text: str) -> str:
    """The sign between the fields of the head: Excel writes ";" or a tab in some countries and as Unicode text."""
    head = text.lstrip("\ufeff\r\n").split("\n", 1)[0]
    return max(",\t;", key=head.count)


def _file(text: str) -> str:
    """The path as the index names it; "" for an absolute path or one that leaves the folder."""
    parts = [part for part in text.replace("\\", "/").split("/") if part not in ("", ".")]
    absolute = text.startswith(("/", "\\")) or bool(re.match(r"[A-Za-z]:", text))
    return "" if absolute or ".." in parts else "/".join(parts)


def _url(text: str) -> str | None:
    try:
        address = urlsplit(text)
        known = address.scheme.lower() in ("http", "https") and bool(address.hostname)
    except ValueError:
        return None
    return text if known and not re.search(r"[\s\x00-\x1f<>\"]", text) else None


def _day(text: str) -> str | None:
    found = DAY.fullmatch(unicodedata.normalize("NFKC", text)) or re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text)
    if not found:
        return None
    try:
        return date(*map(int, found.groups())).isoformat()
    except ValueError:
        return None


def _year(text: str) -> int | None:
    found = re.fullmatch(r"(\d{4})(?:\.0)?年?度?", unicodedata.normalize("NFKC", text))
    return int(found[1]) if found and FIRST_YEAR <= int(found[1]) <= LAST_YEAR else None
