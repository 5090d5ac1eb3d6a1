"""What the sections say about each other: every contradiction is found at the offending value."""

from pathlib import Path

import pytest

from tests.config.tiny import load, place, refused

# What is changed, the text whose place the finding gives, the path, words of the rule, the hint.
CONTRADICTIONS = [
    (
        "walk: {main: 4min}",
        "walk: {mian: 4min}",
        "mian",
        "buildings.annex.walk.mian",
        "no building mian",
        "main",
    ),
    (
        "main: {}, annex",
        "main: {walk: {annex: 5min}}, annex",
        "5min}",
        "buildings.main.walk.annex",
        "way back is 4",
        None,
    ),
    (
        "G1: {building: main}",
        "G1: {building: anex}",
        "anex}",
        "gates.G1.building",
        "no building anex",
        "annex",
    ),
    ("building: annex", "building: anex", "anex,", "venues.R3.building", "no building anex", "annex"),
    ("capacity: 50, ", "", "R1: {", "venues.R1", "a capacity or an area", None),
    (
        "PG: {kind: playground, capacity: 40",
        "PG: {kind: playground, area: 40",
        "40,",
        "venues.PG.area",
        "per seat",
        None,
    ),
    ("area: 61.2", "area: 1.35", "1.35", "venues.R3.area", "too small", None),  # a seat takes 1.36
    (", homeroom: C1}", ", homeroom: C2}", "C2", "venues.R1.homeroom", "no homeroom C2", "C1"),
    (
        ", homeroom: C1}",
        ", homeroom: C3}",
        "C3}\n  R3",
        "venues.R1.homeroom",
        "names R3 as its classroom",
        None,
    ),
    ("classroom: R3", "classroom: R4", "R4", "homerooms.C3.classroom", "no venue R4", "R1"),
    ("teacher: T2", "teacher: T9", "T9", "homerooms.C3.teacher", "no adult T9", "T1"),
    (
        "teacher: T2",
        "teacher: T1",
        "T1}\nadults",
        "homerooms.C3.teacher",
        "already belongs to homeroom C1",
        None,
    ),
    ("teacher: T2", "teacher: V1", "V1}", "homerooms.C3.teacher", "own staff", None),
    ("provider: P1", "provider: P2", "P2", "adults.V1.provider", "no provider P2", "P1"),
    ("    provider: P1", "    clubs: [bal]", "bal]", "adults.V1.clubs[0]", "no club bal", "ball"),
    ("    available: {wed: [15:00-17:00, 17:00-18:30]}\n", "", "V1:", "adults.V1", "must list when", None),
    (
        "[2026-09-01, 2027-08-31]}",
        "[2026-09-01, 2026-08-31]}",
        "2026-08-31",
        "adults.V1.papers.no_offence[1]",
        "before",
        None,
    ),
    (
        "no_offence:",
        "no_ofence:",
        "no_ofence",
        "adults.V1.papers.no_ofence",
        "one of agreement",
        "no_offence",
    ),
    ("adults: [T2]", "adults: [T7]", "T7", "research.maths.adults[0]", "no adult T7", "T1"),
    (
        "kind: youth_centre",
        "kind: youth_center",
        "youth_center",
        "providers.P1.kind",
        "one of youth_centre",
        "youth_centre",
    ),
    ("scope: [sport]", "scope: [sports]", "sports", "providers.P1.scope[0]", "one of music", "sport"),
    ("C3: 2}", "C2: 2}", "C2", "survey.C2", "no homeroom C2", "C1"),
    ("C3: 2}", "C3: 4}", "4}\nrosters", "survey.C3", "<= the 3 pupils", None),
    ("merge: [[C1, C3]]", "merge: [[C1, C1]]", "C1]]", "homework.merge[0][1]", "already in the merge", None),
    ("    min: 2", "    min: 25", "25\n", "clubs.ball.min", "<= capacity 24", None),
    (
        "capacity: 24",
        "capacity: 41",
        "41",
        "clubs.ball.capacity",
        "holds 40",
        None,
    ),  # the playground holds 40
    (
        "venues: [gym, playground]",
        "venues: [gym]",
        "[gym]",
        "clubs.ball.venues",
        "no venue of kind gym",
        None,
    ),
    ("    risk: 2", "    risk: 4", "4\n    grades", "clubs.ball.risk", "no activity of risk 4", None),
    (
        "    equipment: {ball: 12}",
        "    equipment: {bal: 12}",
        "bal:",
        "clubs.ball.equipment.bal",
        "no equipment bal",
        "ball",
    ),
    ("strands: [A]", "strands: [C]", "C]}", "clubs.books.strands[0]", "no strand C", None),
    (
        "B: {grades: 3, weekdays: [tue]}",
        "B: {grades: 3, weekdays: [wed]}",
        "[wed]",
        "strands.B.weekdays",
        "already has strand A",
        None,
    ),
    ("B: {grades: 3,", "B: {grades: 9,", "9, weekdays", "strands.B.grades", "no such grade", None),
    (
        "    gap: 15min",
        "    gap: 15min\n    day_kind: {tue: homework}",
        "tue]}}",
        "strands.B.weekdays[0]",
        "no period 2",
        None,
    ),
    (
        "subject: maths, grades: [3]",
        "subject: maths, grades: [4]",
        "[4]",
        "support_groups.S1.grades",
        "no such grade",
        None,
    ),
    ("{fri: sport, ", "{fir: sport, ", "fir:", "class_activities.fir", "a weekday or", "fri"),
    ("{fri: sport, ", "{fri: sprot, ", "sprot", "class_activities.fri", "one of homework, individual_qa", "sport"),
    (
        "C3: {grade: 3",
        "C3: {grade: 4",
        "4, enrolled",
        "homerooms.C3.grade",
        "no bells.primary.afternoon_lessons",
        None,
    ),
    (
        "    gap: 15min",
        "    gap: 15min\n    evening: {interval: 17:00-18:00, weekdays: [mon]}",
        "17:00-18:00",
        "bells.primary.evening.interval",
        "evening study",
        None,
    ),
    (
        "term: term.yaml",
        "term: term.yaml\nrules: {assumed: [nothing]}",
        "nothing",
        "rules.assumed[0]",
        "no field",
        None,
    ),
    (
        "term: term.yaml",
        "term: term.yaml\nrules: {rank_costs: [0, 2, 1]}",
        "1]}\nbells",
        "rules.rank_costs[2]",
        "cost less",
        None,
    ),
    (
        "term: term.yaml",
        "term: term.yaml\nrules: {ratios: {0: {3-6: {target: 56}}}}",
        "56}",
        "rules.ratios.0.3-6.target",
        "<= hard 55",
        None,
    ),
    (
        "term: term.yaml",
        "term: term.yaml\nrules: {valid_from: 2026-10-01}",
        "2026-10-01",
        "rules.valid_from",
        "not yet in force",
        None,
    ),
    ("longitude: 106.35", "longitude: -106.35", "-106.35", "school.longitude", "east is positive", None),
    ("last: 2027-01-22", "last: 2026-08-31", "2026-08-31", "calendar.last", "must not be after", None),
    (
        "10-10: thu",
        "10-01: thu",
        "2026-10-01: thu",
        "calendar.make_up.2026-10-01",
        "both a holiday and a make-up",
        None,
    ),
]


