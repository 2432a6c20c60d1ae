"""The chat page for everybody: by keyboard alone, on a phone, in English, dark and large; axe finds nothing serious."""

import re
from importlib.resources import files

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser import DESK, PHONE, Browser

pytestmark = pytest.mark.loopback

AXE = files("axe_core_python").joinpath("axe.min.js").read_text("utf-8")
TWO = "宜春和黎平2020年新收多少件？"


def serious(chat: Browser) -> list[str]:
    """What axe finds that is serious or critical, as "rule: element"."""
    if not chat.driver.execute_script("return Boolean(window.axe)"):
        chat.driver.execute_script(AXE)
    run = """const done = arguments[0];
    axe.run(document, {resultTypes: ['violations']}).then((found) => done(found.violations
      .filter((rule) => ['serious', 'critical'].includes(rule.impact))
      .flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')} ${node.failureSummary}`))))"""
    return list(chat.driver.execute_async_script(run))


def press(chat: Browser, *keys: str) -> None:
    """Keys as the keyboard sends them, wherever the focus is."""
    for key in keys:
        ActionChains(chat.driver).send_keys(key).perform()


def focus(chat: Browser) -> str:
    """The words of what has the focus."""
    words = "const e = document.activeElement; return e.getAttribute('aria-label') || e.textContent || e.id"
    return str(chat.driver.execute_script(words))


def tab_to(chat: Browser, css: str, most: int = 60) -> None:
    """Press Tab until an element of the selector has the focus."""
    for _ in range(most):
        press(chat, Keys.TAB)
        if chat.driver.execute_script("return document.activeElement.matches(arguments[0])", css):
            return
    raise AssertionError(f"Tab never reaches {css}")


@pytest.mark.parametrize(("size", "dark"), [(DESK, False), (PHONE, True)], ids=["light, desk", "dark, phone"])
def test_axe_finds_nothing_serious(chat: Browser, size: tuple[int, int], dark: bool) -> None:
    chat.open("/", size, dark=dark, ready=".tries .choice")
    assert serious(chat) == []
    chat.ask("湖南2020年收到多少件？")
    card = chat.ask(TWO)
    chat.wait("document.querySelector('.chart img')?.naturalWidth")
    assert serious(chat) == []
    card.find_element(By.CSS_SELECTOR, '.chip[data-slot="row"]').click()
    chat.wait("document.querySelectorAll('.popover .option').length > 5")
    assert serious(chat) == []
    press(chat, Keys.ESCAPE)
    chat.driver.execute_script("arguments[0].click()", card.find_element(By.CSS_SELECTOR, ".text .cite"))
    chat.ringed()
    assert serious(chat) == []


def test_axe_finds_nothing_serious_in_the_drawer_and_in_large_type(chat: Browser) -> None:
    chat.open("/")
    chat.find('[data-t-label="set.large.label"]').click()
    chat.ask("崆峒2019年收到多少件？")
    chat.find('[data-t-label="nav.history.label"]').click()
    chat.find(".talks li")
    assert serious(chat) == []


def test_everything_is_done_with_the_keyboard(chat: Browser) -> None:
    chat.open("/")
    chat.wait("document.activeElement.id === 'question'")
    for _ in range(30):
        ActionChains(chat.driver).key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT).perform()
        if focus(chat) == "跳到正文":
            break
    press(chat, Keys.ENTER)
    chat.wait("document.activeElement.id === 'main'")
    tab_to(chat, "#question")
    press(chat, *"宜春2020年办理多少件", Keys.ENTER)
    chat.find(".card .figure")
    chat.ringed()
    chat.driver.execute_script("document.getElementById('main').focus()")
    tab_to(chat, ".text .cite")
    press(chat, Keys.ENTER)
    chat.wait("document.activeElement.id === 't3.res.total|total'")
    press(chat, Keys.ARROW_UP)
    assert chat.driver.execute_script("return document.getElementById('live').textContent").endswith("总计，0件")
    press(chat, Keys.ESCAPE)
    assert focus(chat).startswith("出处 1")
    tab_to(chat, '.chip[data-slot="applicant"]')
    press(chat, Keys.ENTER)
    chat.wait("document.querySelectorAll('.popover .option').length > 5")
    for _ in range(8):
        press(chat, Keys.ARROW_UP)
    assert focus(chat) == "自然人"
    press(chat, Keys.ENTER)
    chat.wait("document.querySelectorAll('.card').length === 2")
    assert chat.ringed().get_attribute("id") == "t3.res.total|natural"


def test_a_chip_closed_with_escape_gives_the_focus_back(chat: Browser) -> None:
    chat.open("/")
    chip = chat.ask(TWO).find_element(By.CSS_SELECTOR, '.chip[data-slot="row"]')
    chip.click()
    chat.find(".popover .option")
    press(chat, Keys.ESCAPE)
    assert not chat.all(".popover")
    assert chat.driver.switch_to.active_element == chip


def test_what_has_the_focus_shows_it(chat: Browser) -> None:
    chat.open("/")
    card = chat.ask(TWO)
    chat.driver.execute_script("document.getElementById('main').focus()")
    press(chat, Keys.TAB)
    for _ in range(12):
        style = chat.driver.execute_script(
            "const s = getComputedStyle(document.activeElement); return [s.outlineStyle, parseFloat(s.outlineWidth)]"
        )
        assert style[0] != "none", focus(chat)
        assert style[1] >= 2, focus(chat)
        press(chat, Keys.TAB)
    assert card.is_displayed()


