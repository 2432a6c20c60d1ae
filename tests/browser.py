"""Debian's Chromium over the pages of a fake assistant, for the page tests."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from eval.chromium import open_chromium
from tests.fake_assistant import FakeAssistant
from tests.running import running

DESK, PHONE = (1280, 860), (390, 844)


@dataclass(frozen=True)
class Browser:
    """Chromium at the pages of one server."""

    driver: webdriver.Chrome
    base: str

    def open(self, path: str, size: tuple[int, int] = DESK, *, dark: bool = False, ready: str = "h1") -> None:
        """Go to a page as a new reader would: nothing remembered, the window of the given size."""
        width, height = size
        phone = width < 500
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        self.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": phone})
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
        self.driver.get(f"{self.base}/healthz")  # a fragment alone would not load the page anew
        self.driver.execute_script("localStorage.clear()")
        self.log()
        self.driver.get(self.base + path)
        self.find(ready)

    def find(self, css: str) -> WebElement:
        """Wait for an element that can be seen."""
        return WebDriverWait(self.driver, 10, 0.05).until(lambda _: self.all(css))[0]

    def all(self, css: str) -> list[WebElement]:
        """Every element of a selector that can be seen."""
        return [e for e in self.driver.find_elements(By.CSS_SELECTOR, css) if e.is_displayed()]

    def ask(self, question: str) -> WebElement:
        """Type a question, press Enter, and wait for its card."""
        before = len(self.all(".card"))
        self.find("#question").send_keys(question, Keys.ENTER)
        WebDriverWait(self.driver, 10, 0.05).until(lambda _: len(self.all(".card")) > before)
        return self.all(".card")[-1]

    def ringed(self) -> WebElement:
        """The one cell with the ring."""
        cell = self.find("td.ring")
        assert len(self.all("td.ring")) == 1
        return cell

    def wait(self, script: str) -> None:
        """Wait until an expression of the page is true."""
        WebDriverWait(self.driver, 10, 0.05).until(lambda driver: driver.execute_script(f"return {script}"))

    def log(self) -> list[str]:
        """The messages of the console since the last call."""
        return [str(entry["message"]) for entry in self.driver.get_log("browser")]

    def requests(self) -> list[tuple[str, int]]:
        """Address and encoded size of every response since the last call."""
        urls: dict[str, str] = {}
        sizes: list[tuple[str, int]] = []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            params = message["params"]
            if message["method"] == "Network.requestWillBeSent":
                urls[params["requestId"]] = params["request"]["url"]
            elif message["method"] == "Network.loadingFinished" and params["requestId"] in urls:
                sizes.append((urls[params["requestId"]], int(params["encodedDataLength"])))
        return sizes


@contextmanager
def open_browser(profile: Path) -> Iterator[Browser]:
    """A server over the fake assistant, and a Chromium with a profile of its own at it."""
    with open_chromium(profile) as driver, running(FakeAssistant()) as base:
        yield Browser(driver, base)
