"""The chat page in Chromium over the real assistant: from a question to the cell, its original and the next one."""

import urllib.request

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser import DESK, PHONE, Browser
from tests.chat_page import HEADLINE, TWO, api, choose, slot, turns

pytestmark = pytest.mark.loopback


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


def test_in_english_too_it_is_the_leading_figure_that_stands_large(chat: Browser) -> None:
    chat.open("/")
    card = chat.ask("How many new requests did Hunan receive in 2020?")
    figure = card.find_element(By.CSS_SELECTOR, ".figure")
    before = "return arguments[0].previousSibling.textContent"
    assert figure.text == "25"
    assert chat.driver.execute_script(before, figure).endswith("new requests received this year: ")


def test_the_sentence_that_was_clicked_stays_where_it_was(chat: Browser) -> None:
    chat.open("/", PHONE, ready="#question")
    card = chat.ask(HEADLINE)
    mark = card.find_element(By.CSS_SELECTOR, ".cite")
    before = mark.rect
    mark.click()
    chat.ringed()
    chat.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert mark.rect == before


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_cell_of_a_web_page_is_marked_in_the_page_itself_and_its_text_can_be_read(chat: Browser, dark: bool) -> None:
    chat.open("/", dark=dark)
    chat.ask("样例省郧阙县卫生健康局2021年新收多少件申请？")
    assert chat.ringed().text == "54438"
    chat.find("#tab-text").click()
    chat.driver.switch_to.frame(chat.find(".original-frame"))
    light = """const rgb = (what) => getComputedStyle(document.documentElement)[what].match(/[\\d.]+/g).map(Number);
    const grey = ([r, g, b]) => (r + g + b) / 3;
    return Math.abs(grey(rgb('color')) - grey(rgb('backgroundColor')))"""
    try:
        chat.wait("document.querySelector(':target')?.textContent.trim() === '54438'")
        assert chat.driver.execute_script(light) > 150
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
    cells = {turn["answer"]["figures"][0]["cell"] for turn in turns(chat)[1:]}
    assert cells == {"t3.new|natural"}


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


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_room_of_a_chart_is_kept_until_it_is_drawn(chat: Browser, size: tuple[int, int]) -> None:
    chat.open("/", size, ready="#question")
    chat.driver.execute_script(
        """new MutationObserver(() => { const chart = document.querySelector('.chart');
        if (chart) window.early ??= [chart.offsetHeight, chart.textContent]; })
        .observe(document.body, {childList: true, subtree: true})"""
    )
    chat.ask(TWO)
    chat.wait("document.querySelector('.chart img').naturalWidth > 200")
    height, words = chat.driver.execute_script("return window.early")
    assert words == "正在绘图…"
    assert not chat.all(".chart p")
    assert abs(chat.find(".chart").size["height"] - height) <= 8


def test_the_table_of_an_english_answer_carries_no_chinese_unit(chat: Browser) -> None:
    chat.open("/")
    card = chat.ask("How many new requests did 样例省郧阙县卫生健康局 receive in 2021 and 2022?")
    values = [cell.text for cell in card.find_elements(By.CSS_SELECTOR, ".figures td.num")]
    assert len(values) == 2 and all(value.isdecimal() for value in values)
