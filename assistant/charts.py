"""A chart for an answer that compares numbers: a Vega-Lite specification over the answer's own figures, never others.

Trends are lines over years, comparisons and ranks are bars in the order of the answer. Where one issuer has two
numbers for one year (a report that contradicts itself) there is no chart: it would have to choose one of them.
"""

import copy
from typing import Any

from assistant.answer import Answer, AnswerFigure, Language, json_number
from assistant.units import unit_said

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
FONT = "Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif"
BLUE = "#1A56A6"
FEWEST, MOST_BARS, MOST_LINES = 2, 60, 8
CONFIG: dict[str, Any] = {
    "background": "transparent",  # the page behind it may be dark
    "font": FONT,
    "view": {"stroke": None},
    "title": {"fontSize": 14, "subtitleFontSize": 12, "offset": 12},
    "axis": {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "gridColor": "#ddd"},
    "legend": {"labelFontSize": 12},
    "text": {"fontSize": 12},
}
BLANK = {"zh": "未填报", "en": "not filled in"}


def chart_of(answer: Answer) -> dict[str, Any] | None:
    """The chart of an answer; None where there is nothing to compare, or no single number to draw."""
    figures = _comparable(answer.figures)
    if len([figure for figure in figures if figure.number is not None]) < FEWEST:
        return None
    issuers = list(dict.fromkeys(figure.issuer for figure in figures))
    years = sorted({figure.year for figure in figures if figure.year is not None})
    if len(years) > 1 and len(issuers) <= MOST_LINES:
        return _lines(figures, issuers, answer.language)
    if len(years) <= 1 and 1 < len(issuers) <= MOST_BARS:
        return _bars(figures, issuers, answer.language)
    return None


def narrowed(chart: dict[str, Any]) -> dict[str, Any]:
    """A chart of `chart_of` for a phone: as much of it in 310 pixels, long names cut, the same numbers."""
    told = copy.deepcopy(chart)
    y, color = told["encoding"]["y"], told["encoding"].get("color")
    bars = y.get("field") == "issuer"
    told["width"] = 110 if bars else 230
    if bars:
        y["axis"] |= {"labelLimit": 140}
        told["encoding"]["x"]["axis"] |= {"tickCount": 2}
    if color:
        color["legend"] |= {"columns": 1, "labelLimit": 220}
    told["title"] |= {"limit": 290, "fontSize": 13}
    return told


def _comparable(figures: tuple[AnswerFigure, ...]) -> list[AnswerFigure]:
    """The figures of the one cell that has most of them, in one unit, of named issuers and years; else none."""
    named = [figure for figure in figures if figure.issuer and figure.year is not None]
    if not named:
        return []
    cells = [figure.cell for figure in named]
    cell = max(dict.fromkeys(cells), key=cells.count)
    chosen = [figure for figure in named if figure.cell == cell]
    units = {figure.unit for figure in chosen if figure.number is not None}
    twice = len({(figure.issuer, figure.year) for figure in chosen}) < len(chosen)
    return [] if twice or len(units) != 1 else chosen


def _lines(figures: list[AnswerFigure], issuers: list[str], language: Language) -> dict[str, Any]:
    encoding: dict[str, Any] = {
        "x": {"field": "year", "type": "ordinal", "title": None, "axis": {"labelAngle": 0}},
        "y": _amount(figures, language),
    }
    if len(issuers) > 1:
        encoding["color"] = {
            "field": "issuer", "type": "nominal", "sort": issuers, "title": None,
            "legend": {"orient": "bottom", "columns": 2, "labelLimit": 300},
        }  # fmt: skip
    mark = {"type": "line", "point": True, "color": BLUE}
    layers = [{"mark": mark}, {"mark": {"type": "text", "dy": -10}, "encoding": {"text": {"field": "value"}}}]
    return {**_common(figures, language), "width": 480, "height": 240, "encoding": encoding, "layer": layers}


def _bars(figures: list[AnswerFigure], issuers: list[str], language: Language) -> dict[str, Any]:
    encoding = {
        "y": {"field": "issuer", "type": "nominal", "sort": issuers, "title": None, "axis": {"labelLimit": 260}},
        "x": _amount(figures, language),
    }
    text = {"mark": {"type": "text", "align": "left", "dx": 4}, "encoding": {"text": {"field": "value"}}}
    layers = [{"mark": {"type": "bar", "color": BLUE}}, text]
    return {**_common(figures, language), "width": 360, "height": {"step": 26}, "encoding": encoding, "layer": layers}


def _amount(figures: list[AnswerFigure], language: Language) -> dict[str, Any]:
    unit = next(figure.unit for figure in figures if figure.number is not None)
    whole = all(figure.number is None or figure.number == int(figure.number) for figure in figures)
    axis = {"tickMinStep": 1, "format": ",d"} if whole else {}  # half a request is no request
    return {
        "field": "number",
        "type": "quantitative",
        "title": unit_said(unit, language) or None,
        "scale": {"zero": True},
        "axis": axis,
    }


def _common(figures: list[AnswerFigure], language: Language) -> dict[str, Any]:
    values = [
        {
            "issuer": figure.issuer,
            "year": str(figure.year),
            "number": json_number(figure.number),
            "value": figure.value if figure.number is not None else "",
        }
        for figure in figures
    ]
    title = figures[0].label[:1].upper() + figures[0].label[1:]
    blank = [f"{figure.issuer} {figure.year}" for figure in figures if figure.number is None]
    subtitle = f"{BLANK[language]}: {', '.join(blank[:5])}{' …' if len(blank) > 5 else ''}" if blank else None
    years = {figure.year for figure in figures}
    text = f"{title} ({years.pop()})" if len(years) == 1 else title
    return {
        "$schema": SCHEMA,
        "title": {"text": text, "anchor": "start", **({"subtitle": subtitle} if subtitle else {})},
        "data": {"values": values},
        "config": CONFIG,
    }
