"""The guide: every example runs as it is printed, every picture is there and small, every link leads somewhere."""

import html
import json
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from PIL import Image

from tests.browser import Browser
from tests.conftest import ROOT, SAMPLE_REPORTS

pytestmark = pytest.mark.loopback

UI = ROOT / "assistant" / "ui"
GUIDE = (UI / "guide.html").read_text("utf-8")
EXAMPLES = [
    (kind, html.unescape(text))
    for kind, text in re.findall(r'<pre class="example" data-run="(\w+)"[^>]*><code>(.*?)</code></pre>', GUIDE, re.S)
]
HANDLED = "2 件"  # 宜春 2020, t3.res.total|total


def run(site: Browser, folder: Path, *command: str) -> str:
    """What a command prints; the address of the examples is that of the running server."""
    changed = [part.replace("http://127.0.0.1:8000", site.base) for part in command]
    done = subprocess.run(
        changed, cwd=folder, capture_output=True, text=True, timeout=90, check=False, env={"PYTHONPATH": str(ROOT)}
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_there_is_an_example_of_every_way_in() -> None:
    text = "\n".join(text for _, text in EXAMPLES)
    for word in (
        "curl -s",
        "/api/v1/ask",
        "format=csv",
        "/uploads",
        "import Nianbao",
        "import OpenAI",
        "fetch(",
        "mcp",
    ):
        assert word in text
    assert [kind for kind, _ in EXAMPLES].count("bash") == 3


@pytest.mark.parametrize("text", [text for kind, text in EXAMPLES if kind == "bash"], ids=["ask", "lists", "upload"])
def test_a_curl_example_runs_as_printed(site: Browser, tmp_path: Path, text: str) -> None:
    assert shutil.which("curl"), "the examples of the guide need curl: apt-get install -y curl"
    shutil.copy(SAMPLE_REPORTS / "invented-luting-2022.txt", tmp_path / "report.txt")
    shown = run(site, tmp_path, "/bin/bash", "-ec", text)
    if "/ask" in text:
        answer = json.loads(shown)
        assert answer["figures"][0]["value"] == "2" and HANDLED in answer["text"]
    elif "figures.csv" in text:
        assert (tmp_path / "figures.csv").read_text("utf-8-sig").startswith("report,issuer,year")
        assert (tmp_path / "findings.xlsx").read_bytes().startswith(b"PK")
        assert [report["issuer"] for report in json.loads(shown)["reports"]] == ["宜春市卫生健康委"]
    else:
        job = json.loads((tmp_path / "job.json").read_text("utf-8"))
        assert job["id"] in {known["id"] for known in json.loads(shown)["jobs"]}


@pytest.mark.parametrize("text", [text for kind, text in EXAMPLES if kind == "python"], ids=["client", "openai", "mcp"])
def test_a_python_example_runs_as_printed(site: Browser, tmp_path: Path, text: str) -> None:
    assert "2" in run(site, tmp_path, sys.executable, "-c", text)
    assert "宜春" in run(site, tmp_path, sys.executable, "-c", text)


def test_the_example_for_web_pages_runs_on_a_page(site: Browser) -> None:
    (text,) = [text for kind, text in EXAMPLES if kind == "js"]
    site.open("/guide")
    script = (
        f"const done = arguments[0]; const console = {{log: (...words) => done(words)}}; (async () => {{{text}}})()"
    )
    words = site.driver.execute_async_script(script)
    assert HANDLED in words[0] and words[1] == 2


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pictures_are_there_small_and_named(language: str) -> None:
    names = re.findall(rf'src="/ui/guide/([\w-]+-{language}\.webp)" width="(\d+)" height="(\d+)"', GUIDE)
    assert len(names) == 6
    for name, width, height in names:
        path = UI / "guide" / name
        assert path.stat().st_size <= 60_000
        with Image.open(path) as picture:
            assert picture.size == (int(width), int(height))
    assert len(re.findall(r'alt="[^"]+"', GUIDE)) == 12


@pytest.mark.parametrize(("language", "heading"), [("zh", "使用指南"), ("en", "Guide")])
def test_one_language_is_shown_and_nothing_comes_from_elsewhere(site: Browser, language: str, heading: str) -> None:
    site.open("/guide")
    site.driver.execute_script("localStorage.setItem('nianbao.lang', arguments[0])", language)
    site.driver.get(f"{site.base}/guide")
    assert site.find("h1").text == heading
    other = {"zh": "en", "en": "zh"}[language]
    assert site.all(f".only-{other}") == []
    assert re.findall(r'(?:src|href)="(?!/|#)([^"]+)"', GUIDE) == []


@pytest.mark.parametrize("address", sorted(set(re.findall(r'href="(/[a-z]+|#[a-z]+)"', GUIDE))))
def test_a_link_leads_somewhere(site: Browser, address: str) -> None:
    if address.startswith("#"):
        assert f'id="{address[1:]}"' in GUIDE
    else:
        with urllib.request.urlopen(site.base + address) as response:
            assert response.status == 200
