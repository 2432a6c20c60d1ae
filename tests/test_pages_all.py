"""All pages in Debian's Chromium: reports, phone width, languages, themes, no request to the outside."""

import re
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from selenium.webdriver.common.by import By

from tests.browser import PHONE, Browser

pytestmark = pytest.mark.loopback

FIRST_LOAD = 200_000  # bytes
ASK = "宜春市卫生健康委2020年办理了多少件？"


@pytest.mark.parametrize("path", ["/", "/reports", "/reports/000", "/reports/004#t3.new%7Ctotal"])
def test_nothing_is_wider_than_a_phone(browser: Browser, path: str) -> None:
    browser.open(path, PHONE, ready="#main")
    if path == "/":
        browser.ask("湖南2020年收到多少件？")
    else:
        browser.find("h1")
    wide = (
        "document.documentElement.scrollWidth > innerWidth || document.getElementById('main').scrollWidth > innerWidth"
    )
    assert not browser.driver.execute_script(f"return {wide}")
    small = """return [...document.querySelectorAll('.primary, .choice, .menu, .chip')].filter((e) => e.offsetParent)
    .map((e) => e.getBoundingClientRect()).filter((r) => r.height < 40).length"""
    assert browser.driver.execute_script(small) == 0


def test_a_report_page_opens_at_the_cell_of_its_address(browser: Browser) -> None:
    browser.open("/reports/000#t3.res.total%7Ctotal")
    cell = browser.ringed()
    assert cell.get_attribute("id") == "t3.res.total|total"
    seen = "const r = arguments[0].getBoundingClientRect(); return r.top > 0 && r.bottom < innerHeight"
    assert browser.driver.execute_script(seen, cell)


def test_a_cell_of_table_2_is_read_under_the_header_of_its_own_block(browser: Browser) -> None:
    browser.open("/reports/003#t2.license.decisions")
    browser.ringed()
    assert browser.find("#s2 .cell-note").text == "行政许可，处理决定数量，18件"


def test_a_report_page_opens_at_the_line_of_its_address(browser: Browser) -> None:
    browser.open("/reports/003#line-5")
    assert browser.find(".lines .hit").get_attribute("id") == "line-5"


def test_an_unknown_report_says_where_the_others_are(browser: Browser) -> None:
    browser.open("/reports/nobody", ready="[role=alert]")
    assert "没有这份报告" in browser.find("[role=alert]").text


def test_reports_are_filtered_by_words(browser: Browser) -> None:
    browser.open("/reports", ready=".listing")
    assert len(browser.all(".listing tbody tr")) == 3
    browser.find("#filter").send_keys("江西 2020")
    browser.wait("document.querySelectorAll('.listing tbody tr').length === 1")
    assert [e.text for e in browser.all(".listing tbody th")] == ["宜春市卫生健康委"]


def test_the_language_switch_changes_the_page_and_is_kept(browser: Browser) -> None:
    browser.open("/")
    browser.ask(ASK)
    browser.find('[data-t-label="set.lang.label"]').click()
    assert browser.find("#send").text == "Ask"
    assert browser.find(".card .state").text == "Cited"
    assert browser.driver.find_element(By.TAG_NAME, "html").get_attribute("lang") == "en"
    browser.driver.get(f"{browser.base}/reports")
    assert browser.find("h1").text == "Reports"


def test_dark_follows_the_system_and_the_switch_overrules_it(browser: Browser) -> None:
    browser.open("/", dark=True)
    ground = "return getComputedStyle(document.body).backgroundColor"
    assert browser.driver.execute_script(ground) == "rgb(20, 24, 30)"
    browser.find('[data-t-label="set.theme.label"]').click()
    assert browser.driver.execute_script(ground) == "rgb(246, 247, 249)"


def test_the_description_of_the_api_is_dark_where_the_reader_chose_it(browser: Browser) -> None:
    browser.open("/")
    browser.find('[data-t-label="set.theme.label"]').click()
    browser.driver.get(f"{browser.base}/docs")
    browser.find(".opblock")
    ground = "return getComputedStyle(document.documentElement).backgroundColor"
    assert browser.driver.execute_script(ground) == "rgb(20, 24, 30)"
    assert browser.driver.execute_script("return document.documentElement.lang") == "en"


@pytest.mark.parametrize("path", ["/", "/reports", "/reports/000#t3.new%7Ctotal", "/docs"])
def test_no_page_asks_outside_or_complains(browser: Browser, path: str) -> None:
    browser.requests()
    browser.open(path, ready="h1, .opblock")
    if path == "/":
        browser.ask("湖南2020年收到多少件？")
        browser.ringed()
    if path == "/docs":
        browser.find(".opblock").click()
    time.sleep(0.3)
    assert browser.log() == []
    outside = [
        url for url, _ in browser.requests() if urlsplit(url).scheme != "data" and not url.startswith(browser.base)
    ]
    assert outside == []


def test_the_first_load_is_small(browser: Browser) -> None:
    browser.driver.execute_cdp_cmd("Network.setCacheDisabled", {"cacheDisabled": True})
    browser.requests()
    browser.open("/", ready=".tries .choice")
    loaded = browser.requests()
    browser.driver.execute_cdp_cmd("Network.setCacheDisabled", {"cacheDisabled": False})
    assert any(url.endswith("/ui/chat.js") for url, _ in loaded)
    assert sum(size for _, size in loaded) <= FIRST_LOAD


def test_every_message_exists_in_both_languages_and_is_used() -> None:
    ui = Path(__file__).resolve().parents[1] / "assistant" / "ui"
    words = (ui / "i18n.js").read_text("utf-8")
    chinese, english = words.split("\n  en: {", 1)
    keys = [set(_keys(part)) for part in (chinese, english.split("\n};", 1)[0])]
    assert keys[0] == keys[1]
    code = "".join(p.read_text("utf-8") for p in ui.iterdir() if p.suffix in (".js", ".html") and p.name != "i18n.js")
    built = (
        "title.",
        "nav.",
        "bad.",
        "chip.",
        "op.",
        "step.",
        "refuse.",
        "form.",
        "status.",
        "tables.",
        "tab.",
        "set.",
        "col.",
        "state.",
    )
    assert {key for key in keys[0] if not key.startswith(built) and f'"{key}"' not in code} == set()


def _keys(words: str) -> list[str]:
    pieces = words.replace("\n", " ").split('": ')
    return [piece.rsplit('"', 1)[1] for piece in pieces[:-1]]


def test_words_of_these_pages_exist_in_both_languages_and_are_used() -> None:
    ui = Path(__file__).resolve().parents[1] / "assistant" / "ui"
    words = (ui / "i18n-pages.js").read_text("utf-8")
    chinese, english = words.split("\n  en: {", 1)
    keys = [set(re.findall(r'"([a-zA-Z0-9_.]+)": "', part)) for part in (chinese, english)]
    assert keys[0] == keys[1]
    code = "".join(p.read_text("utf-8") for p in ui.iterdir() if p.suffix in (".js", ".html") and "i18n" not in p.name)
    built = (
        "title.",
        "short.",
        "quality.",
        "severity.",
        "kind.",
        "sort.",
        "number.",
        "tables.",
        "why.",
        "job.",
        "file.",
        "decide.",
        "decision.",
    )
    assert {key for key in keys[0] if not key.startswith(built) and f'"{key}"' not in code} == set()
