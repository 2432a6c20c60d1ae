"""What a text must have in it for a pattern of rules.yaml to be found."""

import pytest

from index.build_read import read_report
from index.rules_file import load_rules
from index.rules_patterns import words_of
from index.rules_prose import sentences
from tests.conftest import SAMPLE_REPORTS


@pytest.mark.parametrize(
    ("patterns", "words"),
    [
        pytest.param(["行政复议(?:案件|案)*{n}[件起宗]"], ("行政复议",), id="a word that always stands there"),
        pytest.param(["(?:作出|办理)行政许可{n}件"], ("行政许可",), id="the longest of several"),
        pytest.param(["{n}[件份](?:结转|顺延)(?:至)?"], ("结转", "顺延"), id="one of a group"),
        pytest.param(["(?:其中)?{n}件"], (), id="a group that may be left out is none"),
        pytest.param(["其中?{n}件"], (), id="a character that may be left out is none"),
        pytest.param(["(?:共(?:收到|受理))?{n}件申请"], ("件申请",), id="nor is a group inside one"),
        pytest.param(["(?<![有毫])无(?:政府信息)?申请公开(?=[，。])"], ("申请公开",), id="nor what stands around it"),
        pytest.param(["[收到]{n}件"], (), id="a class is one character"),
        pytest.param(["收到{n}件|受理{n}件"], (), id="of two patterns in one neither is sure"),
        pytest.param([r"\\(收到\\){n}件"], (), id="brackets that are text"),
        pytest.param(["收到{n}件", "{n}件"], (), id="a pattern without words leaves all unsure"),
    ],
)
def test_words_that_a_pattern_cannot_do_without(patterns: list[str], words: tuple[str, ...]) -> None:
    assert words_of(patterns) == words


def test_no_sentence_has_a_pattern_without_one_of_its_words() -> None:
    checks = [check for rule in load_rules() for check in rule.checks if check.words]
    found = 0
    for path in sorted(SAMPLE_REPORTS.glob("*.txt")):
        for sentence in sentences(read_report(path, SAMPLE_REPORTS)).all:
            for check in checks:
                if any(pattern.search(sentence.text) for pattern in check.patterns):
                    found += 1
                    assert any(word in sentence.text for word in check.words), (check.name, sentence.text)
                    assert check.hint.search(sentence.text)
    assert found > 50
