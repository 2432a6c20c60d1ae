"""Sentences on single values: printed, zero, blank, computed, contradicted. Every number is bound to a citation."""

from dataclasses import dataclass, field
from decimal import Decimal

from assistant.aggregate import written
from assistant.answer import AnswerFigure, Covers, Formula, Language
from assistant.citing import Citer, marks
from assistant.evidence import Conflict, Value
from assistant.labels import amount, cell_label, report_name
from assistant.terms import table_of
from assistant.units import with_unit
from index.form import Forms
from index.report import Figure, Source

EMPTY_ZH = {
    "blank": "空白（未填报）",
    "dash": "短横“{}”（未填数字）",
    "slash": "斜杠“{}”（未填数字）",
    "text": "文字“{}”（不是数字）",
}
EMPTY_EN = {
    "blank": "blank (not filled in)",
    "dash": 'a dash "{}" (no number)',
    "slash": 'a slash "{}" (no number)',
    "text": 'words, "{}" (no number)',
}


@dataclass(slots=True)
class Draft:
    """An answer being written: sentences so far, the figures they show, and who numbers citations."""

    language: Language
    forms: Forms
    citer: Citer
    sentences: list[str] = field(default_factory=list)
    figures: list[AnswerFigure] = field(default_factory=list)
    words: dict[tuple[str, Source], str] = field(default_factory=dict)  # (report, place) → sentence of the prose
    _shown: set[AnswerFigure] = field(default_factory=set)

    @property
    def zh(self) -> bool:
        """Whether the answer is in Chinese."""
        return self.language == "zh"

    def add(self, chinese: str, english: str) -> None:
        """Add a sentence in the answer's language."""
        self.sentences.append(chinese if self.zh else english)

    def label(self, value: Value) -> str:
        """The cell's name in the answer's language."""
        table = value.report.tables.get(table_of(value.cell))
        return cell_label(value.cell, self.language, self.forms, table.form if table else None)

    def printed_figure(self, value: Value, figure: Figure) -> int:
        """Show a printed cell among the figures; return its citation."""
        number = self.citer.figure(value.report, figure)
        label = cell_label(figure.cell, self.language, self.forms, value.report.tables[table_of(figure.cell)].form)
        entry = AnswerFigure(
            value=figure.printed,
            number=figure.number,
            unit=figure.unit,
            state=figure.state,
            issuer=value.report.issuer,
            year=value.report.year,
            cell=figure.cell,
            label=label,
            citations=(number,),
        )
        self._show(entry)
        return number

    def computed_figure(
        self,
        value: Value,
        number: Decimal,
        expression: str,
        inputs: tuple[int, ...],
        *,
        unit: str | None = None,
        covers: Covers | None = None,
        cell: str | None = None,
        label: str | None = None,
        whole: bool = False,
    ) -> None:
        """Show a computed number among the figures, with its formula over cited cells."""
        entry = AnswerFigure(
            value=written(number),
            number=_rounded(number),
            unit=value.unit if unit is None else unit,
            state="computed",
            issuer="" if whole else value.report.issuer,
            year=None if whole else value.report.year,
            cell=cell or value.cell,
            label=label or self.label(value),
            citations=inputs,
            formula=Formula(expression=expression, inputs=inputs, covers=covers or Covers(used=1, of=1)),
        )
        self._show(entry)

    def _show(self, entry: AnswerFigure) -> None:
        """Show a figure once, also among those of thousands of reports."""
        if entry not in self._shown:
            self._shown.add(entry)
            self.figures.append(entry)


def _rounded(number: Decimal) -> Decimal:
    return Decimal(written(number))


def state_value(value: Value, draft: Draft) -> str:
    """A value with its citation, for use inside a sentence: "2 件 [1]", "空白（未填报）[1]"."""
    if value.conflict is not None and value.figure is not None:
        return contradicted(value, value.conflict, draft)
    if value.figure is not None:
        number = draft.printed_figure(value, value.figure)
        if value.number is None:
            words = (EMPTY_ZH if draft.zh else EMPTY_EN)[value.state].format(value.figure.printed)
            return f"{words} {marks(number)}"
        return f"{signed(value, draft)} {marks(number)}"
    if value.number is None:
        numbers = tuple(draft.printed_figure(value, figure) for figure in value.inputs)
        words = (
            "空白（所需各格未填报，无法合计）"
            if draft.zh
            else "blank (the cells it would be added up from are not filled in)"
        )
        return f"{words} {marks(*numbers)}"
    numbers = tuple(draft.printed_figure(value, figure) for figure in value.inputs)
    best = value.best if value.best is not None else value.number
    inputs = _with_parts(value, numbers, draft) if value.supported is not None else numbers
    draft.computed_figure(value, best, value.expression, inputs)
    words = "由各格相加得出，表中不单独印出" if draft.zh else "added up from its cells; the form does not print it"
    if value.cell in draft.forms.metrics:
        words = f"= {value.expression}"
    return (
        f"{with_unit(written(best), value.unit, draft.language)}（{words}）{marks(*inputs)}"
        if draft.zh
        else f"{with_unit(written(best), value.unit, draft.language)} ({words}) {marks(*inputs)}"
    )


