"""Rows 63 and 65 of the notice: even load, teachers' wishes, subsidies."""

from dataclasses import replace

import pytest
from clauses.harness import allowed, least_cost, with_session
from clauses.options import lead, pool_of, serve, staff
from small import CARE, DAYS, MONDAY, P1, P2, small_adult, small_plan, small_policy, small_problem

from scheduler.audit import audit
from scheduler.clauses.book import clause
from scheduler.clauses.space import Amount, Cost, Space
from scheduler.domain.people import Adult, AdultKind, Caps, Protection
from scheduler.domain.plan import Duty, Role, TierName
from scheduler.domain.problem import Problem
from solvers.answer import Status
from solvers.engines.registry import ENGINES
from solvers.instance import Instance, Tier
from solvers.rows import Key, Row, exactly
from solvers.stop import Limits

LOAD, MONEY, WISHES = TierName.LOAD, TierName.MONEY, TierName.WISHES


def school(*adults: Adult, **changes: object) -> Problem:
    """The small school with these adults only."""
    return small_problem(adults={a.id: a for a in adults}, **changes)


def recounted(problem: Problem) -> int:
    """Load of the small plan by the judge."""
    return clause(63).recount(problem, small_plan())[LOAD]


def test_load_is_the_largest_less_the_smallest_late_minutes() -> None:
    """F1 holds first aid on three days: 3 x 100 minutes after 16:50; T3 and others have one hour: 300 - 60 = 240."""
    assert recounted(small_problem()) == 240


@pytest.mark.parametrize(
    ("changes", "load"),
    [
        # Without F1 the largest is T9 and T10 with 260 (two patrols of 70, care 30 and 30, one hour), 260 - 60.
        ({"protection": frozenset({Protection.MEDICAL})}, 200),
        ({"full_time": False}, 200),
        ({"duty_only": True}, 200),
        ({"kind": AdultKind.VOLUNTEER}, 200),
        ({"windows": {}}, 200),
        ({"absent": frozenset(day.date for day in DAYS)}, 200),
        ({"absent": frozenset(day.date for day in DAYS[:4])}, 240),
    ],
)
def test_only_own_full_time_staff_who_are_there_are_compared(changes: dict[str, object], load: int) -> None:
    """F1 leaves the fairness group in each way there is, and stays while at school on one day."""
    adults = small_problem().adults
    assert recounted(small_problem(adults={**adults, "F1": replace(adults["F1"], **changes)})) == load


def test_an_idle_member_of_the_group_is_the_smallest() -> None:
    """An own full-time teacher with no duty brings the smallest to 0: 300 - 0."""
    adults = small_problem().adults
    assert recounted(small_problem(adults={**adults, "T13": small_adult("T13")})) == 300


def test_one_adult_is_nobody_to_compare_with() -> None:
    """A group of one has load 0 on both sides."""
    problem = school(small_adult("T1"))
    assert recounted(problem) == 0
    duty = serve(problem.adults["T1"], pool_of("class_activity", P2))
    assert [c for c in clause(63).costs(staff(problem, duty)) if c.tier is LOAD] == []


# P2 is 60 late minutes, extended care 30: T1 and T2 take what the letters say.
@pytest.mark.parametrize(
    ("first", "second", "spread"),
    [("", "", 0), ("P", "", 60), ("P", "P", 0), ("PE", "P", 30), ("PE", "", 90), ("E", "P", 30)],
)
def test_rows_and_costs_say_the_same_spread(first: str, second: str, spread: int) -> None:
    """The least cost the rows leave open is largest - smallest in minutes."""
    problem = school(small_adult("T1"), small_adult("T2"))
    pools = {"P": pool_of("class_activity", P2, demand=2), "E": pool_of("extended_care", CARE, demand=2)}
    options = {(a, k): serve(problem.adults[a], pools[k]) for a in ("T1", "T2") for k in "PE"}
    chosen = [options["T1", k].key for k in first] + [options["T2", k].key for k in second]
    space = staff(problem, *options.values())
    assert cheapest(space, chosen, LOAD) == spread


def cheapest(space: Space, chosen: list[Key], tier: TierName) -> int | None:
    """Least cost with the soft cap out of the way (its amounts would only multiply the search)."""
    policy = replace(space.problem.policy, soft_sessions=99)
    return least_cost(clause(63), replace(space, problem=replace(space.problem, policy=policy)), chosen, tier)


