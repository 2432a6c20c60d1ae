"""Archives: every file under its name, and nothing that can do harm."""

import io
import stat
import struct
import zipfile
import zlib
from pathlib import Path

import py7zr
import pytest

from index.errors import HelperMissing, TooLarge, UnreadableReport
from index.readers.archives import ARCHIVES, opened
from index.readers.zips import check_zip
from index.settings import Limits

NAME = "报告/二〇二一年.txt"
TEXT = "政府信息公开工作年度报告".encode()
RAR4, RAR5 = b"Rar!\x1a\x07\x00", b"Rar!\x1a\x07\x01\x00"


def zipped(members: dict[str, bytes], *, encoding: str = "", stored: bool = False) -> bytes:
    """A zip; with an encoding its names are written in it without the flag for UTF-8, as Windows does."""
    out = io.BytesIO()
    as_written = {}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for at, (name, content) in enumerate(members.items()):
            raw = name.encode(encoding or "utf-8")
            stand_in = f"{at}".rjust(len(raw), "N") if encoding else name
            as_written[stand_in.encode()] = raw
            archive.writestr(stand_in, content)
    data = out.getvalue()
    for stand_in_raw, raw in as_written.items():
        data = data.replace(stand_in_raw, raw) if encoding else data
    return data


def seven_zipped(members: dict[str, bytes], password: str | None = None) -> bytes:
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", password=password) as archive:
        for name, content in members.items():
            archive.writestr(content, name)
    return out.getvalue()


def rar(members: dict[str, bytes], *, method: int = 0x30, flags: int = 0x8000, size: int | None = None) -> bytes:
    """A .rar of the old format; method 0x30 stores, any other claims to have packed."""

    def block(kind: int, own: int, rest: bytes) -> bytes:
        head = struct.pack("<BHH", kind, own, 7 + len(rest)) + rest
        return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head

    data = RAR4 + block(0x73, 0, b"\x00" * 6)
    for name, content in members.items():
        stored = name.encode("gbk") + b"\x00" + _unicode_name(name)
        fields = struct.pack(
            "<IIBIIBBHI", len(content), len(content) if size is None else size, 2, zlib.crc32(content), 0, 20, method,
            len(stored), 0o100644,
        )  # fmt: skip
        data += block(0x74, flags | 0x200, fields + stored) + content
    return data + block(0x7B, 0x4000, b"")


def _unicode_name(name: str) -> bytes:
    """A name in UTF-16 as .rar packs it: each character with both its bytes."""
    data = b"\x00"
    for at in range(0, len(name), 4):
        part = name[at : at + 4]
        flags = sum(0b10 << (6 - 2 * place) for place in range(len(part)))
        data += bytes([flags]) + part.encode("utf-16le")
    return data


def members(data: bytes, folder: Path, suffix: str = ".zip", limits: Limits | None = None) -> dict[str, bytes | str]:
    """Name → content, or the reason why the member is refused."""
    path = folder / f"archive{suffix}"
    path.write_bytes(data)
    with opened(path, limits or Limits()) as found:
        return {
            member.name: member.path.read_bytes() if member.path else member.refused.reason if member.refused else ""
            for member in found
        }


def refusal(data: bytes, folder: Path, suffix: str = ".zip", limits: Limits | None = None) -> UnreadableReport:
    with pytest.raises(UnreadableReport) as refused:
        members(data, folder, suffix, limits)
    assert refused.value.path.name == f"archive{suffix}"
    return refused.value


PACKERS = {".zip": zipped, ".7z": seven_zipped, ".rar": rar}


def test_each_kind_of_archive_is_tested() -> None:
    assert set(PACKERS) == ARCHIVES


@pytest.mark.parametrize("suffix", sorted(ARCHIVES))
def test_files_come_out_under_their_names(suffix: str, tmp_path: Path) -> None:
    data = PACKERS[suffix]({NAME: TEXT, "b.html": b"<p>", "empty.txt": b""})
    assert members(data, tmp_path, suffix) == {NAME: TEXT, "b.html": b"<p>", "empty.txt": b""}


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8"])
def test_names_are_read_in_the_encoding_of_the_packer(encoding: str, tmp_path: Path) -> None:
    assert members(zipped({NAME: TEXT}, encoding=encoding), tmp_path) == {NAME: TEXT}


