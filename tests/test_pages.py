"""The chat page in Debian's Chromium, over the fake assistant: real keystrokes, real clicks."""

import time

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from tests.browser import PHONE, Browser

pytestmark = pytest.mark.loopback

ASK = "宜春市卫生健康委2020年办理了多少件？"


def test_the_figure_stands_large_and_its_cell_is_ringed_beside_it(browser: Browser) -> None:
    browser.open("/")
    card = browser.ask(ASK)
    figure = card.find_element(By.CSS_SELECTOR, ".figure")
    assert figure.text == "2 件"
    sizes = [float(e.value_of_css_property("font-size").removesuffix("px")) for e in (figure, card)]
    assert sizes[0] == pytest.approx(1.5 * sizes[1])
    assert card.find_element(By.CSS_SELECTOR, ".state").text == "有出处"
    assert browser.ringed().get_attribute("id") == "t3.res.total|total"


def test_a_citation_opens_its_own_cell_in_sight(browser: Browser) -> None:
    browser.open("/")
    card = browser.ask(ASK)
    card.find_element(By.CSS_SELECTOR, '.text .cite[data-n="2"]').click()
    browser.wait("document.querySelector('td.ring')?.id === 't3.new|total'")
    cell = browser.ringed()
    assert cell.text == "2"
    inside = """const place = (e) => e.getBoundingClientRect();
    const [c, b] = [place(arguments[0]), place(arguments[0].closest('.grid-scroll'))];
    const head = arguments[0].closest('table').tHead.getBoundingClientRect();
    return c.top >= head.bottom - 1 && c.bottom <= b.bottom && c.right <= b.right + 1"""
    assert browser.driver.execute_script(inside, cell)
    lit = {e.text for e in browser.all("th.lit")}
    assert {"一、本年新收政府信息公开申请数量", "总计"} <= lit


def test_on_a_phone_the_labels_do_not_cover_the_cell(browser: Browser) -> None:
    browser.open("/", PHONE, ready="#question")
    browser.ask("湖南2020年收到多少件？")
    browser.find(".text .cite").click()
    browser.ringed()
    time.sleep(0.3)  # the labels are pinned again when the sheet has its size
    covered = """const cell = document.querySelector('td.ring').getBoundingClientRect();
    const box = document.querySelector('.grid-scroll').getBoundingClientRect();
    const labels = [...document.querySelectorAll('tbody .pinned')].map((e) => e.getBoundingClientRect().right);
    return [Math.round(cell.left - Math.max(...labels)) >= -1, cell.right <= box.right + 1]"""
    assert browser.driver.execute_script(covered) == [True, True]


def test_arrows_move_through_the_cells_and_read_row_column_value(browser: Browser) -> None:
    browser.open("/")
    browser.ask(ASK)
    cell = browser.ringed()
    cell.click()
    cell.send_keys(Keys.ARROW_LEFT)
    assert browser.driver.switch_to.active_element.get_attribute("id") == "t3.res.total|org.other"
    heard = browser.driver.execute_script("return document.getElementById('live').textContent")
    assert heard == "三、本年度办理结果 （七）总计，法人或其他组织 其他，0件"
    browser.driver.switch_to.active_element.send_keys(Keys.ARROW_DOWN)
    assert browser.driver.switch_to.active_element.get_attribute("id") == "t3.carried_out|org.other"


def test_headers_and_labels_stay_while_the_table_scrolls(browser: Browser) -> None:
    browser.open("/", PHONE, ready="#question")
    browser.ask(ASK)
    browser.find(".text .cite").click()
    browser.ringed()
    stays = """const box = document.querySelector('.grid-scroll'); box.scrollTo(400, 500);
    const parts = [box, box.querySelector('thead'), box.querySelector('tbody .pinned')];
    const [b, h, l] = parts.map((e) => e.getBoundingClientRect());
    return [box.scrollLeft > 50, Math.abs(h.top - b.top) < 2, Math.abs(l.left - b.left) < 2]"""
    assert browser.driver.execute_script(stays) == [True, True, True]


def test_a_refusal_is_grey_and_offers_what_is_there(browser: Browser) -> None:
    browser.open("/")
    card = browser.ask("武汉2020年收到多少件？")
    assert "grey" in str(card.get_attribute("class")).split()
    assert card.find_element(By.CSS_SELECTOR, ".state").text == "未收录"
    assert not card.find_elements(By.CSS_SELECTOR, ".figure")
    near = card.find_elements(By.CSS_SELECTOR, ".near .choice")
    assert [button.text for button in near][1] == "宜春市卫生健康委2020年办理了多少件？"
    near[1].click()
    WebDriverWait(browser.driver, 10).until(lambda _: len(browser.all(".card")) == 2)
    assert browser.ringed().get_attribute("id") == "t3.res.total|total"


def test_a_blank_says_blank_and_shows_no_number(browser: Browser) -> None:
    browser.open("/")
    card = browser.ask("崆峒2019年收到多少件？")
    assert card.find_element(By.CSS_SELECTOR, ".state").text == "未填报（空白）"
    assert not card.find_elements(By.CSS_SELECTOR, ".figure")
    assert browser.ringed().text == "空白"
    assert browser.ringed().find_element(By.TAG_NAME, "em").value_of_css_property("font-style") == "italic"


