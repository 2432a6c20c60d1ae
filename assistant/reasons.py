"""Why a file was not read, in Chinese: readers say it in English, and pages say it in the reader's language."""

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml

REASONS_FILE = Path(__file__).with_name("reasons.yaml")
DEEPEST = 4  # reasons within reasons
BLANK = "{}"
SUFFIX = re.compile(r"\.\w{1,8}$")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


class Template(NamedTuple):
    """One sentence in both languages."""

    looks: re.Pattern[str]
    letters: int  # of its own, beside what it is filled with
    zh: str


@lru_cache(maxsize=1)
def templates() -> tuple[Template, ...]:
    """Every sentence of reasons.yaml: those that begin with words of their own, and with the most of them, first."""
    raw = yaml.load(REASONS_FILE.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    found = []
    for en, zh in raw:
        looks = re.compile("(.+?)".join(map(re.escape, en.split(BLANK))), re.DOTALL)
        found.append(Template(looks, len(en.replace(BLANK, "")), zh))
    return tuple(sorted(found, key=lambda template: (template.looks.pattern.startswith("("), -template.letters)))


def in_chinese(reason: str) -> str:
    """A reason in Chinese; where its sentence is not known the English one is quoted."""
    told = _told(reason, DEEPEST)
    return told or (reason if CHINESE.match(reason) else f"未能读取（{reason}）")


def named_in_chinese(told: str) -> str:
    """The name of a file and its reason, parted by a colon, in Chinese."""
    for colon in re.finditer(": ", told):
        if SUFFIX.search(told[: colon.start()]) and (reason := _told(told[colon.end() :], DEEPEST)):
            return f"{told[: colon.start()]}：{reason}"
    return in_chinese(told)


@lru_cache(maxsize=1024)
def _told(reason: str, deepest: int) -> str | None:
    for template in templates():
        if found := template.looks.fullmatch(reason):
            first, *pieces = template.zh.split(BLANK)
            return first + "".join(
                _part(part, deepest) + after for part, after in zip(found.groups(), pieces, strict=True)
            )
    return None


def _part(part: str, deepest: int) -> str:
    """What a blank is filled with: a sentence of its own, words joined by "and", or a name or number as it is."""
    words = [_told(word, 0) for word in part.split(" and ")]
    if None not in words:
        return "、".join(filter(None, words))
    told = _told(part, deepest - 1) if deepest else None
    return part if told is None else told
