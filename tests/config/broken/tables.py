"""Families about CSV tables: header, shape, what stands in a row, personal data."""

from dataclasses import replace

from tests.config.broken.case import Broken, expected, interest, lessons, luck, pupils, school

HEADERS = [
    pupils("pupil,homeroom,mon", "«pupils»,homeroom,mon", "pupil"),
    pupils("pupil,homeroom,mon", "«id»,homeroom,mon", "pupil/学生编号", "pupil/学生编号"),
    pupils("pupil,homeroom,mon", "pupil,«class»,mon", "homeroom/班级", "homeroom/班级"),
    pupils("choice1,choice2", "«choise1»,choice2", "choice1"),
    pupils("choice1,choice2", "choice1,«choice9»", "choice2"),
    pupils("choice1,choice2", "choice1,«choice1»", "rename or delete", "请改名或删除"),
    pupils("choice1,choice2", "choice1,«志愿1»", "rename or delete", "请改名或删除"),
    pupils("choice1,choice2", "choice1,«»", "name it", "请删除，或改为"),
    pupils("choice1,choice2", "choice1,«备注»", "name it", "请删除，或改为"),
    pupils("pupil,homeroom,mon,tue", "学生编号,班级,周一,«礼拜二»", "name it", "请删除，或改为"),
    lessons("adult,weekday,start", "adult,«week_day_of»,start", "weekday"),
    lessons("adult,weekday,start", "«teacher»,weekday,start", "adult/教师编号", "adult/教师编号"),
    expected("homeroom,weekday,p1", "homeroom,weekday,«period1»", "name it", "请删除，或改为"),
    interest("club,pupils", "club,«people»", "pupils/人数", "pupils/人数"),
    luck("pupil,lost", "pupil,«losses»", "lost"),
    luck("pupil,lost", "pupil«»;lost", "comma-separated", "逗号分隔"),
    luck("pupil,lost", "pupil«»\tlost", "comma-separated", "逗号分隔"),
    luck("pupil,lost", "pupil«»，lost", "comma-separated", "逗号分隔"),
]
CELLS = ("cells", "格")
LONG = "pupil,lost\n" + "".join(f"b{number},0\n" for number in range(30_000))
SHAPES = [
    pupils("a1,C1,P1+P2,", "«»a1,C1,", *CELLS),
    pupils(",,,a2,a1", ",,,a2,a1,«»x", *CELLS),
    luck("a1,2", "a1,2,«»3", *CELLS),
    luck("a1,2", "«»a1", *CELLS),
    luck("a1,2", 'a1,«»"2', "close it", "请补上"),
    luck("a1,2", '«»"a1,2', "close it", "请补上"),
    luck("a1,2", '"a1"«x»,2', 'write a quote inside a cell as `""`', '`""`'),
    interest("ball,2", "ball,2,«»,", *CELLS),
    expected("C1,mon,3,2,0,0", "C1,mon,3,2,0,0,«»5", *CELLS),
    lessons("T1,mon,08:20,09:00,,C1,chinese,", "T1,mon,08:20,09:00,,C1,chinese,,«»x", *CELLS),
    Broken((("pupils.csv", "", "«»"),), "first row", "第一行"),
    Broken((("pupils.csv", "", "«»\n\n,,,\n"),), "first row", "第一行"),
    Broken(
        (("luck.csv", "", "pupil,lost\na1," + "«»," * 0 + "," * 199 + "«»2\n"),), "more than 200 cells", "超过 200 格"
    ),
    Broken((("luck.csv", "", LONG + "«»b,0\n"),), "more than 30,000 rows; delete", "超过 30,000 行，请删除"),
]
FORMULA = ("write the value itself", "请直接写值")
FORMULAS = [
    pupils("a1,C1", "«=A2»,C1", *FORMULA),
    pupils("a1,C1", "a1,«=B2»", *FORMULA),
    pupils(
        "a1,C1,P1+P2,P1+P2,P1+P2,P1,P1,books",
        'a1,C1,P1+P2,P1+P2,P1+P2,P1,P1,«»"=HYPERLINK(""http://x"",""y"")"',
        *FORMULA,
    ),
    pupils("a3,C3,P1,,,,,ball@B", "a3,C3,P1,,,,,«=VLOOKUP(A4)»", *FORMULA),
    luck("a1,2", "a1,«=1+1»", *FORMULA),
    interest("ball,2", "ball,«=SUM(B3)»", *FORMULA),
    expected("C1,mon,3", "C1,mon,«=3»", *FORMULA),
    lessons("T1,mon,08:20", "T1,mon,«=A1»", *FORMULA),
    lessons("T1,mon,08:20", "T1,«=cmd|' /C calc'!A0»,08:20", *FORMULA),
]
CODES = ("P1, P2, E, V", "P1、P2、E、V")
ATTENDANCE = [
    pupils("a1,C1,P1+P2", "a1,C1,«P3»", *CODES),
    pupils("a1,C1,P1+P2", "a1,C1,«P1+»", *CODES),
    pupils("a1,C1,P1+P2", "a1,C1,«P1 P2»", *CODES),
    pupils("a1,C1,P1+P2", "a1,C1,«P1/P2»", *CODES),
    pupils("a1,C1,P1+P2", "a1,C1,«yes»", *CODES),
    pupils("a1,C1,P1+P2", "a1,C1,«1»", *CODES),
    pupils("a1,C1,P1+P2", "a1,C1,«两个时断»", "两个时段"),
    pupils("a1,C1,P1+P2", "a1,C1,«延时拖管»", "延时托管"),
    pupils("a1,C1,P1+P2", "a1,C1,«P1+V»", "no evening study", "没有晚自习"),
    pupils(
        "a2,C3,P1+P2+E",
        "a2,C3,«P1+P2+E»",
        "no extended care",
        "没有延时托管",
        ("school.yaml", "    extended: 30min\n", "    extended: 0min\n"),
    ),
]
IN_THE_ROSTER = [
    pupils("a1,C1", "a1,«C2»", "C1"),
    pupils("a1,C1", "a1,«c1»", "C1"),
    pupils("a1,C1", "a1,«»", "the homerooms are C1, C3", "班级有 C1、C3"),
    pupils("a1,C1", "a1,«一(1)班»", "the homerooms are C1, C3", "班级有 C1、C3"),
    pupils("a1,C1", "«a 1»,C1", "letters, digits", "字母、汉字"),
    pupils("a1,C1", "«»,C1", "letters, digits", "字母、汉字"),
    pupils("a1,C1", "«" + "a" * 41 + "»,C1", "at most 40", "最多 40"),
    pupils("a1,C1", "«a.1»,C1", "letters, digits", "字母、汉字"),
    pupils("2026-09-01,2027-01-22,yes,S1", "«2026-13-01»,2027-01-22,yes,S1", "months are 01 to 12", "月份为 01 至 12"),
    pupils("2026-09-01,2027-01-22,yes,S1", "«»,2027-01-22,yes,S1", "first and a last day", "起止两个日期"),
    pupils("2026-09-01,2027-01-22,yes,S1", "2026-09-01,«»,yes,S1", "first and a last day", "起止两个日期"),
    pupils(
        "2026-09-01,2027-01-22,yes,S1",
        "2026-09-01,«2026-08-31»,yes,S1",
        "not be before 2026-09-01",
        "不应早于 2026-09-01",
    ),
    pupils("2026-09-01,2027-01-22,yes,S1", "«9月1日»,2027-01-22,yes,S1", "like 2026-09-01", "2026-09-01"),
    pupils("2027-01-22,yes,S1", "2027-01-22,«maybe»,S1", "yes, no or empty", "是、否 或空"),
    pupils("2027-01-22,yes,S1", "2027-01-22,«x»,S1", "yes, no or empty", "是、否 或空"),
    pupils("2027-01-22,yes,S1", "2027-01-22,yes,«S11»", "S1"),
    pupils("2027-01-22,,,,,", "2027-01-22,,«S1»,,,", "for grades 3", "面向 3 年级"),
    pupils("yes,S1,left_behind", "yes,S1,«left_behing»", "left_behind"),
    pupils("yes,S1,left_behind,a3", "yes,S1,left_behind,«a2»", "another pupil", "另一名学生"),
    pupils("yes,S1,left_behind,a3", "yes,S1,left_behind,«a33»", "a3"),
    pupils(",,,a2,a1", ",,,a2,«a2»", "keep one", "保留一处"),
]
WISHES = [
    pupils("P1,P1,books", "P1,P1,«boks»", "books"),
    pupils("P1,P1,books", "P1,P1,«»读书".replace("«»读书", "«读书»"), "clubs are ball, books", "社团有 ball、books"),
    pupils("P1,P1,books", "P1,P1,«ball»", "grades 3, 4, 5, 6", "3、4、5、6 年级"),
    pupils("P1,P1,books", "P1,P1,«books@B»", "books@A"),
    pupils("ball@A,books", "«ball@C»,books", "strands are A, B", "时段组有 A、B"),
    pupils("ball@A,books", "«ball@a»,books", "A"),
    pupils("ball@A,books", "ball@A,«ball@A»", "delete it", "请删除"),
    pupils("ball@A,books", "«ball@A+books»,", "one wish in a cell", "一格写一个志愿"),
    pupils("ball@A,books", "«篮求@A»,books", "篮球 ball"),
    pupils("P1,P1,books", "P1,P1,«Books»", "books"),
    pupils("P1,P1,books", "P1,P1,«books(1)»", "books"),
    pupils("P1,P1,books", "P1,P1,«1»", "clubs are ball, books", "社团有 ball、books"),
]
TWICE = ("keep one", "保留一处")
ROWS_TWICE = [
    pupils("a2,C3", "«a1»,C3", *TWICE),
    pupils("a3,C3", "«a1»,C3", *TWICE),
    pupils("a3,C3", "«a2»,C3", *TWICE),
    luck("a3,1", "«a1»,1", *TWICE),
    luck("a3,1", "a3,1\n«a3»,1", *TWICE),
    interest("books,1", "«ball»,1", *TWICE),
    interest("books,1", "books,1\n«books»,2", *TWICE),
    expected("C3,tue", "C1,«mon»", *TWICE),
    expected("C3,tue", "C1,«周一»", *TWICE),
    expected("C1,mon,3,2,0,0", "C1,mon,3,2,0,0\nC1,«mon»,3,2,0,0", *TWICE),
]
TIMETABLE = [
    lessons("T1,mon", "«T9»,mon", "T1"),
    lessons("T1,mon", "«王老师»,mon", "the adults are T1, T2", "人员有 T1、T2"),
    lessons("T1,mon", "T1,«sat»", "one of mon", "周一至周五"),
    lessons("T1,mon", "T1,«1»", "one of mon", "周一至周五"),
    lessons("T1,mon", "T1,«Monday»", "mon"),
    lessons("08:20,09:00", "«8.20»,09:00", "08:20"),
    lessons("08:20,09:00", "08:20,«08:10»", "after the start", "应晚于"),
    lessons("08:20,09:00", "08:20,«»", "H:MM", "H:MM"),
    lessons("08:20,09:00", "«»,09:00", "start and end, or period", "开始和结束时间，或写节次"),
    lessons("T2,周二,,,5", "T2,周二,,,«7»", "from 1 to 6", "第 1 至 6"),
    lessons("T2,周二,,,5", "T2,周二,,,«0»", "from 1 to 6", "第 1 至 6"),
    lessons("T2,周二,,,5", "T2,周二,,,«第五节»", "whole number", "整数"),
    lessons("T2,周二,,,5,C3", "T2,周二,,,«5»,", "homeroom", "班级"),
    lessons("T1,mon,08:20,09:00,,C1", "T1,mon,08:20,09:00,,«C4»", "C1"),
    lessons("maths,winter", "maths,«wintr»", "winter"),
    lessons("maths,winter", "maths,«冬»", "冬季", "冬季"),
    lessons(
        "T2,周二,,,5",
        "T2,周二,,,«5»",
        "morning: {start, lessons}",
        "morning",
        ("school.yaml", "    morning: {start: 08:20, lessons: 4, rest: 10min}\n", ""),
    ),
]
FIGURES = [
    expected("C1,mon,3", "C1,mon,«4»", "<= the 3 pupils enrolled", "不应多于在籍 3 人"),
    expected("C1,mon,3", "C1,mon,«-1»", "whole number", "整数"),
    expected("C1,mon,3", "C1,mon,«1.5»", "whole number", "整数"),
    expected("C1,mon,3", "C1,mon,«三»", "whole number", "整数"),
    expected("C1,mon,3", "C1,mon,«3人»", "whole number", "整数"),
    expected("C1,mon", "«C2»,mon", "C1"),
    expected("C1,mon", "C1,«day1»", "one of mon", "周一至周五"),
    interest("ball,2", "«bal»,2", "ball"),
    interest("ball,2", "ball,«many»", "whole number", "整数"),
    interest("ball,2", "ball,«999999»", "whole number", "整数"),
    luck("a1,2", "a1,«two»", "whole number", "整数"),
    luck("a1,2", "a1,«-2»", "whole number", "整数"),
]
DELETE = ("delete it", "请删除")
IDENTITY, MOBILE = "11010519491231002X", "13912345678"


