"""What the judge does with ids, dates and numbers it has never heard of, and with what is not there."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from clauses.odd import meeting, only, rules
from small import DAYS, MONDAY, P1, P2, small_adult, small_plan, small_policy, small_problem

from scheduler.calendar.clock import Interval
from scheduler.clauses.book import BOOK, clause
from scheduler.domain.demand import Counts, Mode, Period
from scheduler.domain.groups import Kind
from scheduler.domain.offer import SectionId
from scheduler.domain.people import AdultKind, Lesson, Protection
from scheduler.domain.plan import Credit, Duty, OpenSection, Post, Relief, Role, Seat, TierName
from scheduler.domain.policy import Allowances, PostRule

PROBLEM, PLAN = small_problem(), small_plan()
HOMEWORK_A = f"homework/{MONDAY}/A/1/1"
CHESS = f"club/{MONDAY}/chess.S.1"
SATURDAY = MONDAY + timedelta(days=5)


FIVE = ("moral", "intellectual", "physical", "aesthetic", "labour", "moral", "moral")


def test_nobody_walks_to_or_from_a_place_that_is_not_known() -> None:
    """T1 leads a group without a venue, then one in the annex, half an hour away."""
    site = replace(
        PROBLEM.site, venues={**PROBLEM.site.venues, "RA": replace(PROBLEM.site.venues["RA"], building="annex")}
    )
    walks = {("main", "annex"): 30, ("annex", "main"): 30}
    problem = small_problem(site=replace(site, walks=walks))
    lead = (Duty("T1", Role.LEAD),)
    first, second = meeting(Kind.HOMEWORK, duties=lead), meeting(Kind.CLUB, P2, duties=lead)
    assert rules(73, problem, only(replace(first, venue="RB"), second)) == ["adult_far"]
    assert rules(73, problem, only(replace(first, venue=None), second)) == []
    assert rules(73, problem, only(first, replace(second, venue=None))) == []


def test_a_week_without_a_school_day_has_no_agreement_about_to_end() -> None:
    """A whole week of holidays."""
    assert rules(69, small_problem(days=()), only()) == []


def test_fridays_evening_is_followed_by_no_school_morning() -> None:
    """T3 has a Saturday lesson in the timetable of a week without Saturday."""
    times = {key: replace(held, evening=Interval(1140, 1200)) for key, held in PROBLEM.times.items()}
    teacher = small_adult("T3", lessons=(Lesson(6, Interval(480, 520), "A", "chinese"),))
    problem = small_problem(times=times, adults={**PROBLEM.adults, "T3": teacher})
    friday = meeting(Kind.EVENING_STUDY, Interval(1140, 1200), date=DAYS[4].date, duties=(Duty("T3", Role.LEAD),))
    assert rules(42, problem, only(friday)) == []


def test_a_protected_adult_at_a_post_on_a_date_without_bells() -> None:
    """Nothing ends that day, so nothing is too late; homework is never forbidden."""
    nursing = small_adult("T3", protection=frozenset({Protection.NURSING}))
    problem = small_problem(adults={**PROBLEM.adults, "T3": nursing})
    post = Post("p", "standby", SATURDAY, P1, "main", "main", "T3")
    late = meeting(Kind.HOMEWORK, Interval(1100, 1130), duties=(Duty("T3", Role.LEAD),))
    assert rules(42, problem, only(posts=(post,))) == []
    assert rules(42, problem, only(late)) == []


def test_one_pupil_expected_and_nobody_there() -> None:
    """Counts mode: one is wanted, none is held."""
    problem = small_problem(mode=Mode.COUNTS, counts=Counts({("A", 1, Period.P1): 1}, {}, {}), days=DAYS[:1])
    (found,) = clause(6).breaches(problem, only())
    assert (found.facts["wanted"], found.facts["held"]) == (1, 0)


def test_a_stage_without_any_service_ends_at_no_time() -> None:
    """Clause 5 has nothing to compare with off-work."""
    times = {key: replace(held, p1=None, p2=None, early=None) for key, held in PROBLEM.times.items()}
    assert list(clause(5).findings(small_problem(times=times))) == []


def test_a_kind_of_adult_without_a_rate_is_paid_nothing() -> None:
    """The policy names no rate at all."""
    problem = small_problem(policy=small_policy(allowances=Allowances(by_kind={}, own_late=60)))
    assert clause(65).recount(problem, only(meeting(Kind.CLUB, P2, duties=(Duty("T1", Role.LEAD),)))) == {
        TierName.MONEY: 0
    }


@pytest.mark.parametrize(("role", "short"), [(Role.LEAD, 10), (Role.ASSISTANT, 0)])
def test_a_club_without_a_lead_lacks_no_chaperone(role: Role, short: int) -> None:
    """X from outside leads alone, or helps where nobody leads: clause 54 counts the lead."""
    adults = {**PROBLEM.adults, "X": small_adult("X", kind=AdultKind.RETIRED, full_time=False)}
    club = meeting(Kind.CLUB, P2, duties=(Duty("X", role),))
    assert clause(61).recount(small_problem(adults=adults), only(club)) == {TierName.SHORTAGE: short}


def test_a_vacant_post_holds_nothing() -> None:
    """Two adults wanted, one post and nobody at it: two are lacking."""
    rule = (PostRule("patrol", "day", 2, "service"),)
    post = Post("p", "patrol", MONDAY, P1, "main", "main", None)
    problem = small_problem(policy=small_policy(posts=rule))
    assert clause(77).recount(problem, only(meeting(Kind.HOMEWORK), posts=(post,))) == {TierName.SHORTAGE: 20}


def test_duty_leads_for_groups_are_none_where_no_group_meets() -> None:
    """One for two groups at once, and pupils whom nothing is held for."""
    rule = (PostRule("duty_lead", "groups", 1, "whole", groups=2),)
    assert rules(10, small_problem(policy=small_policy(posts=rule)), only()) == []


def test_figures_of_pupils_nobody_has_heard_of() -> None:
    """No survey record of one pupil; nobody of B in a group; names in a plan made before enrolment; nobody active."""
    one = {"A": replace(PROBLEM.homerooms["A"], enrolled=1)}
    assert [b.where for b in clause(18).findings(small_problem(homerooms=one, survey_answered={}))] == ["A"]
    group = meeting(Kind.HOMEWORK, heads=(("A", 1), ("B", 0)), roster=("A1",))
    assert rules(19, PROBLEM, only(group)) == []
    assert rules(19, small_problem(mode=Mode.COUNTS), only(replace(group, heads=(("A", 2),)))) == ["heads"]
    away = {f"A{k}": replace(PROBLEM.pupils[f"A{k}"], days={}, choices=()) for k in range(1, 5)}
    assert [b.rule for b in clause(22).findings(small_problem(pupils=away)) if b.where == "A"] == []
    assert rules(21, PROBLEM, only(replace(group, date=SATURDAY))) == []
    assert rules(48, PROBLEM, only(replace(group, date=SATURDAY))) == []


@pytest.mark.parametrize("number", [23, 24, 25, 27, 28, 55, 56])
@pytest.mark.parametrize("section", [SectionId("juggling", "S", 1), SectionId("chess", "Z", 1)])
def test_a_section_the_school_does_not_have_stops_no_clause(number: int, section: SectionId) -> None:
    """Unknown club, unknown strand, with a pupil in it: clause 0 names them, the clauses pass over."""
    plan = only(
        sections=(OpenSection(section, "T1", "RA"),), seats=(Seat("A1", section, None), Seat("Z9", section, None))
    )
    for problem in (PROBLEM, small_problem(clubs={"chess": replace(PROBLEM.clubs["chess"], reserved={"G": 1})})):
        assert not [b for b in clause(number).breaches(problem, plan) if "Z9" in b.who]


def test_pieces_the_site_does_not_name_are_none() -> None:
    """Chess needs one clock, and no clock is in the list."""
    problem = small_problem(clubs={"chess": replace(PROBLEM.clubs["chess"], equipment={"clock": 1})})
    (stock,) = clause(27).findings(problem)
    assert (stock.facts["needed"], stock.facts["stock"]) == (1, 0)
    found = list(clause(27).breaches(problem, PLAN))
    assert [(b.facts["needed"], b.facts["stock"]) for b in found] == [(1, 0), (1, 0)]


def relief(adult: str = "T1", kind: str = "late_start", minutes: int = 1, **more: Any) -> Relief:
    """Time off on Monday from eight."""
    return replace(Relief(adult, MONDAY, kind, Interval(480, 480 + minutes)), **more)


def test_time_off_of_strangers_and_of_the_idle() -> None:
    """A stranger's is passed over; a minute of somebody without late duty is not earned; each kind has its own cap."""
    assert rules(42, PROBLEM, only(reliefs=(relief("nobody"), relief("nobody", date=SATURDAY)))) == []
    assert rules(42, PROBLEM, only(reliefs=(relief(date=SATURDAY),))) == ["relief_unearned"]
    (found,) = clause(42).breaches(PROBLEM, only(reliefs=(relief("T4"),)))
    assert (found.rule, found.facts["granted"], found.facts["earned"]) == ("relief_unearned", 1, 0)
    often = tuple(relief("T4", date=DAYS[day].date) for day in range(3))
    told = [b for b in clause(42).breaches(PROBLEM, only(reliefs=often)) if b.rule == "relief_often"]
    assert [(b.facts["what"], b.facts["count"]) for b in told] == [("late_start", 3)]


