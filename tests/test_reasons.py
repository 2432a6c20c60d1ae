"""Whatever a reader says of a file that it refuses, the Chinese page says in Chinese."""

import ast
import re
from collections.abc import Iterator
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.reasons import (
    FILES,
    TABLES,
    in_chinese,
    in_english,
    invalid_in_chinese,
    named_in_chinese,
    problem_in_chinese,
    templates,
)
from index.errors import CONVERT
from index.readers.sniff import WHAT, refusal
from tests.conftest import ROOT

REFUSALS = {"UnreadableReport", "NoTextFound", "NotAReport", "TooLarge", "HelperMissing", "Refused", "RefusedFile"}
ENGLISH = re.compile(r"[a-z]{3,} [a-z]{2,} [a-z]{2,}")  # three words in a row are a sentence, not a name
INSTALL = re.compile(r"(?:sudo apt-get|pip) install .+")  # is typed as it stands
ADVICE = "name it in manifest.csv (file,url,published,issuer,year) in the folder that is built"


def said() -> Iterator[tuple[str, str]]:
    """(file, reason) of every refusal in the code of the index; {} for what is filled in."""
    for path in sorted((ROOT / "index").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and len(node.args) > 1:
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                texts = [node.args[1]] if name in REFUSALS else []
            elif (
                (isinstance(node, ast.keyword) and node.arg == "doubt")
                or (isinstance(node, ast.Assign) and re.fullmatch(r"[A-Z_]+|reason", ast.unparse(node.targets[0])))
                or (isinstance(node, ast.Return) and node.value is not None)
            ):
                texts = [node.value]
            else:
                continue
            for text in texts:
                if (template := written(text)) and ENGLISH.search(template) and "import " not in template:
                    yield path.name, template


def written(node: ast.expr) -> str:
    """A string as it stands in the code, "" for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return ""


# Sentences of these files are no reasons of refused files: definitions, settings, SQL, prompts for people at a console.
OTHERS = {"settings.py", "form.py", "rules_file.py", "expression.py", "expression_tree.py", "embedding.py", "labels.py",
          "convert_model.py", "e5_weights.py", "onnx_encoder.py", "figure_store.py", "original.py", "manifest.py",
          "build_summary.py", "quick.py", "passage_store.py", "figure_schema.py"}  # fmt: skip


@pytest.mark.parametrize(("file", "reason"), sorted({pair for pair in said() if pair[0] not in OTHERS}))
def test_a_refusal_is_said_in_chinese(file: str, reason: str) -> None:
    told = in_chinese(re.sub(r"^\{\}(?=no )", "", reason).replace("{}", "7"))
    assert not ENGLISH.search(INSTALL.sub("", told)), told
    assert re.search(r"[\u4e00-\u9fff]", told)


@pytest.mark.parametrize("suffix", [*CONVERT, *WHAT, ".xyz"])
def test_what_a_file_is_by_its_content_is_said_in_chinese(suffix: str) -> None:
    assert not ENGLISH.search(in_chinese(refusal(suffix))), in_chinese(refusal(suffix))


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        pytest.param(
            "会议通知.txt: no title names an issuer and a year (expected “…2020年政府信息公开工作年度报告”): " + ADVICE,
            "会议通知.txt：没有标题写明机关和年度（应如“…2020年政府信息公开工作年度报告”）："
            "请在该文件夹的 manifest.csv 中写明它的机关和年度（file,url,published,issuer,year）",
            id="a name, a reason and an advice",
        ),
        pytest.param(
            f"the title says 2020, its statistics period and file name say 2021: {ADVICE}",
            "标题写的是 2020，而其统计期限、文件名写的是 2021。"
            "请在该文件夹的 manifest.csv 中写明它的机关和年度（file,url,published,issuer,year）",
            id="words within a doubt",
        ),
        pytest.param(".xyz files are not read; convert the file to one of .csv, .docx",
                     "不能读取 .xyz 文件；请转换为下列格式之一：.csv, .docx", id="a format"),
        pytest.param("1,200 pages; the limit is 300 (NIANBAO_MAX_PAGES)",
                     "共 1,200 页，超过上限 300 页（NIANBAO_MAX_PAGES）", id="numbers stay"),
        pytest.param("of a newer kind", "未能读取（of a newer kind）", id="what is not known is quoted"),
        pytest.param("已是中文", "已是中文", id="Chinese stays"),
    ],
)  # fmt: skip
def test_a_reason_in_chinese(reason: str, told: str) -> None:
    assert named_in_chinese(reason) == told


def test_both_sentences_of_a_pair_have_the_same_blanks() -> None:
    for file, most in ((FILES, 90), (TABLES, 60)):
        assert len(templates(file)) > most
        assert [template for template in templates(file) if template.looks.groups != template.other.count("{}")] == []


# ---- tables


PRINTED = re.compile("法人或其他组织|本年新收政府信息公开申请数量")  # rows and columns keep their printed names
JOINED = "{}；{}"  # two reasons


def said_of_tables() -> Iterator[tuple[str, str]]:
    """(file, reason) of every table that is not read, in the code of the index; {} for what is filled in."""
    for path in sorted((ROOT / "index").glob("table*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("NotExtracted", "refuse"):
                texts = node.args
            elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "reason":
                texts = [node.value]
            else:
                continue
            yield from ((path.name, template) for text in texts if (template := written(text)) not in ("", JOINED))


@pytest.mark.parametrize(("file", "reason"), sorted(set(said_of_tables())))
def test_why_a_table_was_not_read_is_said_in_english(file: str, reason: str) -> None:
    told = in_english(reason.replace("不同{}", "不同：7").replace("{}", "7"))
    assert re.search("[a-z]{2,} [a-z]{2,}", told), told
    assert not re.search("[\u4e00-\u9fff]{5,}", PRINTED.sub("", told)), told


def test_a_reason_of_two_parts_is_told_part_by_part() -> None:
    assert in_english("表三分页后的列数与前页不同；3 个总计中有 2 个不等于各栏之和，数值可能错位") == (
        "table 3 has another number of columns on its next page; "
        "of 3 totals 2 are not the sum of their columns: values may have slid"
    )
    assert in_english("此表由张三于2026-11-26核对接受，未经合计证明（已逐格核对）") == (
        "accepted by 张三 on 2026-11-26: not proved by its sums (已逐格核对)"
    )
    assert in_english("没有见过的话") == "没有见过的话" and in_english("") == ""


# Errors that somebody meets who asks; the other ones are met at a console.
ASKED = {"IndexMissing", "NoSuchReport", "OriginalGone", "BadQuestion", "NoSuchJob", "NoRoom", "HistoryUnavailable",
         "DecisionsUnavailable", "NoSuchConversation"}  # fmt: skip


def problems() -> Iterator[str]:
    """What every such error in the code says; {} for what is filled in."""
    for path in sorted([*(ROOT / "index").rglob("*.py"), *(ROOT / "assistant").rglob("*.py")]):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ASKED and (said := written(node.args[0])):
                yield said


@pytest.mark.parametrize("said", sorted(set(problems())))
def test_an_error_is_said_in_chinese(said: str) -> None:
    told = problem_in_chinese(said.replace("{}", "7"))
    assert not ENGLISH.search(re.sub("`.+?`", "", told)), told
    assert re.match(r"[^（]*[\u4e00-\u9fff]", told) and not told.startswith("请求未能完成")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("no report is called 'x'; there are: none at all", "没有名为 'x' 的报告；现有：一份也没有"),
        ("several reports are called 'x'; there are: a, b", "不止一份名为 'x' 的报告；现有：a, b"),
        ("nobody has ever said this", "请求未能完成（nobody has ever said this）"),
        ("已经是中文", "已经是中文"),
    ],
    ids=["none of that name", "several of it", "an unknown sentence", "a Chinese one"],
)
def test_an_error_is_told_with_what_it_names(said: str, told: str) -> None:
    assert problem_in_chinese(said) == told


class Asked(BaseModel):
    """A request with a part of every kind."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(default=1, ge=1, le=100)
    whole: bool = True
    text: str = Field(default="x", min_length=1, max_length=3)
    years: list[int] = Field(default=[2020], min_length=1, max_length=2)
    order: Literal["up", "down"] = "up"
    scope: dict[str, int] = {}


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"limit": "abc"}, "应为整数"),
        ({"limit": 1.5}, "应为整数"),
        ({"limit": 0}, "应不小于 1"),
        ({"limit": 101}, "应不大于 100"),
        ({"whole": "maybe"}, "应为 true 或 false"),
        ({"text": ""}, "至少 1 个字"),
        ({"text": "abcd"}, "最多 3 个字"),
        ({"text": 1}, "应为文字"),
        ({"years": 2020}, "应为列表"),
        ({"years": []}, "至少 1 项，现为 0 项"),
        ({"years": [1, 2, 3]}, "最多 2 项，现为 3 项"),
        ({"order": "left"}, "应为 'up' 或 'down'"),
        ({"scope": 1}, "应为 JSON 对象"),
        ({"other": 1}, "没有这一项"),
    ],
)
def test_why_a_request_is_not_valid_is_said_in_chinese(sent: dict[str, object], why: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Asked.model_validate(sent)
    assert invalid_in_chinese(caught.value.errors()[0]["msg"]) == why


def test_a_validation_error_that_is_not_known_is_told_as_it_is() -> None:
    assert invalid_in_chinese("Never said") == "Never said"
