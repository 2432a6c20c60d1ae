"""XML out of files that nobody vouches for: no entities, no DTD, no network, no endless depth."""

from pathlib import Path

from lxml import etree

from index.errors import TooLarge, UnreadableReport

LARGEST_PART = 40_000_000  # bytes; a report's text is one or two million even as Word writes it


def parse_xml(data: bytes, path: Path) -> etree._Element:
    """The root of an XML part of the file at `path`; comments and processing instructions are left out.

    Raises:
        TooLarge: it holds more than LARGEST_PART.
        UnreadableReport: it is no XML, is nested without end, or declares entities.
    """
    if len(data) > LARGEST_PART:
        raise TooLarge(
            path, f"its text takes {len(data) / 1e6:,.0f} MB of XML; a report has one or two: split the file"
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, dtd_validation=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableReport(path, "its XML is damaged or nested without end; save the file again") from error
    if root.getroottree().docinfo.doctype:
        raise UnreadableReport(path, "its XML declares entities, which no report needs; save the file again")
    return root
