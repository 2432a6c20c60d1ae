"""What kind of thing a question on prose looks for, and what a sentence must hold to name it: a day, a title."""

import re
from dataclasses import dataclass

from assistant.concepts import Concept, concepts_of

NUMERAL = r"(?:\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九十百千万]+)"
# What is counted comes in kinds of measure: days answer no question on how many places.
TIME = "个?工作日|个?小时|天|日|周|个?月|年|分钟"
MONEY = "万元|亿元|元|万|亿"
RATE = "%|％|个?百分点|成"
COUNT = (
    "个|件|条|项|份|家|人|场|次|名|例|篇|位|期|户|台|环节|公里|平方|亩|吨|张|座|处|所|批|类|种|级|市|州|县|区|镇|乡|村"
)
KINDS_OF_MEASURE = (
    (re.compile(rf"(?:多少|几)(?:{TIME})|多久|多长时间|\bhow (?:long|soon|quickly|fast)\b"), TIME),
    (re.compile(r"\bhow many (?:\w+ )?(?:day|week|month|hour|year|minute)s?\b"), TIME),
    (re.compile(r"(?:多少|几)(?:万|亿)?元|多少钱|金额|\byuan\b|\bhow much (?:money|was|is|did)\b|\bfee\b"), MONEY),
    (re.compile(r"百分|几成|比例|占比|[%％]|\bper ?cent|\bpercentage|\bshare of\b|\bproportion\b"), RATE),
    (re.compile(rf"(?:多少|几)(?:{COUNT})|\bhow many\b|\bnumber of\b"), COUNT),
)  # fmt: skip
ANY = "|".join((TIME, MONEY, RATE, COUNT))
ORDINAL = re.compile(
    r"[（(]?[一二三四五六七八九十]+(?:是|、|）|\))|第[一二三四五六七八九十\d]+|\d{1,2}[.、．]|统一|一[体定些致并步律直旦般]|进一步"
)
# What reports may count or may not: where one is asked for and no sentence names it, no other sentence answers.
COUNTED_WORDS = """
经费 预算 决算 支出 收入 金额 拨款 资金 费用 信息处理费 工资 补贴 编制 价格
粉丝 访问量 浏览量 点击量 阅读量 下载量 转发量 点赞 满意度 评分 得分 排名 名次
床位 疫苗 接种 人口 出生 死亡 病例 门诊量 面积 里程 就业率 增长率 培训
"""
COUNTED = frozenset(COUNTED_WORDS.split())

WEIGHTY = 2.0  # a word of less says too little to be what is asked for
COUNTING = re.compile(
    r"多少|几(?:[个件条项份家人场次名例篇位期户台天元万亿成]|小时|$|[,，。?？])|百分|比例|占比|人数|条数|次数|场数|金额|数量|总数"
    r"|\bhow (?:many|much)\b|\b(?:number|count|sum|percentage|share|amount|total) of\b|\bheadcount\b"
    r"|\bwhat (?:number|sum|amount|share|percentage|proportion|score|total|fee)\b|\bthe (?:sum|number|amount|score)\b"
)


@dataclass(frozen=True, slots=True)
class Sought:
    """`asked` tells it in a plain question, `said` in a sentence; `only`: a sentence without it does not answer."""

    name: str
    asked: re.Pattern[str]
    said: re.Pattern[str]
    only: bool = False
    number: bool = False  # "which number" asks for it, not for how many


