"""Bodies set aside in a clause of its own, with its reason, before the rest is asked for.

"X那家数据有争议先不算，其余几家一共多少", "Since X is a city, leave it out; what do the others come to?".
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.asides import set_aside
from assistant.first_look import Look
from assistant.left_out import EXCLUDING, FAMILIES, rest_of_bodies
from assistant.lexicon import Lexicon
from assistant.matching import find_hits
from assistant.mentions import Mention

REACH = 12  # characters between a body and the reason why it is left out
ROWS = {"rows", "blocks", "metrics", "applicants", "results"}
ASKS = re.compile(r"多少|几(?![家份个点年天日])|哪|谁|\bhow (?:many|much)\b|\bwh(?:at|ich|o)\b")
LISTED = re.compile(r"[\s,，、&和与及跟]*(?:以及|and|or)?\s*(?:是|as well as)?\s*")
STOP = re.compile(r"[,，;；。:：)）]|\.(?!\d)")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)\s*年?(?:度)?")
# "it is of 2019": the year says why a body is set aside, not which year is asked.
YEAR_AS_REASON = re.compile(
    r"(?:[是属为仅只]|因|由于)[^,，;；]{0,6}(?:19|20)\d\d|(?:19|20)\d\d年?(?:度)?的(?:报告|数|那份|老)"
    r"|\b(?:whose|because|since|as|for|being|which|only|is|are|was|were|has|covers?)\b[^.;?]*\b(?:19|20)\d\d"
)
# Such a reason where no rest is spoken of behind it: "the two of 2022, leaving X out, that is 2021".
REASON = Look(
    r"(?:因为?|由于|毕竟|反正|[它他]们?|人家|[那这](?:是|份|家|个|[两俩几三])|其|年份|[是属])[^,，。;；:：()（）?？]{0,10}?(?:19|20)\d\d[^,，。;；:：()（）?？]{0,8}"
    r"|\b(?:since|because|as|whose|which|that|this|it|they|its|their|being|these)(?:['’]s|['’]re)?\b[^,.;:()?]{0,40}?\b(?:19|20)\d\d\b[^,.;:()?]{0,20}"
)
VERB = (
    rf"{FAMILIES['away_zh']}|"
    r"不(?:算|计|含|看|要|管|提|说|理|考虑|统计|包括|包含|纳入|计入|列入|参与|加|用)|[别甭莫](?:算|管|看|计|加|提|理)|免(?:谈|了)"
    r"|剔(?:除|掉|出|去)?|排(?:除|开|掉|出)|摘(?:出|掉|开|除|走)?|撇(?:开|下|到|去|除)?|抛(?:开|去|掉|下)?|扣(?:除|掉|去|下)?"
    r"|(?:去|拿|刨|删|略|踢|挪|移|撤|丢|择|挑|隔|拎|挖|拣|筛)(?:掉|除|走|开|去|出|过|下)?|除(?:开|去|掉|外)|跳过|忽略|[放搁晾撂摆](?:置|开|下|到|在)?|[以之]外"
    r"|不在(?:内|其中|列|范围)"
)
TAIL = (
    r"(?:它们?|他们?|她们?|[这那][一两三几俩]?家|[这那]个|进去|进来|在内|掉|出去|出来|开|在外|[在到]?一[边旁]|[在到]?旁边|边上|一下"
    r"|再说|不[算管论表看计提]|不谈|了|[之以]?后|的话|吧|着|先|内|外|范围|统计|计算)*"
)
AWAY_ZH = re.compile(rf"(?<![要会能可])(?:{VERB}){TAIL}\s*(?=[,，;；。:：()（）、]|$)")
IT = r"(?:it|them|that one|this one|that|those|these|both|the two|its figures?|their figures?)"
AWAY_EN = re.compile(
    f"{FAMILIES['away_en'].replace('{it}', IT)}|"
    rf"\b(?:leav|set|put|keep|tak|cut|throw|cast|count|rul)\w* {IT} (?:aside|out|off|apart|away|to one side)\b"
    rf"|(?:\bnot|n['’]t) (?:count|includ|consider|add)\w* {IT}\b"
    rf"|\b(?:exclud|omit|ignor|drop|skip|remov|disregard|discount|forget|subtract|deduct)\w* {IT}\b|\bwithout {IT}\b"
    r"|\b(?:is|are|was|were|be|being|stays?|goes|left|set|put|taken) (?:left |set |put |taken )?"
    r"(?:out|aside|excluded|omitted)\b"
)  # fmt: skip


def rest_asked(text: str, mentions: Sequence[Mention], lexicon: Lexicon) -> tuple[str, list[Mention]]:
    """The question with blanks for such a clause, and its mentions told which of them it sets aside."""
    named = [mention for mention in mentions if not mention.bare_office]
    rest = rest_of_bodies(text, named[-1].end) if named else None
    if rest is None:
        return _without_reasons(text, named, lexicon), list(mentions)
    first = named[0]
    away = _away(text, first.end, rest.start)
    end = max((stop.end() for stop in STOP.finditer(text, named[-1].end, rest.start)), default=rest.start)
    clause = text[first.end : end]
    here = [mention for mention in named if not mention.excluded and away is not None and mention.end <= away]
    listed = all(LISTED.fullmatch(text[one.end : other.start]) for one, other in pairwise(here))
    out = {key for mention in named if mention.excluded or mention in here for key in mention.issuers}
    if not (out and listed) or not all(out.issuperset(m.issuers) for m in named) or ASKS.search(clause):
        return text, list(mentions)
    told_before = any(mention.excluded for mention in named)
    if not (rest.sure or told_before) and any(hit.group in ROWS for hit in find_hits(clause, lexicon)):
        return text, list(mentions)  # "黎平的处罚不算撤销的，剩下的多少" leaves out no body
    told = [replace(m, excluded=True) if m in named else m for m in mentions]
    asked = f"{text[: first.start]}，{text[end:]}"
    if not any(hit.group in ROWS for hit in find_hits(asked, lexicon)):
        return text, told
    before = EXCLUDING.search(text[: first.start])
    spans = [(before.start(), first.start)] if before else []
    return set_aside(text, [*spans, *_said_of_it(text, named[-1].end, end)]), told


def _without_reasons(text: str, named: Sequence[Mention], lexicon: Lexicon) -> str:
    """The question with blanks for a year that only says why a body is left out."""
    for mention in named:
        found = REASON.search(text, mention.end) if mention.excluded else None
        if not found or found.start() - mention.end > REACH or any(mention.end < m.start < found.end() for m in named):
            continue
        if not (ASKS.search(found.group()) or any(hit.group in ROWS for hit in find_hits(found.group(), lexicon))):
            text = set_aside(text, [found.span()])
    return text


def _away(text: str, start: int, end: int) -> int | None:
    """Where a clause between two places says that what it names is set aside; None where it does not."""
    found = next((f for f in (AWAY_ZH.search(text, start, end), AWAY_EN.search(text, start, end)) if f), None)
    return found.start() if found else None


def _said_of_it(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of what is said of a body set aside: all but a year that is no reason."""
    years = [] if YEAR_AS_REASON.search(text, start, end) else [f.span() for f in YEAR.finditer(text, start, end)]
    spans, at = [], start
    for first, last in years:
        spans.append((at, first))
        at = last
    return [*spans, (at, end)]
