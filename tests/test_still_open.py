"""What was still open when the year ended is carried over, or pending in court; a figure of all is another one."""

import pytest

from assistant.chain import Assistant


@pytest.mark.parametrize(
    ("question", "cells"),
    [
        ("What did Wangxi still have open from law firms when 2023 ended?", ("t3.carried_out|org.legal",)),
        ("how many requests did Wangxi leave unanswered when 2023 was over", ("t3.carried_out|total",)),
        ("requests still on Wangxi's books when the year was out", ("t3.carried_out|total",)),
        ("how many of Wangxi's 2023 requests were still in hand", ("t3.carried_out|total",)),
        ("望溪2023年过完手里还压着几件申请", ("t3.carried_out|total",)),
        ("How many lawsuits did Wangxi still have open when 2023 ended?", ("t4.lit.pending",)),
        ("How many suits were still going against Yanzhu in 2023", ("t4.lit.pending",)),
        ("how many reviews were left hanging at Wangxi when 2023 was over", ("t4.review.pending",)),
        ("望溪2023年诉讼还悬着几件", ("t4.lit.pending",)),
    ],
)
def test_what_was_still_open(everything: Assistant, question: str, cells: tuple[str, ...]) -> None:
    plan = everything.understand(question).plan
    assert plan.kind == "figure"
    assert plan.cells == cells


@pytest.mark.parametrize(
    "question",
    [
        "望溪区卫健局2023年逾期答复的申请有多少件？",
        "望溪2023年几件申请逾期没答复",
        "How many of Wangxi's 2023 requests were overdue",
        "How many replies went out after the deadline at Wangxi in 2023",
    ],
)
def test_what_came_late_is_in_no_table(everything: Assistant, question: str) -> None:
    answer = everything.ask(question)
    assert answer.kind in ("refuse", "clarify")
