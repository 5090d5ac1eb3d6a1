"""Rows 75, 76, 78 and 79 of the notice: gates, inspected venues, standby and first aid, dusk and release."""

from dataclasses import replace
from datetime import date

import pytest
from clauses.harness import allowed, least_cost, marks, numbers, with_post, with_session
from clauses.options import pool_of, serve, staff
from small import DAYS, MONDAY, P1, P2, TIMES, small_adult, small_plan, small_policy, small_problem

from scheduler.calendar.clock import Interval
from scheduler.clauses.book import BOOK, clause
from scheduler.clauses.clause import Severity
from scheduler.clauses.space import Occurrence, Placed, PlaceOption, Space
from scheduler.domain.demand import Counts, Homeroom, Mode, Period
from scheduler.domain.groups import Kind
from scheduler.domain.people import AdultKind, Stage
from scheduler.domain.places import Gate, Venue
from scheduler.domain.plan import Duty, Plan, Post, Role, Session, TierName
from scheduler.domain.policy import PostRule
from scheduler.domain.problem import Problem

WHOLE = Interval(950, 1110)
GATE_MONDAY = f"gate/{MONDAY}/1"
HOMEWORK_A = f"homework/{MONDAY}/A/1/1"


def shortage(number: int, problem: Problem, plan: Plan) -> int:
    """Shortage the clause counts in the plan."""
    return clause(number).recount(problem, plan)[TierName.SHORTAGE]


# Monday's first session starts at 950, the last ends at 1110.
@pytest.mark.parametrize(
    ("start", "end", "clock"),
    [(949, 1111, None), (950, 1110, None), (951, 1110, "15:50"), (950, 1109, "18:29"), (1000, 1050, "15:50")],
)
def test_the_gate_is_held_through_the_last_sign_out(start: int, end: int, clock: str | None) -> None:
    """The first minute with nobody at the gate is named; one adult is short however long the gap."""
    plan = with_post(small_plan(), GATE_MONDAY, interval=Interval(start, end))
    found = list(clause(75).breaches(small_problem(), plan))
    assert [(b.rule, b.where, b.facts["clock"]) for b in found] == [("post", "G1", clock)] * (clock is not None)
    assert shortage(75, small_problem(), plan) == 10 * len(found)
    assert numbers(BOOK, small_problem(), plan) == [75] * len(found)


def test_two_adults_may_share_a_gate_one_after_the_other() -> None:
    """The guard until 17:00, T3 from then on."""
    plan = with_post(small_plan(), GATE_MONDAY, interval=Interval(950, 1020))
    second = Post("gate/second", "gate", MONDAY, Interval(1020, 1110), "G1", "main", "T3")
    plan = replace(plan, posts=(*plan.posts, second))
    assert list(clause(75).breaches(small_problem(), plan)) == []


def test_every_gate_has_its_own_adult() -> None:
    """A second gate stays empty all week: five breaches of ten."""
    problem = small_problem()
    gates = {**problem.site.gates, "G2": Gate("G2", "main", 20)}
    problem = replace(problem, site=replace(problem.site, gates=gates))
    assert marks(clause(75).breaches(problem, small_plan())) == [(75, "post", "G2")] * 5
    assert shortage(75, problem, small_plan()) == 50


@pytest.mark.parametrize(
    ("kind", "fit"), [(AdultKind.OWN, True), (AdultKind.GUARD, True), (AdultKind.VOLUNTEER, False)]
)
def test_the_gate_admits_the_kinds_of_its_rule(kind: AdultKind, fit: bool) -> None:
    """Own staff and guards may hold the gate of the small policy."""
    adults = small_problem().adults
    problem = small_problem(adults={**adults, "G": replace(adults["G"], kind=kind)})
    found = [b.rule for b in clause(75).breaches(problem, small_plan()) if b.when == MONDAY]
    assert found == ["unfit"] * (not fit)


def test_gate_rows_want_one_adult() -> None:
    """Nobody costs ten, one nothing, two are refused."""
    pool = pool_of("gate", WHOLE, role=Role.POST, place="G1")
    first, second = (serve(small_adult(key), pool) for key in ("T1", "T2"))
    space = staff(small_problem(), first, second)
    assert least_cost(clause(75), space, []) == 10
    assert least_cost(clause(75), space, [first.key]) == 0
    assert not allowed(clause(75), space, [first.key, second.key])


