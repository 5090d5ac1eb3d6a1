"""Every odd but valid configuration, by name."""

import re
from collections.abc import Mapping

from tests.config.broken.good import GOOD
from tests.config.odd.case import Odd, odd, rewritten

HEADER = GOOD["whole"]["pupils.csv"].splitlines()[0]
CHINESE = "学生编号,班级,周一,周二,周三,周四,周五,志愿1,志愿2,协议开始,协议结束,需专人,帮扶,优先群体,希望同组,不可同组"
SCHOOL = "{id: tiny, title: 小学校, area: town, language: zh, latitude: 38.55, longitude: 106.35}"


def _reversed_rows(text: str) -> str:
    header, *rows = text.splitlines()
    return "\n".join([header, *reversed(rows)]) + "\n"


def _reversed_columns(text: str) -> str:
    return "\n".join(",".join(reversed(line.split(","))) for line in text.splitlines())


def _quoted_cells(text: str) -> str:
    return "\n".join(",".join(f'"{cell}"' for cell in line.split(",")) for line in text.splitlines())


def _padded_cells(text: str) -> str:
    return "\n".join(" , ".join(line.split(",")) + "\u3000" for line in text.splitlines())


def _crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


def _cr(text: str) -> str:
    return text.replace("\n", "\r")


def _commented(text: str) -> str:
    return "# 开头\n" + re.sub(r"(?<=[}\]])\n", "   # 行末 at the end of a line\n\n", text) + "\n# 结尾"


def _trailing(text: str) -> str:
    return text.replace("\n", "   \n") + "\n\n   \n"


