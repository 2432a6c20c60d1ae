"""What tests of the pages about reports do in a browser: find a report, choose, fetch, read the list."""

import json
import urllib.request

from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

from tests.browser import Browser

YUNQUE = "样例省郧阙县卫生健康局"


def id_of(site: Browser, words: str) -> str:
    """The id of the newest report with these words in its issuer, and its year."""
    with urllib.request.urlopen(f"{site.base}/api/v1/reports?all_versions=false") as response:
        reports = json.loads(response.read())["reports"]
    return str(next(r["id"] for r in reports if all(word in f"{r['issuer']} {r['year']}" for word in words.split())))


def address(site: Browser, page: str) -> str:
    """The address of a page; those about a report are about one that has something to show there."""
    if page == "/report":
        return f"/reports/{id_of(site, '湖南')}"
    if page == "/check":
        return f"/reports/{id_of(site, '镜湾')}/check/t3"
    if page == "/compare":
        return f"/compare?report={id_of(site, '郧阙 2021')}&report={id_of(site, '湖南')}"
    return page


def fetched(site: Browser, css: str) -> bytes:
    """What a link of the page downloads."""
    href = str(site.find(css).get_attribute("href"))
    assert href.startswith(site.base)
    with urllib.request.urlopen(href) as response:
        return bytes(response.read())


def choose(site: Browser, name: str, value: str) -> None:
    Select(site.find(f"#filter-{name}")).select_by_value(value)


def rows(site: Browser) -> list[str]:
    return [e.text.split("\n")[0] for e in site.all(".listing tbody th a")]


def shows(site: Browser, *expected: str) -> None:
    """Wait until the list shows these issuers and no others: the server narrows it."""
    WebDriverWait(site.driver, 10, 0.05, [StaleElementReferenceException]).until(lambda _: rows(site) == [*expected])
