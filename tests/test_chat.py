"""The chat page in Chromium over the real assistant: from a question to the cell, the original and the file."""

import csv
import io
import json
import time
import urllib.request
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from tests.browser import PHONE, Browser

pytestmark = pytest.mark.loopback

HEADLINE = "宜春市卫生健康委2020年办理了多少件？"
TWO = "样例省郧阙县卫生健康局2021年和2022年新收多少件申请？"


def slot(card: WebElement, name: str) -> WebElement:
    """The first chip of a kind."""
    return card.find_element(By.CSS_SELECTOR, f'.chip[data-slot="{name}"]')


def choose(chat: Browser, card: WebElement, name: str, text: str, *, word: str = "") -> WebElement:
    """Open a chip, choose the option that begins with a text, and wait for the new answer."""
    before = len(chat.all(".card"))
    slot(card, name).click()
    if word:
        chat.find(".popover input").send_keys(word)
    # Found and pressed in one step: the list is drawn anew while words are typed.
    options = "[...document.querySelectorAll('.popover .option')]"
    chat.wait(f"{options}.filter((e) => e.textContent.startsWith('{text}')).map((e) => (e.click(), 1)).length")
    chat.wait(f"document.querySelectorAll('.card').length > {before}")
    return chat.all(".card")[-1]


def button(place: WebElement, key: str) -> WebElement:
    """The button with a message key."""
    return place.find_element(By.CSS_SELECTOR, f'[data-t="{key}"], [data-t-label="{key}"]')


def saved(chat: Browser, link: WebElement) -> bytes:
    """Follow a link that downloads, and return what was saved."""
    folder = Path(str(chat.driver.capabilities["chrome"]["userDataDir"])) / "downloads"
    before = set(folder.glob("*")) if folder.exists() else set()
    link.click()
    for _ in range(100):
        new = {path for path in folder.glob("*") if path.suffix != ".crdownload"} - before
        if new:
            return new.pop().read_bytes()
        time.sleep(0.1)
    raise AssertionError("nothing was saved")


def api(chat: Browser, path: str) -> Any:
    """The JSON of an address of the API."""
    with urllib.request.urlopen(f"{chat.base}/api/v1{path}") as response:
        return json.load(response)


def test_the_stages_are_said_while_an_answer_comes_and_the_figure_leads_it(chat: Browser) -> None:
    chat.open("/")
    watch = """window.said = []; const live = document.getElementById('live');
    new MutationObserver(() => window.said.push(live.textContent)).observe(live, {childList: true})"""
    chat.driver.execute_script(watch)
    card = chat.ask(HEADLINE)
    assert card.find_element(By.CSS_SELECTOR, ".figure").text == "2 件"
    said = chat.driver.execute_script("return window.said")
    assert said[:3] == ["正在理解问题…", "正在查表三…", "正在写出答案…"]
    assert any(text.startswith("宜春市卫生健康委2020年办理结果总计：2 件。") for text in said)
    assert chat.ringed().get_attribute("id") == "t3.res.total|total"


def test_the_sentence_that_was_clicked_stays_where_it_was(chat: Browser) -> None:
    chat.open("/", PHONE, ready="#question")
    card = chat.ask(HEADLINE)
    mark = card.find_element(By.CSS_SELECTOR, ".cite")
    before = mark.rect
    mark.click()
    chat.ringed()
    chat.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert mark.rect == before


def test_a_cell_of_a_web_page_is_marked_in_the_page_itself(chat: Browser) -> None:
    chat.open("/")
    chat.ask("样例省郧阙县卫生健康局2021年新收多少件申请？")
    assert chat.ringed().text == "54438"
    chat.find("#tab-text").click()
    chat.driver.switch_to.frame(chat.find(".original-frame"))
    try:
        chat.wait("document.querySelector(':target')?.textContent.trim() === '54438'")
    finally:
        chat.driver.switch_to.default_content()


def test_a_cell_of_a_pdf_is_boxed_on_its_page(chat: Browser) -> None:
    chat.open("/")
    chat.ask("样例省朔泾市自然资源局2020年新收多少件申请？")
    assert chat.ringed().text == "54699"
    chat.find("#tab-text").click()
    chat.wait("document.querySelector('.page-picture')?.naturalWidth > 0")
    assert "第 2 页" in chat.find(".original-bar").text
    inside = """const place = (css) => document.querySelector(css).getBoundingClientRect();
    const [b, p] = [place('.page-box'), place('.page-scroll')];
    return b.width > 10 && b.top >= p.top && b.bottom <= p.bottom"""
    assert chat.driver.execute_script(inside)


def test_a_line_of_a_text_is_marked_in_the_original(chat: Browser) -> None:
    chat.open("/")
    chat.ask(HEADLINE)
    chat.ringed()
    chat.find("#tab-text").click()
    hit = chat.find(".lines .hit")
    assert hit.get_attribute("id") == "line-347"
    chat.find("#tab-about").click()
    assert "yichun-2020.txt" in chat.find(".about").text


