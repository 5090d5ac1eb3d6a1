"""Rows of the staffing stage that are rare: evenings, chaperones, protected adults, late days, shares."""

from dataclasses import replace
from typing import Any

import pytest
from clauses.harness import allowed, least_cost
from clauses.options import lead, pool_of, serve, staff
from small import DAYS, P1, P2, PAPERS, TIMES, small_adult, small_policy, small_problem

from scheduler.calendar.clock import Interval
from scheduler.clauses.book import clause
from scheduler.clauses.clashing import Slot, cliques, slots_by_day, too_far
from scheduler.clauses.load import _late_demand as late_demand
from scheduler.clauses.space import (
    Amount,
    Opening,
    Short,
    Space,
)
from scheduler.domain.groups import Kind
from scheduler.domain.offer import Strand
from scheduler.domain.people import AdultKind, Caps, Lesson, Protection, Provider
from scheduler.domain.places import Site
from scheduler.domain.plan import Role, TierName
from scheduler.domain.problem import Problem

PROBLEM = small_problem()
EVENING = Interval(1140, 1220)
TWO = small_problem(strands={**PROBLEM.strands, "T": Strand("T", frozenset({3}), frozenset({2, 4}))})


def evening_school(**changes: Any) -> Problem:
    """The small school with evening study every day."""
    times = {(3, day.date): replace(TIMES, evening=EVENING) for day in DAYS}
    return small_problem(times=times, **changes)


@pytest.mark.parametrize(
    ("days", "cap", "may"),
    [((), 0, True), ((0,), 0, False), ((0,), 1, True), ((0, 2), 1, False), ((0, 2), 2, True), ((0, 1), 2, False),
     ((1, 2), 3, False), ((0, 2, 4), 3, True), ((0, 2, 4), 2, False)],
)  # fmt: skip
def test_evenings_are_capped_and_never_two_running(days: tuple[int, ...], cap: int, may: bool) -> None:
    """Evening study on these days of the week, Monday 0; an afternoon duty is no evening."""
    problem = evening_school()
    adult = small_adult("T3", caps=Caps(9, 9, cap))
    late = [serve(adult, pool_of("evening_study", EVENING, day=day)) for day in range(5)]
    afternoon = serve(adult, pool_of("homework", P1, day=1))
    chosen = [afternoon.key, *(late[day].key for day in days)]
    assert allowed(clause(42), staff(problem, *late, afternoon), chosen) is may


@pytest.mark.parametrize(("lesson", "may"), [(539, False), (540, True), (480, False)])
def test_an_evening_is_followed_by_a_free_morning(lesson: int, may: bool) -> None:
    """Rest until 9:00; Tuesday's first lesson starts a minute before, or then."""
    adult = small_adult("T3", lessons=(Lesson(2, Interval(lesson, lesson + 40), "A", "chinese"),))
    option = serve(adult, pool_of("evening_study", EVENING))
    friday = serve(adult, pool_of("evening_study", EVENING, day=4))
    assert allowed(clause(42), staff(evening_school(), option, friday), [option.key]) is may
    assert allowed(clause(42), staff(evening_school(), option, friday), [friday.key])


def outsider(**changes: Any) -> Any:
    """Somebody vetted, not of the staff."""
    return small_adult("X", kind=AdultKind.PROFESSIONAL, credentials=PAPERS, full_time=False, **changes)


def test_a_chaperone_is_wanted_only_beside_somebody_who_may_not_be_alone() -> None:
    """Without an outside lead among the options a chaperone's place stays empty; with one it may be taken once."""
    pool = pool_of(
        "club", P2, role=Role.ASSISTANT, demand=0, targets=("c/1",), id=f"chaperone/chess/S/{DAYS[0].date}/main"
    )
    problem = small_problem(adults={**PROBLEM.adults, "X": outsider()})
    helpers = [serve(problem.adults[key], pool) for key in ("T3", "T4")]
    alone = staff(problem, *helpers)
    assert not allowed(clause(61), alone, [helpers[0].key])
    led = staff(problem, *helpers, lead(problem, problem.adults["X"]))
    chosen = lead(problem, problem.adults["X"]).key
    assert {cost.key.clause for cost in clause(61).costs(led) if isinstance(cost.key, Short)} == {61}
    assert allowed(clause(61), led, [chosen, helpers[0].key])
    assert not allowed(clause(61), led, [chosen, helpers[0].key, helpers[1].key])
    own = staff(problem, *helpers, lead(problem, problem.adults["T1"]))
    assert not allowed(clause(61), own, [lead(problem, problem.adults["T1"]).key, helpers[0].key])