def test_on_a_phone_boxes_stay_inside_and_targets_are_large(chat: Browser) -> None:
    chat.open("/", PHONE, ready="#question")
    card = chat.ask("湖南2020年收到多少件？")
    for chip in card.find_elements(By.CSS_SELECTOR, ".chip"):
        chat.driver.execute_script("arguments[0].scrollIntoView({block: 'center'}); arguments[0].click()", chip)
        chat.find(".popover .option")
        place = chat.find(".popover").rect
        assert place["x"] >= 0
        assert place["x"] + place["width"] <= 390
        press(chat, Keys.ESCAPE)
    small = """return [...document.querySelectorAll('main button, main a, main summary, main input')]
    .filter((e) => e.offsetParent && !e.matches('.cite')).map((e) => [e.textContent, e.getBoundingClientRect()])
    .filter(([, r]) => r.height < 40 || r.width < 40).map(([text]) => text)"""
    assert chat.driver.execute_script(small) == []
    reach = "const r = getComputedStyle(document.querySelector('.text .cite'), '::after'); return r.inset"
    assert chat.driver.execute_script(reach) == "-7px"


def test_the_sheet_of_a_phone_hides_the_page_behind_it_and_is_drawn_down(chat: Browser) -> None:
    chat.open("/", PHONE, ready="#question")
    chat.ask("湖南2020年收到多少件？")
    chat.find(".text .cite").click()
    chat.ringed()
    assert chat.driver.execute_script("return document.getElementById('main').inert")
    grip = chat.find(".source .handle")
    ActionChains(chat.driver).click_and_hold(grip).move_by_offset(0, 200).release().perform()
    chat.wait("!document.querySelector('.source.open')")
    assert not chat.driver.execute_script("return document.getElementById('main').inert")


def test_the_history_of_a_phone_is_behind_the_menu(chat: Browser) -> None:
    chat.open("/", PHONE, ready="#question")
    chat.find(".menu").click()
    chat.find('[data-t-label="nav.history.label"]').click()
    assert chat.find(".history").size["width"] == 390
    press(chat, Keys.ESCAPE)
    assert not chat.all(".history")


def test_in_english_no_word_of_the_page_is_left_in_chinese(chat: Browser) -> None:
    chat.open("/")
    chat.find('[data-t-label="set.lang.label"]').click()
    card = chat.ask("How many new requests did Yichun and Liping receive in 2020?")
    card.find_element(By.CSS_SELECTOR, '[data-t-label="bad"]').click()
    left = """const out = []; const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const own = '.frame [lang="zh-CN"], .text, noscript, td, .asked, .choice, [data-t="set.lang"], .how, .chart, #live';
    while (walk.nextNode()) {
      const e = walk.currentNode.parentElement;
      if (!e.closest(own) && e.checkVisibility()) out.push(walk.currentNode.textContent);
    }
    return out"""
    words = [text for text in chat.driver.execute_script(left) if re.search(r"[\u4e00-\u9fff]", text)]
    assert words == []
    labels = "return [...document.querySelectorAll('main [aria-label]')].map((e) => e.getAttribute('aria-label'))"
    said = [label for label in chat.driver.execute_script(labels) if not re.match(r"(Source \d|Chart)", label)]
    assert [label for label in said if re.search(r"[\u4e00-\u9fff]", label)] == []


def test_large_type_is_larger_in_one_column_and_is_kept(chat: Browser) -> None:
    chat.open("/")
    switch = chat.find('[data-t-label="set.large.label"]')
    switch.click()
    assert switch.get_attribute("aria-pressed") == "true"
    chat.driver.refresh()
    chat.find("h1")
    assert chat.find("#question").value_of_css_property("font-size") == "20px"
    assert not chat.all(".source")
    chat.ask("宜春2020年办理多少件")
    chat.find(".text .cite").click()
    assert chat.ringed().get_attribute("id") == "t3.res.total|total"


def test_nothing_moves_for_those_who_asked_for_less_motion(chat: Browser) -> None:
    chat.open("/")
    features = [{"name": "prefers-reduced-motion", "value": "reduce"}]
    chat.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    chat.ask(TWO)
    moving = """return [...document.querySelectorAll('*')].filter((e) => { const s = getComputedStyle(e);
    return parseFloat(s.transitionDuration) > 0.15 || s.animationName !== 'none'; }).length"""
    assert chat.driver.execute_script(moving) == 0


def test_no_word_goes_outside_and_the_console_is_silent(chat: Browser) -> None:
    chat.requests()
    chat.open("/")
    card = chat.ask(TWO)
    chat.wait("document.querySelector('.chart img')?.naturalWidth")
    card.find_element(By.CSS_SELECTOR, '.chip[data-slot="row"]').click()
    chat.find(".popover .option")
    press(chat, Keys.ESCAPE)
    chat.find('[data-t-label="nav.history.label"]').click()
    chat.find(".talks li")
    assert chat.log() == []
    outside = [url for url, _ in chat.requests() if not url.startswith((chat.base, "data:"))]
    assert outside == []
