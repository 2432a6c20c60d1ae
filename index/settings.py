"""Every setting of the project: a name, a default and a sentence.

Read once by an entry point (`Settings()` reads NIANBAO_… from the environment) and passed down; nothing below an
entry point looks at the environment.
"""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """The settings of one process, frozen once read.

    Raises:
        pydantic.ValidationError: a variable holds something that its setting cannot be.
    """

    model_config = SettingsConfigDict(env_prefix="NIANBAO_", frozen=True, extra="ignore")

    data: Path = Field(Path("data"), description="Folder that holds everything built from the reports.")
    embedding: str = Field(
        "",
        description="Embedding model: empty for the one made by `make install`, else a sentence-transformers folder "
        "or the name of a model in the local Hugging Face cache.",
    )
    database: str = Field(
        "", description="SQLAlchemy address of the database; empty for a SQLite file in the data folder."
    )
    chroma: str = Field(
        "", description="Address of a Chroma server (http://host:port); empty for one in the data folder."
    )
    public_url: str = Field("", description="Address under which readers reach the server; it makes links absolute.")
    llm_base_url: str = Field(
        "",
        description="Address of an OpenAI-compatible chat server (http://host:port/v1); empty for no language model.",
    )
    llm_model: str = Field("", description="Name of the chat model on that server; empty for no language model.")
    llm_api_key: SecretStr = Field(SecretStr(""), description="Key for that server, where it asks for one.")
    allow_open: bool = Field(
        False, description="Serve on an address that other machines reach even though no access key is set."
    )
    max_file_mb: int = Field(50, gt=0, description="Largest report file that is read, in megabytes (10^6 bytes).")

    @property
    def chroma_folder(self) -> Path:
        """Where Chroma keeps its files when `chroma` names no server."""
        return self.data / "chroma"
