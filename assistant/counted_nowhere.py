"""What stands beside a row of the form and is none of its cells: a part left out, a row turned round or narrowed."""

from collections.abc import Sequence

from assistant.asking import Asking
from assistant.crossed import concluded, crossed, of_carried
from assistant.first_look import Look
from assistant.leftover import leftover
from assistant.lexicon import Hit
from assistant.reading import Library, Reading
from assistant.rows_out import rows_left_out
from assistant.terms import Terms
from assistant.undone import turned_round, undone

OF_BODIES = ("list_where", "count")  # "who granted none" turns no figure round
NOT_THEM = Look(r"(?:非|不是|并非)$|\bnon[- ]?$")
NATURAL = ("natural", "org")  # whose opposite the form has
RATE = Look(
    r"(?:[\u4e00-\u9fff]{1,4}(?<!效)(?<!频)(?<!比)(?<!概)(?<!税)(?<!汇)(?<!利)(?<!长)(?<!降)率)|\b[a-z]+ rate\b"
)
OWN_RATE = ("d.natural_share",)
NARROWER = ("t4.direct", "t4.post")
BECAUSE = Look(
    r"\b(?:because|since|as|due to|on (?:the )?(?:grounds?|basis) (?:that|of))\b(?P<en>[^.?;]{3,80})"
    r"|因为?(?P<zh>[^，。？]{2,16}?)(?:而|被|遭|不)"
)
FEE_ITEMS = Look(
    r"收费的?项目[^，。？]{0,6}(?:多少|几)[个项]|(?:多少|几)[个项]收费项目|\bhow many (?:\w+ )?fee items\b"
)
PER = Look(r"\bper $")
SINCE = 2021  # the form of which table 2 counts no items
GROUPS = ("t3.res.denied", "t3.res.unable", "t3.res.refuse", "t3.res.total")


def counted_nowhere(reading: Reading, asked: Asking, library: Library) -> tuple[str, ...]:
    """The words that ask for what no cell counts; () where there are none."""
    text, hits, terms = reading.masked, reading.hits, asked.terms
    out = rows_left_out(text, hits, library.forms) or crossed(text, hits) or undone(text, hits)
    out = out or of_carried(text, hits) or concluded(text, hits) or _others_than(text, hits)
    out = out or _rate(text, hits, terms) or _reason(reading, terms) or _of_either_block(asked, hits)
    out = out or _fee_items(reading, asked, library) or _per(text, hits, asked)
    return out or (turned_round(text, hits, terms.rows) if asked.operation not in OF_BODIES else ())


def _others_than(text: str, hits: Sequence[Hit]) -> tuple[str, ...]:
    """Applicants named as those who did not apply, 非企业, "non-company": the rest of them is no column."""
    named = (hit for hit in hits if hit.group == "applicants" and hit.target not in NATURAL)
    return tuple(said.group() + hit.text for hit in named if (said := NOT_THEM.search(text[: hit.start])))


def _rate(text: str, hits: Sequence[Hit], terms: Terms) -> tuple[str, ...]:
    """A rate that the form does not make, 废止率, or one of a part that it makes of the whole only, 许可办理率."""
    rates = [hit for hit in hits if hit.group == "metrics"]
    if rates:
        of_part = terms.rows and all(row.startswith("t2.") for row in terms.rows)
        whom = [applicant for applicant in terms.applicants if applicant != "total"]
        narrower = of_part or whom or any(block in NARROWER for block in terms.blocks)
        narrower = narrower and not {*OWN_RATE} & {*terms.metrics}
        if narrower:
            return tuple(hit.text for hit in rates)
    for found in RATE.finditer(text):
        if not any(hit.start < found.end() <= hit.end for hit in hits):
            return (found.group(),)
    return ()


def _reason(reading: Reading, terms: Terms) -> tuple[str, ...]:
    """The words of a reason that no ground of the form was understood from, beside a group of them."""
    if not terms.rows or not {*terms.rows} <= {*GROUPS}:
        return ()
    found = BECAUSE.search(reading.about)
    return leftover(found["en"] or found["zh"] or "", reading.hits) if found else ()


def _of_either_block(asked: Asking, hits: Sequence[Hit]) -> tuple[str, ...]:
    """A share of a result, 未审结的占多少, where neither reviews nor suits are named: of which of them is not said."""
    unnamed = asked.operation in ("share", "ratio") and asked.terms.results and not asked.terms.blocks
    return tuple(hit.text for hit in hits if hit.group == "results") if unnamed else ()


def _fee_items(reading: Reading, asked: Asking, library: Library) -> tuple[str, ...]:
    """The words for a number of fee items, of which the form since 2021 has only what they brought in."""
    found = FEE_ITEMS.search(reading.masked) if asked.cells == ("t2.fees.*",) else None
    years = reading.years.years or tuple(summary.year for summary in library.summaries)
    return (found.group(),) if found and min(years) >= SINCE else ()


def _per(text: str, hits: Sequence[Hit], asked: Asking) -> tuple[str, ...]:
    """What is counted from, "per lawsuit", where what is to be set against it is no cell of its own."""
    if len(asked.cells) != 1:
        return ()
    return tuple(f"per {hit.text}" for hit in hits if hit.group == "blocks" and PER.search(text[: hit.start]))
