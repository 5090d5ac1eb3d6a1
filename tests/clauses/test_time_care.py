"""Rows 39 to 41 of the notice: extended care and evening study."""

from dataclasses import replace

import pytest
from clauses.harness import allowed, least_cost, marks, numbers, with_session, without_session
from clauses.options import pool_of, serve, staff
from small import BELLS, CARE, DAYS, MONDAY, P1, TIMES, small_adult, small_plan, small_policy, small_problem

from scheduler.calendar.clock import Interval
from scheduler.clauses.book import BOOK, clause
from scheduler.clauses.clause import Severity
from scheduler.domain.demand import Counts, Homeroom, Mode, Period
from scheduler.domain.groups import Kind
from scheduler.domain.people import AdultKind, Stage
from scheduler.domain.plan import Duty, Plan, Role, Session, TierName
from scheduler.domain.problem import Problem

CARE_MONDAY = f"extended_care/{MONDAY}/A+B/1/1"
EVENING = Interval(1140, 1220)
LEAD, HELP = Duty("T11", Role.LEAD), Duty("T12", Role.ASSISTANT)


def test_the_pair_of_extended_care_is_wanted_and_what_lacks_costs_ten() -> None:
    """A lead pool and an assistant pool of one place each: nobody 20, one 10, both 0."""
    problem = small_problem()
    first, second = small_adult("T1"), small_adult("T2")
    lead = serve(first, pool_of("extended_care", CARE))
    help_ = serve(second, pool_of("extended_care", CARE, role=Role.ASSISTANT))
    space = staff(problem, lead, help_)
    care = clause(39)
    assert least_cost(care, space, []) == 20
    assert least_cost(care, space, [lead.key]) == 10
    assert least_cost(care, space, [lead.key, help_.key]) == 0


@pytest.mark.parametrize(("adults", "short"), [(0, 20), (1, 10), (2, 0), (3, 0)])
def test_the_judge_counts_the_same_pair(adults: int, short: int) -> None:
    """extended_adults is 2: none, one, two and three adults in the session."""
    duties = (LEAD, HELP, Duty("T10", Role.ASSISTANT))[:adults]
    plan = with_session(small_plan(), CARE_MONDAY, duties=duties)
    found = list(clause(39).breaches(small_problem(), plan))
    assert [b.rule for b in found] == ["adults"] * (short > 0)
    assert clause(39).recount(small_problem(), plan)[TierName.SHORTAGE] == short


@pytest.mark.parametrize(("group", "rules"), [(1, ["crowded"]), (2, []), (3, [])])
def test_an_extended_group_holds_no_more_than_its_size(group: int, rules: list[str]) -> None:
    """Two pupils in a group of at most 1, 2 and 3."""
    problem = small_problem(policy=small_policy(extended_group=group))
    found = [b.rule for b in clause(39).breaches(problem, small_plan()) if b.when == MONDAY]
    assert found == rules


def test_an_applicant_left_out_of_extended_care_is_named() -> None:
    """A1 is taken off Monday's list; clause 6 says the same of every period."""
    plan = with_session(small_plan(), CARE_MONDAY, heads=(("B", 1),), roster=("B1",))
    found = list(clause(39).breaches(small_problem(), plan))
    assert [(b.rule, b.where, b.who) for b in found] == [("left_out", "A", ("A1",))]
    assert numbers(BOOK, small_problem(), plan) == [6, 39]


def test_head_counts_left_out_are_counted() -> None:
    """Before enrolment two are expected from homeroom A and one has a place."""
    base = small_problem()
    heads = {**base.counts.heads, ("A", 1, Period.EXTENDED): 2}
    problem = small_problem(mode=Mode.COUNTS, counts=Counts(heads, base.counts.interest, {}))
    found = list(clause(39).breaches(problem, small_plan()))
    assert [(b.rule, b.where, b.facts["pupils"]) for b in found] == [("left_out", "A", 1)]


def test_requests_the_bells_have_no_care_for_are_a_finding() -> None:
    """A1 and B1 apply on five days each; the bells end with the service."""
    times = {(3, day.date): replace(TIMES, extended=None) for day in DAYS}
    found = list(clause(39).findings(small_problem(times=times)))
    assert [(b.rule, b.where, b.facts["pupils"]) for b in found] == [("no_bells", "A", 5), ("no_bells", "B", 5)]


@pytest.mark.parametrize(("minutes", "rules"), [(29, ["bells_length"]), (30, []), (31, ["bells_length"])])
def test_extended_care_lasts_half_an_hour(minutes: int, rules: list[str]) -> None:
    """29, 30 and 31 minutes in the bells."""
    times = replace(TIMES, extended=Interval(1080, 1080 + minutes))
    problem = small_problem(times={(3, day.date): times for day in DAYS})
    assert [b.rule for b in clause(40).findings(problem)] == rules


@pytest.mark.parametrize(
    ("care", "rules"),
    [
        (Interval(1079, 1109), ["start"]),
        (Interval(1080, 1109), ["length"]),
        (Interval(1080, 1110), []),
        (Interval(1081, 1111), ["start"]),
    ],
)
def test_a_planned_extended_session_follows_the_service(care: Interval, rules: list[str]) -> None:
    """A minute early, a minute short, right, a minute late; the service ends at 18:00 = 1080."""
    plan = with_session(small_plan(), CARE_MONDAY, interval=care)
    assert [b.rule for b in clause(40).breaches(small_problem(), plan)] == rules


