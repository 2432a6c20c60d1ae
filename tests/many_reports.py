"""A folder of many reports: the samples under other names. The same count, the same bytes."""

import json
import zipfile
from itertools import product
from pathlib import Path

from tests.conftest import ROOT, SAMPLE_REPORTS

CITIES = ("杭州市", "宁波市", "温州市", "长沙市", "南昌市", "宜春市", "贵阳市", "兰州市", "成都市", "西安市")
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
    """The samples as reports of a hundred other bodies; beyond a hundred they are versions of one another."""
    known = [
        json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "eval/known_figures").glob("*.json"))
    ]
    every_text = [(entry["issuer"], (SAMPLE_REPORTS / entry["file"]).read_text(encoding="utf-8")) for entry in known]
    samples = [(issuer, text) for issuer, text in every_text if f"{issuer}20" in text]  # some print it over two lines
    bodies = ["".join(parts) for parts in product(CITIES, OFFICES)]
    texts = []
    for number in range(count):
        issuer, text = samples[number % len(samples)]
        name = bodies[(number - (number % 10 == 9)) % len(bodies)]
        texts.append(text.replace(issuer, name) + f"\n更正 {number}\n" * (number >= len(bodies) or number % 10 == 9))
    return texts
