"""Of many reports the cells that findings rest on are read apart: the values are the same."""

import pytest

from assistant import values
from assistant.chain import Assistant


@pytest.mark.parametrize(
    "question",
    [
        "各单位办理结果总计从高到低排列",
        "所有单位新收申请一共多少",
        "哪些单位没有收到申请",
        "各单位复议总计",
        "处罚超过100件的有哪些",
    ],
)
def test_the_values_are_those_of_a_few(question: str, everything: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    together = everything.ask(question)
    monkeypatch.setattr(values, "MANY", 1)
    apart = everything.ask(question)
    assert together.figures and (apart.text, apart.figures, apart.findings) == (
        together.text,
        together.figures,
        together.findings,
    )
