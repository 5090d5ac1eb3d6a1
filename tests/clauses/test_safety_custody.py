"""Rows 69, 73 and 77 of the notice: agreements, one responsible adult, patrol and hand-over."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest
from clauses.harness import allowed, least_cost, marks, numbers, with_post, with_session
from clauses.options import lead, pool_of, serve, staff
from small import CARE, DAYS, MONDAY, P1, P2, TIMES, small_adult, small_plan, small_policy, small_problem

from scheduler.calendar.clock import Interval
from scheduler.clauses.book import BOOK, clause
from scheduler.clauses.clause import Severity
from scheduler.domain.demand import Period
from scheduler.domain.plan import Duty, Post, Role, TierName
from scheduler.domain.problem import Problem

HOMEWORK_A, HOMEWORK_B = f"homework/{MONDAY}/A/1/1", f"homework/{MONDAY}/B/1/1"
CHESS = f"club/{MONDAY}/chess.S.1"
CARE_MONDAY = f"extended_care/{MONDAY}/A+B/1/1"
PATROL = f"patrol/{MONDAY}/1"
FRIDAY = DAYS[4].date


def with_pupil(key: str, **changes: object) -> Problem:
    """The small school with fields of one pupil changed."""
    pupils = small_problem().pupils
    return small_problem(pupils={**pupils, key: replace(pupils[key], **changes)})


# A2 has six sessions on Monday to Wednesday, two on each day; the week is 2 to 6 November.
@pytest.mark.parametrize(
    ("first", "last", "lapsed"),
    [
        (date(2026, 9, 1), FRIDAY, 0),
        (date(2026, 9, 1), DAYS[3].date, 2),
        (MONDAY, FRIDAY, 0),
        (DAYS[1].date, FRIDAY, 2),
    ],
)
def test_agreements_hold_on_every_date(first: date, last: date, lapsed: int) -> None:
    """Ending on Friday and on Thursday, beginning on Monday and on Tuesday; two sessions a day."""
    found = [
        b for b in clause(69).breaches(with_pupil("A2", consent=(first, last)), small_plan()) if b.rule == "lapsed"
    ]
    assert [b.who for b in found] == [("A2",)] * lapsed


def test_a_pupil_without_an_agreement_is_named_in_every_session() -> None:
    """Two sessions on each of five days; the clause on consent (22) says the same."""
    problem = with_pupil("A2", consent=None)
    assert [b.rule for b in clause(69).breaches(problem, small_plan())] == ["lapsed"] * 10
    assert 69 in numbers(BOOK, problem, small_plan())


# The list reaches 14 days from Friday 6 November, that is up to the 19th.
@pytest.mark.parametrize(("days", "listed"), [(-1, False), (0, True), (13, True), (14, False)])
def test_agreements_about_to_end_are_listed(days: int, listed: bool) -> None:
    """A note, not a breach."""
    problem = with_pupil("A2", consent=(date(2026, 9, 1), FRIDAY + timedelta(days=days)))
    notes = [b for b in clause(69).breaches(problem, small_plan()) if b.rule == "expiring"]
    assert [(b.who, b.severity) for b in notes] == [(("A2",), Severity.NOTE)] * listed


def test_a_session_without_a_lead_is_a_breach() -> None:
    """Nobody leads A's homework: 50 wants a named adult, 77 a name at the hand-over to the clubs."""
    plan = with_session(small_plan(), HOMEWORK_A, duties=())
    assert marks(clause(73).breaches(small_problem(), plan)) == [(73, "no_lead", HOMEWORK_A)]
    assert numbers(BOOK, small_problem(), plan) == [50, 73, 77]


def test_two_leads_are_not_one_responsible_adult() -> None:
    """T1 and T3 both lead."""
    plan = with_session(small_plan(), HOMEWORK_A, duties=(Duty("T1", Role.LEAD), Duty("T3", Role.LEAD)))
    assert marks(clause(73).breaches(small_problem(), plan)) == [(73, "two_leads", HOMEWORK_A)]
    assert numbers(BOOK, small_problem(), plan) == [73]