# Loads 90 and 0, or 60 and 0, or 60 and 30: what counts as even just below, at and just above the difference.
@pytest.mark.parametrize(
    ("first", "second", "even", "load"),
    [
        ("PE", "", 89, 1),
        ("PE", "", 90, 0),
        ("PE", "", 91, 0),
        ("P", "", 30, 30),
        ("P", "", 60, 0),
        ("P", "E", 29, 1),
        ("P", "E", 30, 0),
        ("", "", 60, 0),
    ],
)
def test_a_difference_within_what_counts_as_even_is_none(first: str, second: str, even: int, load: int) -> None:
    """The least cost the rows leave open is max(0, largest - smallest - even_within), whatever divides what."""
    problem = school(small_adult("T1"), small_adult("T2"), policy=small_policy(even_within=even))
    pools = {"P": pool_of("class_activity", P2, demand=2), "E": pool_of("extended_care", CARE, demand=2)}
    options = {(a, k): serve(problem.adults[a], pools[k]) for a in ("T1", "T2") for k in "PE"}
    chosen = [options["T1", k].key for k in first] + [options["T2", k].key for k in second]
    costs, rows = clause(63).costs, clause(63).rows
    space = staff(problem, *options.values())
    assert least_of_load(list(rows(space)), [c for c in costs(space) if c.tier is LOAD], set(chosen)) == load


def least_of_load(rows: list[Row], costs: list[Cost], chosen: set[Key]) -> int:
    """The tier's least with the choices made."""
    choices = {k: int(k in chosen) for row in rows for k, _ in row.terms if not isinstance(k, Amount)}
    amounts = {k: (k.lower, k.upper) for row in rows for k, _ in row.terms if isinstance(k, Amount)}
    tier = Tier("load", tuple((c.key, c.coefficient) for c in costs if c.key is not None), constant(costs))
    fixed = tuple(exactly("chosen", [k], value) for k, value in choices.items())
    answer = ENGINES["highs"]()(Instance(tuple(choices), amounts, (*rows, *fixed), (tier,)), Limits(5, 30))
    assert answer.status is Status.PROVEN
    return answer.tiers[0].value


def constant(costs: list[Cost]) -> int:
    """What the tier costs whatever is chosen."""
    return sum(c.coefficient for c in costs if c.key is None)


@pytest.mark.parametrize(("even", "load"), [(239, 1), (240, 0), (241, 0), (0, 240)])
def test_the_judge_counts_what_is_beyond_even(even: int, load: int) -> None:
    """The small plan's difference is 240 minutes."""
    assert recounted(small_problem(policy=small_policy(even_within=even))) == load


def test_the_mean_bounds_the_smallest() -> None:
    """One hour wanted of two adults: the smallest cannot reach an hour, whoever serves."""
    problem = school(small_adult("T1"), small_adult("T2"))
    duty = serve(problem.adults["T1"], pool_of("class_activity", P2))
    mean = [row for row in clause(63).rows(staff(problem, duty)) if row.tag == "63/mean"]
    # 60 minutes / (step 60 x 2 adults) = 0 whole steps.
    assert [(row.lower, row.upper) for row in mean] == [(None, 0)]


def test_stages_without_posts_compare_nobody() -> None:
    """Where only leads are chosen there is no load, so no rows and no costs."""
    problem = small_problem()
    space = staff(problem, lead(problem, problem.adults["T1"]))
    assert list(clause(63).rows(space)) == []
    assert list(clause(63).costs(space)) == []


def test_wishes_of_the_small_plan() -> None:
    """T1 and T2 have 7 duties each, 2 above the soft cap of 5: 2 x 2 x 3 = 12; everybody is at home in homework."""
    assert clause(63).recount(small_problem(), small_plan())[WISHES] == 12


@pytest.mark.parametrize(("soft", "cost"), [(6, 6), (7, 0), (8, 0)])
def test_duties_above_the_soft_cap_cost_three(soft: int, cost: int) -> None:
    """T1 and T2 have 7 duties each."""
    problem = small_problem(policy=small_policy(soft_sessions=soft))
    assert clause(63).recount(problem, small_plan())[WISHES] == cost


@pytest.mark.parametrize(("soft", "cost"), [(1, 6), (2, 3), (3, 0), (4, 0)])
def test_rows_count_duties_above_the_soft_cap(soft: int, cost: int) -> None:
    """Three patrols in period 1 against a soft cap of 1 to 4."""
    adult = small_adult("T1", caps=Caps(4, 5, 0))
    problem = school(adult, policy=small_policy(soft_sessions=soft))
    options = [serve(adult, pool_of("patrol", P1, day=day, role=Role.POST)) for day in range(3)]
    space = staff(problem, *options)
    assert least_cost(clause(63), space, [o.key for o in options], WISHES) == cost


