"""What is kept of a conversation: exports, citations, opinions, shared answers, the history, a pinned source."""

import csv
import io

import docx
import openpyxl
import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser import Browser
from tests.chat_page import HEADLINE, api, button, saved, turns

pytestmark = pytest.mark.loopback


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
    turn = turns(chat)[0]
    assert (turn["good"], turn["reason"]) == (False, "数字不对；应为 3 件")


def test_a_shared_answer_opens_and_the_next_question_is_a_conversation_of_its_own(chat: Browser) -> None:
    chat.open("/")
    chat.ask(HEADLINE)
    first = turns(chat)[0]["answer"]
    chat.open(f"/?a={first['id']}", ready=".card")
    assert chat.find(".card .figure").text == "2 件"
    assert chat.ringed().get_attribute("id") == "t3.res.total|total"
    chat.ask("黎平2020年行政处罚多少件？")
    assert turns(chat)[0]["answer"]["conversation_id"] != first["conversation_id"]


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
    assert chat.driver.switch_to.active_element == chat.find(".talk-open")
    chat.find(".talk-open").click()
    assert "湘乡市卫生健康局" in chat.find(".card").text
    assert not chat.all(".history")
    chat.find('[data-t-label="nav.history.label"]').click()
    chat.wait("document.querySelector('.talk-open[aria-current]')?.textContent.startsWith('<b>湘乡</b>的申请')")
    button(chat.find(".talks li"), "history.delete").click()
    chat.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert chat.driver.switch_to.active_element == chat.find(".talk-open[aria-current]")
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
    assert {turn["answer"]["kind"] for turn in turns(chat)} <= {"figure", "blank"}