def secret(case: Broken) -> Broken:
    """The same configuration, whose wrong value must not be repeated."""
    return replace(case, secret=True)


PERSONAL_VALUES = [
    secret(pupils("a1,C1", f"«{IDENTITY}»,C1", *DELETE)),
    secret(pupils("a1,C1", f"«{MOBILE}»,C1", *DELETE)),
    secret(pupils("a1,C1", "«+86 139 1234 5678»,C1", *DELETE)),
    secret(pupils("yes,S1,left_behind", f"yes,S1,«{MOBILE}»", *DELETE)),
    secret(lessons("C1,chinese", f"C1,«{MOBILE}»", *DELETE)),
    secret(luck("a1,2", f"«{IDENTITY}»,2", *DELETE)),
    secret(school("title: 篮球", f"title: «»篮球 {MOBILE}", *DELETE)),
    secret(school("licence: L-1", f"licence: «{IDENTITY}»", *DELETE)),
    secret(school("  L: {duty_only", f"  «{MOBILE}»: {{duty_only", *DELETE)),
    secret(school("  L: {duty_only", f"  «{IDENTITY}»: {{duty_only", *DELETE)),
    secret(school("skills: [maths, first_aid]", f"skills: [maths, «{MOBILE}»]", *DELETE)),
    secret(school("kind: volunteer", f'kind: volunteer\n    lottery: «"{IDENTITY}"»'.replace('«"', '«»"'), *DELETE)),
]
PERSONAL_FIELDS = [
    school("skills: [chinese]", "skills: [chinese], «id_card»: x", *DELETE),
    school("skills: [chinese]", "skills: [chinese], «身份证»: x", *DELETE),
    school("skills: [chinese]", "skills: [chinese], «phone»: 1", *DELETE),
    school("skills: [chinese]", "skills: [chinese], «homeAddress»: x", *DELETE),
    school("skills: [chinese]", "skills: [chinese], «birthday»: 1990-01-01", *DELETE),
    school("skills: [chinese]", "skills: [chinese], «银行卡号»: 1", *DELETE),
    school("grade: 1, enrolled", "«家长电话»: 1, grade: 1, enrolled", *DELETE),
    pupils("choice1,choice2", "choice1,«身份证号»", *DELETE),
    pupils("choice1,choice2", "choice1,«家长电话»", *DELETE),
    pupils("choice1,choice2", "choice1,«家庭住址»", *DELETE),
    pupils("choice1,choice2", "choice1,«parent_phone»", *DELETE),
    pupils("choice1,choice2", "choice1,«病史»", *DELETE),
    pupils("choice1,choice2", "choice1,«出生日期»", *DELETE),
    lessons("subject,season", "subject,«mobile»", *DELETE),
]
