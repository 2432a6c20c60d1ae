"""Examples shown in the OpenAPI document: one answer, one stream, one problem."""

import json
from typing import Any

ANSWER: dict[str, Any] = {
    "id": "a-7f3c",
    "conversation_id": "c-19b2",
    "index_version": "3f9a0c41d2e7",
    "language": "zh",
    "kind": "figure",
    "generated_by": None,
    "text": "宜春市卫生健康委2020年办理结果总计 2 件 [1]。",
    "figures": [
        {
            "value": "2",
            "number": 2,
            "unit": "件",
            "state": "number",
            "issuer": "宜春市卫生健康委",
            "year": 2020,
            "cell": "t3.res.total|total",
            "label": "（七）总计｜总计",
            "citations": [1],
            "formula": None,
        }
    ],
    "assumptions": [],
    "not_understood": [],
    "citations": [
        {
            "n": 1,
            "report": "yichun-2020",
            "issuer": "宜春市卫生健康委",
            "year": 2020,
            "title": "宜春市卫生健康委2020年政府信息公开工作年度报告",
            "section": "三、收到和处理政府信息公开申请情况",
            "table": "t3",
            "row": ["三、本年度办理结果", "（七）总计"],
            "column": ["总计"],
            "printed": "2",
            "quote": None,
            "source": {"file": "yichun-2020.txt", "line": 347, "page": None, "cell": [24, 9], "sample": True},
            "url": None,
            "href": "/reports/yichun-2020#t3.res.total%7Ctotal",
        }
    ],
    "findings": [],
    "refusal": None,
    "options": [],
    "suggestions": ["宜春市卫生健康委2020年新收多少件申请？"],
    "chart": None,
    "query": {},
    "timing_ms": {"total": 6.1},
}

PROBLEM: dict[str, Any] = {
    "type": "about:blank",
    "title": "Not found",
    "status": 404,
    "detail": "No report has the id 'x'; GET /api/v1/reports lists those there are.",
    "code": "no_such_report",
}

STREAM = "".join(
    f"event: {name}\ndata: {json.dumps(value, ensure_ascii=False)}\n\n"
    for name, value in (
        ("step", {"name": "lookup", "text": "正在查表三…"}),
        ("delta", {"text": ANSWER["text"]}),
        ("answer", ANSWER),
    )
)

_PLACE: dict[str, Any] = {
    "report": "yichun-2020",
    "issuer": "宜春市卫生健康委",
    "year": 2020,
    "region": "江西省/宜春市",
}
_SOURCE: dict[str, Any] = {
    "file": "yichun-2020.txt",
    "line": 347,
    "page": None,
    "cell": [24, 9],
    "sample": True,
    "box": None,
    "grid": None,
    "block": None,
}

FIGURES: dict[str, Any] = {
    "index_version": "3f9a0c41d2e7",
    "reports": 1,
    "figures": [
        {
            **_PLACE,
            "title": "宜春市卫生健康委2020年政府信息公开工作年度报告",
            "form": "F2019",
            "table": "t3",
            "cell": "t3.res.total|total",
            "row": ["三、本年度办理结果", "（七）总计"],
            "column": ["总计"],
            "label": {"zh": "本年度办理结果总计", "en": "total handled (closed) this year"},
            "printed": "2",
            "number": 2,
            "unit": "件",
            "state": "number",
            "source": _SOURCE,
            "url": None,
            "href": "/reports/yichun-2020#t3.res.total%7Ctotal",
            "superseded": False,
        }
    ],
    "next": None,
}

FINDINGS: dict[str, Any] = {
    "index_version": "3f9a0c41d2e7",
    "reports": 1,
    "findings": [
        {
            **_PLACE,
            "rule": "T3.ROW",
            "kind": "hard",
            "severity": "error",
            "message_zh": "本年新收：各栏之和 25，总计格印 0，相差 25。",
            "message_en": "New requests: the columns add up to 25, the total cell prints 0, a difference of 25.",
            "cells": ["t3.new|natural", "t3.new|total"],
            "numbers": {"sum": 25, "printed_total": 0},
            "source": _SOURCE,
            "url": None,
            "href": "/reports/yichun-2020#t3.new%7Ctotal",
        }
    ],
    "next": None,
}

