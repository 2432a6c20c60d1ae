"""The official forms as data: form.yaml read once into rows, columns and cells.

A cell id is "<row>|<column>" in table 3 ("t3.new|total"), "<block>.<result>" in table 4 ("t4.review.total") and
"<row>.<measure>" in table 2 ("t2.license.decisions"). A derived cell is never printed: it is the sum of its `parts`.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from index.errors import BadForm
from index.form_legacy import legacy_cells, legacy_items
from index.form_types import (
    APPLICANTS,
    FORMS,
    LEGACY_FORM,
    RESULTS,
    T4_BLOCKS,
    Cell,
    Definition,
    Forms,
    Item,
    Metric,
    Narrative,
)
from index.report import LEGACY_ID
from index.yaml_file import read_yaml

__all__ = [
    "APPLICANTS",
    "FORMS",
    "LEGACY_FORM",
    "RESULTS",
    "T4_BLOCKS",
    "Cell",
    "Definition",
    "Forms",
    "Item",
    "Metric",
    "Narrative",
    "load_forms",
    "measure_id",
]

FORM_FILE = Path(__file__).with_name("form.yaml")
DEFINITIONS_FILE = Path(__file__).with_name("definitions.yaml")


def by_form(value: Any, form: str) -> str:
    """A label that may differ between forms, in the given form's wording."""
    return str(value.get(form) or next(iter(value.values()))) if isinstance(value, dict) else str(value)


@lru_cache(maxsize=4)
def load_forms(path: Path = FORM_FILE) -> Forms:
    """Read form.yaml and definitions.yaml.

    Raises:
        BadForm: the file lacks an entry the code needs; the message names it.
    """
    try:
        return _build(read_yaml(path))
    except (KeyError, TypeError, ValueError, yaml.YAMLError) as error:
        raise BadForm(f"{path.name}: {error!r} is missing or of the wrong kind") from error


def _build(raw: dict[str, Any]) -> Forms:
    rows = _t3_items(raw) | _t2_items(raw)
    applicants = _applicants(raw)
    measures = _measures(raw)
    blocks = {b["id"]: _item(b, "t4") for b in raw["t4_blocks"]}
    results = _results()
    articles = {a["id"]: _item(a, "t2") for a in raw["t2_articles"]}
    row_labels = {r["id"]: r["zh"] for r in raw["t2_rows"]}
    legacy = legacy_items(raw)
    cells = _t3_cells(rows, applicants) | _t4_cells(raw, blocks) | _t2_cells(raw, rows, articles, row_labels)
    return Forms(
        rows=rows,
        applicants=applicants,
        measures=measures,
        blocks=blocks,
        results=results,
        articles=articles,
        cells=cells | legacy_cells(legacy),
        printed=_printed(raw, rows) | {(LEGACY_FORM, LEGACY_ID): tuple(k for k, i in legacy.items() if i.unit)},
        legacy=legacy,
        metrics=_metrics(raw),
        narrative={
            n["id"]: Narrative(id=n["id"], zh=n["zh"], unit=n["unit"], aliases=tuple(n.get("aliases", ())))
            for n in raw["narrative"]
        },
        definitions=_definitions(),
        section_titles={s["id"]: (s["zh"], *s.get("variants", ())) for s in raw["sections"]},
    )


def _item(entry: dict[str, Any], table: str, **more: Any) -> Item:
    zh = entry["zh"]
    labels = list(dict.fromkeys(zh.values())) if isinstance(zh, dict) else [str(zh)]
    fields: dict[str, Any] = {
        "id": entry["id"],
        "table": table,
        "zh": labels[0],
        "en": str(entry.get("en", "")),
        "unit": entry.get("unit", "件"),
        "parent": entry.get("parent"),
        "forms": tuple(entry.get("forms", FORMS)),
        "labels": (*labels, *entry.get("variants", ())),
        "aliases": tuple(str(a) for a in entry.get("aliases", ())),
    }
    return Item(**(fields | more))


