"""Where the project's own reports, known figures, cases and baseline lie."""

from pathlib import Path

HERE = Path(__file__).parent
REPORTS = HERE / "reports"
KNOWN = HERE / "known_figures"
FORMATS = "formats"  # below both: reports in every format
CASES = HERE / "cases"
BASELINE = HERE / "baseline.json"
UNSEEN = ("cases/test", "cases/blind")  # how the names of the test splits end: of them only totals are shown


def own_cases() -> list[Path]:
    """The project's own case folders, by name."""
    return sorted(path.parent for path in CASES.glob("*/questions.jsonl"))


def set_name(place: Path) -> str:
    """`eval/cases/samples` for a folder of the project, else the folder's or file's name: the same on every machine."""
    resolved = place.resolve()
    if resolved.is_relative_to(HERE):
        return resolved.relative_to(HERE.parent).as_posix()
    return resolved.stem if resolved.is_file() else resolved.name


def unseen(name: str) -> bool:
    """Whether a group of cases is a test split, to which nobody tunes."""
    return name.endswith(UNSEEN)
