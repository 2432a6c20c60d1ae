"""Damaged and hostile files, each made from a number: the same number, the same bytes.

A good sample is damaged, or a file is built that a reader might choke on: bombs, loops, deep nesting, huge spans.
"""

import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.soak_hostile import HOSTILE, undated

ROOT = Path(__file__).resolve().parents[1]
REPORTS = ROOT / "eval" / "reports"
ZIPPED = (".docx", ".xlsx", ".zip")
TEXTS = (".txt", ".md", ".html", ".htm", ".mht")
HELPED = (".doc", ".rtf", ".png", ".jpg", ".tif")  # read with another program or by OCR; and PDF without text
SUFFIXES = (*TEXTS, ".docx", ".docx", ".pdf", ".xlsx", ".zip", ".xml", ".ofd", ".rar", ".7z", ".wps")
MISNAMED = "under another name"  # end of the kind of a good file whose suffix is another format's
SMALL = 30_000  # bytes: what is inserted or repeated is no longer

Random = random.Random
Damage = Callable[[bytes, Random], bytes]


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read. `origin` is the good sample it was made of, "" for a built one; `kind` says what was done."""

    number: int
    suffix: str
    kind: str
    content: bytes
    origin: str = ""

    @property
    def name(self) -> str:
        """A file name that identifies no report by itself."""
        return f"soak-{self.number}{self.suffix}"


def flip(content: bytes, rng: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.choice((1, 2, 8, 64))):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def truncate(content: bytes, rng: Random) -> bytes:
    return content[: rng.randrange(len(content))]


def behead(content: bytes, rng: Random) -> bytes:
    return content[rng.randrange(len(content)) :]


def drop(content: bytes, rng: Random) -> bytes:
    start = rng.randrange(len(content))
    return content[:start] + content[start + rng.randrange(1, 2000) :]


def repeat(content: bytes, rng: Random) -> bytes:
    start = rng.randrange(len(content))
    piece = content[start : start + rng.randrange(1, SMALL)]
    return content[:start] + piece * rng.choice((2, 3, 20)) + content[start:]


def insert(content: bytes, rng: Random) -> bytes:
    start = rng.randrange(len(content))
    return content[:start] + rng.randbytes(rng.randrange(1, 400)) + content[start:]


def zero(content: bytes, rng: Random) -> bytes:
    start, length = rng.randrange(len(content)), rng.randrange(1, 400)
    return content[:start] + b"\0" * length + content[start + length :]


def swap(content: bytes, rng: Random) -> bytes:
    """Two stretches change places."""
    a, b, c = sorted(rng.randrange(len(content)) for _ in range(3))
    return content[:a] + content[b:c] + content[a:b] + content[c:]


def reorder_lines(content: bytes, rng: Random) -> bytes:
    lines = content.split(b"\n")
    start = rng.randrange(len(lines))
    part = lines[start : start + 12]
    rng.shuffle(part)
    return b"\n".join([*lines[:start], *part, *lines[start + 12 :]])


def digits(content: bytes, rng: Random) -> bytes:
    """Some digits become other characters: letters, other digits, signs."""
    changed = bytearray(content)
    places = [at for at, byte in enumerate(changed) if 48 <= byte <= 57]
    for at in rng.sample(places, min(len(places), rng.choice((1, 3, 30)))):
        changed[at] = rng.choice(b"0123456789OlI-/., ")
    return bytes(changed)


DAMAGE: tuple[Damage, ...] = (flip, truncate, behead, drop, repeat, insert, zero, swap, digits)
TEXT_DAMAGE: tuple[Damage, ...] = (*DAMAGE, reorder_lines, digits, drop)
ENCODINGS = ("gb18030", "utf-16", "utf-16-be", "big5", "utf-32", "utf-8-sig", "utf-7")


@cache
def goods() -> dict[str, tuple[Path, ...]]:
    """The good samples by suffix; PDF without a text layer under ".scan"."""
    found: dict[str, list[Path]] = {}
    for path in sorted([*(REPORTS / "formats").iterdir(), *REPORTS.glob("*.txt")]):
        suffix = ".scan" if path.stem.endswith("scan") and path.suffix == ".pdf" else path.suffix
        found.setdefault(suffix, []).append(path)
    return {suffix: tuple(paths) for suffix, paths in found.items()}


def soak_input(number: int, suffixes: tuple[str, ...] = SUFFIXES) -> Input:
    """The input of that number."""
    rng = Random(f"soak/{number}")
    suffix = rng.choice(suffixes)
    makers = [_damaged, _damaged, _damaged, _hostile, _misnamed]
    if suffix in ZIPPED:
        makers += [_damaged_inside] * 4
    if suffix in TEXTS:
        makers += [_transcoded]
    return rng.choice(makers)(number, suffix, rng)


def helped_input(number: int) -> Input:
    """An input of that number for a reader that starts another program or recognises characters."""
    rng = Random(f"soak-helped/{number}")
    suffix = rng.choice((*HELPED, ".scan"))
    made = rng.choice((_damaged, _damaged, _hostile))(number, suffix, rng)
    return made if suffix != ".scan" else Input(number, ".pdf", made.kind, made.content, made.origin)


def _good(suffix: str, rng: Random) -> tuple[Path, bytes]:
    like = {
        ".htm": ".html",
        ".xml": ".docx",
        ".ofd": ".zip",
        ".rar": ".zip",
        ".7z": ".zip",
        ".wps": ".doc",
        ".jpg": ".png",
    }
    there = goods()
    path = rng.choice(there.get(suffix) or there.get(like.get(suffix, ""), ()) or there[".txt"])
    return path, path.read_bytes()


def _damaged(number: int, suffix: str, rng: Random) -> Input:
    path, content = _good(suffix, rng)
    kinds = []
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        damage = rng.choice(TEXT_DAMAGE if suffix in TEXTS else DAMAGE)
        kinds.append(damage.__name__)
        content = damage(content, rng) if content else content
    return Input(number, suffix, "+".join(kinds), content, path.name)


def _damaged_inside(number: int, suffix: str, rng: Random) -> Input:
    """A member of a zip is damaged, and the archive written anew with the right check sums."""
    path, content = _good(suffix, rng)
    written = io.BytesIO()
    damage = rng.choice(TEXT_DAMAGE)
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        names = [info.filename for info in old.infolist()]
        main = [name for name in names if name.endswith(("document.xml", "sheet1.xml", "sharedStrings.xml", ".html"))]
        hit = rng.choice(main if main and rng.random() < 0.8 else names)
        for name in names:
            member = old.read(name)
            changed = damage(member, rng) if name == hit and member else member
            new.writestr(undated(name), changed, zipfile.ZIP_DEFLATED)
    return Input(number, suffix, f"{damage.__name__} in {hit}", written.getvalue(), path.name)


def _transcoded(number: int, suffix: str, rng: Random) -> Input:
    path, content = _good(suffix, rng)
    encoding = rng.choice(ENCODINGS)
    text = content.decode("utf-8", "replace")
    return Input(number, suffix, f"as {encoding}", text.encode(encoding, "replace"), path.name)


def _misnamed(number: int, suffix: str, rng: Random) -> Input:
    paths = [path for found in goods().values() for path in found if path.suffix not in HELPED]
    path = rng.choice(paths)
    if path.stem.endswith("scan"):
        path = goods()[".txt"][0]
    return Input(number, suffix, f"a {path.suffix} {MISNAMED}", path.read_bytes(), path.name)


def _hostile(number: int, suffix: str, rng: Random) -> Input:
    builders = HOSTILE.get(suffix) or HOSTILE[".txt"]
    build = rng.choice(builders)
    return Input(number, suffix, build.__name__, build(rng))
