"""What kind of thing a question on prose looks for, and what a sentence must hold to name it: a day, a title."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.concepts import Concept, concepts_of
from assistant.first_look import Look

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
    (re.compile(r"\b(?:number of|average|mean|median|typical|avg) (?:\w+ )?(?:day|week|month|hour|minute)s?\b"), TIME),
    (re.compile(r"(?:平均|一般|通常)[^，。？]{0,10}(?:天|工作日|时限|时长|小时)"), TIME),
    (re.compile(r"(?:多少|几)(?:万|亿)?元|多少钱|金额|\byuan\b|\bhow much (?:money|was|is|did)\b|\bfee\b"), MONEY),
    (re.compile(r"百分|几成|比例|占比|[%％]|\bper ?cent|\bpercentage|\bshare of\b|\bproportion\b"), RATE),
    (re.compile(rf"(?:多少|几)(?:{COUNT})|\bhow many\b|\bnumber of\b"), COUNT),
)  # fmt: skip
ANY = "|".join((TIME, MONEY, RATE, COUNT))
ORDINAL = Look(
    r"[（(]?[一二三四五六七八九十]+(?:是|、|）|\))|第[一二三四五六七八九十\d]+|(?<![\d.])\d{1,2}(?:、|[.．](?!\d))|统一|一[体定些致并步律直旦般]|进一步"
)
YEAR_NAMED = re.compile(r"(?<!\d)(?:19|20)\d\d年(?:度)?")  # names a year, counts none
# What reports may count or may not: where one is asked for and no sentence names it, no other sentence answers.
COUNTED_WORDS = """
经费 预算 决算 支出 收入 金额 拨款 资金 费用 信息处理费 工资 补贴 编制 价格
粉丝 访问量 浏览量 点击量 阅读量 下载量 转发量 点赞 满意度 评分 得分
床位 疫苗 接种 人口 出生 死亡 病例 门诊量 面积 里程 就业率 增长率 培训
新闻发布会 发布会
"""
COUNTED = frozenset(COUNTED_WORDS.split())

WEIGHTY = 2.0  # a word of less says too little to be what is asked for
COUNTING = Look(
    r"多少|(?<!哪)几(?:[个件条项份家人场次名例篇位期户台天元万亿成]|小时|$|[,，。?？])|百分|比例|占比|人数|条数|次数|场数|篇数|期数|份数|册数|户数|家数|个数|例数|字数|金额|数量|总数"
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
        "rank",
        re.compile(
            r"第几|排名|名次|排(?:在|到)?(?:第|多少)|列第|\brank\w*\b|\bwhat place\b|\bwhich place\b|\bplaced\b"
        ),
        re.compile(
            r"(?:列|排|居|获|得|为)[^，。；]{0,6}第[\d一二三四五六七八九十]+|第[\d一二三四五六七八九十]+(?:名|位)|排名|名列"
        ),
        only=True,
        number=True,
    ),
    Sought(
        "url",
        re.compile(
            r"网址|(?:网站|官网|门户|网页|主页)(?:的)?(?:地址|链接|域名)|\burl\b"
            r"|\b(?:web|internet|site|website)\S{0,2} ?address\b"
            r"|\baddress of (?:the |its |their )?(?:\w+ )?(?:web ?site|site|portal)\b"
        ),
        re.compile(r"https?:|www\.|网址"),
        only=True,
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
            r"多久(?:更新|公布|公开|发布|报送|检查|抽查|通报|评议|统计)"
            r"|多久[^，。？]{0,10}(?:一次|一回)|多长时间[^，。？]{0,10}一次|隔多久|每隔|\bhow (?:often|frequently)\b"
        ),
        re.compile(r"每[个]?[年月周日季天]|按[月季年周日]|[逐实][月年周日季天时]"),
        only=True,
        number=True,
    ),
    Sought(
        "date",
        re.compile(
            r"哪一?天(?!.{0,4}(?:更新|公布|公开|发布|报送))|几月(?:几[日号]|份)|几[日号](?!线)|什么日期|哪个日期|日期是"
            r"|\b(?:on )?(?:what|which) date\b|\bwhat day\b"
        ),
        re.compile(r"\d{1,2}月|\d{1,2}[日号]|每[年月周日季天]|[周期][一二三四五六日天]|季度|当[天日]|月底|年底|年初"),
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
    plain = ORDINAL.sub(" ", YEAR_NAMED.sub(" ", sentence))
    return bool(re.search(rf"{NUMERAL}\s*(?:多|余|个|类)*(?:{measures})", plain))


COUNTED_NOUN = re.compile(
    rf"(?:多少|几)(?!{TIME})[个件条项份家人场次名例篇位期户台元万亿成]*+(?P<noun>[\u4e00-\u9fff]{{2,8}})"
)
COUNTED_ENGLISH = re.compile(
    r"\b(?:how many|number of|count of) "
    r"(?P<noun>(?:(?!(?:of|in|did|do|does|were|was|are|is|has|have|had)\b)[a-z'-]+ ){0,3}"
    r"(?:[a-z-]+s|staff|personnel|people))\b(?<!\bdoes)(?<!\bwas)(?<!\bhas)(?<!\bis)"
)
QUESTION_END = re.compile(r"[?？]")
TOLD_APART = re.compile(r"[男女](?=[的性士同职生员]|$)|党员|博士|硕士|本科|大专|高中|学历|岁(?=以)|年龄")
CLAUSE = re.compile(r"[,，。;；:：!！?？]")
ASKS_HOW_MANY = Look(r"(?:百分之)?(?:多少|几)")
# Words that say what was done or how it is counted, not what is counted.
GENERIC_WORDS = """
主动 公开 信息 政府信息 政府 政务 发布 公布 发 推送 收到 受理 接收 办理 办结 办完 处理 答复 回复 召开
举办 举行 组织 开展 进行 完成 制定 出台 印发 增加 新增 增设 聘请 安排 参加 平均 占 比 类 共
年内 全年 当年 今年 数量 次数 总数 合计 总计 比例 占比 比重 百分比 目标 涉及 相关 有关 关于 各类 各种
报名 参赛 参与 方面 工作 局里 全局 我局 本局 每年 每月 左右 大约 采购 检查 提出 设置 设立 建成 建立 拥有 达到 通过
外头 往外 对外 一项 那笔 这个 那个 那些 这些 以后 时候 当时
"""
GENERIC = frozenset(GENERIC_WORDS.split())
STAFF = frozenset(("人员", "工作人员"))
OWN_STAFF = re.compile(r"在编|在职|职工|编制|全局|全系统|全委|全体|干部")
SOME_STAFF = Look(
    r"专职|兼职|专兼|经办|负责|从事|公开|培训|参加|参训|接待|专门|抽调|队伍"
    r"|\b(?:full|part)[- ]?time\b|\bdisclos|\bopenness\b|\btrain"
    r"|\bin charge\b|\bresponsib|\bdedicated\b|\bhandl|\bwork(?:s|ed|ing)? (?:on|in)\b"
    r"|\binformation\b|\battend|\btook part\b"
)


def specific(concepts: Iterable[Concept]) -> tuple[Concept, ...]:
    """Of what a question speaks of, what tells one thing that reports count from another."""
    return tuple(c for c in concepts if c.weight >= WEIGHTY and not GENERIC.issuperset((c.said, *c.words)))


def last_question(text: str) -> str:
    """Of a question with the one before it, the last."""
    parts = [part for part in QUESTION_END.split(text) if part.strip()]
    return parts[-1] if parts else text


def apart(text: str, sentence: str) -> bool:
    """Whether a question tells people apart, by sex, schooling or age, where a sentence does not."""
    return any(word not in sentence for word in TOLD_APART.findall(text))


def counted_words(text: str) -> tuple[Concept, ...]:
    """The words of a question beside its "how many": what answers speaks of them."""
    text = last_question(text)
    if english := COUNTED_ENGLISH.search(text.lower()):
        last = english["noun"].rpartition(" ")[2]
        told = [c for c in concepts_of(english["noun"]) if c.weight >= WEIGHTY and last in c.said.split()]
        return (*told, *(c for c in concepts_of(last) if told and c.words and c.said != told[0].said))
    if found := COUNTED_NOUN.search(text):
        return specific(concepts_of(found["noun"]))
    return ()


def counted_before(text: str) -> tuple[Concept, ...]:
    """The words before the "how many" of a question that has none behind it: "新闻发布会开了几场"."""
    text = last_question(text)
    asked = ASKS_HOW_MANY.search(text)
    if not asked or (COUNTED_NOUN.search(text) and counted_words(text)):
        return ()
    clauses = CLAUSE.split(text[: asked.start()])
    return specific(concepts_of(clauses[-1])) or specific(concepts_of("，".join(clauses[:-1])))


def asks_own_staff(text: str) -> bool:
    """Whether the people of a body as a whole are asked for, not those who do something."""
    plain = text.lower()
    return not SOME_STAFF.search(plain) and any(
        STAFF.issuperset(c.words) for c in (*counted_words(text), *counted_before(text)) if c.words
    )


SUM_ASKED = Look(
    r"合计|总计|加起来|相加|加在一起|[和与及跟加].*(?:一共|总共|一起|共)"
    r"|\b(?:combined|together|in total|altogether|sum of)\b"
)
ROLE = Look(
    r"(?P<zh>[\u4e00-\u9fff]{2,8}?)(?:到底|究竟|都|又)?(?:是|为|由)谁(?:担任|来当)?(?:$|[?？呢呀啊])|谁(?:是|担任|来当|当的?)(?P<of>[\u4e00-\u9fff]{2,8})"
    r"|\bwho (?:is|was|are|were|acts as|served as) (?:the |its |their )(?P<en>[a-z' -]+)"
)
PLAN_ASKED = Look(
    r"打算|计划|下一步|下步|目标|力争|争取|今后|明年|来年|准备|拟|将(?:要|会|来)?"
    r"|\b(?:plan|will|target|aim|goal|intend|next year|going to|promis|pledg)\w*"
)


def role_asked(text: str) -> tuple[Concept, ...]:
    """The post whose holder is asked for: a sentence without it names another."""
    found = ROLE.search(text.lower())
    named = next((group for group in found.groups() if group), "") if found else ""
    return specific(concepts_of(named))[-1:]


def asks_sum(text: str) -> bool:
    """Whether several numbers are to be added up: one of them alone is not what is asked."""
    return bool(SUM_ASKED.search(text.lower()))


def asks_plan(text: str) -> bool:
    """Whether what is planned is asked for, not what was done."""
    return bool(PLAN_ASKED.search(text.lower()))


def counted_things(concepts: tuple[Concept, ...]) -> tuple[Concept, ...]:
    """The concepts of a question that are things counted: what answers names each of them."""
    return tuple(c for c in concepts if c.words and c.weight >= WEIGHTY and COUNTED.issuperset(c.words))
