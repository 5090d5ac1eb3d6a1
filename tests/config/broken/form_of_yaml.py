"""Families about the form of YAML: blanks, quotes, brackets, punctuation, what is not supported, whole files."""

from tests.config.broken.case import Broken, day, pack, school, term

TAB = ("with spaces", "请用空格")
TABS = [
    school("    p1: 60min\n", "«»\t\tp1: 60min\n", *TAB),
    school("    p1: 60min\n", "   «»\tp1: 60min\n", *TAB),
    school("  primary:\n", "«»\tprimary:\n", *TAB),
    school("  L: {duty_only: true}\n", "  L:\n«»\t\tduty_only: true\n", *TAB),
    school("    title: 篮球\n", "    title: 篮球\n«»\t    fee: 1\n", *TAB),
    school("    skills: [basketball]\n", "    skills:\n    «»\t- basketball\n", *TAB),
    pack("  periods: 2", "«»\tperiods: 2", *TAB),
    pack("    - seasons\n", "  «»\t- seasons\n", *TAB),
    term("calendar: {first", "calendar:\n«»\tzone: x\nx: {first", *TAB),
    day("  T1: {absent", "«»\tT1: {absent", *TAB),
]
FITS = ("indentation", "缩进")
INDENTATION = [
    school("    gap: 15min\n", "   «»gap: 15min\n", *FITS),
    school("    gap: 15min\n", "     gap«»: 15min\n", *FITS),
    school("    gap: 15min\n", " «»gap: 15min\n", *FITS),
    school("  PG: {kind", " «»PG: {kind", *FITS),
    school("  C3: {grade", "   «»C3: {grade", *FITS),
    school("    risk: 2\n", "   «»risk: 2\n", *FITS),
    school("    kind: volunteer\n", "     kind: volunteer\n    «»x: 1\n", *FITS),
    pack("  periods: 2", " «»periods: 2", *FITS),
    pack("  periods: 2", "   «»periods: 2", *FITS),
    day("  T1: {absent", "    T1: {absent: []}\n  «»T2: {absent", *FITS),
]
ALIAS, ANCHOR = ("write the value again", "请把内容重写一遍"), ("write the value itself", "请直接写值")
TAG, MERGE = ("write the plain value", "请直接写值"), ("write the fields out", "请把字段写全")
REFERENCES = [
    school("p2: 60min", "p2: «*half»", *ALIAS),
    school("lesson: 40min", "lesson: «»&len 40min", *ANCHOR),
    school("lesson: 40min", "lesson: «&len» 40min", *ANCHOR),
    school("afternoon_lessons: {1", "afternoon_lessons: «&low» {1", *ANCHOR),
    school("  L: {duty_only: true}", "  L: {«<<»: {duty_only: true}}", *MERGE),
    school("capacity: 24", "capacity: «!!int» '24'", *TAG),
    school("title: 篮球", "title: «!important» 篮球", *TAG),
    school(
        "equipment: {ball: 12}\nhome",
        "equipment: «!!python/object/apply:os.system» {ball: 12}\nhome",
        "plain value",
        "请直接写值",
    ),
    school("G1: {building: main}", "G1: «!gate» {building: main}", *TAG),
    term("holidays: [2026-10-01], make_up", "holidays: [«!!timestamp» 2026-10-01]", *TAG),
    pack("periods: 2", "periods: «&two» 2", *ANCHOR),
    pack("caps: {sessions", "caps: {«<<»: {}, sessions", *MERGE),
    day("reason: 周三水电检修", "reason: «*why»", *ALIAS),
]
QUOTE = ("quote", "引号")
QUOTES = [
    school("title: 篮球", 'title: «»"篮球', *QUOTE),
    school("title: 篮球", "title: «»'篮球", *QUOTE),
    school("title: 小学校", 'title: «»"小学校', *QUOTE),
    school("title: 小学校", "title: «»'小学校", *QUOTE),
    school("title: 篮球", 'title: "篮球" «»好', *QUOTE),
    school("title: 篮球", "title: '篮球' «»好", *QUOTE),
    school("title: 篮球", 'title: "篮«»\\球"', "single quotes", "单引号"),
    school("title: 篮球", 'title: "篮\\x«»zz"', "escape", "转义"),
    school("title: 篮球", "title: «»@篮球", *QUOTE),
    school("title: 篮球", "title: «»`篮球`", *QUOTE),
    school("title: 篮球", "title: «»%篮球", *QUOTE),
    school("title: 篮球", "title: 篮球«»: 一", *QUOTE),
    term("last: 2027-01-22", 'last: «»"2027-01-22', *QUOTE),
    day("title: 会议厅检修", "title: «»'会议厅检修", *QUOTE),
]
CLOSED = ("bracket", "括号")
BRACKETS = [
    school("[2, 1, 1, 1, 1], 3", "[2, 1, 1, 1, 1, 3«»", *CLOSED, near=True),
    school("gates: {G1: {building: main}}", "gates: «»{G1: {building: main}", *CLOSED),
    school("venues: [gym, playground]", "venues: «»[gym, playground", *CLOSED),
    school("venues: [gym, playground]", "venues: [gym, playground«»}", *CLOSED),
    school(
        "class_activities: {fri: sport, default: reading}", "class_activities: «»{fri: sport, default: reading", *CLOSED
    ),
    school("scope: [sport]}}", "scope: [sport]}}«»}", *CLOSED),
    school("venues: [gym, playground]", "venues: [gym, playground]«»]", *CLOSED),
    term("holidays: [2026-10-01], make_up", "holidays: [2026-10-01, make_up«»", *CLOSED, near=True),
    term("calendar: {first", "calendar: {«»{first", "plain text", "文字"),
    pack("min_daily: {primary: 120min, junior: 120min}", "min_daily: «»{primary: 120min, junior: 120min", *CLOSED),
    pack("rank_costs: [0, 1, 3, 6, 10, 15, 21, 28]", "rank_costs: «»[0, 1, 3, 6, 10, 15, 21, 28", *CLOSED),
    day("clubs: {books: {capacity: 20}}", "clubs: «»{books: {capacity: 20}", *CLOSED),
]
COLON, COMMA = ("`name: value`", "“名称: 值”"), ("write `,`", "半角“,”")
PUNCTUATION = [
    school("    gap: 15min\n", "    gap«»：15min\n", *COLON),
    school("term: term.yaml", "term«»：term.yaml", *COLON),
    school("    title: 篮球\n", "    title«»：篮球\n", *COLON),
    school("    gap: 15min\n", "    gap«»:15min\n", *COLON),
    school("term: term.yaml", "term«»:term.yaml", *COLON),
    school("    gap: 15min\n", "    «»gap 15min\n", *COLON),
    school("    gap: 15min\n", "    «»gap=15min\n", *COLON),
    school("venues: [gym, playground]", "venues: [«gym， playground»]", *COMMA),
    school("weekdays: [mon, wed]", "weekdays: [«mon，wed»]", *COMMA),
    school("area: town, language: zh", "area: «town， language»: zh", *COMMA, near=True),
    school("skills: [maths, first_aid]", "skills: [«maths，first_aid»]", *COMMA),
    school("skills: [maths, first_aid]", "skills: [«maths、first_aid»]", *COMMA),
    school("stages: [primary]", "stages: «［primary］»", "[a, b]"),
    school("    skills: [basketball]\n", "    skills:\n      «»-basketball\n      -chess\n", "- value", "- 值"),
    term("first: 2026-09-01, last", "first: «2026-09-01， last»", *COMMA, near=True),
    day("title: 会议厅检修, reason", "title: «会议厅检修，reason»", *COMMA, near=True),
    day("  T1: {absent", "  T1«»：{absent", *COLON),
]
MAPPING = ("`name: value`", "“名称: 值”")
ONE = ("one file holds one", "请删除“---”")