@pytest.mark.parametrize(("evening_rule", "found"), [(False, 1), (True, 0)])
def test_evening_study_without_a_rule_for_the_gate_is_a_finding(evening_rule: bool, found: int) -> None:
    """The rules of the posts must think of the evening."""
    times = replace(TIMES, p2=None, extended=None, evening=Interval(1140, 1220))
    rules = small_policy().posts + ((PostRule("gate", "gate", 1, "evening"),) if evening_rule else ())
    problem = small_problem(
        times={(8, day.date): times for day in DAYS},
        homerooms={"A": Homeroom("A", 8, Stage.JUNIOR, 4, "RA", "T1")},
        mode=Mode.COUNTS,
        counts=Counts({("A", 2, Period.EVENING): 2}, {}, {}),
        pupils={},
        policy=small_policy(posts=rules),
    )
    findings = list(clause(75).findings(problem))
    assert [(b.rule, b.when, b.severity) for b in findings] == [("no_evening", DAYS[1].date, Severity.FINDING)] * found


def with_venue(key: str, **changes: object) -> Problem:
    """The small school with fields of one venue changed."""
    problem = small_problem()
    venues = {**problem.site.venues, key: replace(problem.site.venues[key], **changes)}
    return replace(problem, site=replace(problem.site, venues=venues))


def placing(venue: Venue, interval: Interval = P2) -> PlaceOption:
    """A group may use the venue on Monday and on Friday."""
    where = tuple(Occurrence(DAYS[day], interval, "main") for day in (0, 4))
    return PlaceOption(Placed("g", venue.id), "g", venue, 1, Kind.CLUB, where, 4)


# inspection_days is 30; RA is used every day, Monday 2 to Friday 6 November. 7 October is 30 days before Friday.
@pytest.mark.parametrize(
    ("inspected", "rule", "when"),
    [
        (None, "never", MONDAY),
        (date(2026, 11, 3), "never", MONDAY),
        (date(2026, 11, 2), None, None),
        (date(2026, 10, 8), None, None),
        (date(2026, 10, 7), None, None),
        (date(2026, 10, 6), "overdue", DAYS[4].date),
        (date(2026, 10, 1), "overdue", MONDAY),
    ],
)
def test_venues_are_inspected_in_time(inspected: date | None, rule: str | None, when: date | None) -> None:
    """Never, after the use, on the day, 29, 30 and 31 days before Friday, 32 before Monday."""
    problem = with_venue("RA", inspected_on=inspected)
    found = list(clause(76).breaches(problem, small_plan()))
    assert [(b.rule, b.where, b.when) for b in found] == ([(rule, "RA", when)] if rule else [])
    option = placing(problem.site.venues["RA"])
    space = Space(problem=problem, places=(option,))
    assert allowed(clause(76), space, [option.key]) is (rule is None)
    assert set(numbers(BOOK, problem, small_plan())) == ({76} if rule else set())


@pytest.mark.parametrize("kind", ["standby", "first_aid"])
def test_emergency_posts_are_held(kind: str) -> None:
    """A vacant post and a missing one are the same breach and the same shortage."""
    post = f"{kind}/{MONDAY}/1"
    vacant = with_post(small_plan(), post, adult=None)
    missing = replace(small_plan(), posts=tuple(p for p in small_plan().posts if p.id != post))
    for plan in (vacant, missing):
        found = list(clause(78).breaches(small_problem(), plan))
        assert [(b.rule, b.where, b.when) for b in found] == [("post", kind, MONDAY)]
        assert shortage(78, small_problem(), plan) == 10
        assert numbers(BOOK, small_problem(), plan) == [78]


@pytest.mark.parametrize(("skills", "fit"), [({"first_aid"}, True), ({"chinese"}, False), (set(), False)])
def test_the_first_aider_holds_the_skill(skills: set[str], fit: bool) -> None:
    """F1 holds first aid on Monday, Wednesday and Friday."""
    adults = small_problem().adults
    problem = small_problem(adults={**adults, "F1": replace(adults["F1"], skills=frozenset(skills))})
    assert [b.rule for b in clause(78).breaches(problem, small_plan())] == ["unfit"] * 3 * (not fit)


# One rule "standby: 1 for each n groups begun": two groups run at one time.
@pytest.mark.parametrize(("groups", "wanted"), [(1, 2), (2, 1), (3, 1)])
def test_standby_follows_the_groups_that_run_together(groups: int, wanted: int) -> None:
    """Two sessions at most run at one minute of the small week; one standby is there."""
    rules = tuple(replace(r, groups=groups) if r.kind == "standby" else r for r in small_policy().posts)
    problem = small_problem(policy=small_policy(posts=rules))
    assert shortage(78, problem, small_plan()) == 50 * (wanted - 1)
    assert len(list(clause(78).breaches(problem, small_plan()))) == 5 * (wanted - 1)


