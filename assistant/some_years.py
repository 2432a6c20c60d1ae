"""Figures of one body for several years, some without a report: those that are held, and that the others are not.

Only where each figure is asked for by itself: a sum, a difference or a comparison over the years is still refused.
"""

import re
from dataclasses import replace
from itertools import pairwise

from assistant.asking import Asking
from assistant.first_look import Look
from assistant.intent import wants
from assistant.query import Refuse
from assistant.reading import Library, Reading
from assistant.scope import resolve_scope
from assistant.spans import wanted_reports
from assistant.wanted import Resolved
from assistant.year_before import way_taken

SEVERAL = 2
# What stands between years that are asked for together: of "… in 2020? I only have 2019" one alone is asked.
JOINED = re.compile(
    r"(?:年度?|的?报告|\s|[、,，/和与及跟同以到至~-]|\b(?:and|or|in|for|to|then|also|the|year|years|its)\b)*"
)
COMPARED = Look(
    r"比|较|变化|变动|差|增|减|升|降|涨|跌|多了|少了|翻|趋势|走势|之间|结转|拖|留到"
    r"|\b(?:compar\w+|versus|vs|against|than|chang\w+|differ\w*|grow\w*|grew|rose|rise|fell|fall|trend\w*|between|carried|over)\b"
)


def held_years_only(reading: Reading, asked: Asking, resolved: Resolved, library: Library) -> Resolved:
    """What is held of the years asked, where figures are looked up; the rest is named among what is not there."""
    stop, years = resolved.stop, reading.years.years
    if not isinstance(stop, Refuse) or stop.reason != "year" or len(years) < SEVERAL:
        return resolved
    alone = asked.operation == "lookup" and asked.cells and not (asked.prose or asked.checking)
    one = len(reading.mentions) == 1 and len(reading.mentions[0].issuers) == 1 and not reading.mentions[0].bare_office
    held = tuple(year for year in years if year not in stop.years)
    spans = sorted(reading.years.spans)
    listed = all(JOINED.fullmatch(reading.text[end:start]) for (_, end, _), (start, _, _) in pairwise(spans))
    apart = listed and not (COMPARED.search(reading.text) or way_taken(reading) or wants("rises", reading.text))
    if not (alone and one and held and apart) or "change" in asked.terms.measures:
        return resolved
    only = replace(reading.years, years=held, spans=tuple(span for span in reading.years.spans if span[2] in held))
    again = resolve_scope(wanted_reports(replace(reading, years=only), whole=False), library.names, library.summaries)
    if again.scope is None:
        return resolved
    again.unheld.append((stop.asked, stop.years))
    return again
