"""Faults of single fields, each at its exact place with its rule and the nearest valid word."""

from pathlib import Path

import pytest

from scheduler.config.schema_refusals import reads_as_new_teaching, reads_as_subject_tutoring
from tests.config.tiny import place, refused

# What is changed, the text whose place the finding gives, the path, words of the rule, the hint.
FAULTS = [
    ("id: tiny", "id: ti.ny", "ti.ny", "school.id", "short id", "ti_ny"),
    ("area: town", "area: twon", "twon", "school.area", "one of town, rural", "town"),
    ("latitude: 38.55", "latitude: 90.5", "90.5", "school.latitude", "<= 90", None),
    ("longitude: 106.35", 'longitude: "106"', '"106"', "school.longitude", "a number without quotes", "106"),
    ("title: 小学校", 'title: ""', '""', "school.title", "must not be empty", None),
    ("    lesson: 40min", "    lesson: 40", "40\n", "bells.primary.lesson", "with its unit", "40min"),
    ("    p1: 60min\n", "", "primary:", "bells.primary.p1", "is required", None),
    ("    break: 15min", "    brek: 15min", "brek", "bells.primary.brek", "unknown field", "break"),
    (
        "{1: [2, 1, 1, 1, 1],",
        "{1: [2, 1, 1, 1],",
        "[2, 1, 1, 1],",
        "bells.primary.afternoon_lessons.1",
        "5 entries",
        None,
    ),
    (
        "3: [2, 2, 2, 2, 2]",
        "三: [2, 2, 2, 2, 2]",
        "三:",
        "bells.primary.afternoon_lessons.三",
        "one grade from 1 to 9",
        None,
    ),
    ("  primary:", "  primery:", "primery", "bells.primery", "one of primary, junior", "primary"),
    (
        "R1: {kind: classroom",
        "R1: {kind: clasroom",
        "clasroom",
        "venues.R1.kind",
        "one of classroom",
        "classroom",
    ),
    ("gate: 3min", "gate: 3", "3,\n", "venues.R3.gate", "with its unit", "3min"),
    ("[2026-09-01, 2026-12-01]", "[2026-09-31]", "2026-09-31", "venues.R3.inspected[0]", "no such day", "2026-09-30"),
    ("area: 61.2", "area: 0", "0, building", "venues.R3.area", "> 0", None),
    ("C1: {grade: 1", "C1: {grade: 10", "10,", "homerooms.C1.grade", "one grade from 1 to 9", None),
    (
        "C1: {grade: 1, enrolled: 3",
        "C1: {grade: 1, enrolled: 3.5",
        "3.5",
        "homerooms.C1.enrolled",
        "whole number",
        None,
    ),
    ("skills: [chinese], caps", "skills: chinese, caps", "chinese, caps", "adults.T1.skills", "a list", "[chinese]"),
    ("avoid: [fri]", "avoid: [frid]", "frid", "adults.T1.avoid[0]", "one of mon", "fri"),
    ("leave_by: {fri: 17:40}", "leave_by: {sat: 17:40}", "sat", "adults.T1.leave_by.sat", "one of mon", None),
    ("duty_only: true", "duty_only: yes", "yes", "adults.L.duty_only", "true or false", "true"),
    ("kind: volunteer", "kind: volonteer", "volonteer", "adults.V1.kind", "one of own", "volunteer"),
    ("2027-08-31]}", "]}", "[2026-09-01, ]", "adults.V1.papers.no_offence", "2 entries", None),
    ("risk: 2", "risk: 5", "5\n", "clubs.ball.risk", "<= 4", None),
    ("domain: physical", "domain: phisical", "phisical", "clubs.ball.domain", "one of moral", "physical"),
    ("venues: [gym, playground]", "venues: []", "[]", "clubs.ball.venues", "at least 1", None),
    (
        "policy: helan-2021",
        "policy: helan-2021\nrules: {days_per_week: 6}",
        "6}\nterm",
        "rules.days_per_week",
        "must be 5",
        None,
    ),
    (
        "kind: support, ",
        "kind: supprt, ",
        "supprt",
        "support_groups.S1.kind",
        "support, extension",
        "support",
    ),
    (
        "interval: 14:00-15:00",
        "interval: 15:00-14:00",
        "15:00-14:00",
        "research.maths.interval",
        "end after",
        None,
    ),
    (
        "make_up: {2026-10-10: thu}",
        "make_up: {10-10: thu}",
        "10-10: thu",
        "calendar.make_up.10-10",
        "YYYY-MM-DD",
        None,
    ),
    ("equipment: {ball: 12}\nhome", "equipment: {ball: -1}\nhome", "-1}", "equipment.ball", ">= 0", None),
    ("survey: {C1: 3", "survay: {}\nsurvey: {C1: 3", "survay", "survay", "unknown field", "survey"),
]


