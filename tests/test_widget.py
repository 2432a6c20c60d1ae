"""The widget on the page of another site, in Chromium: one script tag, a frame, an answer with its places."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from tests.browser import DESK, PHONE, Browser
from tests.doors import DoorSettings
from tests.fake_assistant import FakeAssistant
from tests.running import running

if TYPE_CHECKING:
    from selenium import webdriver

pytestmark = pytest.mark.loopback


class Portal(BaseHTTPRequestHandler):
    """One page that carries the script tag, under a policy as a careful site sets it."""

    def __init__(self, tag: dict[str, str], *args: object) -> None:
        self.tag = tag
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer every address with the page."""
        own = self.tag["src"].split("/ui/")[0]
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", f"default-src 'self'; script-src {own}; frame-src {own}")
        self.end_headers()
        attributes = " ".join(f'{name}="{value}"' for name, value in self.tag.items())
        head = "<!doctype html><meta name=viewport content=width=device-width><title>门户</title><h1>门户</h1>"
        self.wfile.write(f"{head}<script {attributes}></script>".encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def portal(chromium: "webdriver.Chrome") -> Iterator[Browser]:
    """Chromium at a portal that is named among the sites that may embed."""
    tag: dict[str, str] = {"data-lang": "zh"}
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Portal, tag))
    origin = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    with running(FakeAssistant(), DoorSettings(embed_origins=origin)) as address:
        tag["src"] = f"{address}/ui/widget.js"
        yield Browser(chromium, origin)
    server.shutdown()
    server.server_close()
    thread.join()


SHADOW = "document.querySelector('nianbao-widget').shadowRoot"
HOSTILE = "button { display: none; } iframe { height: 1px; }"  # what a site's own style sheet may hold


def part(portal: Browser, css: str) -> WebElement:
    """A part of the widget, in the tree of its own."""
    portal.wait(f"document.querySelector('nianbao-widget') && {SHADOW}.querySelector('{css}')")
    found = portal.driver.execute_script(f"return {SHADOW}.querySelector('{css}')")
    assert isinstance(found, WebElement)
    return found


def opened(portal: Browser, size: tuple[int, int]) -> None:
    """Open the frame and step into it."""
    portal.open("/", size)
    part(portal, ".launch").click()
    portal.driver.switch_to.frame(part(portal, "iframe.ready"))


def held(portal: Browser) -> str:
    """What of the widget has the focus."""
    return str(portal.driver.execute_script(f"return {SHADOW}.activeElement?.className"))


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_question_is_answered_on_the_page_of_another_site(portal: Browser, size: tuple[int, int]) -> None:
    opened(portal, size)
    try:
        assert portal.find(".option").text == "宜春市卫生健康委2020年办理了多少件政府信息公开申请？"
        portal.find("#question").send_keys("湖南2020年收到多少件？", Keys.ENTER)
        assert "25 件" in portal.find("article .mark").find_element("xpath", "..").text
        assert portal.find("article .figure").text == "25 件"
        assert portal.find(".caution").text
        assert str(portal.find(".mark").get_property("href")).endswith("/reports/000#t3.new%7Cnatural")
        assert portal.driver.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    finally:
        portal.driver.switch_to.default_content()
    assert portal.log() == []


def test_the_frame_fills_a_phone_and_moves_nothing_of_the_page(portal: Browser) -> None:
    portal.open("/", PHONE)
    place = "return JSON.stringify(document.querySelector('h1').getBoundingClientRect()) + document.body.scrollHeight"
    part(portal, ".launch")
    before = portal.driver.execute_script(place)
    part(portal, ".launch").click()
    part(portal, "iframe.ready")
    assert portal.driver.execute_script(place) == before
    assert part(portal, ".panel").size == {"width": PHONE[0], "height": PHONE[1]}
    assert not part(portal, ".launch").is_displayed()
    part(portal, "button.tool").click()
    assert part(portal, ".launch").is_displayed()
    assert held(portal) == "launch"


def test_the_focus_goes_to_the_question_and_escape_in_the_frame_brings_it_back(portal: Browser) -> None:
    opened(portal, DESK)
    try:
        portal.wait("document.activeElement.id === 'question'")
        portal.find("#question").send_keys("湖南", Keys.ESCAPE)
    finally:
        portal.driver.switch_to.default_content()
    portal.wait(f"{SHADOW}.querySelector('.panel').hidden")
    assert held(portal) == "launch"
    assert part(portal, ".launch").get_attribute("aria-expanded") == "false"
    part(portal, ".launch").click()
    portal.driver.switch_to.frame(part(portal, "iframe.ready"))
    try:
        assert portal.find("#question").get_property("value") == "湖南"
    finally:
        portal.driver.switch_to.default_content()


def test_the_style_of_the_page_does_not_reach_the_widget(portal: Browser) -> None:
    portal.open("/")
    part(portal, ".launch")
    portal.driver.execute_script(
        "const s = new CSSStyleSheet(); s.replaceSync(arguments[0]); document.adoptedStyleSheets = [s]", HOSTILE
    )
    part(portal, ".launch").click()
    assert part(portal, ".launch").is_displayed()
    assert part(portal, "iframe.ready").size["height"] > 400


def test_the_widget_is_dark_where_the_reader_s_system_is(portal: Browser) -> None:
    grounds = []
    for dark in (False, True):
        portal.open("/", dark=dark)
        part(portal, ".launch").click()
        outside = part(portal, ".panel").value_of_css_property("background-color")
        portal.driver.switch_to.frame(part(portal, "iframe.ready"))
        try:
            inside = portal.find("body").value_of_css_property("background-color")
        finally:
            portal.driver.switch_to.default_content()
        grounds += [outside, inside]
    assert grounds == ["rgba(255, 255, 255, 1)"] * 2 + ["rgba(27, 33, 41, 1)"] * 2


def test_a_message_of_the_page_itself_does_not_close_the_frame(portal: Browser) -> None:
    portal.open("/")
    part(portal, ".launch").click()
    part(portal, "iframe.ready")
    portal.driver.execute_async_script("postMessage({nianbao: 'close'}, '*'); setTimeout(arguments[0], 100)")
    assert part(portal, ".panel").is_displayed()


def test_a_question_that_fails_can_be_asked_again(portal: Browser) -> None:
    opened(portal, DESK)
    try:
        portal.driver.execute_script("window.kept = fetch; window.fetch = () => Promise.reject(new TypeError('x'))")
        portal.find("#question").send_keys("湖南2020年收到多少件？", Keys.ENTER)
        assert "连不上服务" in portal.find("article .caution").text
        portal.driver.execute_script("window.fetch = window.kept")
        portal.find("article:last-child .option").click()
        assert portal.find("article .figure").text == "25 件"
        assert len(portal.all("article h2")) == 1
    finally:
        portal.driver.switch_to.default_content()
