"""What a report as a whole gives to a rule: which sections and topics it has, and whom its text names."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from index.form import Forms
from index.identity import SAMPLE_NOTICE
from index.labels import has_one
from index.report import Grid, Prose, Report, Source
from index.rules_cells import Instance, Words
from index.rules_file import Check, Rule
from index.rules_prose import Text, plain
from index.sections import section_of, subsection_of

SECTIONS = ("s1", "s2", "s3", "s4", "s5", "s6")
TABLE_SECTION = {"s2": "t2", "s3": "t3", "s4": "t4"}
ENGLISH = {
    "s1": "section one (overview)", "s2": "section two (proactive disclosure)", "s3": "section three (requests)",
    "s4": "section four (review and litigation)", "s5": "section five (problems and improvements)",
    "s6": "section six (other matters)",
}  # fmt: skip
TOPICS_EN = {
    "主动公开": "proactive disclosure", "依申请公开": "disclosure on request", "政府信息管理": "information management",
    "平台建设": "platforms", "监督保障": "supervision",
}  # fmt: skip

PLACE = re.compile(r"[^省市县区州旗盟]+(?:省|市|县|区|州|旗|盟)")
BODY = re.compile(r"(?P<kernel>[\u4e00-\u9fff]{2,}?)(?:管理委员会|委员会|委|局|厅)$")
OURSELVES = re.compile(r"^(?:我|本|贵)")


def section_instance(report: Report, forms: Forms) -> Instance:
    """One instance that counts the sections without a heading and without their table.

    Its places are the first and the last line of the section after which the first missing one should stand, and so
    for every further gap.
    """
    spans = _section_spans(report.blocks)
    read = {section for section, table in TABLE_SECTION.items() if report.tables[table].status == "ok"}
    missing = [section for section in SECTIONS if section not in spans and section not in read]
    places: list[Source] = []
    for section in missing:
        before = max((s for s in spans if s < section), default=None)
        if before is not None:
            first, last = spans[before]
            places += [_ends(report.blocks[first], report.file)[0], _ends(report.blocks[last], report.file)[-1]]
    return Instance(
        id="sections",
        given={"missing": Decimal(len(missing))},
        words={
            "names": Words(
                "；".join(forms.section_titles[s][0] for s in missing), "; ".join(ENGLISH[s] for s in missing)
            ),
        },
        places=tuple(dict.fromkeys(places)),
    )


def _section_spans(blocks: Sequence[Prose | Grid]) -> dict[str, tuple[int, int]]:
    """The first and the last block of each section; "s0" is what stands before section one."""
    spans: dict[str, tuple[int, int]] = {}
    section = "s0"
    for at, block in enumerate(blocks):
        if isinstance(block, Prose):
            if block.text[:2] == "样例" and SAMPLE_NOTICE.match(block.text):
                continue  # the banner of a sample report belongs to no section
            section = section_of(block, section) or section
        elif not any(block.rows):
            continue  # nothing that could be shown
        spans[section] = spans.get(section, (at, at))[0], at
    return spans


def _ends(block: Prose | Grid, file: str) -> tuple[Source, ...]:
    if isinstance(block, Prose):
        return (block.source(file),)
    rows = [row for row in block.rows if row]
    ends = (rows[0][0], rows[-1][-1]) if rows else ()
    return tuple(Source(file, line=c.line, page=c.page, box=c.box, grid=block.number) for c in ends)


def topic_instance(rule: Rule, report: Report) -> Instance | None:
    """One instance that counts the topics that no sub-heading of section one is about; None without a section one."""
    section, place = "s0", None
    headings: list[str] = []
    for block in report.blocks:
        if not isinstance(block, Prose):
            continue
        if found := section_of(block, section):
            section = found
            if found != "s1":
                break
            place = block.source(report.file)
        elif section == "s1" and (heading := subsection_of(block)):
            headings.append(plain(heading))
    if place is None:
        return None
    missing = [name for name, pattern in rule.topics.items() if not any(pattern.search(h) for h in headings)]
    names = Words("、".join(missing), ", ".join(TOPICS_EN.get(name, name) for name in missing))
    return Instance(id="topics", given={"missing": Decimal(len(missing))}, words={"names": names}, places=(place,))


def organisation_instances(check: Check, text: Text, report: Report) -> Iterator[Instance]:
    """The bodies that the text names as the report's own, one instance a place."""
    for sentence in text.all:
        if check.words and not has_one(sentence.text, check.words):
            continue
        for pattern in check.patterns:
            for match in pattern.finditer(sentence.text):
                name = match["name"]
                same = is_same_body(name, report.issuer, report.region)
                yield Instance(
                    id=name,
                    given={"same": None if same is None else Decimal(same)},
                    words={"quote": Words(name, name), "issuer": Words(report.issuer, report.issuer)},
                    places=(sentence.source,),
                )


def is_same_body(name: str, issuer: str, region: str) -> bool | None:
    """Whether a name in the text is the issuer's; None where the two cannot be compared.

    委, 局 and 厅 are alike, a place may be left out, and a short name (卫健, 人社) holds characters of the long one in
    their order. Only bodies that end in one of the three are compared.
    """
    if OURSELVES.match(name):
        return None
    named, own = BODY.search(_without_place(name)), BODY.search(_without_place(issuer))
    if not named or not own:
        return None
    if not (_within(named["kernel"], own["kernel"]) or _within(own["kernel"], named["kernel"])):
        return False
    places, where = PLACE.findall(name), issuer + region
    return not places or not PLACE.search(issuer) or any(len(p) < 2 or p in where or p[:-1] in where for p in places)


def _without_place(name: str) -> str:
    return re.sub(r"^.*(?:省|市|县|区|州|旗|盟)(?=.{2,})", "", name)


def _within(short: str, long: str) -> bool:
    rest = iter(long)
    return all(character in rest for character in short)
