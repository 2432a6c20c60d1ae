"""What tests do on the chat page: chips, buttons, downloads, and what the API holds of it."""

import json
import time
import urllib.request
from pathlib import Path
from typing import Any

from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from tests.browser import Browser

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


def turns(chat: Browser) -> Any:
    """The turns of the conversation on the page."""
    conversation = chat.driver.execute_script("return new URLSearchParams(location.search).get('c')")
    return api(chat, f"/conversations/{conversation}")["turns"]