def _t3_items(raw: dict[str, Any]) -> dict[str, Item]:
    children: dict[str, list[str]] = {}
    for row in raw["t3_rows"]:
        if row.get("parent"):
            children.setdefault(row["parent"], []).append(row["id"])
    return {r["id"]: _item(r, "t3", children=tuple(children.get(r["id"], ()))) for r in raw["t3_rows"]}


def _applicants(raw: dict[str, Any]) -> dict[str, Item]:
    parts = tuple(c["id"] for c in raw["t3_columns"] if c.get("parent") == "org")
    return {c["id"]: _item(c, "t3", children=parts if c["id"] == "org" else ()) for c in raw["t3_columns"]}


def _t2_items(raw: dict[str, Any]) -> dict[str, Item]:
    return {r["id"]: _item(r, "t2", parent=r["article"]) for r in raw["t2_rows"]}


def measure_id(row: str, suffix: str) -> str:
    """The key of a measure: "amount" means fees charged or money spent, by its row."""
    return f"{row.removeprefix('t2.')}.amount" if suffix == "amount" else suffix


def _measures(raw: dict[str, Any]) -> dict[str, Item]:
    found = {}
    for entry in raw["t2_measures"]:
        key = measure_id(entry["rows"][0], entry["suffix"])
        found[key] = _item(entry | {"id": key}, "t2", unit=_unit(entry))
    return found


def _unit(entry: dict[str, Any]) -> str:
    """The unit a bare number has. The amount of procurement has none: only its cell or its header says one."""
    return "" if str(entry["unit"]).startswith("as printed") else str(entry["unit"])


def _results() -> dict[str, Item]:
    words = {
        "upheld": ("结果维持", "upheld", ("维持", "上诉维持", "sustained", "affirmed")),
        "corrected": ("结果纠正", "corrected", ("纠正", "纠错", "败诉", "撤销", "overturned", "lost")),
        "other": ("其他结果", "other result", ("其他结果", "other outcome", "other outcomes")),
        "pending": ("尚未审结", "pending", ("未审结", "没审结", "审理中", "undecided", "unresolved", "not concluded")),
        "total": ("总计", "total", ()),
    }
    return {
        key: Item(id=key, table="t4", zh=zh, en=en, labels=(zh,), aliases=aliases)
        for key, (zh, en, aliases) in words.items()
    }


def _row_path(rows: dict[str, Item], row: str) -> tuple[str, ...]:
    parent = rows[row].parent
    return (*(_row_path(rows, parent) if parent in rows else ()), rows[row].zh)


def _t3_cells(rows: dict[str, Item], applicants: dict[str, Item]) -> dict[str, Cell]:
    cells = {}
    for row in (r for r in rows.values() if r.table == "t3"):
        for applicant in applicants.values():
            derived_row, parts = _t3_parts(row, applicant)
            column_path = (applicants["org"].zh, applicant.zh) if applicant.parent == "org" else (applicant.zh,)
            printed = () if derived_row or applicant.id == "org" else row.forms
            if row.id == "t3.res.other":
                printed = ("F2019",) if applicant.id != "org" else ()
            cells[f"{row.id}|{applicant.id}"] = Cell(
                id=f"{row.id}|{applicant.id}", table="t3", row=row.id, column=applicant.id,
                zh=f"{row.zh}｜{applicant.zh}", en=f"{row.en}, {applicant.en.lower()}", unit=row.unit,
                row_path=_row_path(rows, row.id), column_path=column_path, forms=printed, parts=parts,
            )  # fmt: skip
    return cells


def _t3_parts(row: Item, applicant: Item) -> tuple[bool, tuple[str, ...]]:
    """Whether no form prints the row, and what a derived cell of it sums."""
    sums: tuple[str, ...] = row.children
    if row.id == "t3.accepted":
        sums = ("t3.new", "t3.carried_in")
    elif row.id == "t3.res":
        sums = ("t3.res.total",)
    if sums:
        return row.id != "t3.res.other", tuple(f"{part}|{applicant.id}" for part in sums)
    if applicant.children:
        return False, tuple(f"{row.id}|{part}" for part in applicant.children)
    return False, ()


