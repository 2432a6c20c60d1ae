"""The channels a question names: what is counted on the website is no number of the WeChat account."""

from functools import lru_cache
from pathlib import Path

import yaml

CHANNELS_FILE = Path(__file__).with_name("channels.yaml")


@lru_cache(maxsize=1)
def _channels() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    raw = yaml.safe_load(CHANNELS_FILE.read_text(encoding="utf-8"))
    return tuple((tuple(channel["asked"]), tuple(channel["said"])) for channel in raw.values())


def on_its_channel(text: str, near: str) -> bool:
    """Whether the words around a number name every channel that a plain question names."""
    plain = text.lower()
    asked = [said for words, said in _channels() if any(word in plain for word in words)]
    return all(any(word in near for word in said) for said in asked)
