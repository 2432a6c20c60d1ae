"""The result of a run as one HTML page that needs nothing else: no script, no request, filtered by links alone.

A link names a filter (#only-zh, #only-wrong); the style sheet hides what does not fit. Without style everything shows.
"""

from collections.abc import Iterable, Sequence
from html import escape

from eval import shown
from eval.measures import QuestionResult
from eval.outcomes import Change, outcome
from eval.own import unseen
from eval.tally import Group, Table, rate_with_interval

CASE_KINDS = ("number", "text", "list", "blank", "refuse", "clarify")
FILTERS = {"zh": "中文", "en": "English", "wrong-figure": "wrong figures", "not-right": "not right"} | {
    kind: kind for kind in CASE_KINDS
}
_STYLE = """
:root { color-scheme: light dark; --line: #8886; --bad: #b3261e; --good: #1a7f37 }
@media (prefers-color-scheme: dark) { :root { --bad: #ff8a80; --good: #7ee787 } }
body { font: 15px/1.5 system-ui, "Noto Sans CJK SC", sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem }
table { border-collapse: collapse; margin: .5rem 0 1.5rem; width: 100% }
th, td { border-bottom: 1px solid var(--line); padding: .25rem .6rem; text-align: left; vertical-align: top }
td.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
nav a { display: inline-block; margin-right: .8rem }
td, dd { overflow-wrap: anywhere }
.fell, .bad { color: var(--bad) } .good { color: var(--good) }
article { border-top: 1px solid var(--line); padding: .5rem 0 }
dl { display: grid; grid-template-columns: 7rem 1fr; gap: .1rem .8rem; margin: .3rem 0 }
dt { opacity: .7 } dd { margin: 0 }
"""


def page(groups: Sequence[Group], results: Sequence[tuple[str, QuestionResult]], changed: Sequence[Change]) -> str:
    """Return the page. `results` are (group, result) pairs; of the test split only totals are shown."""
    open_results = [(group, result) for group, result in results if not unseen(group)]
    failed = [(group, result) for group, result in open_results if outcome(result) in ("not right", "wrong figure")]
    parts = [
        "<h1>Nianbao: evaluation 评测结果</h1>",
        _filters(),
        _changes(changed),
        *(_group(group) for group in groups),
        f"<h2 id='failures'>Not right 未答对 ({len(failed)})</h2>",
        *(_case(group, result) for group, result in failed),
        "<p>Of the test split only totals are shown.</p>",
        f"<details><summary>All other cases 其余题目 ({len(open_results) - len(failed)})</summary>",
        *(_case(group, result) for group, result in open_results if (group, result) not in failed),
        "</details>",
    ]
    head = "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>Nianbao: evaluation</title>"
    policy = "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    view = "<meta name='viewport' content='width=device-width, initial-scale=1'>"
    anchors = "".join(f"<span id='only-{name}'></span>" for name in FILTERS)
    style = f"<style>{_STYLE}{_hiding()}</style>"
    return f"{head}{policy}{view}{style}</head><body>{anchors}<main>{''.join(parts)}</main></body></html>\n"


def _hiding() -> str:
    return "\n".join(
        f"body:has(#only-{name}:target) article:not(.{name}) {{ display: none }}\n"
        f"body:has(#only-{name}:target) a[href='#only-{name}'] {{ font-weight: bold }}"
        for name in FILTERS
    )


def _filters() -> str:
    links = "".join(f"<a href='#only-{name}'>{escape(label)}</a>" for name, label in FILTERS.items())
    return f"<nav aria-label='Filter'>Show 显示: <a href='#failures'>all 全部</a>{links}</nav>"


def _changes(changed: Sequence[Change]) -> str:
    if not changed:
        return "<p>No case has another outcome than in the baseline.</p>"
    rows = "".join(
        f"<tr class='{'good' if change.better else 'fell'}'><td>{'became' if change.better else 'fell to'} "
        f"{escape(change.now)}<td>{escape(change.case)}<td>{escape(change.was)}<td>{escape(change.group)}</tr>"
        for change in changed
    )
    return f"<h2>Against the baseline 与基线相比</h2><table><tr><th>now<th>case<th>was<th>cases of</tr>{rows}</table>"


def _group(group: Group) -> str:
    rows = "".join(
        f"<tr><td>{escape(tally.name)}<td class=n>{tally.n}<td class=n>{'' if tally.of is None else tally.of}"
        f"<td class=n>{rate_with_interval(tally.n, tally.of) if tally.of else ''}</tr>"
        for tally in group.tallies
    )
    latency = "".join(f"<tr><td>{escape(name)}<td class=n>{ms:.1f} ms</tr>" for name, ms in group.latency.items())
    unscored = f"<p>{len(group.unscored)} could not be scored.</p>" if group.unscored else ""
    more = "".join(_table(table) for table in group.tables) + (f"<table>{latency}</table>" if latency else "")
    details = f"<details><summary>by category, kind, language and reason; times</summary>{more}</details>"
    head = "<tr><th>measure<th>n<th>of<th>rate (95 % interval)</tr>"
    return f"<h2>{escape(group.name)}</h2><table>{head}{rows}</table>{unscored}{details if more else ''}"


def _table(table: Table) -> str:
    header, *rows = table
    head = "".join(f"<th>{escape(name)}" for name in header)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}" for cell in row) + "</tr>" for row in rows)
    return f"<table><tr>{head}</tr>{body}</table>"


def _case(group: str, result: QuestionResult) -> str:
    case, came = result.case, outcome(result)
    classes = " ".join((case.lang or "other", case.answer.type, came.replace(" ", "-")))
    rows = [("expected", _expected(result)), ("got", _got(result)), ("reason", _reason(result))]
    rows += [("citations", _citations(result)), ("note", case.note)]
    listed = "".join(f"<dt>{name}<dd>{escape(text)}" for name, text in rows if text)
    turns = "".join(f"<p>{escape(turn)}</p>" for turn in case.history)
    colour = "good" if came == "right" else "bad"
    title = (
        f"{escape(case.id)} · {escape(case.category)} · <b class='{colour}'>{came}</b> <small>{escape(group)}</small>"
    )
    whole = f"{title}{turns}<p>{escape(case.question)}</p><dl>{listed}</dl>"
    return f"<article class='{escape(classes)}'>{whole}</article>"


def _expected(result: QuestionResult) -> str:
    case = result.case
    value = "" if case.answer.value is None else f"{case.answer.value}{case.answer.unit}"
    cells = ", ".join((*case.cell, *case.report))
    return " · ".join(part for part in (case.answer.type, value, cells) if part)


def _got(result: QuestionResult) -> str:
    text = shown.words(result.answer) or str(result.answer.get("error") or "nothing")
    return f"{shown.kind(result.answer)}: {text}"


def _reason(result: QuestionResult) -> str:
    if result.scores is None:
        return result.reason
    scores = result.scores
    faults = [scores.wrong.reason if scores.wrong.value else "", "" if scores.right.value else scores.right.reason]
    return "; ".join(fault for fault in faults if fault)


def _citations(result: QuestionResult) -> str:
    return "; ".join(_cited(shown.citations(result.answer)))


def _cited(citations: Iterable[shown.Cited]) -> Iterable[str]:
    for c in citations:
        printed = f" “{c.printed}”" if c.printed is not None else ""
        yield f"[{c.n}] {c.file}:{c.line or ''} {c.cell or ''}{printed}"
