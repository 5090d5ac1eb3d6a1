"""The CSV files of a school: rosters, regular lessons, head-counts, each fault at its cell."""

from datetime import date
from pathlib import Path

import pytest

from scheduler.calendar.clock import Interval
from scheduler.config.load import load_school
from scheduler.domain.demand import Choice, Mode, Period
from scheduler.domain.people import Lesson
from tests.config.tiny import load, place, refused, write_school

EXPECTED = "homeroom,weekday,p1,p2,extended,evening\nC1,mon,3,2,,\nC3,周一,2,1,1,0\n"
INTEREST = "club,pupils\nball,5\n"
COUNTED = "rosters: {expected: expected.csv, interest: interest.csv, lessons: lessons.csv}"

# What is changed, the table, the text whose place the finding gives, the column, words of the rule, the hint.
FAULTY_CELLS = [
    ("a1,C1", "a1,C2", "pupils.csv", "C2", "homeroom", "no homeroom C2", "C1"),
    ("a2,C3", "a1,C3", "pupils.csv", "a1,C3", "pupil", "already in the file", None),
    ("P1+P2+E", "P1+P2+X", "pupils.csv", "P1+P2+X", "mon", "codes P1, P2, E, V", None),
    ("P1+P2+E", "P1+P2+V", "pupils.csv", "P1+P2+V", "mon", "no evening study", None),
    (",books,,", ",book,,", "pupils.csv", "book,", "choice1", "no club book", "books"),
    ("ball@A,books", "ball@C,books", "pupils.csv", "ball@C", "choice1", "no strand C", None),
    (",books,,", ",ball,,", "pupils.csv", "ball,,", "choice1", "not for grade 1", None),
    (
        "ball@A,books",
        "books@B,books",
        "pupils.csv",
        "books@B",
        "choice1",
        "not offered in strand B",
        "books@A",
    ),
    ("ball@B,ball@A", "ball@B,ball@B", "pupils.csv", "ball@B,2026", "choice2", "already in the list", None),
    (
        "2026-09-10,2027-01-22",
        "2026-09-10,2026-09-09",
        "pupils.csv",
        "2026-09-09",
        "consent_until",
        "before",
        None,
    ),
    (
        "2026-09-10,2027-01-22",
        "2026-09-10,",
        "pupils.csv",
        None,
        "consent_until",
        "first and a last day",
        None,
    ),
    (
        "2026-09-10,2027-01-22",
        "10.9.2026,2027-01-22",
        "pupils.csv",
        "10.9.2026",
        "consent_from",
        "YYYY-MM-DD",
        None,
    ),
    (",yes,S1", ",perhaps,S1", "pupils.csv", "perhaps", "needs_adult", "yes, no or empty", None),
    (",yes,S1", ",yes,S2", "pupils.csv", "S2", "support", "no support group S2", "S1"),
    (
        "S1: {kind: support, subject: maths, grades: [3]",
        "S1: {kind: support, subject: maths, grades: [1]",
        "pupils.csv",
        "S1\n",
        "support",
        "not for grade 3",
        None,
    ),
    ("a1,C1", "a 1,C1", "pupils.csv", "a 1", "pupil", "short id", "a_1"),
    (
        "start: 08:20, lessons: 4",
        "start: 22:00, lessons: 6",
        "lessons.csv",
        "5,C3",
        "period",
        "within 0..1440",
        None,
    ),
    ("T1,mon", "T9,mon", "lessons.csv", "T9", "adult", "no adult T9", "T1"),
    ("T1,mon", "T1,sun", "lessons.csv", "sun", "weekday", "one of mon", None),
    ("08:20,09:00", "08:20,08:20", "lessons.csv", "08:20,,C1", "end", "after the start", None),
    ("08:20,09:00", "8.20,09:00", "lessons.csv", "8.20", "start", "clock time", None),
    ("08:20,09:00", ",", "lessons.csv", None, "start", "start and end, or period", None),
    (
        "周二,,,5,C3",
        "周二,,,7,C3",
        "lessons.csv",
        "7,C3",
        "period",
        "from 1 to 6",
        None,
    ),  # 4 morning + 2 afternoon
    ("周二,,,5,C3", "周二,,,5,", "lessons.csv", "5,,", "period", "the homeroom whose bells", None),
    ("maths,winter", "maths,wintr", "lessons.csv", "wintr", "season", "summer, winter or empty", "winter"),
]


@pytest.mark.parametrize(("old", "new", "file", "token", "column", "rule", "hint"), FAULTY_CELLS)
def test_a_faulty_cell_is_named_at_its_place(
    tmp_path: Path, old: str, new: str, file: str, token: str | None, column: str, rule: str, hint: str | None
) -> None:
    """One faulty cell gives one finding at its line and column, with its rule and the nearest valid word."""
    (finding,) = refused(tmp_path, (old, new))
    assert (Path(finding.file).name, finding.path) == (file, column)
    assert rule in finding.rule
    assert any("一" <= letter <= "鿿" for letter in finding.rule_zh)
    assert finding.hint == hint
    if token is not None:
        assert (finding.line, finding.column) == place(tmp_path, file, token)