def test_a_duty_on_an_avoided_weekday_costs_two() -> None:
    """T3 avoids Friday, where T3 has one duty; T1 avoids Monday and has two there."""
    adults = small_problem().adults
    changed = {
        "T3": replace(adults["T3"], avoid_weekdays=frozenset({5})),
        "T1": replace(adults["T1"], avoid_weekdays=frozenset({1})),
    }
    problem = small_problem(adults={**adults, **changed})
    assert clause(63).recount(problem, small_plan())[WISHES] == 12 + 2 * 3
    club = lead(problem, problem.adults["T1"])
    costs = [c for c in clause(63).costs(staff(problem, club, pools=(pool_of("patrol", P1),))) if c.key == club.key]
    # The section meets on Monday and Wednesday; only Monday is avoided.
    assert [(c.tier, c.coefficient) for c in costs] == [(WISHES, 2)]


def test_homework_without_the_class_teacher_costs_one() -> None:
    """T3 leads A's homework on Monday instead of class teacher T1, who keeps 6 duties."""
    plan = with_session(small_plan(), f"homework/{MONDAY}/A/1/1", duties=(Duty("T3", Role.LEAD),))
    # Over the soft cap: T1 1, T2 2, at 3 each = 9; one homework group without its class teacher = 1.
    assert clause(63).recount(small_problem(), plan)[WISHES] == 10


def test_rows_take_the_cost_back_when_the_class_teacher_serves() -> None:
    """A pool of A's and B's homework: 2 without either teacher, 1 with T1, 0 with both; T3 changes nothing."""
    problem = small_problem(policy=small_policy(soft_sessions=99))
    pool = pool_of("homework", P1, demand=2, homes={"a": "A", "b": "B"})
    t1, t2, t3 = (serve(problem.adults[key], pool) for key in ("T1", "T2", "T3"))
    space = staff(problem, t1, t2, t3)
    costs = [c for c in clause(63).costs(space) if c.tier is WISHES]

    def worth(*keys: Key) -> int:
        return sum(c.coefficient for c in costs if c.key is None or c.key in keys)

    assert [worth(), worth(t3.key), worth(t1.key, t3.key), worth(t1.key, t2.key)] == [2, 2, 1, 0]


def test_subsidies_of_the_small_plan() -> None:
    """20 sessions led at 50 (10 homework, 6 activities, 4 clubs), 10 adults in care at 60, 20 posts of own staff at 50;
    the guard is not paid by duty: 1000 + 600 + 1000."""
    assert clause(65).recount(small_problem(), small_plan()) == {MONEY: 2600}


@pytest.mark.parametrize(
    ("kind", "duty", "yuan"),
    [
        (AdultKind.OWN, "homework", 50),
        (AdultKind.OWN, "extended_care", 60),
        (AdultKind.OWN, "evening_study", 60),
        (AdultKind.PROFESSIONAL, "homework", 100),
        (AdultKind.PROFESSIONAL, "extended_care", 100),
        (AdultKind.VOLUNTEER, "homework", 0),
    ],
)
def test_a_duty_costs_the_rate_of_its_adult(kind: AdultKind, duty: str, yuan: int) -> None:
    """Rows' side, one option at a time."""
    adult = small_adult("X", kind=kind)
    problem = school(adult)
    option = serve(adult, pool_of(duty, CARE))
    costs = [c for c in clause(65).costs(staff(problem, option)) if c.tier is MONEY]
    assert sum(c.coefficient for c in costs) == yuan


def test_a_section_is_paid_for_every_meeting() -> None:
    """Two meetings of chess at 50."""
    problem = small_problem()
    option = lead(problem, problem.adults["T1"])
    assert [c.coefficient for c in clause(65).costs(staff(problem, option))] == [100]


def test_the_amounts_of_load_have_room_for_the_heaviest_week() -> None:
    """An adult in both late duties of a day: 90 minutes in steps of 30 fit the bounds."""
    problem = school(small_adult("T1"), small_adult("T2"), policy=small_policy(soft_sessions=99))
    options = [serve(problem.adults["T1"], pool_of(kind, slot)) for kind, slot in (("club", P2), ("care", CARE))]
    space = staff(problem, *options)
    assert allowed(clause(63), space, [o.key for o in options])
    amounts = {k for row in clause(63).rows(space) for k, _ in row.terms if isinstance(k, Amount)}
    # 17:00 to 18:30 is 90 minutes, 3 steps of 30.
    assert {amount.upper for amount in amounts} == {3}


def test_the_audit_adds_the_tiers_up() -> None:
    """The judge's value of the small plan: no shortage, every wish of rank 0, 240 minutes, 2600 yuan."""
    value = audit(small_problem(), small_plan()).value
    assert (value[TierName.SHORTAGE], value[TierName.PLACES], value[LOAD], value[MONEY]) == (0, 0, 240, 2600)