# T1's homework on Monday is 950-1010.
@pytest.mark.parametrize(
    ("post", "twice"),
    [((900, 949), False), ((900, 950), False), ((900, 951), True), ((1009, 1015), True), ((1010, 1015), False)],
)
def test_an_adult_is_in_one_place_at_a_time(post: tuple[int, int], twice: bool) -> None:
    """A post of T1 around period 1, on both sides."""
    held = Interval(*post)
    plan = replace(small_plan(), posts=(*small_plan().posts, Post("x", "bus", MONDAY, held, "main", "main", "T1")))
    assert [b.rule for b in clause(73).breaches(small_problem(), plan)] == ["adult_twice"] * twice
    adult = small_problem().adults["T1"]
    first, second = serve(adult, pool_of("homework", P1)), serve(adult, pool_of("bus", held, role=Role.POST))
    space = staff(small_problem(), first, second)
    assert allowed(clause(73), space, [first.key, second.key]) is not twice


# Four minutes between the buildings; period 1 ends at 1010 in main.
@pytest.mark.parametrize(("starts", "reached"), [(1013, False), (1014, True), (1015, True)])
def test_the_way_between_buildings_takes_its_minutes(starts: int, reached: bool) -> None:
    """3, 4 and 5 minutes after T1's homework a post in the junior building begins."""
    base = small_problem()
    problem = replace(base, site=replace(base.site, walks={("main", "junior"): 4}))
    held = Interval(starts, 1019)
    plan = replace(small_plan(), posts=(*small_plan().posts, Post("x", "bus", MONDAY, held, "j", "junior", "T1")))
    found = [b.rule for b in clause(73).breaches(problem, plan)]
    # From the post back to the club at 1020 in main there is one minute only.
    assert found == ["adult_far"] * (1 + (not reached))
    adult = problem.adults["T1"]
    options = [
        serve(adult, pool_of("homework", P1)),
        serve(adult, pool_of("bus", held, role=Role.POST, building="junior")),
    ]
    assert allowed(clause(73), staff(problem, *options), [o.key for o in options]) is reached


def test_a_section_may_meet_in_any_building_with_a_venue_for_it() -> None:
    """The classroom for chess may be in either building, so a lead must have time to get there from both."""
    base = small_problem()
    venues = {**base.site.venues, "J1": replace(base.site.venues["RA"], id="J1", building="junior")}
    adult = base.adults["T1"]
    club = lead(base, adult)
    soon = serve(adult, pool_of("extended_care", CARE))
    near = replace(base, site=replace(base.site, walks={("main", "junior"): 4}))
    far = replace(near, site=replace(near.site, venues=venues))
    assert allowed(clause(73), staff(near, club, soon), [club.key, soon.key])
    assert not allowed(clause(73), staff(far, club, soon), [club.key, soon.key])


def test_clash_rows_allow_exactly_the_choices_without_an_overlap() -> None:
    """Every pair and triple of six duties of one adult: allowed if and only if no two intervals overlap."""
    adult = small_adult("T1")
    times = [(950, 1110), (950, 1010), (1000, 1030), (1020, 1080), (1080, 1110), (950, 1080)]
    options = [
        serve(adult, pool_of(f"kind{index}", Interval(*span), role=Role.POST)) for index, span in enumerate(times)
    ]
    space = staff(small_problem(), *options)
    for size in (2, 3):
        for chosen in combinations(range(len(times)), size):
            apart = all(times[a][1] <= times[b][0] or times[b][1] <= times[a][0] for a, b in combinations(chosen, 2))
            assert allowed(clause(73), space, [options[k].key for k in chosen]) is apart


def test_a_pupil_in_two_sessions_at_once_is_named() -> None:
    """A1 is on B's homework list as well; heads and roster of B grow to five."""
    plan = with_session(small_plan(), HOMEWORK_B, heads=(("A", 1), ("B", 4)), roster=("A1", "B1", "B2", "B3", "B4"))
    found = [b for b in clause(73).breaches(small_problem(), plan)]
    assert [(b.rule, b.who, b.where, b.facts["other"]) for b in found] == [
        ("pupil_twice", ("A1",), HOMEWORK_A, HOMEWORK_B)
    ]


# Period 1 ends at 1010, period 2 starts at 1020.
@pytest.mark.parametrize(("longest", "gap"), [(9, True), (10, False), (11, False)])
def test_bells_with_a_long_gap_are_the_schools_finding(longest: int, gap: bool) -> None:
    """Ten minutes between the periods; a plan that keeps such bells is not to blame."""
    problem = small_problem(policy=small_policy(longest_transition=longest))
    found = list(clause(77).findings(problem))
    assert [(b.rule, b.where, b.facts["minutes"]) for b in found] == [("bells", "3", 10)] * gap
    assert list(clause(77).breaches(problem, small_plan())) == []


