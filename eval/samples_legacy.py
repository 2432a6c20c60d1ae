"""The list that reports printed before 2019 (国办发〔2014〕32号): one value a row, with numbers that all differ."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import count
from random import Random

from eval.samples_form import Cell, Grid, Row

# label | unit | id; a heading has no unit.
ROWS = """\
一、主动公开情况
（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）|条|l14.proactive.total
其中：主动公开规范性文件数|条|l14.proactive.normative_public
制发规范性文件总数|件|l14.proactive.normative_made
（二）通过不同渠道和方式公开政府信息的情况
1.政府公报公开政府信息数|条|l14.channel.gazette
2.政府网站公开政府信息数|条|l14.channel.website
3.政务微博公开政府信息数|条|l14.channel.weibo
4.政务微信公开政府信息数|条|l14.channel.wechat
5.其他方式公开政府信息数|条|l14.channel.other
二、回应解读情况
（一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）|次|l14.respond.total
（二）通过不同渠道和方式回应解读的情况
1.参加或举办新闻发布会总次数|次|l14.respond.press
其中：主要负责同志参加新闻发布会次数|次|l14.respond.press_head
2.政府网站在线访谈次数|次|l14.respond.interview
其中：主要负责同志参加政府网站在线访谈次数|次|l14.respond.interview_head
3.政策解读稿件发布数|篇|l14.respond.interpretation
4.微博微信回应事件数|次|l14.respond.social
5.其他方式回应事件数|次|l14.respond.other
三、依申请公开情况
（一）收到申请数|件|l14.req.received
1.当面申请数|件|l14.req.in_person
2.传真申请数|件|l14.req.fax
3.网络申请数|件|l14.req.online
4.信函申请数|件|l14.req.letter
（二）申请办结数|件|l14.req.closed
1.按时办结数|件|l14.req.on_time
2.延期办结数|件|l14.req.extended
（三）申请答复数|件|l14.ans.total
1.属于已主动公开范围数|件|l14.ans.already_public
2.同意公开答复数|件|l14.ans.granted
3.同意部分公开答复数|件|l14.ans.partial
4.不同意公开答复数|件|l14.ans.denied
其中：涉及国家秘密|件|l14.ans.denied.secret
涉及商业秘密|件|l14.ans.denied.business
涉及个人隐私|件|l14.ans.denied.privacy
危及国家安全、公共安全、经济安全和社会稳定|件|l14.ans.denied.security
不是《条例》所指政府信息|件|l14.ans.denied.not_information
法律法规规定的其他情形|件|l14.ans.denied.other
5.不属于本行政机关公开数|件|l14.ans.not_ours
6.申请信息不存在数|件|l14.ans.not_exist
7.告知作出更改补充数|件|l14.ans.amend
8.告知通过其他途径办理数|件|l14.ans.other_channel
四、行政复议数量|件|l14.review.total
（一）维持具体行政行为数|件|l14.review.upheld
（二）被依法纠错数|件|l14.review.corrected
（三）其他情形数|件|l14.review.other
五、行政诉讼数量|件|l14.lit.total
（一）维持具体行政行为或者驳回原告诉讼请求数|件|l14.lit.upheld
（二）被依法纠错数|件|l14.lit.corrected
（三）其他情形数|件|l14.lit.other
六、举报投诉数量|件|l14.complaints
七、依申请公开信息收取的费用|万元|l14.fee
八、机构建设和保障经费情况
（一）政府信息公开工作专门机构数|个|l14.staff.units
（二）设置政府信息公开查阅点数|个|l14.staff.points
（三）从事政府信息公开工作人员数|人|l14.staff.people
1.专职人员数（不包括政府公报及政府网站工作人员数）|人|l14.staff.full_time
2.兼职人员数|人|l14.staff.part_time
（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）|万元|l14.budget
九、政府信息公开会议和培训情况
（一）召开政府信息公开工作会议或专题会议数|次|l14.meetings.held
（二）举办各类培训班数|次|l14.training
（三）接受培训人员数|人次|l14.trained"""
HEADER = ("统计指标", "单位", "统计数")
# The row and how many of the rows below it add up to it; "其中" is a part, not a sum.
SUMS = {
    "（一）收到申请数": 4,
    "（二）申请办结数": 2,
    "四、行政复议数量": 3,
    "五、行政诉讼数量": 3,
    "（三）从事政府信息公开工作人员数": 2,
}
ANSWERS = "（三）申请答复数"
DENIED = "4.不同意公开答复数"
DENIED_PARTS = 6


@dataclass(frozen=True, slots=True)
class LegacyList:
    """The list as a grid, and the number of each of its rows by id."""

    grid: Grid
    values: dict[str, Decimal]


def legacy_list(seed: str) -> LegacyList:
    """Draw the list; the same seed gives the same numbers. The sums that the form has hold."""
    lines = [(*line.split("|"), "", "")[:3] for line in ROWS.split("\n")]
    for attempt in count():
        numbers = _draw([label for label, unit, _ in lines if unit], Random(f"{seed}/{attempt}"))
        if len(set(numbers)) == len(numbers):
            break
    left = iter(numbers)
    rows: list[Row] = [tuple(Cell(text) for text in HEADER)]
    values = {}
    for label, unit, cell in lines:
        number = next(left) if unit else None
        printed = "——" if number is None else str(number)
        rows.append((Cell(label), Cell(unit or "——"), Cell(printed, cell)))
        if cell and number is not None:
            values[cell] = number
    return LegacyList(tuple(rows), values)


def labels_by_id() -> dict[str, str]:
    """What each row of the list prints in front of its value."""
    lines = [line.split("|") for line in ROWS.split("\n")]
    return {line[2]: line[0] for line in lines if len(line) == 3}


def _draw(labels: list[str], random: Random) -> list[Decimal]:
    numbers = [Decimal(20 + int(random.random() * 9000)) for _ in labels]
    for label, parts in SUMS.items():
        at = labels.index(label)
        numbers[at] = sum(numbers[at + 1 : at + 1 + parts], Decimal(0))
    denied, answers = labels.index(DENIED), labels.index(ANSWERS)
    numbers[denied] = sum(numbers[denied + 1 : denied + 1 + DENIED_PARTS], Decimal(0))
    others = [*range(answers + 1, denied + 1), *range(denied + DENIED_PARTS + 1, denied + DENIED_PARTS + 5)]
    numbers[answers] = sum((numbers[at] for at in others), Decimal(0))
    for label in labels:
        if label.startswith(("七、", "（四）政府信息公开专项经费")):
            numbers[labels.index(label)] += Decimal("0.37")
    return numbers