@pytest.mark.parametrize(("old", "new", "token", "path", "rule", "hint"), CONTRADICTIONS)
def test_a_contradiction_is_found_at_the_offending_value(
    tmp_path: Path, old: str, new: str, token: str, path: str, rule: str, hint: str | None
) -> None:
    """One contradiction gives a finding at its line and column, with its rule and the nearest valid word."""
    findings = refused(tmp_path, (old, new))
    matching = [f for f in findings if f.path == path and rule in f.rule]
    assert len(matching) == 1, [str(f) for f in findings]
    finding = matching[0]
    where = "term.yaml" if path.startswith("calendar") else "school.yaml"
    assert Path(finding.file).name == where
    assert (finding.line, finding.column) == place(tmp_path, where, token)
    assert any("一" <= letter <= "鿿" for letter in finding.rule_zh)
    assert finding.hint == hint


def test_strands_stay_within_one_stage(tmp_path: Path) -> None:
    """A strand over G3 and G7 is refused: primary and junior ring different bells."""
    junior = "  junior: {lesson: 45min, break: 10min, gap: 10min, p1: 60min, between: 0min,\n"
    junior += "    p2: 60min, extended: 0min,\n"
    findings = refused(
        tmp_path,
        ("buildings: {main", junior + "    afternoon_lessons: {7: [2, 2, 2, 2, 2]}}\nbuildings: {main"),
        ("  C3: {grade: 3", "  C7: {grade: 7, enrolled: 40, classroom: R7}\n  C3: {grade: 3"),
        ("  PG: {kind", "  R7: {kind: classroom, capacity: 50}\n  PG: {kind"),
        ("B: {grades: 3,", "B: {grades: [3, 7],"),
    )
    assert [f.path for f in findings] == ["strands.B.grades"]
    assert "one stage" in findings[0].rule


def test_seasons_that_overlap_are_refused(tmp_path: Path) -> None:
    """Summer to 1 October and winter from 1 October share a day, so the season of that day is not known."""
    rules = "rules: {seasons: {summer: [05-01, 10-01]}}"
    (finding,) = refused(tmp_path, ("term: term.yaml", f"term: term.yaml\n{rules}"))
    assert finding.path == "rules.seasons"
    assert "10-01" in finding.rule


def test_a_skill_nobody_has_is_noted_not_refused(tmp_path: Path) -> None:
    """A club whose skill nobody has is a note at the skill, and the school still loads."""
    loaded = load(tmp_path, ("skill: basketball", "skill: fencing"))
    assert [note.path for note in loaded.notes] == ["clubs.ball.skill"]


@pytest.mark.parametrize(("clock", "minutes"), [("07:31", 1), ("22:30", 870)])
def test_leaving_after_coming_is_allowed(tmp_path: Path, clock: str, minutes: int) -> None:
    """Own staff are there from 07:30 to 22:00, 870 minutes: one minute is enough, and leaving late adds none."""
    (window,) = load(tmp_path, ("fri: 17:40", f"fri: {clock}")).problem.adults["T1"].windows[5]
    assert window.minutes == minutes


def test_a_club_no_strand_can_hold_is_noted_not_refused(tmp_path: Path) -> None:
    """Books for grade 1 alone in strand B, which is for grade 3: a note at its grades; in strand A there is none."""
    own = ("grades: [1, 3], venues: [classroom]", "grades: [1], venues: [classroom]")
    rows = ("ball@A,books", "ball@A,")
    notes = load(tmp_path, own, rows, ("strands: [A]}", "strands: [B]}")).notes
    assert [note.path for note in notes] == ["clubs.books.grades"]
    assert load(tmp_path, own, rows).notes == ()


def test_many_contradictions_come_together(tmp_path: Path) -> None:
    """Faults of rosters and sections are reported in one go, each once."""
    findings = refused(
        tmp_path,
        ("teacher: T2", "teacher: T9"),
        ("    min: 2", "    min: 25"),
        ("a1,C1", "a1,C9"),
        ("T1,mon", "T8,mon"),
    )
    paths = [f.path for f in findings]
    assert sorted(paths) == ["adult", "clubs.ball.min", "homeroom", "homerooms.C3.teacher"]