def test_files_are_gone_once_the_archive_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({NAME: TEXT}))
    with opened(path, Limits()) as found:
        places = [member.path for member in found if member.path]
        assert [place.name for place in places] == ["二〇二一年.txt"]
    assert not any(place.exists() for place in places)


def test_archives_inside_are_flattened(tmp_path: Path) -> None:
    inner = zipped({NAME: TEXT})
    data = zipped({"a.7z": seven_zipped({"x/b.zip": inner}), "c.txt": b"c"})
    assert members(data, tmp_path) == {f"a.7z/x/b.zip/{NAME}": TEXT, "c.txt": b"c"}


def test_archives_too_deep_inside_one_another_are_refused_by_themselves(tmp_path: Path) -> None:
    data = zipped({NAME: TEXT})
    for _ in range(3):
        data = zipped({"a.zip": data, "b.txt": b"b"})
    found = members(data, tmp_path)
    assert {name for name, content in found.items() if content == b"b"} == {"b.txt", "a.zip/b.txt", "a.zip/a.zip/b.txt"}
    assert "2 deep" in str(found["a.zip/a.zip/a.zip"])


@pytest.mark.parametrize(
    "name",
    ["__MACOSX/._a.txt", ".DS_Store", "x/.DS_Store", "~$报告.docx", "x/~$报告.docx", "._a.txt", "Thumbs.db", "x/"],
)
def test_what_systems_leave_behind_is_left_out(name: str, tmp_path: Path) -> None:
    assert list(members(zipped({name: b"", "a.txt": b"a"}), tmp_path)) == ["a.txt"]


@pytest.mark.parametrize("suffix", [".zip", ".rar"])
@pytest.mark.parametrize("name", ["../a.txt", "x/../../a.txt", "/etc/a.txt", "C:/a.txt"])
def test_a_name_that_leads_out_is_refused_and_the_rest_is_read(name: str, suffix: str, tmp_path: Path) -> None:
    found = members(PACKERS[suffix]({name: b"x", "b.txt": b"b"}), tmp_path, suffix)
    assert found.pop("b.txt") == b"b"
    assert [str(reason) for reason in found.values()] == [
        "its name leads out of the archive; pack the file again under a plain name"
    ]


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR], ids=["link", "pipe", "device"])
def test_links_and_devices_are_refused(kind: int, tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo("a.txt")
        entry.external_attr = (kind | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
        archive.writestr("b.txt", "b")
    assert members(out.getvalue(), tmp_path) == {"a.txt": "it is a link or a device, not a file", "b.txt": b"b"}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_twice_is_read_once_and_said(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "1")
        archive.writestr("a.txt", "2")
    path = tmp_path / "a.zip"
    path.write_bytes(out.getvalue())
    with opened(path, Limits()) as found:
        assert [(member.name, bool(member.refused)) for member in found] == [("a.txt", False), ("a.txt", True)]


@pytest.mark.parametrize("suffix", [".zip", ".rar"])
def test_a_damaged_member_is_refused_and_the_others_are_read(suffix: str, tmp_path: Path) -> None:
    packed = {"a.txt": b"first text", "b.txt": b"second text"}
    data = zipped(packed, stored=True) if suffix == ".zip" else rar(packed)
    found = members(data.replace(b"first text", b"other text"), tmp_path, suffix)
    assert found == {"a.txt": "it is damaged inside the archive; pack it again", "b.txt": b"second text"}


def test_a_7z_is_never_read_wrong_wherever_it_is_damaged(tmp_path: Path) -> None:
    good = {"a.txt": b"one" * 50, "b.txt": b"two" * 90}
    data = seven_zipped(good)
    for at in range(6, len(data)):
        damaged = bytearray(data)
        damaged[at] ^= 0x5A
        try:
            found = members(bytes(damaged), tmp_path, ".7z")
        except UnreadableReport:
            continue
        assert all(content in good.values() for content in found.values() if isinstance(content, bytes) and content)


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        pytest.param(zipped({NAME: TEXT})[:60], ".zip", id="zip cut off"),
        pytest.param(b"", ".zip", id="zip of nothing"),
        pytest.param(seven_zipped({NAME: TEXT})[:40], ".7z", id="7z cut off"),
        pytest.param(b"7z\xbc\xaf\x27\x1c" + b"\xff" * 60, ".7z", id="7z of noise"),
        pytest.param(b"Rar!", ".rar", id="rar cut off"),
        pytest.param(RAR5 + b"\xff" * 60, ".rar", id="rar of noise"),
        pytest.param(zipped({}), ".zip", id="zip without files"),
        pytest.param(seven_zipped({NAME: TEXT}, "secret"), ".7z", id="7z with a password"),
    ],
)
def test_an_archive_that_is_none_is_refused(data: bytes, suffix: str, tmp_path: Path) -> None:
    assert refusal(data, tmp_path, suffix).reason


