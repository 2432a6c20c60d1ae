"""Debian's Chromium without a window, driven through selenium, with a profile of its own."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium import webdriver

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --window-size=1280,860 --lang=zh-CN --accept-lang=zh-CN"
)


@contextmanager
def open_chromium(profile: Path) -> Iterator[webdriver.Chrome]:
    """A Chromium with a profile of its own; its downloads lie in `profile`/downloads.

    Raises:
        RuntimeError: Chromium or its driver is not installed; the message says how to get them.
    """
    chromium, chromedriver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or chromedriver is None:
        raise RuntimeError("the pages need Debian's browser: apt-get install -y chromium chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in [*FLAGS.split(), f"--user-data-dir={profile}"]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(chromedriver))
    try:
        behaviour = {"behavior": "allow", "downloadPath": str(profile / "downloads")}
        driver.execute_cdp_cmd("Browser.setDownloadBehavior", behaviour)
        yield driver
    finally:
        driver.quit()
