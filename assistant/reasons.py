"""Why a file or a table was not read, and what an error says, in the other language: only tables say it in Chinese."""

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from index.yaml_file import read_yaml

FILES, TABLES, PROBLEMS, INVALID = (
    Path(__file__).with_name(name) for name in ("reasons.yaml", "table_reasons.yaml", "problems.yaml", "invalid.yaml")
)
DEEPEST = 4  # reasons within reasons
BLANK = "{}"
SUFFIX = re.compile(r"\.\w{1,8}$")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


class Template(NamedTuple):
    """One sentence in both languages."""

    looks: re.Pattern[str]
    letters: int  # of its own, beside what it is filled with
    other: str  # in the other language


@lru_cache(maxsize=4)
def templates(file: Path) -> tuple[Template, ...]:
    """Every sentence of a file: those that begin with words of their own, and with the most of them, first."""
    raw = read_yaml(file)
    found = []
    for said, other in raw:
        looks = re.compile("(.+?)".join(map(re.escape, said.split(BLANK))), re.DOTALL)
        found.append(Template(looks, len(said.replace(BLANK, "")), other))
    return tuple(sorted(found, key=lambda template: (template.looks.pattern.startswith("("), -template.letters)))


def in_chinese(reason: str) -> str:
    """A reason in Chinese; where its sentence is not known the English one is quoted."""
    told = _told(FILES, reason, DEEPEST)
    return told or (reason if CHINESE.match(reason) else f"未能读取（{reason}）")


def named_in_chinese(told: str) -> str:
    """The name of a file and its reason, parted by a colon, in Chinese."""
    for colon in re.finditer(": ", told):
        if SUFFIX.search(told[: colon.start()]) and (reason := _told(FILES, told[colon.end() :], DEEPEST)):
            return f"{told[: colon.start()]}：{reason}"
    return in_chinese(told)


def problem_in_chinese(detail: str) -> str:
    """What an error says, in Chinese; where its sentence is not known the English one is quoted."""
    told = _told(PROBLEMS, detail, DEEPEST)
    return told or (detail if CHINESE.match(detail) else f"请求未能完成（{detail}）")


def invalid_in_chinese(why: str) -> str:
    """Why a part of a request is not valid, in Chinese; where that is not known as it is said."""
    return (_told(INVALID, why, DEEPEST) or why).replace("' or '", "' 或 '")


def in_english(reason: str) -> str:
    """Why a table was not read, or who decided about it, in English; a part that is not known stays Chinese."""
    return "; ".join(_told(TABLES, part, DEEPEST) or part for part in reason.split("；") if part)


@lru_cache(maxsize=2048)
def _told(file: Path, reason: str, deepest: int) -> str | None:
    for template in templates(file):
        if found := template.looks.fullmatch(reason):
            first, *pieces = template.other.split(BLANK)
            return first + "".join(
                _part(file, part, deepest) + after for part, after in zip(found.groups(), pieces, strict=True)
            )
    return None


def _part(file: Path, part: str, deepest: int) -> str:
    """What a blank is filled with: a sentence of its own, words joined by "and", or a name or number as it is."""
    words = [_told(file, word, 0) for word in part.split(" and ")]
    if None not in words:
        return "、".join(filter(None, words))
    told = _told(file, part, deepest - 1) if deepest else None
    return part if told is None else told