def test_a_member_with_a_password_says_so(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": b"a"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert members(bytes(data), tmp_path) == {"a.txt": "it is encrypted with a password; pack it again without one"}
    assert "password" in str(members(rar({"a.txt": b"a"}, flags=0x8004), tmp_path, ".rar")["a.txt"])


def test_what_a_rar_has_packed_needs_a_program_that_can_unpack_it(tmp_path: Path) -> None:
    """The content is no packed data: the program refuses it, and without one the package is named."""
    path = tmp_path / "a.rar"
    path.write_bytes(rar({"a.txt": b"nonsense" * 4}, method=0x33, size=500))
    with opened(path, Limits()) as found:
        refused = found[0].refused
    assert refused is not None
    assert isinstance(refused, HelperMissing) == ("apt-get install unar" in refused.reason)
    assert isinstance(refused, HelperMissing) or "damaged" in refused.reason


# ---- bombs


@pytest.mark.parametrize("suffix", sorted(ARCHIVES))
def test_too_many_members_are_refused(suffix: str, tmp_path: Path) -> None:
    data = PACKERS[suffix]({f"{at}.txt": b"x" for at in range(12)})
    assert isinstance(refusal(data, tmp_path, suffix, Limits(members=11)), TooLarge)
    assert len(members(data, tmp_path, suffix, Limits(members=12))) == 12


@pytest.mark.parametrize("suffix", sorted(ARCHIVES))
def test_too_much_unpacked_is_refused(suffix: str, tmp_path: Path) -> None:
    data = PACKERS[suffix]({f"{at}.txt": b"x" * 900_000 for at in range(3)})
    assert isinstance(refusal(data, tmp_path, suffix, Limits(unpacked_mb=2)), TooLarge)
    assert len(members(data, tmp_path, suffix, Limits(unpacked_mb=3))) == 3


@pytest.mark.parametrize("suffix", sorted(ARCHIVES))
def test_a_member_over_the_limit_of_a_file_is_refused_by_itself(suffix: str, tmp_path: Path) -> None:
    data = PACKERS[suffix]({"a.txt": b"x" * 1_100_000, "b.txt": b"b"})
    found = members(data, tmp_path, suffix, Limits(file_mb=1))
    assert found.pop("b.txt") == b"b"
    assert "more than the 1 MB" in str(found["a.txt"])


def test_members_and_bytes_of_archives_inside_count(tmp_path: Path) -> None:
    inner = zipped({f"{at}.txt": b"x" * 300_000 for at in range(4)})
    data = zipped({f"{at}.zip": inner for at in range(3)})
    few = members(data, tmp_path, limits=Limits(members=11))
    assert [name for name, content in few.items() if isinstance(content, str)] == ["2.zip"]
    small = members(data, tmp_path, limits=Limits(unpacked_mb=2))
    assert [name for name, content in small.items() if isinstance(content, str)] == ["1.zip", "2.zip"]
    assert len(small) == 6


def test_a_bomb_is_told_by_how_tightly_it_is_packed(tmp_path: Path) -> None:
    data = zipped({"a.txt": b"0" * 30_000_000})
    assert "bomb" in refusal(data, tmp_path).reason


def test_a_size_that_lies_is_found_out(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": b"0" * 3_000_000}))
    declared = struct.pack("<I", 100)
    data[22:26] = declared
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = declared
    assert "damaged" in str(members(bytes(data), tmp_path)["a.txt"])
    lie = rar({"a.txt": b"0" * 3_000}, size=10)
    assert "damaged" in str(members(lie, tmp_path, ".rar")["a.txt"])


def test_the_same_limits_hold_for_any_zip(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(zipped({f"{at}": b"" for at in range(5)}))
    check_zip(path, Limits(members=5))
    with pytest.raises(TooLarge):
        check_zip(path, Limits(members=4))