def _with_parts(value: Value, numbers: tuple[int, ...], draft: Draft) -> tuple[int, ...]:
    conflict = value.conflict
    parts = tuple(draft.printed_figure(value, f) for f in conflict.parts if f.number) if conflict else ()
    return (*numbers, *parts)


def signed(value: Value, draft: Draft) -> str:
    """A printed number; a change also says which way it goes."""
    text = amount(value, draft.language)
    if not value.cell.endswith(".change") or not value.number:
        return text
    up = value.number > 0
    if draft.zh:
        return (
            f"{text}（即比上年{'增加' if up else '减少'} {written(abs(value.number))} 项）"
            if value.figure and value.figure.printed[:1] in "+-−－0123456789"
            else f"{text}"
        )
    printed = value.figure.printed if value.figure else written(value.number)
    way = "up" if up else "fell, down"
    return f"{'+' if up else ''}{written(value.number)} (printed “{printed}”: {way} by {written(abs(value.number))})"


def contradicted(value: Value, conflict: Conflict, draft: Draft) -> str:
    """Both numbers of a total that its own row contradicts, each said for what it is."""
    assert value.figure is not None
    total = draft.printed_figure(value, value.figure)
    nonzero = [figure for figure in conflict.parts if figure.number] or list(conflict.parts[:1])
    cited = [(figure, draft.citer.figure(value.report, figure)) for figure in conflict.parts]
    inputs = tuple(number for _, number in cited)
    expression = " + ".join(written(figure.number) for figure in conflict.parts) + f" = {written(conflict.supported)}"
    draft.computed_figure(value, conflict.supported, expression, inputs)
    shown = [(figure, number) for figure, number in cited if figure in nonzero]
    for figure, _ in shown:
        draft.printed_figure(value, figure)
    names = "、" if draft.zh else ", "
    parts = names.join(f"{_column(f, draft)} {f.printed} {marks(n)}" for f, n in shown)
    prose = ""
    if conflict.narrative is not None and conflict.narrative_place is not None:
        place = conflict.narrative_place
        line = draft.citer.place(value.report, place, draft.words.get((value.report.id, place)))
        prose = (
            f"，正文 {written(conflict.narrative)} {marks(line)}"
            if draft.zh
            else f"; the text says {written(conflict.narrative)} {marks(line)}"
        )
    best = with_unit(written(conflict.supported), value.unit, draft.language)
    if draft.zh:
        return (
            f"{best}（{parts}，各栏之和 {written(conflict.supported)}{prose}；"
            f"总计格印 {value.figure.printed} {marks(total)}，与之矛盾）"
        )
    return (
        f"{best} ({parts}; its columns add up to {written(conflict.supported)}{prose}; "
        f"the total cell prints {value.figure.printed} {marks(total)}, which contradicts them)"
    )


def _column(figure: Figure, draft: Draft) -> str:
    known = draft.forms.cells[figure.cell]
    if known.table == "t3":
        item = draft.forms.applicants[known.column]
        return item.zh if draft.zh else item.en.lower()
    return draft.forms.results[known.column].zh if draft.zh else draft.forms.results[known.column].en


def single(value: Value, draft: Draft) -> None:
    """The sentence on one value of one report."""
    name, label, said = report_name(value, draft.language), draft.label(value), state_value(value, draft)
    if value.number is None:
        draft.add(
            f"{name}“{label}”为{said}：报告没有给出这个数，空白不等于零。"
            if value.state == "blank"
            else f"{name}“{label}”印的是{said}，报告没有给出数字。",
            f"{name}, {label}: {said}. The report gives no figure; that is not the same as zero.",
        )
        return
    draft.add(f"{name}{label}：{said}。", f"{name}, {label}: {said}.")
