"""The SQL tables. Columns are named by the words of DESIGN.md; numbers are kept as text, exactly as printed."""

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text

SCHEMA_VERSION = "4"
metadata = MetaData()


def _report() -> Column[str]:
    return Column("report", String(40), ForeignKey("reports.id", ondelete="CASCADE"), nullable=False)


meta = Table("meta", metadata, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False))

reports = Table(
    "reports", metadata,
    Column("id", String(40), primary_key=True),
    Column("file", Text, nullable=False, unique=True),
    Column("content_hash", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("issuer", Text, nullable=False, index=True),
    Column("year", Integer, nullable=False, index=True),
    Column("region", Text, nullable=False),
    Column("spellings", Text, nullable=False),
    Column("sample", Integer, nullable=False),
    Column("url", Text),
    Column("published", String(10)),
    Column("confidence", Float, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("notes", Text, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("superseded_by", String(40)),
    Column("recognised", Integer, nullable=False),
    Column("root", Text, nullable=False),
    Column("container", Text, nullable=False, index=True),  # the file it was read from: an archive for a member of one
    Column("issuer_group", Text, nullable=False, index=True),  # the same for all reports of one issuer
    Column("manifest_row", Integer, nullable=False),  # 0 where manifest.csv does not name the file
    Column("settled", Integer, nullable=False, index=True),  # 1 once it was compared with the issuer's other reports
    Column("mark", String(64), nullable=False),  # its part of the index version
    Column("prose", Text, nullable=False),
    Column("lines", Text, nullable=False),
)  # fmt: skip

# The files that were read to their end; a report may be there before its file is, never the other way round.
files = Table(
    "files", metadata,
    Column("file", Text, primary_key=True),
    Column("root", Text, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("stamp", Text, nullable=False),
)  # fmt: skip

tables = Table(
    "tables", metadata,
    _report(),
    Column("table_id", String(4), nullable=False),
    Column("status", String(16), nullable=False),
    Column("form", String(8)),
    Column("reason", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("line", Integer),
    Column("last_line", Integer),
    Column("page", Integer),
    Column("rows", Text, nullable=False),
    Column("extras", Text, nullable=False),
    Column("candidate", Text, nullable=False),
    Index("tables_of_report", "report", "table_id", unique=True),
)  # fmt: skip

figures = Table(
    "figures", metadata,
    _report(),
    Column("cell", String(60), nullable=False),
    Column("place", Integer, nullable=False),
    Column("table_id", String(4), nullable=False),
    Column("printed", Text, nullable=False),
    Column("state", String(8), nullable=False),
    Column("number", String(40)),
    Column("unit", String(8), nullable=False),
    Column("line", Integer),
    Column("page", Integer),
    Column("grid_row", Integer),
    Column("grid_column", Integer),
    Column("grid", Integer),
    Column("box", Text),
    Index("figures_of_report", "report", "cell", unique=True),
    Index("figures_by_cell", "cell", "report"),
)  # fmt: skip

findings = Table(
    "findings", metadata,
    _report(),
    Column("place", Integer, nullable=False),
    Column("rule", String(40), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("severity", String(8), nullable=False),
    Column("message_zh", Text, nullable=False),
    Column("message_en", Text, nullable=False),
    Column("cells", Text, nullable=False),
    Column("sources", Text, nullable=False),
    Column("numbers", Text, nullable=False),
    Column("across", Integer, nullable=False),  # 1 where it compares reports of one issuer: `settle` writes it anew
    Index("findings_of_report", "report", "place"),
)  # fmt: skip

passages = Table(
    "passages", metadata,
    Column("id", String(60), primary_key=True),
    _report(),
    Column("place", Integer, nullable=False),
    Column("section", String(4), nullable=False),
    Column("heading", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("embedded", Text, nullable=False),
    Column("table_id", String(4)),
    Column("line", Integer),
    Column("last_line", Integer),
    Column("page", Integer),
    Column("box", Text),
    Column("block", Integer),
    Column("words", Integer, nullable=False),
    Index("passages_of_report", "report", "place"),
)  # fmt: skip

# The lexical index: how often a word stands in a passage. Plain SQL, so that it is the same on every database.
words = Table(
    "words", metadata,
    Column("word", String(80), nullable=False),
    _report(),
    Column("passage", String(60), nullable=False),
    Column("count", Integer, nullable=False),
    Index("words_by_word", "word", "report"),
    Index("words_of_report", "report"),
)  # fmt: skip
