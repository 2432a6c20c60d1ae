"""`python -m eval.fresh_scans`: scans that no one has seen, made by seed, read, and every cell compared.

Each seed draws figures, a typeface, lines and a scanner (dots an inch, skew, blur, noise, black and white, JPEG);
printed are the tables accepted with every cell right, with a wrong one, and refused, with the reasons.
"""

import io
import re
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

from eval.samples_form import applicants, request_rows, table2, table2_cells, table3, table4, table4_cells
from eval.samples_numbers import draw
from eval.samples_web import html_table
from index.errors import UnreadableReport
from index.form import load_forms
from index.readers.pdf import read_pdf
from index.readers.scan_file import read_scan
from index.report import TABLE_IDS
from index.settings import Limits
from index.tables import MappedTable, map_tables

FONTS = ("Noto Serif CJK SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei", "Noto Sans Mono CJK SC")
DIGITS = ("", "Liberation Serif", "DejaVu Sans", "DejaVu Serif", "Liberation Sans")  # used where it is installed
LINES = ("0.5pt solid", "0.75pt solid", "1pt solid", "1.5pt solid", "0.75pt dashed", "2.5pt double")
PAGE = """<!doctype html><html lang="zh"><head><meta charset="utf-8"><style>
@page {{ size: A4; margin: {margin}mm; @bottom-center {{ content: "— " counter(page) " —"; font-size: 9pt }} }}
body {{ font-family: {faces}; font-size: 10.5pt; line-height: 1.5 }} h1 {{ font-size: 16pt; text-align: center }}
h2 {{ font-size: 12pt }} p {{ text-indent: 2em }}
table {{ border-collapse: collapse; width: 100%; font-size: {points}pt; margin: 6pt 0 }}
td {{ border: {line} #000; padding: {padding}pt 3pt; text-align: center; {weight} }}
td p {{ margin: 0; text-indent: 0 }} {more}</style></head><body><h1>某省某市教育局2022年政府信息公开工作年度报告</h1>
<p>本报告的数据统计期限自2022年1月1日起至2022年12月31日止。</p>
<h2>二、主动公开政府信息情况</h2>{t2}<h2>三、收到和处理政府信息公开申请情况</h2>{t3}
<h2>四、政府信息公开行政复议、行政诉讼情况</h2>{t4}<h2>五、存在的主要问题及改进情况</h2><p>公开的及时性还需提高。</p>
</body></html>"""
OPEN = "td:first-child {{ border-left: none }} tr td:last-child {{ border-right: none }}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanner:
    """What a scanner does to a page."""

    dots: int  # an inch
    turn: float  # degrees
    blur: float  # pixels
    noise: float  # of 255
    specks: int
    grey: float  # 1 leaves the contrast, less fades it
    quality: int  # of JPEG; 0: none
    bilevel: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """A report as it is scanned: what its cells print, and the file."""

    seed: str
    printed: dict[str, str]
    said: str
    suffix: str
    file: bytes


def figures(seed: str, form2: str, form3: str, kind: str) -> dict[str, str]:
    """The printed text of every cell. "many": all different; "few": most are 0, as most reports print; "blank": so,
    with cells left blank, dashes and slashes."""
    random = Random(f"{seed} cells")
    rows = [f"{row.id}|{column}" for row in request_rows(form3) for column in applicants()]
    cells = [*table2_cells(form2), *rows, *table4_cells()]
    drawn = draw(seed, form2=form2, form3=form3).cells
    if kind == "many":
        return {cell: str(drawn[cell]) for cell in cells}
    small = _small(random, form2, form3)
    empty = [""] if kind == "few" else ["", "", "-", "/", "—"]
    share = 0.0 if kind == "few" else 0.4
    mark = random.choice(empty)
    return {cell: mark if small[cell] == 0 and random.random() < share else str(small[cell]) for cell in cells}


