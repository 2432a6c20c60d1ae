"""Writes requirements.lock and requirements-dev.lock: what .venv holds of all that pyproject.toml asks for.

To move a version: install it in .venv, run `make test`, then `make lock`.
"""

import importlib.metadata as metadata
import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
UNWANTED = re.compile(r"^(nvidia|cuda|triton)")
# Not asked for by any package: the builder of the project itself, and a pip that reads metadata without whole wheels.
TOOLS = ["pip", "setuptools"]


def normal(name: str) -> str:
    """Return a distribution's name as the package index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def closure(asked: list[str]) -> dict[str, str]:
    """Return normal name → installed version of the requirements and all they bring along, sorted.

    Raises:
        importlib.metadata.PackageNotFoundError: one of them is not installed.
    """
    found: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    waiting = [(Requirement(text), "") for text in asked]
    while waiting:
        requirement, extra = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = normal(requirement.name)
        distribution = metadata.distribution(name)
        found[name] = distribution.version.split("+")[0]  # torch's "+cpu" is chosen at install
        for wanted in {"", *requirement.extras}:
            if (name, wanted) not in seen:
                seen.add((name, wanted))
                waiting.extend((Requirement(text), wanted) for text in distribution.requires or [])
    return dict(sorted(found.items()))


def write(path: Path, heading: str, pins: dict[str, str]) -> None:
    """Write one lock; refuses CUDA parts, which `make install` must never bring."""
    unwanted = [name for name in pins if UNWANTED.match(name)]
    if unwanted:
        raise SystemExit(f"{path.name}: {', '.join(unwanted)} is a CUDA part; install torch from its CPU build")
    lines = [f"# {heading} Written by `make lock`.", *(f"{name}=={version}" for name, version in pins.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Write both locks."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    product = closure([*project["dependencies"], *TOOLS])
    developer = closure(project["optional-dependencies"]["dev"])
    write(ROOT / "requirements.lock", "Everything `make install` installs.", product)
    extra = {name: version for name, version in developer.items() if name not in product}
    write(ROOT / "requirements-dev.lock", "What tests and checks need besides requirements.lock.", extra)


if __name__ == "__main__":
    main()
