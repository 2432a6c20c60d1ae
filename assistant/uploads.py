"""Files that people bring: kept under their content hash, and built into the index one job at a time.

<data>/uploads/files/<hash>/<name>    what was brought; the same content lies there once
<data>/uploads/jobs/<id>.json         what became of it
"""

import hashlib
import json
import logging
import os
import queue
import shutil
import threading
import uuid
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from assistant.upload_jobs import Brought, Job, job_of, safe_name, told
from index.build_summary import Summary
from index.errors import NianbaoError
from index.report_summary import ReportSummary
from index.settings import Settings

if TYPE_CHECKING:
    from index.embedding import Embedder

log = logging.getLogger("nianbao.uploads")
PIECE = 1 << 20
HASH = 16  # hex digits of the content hash that name a folder
MOST_JOBS = 500
ROOM = 500_000_000  # bytes of the disk that stay free
Build = Callable[[Path, "Telling", Callable[[], bool]], Summary]


class NoSuchJob(NianbaoError):
    """No job has that id, or it has made room for newer ones."""


class NoRoom(NianbaoError):
    """The disk cannot take what was brought."""


class Uploads:
    """Takes files and builds them. Safe between threads; `build` is called by one thread only.

    `reports` tells what the index holds after a build.
    """

    def __init__(self, folder: Path, build: Build, reports: Callable[[], Iterable[ReportSummary]]) -> None:
        self._files = folder / "files"
        self._jobs_folder = folder / "jobs"
        self._build = build
        self._reports = reports
        self._jobs: dict[str, Job] = {}
        self._lock = threading.RLock()
        self._waiting: queue.Queue[str | None] = queue.Queue()
        self._thread: threading.Thread | None = None
        self._stopped = False
        self._loaded = False

    # ---- what the doors use

    def take(self, files: Iterable[tuple[str, BinaryIO]]) -> Job:
        """Keep files, each with the name it was brought under, and queue a job for them.

        Raises:
            NoRoom: the disk is full.
        """
        self.resume()
        try:
            brought = tuple(self._keep(name, content) for name, content in files)
        except OSError as error:
            raise NoRoom(f"the upload cannot be kept ({error.strerror}): make room and send it again") from error
        job = Job(id=uuid.uuid4().hex, created=_now(), files=brought)
        self._put(job)
        self._queue(job.id)
        return job

    def jobs(self) -> list[Job]:
        """Every job there still is, the newest first."""
        self.resume()
        with self._lock:
            return sorted(self._jobs.values(), key=lambda job: job.created, reverse=True)

    def job(self, job_id: str) -> Job:
        """One job.

        Raises:
            NoSuchJob: there is none with this id.
        """
        self.resume()
        with self._lock:
            if job_id not in self._jobs:
                raise NoSuchJob(f"no job has the id {job_id!r}; GET /api/v1/jobs lists those there are")
            return self._jobs[job_id]

    def resume(self) -> None:
        """Take up the jobs that an earlier process left unfinished."""
        with self._lock:
            if self._loaded:
                return
            self._loaded = True
            for path in sorted(self._jobs_folder.glob("*.json")):
                try:
                    job = job_of(path.read_text(encoding="utf-8"))
                except (ValueError, TypeError, KeyError, OSError) as error:
                    log.warning("the job %s cannot be read: %s", path.name, error)
                    continue
                self._jobs[job.id] = job
            unfinished = [job for job in self._jobs.values() if job.state in ("queued", "running")]
        for job in sorted(unfinished, key=lambda job: job.created):
            self._queue(job.id)

    def close(self) -> None:
        """End after the report at hand; the job goes on in the next process."""
        self._stopped = True
        self._waiting.put(None)
        if self._thread is not None:
            self._thread.join(timeout=30)

    # ---- keeping

    def _keep(self, name: str, content: BinaryIO) -> Brought:
        self._files.mkdir(parents=True, exist_ok=True)
        part = self._files.parent / f"{uuid.uuid4().hex}.part"
        digest, size = hashlib.sha256(), 0
        try:
            with part.open("wb") as target:
                while piece := content.read(PIECE):
                    if shutil.disk_usage(self._files).free < ROOM + len(piece):
                        raise NoRoom("the disk is nearly full: make room and send the upload again")
                    digest.update(piece)
                    size += len(piece)
                    target.write(piece)
            content_hash = digest.hexdigest()
            folder = self._files / content_hash[:HASH]
            with self._lock:
                held = sorted(folder.iterdir()) if folder.is_dir() else []
                place = held[0] if held else folder / safe_name(name)
                if not held:
                    folder.mkdir(exist_ok=True)
                    os.replace(part, place)
        finally:
            part.unlink(missing_ok=True)
        return Brought(name=name, file=f"{folder.name}/{place.name}", size=size, content_hash=content_hash)

    def _put(self, job: Job) -> None:
        with self._lock:
            self._jobs[job.id] = job
            ended = [job for job in self._jobs.values() if job.state in ("done", "failed")]
            for old in sorted(ended, key=lambda job: job.created)[: max(0, len(self._jobs) - MOST_JOBS)]:
                del self._jobs[old.id]
                (self._jobs_folder / f"{old.id}.json").unlink(missing_ok=True)
            self._jobs_folder.mkdir(parents=True, exist_ok=True)
            part = self._jobs_folder / f"{job.id}.part"
            part.write_text(json.dumps(asdict(job), ensure_ascii=False), encoding="utf-8")
            os.replace(part, self._jobs_folder / f"{job.id}.json")

    # ---- building

    def _queue(self, job_id: str) -> None:
        self._waiting.put(job_id)
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="uploads", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        while (job_id := self._waiting.get()) is not None and not self._stopped:
            self._put(replace(self._jobs[job_id], state="running"))
            try:
                summary = self._build(self._files, Telling(self, job_id), lambda: self._stopped)
                if summary.interrupted:
                    return  # still "running": the next process goes on
                self._end(job_id, summary)
            except NianbaoError as error:
                self._fail(job_id, str(error))
            except Exception as error:
                log.error("unexpected error in the job %s", job_id, exc_info=error)
                self._fail(job_id, "something unexpected went wrong and was written to the server's log")

    def _end(self, job_id: str, summary: Summary) -> None:
        ids = {report.file: report.id for report in self._reports()}
        job = self._jobs[job_id]
        files = tuple(told(brought, summary, ids) for brought in job.files)
        for brought in files:
            if brought.state == "refused" and not brought.reports:  # else each later build would read it again
                shutil.rmtree(self._files / brought.file.split("/")[0], ignore_errors=True)
        self._put(replace(job, state="done", files=files, ended=_now()))

    def _fail(self, job_id: str, reason: str) -> None:
        job = self._jobs[job_id]
        files = tuple(replace(brought, state="failed") for brought in job.files)
        self._put(replace(job, state="failed", reason=reason, files=files, ended=_now()))

    def progress(self, job_id: str, *, done: int | None = None, total: int | None = None) -> None:
        """Note how far a job is; in memory only, each file would be a write."""
        with self._lock:
            job = self._jobs[job_id]
            self._jobs[job_id] = replace(
                job, done=job.done if done is None else done, total=job.total if total is None else total
            )


class Telling:
    """Notes the progress of a job."""

    def __init__(self, uploads: Uploads, job_id: str) -> None:
        self._uploads = uploads
        self._job_id = job_id
        self._done = 0

    def total(self, files: int) -> None:
        """So many files are looked at."""
        self._uploads.progress(self._job_id, total=files)

    def file(self, file: str) -> None:
        """One of them is done with."""
        self._done += 1
        self._uploads.progress(self._job_id, done=self._done)


def building(settings: Settings) -> Build:
    """The build of an index as the settings name it; the embedding model stays loaded between jobs."""
    embedders: list[Embedder] = []

    def build(folder: Path, telling: Telling, stopped: Callable[[], bool]) -> Summary:
        from index.build import Builder, Watcher  # with Chroma and the model: nothing the start of a server waits for
        from index.embedding import open_embedder

        class Told(Watcher):
            """Passes the progress on."""

            def total(self, files: int) -> None:
                telling.total(files)

            def file(self, file: str) -> None:
                telling.file(file)

        if not embedders:
            embedders.append(open_embedder(settings))
        builder = Builder(settings, embedder=embedders[0])
        try:
            return builder.build([folder], Told(), stopped)
        finally:
            builder.close()

    return build


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
