"""Traditional characters to simplified, by OpenCC. The reports and the form are in simplified characters."""

from functools import lru_cache
from typing import Any


def to_simplified(text: str) -> str:
    """The text in simplified characters; unchanged where it holds no traditional ones."""
    try:
        text.encode("gb2312")  # holds no traditional character, so nothing needs the converter and its tables
    except UnicodeEncodeError:
        return str(_converter().convert(text))
    return text


@lru_cache(maxsize=1)
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")