KINDS = (
    Sought(
        "title",
        re.compile(
            r"全名|全称|标题|题目|(?:文件|办法|方案|规定|计划|意见|指南|规范|细则|通知)[^，。？]{0,6}(?:名字|名称|叫什么|叫啥)"
            r"|(?:哪|什么)(?:一)?[个份部项]?(?:重点)?(?:文件|办法|方案|规定|计划|意见|指南|规范|细则)(?!.{0,6}(?:张贴|公布))"
            r"|\b(?:title|full name|what name)\b"
            r"|\b(?:which|what) (?:\w+ ){0,2}(?:document|plan|draft|measure|scheme|rules?|programme)\b"
        ),
        re.compile("《[^》]{4,}》"),
    ),
    Sought(
        "weekday",
        re.compile(r"星期几|周几|礼拜几|每周(?:的)?哪|weekday|day of the week|which day"),
        re.compile(r"(?:周|星期|礼拜)[一二三四五六日天末]|每[天日周]|工作日"),
        only=True,
    ),
    Sought(
        "phone",
        re.compile(r"电话|号码|拨|打(?:什么|哪个|几号)|\b(?:phone|telephone|ring|call|dial|number to)\b"),
        re.compile(r"电话|热线|\d{3,4}\s*[-－—]\s*\d{7,8}|\b1[23]\d{3}\b"),
        number=True,
    ),
    Sought(
        "place",
        re.compile(r"地址|办公地点|\baddress\b|\bwhere is .{0,40}(?:office|located)"),
        re.compile(r"地址|位于"),
    ),
    Sought(
        "who",
        re.compile(
            r"谁|什么人|哪些人|哪个(?:部门|科室|股|处|单位|机构|组|局)|哪家|\bwhom?\b"
            r"|\b(?:which|what|partner) (?:other )?(?:department|office|organi[sz]ation|institution|body|group|team)"
        ),
        re.compile(
            r"代表|顾问|记者|团队|专家|人员|[^。；，]股|科室|处室|小组|纪检组|办公室|部门|[局厅委院校馆社](?=[，。、；长]|抽|检|指|合|负|牵|会)"
            r"|公司|中心|高校|律师|监督员|志愿者|居民|组长|局长|主任|由|请"
        ),
    ),
    Sought(
        "often",
        re.compile(
            r"多久[^，。？]{0,10}(?:一次|一回)|多长时间[^，。？]{0,10}一次|隔多久|每隔|\bhow (?:often|frequently)\b"
        ),
        re.compile(r"每[个]?[年月周日季天]|按[月季年周日]|[逐实][月年周日季天时]"),
        only=True,
        number=True,
    ),
    Sought(
        "when",
        re.compile(r"什么时候|何时|哪天|几月|when (?:did|does|is|was|will)"),
        re.compile(r"每[年月周日季天]|按[月季年]|逐月|\d{1,2}月|\d{1,2}日|季度|当[天月日]|实时|前|后"),
    ),
)


def counts(text: str) -> bool:
    """Whether a plain question asks for a number."""
    return bool(COUNTING.search(text.lower()))


def kind_of(text: str) -> Sought | None:
    """What kind of thing a plain question looks for, None for any."""
    return next((kind for kind in KINDS if kind.asked.search(text.lower())), None)


def measures_of(text: str, units: tuple[str, ...]) -> str:
    """The measures, as a regular expression, that a number must have to answer a plain question."""
    named = "|".join(re.escape(unit) for unit in units if unit)
    if named and "天" not in units:
        return named
    return next((measures for asked, measures in KINDS_OF_MEASURE if asked.search(text.lower())), named or ANY)


def has_number(sentence: str, measures: str = ANY) -> bool:
    """Whether a number of one of these measures stands in a sentence, in digits or characters."""
    return bool(re.search(rf"{NUMERAL}\s*(?:多|余|个|类)*(?:{measures})", ORDINAL.sub(" ", sentence)))


COUNTED_NOUN = re.compile(r"(?:多少|几)[个件条项份家人场次名例篇位期户台天元万亿]*+(?P<noun>[\u4e00-\u9fff]{2,8})")


COUNTED_ENGLISH = re.compile(
    r"\b(?:how many|number of|count of) "
    r"(?P<noun>(?:(?!(?:of|in|did|do|does|were|was|are|is|has|have|had)\b)[a-z'-]+ ){0,3}"
    r"[a-z-]+s)\b(?<!\bdoes)(?<!\bwas)(?<!\bhas)(?<!\bis)"
)


def counted_words(text: str) -> tuple[Concept, ...]:
    """The words of a question right behind its "how many": one of them must stand in what answers."""
    if english := COUNTED_ENGLISH.search(text.lower()):
        last = english["noun"].rpartition(" ")[2]
        return tuple(c for c in concepts_of(english["noun"]) if c.weight >= WEIGHTY and last in c.said.split())
    found = COUNTED_NOUN.search(text)
    if not found:
        return ()
    return tuple(c for c in concepts_of(found["noun"]) if len(c.said) > 1 and c.weight >= len(c.said))


def counted_things(concepts: tuple[Concept, ...]) -> tuple[Concept, ...]:
    """The concepts of a question that are things counted: what answers names each of them."""
    return tuple(c for c in concepts if c.words and c.weight >= WEIGHTY and COUNTED.issuperset(c.words))
