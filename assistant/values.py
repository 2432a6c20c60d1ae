"""One asked cell of one report → its value: printed, summed from printed parts, blank, or absent from its form."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.aggregate import spelled
from assistant.evidence import Conflict, Value
from index.expression import parse
from index.figure_store import FigureStore, ReportSummary
from index.form import Forms
from index.quick import quick
from index.report import Figure, Finding

TOTAL_RULES = ("T3.ROW", "T4.SUM", "T3.GROUP")
MANY = 100  # reports from which on the cells that findings rest on are read apart
NARRATIVE_RULES = ("N.RECEIVED", "N.ANSWERED", "N.REVIEW")


@quick
@dataclass(frozen=True, slots=True)
class Reports:
    """The figures and findings of some reports, read once for a question."""

    forms: Forms
    figures: dict[tuple[str, str], Figure]
    findings: dict[str, tuple[Finding, ...]]

    def value(self, report: ReportSummary, cell: str) -> Value:
        """The value of a cell or rate; state "absent" where the report's form has no such cell."""
        if cell in self.forms.metrics:
            return self._rate(report, cell)
        figure = self.figures.get((report.id, cell))
        if figure is not None:
            conflict = self._conflict(report.id, cell)
            return Value(
                report=report,
                cell=cell,
                state=figure.state,
                number=figure.number,
                unit=figure.unit,
                figure=figure,
                inputs=(figure,),
                conflict=conflict,
                supported=conflict.supported if conflict else None,
            )
        known = self.forms.cells.get(cell)
        if known is None or not known.parts:
            return Value(report=report, cell=cell, state="absent", number=None, unit=known.unit if known else "")
        return self._sum(report, cell, known.parts, known.unit)

    def _sum(self, report: ReportSummary, cell: str, parts: Sequence[str], unit: str) -> Value:
        """A derived cell. A part that is blank makes it blank: an unknown number is not 0."""
        values = [self.value(report, part) for part in parts]
        values = [v for v in values if v.state != "absent"] if cell.startswith("t3.res.other") else values
        inputs = tuple(dict.fromkeys(figure for value in values for figure in value.inputs))
        if not values or any(value.state == "absent" for value in values):
            return Value(report=report, cell=cell, state="absent", number=None, unit=unit)
        if any(value.number is None for value in values):
            empty = tuple(f for f in inputs if f.number is None)
            return Value(report=report, cell=cell, state="blank", number=None, unit=unit, inputs=empty)
        number = sum((v.number for v in values if v.number is not None), Decimal(0))
        supported = sum((v.best for v in values if v.best is not None), Decimal(0))
        expression = " + ".join(str(f.number) for f in inputs) + f" = {number}"
        return Value(
            report=report,
            cell=cell,
            state="computed",
            number=number,
            unit=unit,
            inputs=inputs,
            expression=expression,
            conflict=next((v.conflict for v in values if v.conflict), None),
            supported=supported if supported != number else None,
        )

    def _rate(self, report: ReportSummary, metric: str) -> Value:
        formula = parse(self.forms.metrics[metric].expression)
        parts = {name: self.value(report, name) for name in formula.names}
        inputs = tuple(dict.fromkeys(figure for value in parts.values() for figure in value.inputs))
        if any(value.state == "absent" for value in parts.values()):
            return Value(report=report, cell=metric, state="absent", number=None, unit="%")
        if any(value.number is None for value in parts.values()):
            empty = tuple(f for f in inputs if f.number is None)
            return Value(report=report, cell=metric, state="blank", number=None, unit="%", inputs=empty)
        number = formula.evaluate(lambda name: parts[name].number)
        supported = formula.evaluate(lambda name: parts[name].best)
        text = self.forms.metrics[metric].expression
        for name in sorted(parts, key=len, reverse=True):
            text = text.replace(name, spelled(parts[name]))
        return Value(
            report=report,
            cell=metric,
            state="computed" if isinstance(supported, Decimal) else "text",
            number=number * 100
            if isinstance(number, Decimal)
            else supported * 100
            if isinstance(supported, Decimal)
            else None,
            unit="%",
            inputs=inputs,
            expression=text,
            conflict=next((v.conflict for v in parts.values() if v.conflict), None),
            supported=supported * 100 if isinstance(supported, Decimal) and supported != number else None,
        )

    def _conflict(self, report: str, cell: str) -> Conflict | None:
        """The failed hard rule whose total this cell is."""
        findings = self.findings.get(report, ())
        failed = next((f for f in findings if f.rule in TOTAL_RULES and f.cells and f.cells[-1] == cell), None)
        if failed is None:
            return None
        parts = tuple(figure for part in failed.cells[:-1] if (figure := self.figures.get((report, part))))
        supported = sum((f.number for f in parts if f.number is not None), Decimal(0))
        said = next(
            (f for f in findings if f.rule in NARRATIVE_RULES and cell in f.cells and "narrative" in f.numbers), None
        )
        agrees = said is not None and said.numbers["narrative"] == supported
        place = next((s for s in said.sources if s.cell is None), None) if said and agrees else None
        return Conflict(
            finding=failed,
            supported=supported,
            parts=parts,
            narrative=said.numbers["narrative"] if said and agrees else None,
            narrative_place=place,
        )


def read_values(store: FigureStore, forms: Forms, reports: Sequence[ReportSummary], cells: Sequence[str]) -> Reports:
    """Read what these cells rest on, in two statements whatever their number; of many reports in three."""
    needed: set[str] = set()
    for cell in cells:
        needed |= _printed_parts(cell, forms)
    ids = [report.id for report in reports]
    findings = store.findings(ids)
    told = {key: {c for f in found if f.rule in TOTAL_RULES for c in f.cells} for key, found in findings.items()}
    of_findings = set().union(*told.values())
    if len(ids) <= MANY:
        return Reports(forms, store.figures(ids, needed | of_findings), findings)
    figures = store.figures(ids, needed)  # a table's worth of cells of the contested only, not of thousands
    return Reports(forms, figures | store.figures([key for key in ids if told.get(key)], of_findings), findings)


def _printed_parts(cell: str, forms: Forms) -> set[str]:
    """The cell itself and everything it may be summed from."""
    if cell in forms.metrics:
        return {part for name in parse(forms.metrics[cell].expression).names for part in _printed_parts(name, forms)}
    known = forms.cells.get(cell)
    return {cell}.union(*(_printed_parts(part, forms) for part in known.parts)) if known else {cell}