@pytest.mark.parametrize(("starts", "late"), [(1024, False), (1025, False), (1026, True)])
def test_a_late_club_leaves_pupils_waiting(starts: int, late: bool) -> None:
    """Chess starts 14, 15 and 16 minutes after homework; longest_transition is 15."""
    plan = with_session(small_plan(), CHESS, interval=Interval(starts, 1080))
    found = [(b.where, b.facts["other"], b.facts["pupils"]) for b in clause(77).breaches(small_problem(), plan)]
    assert found == [(HOMEWORK_A, CHESS, 2), (HOMEWORK_B, CHESS, 2)] * late


def test_a_hole_in_the_application_is_the_schools_finding_not_the_plans_breach() -> None:
    """A1 applies for period 1 and extended care on Monday but not for period 2."""
    pupil = small_problem().pupils["A1"]
    days = {**pupil.days, 1: frozenset({Period.P1, Period.EXTENDED})}
    problem = with_pupil("A1", days=days)
    plan = with_session(small_plan(), CHESS, heads=(("A", 1), ("B", 2)), roster=("A2", "B1", "B2"))
    assert [b.rule for b in clause(77).breaches(problem, plan)] == []
    found = list(clause(77).findings(problem))
    assert [(b.rule, b.where, b.when, b.who) for b in found] == [("hole", "A", MONDAY, ("A1",))]


def test_a_dropped_pupil_waits_without_anybody() -> None:
    """A1 applied for period 2 and is missing there: the wait from 16:50 to 18:00 is the plan's breach."""
    plan = with_session(small_plan(), CHESS, heads=(("A", 1), ("B", 2)), roster=("A2", "B1", "B2"))
    found = [b for b in clause(77).breaches(small_problem(), plan)]
    assert [(b.rule, b.who, b.facts["minutes"]) for b in found] == [("gap", ("A1",), 70)]


def test_both_sides_of_a_hand_over_are_named() -> None:
    """Without a lead in extended care the hand-overs from both clubs lack a name (A1 and B1 are in chess: one pair)."""
    plan = with_session(small_plan(), CARE_MONDAY, duties=())
    assert marks(clause(77).breaches(small_problem(), plan)) == [(77, "unnamed", CHESS)]


# One patrol for every n groups begun; two groups run together, one adult is on patrol each day.
@pytest.mark.parametrize(("groups", "lacking"), [(1, 1), (2, 0), (3, 0)])
def test_patrols_follow_the_groups_that_run_together(groups: int, lacking: int) -> None:
    """1, 2 and 3 groups a patrol."""
    rules = tuple(replace(r, groups=groups) if r.kind == "patrol" else r for r in small_policy().posts)
    problem = small_problem(policy=small_policy(posts=rules))
    assert len(list(clause(77).breaches(problem, small_plan()))) == 5 * lacking
    assert clause(77).recount(problem, small_plan())[TierName.SHORTAGE] == 50 * lacking


def test_a_vacant_patrol_breaks_this_clause_only() -> None:
    """The post is in the plan, nobody holds it."""
    plan = with_post(small_plan(), PATROL, adult=None)
    assert numbers(BOOK, small_problem(), plan) == [77]
    assert clause(77).recount(small_problem(), plan)[TierName.SHORTAGE] == 10


def test_patrol_rows_want_their_adults() -> None:
    """Two places: nobody 20, one 10, two 0."""
    pool = pool_of("patrol", P2, role=Role.POST, demand=2)
    options = [serve(small_adult(key), pool) for key in ("T1", "T2")]
    space = staff(small_problem(), *options)
    costs = [least_cost(clause(77), space, [o.key for o in options[:count]]) for count in range(3)]
    assert costs == [20, 10, 0]


def test_the_small_plan_keeps_custody() -> None:
    """No breach, no finding; agreements run until the end of January."""
    assert TIMES.p2 == P2
    for number in (69, 73, 77):
        assert list(clause(number).breaches(small_problem(), small_plan())) == []
        assert list(clause(number).findings(small_problem())) == []
