"""A folder of many reports, each of another issuer: the samples under other names. The same count, the same bytes."""

import json
import zipfile
from itertools import product
from pathlib import Path

from tests.conftest import ROOT, SAMPLE_REPORTS

PLACES = ("甘", "兴", "安", "平", "宁", "和", "清", "泰", "永", "新")
OFFICES = ("民政局", "财政局", "水利局", "教育局", "司法局", "审计局", "统计局", "林业局", "气象局", "档案局")
MEMBERS = 10  # of an archive
EARLY = (2020, 1, 1, 0, 0, 0)


def many_reports(folder: Path, count: int) -> None:
    """Write `count` reports: a fifth in archives, every tenth a second version of the one before it."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = list(report_texts(count))
    packed = count // 5 // MEMBERS
    for number in range(packed):
        with zipfile.ZipFile(folder / f"archive-{number:03}.zip", "w") as archive:
            for member in range(MEMBERS):
                info = zipfile.ZipInfo(f"报告/{member}.txt", EARLY)
                archive.writestr(info, texts.pop())
    for number, text in enumerate(texts):
        place = folder / f"{number % 7}" / f"report-{number:04}.txt"
        place.parent.mkdir(exist_ok=True)
        place.write_text(text, encoding="utf-8")


def report_texts(count: int) -> list[str]:
    """The texts of reports of issuers that are not there."""
    known = [
        json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "eval/known_figures").glob("*.json"))
    ]
    samples = [(entry["issuer"], (SAMPLE_REPORTS / entry["file"]).read_text(encoding="utf-8")) for entry in known]
    names = ["".join((a, b, "县", office)) for a, b, office in product(PLACES, PLACES, OFFICES)]
    texts = []
    for number in range(count):
        issuer, text = samples[number % len(samples)]
        name = names[number - (number % 10 == 9)]
        texts.append(text.replace(issuer, name) + (f"\n更正 {number}\n" if number % 10 == 9 else ""))
    return texts
