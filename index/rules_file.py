"""rules.yaml read once into rules, every expression parsed, every name, pattern and message checked."""

import re
import string
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

import yaml

from index.errors import BadForm
from index.expression import Expression, parse
from index.form import APPLICANTS, FORMS, Forms, load_forms
from index.report import TABLE_IDS, Severity
from index.rules_patterns import filled, hint_of, words_of
from index.yaml_file import read_yaml

RULES_FILE = Path(__file__).with_name("rules.yaml")
SEVERITY: dict[str, Severity] = {
    "hard": "error", "soft": "warn", "completeness": "warn", "info": "info", "parse": "info",
}  # fmt: skip
SCOPES = ("report", "years", "hierarchy")
APPLIED = ("report", "years")
CELLS_OF = {"t2_cells": "t2", "t3_cells": "t3", "t4_cells": "t4"}
TABLE_OF = {"t3_rows": "t3", "t3_columns": "t3", **CELLS_OF}
PROSE = ("prose", "enumerations", "sections", "topics", "organisations")
EVERYWHERE = frozenset({"year", "title_year"})
ACROSS_YEARS = frozenset({"this_year", "last_year"})
COMPARED = frozenset({"last.form", "nonzero", "identical"})
PRINTED = "printed."
LAST = "last."  # in front of a name of the report of the year before, in rules of scope years


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One expression of a rule. `near`, `after`, `not_after` and `skip` say which statements of the prose it takes."""

    name: str  # "" where the rule has one check
    expr: Expression
    when: Expression | None
    forms: tuple[str, ...]
    between: tuple[str, ...]  # the forms of the year before and of this year, in rules of scope years; () for any
    patterns: tuple[re.Pattern[str], ...]
    hint: re.Pattern[str]  # found in every text that has one of `patterns`, and sooner
    words: tuple[str, ...]  # one of them is in every text that has one of `patterns`; () where that cannot be told
    near: re.Pattern[str] | None
    after: re.Pattern[str] | None
    not_after: tuple[re.Pattern[str], ...]
    skip: tuple[re.Pattern[str], ...]
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One entry of rules.yaml. `for_each` is one keyword, or the rows, blocks, cells or tables it is evaluated for."""

    id: str
    kind: str
    severity: Severity
    scope: str
    for_each: tuple[str, ...]
    zh: str
    en: str
    message_zh: str
    message_en: str
    numbers: dict[str, Expression]
    shows: tuple[str, ...]
    topics: dict[str, re.Pattern[str]]
    checks: tuple[Check, ...]

    @property
    def subject(self) -> str:
        """The keyword of `for_each`: "prose", "t3_rows" …; "" for a list or nothing."""
        return self.for_each[0] if self.for_each and self.for_each[0] in (*TABLE_OF, *PROSE) else ""

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables whose cells it is evaluated for; () for a rule on prose, the document or cells written in full."""
        if self.subject in PROSE:
            return ()
        return tuple(dict.fromkeys(TABLE_OF.get(item, item.split(".")[0].split("|")[0]) for item in self.for_each))

    @property
    def given(self) -> frozenset[str]:
        """The names that are no cells, with what its subject gives them."""
        subject = self.subject or ("table" if set(self.for_each) & set(TABLE_IDS) else "cells")
        across = (
            ACROSS_YEARS | (COMPARED if subject == "table" else frozenset()) if self.scope == "years" else frozenset()
        )
        return EVERYWHERE | GIVEN.get(subject, GIVEN["cells"]) | across


GIVEN = {
    "prose": frozenset({"narrative"}),
    "enumerations": frozenset({"narrative", "parts"}),
    "sections": frozenset({"missing"}),
    "topics": frozenset({"missing"}),
    "organisations": frozenset({"same"}),
    "table": frozenset({"cells", "blank", "form"}),
    "cells": frozenset({"match"}),
}
WORDS = {
    "prose": frozenset({"quote", "shown"}),
    "enumerations": frozenset({"quote"}),
    "sections": frozenset({"names"}),
    "topics": frozenset({"names"}),
    "organisations": frozenset({"quote", "issuer"}),
    "table": frozenset({"table", "blanks"}),
    "cells": frozenset({"row", "column", "cell", "quote", "parts", "shown"}),
}


@lru_cache(maxsize=8)
def load_rules(path: Path = RULES_FILE) -> tuple[Rule, ...]:
    """Read every rule of a file in the form of rules.yaml, in its order, those of other scopes included.

    Raises:
        BadForm: an entry is incomplete, its expression or pattern does not parse, or a name or a variable of a message
            is not known; the message names the entry.
    """
    try:
        raw = read_yaml(path)
        entries, prose = raw["rules"], raw["prose"]
    except (yaml.YAMLError, KeyError, TypeError) as error:
        raise BadForm(f"{path.name}: {error}") from error
    rules = []
    for entry in entries:
        name = entry.get("id", entry) if isinstance(entry, dict) else entry
        try:
            rules.append(_rule(entry, prose))
        except (BadForm, KeyError, TypeError, ValueError, AttributeError, re.error) as error:
            what = f"{error} is missing" if isinstance(error, KeyError) else error
            raise BadForm(f"{path.name}, {name}: {what}") from error
    if len({rule.id for rule in rules}) < len(rules):
        raise BadForm(f"{path.name}: an id is used twice")
    return tuple(rules)


def _rule(entry: dict[str, Any], prose: dict[str, Any]) -> Rule:
    for_each = entry.get("for_each", [])
    scope = entry.get("scope", "report")
    message = entry["message"] if scope in APPLIED else {"zh": entry["zh"], "en": entry["en"]}
    rule = Rule(
        id=entry["id"],
        kind=entry["kind"],
        severity=entry.get("severity", SEVERITY[entry["kind"]]),
        scope=scope,
        for_each=(for_each,) if isinstance(for_each, str) else tuple(for_each),
        zh=entry["zh"],
        en=entry["en"],
        message_zh=message["zh"],
        message_en=message["en"],
        numbers={name: parse(str(text)) for name, text in entry.get("numbers", {}).items()},
        shows=tuple(entry.get("shows", ())),
        topics={name: re.compile(pattern) for name, pattern in entry.get("topics", {}).items()},
        checks=tuple(_check({**entry, **each}, prose) for each in entry.get("checks", [{"name": ""}])),
    )
    if rule.scope not in SCOPES:
        raise ValueError(f"scope {rule.scope!r} is none of {', '.join(SCOPES)}")
    if rule.severity not in get_args(Severity):
        raise ValueError(f"severity {rule.severity!r} is none of {', '.join(get_args(Severity))}")
    if rule.scope in APPLIED:
        _known(rule, load_forms())
    return rule


def _check(entry: dict[str, Any], prose: dict[str, Any]) -> Check:
    expr = parse(str(entry["expr"]))
    when = parse(str(entry["when"])) if "when" in entry else None
    for each in filter(None, (expr, when)):
        if not each.is_truth:
            raise ValueError(f"{each.text!r} is a number, not a condition")
    usual_skip = [] if entry.get("no_skip") else [prose["skip"]]
    return Check(
        name=str(entry.get("name", "")),
        expr=expr,
        when=when,
        forms=tuple(entry.get("forms", FORMS)),
        between=tuple(entry.get("between", ())),
        patterns=tuple(re.compile(filled(pattern)) for pattern in entry.get("patterns", ())),
        hint=re.compile(hint_of(entry.get("patterns", ()))),
        words=words_of(entry.get("patterns", ())),
        near=_pattern(entry.get("near")),
        after=_pattern(entry.get("after")),
        not_after=tuple(re.compile(text) for text in (prose["not_after"], entry.get("not_after")) if text),
        skip=tuple(re.compile(text) for text in (*usual_skip, entry.get("skip")) if text),
        sections=tuple(entry.get("sections", prose["sections"])),
    )


def _pattern(text: str | None) -> re.Pattern[str] | None:
    return re.compile(text) if text else None


def _known(rule: Rule, forms: Forms) -> None:
    """Refuse a rule with a name that is no cell for any of its items, or a message with a variable it does not have."""
    items = _sample_items(rule)
    names = {name for check in rule.checks for each in (check.expr, check.when) if each for name in each.names}
    for expression in rule.numbers.values():
        names.update(expression.names)
    names.update(name for name in rule.shows if name not in forms.rows)
    for name in names - rule.given:
        cell = name.removeprefix(LAST) if rule.scope == "years" else name
        if not any(completed(cell, item, forms) for item in items):
            raise ValueError(f"{name!r} is neither a cell nor a name that {rule.for_each or 'a report'} gives")
    subject = rule.subject if rule.subject in WORDS else "table" if set(rule.for_each) & set(TABLE_IDS) else "cells"
    across = rule.given if rule.scope == "years" else frozenset()
    variables = WORDS[subject] | names | set(rule.numbers) | across
    for template in (rule.message_zh, rule.message_en):
        for _, variable, _, _ in string.Formatter().parse(template):
            if variable is not None and variable not in variables:
                raise ValueError(f"{{{variable}}} in its message is none of {', '.join(sorted(variables))}")


def _sample_items(rule: Rule) -> tuple[str, ...]:
    if rule.subject == "t3_columns":
        return APPLICANTS
    if rule.subject in TABLE_OF:
        table = TABLE_OF[rule.subject]
        forms = load_forms()
        cells = [cell for form in FORMS for cell in forms.printed[form, table]]
        return tuple(cells if rule.subject in CELLS_OF else dict.fromkeys(cell.split("|")[0] for cell in cells))
    return rule.for_each or ("",)


def completed(name: str, item: str, forms: Forms) -> str | None:
    """The cell that a name of an expression means for one item of `for_each`; None where there is no such cell.

    "natural" for the row t3.new is "t3.new|natural", "t3.new" for the applicant total is "t3.new|total",
    "decisions" for the row t2.license is "t2.license.decisions", "value" for a cell is the cell.
    """
    return _completed(name.removeprefix(PRINTED), item)


@lru_cache(maxsize=16384)
def _completed(name: str, item: str) -> str | None:
    candidates = (item if name == "value" else name, f"{item}.{name}", f"{item}|{name}", f"{name}|{item}")
    return next((cell for cell in candidates if cell in load_forms().cells), None)