@pytest.mark.parametrize(("credit", "found"), [((0, 0), []), ((1, 0), ["ledger"]), ((0, 1), ["ledger"])])
def test_the_ledger_of_somebody_without_late_duty_is_empty(credit: tuple[int, int], found: list[str]) -> None:
    """T4 has no duty at all; a stranger's line is passed over."""
    assert rules(42, PROBLEM, only(credits=(Credit("T4", *credit), Credit("nobody", 5, 5)))) == found


def test_the_ledger_is_told_what_it_should_say() -> None:
    """T3 has an hour of club and half an hour off; the ledger says 1 and 2."""
    club = meeting(Kind.CLUB, P2, duties=(Duty("T3", Role.LEAD),))
    plan = only(club, reliefs=(relief("T3", minutes=30),), credits=(Credit("T3", 1, 2),))
    (found,) = [b for b in clause(42).breaches(PROBLEM, plan) if b.rule == "ledger"]
    assert found.facts == {"said": 1, "said_granted": 2, "earned": 60, "granted": 30}


def test_an_unknown_number_lists_the_book() -> None:
    """First and last stand in the message."""
    with pytest.raises(KeyError, match=f"no clause 999 in the book \\({BOOK[0].number}, .*, {BOOK[-1].number}\\)"):
        clause(999)
    assert date(2026, 11, 2) == MONDAY
