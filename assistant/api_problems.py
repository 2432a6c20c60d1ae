"""Errors as RFC 9457 problem documents: what happened and what to do next, in the reader's language.

The only place where an error of index/errors.py becomes an HTTP status.
"""

import logging
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from assistant.decisions import DecisionsUnavailable
from assistant.history import HistoryUnavailable, NoSuchConversation
from assistant.reasons import invalid_in_chinese, named_in_chinese, problem_in_chinese
from assistant.ui_files import fault_page
from assistant.uploads import NoRoom, NoSuchJob
from index.errors import (
    BadForm,
    BadQuestion,
    BadSetting,
    EmbedderMismatch,
    IndexMissing,
    ModelUnavailable,
    NianbaoError,
    NoSuchReport,
    OriginalGone,
    PromptError,
    TooLarge,
    UnreadableReport,
)

log = logging.getLogger("nianbao.api")
MEDIA_TYPE = "application/problem+json"

TITLES = {
    400: ("请求无法读取", "The request cannot be read"),
    403: ("不允许", "Not allowed"),
    404: ("没有这一项", "Not found"),
    405: ("方法不支持", "Method not allowed"),
    409: ("已有变化", "It has changed"),
    410: ("原件已不在", "The original is gone"),
    413: ("请求太大", "Request too large"),
    421: ("主机名不对", "Host name not served here"),
    422: ("请求有误", "The request is not valid"),
    429: ("请求过于频繁", "Too many requests"),
    500: ("服务器内部错误", "Internal error"),
    503: ("暂时不能回答", "Not ready"),
}

PASSING = (429, 500, 503)  # the same address may answer in a moment
OTHER = ("请求未完成", "The request was not completed")
# Below these programs read what comes back, whatever they say they accept.
FOR_PROGRAMS = ("/api/", "/v1/", "/ui/", "/mcp", "/docs/", "/openapi.json", "/healthz", "/readyz")

STATUSES: dict[type[NianbaoError], tuple[int, str]] = {
    NoSuchConversation: (404, "no_such_conversation"),
    HistoryUnavailable: (503, "history_unavailable"),
    DecisionsUnavailable: (503, "decisions_unavailable"),
    NoSuchJob: (404, "no_such_job"),
    NoRoom: (503, "no_room"),
    NoSuchReport: (404, "no_such_report"),
    OriginalGone: (410, "original_gone"),
    BadQuestion: (422, "bad_question"),
    TooLarge: (413, "too_large"),
    UnreadableReport: (422, "unreadable_report"),
    IndexMissing: (503, "index_missing"),
    EmbedderMismatch: (503, "embedder_mismatch"),
    ModelUnavailable: (503, "model_unavailable"),
    BadSetting: (500, "bad_setting"),
    BadForm: (500, "bad_form"),
    PromptError: (500, "bad_prompt"),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """One sentence in both languages."""

    zh: str
    en: str

    def said(self, *, chinese: bool) -> str:
        """The sentence in one of them."""
        return self.zh if chinese else self.en


class Problem(Exception):
    """A refusal of the HTTP layer itself; the message says what to do next."""

    def __init__(self, status: int, code: str, wording: Wording) -> None:
        self.status = status
        self.code = code
        self.wording = wording
        super().__init__(wording.en)


def wants_chinese(accept_language: str | None) -> bool:
    """Whether Chinese comes before English in an Accept-Language header; English where neither is named."""
    ranges = [part.split(";")[0].strip().lower() for part in (accept_language or "").split(",")]
    named = next((tag for tag in ranges if tag.startswith(("zh", "en"))), "en")
    return named.startswith("zh")


def problem_json(status: int, code: str, detail: str, *, chinese: bool, **extra: Any) -> dict[str, Any]:
    """Return the members of a problem document; `extra` holds extension members."""
    zh, en = TITLES.get(status, OTHER)
    return {
        "type": "about:blank",
        "title": zh if chinese else en,
        "status": status,
        "detail": detail,
        "code": code,
        **extra,
    }


def problem_response(
    request: Request,
    status: int,
    code: str,
    wording: Wording | str,
    headers: dict[str, str] | None = None,
    **extra: Any,
) -> Response:
    """Return a problem document in the language that the request prefers; a page to a reader who went to an address."""
    both = (wording, wording) if isinstance(wording, str) else (wording.zh, wording.en)
    chinese = wants_chinese(request.headers.get("accept-language"))
    if _reads_pages(request):
        told = fault_page(TITLES.get(status, OTHER), both, status=status, chinese=chinese, again=status in PASSING)
        return HTMLResponse(told, status, {"Vary": "Accept, Accept-Language, Sec-Fetch-Dest", **(headers or {})})
    detail = both[0 if chinese else 1]
    if request.url.path.startswith("/v1/"):  # OpenAI's clients look here for what to tell
        extra["error"] = {"message": detail, "type": "invalid_request_error", "param": None, "code": code}
    body = problem_json(status, code, detail, chinese=chinese, **extra)
    return JSONResponse(body, status_code=status, headers=headers, media_type=MEDIA_TYPE)


def _reads_pages(request: Request) -> bool:
    """Whether somebody follows a link or types an address: they would be shown JSON as it lies."""
    if request.method not in ("GET", "HEAD") or "text/html" not in request.headers.get("accept", ""):
        return False
    # Scripts cannot set Sec-Fetch-Dest: a browser does, where the answer will fill its window.
    shown = request.headers.get("sec-fetch-dest") == "document"
    return shown or not request.url.path.startswith(FOR_PROGRAMS)


def status_of(error: NianbaoError) -> tuple[int, str]:
    """Return the HTTP status and the problem code of an error of this project."""
    return next((STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES), (500, "internal"))


def wording_of(error: NianbaoError) -> Wording:
    """What an error of this project says, in both languages."""
    chinese = named_in_chinese if isinstance(error, UnreadableReport) else problem_in_chinese
    return Wording(chinese(str(error)), str(error))


def _on_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return problem_response(request, error.status, error.code, error.wording)


def _on_nianbao_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, NianbaoError)
    status, code = status_of(error)
    return problem_response(request, status, code, wording_of(error))


