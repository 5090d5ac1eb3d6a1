"""Good schools that broken configurations start from: the tiny one with every section, and two committed ones."""

from collections.abc import Mapping
from pathlib import Path

from tests.config import tiny

ROOT = Path(__file__).parents[3]
SCENARIO = "day.yaml"
"""Name of the scenario that is laid over a school that has one."""

_PUPILS = """\
pupil,homeroom,mon,tue,wed,thu,fri,choice1,choice2,consent_from,consent_until,needs_adult,support,priority,together,apart
a1,C1,P1+P2,P1+P2,P1+P2,P1,P1,books,,2026-09-01,2027-01-22,,,,,
a2,C3,P1+P2+E,P1+P2,P1+P2,,P1,ball@A,books,2026-09-01,2027-01-22,yes,S1,left_behind,a3,
a3,C3,P1,,,,,ball@B,ball@A,2026-09-10,2027-01-22,,,,a2,a1
"""
_DAY = """\
scenario: {title: 会议厅检修, reason: 周三水电检修}
venues:
  PG: {closed: [2026-09-08]}
adults:
  T1: {absent: [2026-09-09]}
clubs: {books: {capacity: 20}}
"""
_CHANGES = (
    ("policy: helan-2021", "policy: county.yaml"),
    ("lessons: lessons.csv}", "lessons: lessons.csv, expected: expected.csv, interest: interest.csv, luck: luck.csv}"),
    ("equipment: {ball: 12}\n  books", "equipment: {ball: 12}\n    reserved: {left_behind: 2}\n  books"),
    ("clubs_rule: {", "extra_needs: {C3: 1}\nclubs_rule: {objective: fair, "),
)


def _whole() -> dict[str, str]:
    school = tiny.SCHOOL
    for old, new in _CHANGES:
        assert school.count(old) == 1, old
        school = school.replace(old, new)
    return {
        "school.yaml": school,
        "term.yaml": tiny.TERM,
        "county.yaml": (ROOT / "configs" / "policies" / "helan-2021.yaml").read_text(encoding="utf-8"),
        SCENARIO: _DAY,
        "pupils.csv": _PUPILS,
        "lessons.csv": tiny.LESSONS,
        "expected.csv": "homeroom,weekday,p1,p2,extended,evening\nC1,mon,3,2,0,0\nC3,tue,3,3,1,0\n",
        "interest.csv": "club,pupils\nball,2\nbooks,1\n",
        "luck.csv": "pupil,lost\na1,2\na3,1\n",
    }


def committed(name: str) -> dict[str, str]:
    """The files of a committed school that planning reads."""
    folder = ROOT / "configs" / "schools" / name
    names = ("school.yaml", "term.yaml", "pupils.csv", "lessons.csv", "expected.csv", "interest.csv")
    return {file: (folder / file).read_text(encoding="utf-8") for file in names}


GOOD: Mapping[str, Mapping[str, str]] = {
    "whole": _whole(),
    "rural6": committed("rural6"),
    "town24": committed("town24"),
}
