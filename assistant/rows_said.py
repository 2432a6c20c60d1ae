"""Rows said in ways that no fixed phrase holds: by their number on the form, or by the year they run over."""

import re
from collections.abc import Callable, Collection

from assistant.first_look import Look
from assistant.lexicon import Hit
from index.form import Forms

ARTICLE = Look(
    r"(?:第?(?:二十|20)条)?第?[(（]([一二三四五六七八九\d])[)）]项|第?(?:二十|20)条第([一二三四五六七八九\d])项"
    r"|(?:article|art\.?) ?20 ?(?:\(([1-9])\)|(?:item|no\.?|paragraph) ?([1-9]))"
)
ARTICLES = {"一": "t2.art20_1", "五": "t2.art20_5", "六": "t2.art20_6", "八": "t2.art20_8", "九": "t2.art20_9"}
ARTICLES |= {number: ARTICLES[numeral] for number, numeral in zip("15689", "一五六八九", strict=True)}
CARRIED_INTO = Look(
    r"(?:(?:left |still )?(?:pending|open|unfinished|undecided),? and (?:then )?)?"
    r"(?:carr(?:ied|y)|(?:roll|carri|push|mov|pass)ed (?:(?:some|any|many|their|its|the|\d[\d,]*) )?"
    r"(?:requests?|applications?|cases?|matters?)(?: over| on)?(?: from 20\d\d)?|went|go|roll(?:ed)?"
    r"|hand(?:ed)?|pass(?:ed)?|push(?:ed)?|mov(?:ed?)|spill(?:ed)?|held)"
    r"(?: over| on| forward)* (?:in)?to (?:the year )?(?P<year>20\d\d)"
    r"|(?:结转|留|转|拖|压|移|推)(?:待|到|至|入|给)+(?P<zh>20\d\d)年?(?:度)?(?:继续|再|接着)?(?:办理|处理)?"
)
CARRIED_FROM = Look(
    r"(?:从|自|由)(?P<zh>20\d\d)年?(?:度)?(?:那边|那里)?(?:接|转|带|留|结转|遗留|剩|拖|滚)(?:过|下|存|续)?(?:来|入|到今年)?(?:还)?"
    r"(?:的)?(?:没办完|未办结|没办结|未办完)?"
    r"|(?:carried|brought|left|inherited|rolled|held)(?: in| over| forward)? from (?P<year>20\d\d)"
)
CHANGED = r"(?:swell|swol|gr[eo]w|shr[aiu]nk|rise|rising|rose|fall|fell|buil|increas|decreas|reduc|chang|bigger|small)"
BACKLOG = Look(
    rf"\bbacklog\b[^.?;]{{0,40}}?\b{CHANGED}\w*"
    r"|\b(?:opening|start)\b[^.?;]{0,20}\b(?:closing|end|finish)\b[^.?;]{0,12}\b(?:balance|backlog|pile)"
    r"|\bstart or finish\b[^.?;]{0,40}\b(?:pile|backlog|pending|unfinished)\b[^.?;]{0,12}(?:requests?)?"
    r"|积压(?:的?申请)?[^，。？,?]{0,6}(?:涨|消|增|减|多|少|升|降|变)"
)
# "2019年拖到2020年才办的": the year it was left over from stands right before the one it went into.
LEFT_FROM = re.compile(
    r"(?:从|在|由|自)?(?P<zh>20\d\d)年?(?:度)?[^,，。?？;；\d]{0,6}$"
    r"|\b(?:(?:from|of|in|filed in|made in) )?(?P<year>20\d\d)(?: [a-z]+){0,4} *$"
)
HANDLED_AFTER = re.compile(r"(?:才|再|方才|之后)?(?:去|来)?(?:办理|处理|办结|办完|答复|办|处置)?(?:的)?")
ORDINAL = Look(r"(?<!第二十条第)(?<!第)[(（]([一二三四五六七])[)）](?!项)")
CHILD = Look(
    r"[^，。,?？;；\d]{0,10}?(?:第|中的?|里的?|下的?|之)?\s*(?P<n>[1-8])(?:项|条|小项|行|款|[.、．]|是|(?=[，,\s]|$))"
)
ORDINAL_ROWS = {
    "一": "t3.res.granted",
    "二": "t3.res.partial",
    "三": "t3.res.denied",
    "四": "t3.res.unable",
    "五": "t3.res.refuse",
    "六": "t3.res.other",
    "七": "t3.res.total",
}