def test_bells_that_leave_a_gap_before_extended_care_are_found() -> None:
    """Care from 18:05 when the service ends at 18:00, once a grade."""
    times = replace(TIMES, extended=Interval(1085, 1115))
    found = list(clause(40).findings(small_problem(times={(3, day.date): times for day in DAYS})))
    assert [(b.rule, b.where, b.when, b.severity) for b in found] == [("bells_start", "3", MONDAY, Severity.FINDING)]


def test_moving_extended_care_breaks_this_clause_and_the_bells() -> None:
    """Ten minutes later: 40, and 48 because the period's bells are left. Its gate and helpers end at 18:30 (75, 78);
    the wait of ten minutes is still a permitted transition."""
    plan = with_session(small_plan(), CARE_MONDAY, interval=Interval(1090, 1120))
    assert {40, 48} <= set(numbers(BOOK, small_problem(), plan))


def evening_problem(**changes: object) -> Problem:
    """A junior school with evening study on Monday for two pupils of homeroom A, by head-count."""
    times = replace(TIMES, p2=None, extended=None, evening=EVENING)
    fields: dict[str, object] = {
        "times": {(8, day.date): times for day in DAYS},
        "homerooms": {"A": Homeroom("A", 8, Stage.JUNIOR, 4, "RA", "T1")},
        "mode": Mode.COUNTS,
        "counts": Counts({("A", 1, Period.EVENING): 2}, {}, {}),
        "pupils": {},
        "strands": {},
    }
    return small_problem(**{**fields, **changes})


def evening_plan(**changes: object) -> Plan:
    """One evening session for homeroom A."""
    session = Session(
        f"evening_study/{MONDAY}/A/1/1",
        Kind.EVENING_STUDY,
        MONDAY,
        EVENING,
        (("A", 2),),
        (),
        "RA",
        (LEAD,),
        "self_study",
    )
    return replace(small_plan(), sessions=(replace(session, **changes),), mode="counts")


@pytest.mark.parametrize(("end", "rules"), [(1229, []), (1230, []), (1231, ["late"])])
def test_evening_study_ends_by_the_latest_end(end: int, rules: list[str]) -> None:
    """20:30 = 1230 is the latest; a minute before, on it, a minute after."""
    plan = evening_plan(interval=Interval(1140, end))
    assert [b.rule for b in clause(41).breaches(evening_problem(), plan)] == rules
    times = replace(TIMES, p2=None, extended=None, evening=Interval(1140, end))
    problem = evening_problem(times={(8, day.date): times for day in DAYS})
    assert [b.rule for b in clause(41).findings(problem)] == [f"bells_{rule}" for rule in rules]


def test_only_the_stages_of_the_policy_have_evening_study() -> None:
    """A primary homeroom in the evening is a finding of the bells and a breach of the plan."""
    times = {(3, day.date): replace(TIMES, evening=EVENING) for day in DAYS}
    problem = small_problem(times=times)
    assert marks(clause(41).findings(problem)) == [(41, "bells_stage", "3")]
    assert [b.rule for b in clause(41).breaches(problem, evening_plan())] == ["stage"]


@pytest.mark.parametrize(("kind", "ok"), [(AdultKind.OWN, True), (AdultKind.RETIRED, False)])
def test_own_staff_lead_evening_study(kind: AdultKind, ok: bool) -> None:
    """Rows and judge agree on who may lead; anybody may assist."""
    adult = small_adult("T11", kind=kind)
    problem = evening_problem()
    problem = evening_problem(adults={**problem.adults, "T11": adult})
    leading = serve(adult, pool_of("evening_study", EVENING, stage=Stage.JUNIOR))
    helping = serve(adult, pool_of("evening_study", EVENING, role=Role.ASSISTANT, stage=Stage.JUNIOR))
    assert allowed(clause(41), staff(problem, leading), [leading.key]) is ok
    assert allowed(clause(41), staff(problem, helping), [helping.key])
    assert [b.rule for b in clause(41).breaches(problem, evening_plan())] == ["own_lead"] * (not ok)


# Junior seated ratio of the small policy is 55 pupils an adult; one adult is there.
@pytest.mark.parametrize(("pupils", "short"), [(54, 0), (55, 0), (56, 10)])
def test_evening_adults_follow_the_hard_ratio(pupils: int, short: int) -> None:
    """54, 55 and 56 pupils with one adult."""
    plan = evening_plan(heads=(("A", pupils),))
    assert clause(41).recount(evening_problem(), plan)[TierName.SHORTAGE] == short
    assert [b.rule for b in clause(41).breaches(evening_problem(), plan)] == ["adults"] * (short > 0)


def test_a_missing_evening_lead_costs_ten_in_the_rows() -> None:
    """One place wanted, nobody serves."""
    duty = serve(small_adult("T11"), pool_of("evening_study", EVENING, stage=Stage.JUNIOR))
    assert least_cost(clause(41), staff(evening_problem(), duty), []) == 10
    assert least_cost(clause(41), staff(evening_problem(), duty), [duty.key]) == 0


def test_a_dropped_care_session_is_seen_by_this_clause_and_by_clause_6() -> None:
    """Both applicants are named; nobody is left without an adult otherwise."""
    plan = without_session(small_plan(), CARE_MONDAY)
    found = list(clause(39).breaches(small_problem(), plan))
    assert [(b.where, b.who) for b in found] == [("A", ("A1",)), ("B", ("B1",))]
    assert numbers(BOOK, small_problem(), plan) == [6, 39]


def test_the_small_bells_have_half_an_hour_of_care() -> None:
    """The fixture itself: 18:00 to 18:30 after a service from 15:50 to 18:00."""
    assert (TIMES.service_end, TIMES.extended) == (1080, CARE)
    assert (BELLS.extended_minutes, P1.start) == (30, 950)
