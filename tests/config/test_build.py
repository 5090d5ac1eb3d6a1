"""The problem built from a school file: people, places, offer, times and mode."""

from datetime import date
from pathlib import Path

import pytest

from scheduler.calendar.clock import Interval
from scheduler.config.finding import InputRefused
from scheduler.config.load import load_school
from scheduler.domain.demand import Mode
from scheduler.domain.people import AdultKind, Caps, Stage
from scheduler.domain.problem import ResearchBlock
from tests.config.tiny import load, refused, write_school


def test_homerooms_take_their_stage_from_the_grade(tmp_path: Path) -> None:
    """Grade 3 is primary; the classroom and class teacher are linked both ways."""
    problem = load(tmp_path).problem
    assert problem.homerooms["C3"].stage is Stage.PRIMARY
    assert problem.site.venues["R3"].homeroom == "C3"  # not written at the venue, only at the homeroom
    assert problem.adults["T2"].class_of == "C3"


def test_caps_left_out_come_from_the_rules(tmp_path: Path) -> None:
    """T1 writes sessions 6; late days 3 and evenings 2 are the pack's defaults."""
    problem = load(tmp_path).problem
    assert problem.adults["T1"].caps == Caps(sessions=6, late_days=3, evenings=2)
    assert problem.adults["T2"].caps == Caps(sessions=8, late_days=3, evenings=2)


def test_own_staff_are_at_school_all_day_until_they_must_leave(tmp_path: Path) -> None:
    """T1 is there 07:30-22:00, on Friday only until 17:40."""
    windows = load(tmp_path).problem.adults["T1"].windows
    assert windows[4] == (Interval(450, 1320),)
    assert windows[5] == (Interval(450, 1060),)  # 17 x 60 + 40


def test_adjoining_windows_are_one(tmp_path: Path) -> None:
    """15:00-17:00 and 17:00-18:30 hold a duty that crosses 17:00; other days are not at school."""
    volunteer = load(tmp_path).problem.adults["V1"]
    assert volunteer.windows == {3: (Interval(900, 1110),)}
    assert volunteer.kind is AdultKind.VOLUNTEER


def test_an_adult_on_leave_is_never_at_school(tmp_path: Path) -> None:
    """On leave keeps the adult in the file with no window at all."""
    assert (
        load(tmp_path, ("L: {duty_only: true}", "L: {duty_only: true, on_leave: true}")).problem.adults["L"].windows
        == {}
    )


@pytest.mark.parametrize(
    ("area", "kind", "seats"),
    [
        ("61.2", "classroom", 45),  # 61.2 / 1.36 = 45.0
        ("61.1", "classroom", 44),  # 44.93
        ("90", "library", 50),  # 90 / 1.80 = 50.0
    ],
)
def test_an_area_becomes_seats(tmp_path: Path, area: str, kind: str, seats: int) -> None:
    """Capacity is floor(area / area per seat of the kind), primary school."""
    problem = load(tmp_path, ("R3: {kind: classroom, area: 61.2", f"R3: {{kind: {kind}, area: {area}")).problem
    assert problem.site.venues["R3"].capacity == seats


@pytest.mark.parametrize(
    ("dates", "relied_on"),
    [
        ("2026-09-07", date(2026, 9, 7)),  # the first school day of the week itself
        ("[2026-08-20, 2026-09-01]", date(2026, 9, 1)),  # the later of two before the week
        ("[2026-09-01, 2026-09-09]", date(2026, 9, 1)),  # one within the week does not cover its Monday
        ("2026-09-09", date(2026, 9, 9)),
        ("2026-09-12", None),  # after the week
        ("[]", None),
    ],
)
def test_a_week_relies_on_the_latest_inspection_before_it(tmp_path: Path, dates: str, relied_on: date | None) -> None:
    """Of several inspection dates the one that counts for the week of 2026-09-07 is chosen."""
    problem = load(tmp_path, ("inspected: 2026-09-01, home", f"inspected: {dates}, home")).problem
    assert problem.site.venues["R1"].inspected_on == relied_on


def test_the_first_full_week_is_planned_by_default(tmp_path: Path) -> None:
    """The term begins on Tuesday 2026-09-01, so the first full week starts on Monday 09-07."""
    days = load(tmp_path).problem.days
    assert [(d.date.day, d.weekday) for d in days] == [(7, 1), (8, 2), (9, 3), (10, 4), (11, 5)]


def test_any_date_of_the_week_chooses_it(tmp_path: Path) -> None:
    """Saturday 2026-10-10 is a make-up day after the Thursday timetable; its week has six school days."""
    problem = load_school(write_school(tmp_path), week=date(2026, 10, 7)).problem
    assert (problem.days[-1].date, problem.days[-1].weekday) == (date(2026, 10, 10), 4)
    assert len(problem.days) == 6


def test_a_week_outside_the_term_is_refused_with_the_term(tmp_path: Path) -> None:
    """Asking for a week in February names the term's two dates."""
    with pytest.raises(InputRefused) as caught:
        load_school(write_school(tmp_path), week=date(2027, 2, 8))
    (finding,) = caught.value.findings
    assert finding.path == "calendar"
    assert "2026-09-01 .. 2027-01-22" in finding.rule


