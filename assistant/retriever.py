"""The reports as a LangChain retriever: other programs can put it into chains of their own.

A question on cells gets the whole statutory table of the right report first; then, and for every other question, the
nearest passages of prose of the reports it is about.
"""

from collections.abc import Callable, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.query import CheckQuery, FigureQuery, ListQuery, PassageQuery, Understood
from assistant.search import PassageSearch
from index.figure_store import FigureStore, ReportSummary
from index.report import Passage


class ReportRetriever(BaseRetriever):
    """Question → documents, best first. `metadata` holds id, report, file, issuer, year, section, table, line."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    store: FigureStore
    passages: PassageSearch
    understand: Callable[[str], Understood]
    limit: int = 6

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, **_: Any
    ) -> list[Document]:
        plan = self.understand(query).plan
        by_id = {summary.id: summary for summary in self.store.reports()}
        documents: list[Document] = []
        if isinstance(plan, FigureQuery | CheckQuery):
            named = plan.tables if isinstance(plan, CheckQuery) else ()
            tables = dict.fromkeys((*named, *(table_of(cell) for cell in plan.cells)))
            wanted = [f"{report}:{table}" for report in plan.scope.reports for table in tables]
            found = self.store.passages_by_id(wanted)
            documents.extend(document_of(found[key], by_id) for key in wanted if key in found)
            if len(documents) >= self.limit:
                return documents
        scope = plan.scope if isinstance(plan, FigureQuery | PassageQuery | CheckQuery | ListQuery) else None
        reports = None if scope is None or scope.whole else scope.reports
        text = plan.text if isinstance(plan, PassageQuery) else query
        # A figure question has its table already: words alone fill the rest, so that no model is loaded for it.
        if documents:
            lexical = [scored.passage for scored in self.store.search_words(text, reports, self.limit)]
            there = self.store.passages_by_id(lexical)
            prose = [there[key] for key in lexical if key in there and there[key].table is None]
        else:
            prose = [ranked.passage for ranked in self.passages.search(text, reports, self.limit)]
        return [*documents, *(document_of(passage, by_id) for passage in prose)]

    def within(self, text: str, reports: Sequence[str] | None) -> list[Document]:
        """The nearest prose of these reports (None: of all), best first; the question is not understood again."""
        by_id = {summary.id: summary for summary in self.store.reports()}
        return [document_of(r.passage, by_id) for r in self.passages.search(text, reports, self.limit)]


def table_of(cell: str) -> str:
    """The table a cell or rate is in."""
    if cell.startswith("d."):
        return "t4" if "review" in cell or "litigation" in cell else "t3"
    return cell.partition(".")[0]


def document_of(passage: Passage, by_id: dict[str, ReportSummary]) -> Document:
    """A passage as a LangChain document; a table's text is the whole table."""
    report = by_id[passage.report]
    return Document(
        id=passage.id,
        page_content=passage.text,
        metadata={
            "id": passage.id,
            "report": report.id,
            "file": report.file,
            "issuer": report.issuer,
            "year": report.year,
            "title": report.title,
            "section": passage.section,
            "heading": " › ".join(passage.heading),
            "table": passage.table,
            "line": passage.line,
            "sample": report.sample,
        },
    )


def passages_of(documents: Sequence[Document], store: FigureStore) -> list[Passage]:
    """The passages of prose behind documents, in their order."""
    found = store.passages_by_id([str(d.id) for d in documents])
    return [found[str(d.id)] for d in documents if str(d.id) in found and found[str(d.id)].table is None]