FINDING_CHOICES: dict[str, Any] = {
    "index_version": "3f9a0c41d2e7",
    "findings": 1,
    "of": 3,
    "reports": 1,
    "issuers": 1,
    "region": [{"value": "江西省", "findings": 1}, {"value": "江西省/宜春市", "findings": 1}],
    "issuer": [{"value": "宜春市卫生健康委", "findings": 1}],
    "more_issuers": 0,
    "year": [{"value": "2020", "findings": 1}],
    "kind": [{"value": "hard", "findings": 1}],
    "rule": [{"value": "T3.ROW", "findings": 1}],
    "severity": [{"value": "error", "findings": 1}],
}

PASSAGES: dict[str, Any] = {
    "index_version": "3f9a0c41d2e7",
    "reports": 1,
    "passages": [
        {
            "id": "yichun-2020:4",
            **_PLACE,
            "title": "宜春市卫生健康委2020年政府信息公开工作年度报告",
            "section": "s1",
            "heading": ["一、总体情况", "（一）依申请公开"],
            "table": None,
            "text": "2020年，受理依申请公开2件。",
            "score": 0.032787,
            "source": {**_SOURCE, "line": 5, "cell": None},
            "url": None,
            "href": "/reports/yichun-2020#line-5",
        }
    ],
}

COMPLETION: dict[str, Any] = {
    "id": "chatcmpl-a-7f3c",
    "object": "chat.completion",
    "created": 1790000000,
    "model": "nianbao",
    "choices": [
        {
            "index": 0,
            "message": {"role": "assistant", "content": ANSWER["text"]},
            "finish_reason": "stop",
            "logprobs": None,
        }
    ],
    "usage": {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0},
    "nianbao": ANSWER,
}

JOB: dict[str, Any] = {
    "id": "5b1f0f0c9a",
    "created": "2026-11-26T10:00:00.000000+00:00",
    "state": "done",
    "done": 1,
    "total": 1,
    "files": [
        {
            "name": "宜春市卫健委2020年年报.html",
            "file": "9c1d2e3f4a5b6c7d/宜春市卫健委2020年年报.html",
            "size": 48213,
            "content_hash": "9c1d2e3f4a5b6c7d" + "0" * 48,
            "state": "added",
            "reports": ["9c1d2e3f4a5b"],
            "reasons": [],
            "reasons_zh": [],
        }
    ],
    "reason": "",
    "reason_zh": "",
    "ended": "2026-11-26T10:00:04.000000+00:00",
    "href": "/api/v1/jobs/5b1f0f0c9a",
}

DECISION: dict[str, Any] = {
    "id": "0f3a",
    "report": "8c1f0d2a7b34",
    "file": "5d41402abc4b2a76/scan-2020.pdf",
    "table": "t3",
    "reading": "5f0c1a9be2d34476",
    "kind": "accept",
    "cell": None,
    "value": None,
    "name": "张三",
    "note": "已与原件逐格核对",
    "created": "2026-05-06T07:08:09+00:00",
    "file_hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
}

COMPARISON: dict[str, Any] = {
    "index_version": "3f9a0c41d2e7",
    "reports": [
        {"id": "a", "issuer": "宜春市卫生健康委", "year": 2020, "title": "宜春市卫生健康委2020年年报",
         "region": "江西省/宜春市",
         "forms": {"t3": "F2019"}, "status": {"t3": "ok"}, "href": "/reports/a"},
        {"id": "b", "issuer": "宜春市卫生健康委", "year": 2021, "title": "宜春市卫生健康委2021年年报",
         "region": "江西省/宜春市",
         "forms": {"t3": "F2021"}, "status": {"t3": "ok"}, "href": "/reports/b"},
    ],
    "rows": [
        {
            "table": "t3",
            "cell": "t3.new|total",
            "row": ["一、本年新收政府信息公开申请数量"],
            "column": ["总计"],
            "label": {"zh": "一、本年新收政府信息公开申请数量｜总计", "en": "New requests received this year, total"},
            "differs": True,
            "values": [
                {"state": "number", "printed": "2", "number": 2, "unit": "件", "href": "/reports/a#t3.new%7Ctotal",
                 "contradicted": False, "difference": None, "why_not": None, "remark": None, "reason": ""},
                {"state": "number", "printed": "5", "number": 5, "unit": "件", "href": "/reports/b#t3.new%7Ctotal",
                 "contradicted": False, "difference": {"number": 3, "text": "+3", "supported": None},
                 "why_not": None, "remark": None, "reason": ""},
            ],
        }
    ],
    "notes": [],
}  # fmt: skip
