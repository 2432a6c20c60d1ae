"""POST /api/v1/uploads, and what became of it under /api/v1/jobs."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, File, Path, UploadFile
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from assistant.api_examples import JOB
from assistant.api_models import problems
from assistant.api_problems import Problem, Wording
from assistant.reasons import in_chinese, named_in_chinese
from assistant.upload_jobs import FileState, Job, JobState
from assistant.uploads import Uploads

MOST_FILES = 1000  # of one upload
NO_UPLOADS = Wording(
    "本服务未启用上传。请在服务器上运行 nianbao build 文件夹。",
    "This server takes no uploads. Run nianbao build FOLDER on the server.",
)
NO_FILE = Wording(
    f"请以 multipart/form-data 的 files 字段上传 1 至 {MOST_FILES} 个有文件名的文件。",
    f"Send 1 to {MOST_FILES:,} files, each with its name, in the field `files` of a multipart/form-data body.",
)


class BroughtOut(BaseModel):
    name: str
    file: str = Field(description="Its name in the index; that of the first upload of the same content")
    size: int = Field(description="Bytes")
    content_hash: str = Field(description="SHA-256")
    state: FileState
    reports: list[str] = Field(description="Ids of the reports in it")
    reasons: list[str] = Field(description="What of it could not be read, and why")
    reasons_zh: list[str] = Field(description="The same in Chinese")


class JobOut(BaseModel):
    id: str
    created: str = Field(description="ISO, UTC")
    state: JobState
    done: int = Field(description="Files looked at so far")
    total: int = Field(description="Files to be looked at, earlier uploads too; 0 until it is known")
    files: list[BroughtOut]
    reason: str = Field(description="Why it failed")
    reason_zh: str = Field(description="The same in Chinese")
    ended: str | None
    href: str


class JobsOut(BaseModel):
    jobs: list[JobOut] = Field(description="The newest first")


def upload_routes(uploads: Uploads | None) -> APIRouter:
    """Return the routes that take files and tell what became of them; None where the server takes none."""
    router = APIRouter(prefix="/api/v1", tags=["uploads"])
    one: dict[str, Any] = {"model": JobOut, "content": {"application/json": {"example": JOB}}}

    def there() -> Uploads:
        if uploads is None:
            raise Problem(503, "no_uploads", NO_UPLOADS)
        return uploads

    @router.post("/uploads", status_code=202, responses={202: one, **problems(400, 403, 413, 422, 503)})
    def upload(files: Annotated[list[UploadFile], File(max_length=MOST_FILES)]) -> JSONResponse:
        """Take report files and archives of them; a job in the background reads them, one upload after the other.

        The same content is kept and read once, however often it is sent.
        """
        if not files or not all(file.filename for file in files):
            raise Problem(422, "no_file", NO_FILE)
        job = _job(there().take((str(file.filename), file.file) for file in files))
        return JSONResponse(job, status_code=202, headers={"Location": job["href"]})

    @router.get("/jobs", responses={200: {"model": JobsOut}, **problems(503)})
    def jobs() -> JSONResponse:
        """What became of the uploads, the newest first."""
        return JSONResponse({"jobs": [_job(job) for job in (uploads.jobs() if uploads else [])]})

    @router.get("/jobs/{id}", responses={200: one, **problems(404, 422, 503)})
    def job(id: Annotated[str, Path(max_length=100)]) -> JSONResponse:
        """One job: how far it is, and each file's result and reason."""
        return JSONResponse(_job(there().job(id)))

    return router


def _job(job: Job) -> dict[str, Any]:
    told = asdict(job)
    for file in told["files"]:
        file["reasons_zh"] = [named_in_chinese(reason) for reason in file["reasons"]]
    return {**told, "reason_zh": in_chinese(job.reason) if job.reason else "", "href": f"/api/v1/jobs/{job.id}"}