def test_a_contradiction_is_said_in_amber_and_marked_on_the_cells(browser: Browser) -> None:
    browser.open("/")
    card = browser.ask("湖南2020年收到多少件？")
    assert card.find_element(By.CSS_SELECTOR, ".figure").text == "25 件"
    caution = card.find_element(By.CSS_SELECTOR, ".caution").text
    assert "25" in caution
    assert "印 0" in caution
    browser.ringed()
    assert {e.get_attribute("id") for e in browser.all("td.flagged")} == {"t3.new|natural", "t3.new|total"}
    card.find_element(By.CSS_SELECTOR, "details summary").click()
    assert "自然人 25" in card.find_element(By.CSS_SELECTOR, ".how").text


def test_a_quotation_opens_the_line_of_the_text(browser: Browser) -> None:
    browser.open("/")
    browser.ask("开了几场新闻发布会？")
    assert browser.find(".lines .hit").get_attribute("id") == "line-5"


def test_hostile_text_stays_text(browser: Browser) -> None:
    browser.open("/")
    card = browser.ask("开了几场新闻发布会？")
    assert "<script>window.hacked=1</script>" in card.text
    browser.find(".lines .hit")
    assert browser.driver.execute_script("return window.hacked") is None
    assert not browser.driver.find_elements(By.CSS_SELECTOR, "img[onerror]")


def test_the_enter_that_ends_a_composition_sends_nothing(browser: Browser) -> None:
    browser.open("/")
    box = browser.find("#question")
    box.send_keys("宜春")
    enter = "arguments[0].dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: %s, bubbles: true}))"
    browser.driver.execute_script(enter % "true", box)
    time.sleep(0.3)
    assert not browser.all(".turn")
    assert box.get_property("value") == "宜春"
    browser.driver.execute_script(enter % "false", box)
    browser.find(".card")


def test_a_chip_puts_its_words_into_the_box(browser: Browser) -> None:
    browser.open("/")
    card = browser.ask(ASK)
    card.find_element(By.CSS_SELECTOR, '.chip[data-slot="issuer"]').click()
    assert browser.find("#question").get_property("value") == "宜春市卫生健康委"


def test_the_empty_page_offers_three_questions_that_are_answered(browser: Browser) -> None:
    browser.open("/", ready=".tries .choice")
    tries = browser.all(".tries .choice")
    assert len(tries) == 3
    tries[0].click()
    assert browser.find(".card .figure").text == "2 件"


def test_when_the_server_is_away_the_page_says_so_and_tries_again(browser: Browser) -> None:
    browser.open("/")
    browser.driver.execute_script("window.kept = window.fetch; window.fetch = () => Promise.reject(new TypeError('x'))")
    browser.find("#question").send_keys(ASK, Keys.ENTER)
    failure = browser.find(".failure")
    assert "连不上服务" in failure.text
    browser.driver.execute_script("window.fetch = window.kept")
    failure.find_element(By.CSS_SELECTOR, ".choice").click()
    assert browser.find(".card .figure").text == "2 件"


def test_on_a_phone_the_source_is_a_sheet_that_escape_closes(browser: Browser) -> None:
    browser.open("/", PHONE, ready="#question")
    browser.ask(ASK)
    assert not browser.all(".source")
    mark = browser.find(".text .cite")
    mark.click()
    assert browser.find(".source").size == {"width": 390, "height": 844}
    assert browser.ringed().get_attribute("id") == "t3.res.total|total"
    browser.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert not browser.all(".source")
    assert browser.driver.switch_to.active_element == mark


def test_sample_figures_carry_their_banner(browser: Browser) -> None:
    browser.open("/")
    assert (
        browser.ask(ASK).find_element(By.CSS_SELECTOR, ".sample").text == "样例：数字取自公开年报，文字为改写，请勿引用"
    )
    assert not browser.ask("崆峒2019年收到多少件？").find_elements(By.CSS_SELECTOR, ".sample")


def test_an_answer_over_a_thousand_reports_shows_the_first_ones_and_the_rest_when_asked_for(browser: Browser) -> None:
    browser.open("/")
    card = browser.ask("各单位新收多少")
    text, rows = card.find_element(By.CSS_SELECTOR, ".text"), "table.figures tbody tr"
    assert len(text.text) < 500 and text.text.endswith("另有一家空白。")  # what is said behind the list is in sight
    assert len(card.find_elements(By.CSS_SELECTOR, rows)) == 60
    assert len(card.find_elements(By.CSS_SELECTOR, "*")) < 1500
    table_rest = card.find_element(By.CSS_SELECTOR, ".figures-scroll .rest")
    assert table_rest.text == "全部 1200 行"
    table_rest.click()
    assert len(card.find_elements(By.CSS_SELECTOR, rows)) == 1200
    text.find_element(By.CSS_SELECTOR, ".rest").click()
    assert "第1200家单位：2 件" in text.text
    assert text.find_element(By.CSS_SELECTOR, '.cite[data-n="1200"]').text == "1200"
    folds = card.find_elements(By.CSS_SELECTOR, "details.fold")
    folds[0].find_element(By.TAG_NAME, "summary").click()
    browser.wait("document.querySelectorAll('.sources li').length === 1200")
    assert not card.find_elements(By.CSS_SELECTOR, ".rest")