def test_an_upper_bound_of_late_minutes_counts_pools_and_sections() -> None:
    """Care wants two for 30 minutes each, all after period 1; chess lasts 60 on each of two days."""
    teacher, care = PROBLEM.adults["T3"], pool_of("extended_care", Interval(1080, 1110), demand=2)
    chess = lead(PROBLEM, teacher)
    options = (serve(teacher, care), serve(PROBLEM.adults["T4"], care), chess)
    opening = Opening(Amount("opens", ("chess", "S"), 0, 3), PROBLEM.clubs["chess"], PROBLEM.strands["S"])
    each = options[0].late_minutes
    assert (each, chess.late_minutes) == (30, 120)
    assert late_demand(staff(PROBLEM, *options, openings=(opening,))) == 2 * 30 + 3 * 120
    assert late_demand(staff(PROBLEM, *options, opened={("chess", "S"): 2})) == 2 * 30 + 2 * 120
    assert late_demand(staff(PROBLEM, *options, opened={})) == 2 * 30
    chaperone = replace(care, demand=0, targets=("a", "b", "c"))
    assert late_demand(staff(PROBLEM, serve(teacher, chaperone), opened={})) == 3 * 30


def test_only_whoever_leads_homework_is_missed_as_a_class_teacher() -> None:
    """T1 is class teacher of A: 1 for homework led by others, 0 led by T1; helping or another kind costs nothing."""
    teacher, other = PROBLEM.adults["T1"], PROBLEM.adults["T3"]
    homes = {"x/1": "A"}
    leading = pool_of("homework", P1, homes=homes, targets=("x/1",), id="x")
    helping = pool_of("homework", P1, homes=homes, targets=("x/1",), id="y", role=Role.ASSISTANT)
    activity = pool_of("class_activity", P1, homes=homes, targets=("x/1",), id="z")
    rules = replace(PROBLEM, policy=small_policy(soft_sessions=20))
    for pool, mine, others in ((leading, 0, 1), (helping, 0, 0), (activity, 0, 0)):
        one, two = serve(teacher, pool), serve(other, pool)
        space = staff(rules, one, two)
        assert least_cost(clause(63), space, [one.key], TierName.WISHES) == mine
        assert least_cost(clause(63), space, [two.key], TierName.WISHES) == others


def test_cliques_are_the_largest_sets_and_walks_part_slots() -> None:
    """Three slots of which two overlap the third; no walk, no pair too far; ten minutes of way, one pair."""
    a, b, c = (Slot(Interval(*at), ("main",)) for at in ((0, 10), (5, 30), (20, 40)))
    assert cliques([a, b, c]) == [[a, b], [b, c]]
    assert cliques([a]) == [[a]]
    far = Slot(Interval(45, 60), ("annex",))
    assert list(too_far(PROBLEM, [c, far])) == []
    site = replace(PROBLEM.site, walks={("main", "annex"): 10, ("annex", "main"): 10})
    assert list(too_far(replace(PROBLEM, site=site), [c, far, a])) == [(c, far)]


def test_a_clubs_lead_may_be_sent_wherever_the_club_has_a_venue() -> None:
    """Chess suits classrooms alone: the annex counts when one stands there, not for an art room."""
    teacher = PROBLEM.adults["T1"]

    def buildings(**kinds: str) -> tuple[str, ...]:
        rooms = {k: replace(PROBLEM.site.venues["RB"], id=k, kind=kind, building="annex") for k, kind in kinds.items()}
        problem = replace(PROBLEM, site=Site({**PROBLEM.site.venues, **rooms}, PROBLEM.site.gates))
        (slots, *_) = slots_by_day(problem, [lead(problem, teacher)]).values()
        return next(iter(slots)).buildings

    assert buildings() == ("main",)
    assert buildings(X="art") == ("main",)
    assert buildings(X="classroom") == ("annex", "main")


@pytest.mark.parametrize("kind", [k for k in Kind if k not in (Kind.CLUB, Kind.EARLY_ACTIVITY, Kind.CLASS_ACTIVITY)])
def test_papers_are_asked_once_a_day_and_only_of_whom_they_are_wanted(kind: Kind) -> None:
    """An outsider without papers is refused once a duty; own staff are never asked."""
    bare = outsider(sole_allowed=True)
    problem = small_problem(adults={**PROBLEM.adults, "X": replace(bare, credentials=())})
    pool = pool_of(kind.value, P1, role=Role.ASSISTANT)
    asked, never = serve(problem.adults["X"], pool), serve(problem.adults["T3"], pool)
    found = [row.terms for row in clause(61).rows(staff(problem, asked, never))]
    assert found == [((asked.key, 1),)]