FORMS = {
    "Windows line ends in school.yaml": rewritten("school.yaml", _crlf),
    "Windows line ends in pupils.csv": rewritten("pupils.csv", _crlf),
    "old Mac line ends in a table": rewritten("lessons.csv", _cr),
    "a byte-order mark in school.yaml": rewritten("school.yaml", str, "utf-8-sig"),
    "a byte-order mark in the pack": rewritten("county.yaml", str, "utf-8-sig"),
    "a byte-order mark in pupils.csv": rewritten("pupils.csv", str, "utf-8-sig"),
    "GB18030 in lessons.csv": rewritten("lessons.csv", str, "gb18030"),
    "comments everywhere": rewritten("school.yaml", _commented),
    "comments in the term": rewritten("term.yaml", _commented),
    "blanks at line ends and blank lines": rewritten("school.yaml", _trailing),
    "blank lines in a table": rewritten("luck.csv", lambda text: text.replace("\n", "\n\n,\n")),
    "no line end at the end": rewritten("school.yaml", str.rstrip),
    "no line end at the end of a table": rewritten("luck.csv", str.rstrip),
    "a document start": rewritten("school.yaml", lambda text: "---\n" + text),
    "a document end": rewritten("school.yaml", lambda text: text + "...\n"),
    "a YAML directive": rewritten("term.yaml", lambda text: "%YAML 1.2\n---\n" + text),
    "JSON with a key on a line": odd(
        "term.yaml",
        "",
        '{"calendar":\n {"first": "2026-09-01", "last": "2027-01-22", "holidays": ["2026-10-01"],\n'
        '  "make_up": {"2026-10-10": "thu"}}}',
    ),
    "block style for flow": odd(
        "school.yaml",
        f"school: {SCHOOL}",
        "school:\n    id: tiny\n    title: 小学校\n    area: town\n    language: zh\n"
        "    latitude: 38.55\n    longitude: 106.35",
    ),
    "flow over several lines": odd("school.yaml", "{main: {}, annex", "{\n  main: {},\n\n  annex"),
    "a comma after the last": odd("school.yaml", "[gym, playground]", "[gym, playground,]"),
    "a list in dashes": odd("school.yaml", "[gym, playground]", "\n      - gym\n      - playground"),
    "dashes level with the name": odd("school.yaml", "[gym, playground]", "\n    - gym\n    - playground"),
    "a question mark for a key": odd("school.yaml", "    lesson: 40min\n", "    ? lesson\n    : 40min\n"),
    "text in single quotes": odd("school.yaml", "title: 篮球", "title: '篮球'"),
    "text with escapes": odd("school.yaml", "title: 篮球", 'title: "\\u7bee\\u7403"'),
    "text folded": odd("school.yaml", "title: 篮球", "title: >-\n      篮球"),
    "keys in quotes": odd("school.yaml", "    p1: 60min\n", "    \"p1\": '60min'\n"),
    "sections in another order": odd(
        "school.yaml",
        "policy: county.yaml\nterm: term.yaml\n",
        "",
        ("school.yaml", "rosters: {", "term: term.yaml\npolicy: county.yaml\nrosters: {"),
    ),
}
WORDS = {
    "minutes in Chinese": odd("school.yaml", "p1: 60min", "p1: 60分钟"),
    "minutes with a blank": odd("school.yaml", "p1: 60min", "p1: 60 minutes"),
    "an hour of one digit": odd("school.yaml", "start: 08:20", "start: 8:20"),
    "weekdays in Chinese": odd("school.yaml", "weekdays: [mon, wed]", "weekdays: [周一, 星期三]"),
    "weekdays in capitals": odd("school.yaml", "weekdays: [mon, wed]", "weekdays: [MON, Wed]"),
    "grades one by one": odd("school.yaml", "grades: 3-6", "grades: [6, 3, 4, 5]"),
    "grades with a wide dash": odd("school.yaml", "grades: 3-6", "grades: 3－6"),
    "grades in several runs": odd("school.yaml", "grades: 3-6", "grades: [3-4, 5, 4-6]"),
    "a wide dash between times": odd("school.yaml", "14:00-15:00", "14:00 — 15:00"),
    "one date for a list": odd("school.yaml", "absent: [2026-12-08]", "absent: 2026-12-08"),
    "a list of one date": odd("school.yaml", "inspected: 2026-09-01, home", "inspected: [2026-09-01], home"),
    "whole numbers for decimals": odd("school.yaml", "area: 61.2", "area: 61", same=False),
    "words that YAML 1.1 reads as no": odd("school.yaml", "title: 篮球", "title: no", same=False),
    "a title of digits in quotes": odd("school.yaml", "title: 篮球", 'title: "007"', same=False),
    "leading zeros are text": odd("school.yaml", "licence: L-1", "licence: 007", same=False),
    "a null for nothing": odd("school.yaml", "stages: [primary], ", "stages: ~, "),
    "the default written out": odd(
        "school.yaml", "L: {duty_only: true}", "L: {kind: own, duty_only: true, skills: []}"
    ),
    "touching windows as one": odd("school.yaml", "[15:00-17:00, 17:00-18:30]", "[15:00-18:30]"),
    "the pack by its shipped name": odd("school.yaml", "policy: county.yaml", "policy: helan-2021"),
}
TABLES = {
    "Chinese headers": odd("pupils.csv", HEADER, CHINESE),
    "headers in capitals with blanks": odd("luck.csv", "pupil,lost", " PUPIL , Lost "),
    "rows in another order": rewritten("lessons.csv", _reversed_rows),
    "columns in another order": rewritten("pupils.csv", _reversed_columns),
    "every cell in quotes": rewritten("pupils.csv", _quoted_cells),
    "blanks around cells": rewritten("pupils.csv", _padded_cells),
    "periods in words": odd("pupils.csv", "a2,C3,P1+P2+E", "a2,C3,两个时段 ＋ 延时托管"),
    "periods in small letters, any order": odd("pupils.csv", "a2,C3,P1+P2+E", "a2,C3,e + p2+p1"),
    "a day not attended in words": odd("pupils.csv", "P1+P2,,P1,ball@A", "P1+P2,不参加,P1,ball@A"),
    "a wish by the club's title": odd("pupils.csv", "ball@A,books", "篮球@A,阅读"),
    "a wish as the form writes it": odd("pupils.csv", "ball@A,books", "篮球（周一、周三） ball@A,阅读 books"),
    "dates as a spreadsheet writes them": odd("pupils.csv", "2026-09-10,2027-01-22", "2026/9/10,2027年1月22日"),
    "yes in Chinese": odd("pupils.csv", "2027-01-22,yes,S1", "2027-01-22,是,S1"),
    "no written out": odd("pupils.csv", "2026-09-01,2027-01-22,,,,,", "2026-09-01,2027-01-22,否,,,,"),
    "blank columns at the right": odd("luck.csv", "", "pupil,lost,,\na1,2,,\na3,1,,\n"),
    "a weekday in full Chinese": odd("expected.csv", "C1,mon", "C1,星期一"),
    "zero left out": odd("expected.csv", "C1,mon,3,2,0,0", "C1,mon,3,2,,"),
    "the season in Chinese": odd("lessons.csv", "maths,winter", "maths,冬季"),
    "a pupil who has left in the list of luck": odd("luck.csv", "a3,1", "a3,1\nz9,4"),
    "a line break in a quoted cell": odd("lessons.csv", "C1,chinese", 'C1,"chi\nnese"', same=False),
}
UNUSUAL = {
    "ids in Chinese": odd("school.yaml", "  L: {duty_only", "  王校长: {duty_only", same=False),
    "ids of digits": odd("school.yaml", "  L: {duty_only", "  001: {duty_only", same=False),
    "a long id": odd("school.yaml", "  L: {duty_only", "  " + "L" * 40 + ": {duty_only", same=False),
    "a very long title": odd("school.yaml", "title: 篮球", "title: " + "篮" * 200, same=False),
    "signs in a title": odd("school.yaml", "title: 篮球", 'title: "篮球 #1: [A] {B} 100% & more* !"', same=False),
    "an emoji in a title": odd("school.yaml", "title: 篮球", "title: 篮球🏀", same=False),
    "a rare character": odd("school.yaml", "title: 篮球", "title: 𠮷球", same=False),
    "no providers": odd(
        "school.yaml",
        "    provider: P1\n",
        "",
        (
            "school.yaml",
            "providers: {P1: {kind: youth_centre, "
            "licence: L-1, whitelisted: true, until: 2027-07-31, scope: [sport]}}\n",
            "",
        ),
        same=False,
    ),
    "empty optional sections": odd(
        "school.yaml",
        "research: {maths: {adults: [T2], weekday: wed, interval: 14:00-15:00}}",
        "research: {}",
        same=False,
    ),
    "no extended care": odd(
        "school.yaml", "extended: 30min", "extended: 0min", ("pupils.csv", "P1+P2+E", "P1+P2"), same=False
    ),
    "no breaks": odd("school.yaml", "between: 10min", "between: 0min", same=False),
    "evening study": odd(
        "school.yaml",
        "    gap: 15min\n",
        "    gap: 15min\n    evening: {interval: 18:40-20:00, weekdays: [mon]}\n",
        same=False,
    ),
    "a term of one week": odd("term.yaml", "", "calendar: {first: 2026-09-07, last: 2026-09-11}"),
    "a term of one day": odd("term.yaml", "", "calendar: {first: 2026-09-07, last: 2026-09-07}", same=False),
    "a working Saturday alone": odd(
        "term.yaml", "", "calendar: {first: 2026-09-05, last: 2026-09-05, make_up: {2026-09-05: mon}}", same=False
    ),
    "the term in school.yaml": Odd(
        (("school.yaml", "term: term.yaml", GOOD["whole"]["term.yaml"].strip()),), without=("term.yaml",)
    ),
    "a scenario that does nothing": odd("day.yaml", "", "scenario: {title: 照旧}", same=False),
    "a scenario that deletes a club": odd(
        "day.yaml", "clubs: {books: {capacity: 20}}", "clubs: {ball: {risk: 1}}", same=False
    ),
    "no scenario": Odd((("luck.csv", "a1,2", "a1,2"),), False, without=("day.yaml",)),
    "nobody has lost a wish": odd("luck.csv", "", "pupil,lost\n", same=False),
    "a club of one": odd("school.yaml", "    min: 2\n", "    min: 1\n", same=False),
    "south and west of us": odd("school.yaml", "latitude: 38.55", "latitude: -38.55", same=False),
}
PLAIN_BELLS = "lesson: 40min, break: 10min, gap: 10min, p1: 60min, between: 10min, p2: 60min, extended: 0min"