CHANGE_SIGN = Look(r"增\s*[/／]\s*减")
SEVENTH_TOTAL = Look(r"[(（]七[)）]\s*总计")


def signs_said(text: str) -> str:
    """Say the signs of two labels in words: 增/减 and （七）总计."""
    return SEVENTH_TOTAL.sub("办理结果总计", CHANGE_SIGN.sub("增减", text))


def with_carried_rows(text: str, held: Callable[[str], Collection[int]]) -> str:
    """Say "carried over into 2020" as the form does.

    Asked of another year it is that year's last row; asked without one it is the second row of 2020 itself, or the
    last row of 2019 where only that report is there. `held` gives the years there are of the bodies a text names.
    """
    found = CARRIED_FROM.search(text)
    if found and re.search(rf"(?<!\d){int(found['zh'] or found['year']) + 1}(?!\d)", text):
        said = "上年结转" if found["zh"] else "carried over from the previous year"
        text = text[: found.start()] + said + text[found.end() :]
    found = CARRIED_INTO.search(text)
    if not found:
        return text
    year = found.group("year") or found.group("zh")
    others = set(re.findall(r"(?<!\d)20\d\d(?!\d)", text)) - {year}
    left = LEFT_FROM.search(text[: found.start()]) if others == {str(int(year) - 1)} else None
    if left is not None and int(year) in (there := held(text)) and int(year) - 1 not in there:
        end = HANDLED_AFTER.match(text, found.end()).end() if left["zh"] else found.end()  # type: ignore[union-attr]
        said = f"{year}年的上年结转" if left["zh"] else f"carried over from the previous year, in {year}"
        return text[: left.start()] + (said if left["zh"] else f" {said}") + text[end:]
    years = () if others else held(text)
    before = int(year) - 1 if int(year) not in years and int(year) - 1 in years else None
    if found.group("zh"):
        words = "结转下年度" if others else f"{before}年的结转下年度" if before else f"{year}年的上年结转"
    elif others or before:
        words = "carried over to next year" + (f", in {before}" if before else "")
    else:
        words = f"carried over from the previous year, in {year}"
    return text[: found.start()] + words + text[found.end() :]


def rows_by_article(text: str, forms: Forms) -> list[Hit]:
    """The rows of table 2 under an article, where the article stands for them: 第二十条第（五）项."""
    hits: list[Hit] = []
    for found in ARTICLE.finditer(text):
        article = ARTICLES.get("".join(group or "" for group in found.groups()))
        rows = [row.id for row in forms.rows.values() if row.parent == article and row.id != "t2.other_docs"]
        hits.extend(Hit("rows", row, found.start(), found.end(), found.group()) for row in rows)
    return hits


def rows_of_backlog(text: str) -> list[Hit]:
    """Both carried-over rows, where it is asked how a backlog changed over the year."""
    found = BACKLOG.search(text)
    if not found:
        return []
    rows = ("t3.carried_in", "t3.carried_out")
    return [Hit("rows", row, found.start(), found.end(), found.group()) for row in rows]


def rows_by_number(text: str, forms: Forms) -> list[Hit]:
    """Rows named by their number on the form: （七） is the total of the results, （三）5 the fifth ground under it."""
    hits = []
    for found in ORDINAL.finditer(text):
        group = ORDINAL_ROWS[found.group(1)]
        children = [row.id for row in forms.rows.values() if row.parent == group]
        under = CHILD.match(text, found.end())
        number = int(under["n"]) if under else 0
        row = children[number - 1] if 0 < number <= len(children) else group
        hits.append(Hit("rows", row, found.start(), under.end() if under else found.end(), found.group()))
    return hits