def test_no_chaperone_is_asked_for_where_no_duty_is_given_out() -> None:
    """The stage of the offer lets outsiders lead; who stands beside them is settled with the other duties."""
    problem = small_problem(adults={**PROBLEM.adults, "X": outsider()})
    assert list(clause(61).rows(Space(problem=problem, duties=(lead(problem, problem.adults["X"]),)))) == []
    assert list(clause(61).costs(Space(problem=problem, duties=(lead(problem, problem.adults["X"]),)))) == []


@pytest.mark.parametrize(("until", "may"), [(DAYS[0].date, False), (DAYS[2].date, True)])
def test_whoever_is_sent_serves_while_the_senders_papers_hold(until: Any, may: bool) -> None:
    """Chess on Monday and Wednesday; the papers end on Monday or on Wednesday."""
    body = Provider("P", "youth_centre", "L", True, until, frozenset({"games"}))
    adult = outsider(provider="P")
    problem = small_problem(providers={"P": body}, adults={**PROBLEM.adults, "X": adult})
    option = lead(problem, adult)
    assert allowed(clause(57), staff(problem, option), [option.key]) is may


@pytest.mark.parametrize(("protected", "may"), [(False, True), (True, False)])
def test_a_protected_adult_leads_no_club_where_the_school_says_so(protected: bool, may: bool) -> None:
    """Clubs and class activity of period 2, on the school's word alone; homework always."""
    nursing = small_adult("T1", protection=frozenset({Protection.NURSING}), skills=frozenset({"chess"}))
    problem = small_problem(policy=small_policy(protected_p2=protected))
    club, activity, homework = (
        lead(problem, nursing),
        serve(nursing, pool_of("class_activity", P2)),
        serve(nursing, pool_of("homework", P1)),
    )
    for option, fits in ((club, may), (activity, may), (homework, True)):
        assert allowed(clause(42), staff(problem, option), [option.key]) is fits


@pytest.mark.parametrize(
    ("late", "cap", "may"), [(1, 1, True), (2, 1, False), (2, 2, True), (3, 2, False), (0, 0, True), (1, 0, False)]
)
def test_late_days_are_counted_once_each(late: int, cap: int, may: bool) -> None:
    """So many days with period 2, two duties of it a day to choose from, and homework, which is not late."""
    adult = small_adult("T3", caps=Caps(20, cap, 5))
    clubs = [serve(adult, pool_of("class_activity", P2, day=day)) for day in range(3)]
    other = [serve(adult, pool_of("class_activity", P2, day=day, id=f"other{day}")) for day in range(3)]
    early = [serve(adult, pool_of("homework", P1, day=day)) for day in range(3)]
    chosen = [option.key for option in (*clubs[:late], *early)]
    assert allowed(clause(42), staff(PROBLEM, *clubs, *other, *early), chosen) is may


@pytest.mark.parametrize(
    ("own", "outside", "caps", "fits"), [(1, 1, 5, True), (1, 2, 5, False), (2, 2, 5, True), (0, 1, 5, False)]
)
def test_posts_do_not_count_towards_own_staffs_share(own: int, outside: int, caps: int, fits: bool) -> None:
    """Half of the duties in sessions, whoever stands at the gate."""
    helper = outsider(caps=Caps(caps, 5, 0), sole_allowed=True)
    problem = small_problem(adults={**PROBLEM.adults, "X": helper})
    mine = [serve(problem.adults["T3"], pool_of("homework", P1, day=day)) for day in range(2)]
    theirs = [serve(helper, pool_of("class_activity", P2, day=day)) for day in range(2)]
    gate = [
        serve(a, pool_of("gate", P1, day=4, role=Role.POST, demand=1, id=f"gate{a.id}"))
        for a in (helper, problem.adults["T4"])
    ]
    chosen = [option.key for option in (*mine[:own], *theirs[:outside], gate[0])]
    assert allowed(clause(59), staff(problem, *mine, *theirs, *gate), chosen) is fits


@pytest.mark.parametrize(("changes", "tag"), [({"windows": {}}, "away"), ({}, "lesson")])
def test_the_row_says_whether_a_lesson_or_absence_is_in_the_way(changes: Any, tag: str) -> None:
    """T3 teaches during period 1 on Monday, or is not at school at all."""
    adult = small_adult("T3", lessons=(Lesson(1, P1, "A", "chinese"),), **changes)
    option = serve(adult, pool_of("homework", P1))
    assert [row.tag for row in clause(42).rows(staff(PROBLEM, option))] == [f"42/{tag}/T3"]
