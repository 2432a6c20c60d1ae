"""Every setting of the project: a name, a default and a sentence.

Read once by an entry point (`Settings()` reads NIANBAO_… from the environment) and passed down; nothing below an
entry point looks at the environment. A frozen dataclass and not a pydantic model: `nianbao ask` reads it on every
start, and importing pydantic takes longer than answering.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

from index.errors import BadSetting

PREFIX = "NIANBAO_"
SWITCHES = {
    "1": True,
    "true": True,
    "yes": True,
    "on": True,
    "0": False,
    "false": False,
    "no": False,
    "off": False,
    "": False,
}
Kind = TypeVar("Kind")


class Secret(str):
    """A text that never shows itself: its repr is stars."""

    def __repr__(self) -> str:
        return "'**********'" if self else "''"


def _switch(text: str) -> bool:
    return SWITCHES[text.strip().lower()]


def _positive(text: str) -> int:
    number = int(text)
    if number <= 0:
        raise ValueError(text)
    return number


def _whole(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


def _setting(name: str, default: Kind, sentence: str, read: Callable[[str], Kind], expected: str = "text") -> Any:
    """A field that takes its value from NIANBAO_NAME, else the default."""

    def value() -> Kind:
        text = os.environ.get(PREFIX + name.upper())
        if text is None:
            return default
        try:
            return read(text)
        except (ValueError, KeyError) as error:
            raise BadSetting(f"{PREFIX}{name.upper()}={text!r}: expected {expected}") from error

    return field(default_factory=value, metadata={"sentence": sentence, "default": default})


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What bounds the reading of one file: over any of these it is refused with that reason, and the rest goes on."""

    file_mb: int = 50
    pages: int = 300
    seconds: int = 180
    memory_mb: int = 3000  # of the process that reads
    members: int = 2000  # files in an archive
    unpacked_mb: int = 500  # of an archive, a DOCX or any other zip
    depth: int = 2  # archives inside archives


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings of one process, frozen once read.

    Raises:
        BadSetting: a variable holds something that its setting cannot be.
    """

    data: Path = _setting("data", Path("data"), "Folder that holds everything built from the reports.", Path)
    embedding: str = _setting(
        "embedding",
        "",
        "Embedding model: empty for the one made by `make install`, else a sentence-transformers folder "
        "or the name of a model in the local Hugging Face cache.",
        str,
    )
    database: str = _setting(
        "database", "", "SQLAlchemy address of the database; empty for a SQLite file in the data folder.", str
    )
    chroma: str = _setting(
        "chroma", "", "Address of a Chroma server (http://host:port); empty for one in the data folder.", str
    )
    public_url: str = _setting(
        "public_url", "", "Address under which readers reach the server; it makes links absolute.", str
    )
    llm_base_url: str = _setting(
        "llm_base_url",
        "",
        "Address of an OpenAI-compatible chat server (http://host:port/v1); empty for no language model.",
        str,
    )
    llm_model: str = _setting(
        "llm_model", "", "Name of the chat model on that server; empty for no language model.", str
    )
    llm_api_key: Secret = _setting("llm_api_key", Secret(""), "Key for that server, where it asks for one.", Secret)
    allow_open: bool = _setting(
        "allow_open",
        False,
        "Serve on an address that other machines reach even though no access key is set.",
        _switch,
        "1 or 0",
    )
    embed_origins: str = _setting(
        "embed_origins",
        "",
        "Web sites, parted by blanks, whose pages may show the chat in a frame (https://portal.example.gov.cn).",
        str,
    )
    rate: int = _setting(
        "rate",
        500,
        "Most requests a second of one client, five seconds' worth of them at once; 0 for no bound.",
        _whole,
        "a whole number, 0 or more",
    )
    max_upload_mb: int = _setting(
        "max_upload_mb",
        200,
        "Largest upload, all its files together, in megabytes (10^6 bytes).",
        _positive,
        "a whole number above 0",
    )
    max_file_mb: int = _setting(
        "max_file_mb",
        50,
        "Largest report file that is read, in megabytes (10^6 bytes).",
        _positive,
        "a whole number above 0",
    )
    max_pages: int = _setting(
        "max_pages", 300, "Most pages of one report that are read.", _positive, "a whole number above 0"
    )
    max_seconds: int = _setting(
        "max_seconds",
        180,
        "Longest time that reading one file may take, in seconds.",
        _positive,
        "a whole number above 0",
    )
    max_memory_mb: int = _setting(
        "max_memory_mb",
        3000,
        "Most memory that a process which reads files may take, in megabytes.",
        _positive,
        "a whole number above 0",
    )
    max_members: int = _setting(
        "max_members", 2000, "Most files that are read out of one archive.", _positive, "a whole number above 0"
    )
    max_unpacked_mb: int = _setting(
        "max_unpacked_mb",
        500,
        "Most that an archive may hold once unpacked, in megabytes.",
        _positive,
        "a whole number above 0",
    )
    processes: int = _setting(
        "processes", 0, "Processes that read files at a time; 0 for one a core.", _whole, "a whole number, 0 or more"
    )

    @property
    def limits(self) -> Limits:
        """What bounds the reading of one file."""
        return Limits(
            file_mb=self.max_file_mb, pages=self.max_pages, seconds=self.max_seconds, memory_mb=self.max_memory_mb,
            members=self.max_members, unpacked_mb=self.max_unpacked_mb,
        )  # fmt: skip

    @property
    def chroma_folder(self) -> Path:
        """Where Chroma keeps its files when `chroma` names no server."""
        return self.data / "chroma"


def sentences() -> dict[str, str]:
    """Name of the environment variable → what it sets."""
    return {PREFIX + item.name.upper(): str(item.metadata["sentence"]) for item in fields(Settings)}