def _on_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    # Only where and why: what was sent is not echoed, it may be long or not even text.
    errors = [{"at": "/".join(str(part) for part in item["loc"]), "why": str(item["msg"])} for item in error.errors()]
    first = errors[0] if errors else {"at": "body", "why": "not valid"}
    return problem_response(
        request,
        422,
        "invalid",
        Wording(
            f"{first['at']}：{invalid_in_chinese(first['why'])}。请按 /docs 中的格式改正后重发。",
            f"{first['at']}: {first['why']}. Correct it as described at /docs and send it again.",
        ),
        errors=errors,
    )


HTTP_ADVICE = {
    400: Wording(
        "请求正文无法读取：应为 UTF-8 的 JSON（上传为 multipart/form-data）。请检查引号、逗号和编码。",
        "The body cannot be read: send JSON in UTF-8 (an upload as multipart/form-data). Check quotes, commas and the "
        "encoding.",
    ),
    404: Wording(
        "这个地址没有内容。接口列表见 /docs，报告列表见 /reports。",
        "Nothing is at this address. The interface is described at /docs, the reports are listed at /reports.",
    ),
    413: Wording("请求正文太大。请缩短问题后重发。", "The body is too large. Shorten the question and send it again."),
    405: Wording(
        "这个地址不支持该方法。可用的方法见 Allow 响应头。",
        "This address does not support that method. The Allow header lists those it does.",
    ),
}


def _on_http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    advice = HTTP_ADVICE.get(error.status_code, str(error.detail))
    headers = dict(error.headers) if error.headers else None
    return problem_response(request, error.status_code, f"http_{error.status_code}", advice, headers)


def _on_surprise(request: Request, error: Exception) -> Response:
    log.error("unexpected error at %s", request.url.path, exc_info=error)
    return problem_response(request, 500, "internal", SURPRISE)


SURPRISE = Wording(
    "处理时发生未预料的错误，已写入服务器日志。请稍后再试；再次出现时请把时间和所问的问题（或所开的页面）告诉管理员。",
    "Something unexpected went wrong and was written to the server's log. Try again; if it happens again, "
    "tell the administrator the time and the question or the page.",
)


def add_problem_handlers(app: FastAPI) -> None:
    """Make every error of the application a problem document."""
    app.add_exception_handler(Problem, _on_problem)
    app.add_exception_handler(NianbaoError, _on_nianbao_error)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http_error)
    app.add_exception_handler(Exception, _on_surprise)