def _t4_cells(raw: dict[str, Any], blocks: dict[str, Item]) -> dict[str, Cell]:
    cells = {}
    for entry in raw["t4_cells"]:
        block, result = entry["id"].rsplit(".", 1)
        derived = bool(entry.get("derived"))
        cells[entry["id"]] = Cell(
            id=entry["id"], table="t4", row=block, column=result, zh=entry["zh"], en=entry["en"],
            unit=entry.get("unit", "件"), row_path=(), column_path=tuple(entry["zh"].split("｜")),
            forms=() if derived else FORMS,
            parts=tuple(part.strip() for part in entry["formula"].split("+")) if derived else (),
        )  # fmt: skip
    if missing := [b for b in blocks if f"{b}.total" not in cells]:
        raise KeyError(missing[0])
    return cells


def _t2_cells(
    raw: dict[str, Any], rows: dict[str, Item], articles: dict[str, Item], row_labels: dict[str, Any]
) -> dict[str, Cell]:
    cells = {}
    for entry in raw["t2_measures"]:
        for row in entry["rows"]:
            cell = f"{row}.{entry['suffix']}"
            forms = tuple(form for form in FORMS if cell in raw["t2_cells"][form])
            label = by_form(entry["zh"], forms[-1] if forms else "F2019")
            cells[cell] = Cell(
                id=cell, table="t2", row=row, column=entry["suffix"], zh=f"{rows[row].zh}｜{label}",
                en=f"{rows[row].en}: {entry['en'].lower()}", unit=_unit(entry),
                row_path=(articles[rows[row].parent or ""].zh, rows[row].zh), column_path=(label,), forms=forms,
                parts=(f"{row}.prior_items", f"{row}.change") if entry.get("derived") else (),
                wording={f: (by_form(row_labels[row], f), by_form(entry["zh"], f)) for f in forms},
            )  # fmt: skip
    return cells


def _printed(raw: dict[str, Any], rows: dict[str, Item]) -> dict[tuple[str, str], tuple[str, ...]]:
    order = {r["id"]: r["order"] for r in raw["t3_rows"] if "order" in r}
    printed: dict[tuple[str, str], tuple[str, ...]] = {}
    for form in FORMS:
        t3 = sorted((r for r in order if form in rows[r].forms), key=order.__getitem__)
        if len(t3) != raw["t3_value_rows"][form]:
            raise ValueError(f"t3_value_rows of {form}")
        printed[form, "t3"] = tuple(f"{row}|{applicant}" for row in t3 for applicant in APPLICANTS)
        printed[form, "t2"] = tuple(raw["t2_cells"][form])
        printed[form, "t4"] = tuple(f"{block}.{result}" for block in T4_BLOCKS for result in RESULTS)
    return printed


def _metrics(raw: dict[str, Any]) -> dict[str, Metric]:
    english = {
        "d.disclosure_rate": "disclosure rate", "d.disclosure_rate_incl_partial": "full or partial disclosure rate",
        "d.denial_rate": "denial rate", "d.natural_share": "share of natural persons",
        "d.clearance": "clearance rate", "d.review_correction_rate": "review correction rate",
        "d.litigation_correction_rate": "litigation correction rate",
    }  # fmt: skip
    return {
        m["id"]: Metric(id=m["id"], zh=m["zh"], en=english.get(m["id"], m["id"]), expression=m["formula"])
        for m in raw["derived_metrics"]
    }


def _definitions() -> dict[str, Definition]:
    entries = read_yaml(DEFINITIONS_FILE)
    return {e["id"]: Definition(id=e["id"], zh=e["zh"], en=e["en"], basis=str(e.get("basis", ""))) for e in entries}