def test_a_follow_up_leans_on_the_answer_before(chat: Browser) -> None:
    chat.open("/")
    chat.ask("黎平2020年行政处罚多少件？")
    card = chat.ask("那许可呢？")
    assert card.find_element(By.CSS_SELECTOR, ".figure").text == "1342 件"


def test_another_row_of_the_same_report_is_a_chip_away(chat: Browser) -> None:
    chat.open("/")
    card = chat.ask("湖南2020年收到多少件？")
    assert slot(card, "issuer").text.endswith("湖南省中医药管理局")
    new = choose(chat, card, "row", "二、上年结转", word="上年结转")
    assert "湖南省中医药管理局2020年" in chat.all(".asked")[-1].text
    assert new.find_element(By.CSS_SELECTOR, ".figure").text == "0 件"
    assert chat.ringed().get_attribute("id") == "t3.carried_in|total"


def test_another_applicant_issuer_and_year_are_chips_away(chat: Browser) -> None:
    chat.open("/")
    card = choose(chat, chat.ask("样例省郧阙县卫生健康局2021年新收多少件申请？"), "applicant", "自然人")
    assert chat.ringed().get_attribute("id") == "t3.new|natural"
    card = choose(chat, card, "year", "2022年")
    assert slot(card, "year").text.endswith("2022年")
    card = choose(chat, card, "issuer", "宜春市卫生健康委", word="宜春")
    assert card.find_element(By.CSS_SELECTOR, ".figure").text == "1 件"
    assert slot(card, "year").text.endswith("2020年")
    cells = {turn["answer"]["figures"][0]["cell"] for turn in _turns(chat)[1:]}
    assert cells == {"t3.new|natural"}


def _turns(chat: Browser) -> Any:
    conversation = chat.driver.execute_script("return new URLSearchParams(location.search).get('c')")
    return api(chat, f"/conversations/{conversation}")["turns"]


def test_a_chip_offers_only_rows_that_the_form_of_the_report_prints(chat: Browser) -> None:
    chat.open("/")
    slot(chat.ask(HEADLINE), "row").click()
    chat.wait("document.querySelectorAll('.popover .option').length > 20")
    offered = {option.text.split("\n")[0] for option in chat.all(".popover .option")}
    assert any("予以公开" in row for row in offered)
    forms = {cell["label"]["zh"] for cell in api(chat, "/cells")["cells"] if cell["forms"] == ["F2021"]}
    assert forms.isdisjoint(offered)


def test_an_operation_turns_one_figure_into_a_ranking_with_all(chat: Browser) -> None:
    chat.open("/")
    card = choose(chat, chat.ask(HEADLINE), "operation", "与全部机关排名")
    assert slot(card, "operation").text.endswith("排名")
    rows = card.find_elements(By.CSS_SELECTOR, ".figures tbody tr")
    assert len(rows) >= 4
    assert "全部报告" in slot(card, "issuer").text


def test_several_numbers_come_as_a_table_and_a_chart_of_the_same_numbers(chat: Browser) -> None:
    chat.open("/")
    card = chat.ask(TWO)
    values = [cell.text for cell in card.find_elements(By.CSS_SELECTOR, ".figures td.num")]
    assert values == ["54438 件", "56987 件"]
    chart = card.find_element(By.CSS_SELECTOR, ".chart img")
    chat.driver.execute_script("arguments[0].scrollIntoView()", chart)
    chat.wait("document.querySelector('.chart img').naturalWidth > 200")
    with urllib.request.urlopen(str(chart.get_property("src"))) as response:
        svg = response.read().decode()
    assert ">54438<" in svg
    assert ">56987<" in svg


@pytest.mark.parametrize("part", [0, 1], ids=["the answer", "the whole conversation"])
@pytest.mark.parametrize("form", ["docx", "xlsx", "csv"])
def test_an_export_holds_the_figure_and_its_place(chat: Browser, form: str, part: int) -> None:
    chat.open("/")
    card = chat.ask("样例省朔泾市自然资源局2020年新收多少件申请？")
    button(card, "export").click()
    content = saved(chat, chat.all(f'.popover a[href$="format={form}"]')[part])
    text = _text(form, content)
    assert "54699" in text
    assert "样例省朔泾市自然资源局" in text