def test_a_roster_cannot_hold_more_pupils_than_are_enrolled(tmp_path: Path) -> None:
    """Two pupils of C3 are listed: enrolled 2 is accepted, enrolled 1 is refused at that number."""
    assert refused(tmp_path, ("C3: {grade: 3, enrolled: 3", "C3: {grade: 3, enrolled: 2")) == ()
    (finding,) = refused(tmp_path, ("C3: {grade: 3, enrolled: 3", "C3: {grade: 3, enrolled: 1"), ("C3: 2}", "C3: 1}"))
    assert finding.path == "homerooms.C3.enrolled"
    assert "lists 2 pupils" in finding.rule


def test_pupils_carry_days_wishes_agreement_and_needs(tmp_path: Path) -> None:
    """The row of a2 becomes weekdays, ranked wishes with strands, consent, extra adult and support group."""
    pupil = load(tmp_path).problem.pupils["a2"]
    both = frozenset({Period.P1, Period.P2})
    assert pupil.days == {1: both | {Period.EXTENDED}, 2: both, 3: both, 5: frozenset({Period.P1})}
    assert pupil.choices == (Choice("ball", "A"), Choice("books"))
    assert pupil.consent == (date(2026, 9, 1), date(2027, 1, 22))
    assert (pupil.needs_adult, pupil.support) == (True, "S1")


def test_chinese_headers_mean_the_same(tmp_path: Path) -> None:
    """A roster with Chinese headers gives the same pupils."""
    english = load(tmp_path).problem.pupils
    header = (
        "pupil,homeroom,mon,tue,wed,thu,fri,choice1,choice2,consent_from,consent_until,needs_adult,support",
        "学生编号,班级,周一,周二,周三,周四,周五,志愿1,志愿2,协议开始,协议结束,需专人,帮扶",
    )
    assert load(tmp_path, header).problem.pupils == english


@pytest.mark.parametrize(
    ("week", "lessons"),
    [
        # Summer: the afternoon starts 14:30, so lesson 5 (after 4 morning lessons) is 14:30-15:10.
        (date(2026, 9, 7), (Lesson(2, Interval(870, 910), "C3", "maths"),)),
        # Winter: it starts 14:00; the Wednesday row counts too: 08:20 + 40 + 10 = 09:10-09:50.
        (
            date(2026, 12, 7),
            (Lesson(2, Interval(840, 880), "C3", "maths"), Lesson(3, Interval(550, 590), "C3", "maths")),
        ),
    ],
)
def test_lessons_by_period_follow_the_bells_of_the_season(
    tmp_path: Path, week: date, lessons: tuple[Lesson, ...]
) -> None:
    """A period number becomes the clock interval of that lesson in the season of the week."""
    problem = load_school(write_school(tmp_path), week=week).problem
    assert problem.adults["T2"].lessons == lessons
    assert problem.adults["T1"].lessons == (Lesson(1, Interval(500, 540), "C1", "chinese"),)


def test_head_counts_come_from_their_files(tmp_path: Path) -> None:
    """Without a roster the mode is counts; empty cells and zeros are nobody."""
    problem = load(
        tmp_path,
        ("rosters: {pupils: pupils.csv, lessons: lessons.csv}", COUNTED),
        expected_csv=EXPECTED,
        interest_csv=INTEREST,
    ).problem
    assert problem.mode is Mode.COUNTS
    assert problem.counts.heads == {
        ("C1", 1, Period.P1): 3,
        ("C1", 1, Period.P2): 2,
        ("C3", 1, Period.P1): 2,
        ("C3", 1, Period.P2): 1,
        ("C3", 1, Period.EXTENDED): 1,
    }
    assert problem.counts.interest == {"ball": 5, "books": 0}


@pytest.mark.parametrize(
    ("old", "new", "column", "rule"),
    [
        ("C1,mon,3", "C1,mon,4", "p1", "<= the 3 pupils"),
        ("C1,mon,3", "C1,mon,-1", "p1", "whole number"),
        ("C1,mon,3", "C2,mon,3", "homeroom", "no homeroom C2"),
        ("C3,周一", "C1,周一", "weekday", "already has a row"),
        ("ball,5", "ball,many", "pupils", "whole number"),
        ("ball,5", "ball,5\nball,6", "club", "already has a row"),
    ],
)
def test_faulty_head_counts_are_refused(tmp_path: Path, old: str, new: str, column: str, rule: str) -> None:
    """Each wrong cell of the head-count files is one finding in its column."""
    (finding,) = refused(
        tmp_path,
        ("rosters: {pupils: pupils.csv, lessons: lessons.csv}", COUNTED),
        (old, new),
        expected_csv=EXPECTED,
        interest_csv=INTEREST,
    )
    assert finding.path == column
    assert rule in finding.rule


def test_head_counts_are_derived_from_the_roster_where_there_are_none(tmp_path: Path) -> None:
    """In counts mode with pupils alone: heads of agreed pupils, first wishes, extra needs.

    Week of Monday 2026-09-07. a3 agreed from Thursday 09-10 on, so its Monday P1 does not count. First
    wishes: a1 books; a2 ball in strand A and books in any; a3 ball in B and ball in A, yet one pupil.
    """
    counts = load_school(write_school(tmp_path), mode=Mode.COUNTS).problem.counts
    assert counts.heads["C3", 1, Period.P1] == 1
    assert counts.heads["C3", 1, Period.EXTENDED] == 1
    assert counts.heads["C1", 3, Period.P2] == 1
    assert ("C1", 4, Period.P2) not in counts.heads
    assert counts.interest == {"ball": 2, "books": 2}
    assert counts.extra_needs == {"C3": 1}
