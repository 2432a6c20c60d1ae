"""The channels a question names: what is counted on the website is no number of the WeChat account."""

import re
from functools import lru_cache
from pathlib import Path

from assistant.first_look import Look
from index.yaml_file import read_yaml

CHANNELS_FILE = Path(__file__).with_name("channels.yaml")

COUNTED = Look(
    r"(?:多少|几)个?(?:政府|政务|官方|微信)?(?:网站|公众号|账号|平台|微博|热线|公开栏|客户端)"
    r"|\bhow many (?:\w+ ){0,2}(?:websites?|web sites?|portals?|accounts?|platforms?|hotlines?|noticeboards?)\b"
)
HOW_MANY = r"个[^，。；]{{0,8}}(?:{0})|(?:{0})[^，。；]{{0,2}} ?个"  # so many of a channel


@lru_cache(maxsize=1)
def _channels() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    raw = read_yaml(CHANNELS_FILE)
    return tuple((tuple(channel["asked"]), tuple(channel["said"])) for channel in raw.values())


def on_its_channel(text: str, near: str) -> bool:
    """Whether the words around a number name every channel that a plain question names."""
    plain = text.lower()
    asked = [said for words, said in _channels() if any(word in plain for word in words)]
    if counted := COUNTED.search(plain):  # the channels themselves are counted, not what is on them
        named = [said for words, said in _channels() if any(word in counted.group() for word in words)]
        return all(re.search(HOW_MANY.format("|".join(said)), near) for said in named)
    return all(any(word in near for word in said) for said in asked)