def _text(form: str, content: bytes) -> str:
    if form == "docx":
        document = docx.Document(io.BytesIO(content))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    if form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        return "\n".join(str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row)
    return "\n".join(" ".join(row) for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_copying_gives_a_sentence_with_its_source(chat: Browser) -> None:
    chat.driver.execute_cdp_cmd(
        "Browser.grantPermissions", {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    )
    chat.open("/")
    button(chat.ask(HEADLINE), "copy").click()
    chat.wait("document.getElementById('live').textContent === '已复制'")
    text = chat.driver.execute_async_script("navigator.clipboard.readText().then(arguments[0])")
    assert text.startswith("宜春市卫生健康委2020年办理结果总计：2 件。")
    assert "年度报告》三、收到和处理政府信息公开申请情况" in text
    assert "[1]" not in text


def test_an_opinion_with_its_reason_is_kept_with_the_answer(chat: Browser) -> None:
    chat.open("/")
    card = chat.ask(HEADLINE)
    button(card, "bad").click()
    chat.all(".popover .reason input")[0].click()
    chat.find(".popover textarea").send_keys("应为 3 件")
    chat.find(".popover .primary").click()
    chat.wait("document.querySelector('[data-t-label=\"bad\"]').getAttribute('aria-pressed') === 'true'")
    turn = _turns(chat)[0]
    assert (turn["good"], turn["reason"]) == (False, "数字不对；应为 3 件")


def test_a_shared_answer_opens_and_the_next_question_is_a_conversation_of_its_own(chat: Browser) -> None:
    chat.open("/")
    chat.ask(HEADLINE)
    first = _turns(chat)[0]["answer"]
    chat.open(f"/?a={first['id']}", ready=".card")
    assert chat.find(".card .figure").text == "2 件"
    assert chat.ringed().get_attribute("id") == "t3.res.total|total"
    chat.ask("黎平2020年行政处罚多少件？")
    assert _turns(chat)[0]["answer"]["conversation_id"] != first["conversation_id"]


def test_an_address_of_something_deleted_says_so(chat: Browser) -> None:
    chat.open("/?c=nothing", ready="[role=alert]")
    assert "已不在" in chat.find("[role=alert]").text
    chat.find("[role=alert] .choice").click()
    assert chat.find(".welcome h1").text == "向年报提问"


def test_conversations_are_found_opened_renamed_and_deleted(chat: Browser) -> None:
    chat.open("/")
    chat.ask("湘乡2023年新收多少件申请？")
    chat.open("/")
    chat.find('[data-t-label="nav.history.label"]').click()
    chat.find(".history input").send_keys("湘乡2023")
    chat.wait("document.querySelectorAll('.talks li').length === 1")
    button(chat.find(".talks li"), "history.rename").click()
    title = chat.find(".talk-form input")
    title.clear()
    title.send_keys("<b>湘乡</b>的申请", Keys.ENTER)
    chat.wait("document.querySelector('.talk-title')?.textContent === '<b>湘乡</b>的申请'")
    chat.find(".talk-open").click()
    assert "湘乡市卫生健康局" in chat.find(".card").text
    assert not chat.all(".history")
    chat.find('[data-t-label="nav.history.label"]').click()
    chat.wait("document.querySelector('.talk-open[aria-current]')?.textContent.startsWith('<b>湘乡</b>的申请')")
    button(chat.find(".talks li"), "history.delete").click()
    chat.find(".talk-form .danger").click()
    chat.wait("document.querySelectorAll('.talks li').length === 0")
    assert chat.driver.execute_script("return location.search") == ""
    assert not [c for c in api(chat, "/conversations")["conversations"] if "湘乡" in c["title"]]


def test_a_reloaded_conversation_goes_on(chat: Browser) -> None:
    chat.open("/")
    chat.ask("黎平2020年行政处罚多少件？")
    chat.driver.refresh()
    chat.find(".card")
    card = chat.ask("那许可呢？")
    assert card.find_element(By.CSS_SELECTOR, ".figure").text == "1342 件"
    assert len(chat.all(".card")) == 2


def test_a_pinned_source_stays_when_the_answer_changes(chat: Browser) -> None:
    chat.open("/")
    chat.ask(HEADLINE)
    chat.ringed()
    chat.find(".source .pin").click()
    chat.ask("黎平2020年行政处罚多少件？")
    assert "宜春市卫生健康委" in chat.find(".source h2").text
    assert chat.ringed().get_attribute("id") == "t3.res.total|total"


def test_a_question_can_be_stopped_and_asked_again(chat: Browser) -> None:
    chat.open("/")
    never = """window.kept = window.fetch; window.fetch = (address, {signal}) => new Promise((_, fail) =>
    signal.addEventListener('abort', () => fail(new DOMException('stopped', 'AbortError'))))"""
    chat.driver.execute_script(never)
    chat.find("#question").send_keys(HEADLINE, Keys.ENTER)
    chat.find("#stop").click()
    assert chat.find(".answer").text.startswith("已停止。")
    chat.driver.execute_script("window.fetch = window.kept")
    chat.find(".answer .choice").click()
    assert chat.find(".card .figure").text == "2 件"


def test_every_suggested_question_has_an_answer(chat: Browser) -> None:
    chat.open("/")
    chat.ask(HEADLINE)
    for _ in range(2):
        before = len(chat.all(".card"))
        chat.all(".card")[-1].find_element(By.CSS_SELECTOR, ".next .choice").click()
        chat.wait(f"document.querySelectorAll('.card').length > {before}")
    assert {turn["answer"]["kind"] for turn in _turns(chat)} <= {"figure", "blank"}