def test_standby_rows_want_one_adult() -> None:
    """Nobody costs ten; the duty lead's pool is another clause's."""
    duty = serve(small_adult("T1"), pool_of("standby", P2, role=Role.POST))
    leader = serve(small_adult("L"), pool_of("duty_lead", P2, role=Role.POST))
    assert least_cost(clause(78), staff(small_problem(), duty, leader), []) == 10
    assert least_cost(clause(78), staff(small_problem(), duty, leader), [duty.key]) == 0


# In extended care on Monday there are L, G, F1, T11 and T12: five adults on site, and no more at any other minute less.
@pytest.mark.parametrize(("least", "rules"), [(4, []), (5, []), (6, ["few_on_site"] * 5)])
def test_enough_adults_stay_until_the_last_sign_out(least: int, rules: list[str]) -> None:
    """Below, at and above the five who are there in extended care."""
    problem = small_problem(policy=small_policy(min_adults_on_site=least))
    found = list(clause(78).breaches(problem, small_plan()))
    assert [b.rule for b in found] == rules
    assert all(b.facts["clock"] in ("16:50", "18:00") for b in found)


def outdoors(end: int, **venue: object) -> tuple[Problem, Plan]:
    """A's class activity on Tuesday is on the playground until `end`."""
    problem = with_venue("PG", **venue)
    session = f"class_activity/{DAYS[1].date}/A/1/1"
    return problem, with_session(small_plan(), session, venue="PG", interval=Interval(1020, end))


# Sunset of the small week is 17:54 = 1074.
@pytest.mark.parametrize(
    ("end", "venue", "dark"),
    [
        (1073, {}, False),
        (1074, {}, False),
        (1075, {}, True),
        (1075, {"lit": True}, False),
        (1075, {"outdoor": False}, False),
    ],
)
def test_nobody_is_outdoors_after_sunset(end: int, venue: dict[str, object], dark: bool) -> None:
    """A minute before, at and after sunset; lights and walls lift the rule."""
    problem, plan = outdoors(end, **venue)
    session = f"class_activity/{DAYS[1].date}/A/1/1"
    assert marks(clause(79).breaches(problem, plan)) == [(79, "dark", session)] * dark
    option = placing(problem.site.venues["PG"], Interval(1020, end))
    assert allowed(clause(79), Space(problem=problem, places=(option,)), [option.key]) is not dark


def test_a_dark_playground_breaks_this_clause_only() -> None:
    """Period 2 ends at 18:00, after sunset; nothing else is wrong with the playground."""
    problem, plan = outdoors(1080)
    assert numbers(BOOK, problem, plan) == [79]


# Eight pupils leave at 18:00 or 18:30; at 18:00 it is six. 15 minutes at the gate's flow is the threshold.
@pytest.mark.parametrize(
    ("heads", "flow", "expected"), [(600, 40, []), (601, 40, [(16, 2)]), (1201, 40, [(31, 3)]), (600, 0, [])]
)
def test_large_releases_are_noted_with_their_waves(heads: int, flow: int, expected: list[tuple[int, int]]) -> None:
    """600 pupils at 40 a minute take 15 minutes; one more takes 16 begun minutes, so two waves."""
    problem = small_problem()
    problem = replace(problem, site=replace(problem.site, gates={"G1": Gate("G1", "main", flow)}))
    session = Session("s", Kind.HOMEWORK, MONDAY, P1, (("A", heads),), (), "RA", (Duty("T1", Role.LEAD),), "homework")
    plan = replace(small_plan(), sessions=(session,))
    found = list(clause(79).breaches(problem, plan))
    assert [(b.facts["minutes"], b.facts["waves"]) for b in found] == expected
    assert {b.severity for b in found} <= {Severity.NOTE}


def test_pupils_who_stay_on_do_not_leave() -> None:
    """Of A's 700 pupils in period 1, 650 stay for period 2: 50 leave at its end, 650 later."""
    problem = small_problem()
    first = Session("a", Kind.HOMEWORK, MONDAY, P1, (("A", 700),), (), "RA", (Duty("T1", Role.LEAD),), "homework")
    second = replace(first, id="b", interval=P2, heads=(("A", 650),))
    found = list(clause(79).breaches(problem, replace(small_plan(), sessions=(first, second))))
    assert [(b.facts["pupils"], b.facts["clock"]) for b in found] == [(650, "18:00")]


def test_homework_moves_no_post() -> None:
    """The small plan keeps the chapter."""
    for number in (75, 76, 78, 79):
        assert list(clause(number).breaches(small_problem(), small_plan())) == []
        assert list(clause(number).findings(small_problem())) == []
