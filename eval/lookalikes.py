"""`nianbao eval lookalikes`: the same questions before and after thousands of look-alike issuers join an index.

The added reports are copies of those that are there, under other names and without prose, so that nothing has to be
embedded. Questions over all reports, on a kind of body and on a place that had no body before are left out: their
answers rightly differ (`eval.lookalike_apart`). Answers over all are timed apart: they read every report.
"""

import hashlib
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rich.console import Console

from assistant.names import Names, load_names
from eval import shown
from eval.cases import Case, load_cases
from eval.lookalike_apart import Apart, apart, told
from eval.lookalike_names import LookAlike, lookalikes
from eval.measures import figures_said, fingerprint
from eval.own import set_name, unseen
from eval.runner import Ask, percentile
from eval.target import build_index, open_target
from index.errors import NianbaoError
from index.figure_store import FigureStore, open_engine
from index.gazetteer import load_gazetteer
from index.report import Report
from index.settings import Settings

FIGURE_MS, PROSE_MS = 50.0, 150.0  # p95 bars in process
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its answer and how long that took."""

    group: str
    case: Case
    answer: Mapping[str, Any]
    ms: float


def compare_lookalikes(
    count: int,
    seed: int,
    data: Path | None,
    reports: Path,
    cases: Sequence[Path],
    stack: ExitStack,
    out: Console,
) -> bool:
    """Ask all cases before and after; print differences and times; return whether there is no difference.

    Raises:
        BadCases: a folder holds no cases.
        IndexMissing: nothing is built in `data`.
    """

    def say(text: str) -> None:
        out.print(text, markup=False, highlight=False, soft_wrap=True)

    sets = [(set_name(place), case) for place in cases for case in load_cases(place).cases]
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="nianbao-lookalikes-")))
    settings = Settings(data=folder / "index", database="", chroma="")
    if data is None:
        say(f"building an index of {reports} for this run")
        build_index(sorted(reports.glob("*.txt")), settings)
    else:
        shutil.copytree(data, settings.data)
    names = names_of(settings)
    before = ask_all(sets, open_target(settings).ask)
    started = time.perf_counter()
    added = add_lookalikes(count, seed, settings)
    issuers = ", ".join(name.issuer for name in added[:4])
    say(f"{count} issuers added in {time.perf_counter() - started:.0f} s, such as {issuers}")
    after = ask_all(sets, open_target(settings).ask)
    return compare(before, after, apart(names, (name.place for name in added)), say)


def names_of(settings: Settings) -> Names:
    """The names that questions on an index are read with."""
    store = FigureStore(open_engine(settings.database, settings.data))
    try:
        return load_names(store.current_reports(), load_gazetteer())
    finally:
        store.close()


def add_lookalikes(count: int, seed: int, settings: Settings) -> list[LookAlike]:
    """Add so many reports to an index; return whose they are."""
    store = FigureStore(open_engine(settings.database, settings.data))
    try:
        there = [store.report(summary.id) for summary in store.current_reports()]
        names = lookalikes(count, seed, there, load_gazetteer())
        for number, name in enumerate(names):
            store.put(copy_of(there[number % len(there)], name, number))
    finally:
        store.close()
    return names


def copy_of(report: Report, name: LookAlike, number: int) -> Report:
    """A report of another issuer and year with the same tables, without prose and findings; `number` names its file."""
    file = f"lookalike-{number:05}.txt"
    mark = hashlib.sha256(f"{file} {name.issuer} {name.year}".encode()).hexdigest()
    return replace(
        report,
        id=mark[:12],
        file=file,
        content_hash=mark,
        title=f"{name.issuer}{name.year}年政府信息公开工作年度报告",
        issuer=name.issuer,
        year=name.year,
        region=name.place.path,
        spellings=(name.place.pinyin,),
        passages=(),
        findings=(),
        lines=(),
        blocks=(),
    )


def ask_all(cases: Sequence[tuple[str, Case]], ask: Ask) -> list[Asked]:
    """Ask every case in a conversation of its own, after one of each type that loads what is loaded once."""
    for _, case in {case.answer.type: (group, case) for group, case in cases}.values():
        ask(case.question, None)
    return [_asked(group, case, ask) for group, case in cases]


def _asked(group: str, case: Case, ask: Ask) -> Asked:
    conversation = None
    started = time.perf_counter()
    try:
        for turn in case.history:
            conversation = ask(turn, conversation).get("conversation_id")
        started = time.perf_counter()
        answer = ask(case.question, conversation)
    except NianbaoError as error:
        answer = {"kind": "", "text": str(error)}
    return Asked(group, case, answer, (time.perf_counter() - started) * 1000)


def compare(before: Sequence[Asked], after: Sequence[Asked], aside: Apart, say: Say) -> bool:
    """Print which answers differ, and the times; of the test split only how many differ."""
    reasons = [aside.why(one.case, one.answer, two.answer) for one, two in zip(before, after, strict=True)]
    pairs = [(one, two) for one, two, why in zip(before, after, reasons, strict=True) if not why]
    different = [(one, other) for one, other in pairs if _said(one.answer) != _said(other.answer)]
    for one, other in different:
        if not unseen(one.group):
            told_both = f"{_short(one.answer)} -> {_short(other.answer)}"
            say(f"another answer: {one.group} {one.case.id} {one.case.question!r}: {told_both}")
    hidden = sum(unseen(one.group) for one, _ in different)
    say(f"{len(pairs) - len(different)} of {len(pairs)} answers are the same ({hidden} others in the test split)")
    say(told(reasons))
    for name, asked in (("before", [one for one, _ in pairs]), ("after", [two for _, two in pairs])):
        _say_times(name, asked, say)
    over_all = [two for two, why in zip(after, reasons, strict=True) if why in ("all", "kind")]
    _say_times("after, of all or of a kind", over_all, say, bars=False)
    return not different


def _said(answer: Mapping[str, Any]) -> object:
    """What must stay the same. A refusal and a question back may name other issuers that are there now."""
    if shown.kind(answer) in ("refuse", "clarify"):
        return figures_said(answer)
    return fingerprint(answer)


def _short(answer: Mapping[str, Any]) -> str:
    return f"{shown.kind(answer)}: {shown.words(answer)[:80]}".replace("\n", " ")


def _say_times(name: str, asked: Sequence[Asked], say: Say, *, bars: bool = True) -> None:
    figures = [one.ms for one in asked if one.answer.get("figures") and shown.kind(one.answer) != "passage"]
    prose = [one.ms for one in asked if shown.kind(one.answer) == "passage"]
    for what, times, bar in (("figure", figures, FIGURE_MS), ("prose", prose, PROSE_MS)):
        if times:
            p50, p95 = percentile(times, 50), percentile(times, 95)
            limit = f" (bar {bar:.0f} ms)" if bars else f", longest {max(times):.0f} ms (no bar)"
            say(f"{name}: {len(times)} {what} answers, p50 {p50:.1f} ms, p95 {p95:.1f} ms{limit}")
