"""Words that could be read as places, and the English words for ranks of places."""

import re

from assistant.first_look import Look

# English words for towns and zones, behind their names → how those names end.
BELOW_COUNTY = {
    r"sub-?districts?|streets?(?: office)?|neighbou?rhood": ("街道",),
    r"towns?|townships?": ("镇", "乡", "苏木"),
    r"industrial (?:park|zone)": ("工业园区", "产业园区", "园区"),
    r"(?:new|national new) (?:area|district|zone)": ("新区",),
    r"(?:economic (?:and|&) tech\w+ |economic )?development (?:zone|area)|etdz": ("开发区", "经开区"),
    r"hi(?:gh)?-?tech(?:nology)?(?: (?:industr\w+|industrial))?(?: development)? (?:zone|area|district|park)": (
        "高新区", "高新技术产业开发区", "高新技术产业园区",
    ),
    r"(?:comprehensive |free )?(?:bonded|trade) (?:zone|area)": ("保税区", "贸区"),
}  # fmt: skip
RANKS = {
    "city": "市",
    "municipal": "市",
    "municipality": "市",
    "county": "县",
    "district": "区",
    "province": "省",
    "provincial": "省",
}
WORD = re.compile(r"[A-Za-z]{2,}")
JOINING = Look(r"(?:\s*(?:、|和|与|及|以及|跟|&|,?\s*\band\b|\bor\b)\s*)")
TCM_BODY = "中医药管理局"
TCM = re.compile(r"\btcm\b|traditional chinese medicine|中医药局|中医药管理局")
MISSPELT_OFFICE = Look(r"[卫位为未伟][健建键剑]([委局])")
NATIONAL = Look(
    r"(?:国家|全国|中国|中央)(?:卫生健康|卫健|卫计|中医药|疾控|药监|医保)[\u4e00-\u9fff]{0,4}?(?:委员会|委|局|部门)|卫生部"
    r"|国务院办公厅(?!关于|印发|政府)|\bnhc\b|ministry of health"
    r"|national (?:health|tcm|administration|medical)[a-z ]{0,40}?(?:commission|administration|bureau)"
)
FUZZY_NAME = 84.0
LONGEST_PLACE = 15  # characters: 双江拉祜族佤族布朗族傣族自治县
# Short names of places that are everyday words in questions on reports; they count as places with their rank only.
EVERYDAY = {
    "公安",
    "资源",
    "政和",
    "和平",
    "合作",
    "平安",
    "互助",
    "建设",
    "东方",
    "大方",
    "中方",
    "平和",
    "和政",
    "开化",
    "开平",
    "会同",
    "延长",
    "民权",
    "威信",
    "比如",
    "文水",
    "振兴",
    "中卫",
    "通道",
    "新和",
    "文化",
    "城区",
    "郊区",
    "保安",
    "南部",
    "西部",
    "安定",
    "新建",
    "民主",
    "合计",
    "兴安",
    "宣化",
    "成安",
    "信丰",
    "海口市",
    "法库",
    "三门",
    "理县",
    "区分",
    "大同区",
    "正定",
    "南区",
    "中山区",
    "集美",
    "金门",
    "共和",
    "民和",
    "同心",
    "永和",
    "长治",
    "太和",
    "宁化",
    "任县",
}
ENGLISH_WORDS = {
    "dan",
    "she",
    "long",
    "song",
    "sun",
    "ping",
    "he",
    "an",
    "you",
    "men",
    "fan",
    "pi",
    "yi",
    "wen",
    "man",
    "ding",
    "cheng",
    "ji",
    "xi",
    "li",
    "lin",
    "ning",
    "lan",
    "luan",
    "tong",
    "ling",
    "tang",
    "hang",
    "gang",
    "bin",
    "ban",
    "can",
    "china",
    "ren",
    "shan",
    "shen",
    "yan",
    "yu",
    "zhong",
    "anyone",
    "an an",
    "mine",
    "line",
    "linking",
    "fine",
    "time",
    "same",
    "changed",
}
RANK_WORD = re.compile(r"[市县区省州盟旗]")
RANK_OF_NEXT = re.compile(r"市场|[县区]域")  # 吉林市场监管局 is of 吉林
TOWN_OF = re.compile(r"街道(?!办理)|镇(?=政府|\d|的|[和与、,，?？呢]|$)|乡(?=政府)")  # 玉林街道 is not of 玉林
