"""Uploads: kept once by content, built one at a time in the background, each file with its result and reason."""

import io
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.api_rate import Buckets
from assistant.chain import open_assistant
from assistant.upload_jobs import safe_name
from assistant.uploads import Telling, Uploads
from index.build import Builder
from index.build_pool import HereReading
from index.build_summary import RefusedFile, Summary
from index.errors import NianbaoError
from index.settings import Settings
from tests.conftest import CharacterEmbedder, sample_files
from tests.doors import PROBLEM, DoorSettings, client_of
from tests.fake_assistant import FakeAssistant

WAIT = 60.0


class FakeBuild:
    """Adds every file whose name holds "good" and refuses the others; `failure` is raised once."""

    def __init__(self) -> None:
        self.failure: Exception | None = None
        self.known: set[str] = set()
        self.at_once = 0

    def __call__(self, folder: Path, telling: Telling, stopped: Callable[[], bool]) -> Summary:
        self.at_once += 1
        assert self.at_once == 1
        if self.failure:
            failure, self.failure, self.at_once = self.failure, None, 0
            raise failure
        summary = Summary()
        files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
        telling.total(len(files))
        for file in files:
            telling.file(file)
            if "good" not in file:
                summary.refused.append(RefusedFile(file, "no report"))
            else:
                (summary.unchanged if file in self.known else summary.added).append(file)
                self.known.add(file)
        self.at_once -= 1
        return summary


@pytest.fixture
def build() -> FakeBuild:
    """The build behind `uploads`."""
    return FakeBuild()


@pytest.fixture
def uploads(tmp_path: Path, build: FakeBuild) -> Uploads:
    """Uploads into a folder of the test."""
    return Uploads(tmp_path / "uploads", build, lambda: ())


@pytest.fixture
def client(uploads: Uploads) -> Iterator[TestClient]:
    """A client of an application that takes uploads."""
    with client_of(FakeAssistant(), uploads=uploads) as client:
        yield client


def send(client: TestClient, **files: bytes) -> dict[str, Any]:
    """Upload files (name → content; `__` for a dot) and wait for the end of the job."""
    parts = [("files", (name.replace("__", "."), content)) for name, content in files.items()]
    response = client.post("/api/v1/uploads", files=parts)
    assert response.status_code == 202, response.text
    return ended(client, response.headers["location"])


def ended(client: TestClient, href: str) -> dict[str, Any]:
    until = time.monotonic() + WAIT
    while time.monotonic() < until:
        job: dict[str, Any] = client.get(href).json()
        if job["state"] in ("done", "failed"):
            return job
        time.sleep(0.02)
    raise AssertionError(job)


def test_each_file_has_its_result_and_reason(client: TestClient) -> None:
    job = send(client, good__txt=b"1", bad__txt=b"2")
    assert [(f["name"], f["state"], f["reasons"]) for f in job["files"]] == [
        ("good.txt", "added", []),
        ("bad.txt", "refused", ["bad.txt: no report"]),
    ]
    assert (job["state"], job["done"], job["total"]) == ("done", 2, 2)
    assert client.get("/api/v1/jobs").json()["jobs"][0] == job


def test_the_same_content_is_kept_once_whatever_its_name(client: TestClient, tmp_path: Path) -> None:
    first = send(client, good__txt=b"1")
    again = send(client, good_two__txt=b"1")
    assert again["files"][0]["state"] == "unchanged"
    assert again["files"][0]["file"] == first["files"][0]["file"]
    assert len([path for path in (tmp_path / "uploads/files").rglob("*") if path.is_file()]) == 1


def test_a_refused_file_is_not_read_again_with_the_next(client: TestClient, tmp_path: Path) -> None:
    send(client, bad__txt=b"2")
    assert send(client, good__txt=b"1")["total"] == 1


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        pytest.param(NianbaoError("the index cannot be written"), "the index cannot be written", id="told"),
        pytest.param(RuntimeError("secret path"), "server's log", id="a surprise tells no secrets"),
    ],
)
def test_a_build_that_fails_says_why_and_the_next_goes_on(
    failure: Exception, words: str, client: TestClient, build: FakeBuild
) -> None:
    build.failure = failure
    job = send(client, good__txt=b"1")
    assert (job["state"], job["files"][0]["state"]) == ("failed", "failed")
    assert words in job["reason"] and "secret" not in job["reason"]
    assert send(client, good__txt=b"1")["state"] == "done"


