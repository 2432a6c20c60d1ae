"""The pages about reports in Debian's Chromium, over the real assistant: filter, compare, findings, upload, decide."""

import csv
import io
import re
import urllib.request
from importlib.resources import files
from pathlib import Path

import pytest
from openpyxl import load_workbook
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

from tests.browser import DESK, PHONE, Browser
from tests.conftest import SAMPLE_REPORTS
from tests.doubtful import ISSUER, doubtful_text
from tests.reports_driven import YUNQUE, address, choose, fetched, id_of, rows, shows

pytestmark = pytest.mark.loopback

AXE = files("axe_core_python").joinpath("axe.min.js").read_text("utf-8")
PAGES = ["/reports", "/report", "/check", "/compare", "/findings", "/uploads", "/guide"]


def test_reports_are_filtered_and_the_filters_stand_in_the_address(site: Browser) -> None:
    site.open("/reports", ready=".listing tbody tr")
    assert len(rows(site)) == 8
    choose(site, "quality", "not_extracted")
    shows(site, ISSUER)
    choose(site, "quality", "findings")
    site.wait("document.querySelectorAll('.listing tbody tr').length > 1")
    choose(site, "year", "2020")
    shows(site, "湖南省中医药管理局")
    assert "quality=findings" in site.driver.current_url and "year=2020" in site.driver.current_url
    site.driver.get(site.driver.current_url)
    shows(site, "湖南省中医药管理局")
    assert site.find(".counts").text.startswith("1 份报告（共 8 份）")
    choose(site, "quality", "")
    site.wait("document.querySelectorAll('.listing tbody tr').length > 1")
    choose(site, "year", "")
    site.wait("document.querySelectorAll('.listing tbody tr').length === 8")
    choose(site, "region", "江西省/宜春市")
    shows(site, "宜春市卫生健康委")


def test_two_reports_chosen_in_the_list_are_compared(site: Browser) -> None:
    site.open("/reports", ready=".listing tbody tr")
    site.find("#filter").send_keys("郧阙")
    shows(site, YUNQUE, YUNQUE)
    assert not site.all("a.primary")
    for box in site.all(".listing .pick input"):
        box.click()
    site.find("a.primary").click()
    site.find(".compare tbody tr")
    assert [e.text for e in site.all(".compare thead a")] == [YUNQUE, YUNQUE]


def test_two_years_are_compared_with_signs_and_the_export_says_the_same(site: Browser) -> None:
    site.open(f"/reports/{id_of(site, '郧阙 2022')}", ready="h1")
    site.find('a.go[href^="/compare"]').click()
    site.find(".compare tbody tr")
    assert [e.text for e in site.all(".compare thead .year")] == ["2021年", "2022年"]
    line = site.find('tr[data-cell="t3.new|total"]')
    first, second = (int(e.text) for e in line.find_elements(By.CSS_SELECTOR, "td > a"))
    shown = line.find_element(By.CSS_SELECTOR, ".difference span:not(.sr-only)").text
    assert shown == f"{second - first:+d}".replace("-", "−")
    flat = list(csv.DictReader(io.StringIO(fetched(site, '#exports a[href*="csv"]').decode("utf-8-sig"))))
    row = next(row for row in flat if row["cell"] == "t3.new|total")
    assert [int(row[f"{YUNQUE} {year}"]) for year in (2021, 2022)] == [first, second]
    book = load_workbook(io.BytesIO(fetched(site, '#exports a[href*="xlsx"]')))
    assert book.active is not None and book.active.max_row == len(flat) + 1


def test_forms_that_count_differently_are_said_and_a_blank_is_no_zero(site: Browser) -> None:
    a, b, c = id_of(site, "郧阙 2021"), id_of(site, "宜春"), id_of(site, "崆峒")
    site.open(f"/compare?report={a}&report={b}&report={c}&table=t3", ready=".compare tbody tr")
    assert "口径" in site.find(".compared .caution").text
    cells = site.find('tr[data-cell="t3.new|total"]').find_elements(By.CSS_SELECTOR, "td")
    assert cells[2].text == "空白"
    assert "表式无此格" in site.find('tr[data-cell="t3.res.other.rest|total"]').text
    site.find("#differing").click()
    site.wait("document.querySelectorAll('.compare tr.same').length === 0")
    site.find(".chosen li:nth-child(2) .quiet").click()
    site.wait("document.querySelector('.chosen a').textContent.includes('宜春')")
    site.wait("document.querySelector('.compare thead a')?.textContent === '宜春市卫生健康委'")


def told(site: Browser) -> list[int]:
    """The numbers of the line above the findings: how many, of how many, of how many issuers and reports."""
    return [int(number) for number in re.findall(r"\d+", site.find(".counts").text)]