def _small(random: Random, form2: str, form3: str) -> dict[str, int]:
    """Cells of a report in which little was asked for: sums hold, most are 0."""
    found = {cell: random.choice((0, 0, 1, 3, 17, 204)) for cell in (*table2_cells(form2), *table4_cells())}
    for block in ("t4.review", "t4.direct", "t4.post"):
        found[f"{block}.total"] = sum(found[f"{block}.{name}"] for name in ("upheld", "corrected", "other", "pending"))
    rows = [row.id for row in request_rows(form3)]
    columns = [column for column in applicants() if column != "total"]
    results = [row for row in rows if row.startswith("t3.res.") and row != "t3.res.total"]
    for column in columns:
        for row in results:
            found[f"{row}|{column}"] = random.choice((0, 0, 0, 0, 0, 1, 2, 11, 26))
        done = sum(found[f"{row}|{column}"] for row in results)
        found[f"t3.res.total|{column}"] = done
        found[f"t3.carried_out|{column}"] = random.choice((0, 0, 1))
        found[f"t3.carried_in|{column}"] = random.choice((0, 1)) if done else 0
        found[f"t3.new|{column}"] = done + found[f"t3.carried_out|{column}"] - found[f"t3.carried_in|{column}"]
    for row in rows:
        found[f"{row}|total"] = sum(found[f"{row}|{column}"] for column in columns)
    return found


def fresh(seed: str) -> Fresh:
    """One report, printed and scanned; the same seed, the same report."""
    from weasyprint import HTML

    random = Random(seed)
    form2, form3 = random.choice((("F2021", "F2021"), ("F2019", "F2019"), ("F2021", "F2019")))
    kind = random.choice(("many", "few", "few", "blank"))
    printed = figures(seed, form2, form3, kind)
    digits, face = random.choice(DIGITS), random.choice(FONTS)
    line, points = random.choice(LINES), random.choice((7.5, 8, 9, 9, 10))
    open_ = random.random() < 0.15
    style = {
        "margin": random.choice((12, 18, 22)), "faces": f'"{digits}", "{face}"' if digits else f'"{face}"',
        "points": points, "line": line, "padding": random.choice((1.5, 2.5, 4)),
        "weight": "font-weight: bold;" if random.random() < 0.1 else "", "more": OPEN if open_ else "",
    }  # fmt: skip
    tables = [html_table(grid) for grid in (table2(form2, printed, {}), table3(form3, printed), table4(printed))]
    pdf = HTML(string=PAGE.format(**style, t2=tables[0], t3=tables[1], t4=tables[2])).write_pdf()
    scanner = _scanner(random)
    document = pypdfium2.PdfDocument(pdf)
    pages = [scanned(page.render(scale=scanner.dots / 72, grayscale=True).to_numpy(), scanner, random)
             for page in document]  # fmt: skip
    document.close()
    suffix = random.choice((".pdf", ".tif")) if len(pages) > 1 else random.choice((".pdf", ".tif", ".png"))
    said = f"{form2}/{form3} {kind} {digits or face}+{face} {points}pt {line}{' open' if open_ else ''} {scanner}"
    return Fresh(seed=seed, printed=printed, said=said, suffix=suffix, file=_file(pages, suffix, scanner))


def _scanner(random: Random) -> Scanner:
    bilevel = random.random() < 0.4
    return Scanner(
        dots=random.choice((150, 200, 200, 200, 300)), turn=random.uniform(-1.5, 1.5) * random.choice((0.3, 1, 2)),
        blur=random.choice((0, 0.4, 0.8)), noise=random.choice((0, 4, 10)), specks=random.choice((0, 100, 300)),
        grey=1.0 if bilevel else random.choice((1.0, 0.8, 0.6)), quality=0 if bilevel else random.choice((0, 85, 60)),
        bilevel=bilevel,
    )  # fmt: skip


