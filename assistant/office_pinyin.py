"""The kind of a body typed in pinyin behind its place in Chinese: "湖南中医药guanliju", "宜春weijianwei"."""

from assistant.first_look import Look

KINDS = {
    "weishengjiankangweiyuanhui": "卫生健康委员会", "weishengjiankangwei": "卫生健康委",
    "weishengjiankangju": "卫生健康局",
    "weijianwei": "卫健委", "weijianju": "卫健局", "jiankangweiyuanhui": "健康委员会", "jiankangju": "健康局",
    "zhongyiyaoguanliju": "中医药管理局", "zhongyiyaoju": "中医药局", "zhongyiju": "中医局",
    "yiliaobaozhangju": "医疗保障局", "yibaoju": "医保局", "jikongju": "疾控局", "jikongzhongxin": "疾控中心",
    "guanliju": "管理局", "guanliweiyuanhui": "管理委员会", "guanweihui": "管委会",
    "renminzhengfu": "人民政府", "zhengfu": "政府", "jiaoyuju": "教育局", "caizhengju": "财政局", "gonganju": "公安局",
    "minzhengju": "民政局", "shuiliju": "水利局", "sifaju": "司法局", "tongjiju": "统计局", "shenjiju": "审计局",
    "shangwuju": "商务局", "jiaotongju": "交通局", "yingjiguanliju": "应急管理局",
    "shichangjianguanju": "市场监管局", "nongyenongcunju": "农业农村局", "ziranziyuanju": "自然资源局",
}  # fmt: skip
TYPED = Look(rf"(?<=[\u4e00-\u9fff]) ?({'|'.join(sorted(KINDS, key=len, reverse=True))})(?![a-z])")


def with_kinds(text: str) -> str:
    """The question with these kinds in Chinese."""
    return TYPED.sub(lambda found: KINDS[found.group(1)], text)