def test_findings_are_filtered_lead_to_their_cell_and_are_exported(site: Browser) -> None:
    site.open("/findings", ready=".finding")
    everything = len(site.all(".finding"))
    assert told(site)[:2] == [everything, everything]
    choose(site, "rule", "T3.ROW")
    site.wait(f"document.querySelectorAll('.finding').length < {everything}")
    finding = site.find(".finding")
    numbers = [e.text for e in finding.find_elements(By.CSS_SELECTOR, ".numbers dd")]
    assert numbers == ["25", "0"]
    flat = list(csv.DictReader(io.StringIO(fetched(site, '.exports a[href*="csv"]').decode("utf-8-sig"))))
    assert {row["rule"] for row in flat} == {"T3.ROW"}
    assert len(flat) == len(site.all(".finding")) == told(site)[0]
    sheet = load_workbook(io.BytesIO(fetched(site, '.exports a[href*="xlsx"]'))).active
    assert sheet is not None and sheet.max_row == len(flat) + 1
    finding.find_elements(By.CSS_SELECTOR, ".cells a")[-1].click()
    assert site.ringed().get_attribute("id") == "t3.new|total"
    assert site.ringed().text == "0"


def test_findings_stand_in_the_address_with_their_filters_and_their_order(site: Browser) -> None:
    site.open("/findings?sort=-year&severity=error", ready=".finding")
    years = [int(e.text.removesuffix("年")) for e in site.all(".finding .whose > [data-t=year]")]
    assert years == sorted(years, reverse=True) and len({*years}) > 1
    assert {e.text for e in site.all(".finding .whose .tag")} == {"错误"}
    flat = list(csv.DictReader(io.StringIO(fetched(site, '.exports a[href*="csv"]').decode("utf-8-sig"))))
    assert [int(row["year"]) for row in flat] == years
    words = site.find("#filter")
    words.send_keys("湖南 2020")
    site.wait("location.search.includes('2020')")
    site.wait("new Set([...document.querySelectorAll('.finding')].map((node) => node.dataset.report)).size === 1")
    assert told(site)[2:] == [1, 1]
    there = site.driver.current_url
    assert all(part in there for part in ("sort=-year", "severity=error", "q="))
    site.driver.get(there)
    site.find(".finding")
    assert site.find("#filter").get_attribute("value") == "湖南 2020"
    assert Select(site.find("#filter-sort")).first_selected_option.get_attribute("value") == "-year"
    site.find("#filter").send_keys(" 没有这样的机关")
    site.wait("document.querySelectorAll('.finding').length === 0")
    assert "没有符合条件的问题" in site.find("p.dim").text and told(site)[0] == 0


def test_a_report_page_says_how_each_table_was_read_and_which_version_counts(site: Browser) -> None:
    site.open(f"/reports/{id_of(site, '镜湾')}", ready="#reading tbody tr")
    lines = [e.text for e in site.all("#reading tbody tr")]
    assert len(lines) == 3
    assert "未能读取" in lines[1] and "90%" in lines[1] and "数值可能错位" in lines[1]
    assert site.find("#reading a.go").get_attribute("href").endswith("/check/t3")
    with urllib.request.urlopen(str(site.find("a[href$='/original/file']").get_attribute("href"))) as response:
        assert response.read().decode("utf-8") == doubtful_text()