def scanned(page: np.ndarray, scanner: Scanner, random: Random) -> Image.Image:
    """The page as the scanner gives it."""
    image = Image.fromarray(page.reshape(page.shape[:2])).rotate(scanner.turn, Image.Resampling.BICUBIC, fillcolor=255)
    if scanner.blur:
        image = image.filter(ImageFilter.GaussianBlur(scanner.blur))
    pixels = np.asarray(image).astype(np.float32) * scanner.grey + 245 * (1 - scanner.grey)
    dust = np.random.default_rng(random.getrandbits(32))
    pixels += dust.normal(0, scanner.noise, pixels.shape) if scanner.noise else 0
    high, wide = pixels.shape
    for _ in range(scanner.specks):
        x, y = random.randrange(wide - 2), random.randrange(high - 2)
        pixels[y, x : x + 2] = 0 if random.random() < 0.6 else 255
    if scanner.bilevel:
        pixels = np.where(pixels > 150, 255, 0)
    made = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    if scanner.quality:
        written = io.BytesIO()
        made.save(written, "JPEG", quality=scanner.quality)
        made = Image.open(written).convert("L")
    return made.convert("1") if scanner.bilevel else made


def _file(pages: list[Image.Image], suffix: str, scanner: Scanner) -> bytes:
    written = io.BytesIO()
    first, *more = pages
    if suffix == ".png":
        first.save(written, "PNG")
    elif suffix == ".tif":
        packed = "group4" if scanner.bilevel else "tiff_lzw"
        first.save(written, "TIFF", save_all=True, append_images=more, compression=packed)
    else:
        first.save(written, "PDF", save_all=True, append_images=more, resolution=scanner.dots)
    return written.getvalue()


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one table of one report went: right, wrong (with its cells) or refused (with the reason)."""

    table: str
    how: str
    cells: int
    why: str = ""


def outcomes(made: Fresh, keep: Path | None = None) -> tuple[list[Outcome], float]:
    """Read a scan; each table's outcome, and processor seconds a page."""
    with tempfile.TemporaryDirectory(prefix="nianbao-scan-") as folder:
        path = (keep or Path(folder)) / f"{made.seed}{made.suffix}"
        path.write_bytes(made.file)
        started = time.process_time()
        try:
            document = (read_pdf if made.suffix == ".pdf" else read_scan)(path, replace(Limits(), seconds=600))
        except UnreadableReport as error:
            return [Outcome("all", "refused", len(made.printed), error.reason)], time.process_time() - started
        taken = (time.process_time() - started) / max(1, document.pages)
    found = map_tables(document.blocks, load_forms())
    return [_outcome(table, found[table], made.printed) for table in TABLE_IDS], taken


def _outcome(table: str, found: MappedTable, printed: dict[str, str]) -> Outcome:
    cells = {cell: text for cell, text in printed.items() if cell.startswith(f"{table}.")}
    if found.status != "ok":
        return Outcome(table, "refused", len(cells), found.reason)
    read = {cell.cell: cell.place.text for cell in found.cells}
    wrong = [f"{cell} {text!r} read as {read.get(cell)!r}" for cell, text in cells.items()
             if _same(read.get(cell)) != _same(text)]  # fmt: skip
    return Outcome(table, "wrong" if wrong else "right", len(cells), "; ".join(wrong[:5]))


def _same(text: str | None) -> str:
    """A printed text with dashes of any length as one: they say the same."""
    return re.sub(r"[-—–一－]+", "-", text or "")


def main() -> None:
    """Make, read, compare, print."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="a folder in which the scans stay")
    given = parser.parse_args()
    tables: Counter[str] = Counter()
    cells: Counter[str] = Counter()
    seconds: list[float] = []
    for number in range(given.first, given.first + given.seeds):
        made = fresh(f"fresh-{number}")
        told, taken = outcomes(made, given.keep)
        seconds.append(taken)
        print(f"{made.seed}{made.suffix} {taken:.1f} s a page  {made.said}")
        for outcome in told:
            tables[outcome.how] += 1
            cells[outcome.how] += outcome.cells
            if outcome.how != "right":
                print(f"    {outcome.table} {outcome.how}: {outcome.why}")
        sys.stdout.flush()
    print(f"tables: {dict(tables)}; cells: {dict(cells)}; processor seconds a page: {np.mean(seconds):.1f} on average, "
          f"{max(seconds):.1f} at most")  # fmt: skip
    sys.exit(1 if tables["wrong"] else 0)


if __name__ == "__main__":
    main()
