"""The names of WordprocessingML, transitional and strict alike, and how to look through its wrappers."""

from collections.abc import Iterable

from lxml.etree import _Element

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
STRICT = {
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}": WORD,
    "{http://purl.oclc.org/ooxml/officeDocument/math}": MATH,
}
OFF = ("0", "false", "off", "none")
WIDEST = 63  # columns; Word has no more
# What stands around paragraphs, rows, cells or runs without being shown itself.
WRAPPERS = frozenset(
    ["ins", "moveTo", "smartTag", "customXml", "sdtContent", "hyperlink", "fldSimple", "dir", "bdo", "rubyBase"]
)
GONE = frozenset(["del", "moveFrom", "rPrChange", "pPrChange"])
ALTERNATIVES = "mc:AlternateContent"
NOT_SHOWN = WRAPPERS | GONE | {"", "sdt", ALTERNATIVES}  # themselves
Shown = list[tuple[str, _Element]]  # elements with their names as `kind` gives them

_PREFIXES = {WORD: "", MATH: "math:", COMPATIBILITY: "mc:"}
_kinds: dict[str, str] = {}


def transitional(root: _Element) -> _Element:
    """The same tree with the names of the transitional standard where it has those of the strict one."""
    if any(root.tag.startswith(strict) for strict in STRICT):
        for element in root.iter():
            element.tag = _renamed(element.tag)
            for name in element.keys():  # noqa: SIM118 - an lxml element's own names, not its children
                element.set(_renamed(name), element.attrib.pop(name))
    return root


def _renamed(name: str) -> str:
    space, bracket, local = name.rpartition("}")
    return STRICT.get(space + bracket, space + bracket) + local


def kind(element: _Element) -> str:
    """The name of an element of Word, "math:…" and "mc:…" for those two, "" for any other."""
    tag = element.tag
    known = _kinds.get(tag)
    if known is None:
        space, bracket, name = str(tag).rpartition("}")
        prefix = _PREFIXES.get(space + bracket)
        known = "" if prefix is None else prefix + name
        if len(_kinds) < 5000:  # a file can make up names without end
            _kinds[tag] = known
    return known


def value(element: _Element | None, name: str = "val") -> str | None:
    """An attribute of Word's, or None."""
    found: str | None = None if element is None else element.get(WORD + name)
    return found


def child(element: _Element | None, *names: str) -> _Element | None:
    """The element at a path of names below, the first of each, or None."""
    for name in names:
        if element is None:
            return None
        tag = WORD + name
        for below in element:  # four times as fast as find()
            if below.tag == tag:
                element = below
                break
        else:
            return None
    return element


class Said(dict[str, _Element]):
    """What properties say: their parts by name, the first of each; looked through once for all that is asked."""

    def __init__(self, properties: _Element | None) -> None:
        super().__init__()
        if properties is not None:
            for part in properties:
                name = _kinds.get(part.tag)
                if name is None:
                    name = kind(part)
                if name not in self:
                    self[name] = part

    def value(self, name: str) -> str | None:
        """The value of a part, or None."""
        return value(self[name]) if name in self else None

    def switched(self, name: str) -> bool | None:
        """Whether a switch such as <w:vanish/> is on; None where nothing is said."""
        return (value(self[name]) or "1") not in OFF if name in self else None


NOTHING = Said(None)


def said_of(below: Iterable[_Element], tag: str) -> Said:
    """What the first element with a tag says; `NOTHING` where there is none."""
    for part in below:
        if part.tag == tag:
            return Said(part)
    return NOTHING


def switched(properties: _Element | None, name: str) -> bool | None:
    """As `Said.switched`, where nothing else is asked of these properties."""
    found = child(properties, name)
    return None if found is None else (value(found) or "1") not in OFF


def whole(element: _Element | None, name: str = "val", default: int = 0) -> int:
    """A whole number of an attribute, `default` where there is none."""
    text = value(element, name)
    try:
        return int(text) if text else default
    except ValueError:
        return default


def columns(element: _Element | None) -> int:
    """A number of grid columns, 0 where nothing is said."""
    return 0 if element is None else min(max(whole(element), 0), WIDEST)


def shown(parent: Iterable[_Element]) -> Shown:
    """What is shown of an element's children: wrappers looked through, deletions left out, alternatives once."""
    found: Shown = []
    for element in parent:
        name = _kinds.get(element.tag)
        if name is None:
            name = kind(element)
        if name not in NOT_SHOWN:
            found.append((name, element))
        elif name in WRAPPERS:
            found += shown(element)
        elif name == "sdt":
            content = child(element, "sdtContent")
            if content is not None and child(element, "sdtPr", "showingPlcHdr") is None:
                found += shown(content)
        elif name == ALTERNATIVES:
            found += shown(alternative(element))
    return found


def alternative(element: _Element) -> _Element:
    """The one alternative that is read: the first that holds text, else the first."""
    choices = [below for below in element if kind(below) in ("mc:Choice", "mc:Fallback")]
    return next((choice for choice in choices if has_text(choice)), choices[0] if choices else element)


def has_text(element: _Element) -> bool:
    """Whether any text is inside."""
    return any(below.text for below in element.iter(f"{WORD}t"))
