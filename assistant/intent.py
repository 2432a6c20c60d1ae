"""What a question wants done: a definition, a check, a list, an operation on figures, or prose; told by its words."""

import re
from collections.abc import Sequence

from assistant.lexicon import Hit
from assistant.query import Condition, Operation

DEFINITION = re.compile(
    r"什么意思|指什么|指的是什么|是指|什么是|定义|含义|怎么理解|如何理解|解释一下|对应.{0,6}(?:内容|什么|啥|哪)|是什么(?!问题|原因|措施|时候|计划|打算)|是啥|"
    r"what (?:does|do|is|are) .{0,80}(?:mean|meant|stand for|refer to|correspond)|what counts as|\bdefine\b|definition of|meaning of|"
    r"what is (?:an? |the )?[a-z\- ]{3,60}\?*$|explain (?:the term|what)"
)
CHECK = re.compile(
    r"勾稽|对得上|对不上|一致|矛盾|相符|不符|核一下|核对|校验|核验|验证|核算|加得起来|等不等于|是否等于|平不平|是否平衡|填错|有误|出错|有没有错|自相|打架|是否成立|成立吗|数据质量|"
    r"add up|adds up|\bagrees?\b|\bconsistent|inconsisten|contradict|\breconcil|\btally\b|\btallies\b|sum correctly|do(?:es)? .{0,40} match|balance[sd]?\b|errors? in|any mistakes?|internally"
)
LIST = re.compile(
    r"(?:哪些|哪几份|哪几个|什么|几份|多少份|所有|全部).{0,8}(?:报告|年报|单位|机关|资料)(?!.{0,12}(?:没有|为|收到|最|多于|超过|大于|对不上|不一致|空白))|(?:报告|年报|资料)(?:都)?(?:有|包括)(?:哪些|哪几|几份|什么|多少)|收录了|收录哪|能回答(?:哪些|什么)|能问(?:哪些|什么)|可以(?:问|查)(?:哪些|什么)|"
    r"(?:which|what) (?:\w+ ){0,3}reports?\b(?!.{0,40}(?:most|least|zero|no requests|more than|blank|highest|lowest|inconsist|add up|contradict))|list (?:all |the )*(?:available )?reports|reports? (?:do you|are) (?:have|available|there|loaded|in)|what (?:do you|can you) (?:have|answer|cover)|(?:how many|number of) reports (?:are|do|have)"
)
INJECTION = re.compile(
    r"系统提示词|提示词|system prompt|your prompt|your instructions|developer message|后台文件|文件路径|源代码|api ?key|密钥|password|密码|环境变量|environment variable|/etc/|\bpwned\b"
)
QUANTITY = re.compile(
    r"多少|几[个件条项份家人次场名例所处篇期户万]|几(?=$|[,，。?？、])|有几|数量|件数|条数|总数|总量|金额|比例|占比|百分之|增减|合计|总计|how many|how much|number of|count of|total|figure|percentage|\bnumber\b|what share"
)
EXPLAIN = re.compile(r"为什么|为何|怎么|如何|原因|哪些|什么|谁|\bwhy\b|\bwhich\b|\bwhat\b|\bhow (?!many|much)|\bwho\b|\bdescribe\b|\bexplain\b")
ASCENDING = re.compile(r"从低到高|由低到高|升序|从少到多|由少到多|ascending|lowest to highest|least to most|smallest first")
LIMIT = re.compile(r"前\s*([二三四五六七八九十两\d]{1,2})\s*[名家个位]?|\btop (\w+)")
CONDITIONS = (
    ("blank", re.compile(r"空白|未填|没填|没有填|留空|blank|left empty|not filled")),
    (">", re.compile(r"(?:大于|超过|多于|高于|超出|more than|over|above|greater than|exceed\w*)\s*([\d,.]+)")),
    (">=", re.compile(r"(?:至少|不少于|不低于|at least|no fewer than)\s*([\d,.]+)|([\d,.]+)\s*件?以上")),
    ("<", re.compile(r"(?:小于|少于|低于|不到|fewer than|less than|below|under)\s*([\d,.]+)")),
    ("==", re.compile(r"(?:等于|equals?|exactly)\s*([\d,.]+)")),
    ("==", re.compile(r"没有|未收到|没收到|为零|为0|是0|是零|零申请|无申请|\bno\b|\bzero\b|\bnone\b|\bnot (?:receive|have|issue|handle)|did ?n.t|0件")),
)  # fmt: skip
NUMERALS = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2, "two": 2, "three": 3, "five": 5, "ten": 10, "four": 4}
UNITS = (
    (re.compile(r"多少人|几人|几名|多少名|how many (?:people|staff|persons|members)|people make up|几个人|人数"), ("人", "名")),
    (re.compile(r"几场|多少场|how many (?:press|news) conferences"), ("场", "次")),
    (re.compile(r"几次|多少次|how many times|how many (?:trainings?|meetings?)"), ("次", "场", "期")),
    (re.compile(r"几条|多少条|how many items|how much information|条数"), ("条", "件", "篇")),
    (re.compile(r"多少例|几例|how many cases of"), ("例",)),
    (re.compile(r"百分之几|百分比|占比|比例|percentage|what share|what percent"), ("%", "％")),
    (re.compile(r"多少钱|多少万元?|多少元|几万|how much money|how much was spent|how much did .{0,40}(?:spend|cost|pay)"), ("元", "万元", "万")),
    (re.compile(r"几件|多少件"), ("件", "份", "条")),
    (re.compile(r"几个环节|多少环节|how many steps"), ("环节", "个")),
    (re.compile(r"几个|多少个|几家|多少家|几项|几份|几篇|how many\b"), ("",)),
)  # fmt: skip
PRIORITY: tuple[Operation, ...] = (
    "list_where", "count", "rank", "max", "min", "share", "ratio", "average", "sum", "difference", "trend"
)  # fmt: skip


def operation_of(hits: Sequence[Hit], text: str, *, several: bool, whole: bool) -> Operation:
    """The operation a question asks for; "lookup" where one figure, or several side by side, is all it wants.

    `several` says that more than one report is asked about, `whole` that all of them are.
    """
    asked = {hit.target for hit in hits if hit.group == "operations"}
    if re.search(r"[\u4e00-\u9fff]\s*\+\s*[\u4e00-\u9fff]", text):
        asked.add("sum")
    for operation in PRIORITY:
        if operation in asked:
            return operation
    if several and re.search(r"总共|一共|总计|合计|共计|一起|total|in all|altogether", text) and not re.search(r"各|分别|each|respective", text):
        return "sum"
    return "lookup"


def condition_of(text: str) -> Condition | None:
    """The condition that "which bodies …" and "how many bodies …" put on a cell; None where there is none."""
    for comparison, words in CONDITIONS:
        if found := words.search(text):
            number = next((group for group in found.groups() if group), "0").replace(",", "").rstrip(".")
            return Condition(comparison=comparison, number=number)  # type: ignore[arg-type]
    return None


def limit_of(text: str) -> int | None:
    """How many places of a ranking are wanted, None for all."""
    found = LIMIT.search(text)
    if not found:
        return None
    word = found.group(1) or found.group(2)
    return int(word) if word.isdecimal() else NUMERALS.get(word)


def units_of(text: str) -> tuple[str, ...]:
    """The measure words a number that answers this must have; ("",) for any, () where no number is asked."""
    return next((units for words, units in UNITS if words.search(text)), ())
