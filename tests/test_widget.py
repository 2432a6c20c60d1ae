"""The widget on the page of another site, in Chromium: one script tag, a frame, an answer with its places."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from selenium.webdriver.common.keys import Keys

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
        self.wfile.write(f"<!doctype html><title>门户</title><h1>门户</h1><script {attributes}></script>".encode())

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


def opened(portal: Browser, size: tuple[int, int]) -> None:
    """Open the frame and step into it."""
    portal.open("/", size, ready="button")
    portal.find("button").click()
    portal.driver.switch_to.frame(portal.find("iframe"))


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_question_is_answered_on_the_page_of_another_site(portal: Browser, size: tuple[int, int]) -> None:
    opened(portal, size)
    try:
        assert portal.find(".option").text == "宜春市卫生健康委2020年办理了多少件政府信息公开申请？"
        portal.find("#question").send_keys("湖南2020年收到多少件？", Keys.ENTER)
        assert "25 件" in portal.find("article .mark").find_element("xpath", "..").text
        assert portal.find(".caution").text
        assert str(portal.find(".mark").get_property("href")).endswith("/reports/000#t3.new%7Cnatural")
        assert portal.driver.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    finally:
        portal.driver.switch_to.default_content()
    assert portal.log() == []


def test_escape_closes_the_frame_and_gives_the_focus_back(portal: Browser) -> None:
    portal.open("/", ready="button")
    button = portal.find("button")
    button.click()
    portal.find("iframe")
    button.send_keys(Keys.ESCAPE)
    assert not portal.all("iframe")
    assert portal.driver.switch_to.active_element == button
