"""A file that holds several complete reports → one document a report."""

from index.report import Document


def split_document(document: Document) -> tuple[Document, ...]:
    """The reports of a file in reading order; the document itself where it holds one, or where no cut is sure."""
    return (document,)