def whole(file: str, text: str, en: str, zh: str) -> Broken:
    """A school of whose files one is replaced."""
    return Broken(((file, "", text),), en, zh)


EMPTY = ("write its sections", "请写入")
WHOLE_FILES = [
    whole("school.yaml", "«»", *EMPTY),
    whole("school.yaml", "«»# 只有注释\n# comments alone\n", *EMPTY),
    whole("school.yaml", "«»\n\n   \n", *EMPTY),
    whole("school.yaml", "«»---\n", *EMPTY),
    whole("school.yaml", "«»null\n", *EMPTY),
    whole("school.yaml", "«»- a\n- b\n", *MAPPING),
    whole("school.yaml", "«»[a, b]\n", *MAPPING),
    whole("school.yaml", "«hello»\n", *MAPPING),
    whole("school.yaml", "«42»\n", *MAPPING),
    whole("school.yaml", '«»"quoted"\n', *MAPPING),
    whole("school.yaml", "«»pupil,homeroom\na1,C1\n", *MAPPING),
    whole("school.yaml", '«»<html><body class="x">\n</body></html>\n', *MAPPING),
    whole("term.yaml", "«»", *EMPTY),
    whole("term.yaml", "«»- 2026-09-01\n", *MAPPING),
    whole("county.yaml", "«»# nothing yet\n", *EMPTY),
    whole("day.yaml", "«sick»\n", *MAPPING),
    school("policy: county", "«»---\npolicy: county", *ONE),
    day("adults:\n", "«»---\nadults:\n", *ONE),
    school("school: {id", "«»%YAML 9.9\n---\nschool: {id", "delete this line", "请删除这一行"),
    school("school: {id", "«»%TAG ! tag:x,2000:\n---\nschool: {id", "delete it", "请删除"),
]
DEEP = ("nested deeper than 40 levels", "嵌套超过 40 层")
BOMBS = [
    school("extended: 30min", "extended: " + "[" * 37 + "«»" + "[" * 60, *DEEP),
    school("extended: 30min", "extended: " + "{a: " * 37 + "«»{" + "a: {" * 9, *DEEP),
    school(
        "extended: 30min",
        "extended:\n" + "".join(" " * (5 + n) + "a:\n" for n in range(37)) + " " * 42 + "«»a: 1\n",
        *DEEP,
    ),
    school("extended: 30min", "extended: 30min\n    x: &a [1]\n".replace("&a", "«»&a"), *ANCHOR),
    school("p2: 60min", "p2: «" + "6" * 3000 + "min»", "like 60min", "60min"),
    school("title: 篮球", "title: «" + "篮" * 3000 + "»", "at most 200", "最多 200"),
    school("skill: basketball", "skill: «" + "b" * 61 + "»", "at most 60", "最多 60"),
    school("id: tiny", "id: «" + "x" * 41 + "»", "at most 40", "最多 40"),
    school("  L: {duty_only", "  «" + "L" * 900 + "»: {duty_only", "at most 40", "最多 40"),
    school("area: town", "area: town, «" + "motto" * 100 + "»: 1", "latitude"),
    whole("school.yaml", "«»" + "#" * 2_000_001, "2 MB; split the file", "请拆分文件"),
]
