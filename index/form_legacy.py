"""The list form of 2014 to 2018 as data: indicators with one value each, under ids of their own (l14.…)."""

from typing import Any

from index.form_types import LEGACY_FORM, Cell, Item
from index.report import LEGACY_ID

VALUE_COLUMN = "统计数"


def legacy_items(raw: dict[str, Any]) -> dict[str, Item]:
    """The rows of the list in printed order. A group prints no value: its unit is ""."""
    items: dict[str, Item] = {}
    group = None
    for entry in raw["legacy"][LEGACY_FORM]:
        if entry.get("group"):
            group = entry["id"]
        parent = None if entry.get("group") else entry.get("parent", group)
        items[entry["id"]] = Item(
            id=entry["id"], table=LEGACY_ID, zh=entry["zh"], en=entry["en"], forms=(LEGACY_FORM,), parent=parent,
            unit="" if entry.get("group") else entry["unit"], labels=(entry["zh"], *entry.get("variants", ())),
        )  # fmt: skip
    return items


def legacy_cells(items: dict[str, Item]) -> dict[str, Cell]:
    """One cell for each row that prints a value; its id is that of its row."""
    return {
        key: Cell(
            id=key, table=LEGACY_ID, row=key, column="value", zh=item.zh, en=item.en, unit=item.unit,
            row_path=_path(items, key), column_path=(VALUE_COLUMN,), forms=(LEGACY_FORM,),
        )
        for key, item in items.items()
        if item.unit
    }  # fmt: skip


def _path(items: dict[str, Item], key: str) -> tuple[str, ...]:
    parent = items[key].parent
    return (*(_path(items, parent) if parent in items else ()), items[key].zh)