def test_a_new_report_is_uploaded_and_asked_about(site: Browser, tmp_path: Path) -> None:
    text = (SAMPLE_REPORTS / "invented-heting-2019.txt").read_text("utf-8")
    (tmp_path / "禾汀.txt").write_text(text, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("这不是年度报告。", encoding="utf-8")
    site.open("/uploads")
    site.driver.find_element(By.ID, "files").send_keys(f"{tmp_path / '禾汀.txt'}\n{tmp_path / 'notes.txt'}")
    WebDriverWait(site.driver, 60).until(lambda _: site.all('.job[data-state="done"] .ask'))
    states = {
        e.find_element(By.TAG_NAME, "th").text.split("\n")[0]: e.get_attribute("data-state")
        for e in site.all(".job tbody tr")
    }
    assert states == {"禾汀.txt": "added", "notes.txt": "refused"}
    assert site.find('.job tr[data-state="refused"] .warn').text
    site.find(".job .ask").click()
    site.wait("document.querySelector('#question')?.value.includes('禾汀市')")
    site.find("#question").send_keys("新收多少件政府信息公开申请？", Keys.ENTER)
    card = site.find(".card:has(.figure)")
    figure = card.find_element(By.CSS_SELECTOR, ".figure").text
    with urllib.request.urlopen(
        f"{site.base}/api/v1/figures?issuer=%E7%A6%BE%E6%B1%80&cell=t3.new%7Ctotal"
    ) as response:
        assert f'"printed":"{figure.split()[0]}"' in response.read().decode("utf-8")


def test_a_doubtful_table_is_compared_with_its_original_accepted_and_answered_from(site: Browser) -> None:
    site.open(f"/reports/{id_of(site, '镜湾')}/check/t3", ready="#decision")
    cell = site.driver.find_element(By.CSS_SELECTOR, '[id="t3.res.granted|total"]')
    site.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", cell)
    cell.click()
    assert cell.text in site.find(".lines .hit").text
    site.find("#decision-name").send_keys("李四")
    site.find("#decision-note").send_keys("逐格核对")
    site.driver.find_element(By.CSS_SELECTOR, 'input[value="accept"]').click()
    site.find("#decide").click()
    site.wait("document.querySelector('#state .status.ok') !== null")
    assert site.driver.switch_to.active_element == site.find("#state")
    assert "李四" in site.find("#state").text and "未经合计证明" in site.find("#state").text
    assert "有效" in site.find("#history").text
    site.open("/", ready="#question")
    card = site.ask(f"{ISSUER}2020年新收多少件政府信息公开申请？")
    assert "52450" in card.text and re.search("李四于.+核对接受，未经合计证明（逐格核对）", card.text)
    assert str(site.ringed().get_attribute("id")).startswith("t3.new|")


def test_a_correction_is_shown_beside_the_printed_value_and_can_be_taken_back(site: Browser) -> None:
    report = id_of(site, "宜春")
    site.open(f"/reports/{report}/check/t3", ready="#decision")
    cell = site.driver.find_element(By.CSS_SELECTOR, '[id="t3.new|total"]')
    printed = cell.text
    site.driver.find_element(By.CSS_SELECTOR, 'input[value="correct"]').click()
    cell.click()
    assert site.find("#decision-cell").get_attribute("value") == "t3.new|total"
    assert site.find("#decision-place").text == f"一、本年新收政府信息公开申请数量，总计，{printed}件"
    site.find("#decision-value").send_keys("约三件")
    site.find("#decision-name").clear()
    site.find("#decision-name").send_keys("王五")
    site.find("#decide").click()
    assert "更正值" in site.find("#decision [role=alert]").text
    site.find("#decision-value").clear()
    site.find("#decision-value").send_keys("3")
    site.find("#decide").click()
    site.find("#history")
    site.open(f"/reports/{report}#t3.new%7Ctotal")
    assert site.ringed().text == printed != "3"
    assert "王五" in site.find(".decided").text and "“3”" in site.find(".decided").text


def too_wide_or_small(site: Browser) -> list[str]:
    """What does not fit on a phone, or cannot be touched there."""
    wide = "Math.max(document.documentElement.scrollWidth, document.getElementById('main').scrollWidth) > innerWidth"
    small = """return [...document.querySelectorAll('.primary, .go, select, .menu, .tick, .more, .radio')]
    .filter((e) => e.offsetParent && e.getBoundingClientRect().height < 39.5).map((e) => e.outerHTML.slice(0, 80))"""
    found = ["the page"] if site.driver.execute_script(f"return {wide}") else []
    return [*found, *site.driver.execute_script(small)]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("size", "dark", "lang"), [(DESK, False, "zh"), (PHONE, True, "en")], ids=["desk", "dark phone"]
)
def test_a_page_fits_has_no_serious_axe_finding_and_a_silent_console(
    site: Browser, page: str, size: tuple[int, int], dark: bool, lang: str
) -> None:
    path = address(site, page)
    site.open(path, size, dark=dark, ready="h1")
    if lang == "en":
        site.driver.execute_script("localStorage.setItem('nianbao.lang', 'en')")
        site.driver.get(site.base + path)
        site.find("h1")
        assert site.driver.find_element(By.TAG_NAME, "html").get_attribute("lang") == "en"
    site.wait("document.querySelector('[role=status], .about, #decision, .drop, article') !== null")
    assert size == DESK or too_wide_or_small(site) == []
    site.driver.execute_script(AXE)
    found = site.driver.execute_async_script(
        """const done = arguments[0];
        const alike = ['.lines li:nth-child(n+20)', '.compare tr:nth-child(n+12)', '.grid tr:nth-child(n+8)'];
        const few = {exclude: alike.map((css) => [css])};
        axe.run(few, {resultTypes: ['violations']}).then(({violations}) => done(violations
          .filter((v) => ['serious', 'critical'].includes(v.impact))
          .flatMap((v) => v.nodes.slice(0, 3).map((n) => `${v.id}: ${n.html.slice(0, 160)}`))))"""
    )
    assert found == []
    assert [line for line in site.log() if "/check/" not in line] == []


def test_a_report_is_found_compared_and_decided_on_by_keyboard_alone(site: Browser) -> None:
    site.open("/reports", ready=".listing tbody tr")
    body = site.driver.find_element(By.TAG_NAME, "body")
    body.send_keys(Keys.TAB)
    assert site.driver.switch_to.active_element.get_attribute("class") == "skip"
    site.driver.switch_to.active_element.send_keys(Keys.ENTER, Keys.TAB)
    assert site.driver.switch_to.active_element.get_attribute("id") == "filter"
    site.driver.switch_to.active_element.send_keys("郧阙")
    shows(site, YUNQUE, YUNQUE)
    for _ in range(30):
        site.driver.switch_to.active_element.send_keys(Keys.TAB)
        if (
            site.driver.switch_to.active_element.get_attribute("type") == "checkbox"
            and site.driver.switch_to.active_element.get_attribute("id") != "older"
        ):
            break
    site.driver.switch_to.active_element.send_keys(Keys.SPACE)
    assert site.all(".listing .pick input")[0].is_selected()
    ring = "getComputedStyle(document.activeElement).outlineStyle"
    assert site.driver.execute_script(f"return {ring}") == "solid"