def test_a_job_left_unfinished_is_taken_up_by_the_next_process(tmp_path: Path, build: FakeBuild) -> None:
    stopped = Uploads(tmp_path, lambda *_: Summary(interrupted=True), lambda: ())
    job = stopped.take([("good.txt", io.BytesIO(b"1"))])
    stopped.close()
    assert stopped.job(job.id).state in ("queued", "running")

    with client_of(FakeAssistant(), uploads=Uploads(tmp_path, build, lambda: ())) as client:
        assert ended(client, f"/api/v1/jobs/{job.id}")["files"][0]["state"] == "added"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        pytest.param("../../etc/passwd.txt", "passwd.txt", id="a path"),
        pytest.param("C:\\reports\\年报.pdf", "年报.pdf", id="a path of Windows"),
        pytest.param(".hidden.txt", "hidden.txt", id="hidden"),
        pytest.param("~$lock.docx", "lock.docx", id="a lock of Word"),
        pytest.param("a\u202etxt.exe\x00.html", "atxt.exe.html", id="signs that steer"),
        pytest.param("..", "report", id="no name"),
        pytest.param("x#2.html", "x2.html", id="the mark of a part"),
        pytest.param("年" * 200 + ".html", "年" * 58 + ".html", id="too long"),
    ],
)
def test_a_name_stays_in_its_folder(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@pytest.mark.parametrize(
    ("request_of", "status"),
    [
        pytest.param({"files": [("files", ("a.txt", b"x" * 1_100_000))]}, 413, id="too large"),
        pytest.param({"data": {"files": "text"}}, 422, id="no file"),
        pytest.param({"json": {}}, 422, id="no form"),
        pytest.param({"files": [("other", ("a.txt", b"x"))]}, 422, id="another field"),
        pytest.param(
            {"content": b"--x", "headers": {"content-type": "multipart/form-data; boundary=y"}}, 400, id="a broken body"
        ),
        pytest.param({"content": b"x", "headers": {"content-type": "multipart/form-data"}}, 400, id="no boundary"),
    ],
)
def test_a_wrong_upload_is_a_clear_problem(request_of: dict[str, Any], status: int, client: TestClient) -> None:
    response = client.post("/api/v1/uploads", **request_of)
    assert (response.status_code, response.headers["content-type"]) == (status, PROBLEM)
    assert len(response.json()["detail"]) > 20


def test_unknown_jobs_and_a_server_without_uploads_are_told(client: TestClient) -> None:
    assert client.get("/api/v1/jobs/none").json()["code"] == "no_such_job"
    with client_of(FakeAssistant()) as other:
        assert other.post("/api/v1/uploads", files=[("files", ("a.txt", b"x"))]).json()["code"] == "no_uploads"
        assert other.get("/api/v1/jobs").json() == {"jobs": []}


def test_an_open_server_takes_no_uploads(uploads: Uploads) -> None:
    settings = DoorSettings(allow_open=True)
    with client_of(FakeAssistant(), settings, host="nianbao.example", uploads=uploads) as client:
        response = client.post("/api/v1/uploads", files=[("files", ("good.txt", b"x"))])
    assert (response.status_code, response.json()["code"]) == (403, "read_only")


def test_uploads_from_other_sites_are_refused(client: TestClient) -> None:
    files = [("files", ("good.txt", b"x"))]
    assert client.post("/api/v1/uploads", files=files, headers={"origin": "http://evil.example"}).status_code == 403


def test_a_real_report_in_a_zip_is_read_and_asked_about(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)

    def build(folder: Path, telling: Telling, stopped: Callable[[], bool]) -> Summary:
        builder = Builder(settings, embedder=CharacterEmbedder(), reading=HereReading(settings.limits))
        try:
            return builder.build([folder])
        finally:
            builder.close()

    other = next(path for path in sample_files() if "yichun" not in path.name)
    first = Builder(settings, embedder=CharacterEmbedder(), reading=HereReading(settings.limits))
    first.build([other])
    first.close()
    assistant = open_assistant(settings, embedder=CharacterEmbedder())
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("年报/yichun-2020.txt", next(p for p in sample_files() if "yichun" in p.name).read_bytes())
        archive.writestr("年报/empty.txt", b"")
    with client_of(assistant, uploads=Uploads(tmp_path / "uploads", build, assistant.store.reports)) as client:
        job = send(client, reports__zip=packed.getvalue())
        answer = client.post("/api/v1/ask", json={"question": "宜春市卫健委2020年办理了多少件申请"}).json()

    (brought,) = job["files"]
    assert (brought["state"], len(brought["reports"])) == ("added", 1)
    assert brought["reasons"][0].startswith("年报/empty.txt: ")
    assert answer["figures"][0]["number"] == 2
    assert len(assistant.store.reports()) == 2


def test_a_client_that_asks_too_fast_is_told_when_to_come_back() -> None:
    with client_of(FakeAssistant(), DoorSettings(rate=1)) as client:
        statuses = [client.get("/api/v1/reports").status_code for _ in range(7)]
        last = client.get("/api/v1/reports")
        page = client.get("/")
    assert statuses[:5] == [200] * 5 and 429 in statuses
    assert (last.status_code, last.headers["retry-after"], last.headers["content-type"]) == (429, "1", PROBLEM)
    assert page.status_code == 200


def test_tokens_come_back_with_time_and_each_client_has_its_own() -> None:
    now = [0.0]
    buckets = Buckets(2, clock=lambda: now[0])
    assert [buckets.wait("a") for _ in range(10)] == [0.0] * 10
    assert buckets.wait("a") == 0.5
    assert buckets.wait("b") == 0.0
    now[0] = 0.5
    assert (buckets.wait("a"), buckets.wait("a")) == (0.0, 0.5)
