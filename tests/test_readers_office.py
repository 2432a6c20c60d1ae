"""Old office files through LibreOffice: the same cells, no macro, no network, no time without end."""

import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from index.errors import HelperMissing, TooLarge, UnreadableReport
from index.readers import read_document
from index.readers.office import read_office
from index.readers.sandbox import run
from index.report import Prose
from index.settings import Limits
from tests.word import HEADINGS, TITLE, printed, tables_of, word_report
from tests.word_shapes import with_numbered_labels, with_tracked_changes

needs_writer = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is missing: sudo apt-get install libreoffice-writer-nogui"
)
needs_calc = pytest.mark.skipif(
    not Path("/usr/lib/libreoffice/program/libsclo.so").exists(),
    reason="LibreOffice's sheets are missing: sudo apt-get install libreoffice-calc-nogui",
)


def converted(source: Path, suffix: str) -> Path:
    """The file as LibreOffice saves it in another format."""
    profile = (source.parent / "profile").as_uri()
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", suffix, "--outdir",
         str(source.parent / "made"), str(source)], check=True, capture_output=True, timeout=170,
    )  # fmt: skip
    return source.parent / "made" / f"{source.stem}.{suffix}"


@needs_writer
@pytest.mark.parametrize(
    ("suffix", "form", "shape"),
    [
        pytest.param("doc", "F2019", None, id="doc"),
        pytest.param("doc", "F2021", with_tracked_changes, id="doc with tracked changes"),
        pytest.param("rtf", "F2021", None, id="rtf"),
        pytest.param("odt", "F2021", with_numbered_labels, id="odt with numbered headings"),
    ],
)
def test_every_cell_of_an_old_file_is_read(suffix: str, form: str, shape: object, tmp_path: Path) -> None:
    report = word_report(form, shape)  # type: ignore[arg-type]
    source = tmp_path / "report.docx"
    source.write_bytes(report.saved())
    document = read_document(converted(source, suffix))
    tables = tables_of(document)
    assert {f.cell: f.number for table in tables.values() for f in table.figures} == report.numbers
    texts = [block.text for block in document.blocks if isinstance(block, Prose)]
    assert [text for text in texts if text in (TITLE, *HEADINGS)] == [TITLE, *HEADINGS]


@needs_calc
def test_every_cell_of_an_old_workbook_is_read(tmp_path: Path) -> None:
    from tests.test_readers_sheets import saved, sheet_of

    source = tmp_path / "report.xlsx"
    source.write_bytes(saved(sheet_of("F2021")))
    tables = tables_of(read_document(converted(source, "xls")))
    assert {f.cell: f.number for table in tables.values() for f in table.figures} == printed("F2021", "F2021")[1]


@pytest.fixture
def visits() -> Iterator[tuple[int, list[str]]]:
    """A server on this machine and what is asked of it."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, asked
    server.shutdown()
    server.server_close()


@needs_writer
@pytest.mark.loopback
def test_nothing_is_fetched(visits: tuple[int, list[str]], tmp_path: Path) -> None:
    port, asked = visits
    link = f"http://127.0.0.1:{port}/x.png"
    path = tmp_path / "report.rtf"
    path.write_text(
        rf'{{\rtf1\ansi{{\field{{\*\fldinst INCLUDEPICTURE "{link}" \\d}}{{\fldrslt }}}}'
        rf'{{\field{{\*\fldinst INCLUDETEXT "{link}"}}{{\fldrslt }}}} seen\par}}'
    )
    document = read_document(path)
    assert [block.text for block in document.blocks if isinstance(block, Prose)] == ["seen"]
    assert asked == []


@needs_writer
@pytest.mark.parametrize("suffix", [".doc", ".rtf", ".odt", ".wps"])
def test_a_file_that_libreoffice_cannot_open_is_refused(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"report{suffix}"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x01" * 3000)
    with pytest.raises(UnreadableReport) as refused:
        read_document(path)
    assert refused.value.path == path


@needs_writer
def test_a_file_over_the_time_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "report.rtf"
    path.write_text(r"{\rtf1 x}")
    with pytest.raises(TooLarge, match="took more than"):
        read_office(path, Limits(seconds=0))


def test_a_missing_libreoffice_is_named_with_its_package(tmp_path: Path) -> None:
    path = tmp_path / "report.rtf"
    path.write_text(r"{\rtf1 x}")
    with pytest.raises(HelperMissing, match="apt-get install libreoffice-writer-nogui"):
        read_office(path, Limits(), program="")


def test_a_program_that_takes_too_long_is_ended_with_all_it_started(tmp_path: Path) -> None:
    mark = tmp_path / "still.txt"
    late = f"import time; time.sleep(3); open({str(mark)!r}, 'w')"
    code = f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {late!r}]); time.sleep(60)"
    finished = run([sys.executable, "-c", code], tmp_path, seconds=1.5, memory_mb=1000, file_mb=10)
    assert finished.status is None
    time.sleep(3)
    assert not mark.exists()


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("x = bytearray(900_000_000)", id="memory"),
        pytest.param("open('big', 'wb').write(b'0' * 20_000_000)", id="disk"),
    ],
)
def test_a_program_has_no_more_than_it_is_given(code: str, tmp_path: Path) -> None:
    finished = run([sys.executable, "-c", code], tmp_path, seconds=60, memory_mb=500, file_mb=10)
    assert finished.status not in (0, None)


def test_a_program_sees_nothing_of_our_environment(tmp_path: Path) -> None:
    finished = run(["env"], tmp_path, seconds=60, memory_mb=500, file_mb=10)
    names = {line.partition("=")[0] for line in finished.said.splitlines()}
    assert names <= {"PATH", "HOME", "TMPDIR", "LANG", "PWD", "SHLVL", "_"}
