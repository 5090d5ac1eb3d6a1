"""A two-class school written as files, for tests that change one line at a time."""

from pathlib import Path

from scheduler.config.finding import Finding, InputRefused
from scheduler.config.load import Loaded, load_school

SCHOOL = """\
school: {id: tiny, title: 小学校, area: town, language: zh, latitude: 38.55, longitude: 106.35}
policy: helan-2021
term: term.yaml
bells:
  primary:
    lesson: 40min
    break: 15min
    gap: 15min
    p1: 60min
    between: 10min
    p2: 60min
    extended: 30min
    afternoon_lessons: {1: [2, 1, 1, 1, 1], 3: [2, 2, 2, 2, 2]}
    morning: {start: 08:20, lessons: 4, rest: 10min}
buildings: {main: {}, annex: {walk: {main: 4min}}}
gates: {G1: {building: main}}
venues:
  R1: {kind: classroom, capacity: 50, inspected: 2026-09-01, homeroom: C1}
  R3: {kind: classroom, area: 61.2, building: annex, floor: 2, gate: 3min,
       inspected: [2026-09-01, 2026-12-01]}
  PG: {kind: playground, capacity: 40, outdoor: true, closed: [2026-09-09]}
equipment: {ball: 12}
homerooms:
  C1: {grade: 1, enrolled: 3, classroom: R1, teacher: T1}
  C3: {grade: 3, enrolled: 3, classroom: R3, teacher: T2}
adults:
  T1: {skills: [chinese], caps: {sessions: 6}, avoid: [fri], leave_by: {fri: 17:40}}
  T2: {skills: [maths, first_aid], stages: [primary], absent: [2026-12-08]}
  L: {duty_only: true}
  V1:
    kind: volunteer
    skills: [basketball]
    available: {wed: [15:00-17:00, 17:00-18:30]}
    provider: P1
    papers: {no_offence: [2026-09-01, 2027-08-31]}
providers: {P1: {kind: youth_centre, licence: L-1, whitelisted: true, until: 2027-07-31, scope: [sport]}}
clubs:
  ball:
    title: 篮球
    domain: physical
    category: sport
    risk: 2
    grades: 3-6
    venues: [gym, playground]
    skill: basketball
    capacity: 24
    min: 2
    equipment: {ball: 12}
  books: {title: 阅读, domain: moral, category: games, risk: 0, grades: [1, 3], venues: [classroom],
          skill: chinese, capacity: 30, min: 1, sections: 2, strands: [A]}
strands: {A: {grades: 1-6, weekdays: [mon, wed]}, B: {grades: 3, weekdays: [tue]}}
support_groups: {S1: {kind: support, subject: maths, grades: [3], weekdays: [tue], expected: 2}}
class_activities: {fri: sport, default: reading}
homework: {merge: [[C1, C3]], prefer: merge}
clubs_rule: {same_club_twice: true}
research: {maths: {adults: [T2], weekday: wed, interval: 14:00-15:00}}
survey: {C1: 3, C3: 2}
rosters: {pupils: pupils.csv, lessons: lessons.csv}
"""
TERM = """\
calendar: {first: 2026-09-01, last: 2027-01-22, holidays: [2026-10-01], make_up: {2026-10-10: thu}}
"""
PUPILS = """\
pupil,homeroom,mon,tue,wed,thu,fri,choice1,choice2,consent_from,consent_until,needs_adult,support
a1,C1,P1+P2,P1+P2,P1+P2,P1,P1,books,,2026-09-01,2027-01-22,,
a2,C3,P1+P2+E,P1+P2,P1+P2,,P1,ball@A,books,2026-09-01,2027-01-22,yes,S1
a3,C3,P1,,,,,ball@B,ball@A,2026-09-10,2027-01-22,,
"""
LESSONS = """\
adult,weekday,start,end,period,homeroom,subject,season
T1,mon,08:20,09:00,,C1,chinese,
T2,周二,,,5,C3,maths,
T2,wed,,,2,C3,maths,winter
"""
FILES = {"school.yaml": SCHOOL, "term.yaml": TERM, "pupils.csv": PUPILS, "lessons.csv": LESSONS}


def write_school(folder: Path, *changes: tuple[str, str], **files: str) -> Path:
    """Write the school with each `old` text replaced by `new`, once, in whichever file holds it.

    Keyword files (`extra_yaml=...` writes extra.yaml) are added or replace the usual ones.
    """
    texts = {**FILES, **{name.replace("_", "."): text for name, text in files.items()}}
    for old, new in changes:
        holders = [name for name, text in texts.items() if text.count(old) == 1]
        assert len(holders) == 1, f"{old!r} must occur once in one file, not in {holders}"
        texts[holders[0]] = texts[holders[0]].replace(old, new)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def load(folder: Path, *changes: tuple[str, str], **files: str) -> Loaded:
    """Write the changed school and load its first week."""
    return load_school(write_school(folder, *changes, **files))


def refused(folder: Path, *changes: tuple[str, str], **files: str) -> tuple[Finding, ...]:
    """The findings for which the changed school is refused; none when it is accepted."""
    try:
        load(folder, *changes, **files)
    except InputRefused as error:
        return error.findings
    return ()


def place(folder: Path, file: str, token: str) -> tuple[int, int]:
    """Line and column, counted from 1, of the only occurrence of a text in a file."""
    before, found, after = (folder / file).read_text(encoding="utf-8").partition(token)
    assert found, f"{token!r} is not in {file}"
    assert token not in after, f"{token!r} is in {file} twice"
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
