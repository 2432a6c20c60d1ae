"""The pictures of the guide, of the real pages over sample reports: python -m tests.made_pictures [NAME…].

Written to assistant/ui/guide/ as WebP. Make them anew whenever a page looks different.
"""

import io
import json
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from PIL import Image
from selenium.webdriver.common.by import By

from tests.browser import Browser, open_chromium
from tests.conftest import ROOT, SAMPLE_REPORTS
from tests.doubtful import ISSUER
from tests.reports_site import open_site

FOLDER = ROOT / "assistant" / "ui" / "guide"
SIZE = (1200, 750)
MOST_BYTES = 60_000
ASKED = {
    "zh": "湖南省中医药管理局2020年新收多少件申请？",
    "en": "How many requests did 湖南省中医药管理局 receive in 2020?",
}


def main() -> None:
    """Make every picture in both languages."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        (root / "site").mkdir()
        with open_chromium(root / "chromium") as driver, open_site(root / "site") as base:
            site = Browser(driver, base)
            _upload(site, root)
            for language in ("zh", "en"):
                for name in sys.argv[1:] or ("ask", "reports", "compare", "findings", "uploads", "check"):
                    _open(site, name, language)
                    time.sleep(1.0)
                    _save(site, f"{name}-{language}")


def _open(site: Browser, name: str, language: str) -> None:
    path, ready = {
        "ask": ("/", "#question"),
        "reports": ("/reports", ".listing tbody tr"),
        "compare": (_comparison(site), ".compare tbody tr"),
        "findings": ("/findings?rule=T3.ROW", ".finding"),
        "uploads": ("/uploads", ".job .ask"),
        "check": (f"/reports/{_ids(site, ISSUER)[0]}/check/t3", "#decision"),
    }[name]
    site.open("/healthz", SIZE, ready="body")
    site.driver.execute_script("localStorage.setItem('nianbao.lang', arguments[0])", language)
    site.driver.get(site.base + path)
    site.find(ready)
    if name == "ask":
        site.ask(ASKED[language])
        site.ringed()
    if name == "check":
        cell = site.driver.find_element(By.CSS_SELECTOR, '[id="t3.res.granted|total"]')
        site.driver.execute_script("arguments[0].focus({preventScroll: true})", cell)


def _comparison(site: Browser) -> str:
    return "/compare?table=t3&" + "&".join(f"report={key}" for key in _ids(site, "郧阙"))


def _ids(site: Browser, issuer: str) -> list[str]:
    with urllib.request.urlopen(f"{site.base}/api/v1/reports") as response:
        reports = json.loads(response.read())["reports"]
    found = [report for report in reports if issuer in report["issuer"]]
    return [report["id"] for report in sorted(found, key=lambda report: report["year"])]


def _upload(site: Browser, place: Path) -> None:
    text = (SAMPLE_REPORTS / "invented-heting-2019.txt").read_bytes()
    (place / "禾汀市卫生健康委2019年报.txt").write_bytes(text)
    (place / "会议通知.txt").write_text("关于召开会议的通知。", encoding="utf-8")
    site.open("/uploads")
    files = "\n".join(str(path) for path in sorted(place.glob("*.txt")))
    site.driver.find_element(By.ID, "files").send_keys(files)
    site.wait("document.querySelector('.job .ask') !== null")


def _save(site: Browser, name: str) -> None:
    picture = Image.open(io.BytesIO(site.driver.get_screenshot_as_png())).convert("RGB")
    for quality in (80, 65, 50, 35, 20):
        kept = io.BytesIO()
        picture.save(kept, "WEBP", quality=quality, method=6)
        if kept.tell() <= MOST_BYTES:
            break
    else:
        raise SystemExit(f"{name} cannot be made smaller than {MOST_BYTES} bytes")
    (FOLDER / f"{name}.webp").write_bytes(kept.getvalue())
    print(name, kept.tell())


if __name__ == "__main__":
    main()