@pytest.mark.parametrize(("old", "new", "token", "path", "rule", "hint"), FAULTS)
def test_a_fault_is_named_at_its_place(
    tmp_path: Path, old: str, new: str, token: str, path: str, rule: str, hint: str | None
) -> None:
    """One wrong field gives one finding: file, line, column, path, rule in two languages, nearest word."""
    findings = refused(tmp_path, (old, new))
    assert [f.path for f in findings] == [path]
    finding = findings[0]
    where = "term.yaml" if path.startswith("calendar") else "school.yaml"
    assert Path(finding.file).name == where
    assert (finding.line, finding.column) == place(tmp_path, where, token)
    assert rule in finding.rule
    assert any("一" <= letter <= "鿿" for letter in finding.rule_zh)
    assert finding.hint == hint


def test_every_fault_is_reported_in_one_go(tmp_path: Path) -> None:
    """Faults of both files and of the roster's header come together, in the order of the files."""
    findings = refused(
        tmp_path,
        ("area: town", "area: twon"),
        ("enrolled: 3, classroom: R1,", "enrolled: x, classroom: R1,"),
        ("first: 2026-09-01", "first: 2026-13-01"),
        ("pupil,homeroom", "pupil,homerom"),
    )
    names = [(Path(f.file).name, f.line) for f in findings]
    assert names[0] == ("pupils.csv", 1)
    assert names[-3:] == [("school.yaml", 1), ("school.yaml", 24), ("term.yaml", 1)]


def test_personal_data_is_refused_as_such(tmp_path: Path) -> None:
    """A field that would hold an identity number gets the sentence on personal data, not `unknown field`."""
    (finding,) = refused(tmp_path, ("duty_only: true", "duty_only: true, id_card: x"))
    assert finding.path == "adults.L.id_card"
    assert "personal data" in finding.rule
    assert "个人信息" in finding.rule_zh


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("class_activities: {fri: sport", "class_activities: {fri: 讲新课", "class_activities.fri"),
        ("class_activities: {fri: sport", "class_activities: {fri: New-Teaching", "class_activities.fri"),
        ("    gap: 15min", "    gap: 15min\n    new_lesson: 40min", "bells.primary.new_lesson"),
        ("title: 篮球", "title: 数学新授课", "clubs.ball.title"),
        ("  L: {duty_only", "  new_lesson: {duty_only", "adults.new_lesson"),
    ],
)
def test_new_teaching_is_refused_in_any_field(tmp_path: Path, old: str, new: str, path: str) -> None:
    """Clause 29: whatever field or value asks for new teaching is refused with the notice's words."""
    (finding,) = refused(tmp_path, (old, new))
    assert finding.path == path
    assert "clause 29" in finding.rule
    assert "不得利用课后服务时间讲新课" in finding.rule_zh


@pytest.mark.parametrize(
    "kind", ["subject_tutoring", "Subject-Tutoring", "subject tutoring", "学科类", "学科类校外培训机构"]
)
def test_a_subject_tutoring_body_is_refused_at_the_door(tmp_path: Path, kind: str) -> None:
    """Clause 62: a provider of subject tutoring is refused under any spelling."""
    (finding,) = refused(tmp_path, ("kind: youth_centre", f"kind: {kind}"))
    assert finding.path == "providers.P1.kind"
    assert "不得引入学科类校外培训机构" in finding.rule_zh


@pytest.mark.parametrize("word", ["新课标阅读", "新课程", "news", "new_moon", "课外阅读"])
def test_harmless_words_are_not_taken_for_new_teaching(word: str) -> None:
    """The curriculum (新课标) and plain words pass."""
    assert not reads_as_new_teaching(word)


@pytest.mark.parametrize("word", ["非学科类机构", "non_subject_training", "youth_centre", "children_palace"])
def test_other_bodies_are_not_taken_for_tutoring(word: str) -> None:
    """A body that says it is outside school subjects passes."""
    assert not reads_as_subject_tutoring(word)


def test_two_spellings_of_a_weekday_are_not_merged_in_silence(tmp_path: Path) -> None:
    """`fri` and `周五` in one mapping are refused, since one of them would be lost."""
    (finding,) = refused(tmp_path, ("leave_by: {fri: 17:40}", "leave_by: {fri: 17:40, 周五: 17:50}"))
    assert finding.path == "adults.T1.leave_by"
    assert "mean the same" in finding.rule
