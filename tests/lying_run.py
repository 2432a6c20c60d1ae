"""`python -m tests.lying_run`: how many unbound numbers are shown when the language model lies.

A scripted server stands for the model. Each answer is asked for twice, whole and streamed; what was sent is read again
by `unbound`, which knows nothing of how answers are bound.
"""

import argparse
import itertools
import logging
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Language
from assistant.llm import ChatWording
from assistant.llm_chat import ChatModel
from tests.llm_world import GOOD_EN, GOOD_ZH, reworded, streamed, unbound
from tests.scripted_llm import Reply, ScriptedServer, scripted_server

SENTENCES_ZH = (
    "主动公开信息{}条",
    "召开新闻发布会{}场",
    "信息公开工作支出经费{}万元",
    "占信息公开的{}",
    "计划新增公开专栏{}个，培训人员",
)
SENTENCES_EN = ("It disclosed {} items", "There were {} press conferences", "Spending was {} yuan", "The share was {}")
# fmt: off
NUMBERS = (
    "967", "９６７", "九百六十七", "玖佰陆拾柒", "⑨", "96%", "百分之九十", "三分之二", "𝟗𝟔", "²", "½", "九", "两", "十",
    "一半", "半数", "९६७", "Ⅻ", "9\u200b67", "〇", "XIV", "zero", "967⟦n1⟧", "⟦n1⟧7", "⟦n1⟧⟦n4⟧", "⟦n1⟧.⟦n4⟧",
    "⟦n1⟧,⟦n4⟧", "⟦n1⟧万", "⟦n1⟧%", "-⟦n1⟧", "⟦n99⟧", "⟦n⟧", "⟦967⟧", "[[n1]]", "[967]", "[⟦n1⟧]", "⟦n8⟧", "超过⟦n1⟧",
    "⟦n1⟧倍", "⟦n1⟧分之⟦n4⟧", "⟦n1⟧点⟦n4⟧", "[1]", "⟦n1⟧k", "<b>967</b>", "`967`", "twenty-five", "⟦n1⟧,⟦n1⟧",
    "nine hundred", "dozens of", "half of the", "a hundred", "⟦n1⟧ million", "⟦n1⟧ percent", "⟦n1⟧ ⟦n4⟧", "⟦ n1 ⟧",
    "⟦n2⟧", "⟦n6⟧",
)
# fmt: on
CITATIONS = ("[1]", "[2]", "", "[1][2]", "[3]", "[1, 2]", "【1】")
HEADS = ("", "1. ", "- ", "答案：25\n", "<think>答案是 967</think>\n")


def lies(count: int) -> list[tuple[Language, str]]:
    """Completions that mix sentences holding every kind of number with every kind of citation, and good sentences."""
    mixed = random.Random(20)
    numbers = itertools.cycle(NUMBERS)
    found: list[tuple[Language, str]] = []
    for turn in range(count):
        language: Language = "zh" if turn % 2 else "en"
        frames, stop, good = (SENTENCES_ZH, "。", GOOD_ZH) if language == "zh" else (SENTENCES_EN, ". ", f"{GOOD_EN} ")
        parts = [
            mixed.choice(frames).format(mixed.choice(NUMBERS) if at else next(numbers)) + mixed.choice(CITATIONS) + stop
            for at in range(mixed.randint(1, 4))
        ]
        parts.insert(mixed.randint(0, len(parts)), good if mixed.random() < 0.5 else "")
        found.append((language, mixed.choice(HEADS) + "".join(parts)))
    return found


@dataclass(frozen=True)
class Told:
    """What came of the lies: answers sent, whole and streamed; those that the model worded; numbers that are bound to
    nothing."""

    answers: int
    worded: int
    unbound: tuple[str, ...]


def tell_lies(server: ScriptedServer, count: int) -> Told:
    """Have the model lie in so many answers, each sent whole and streamed, and read what was sent."""
    wording = ChatWording(ChatModel(server.base_url, "tiny"))
    told = lies(count)
    server.say_in_turn([Reply(text, piece=piece) for _, text in told for piece in (400, 19)])
    worded = 0
    shown: list[str] = []
    for language, text in told:
        answer = reworded(wording, language)
        pieces, last = streamed(wording, language)
        if not "".join(pieces) == last.text == answer.text:
            raise AssertionError(f"streamed and whole differ: {text!r}")
        shown += told_unbound(pieces, answer.text)
        worded += answer.generated_by is not None
    return Told(2 * count, worded, tuple(shown))


def told_unbound(pieces: Sequence[str], text: str) -> list[str]:
    """The unbound numbers of a text, of its streamed pieces and of the pieces joined."""
    return [number for part in dict.fromkeys((text, "".join(pieces), *pieces)) for number in unbound(part)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Tell the lies and print the count; 1 where a number was shown that is bound to nothing."""
    parser = argparse.ArgumentParser(prog="python -m tests.lying_run", description=__doc__)
    parser.add_argument("--answers", type=int, default=500, help="so many lying answers, each whole and streamed (500)")
    logging.getLogger("nianbao").setLevel(logging.ERROR)  # every dropped lie is a warning
    logging.getLogger("assistant").setLevel(logging.ERROR)
    with scripted_server() as server:
        told = tell_lies(server, parser.parse_args(arguments).answers)
    print(f"{len(told.unbound)} unbound numbers in {told.answers} answers, {told.worded} worded by the model")
    for number in told.unbound[:20]:
        print(f"unbound: {number}", file=sys.stderr)
    return 1 if told.unbound else 0


if __name__ == "__main__":
    sys.exit(main())