@pytest.mark.parametrize(
    ("week", "season", "start", "off_work", "p1"),
    [
        # Town, summer: lessons 14:30-15:10, 15:25-16:05, gap 15 -> P1 16:20-17:20.
        (date(2026, 9, 7), "summer", 870, 1110, Interval(980, 1040)),
        # Town, winter: lessons 14:00-14:40, 14:55-15:35, gap 15 -> P1 15:50-16:50.
        (date(2026, 12, 7), "winter", 840, 1080, Interval(950, 1010)),
    ],
)
def test_the_season_of_the_week_sets_the_bells(
    tmp_path: Path, week: date, season: str, start: int, off_work: int, p1: Interval
) -> None:
    """Policy and times follow the season of the week's first school day."""
    problem = load_school(write_school(tmp_path), week=week).problem
    policy = problem.policy
    assert (policy.season, policy.afternoon_start, policy.off_work) == (season, start, off_work)
    assert problem.times[3, week].p1 == p1
    assert 1050 < problem.sunsets[week] < 1170  # between 17:30 and 19:30 in Helan


def test_a_grade_dismissed_early_has_an_early_activity(tmp_path: Path) -> None:
    """Grade 1 has one lesson on Tuesday, out at 15:10; it plays 15:20-16:10 until P1 at 16:20 less 10."""
    problem = load(tmp_path).problem
    assert problem.times[1, date(2026, 9, 8)].early == Interval(920, 970)
    assert problem.times[1, date(2026, 9, 7)].early is None


def test_a_school_may_start_the_afternoon_elsewhere_and_is_judged_not_refused(tmp_path: Path) -> None:
    """14:40 in summer against the notice's 14:30: the problem carries both, clause 43 decides."""
    changed = ("    gap: 15min", "    gap: 15min\n    afternoon_start: {summer: 14:40}")
    policy = load(tmp_path, changed).problem.policy
    assert (policy.afternoon_start, policy.required_afternoon_start) == (880, 870)
    winter = load_school(write_school(tmp_path, changed), week=date(2026, 12, 7)).problem.policy
    assert winter.afternoon_start == winter.required_afternoon_start == 840


def test_a_rural_school_takes_the_rural_rows(tmp_path: Path) -> None:
    """Rural winter starts at 13:30 and may end 30 minutes before off-work."""
    folder = write_school(tmp_path, ("area: town", "area: rural"))
    policy = load_school(folder, week=date(2026, 12, 7)).problem.policy
    assert (policy.area, policy.required_afternoon_start, policy.end_tolerance) == ("rural", 810, 30)


def test_contents_of_class_days_fill_from_the_default(tmp_path: Path) -> None:
    """Friday is sport as written, the other weekdays reading."""
    assert load(tmp_path).problem.class_contents == {
        1: "reading",
        2: "reading",
        3: "reading",
        4: "reading",
        5: "sport",
    }


def test_offer_groups_and_rules_are_carried_over(tmp_path: Path) -> None:
    """Clubs, strands, support groups, merges, research and survey arrive as written."""
    problem = load(tmp_path).problem
    club = problem.clubs["ball"]
    assert (club.grades, club.venue_kinds, club.equipment) == (
        frozenset({3, 4, 5, 6}),
        ("gym", "playground"),
        {"ball": 12},
    )
    assert (club.max_sections, problem.clubs["books"].max_sections) == (1, 2)
    assert problem.strands["A"].weekdays == {1, 3}
    assert problem.support_groups["S1"].subject == "maths"
    assert (problem.merges, problem.prefer_merge, problem.same_club_twice) == ((("C1", "C3"),), True, True)
    assert problem.research == (ResearchBlock("maths", frozenset({"T2"}), 3, Interval(840, 900)),)
    assert problem.survey_answered == {"C1": 3, "C3": 2}
    assert problem.providers["P1"].valid_until == date(2027, 7, 31)
    assert problem.site.walk("main", "annex") == 4


def test_a_roster_decides_the_mode_unless_asked(tmp_path: Path) -> None:
    """With pupils the mode is roster; asked for counts, the pupils stay out of the problem."""
    folder = write_school(tmp_path)
    assert load_school(folder).problem.mode is Mode.ROSTER
    asked = load_school(folder, mode=Mode.COUNTS).problem
    assert (asked.mode, asked.pupils) == (Mode.COUNTS, {})


@pytest.mark.parametrize(
    ("rosters", "path", "rule"),
    [
        ("{lessons: lessons.csv}", "rosters.expected", "needs a file `pupils`"),
        ("{expected: lessons.csv}", "rosters.interest", "need a file `interest`"),
        ("{pupils: names.csv}", "rosters.pupils", "never read by planning"),
        ("{pupils: ../pupils.csv}", "rosters.pupils", "beside school.yaml"),
        ("{pupils: /etc/hostname}", "rosters.pupils", "beside school.yaml"),
        ("{pupils: pupil.csv}", "rosters.pupils", "no such file"),
    ],
)
def test_rosters_a_school_cannot_plan_from_are_refused(tmp_path: Path, rosters: str, path: str, rule: str) -> None:
    """Missing, foreign and forbidden files are refused at `rosters`."""
    findings = refused(
        tmp_path,
        ("rosters: {pupils: pupils.csv, lessons: lessons.csv}", f"rosters: {rosters}"),
        names_csv="id,name\n",
    )
    assert any(f.path == path and rule in f.rule for f in findings), [str(f) for f in findings]