def _only(*grades: int) -> Odd:
    """A school without clubs, rosters and all else that may be left out: one homeroom a grade, by head-counts."""
    stages = {"primary": [g for g in grades if g <= 6], "junior": [g for g in grades if g > 6]}
    bells = [
        f"{stage}: {{{PLAIN_BELLS}, afternoon_lessons: {{{', '.join(f'{g}: [2, 2, 2, 2, 2]' for g in own)}}}}}"
        for stage, own in stages.items()
        if own
    ]
    text = "\n".join(
        [
            f"school: {SCHOOL}",
            "policy: helan-2021",
            "term: term.yaml",
            f"bells: {{{', '.join(bells)}}}",
            "buildings: {main: {}}",
            "gates: {G1: {building: main}}",
            f"venues: {{{', '.join(f'R{g}: {{kind: classroom, capacity: 40}}' for g in grades)}}}",
            f"homerooms: {{{', '.join(f'C{g}: {{grade: {g}, enrolled: 40, classroom: R{g}}}' for g in grades)}}}",
            "adults: {T1: {}}",
            "rosters: {expected: expected.csv}",
        ]
    )
    left_out = ("day.yaml", "pupils.csv", "lessons.csv", "interest.csv", "luck.csv")
    heads = "homeroom,weekday\n" + "".join(f"C{g},mon\n" for g in grades)
    return Odd((("school.yaml", "", text), ("expected.csv", "", heads)), same=False, without=left_out)


BARE = {"one homeroom and one adult": _only(4), "nine grades": _only(*range(1, 10)), "junior alone": _only(7, 9)}
ODD: Mapping[str, Odd] = {**FORMS, **WORDS, **TABLES, **UNUSUAL, **BARE}
