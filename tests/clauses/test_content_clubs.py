"""Rows 54 to 56 of the notice: club activity, seven kinds, wishes."""

from dataclasses import replace

import pytest
from clauses.harness import allowed, least_cost, marks, numbers, with_session
from small import DAYS, MONDAY, P2, small_plan, small_policy, small_problem

from scheduler.clauses.book import BOOK, clause
from scheduler.clauses.clause import Severity
from scheduler.clauses.space import (
    Amount,
    DutyOption,
    Leads,
    Occurrence,
    Opening,
    Pool,
    SeatOption,
    Serves,
    Sits,
    Space,
    Unlisted,
)
from scheduler.domain.demand import Choice, Counts, Mode, Period
from scheduler.domain.groups import Kind
from scheduler.domain.offer import SectionId
from scheduler.domain.people import AdultKind, Stage
from scheduler.domain.plan import Allotment, Duty, Role, Seat, TierName
from scheduler.domain.policy import Ratio
from scheduler.domain.problem import Problem

PROBLEM = small_problem()
CHESS, STRAND = PROBLEM.clubs["chess"], PROBLEM.strands["S"]
CHESS_MONDAY = f"club/{MONDAY}/chess.S.1"
TUESDAY_A = f"class_activity/{DAYS[1].date}/A/1/1"
OPENS = Amount("opens", ("chess", "S"), 0, 2)
MONDAY_P2 = Occurrence(DAYS[0], P2, "main")


def leads(*adults: str) -> tuple[DutyOption, ...]:
    """The adults may each lead a section of chess."""
    return tuple(
        DutyOption(
            Leads(a, "chess", "S"), PROBLEM.adults[a], "club", Role.LEAD, (MONDAY_P2,), Stage.PRIMARY, 0, frozenset(),
            club=CHESS, strand=STRAND,
        )
        for a in adults
    )  # fmt: skip


@pytest.mark.parametrize(
    ("opened", "adults", "cost"),
    [(0, (), 0), (1, (), 10), (1, ("T1",), 0), (2, ("T1",), 10), (2, ("T1", "T3"), 0), (1, ("T1", "T3"), None)],
)
def test_every_open_section_has_one_lead_or_counts_as_short(
    opened: int, adults: tuple[str, ...], cost: int | None
) -> None:
    """The same table while sections are free and once they are settled."""
    chosen = [Leads(adult, "chess", "S") for adult in adults]
    offer = Space(problem=PROBLEM, openings=(Opening(OPENS, CHESS, STRAND),), duties=leads("T1", "T3"))
    assert least_cost(clause(54), offer, {OPENS: opened, **dict.fromkeys(chosen, 1)}) == cost
    if opened:
        staff = Space(problem=PROBLEM, opened={("chess", "S"): opened}, duties=leads("T1", "T3"))
        assert least_cost(clause(54), staff, chosen) == cost


@pytest.mark.parametrize("kind", ["club", "class_activity", "early_activity"])
@pytest.mark.parametrize(("adults", "cost"), [((), 10), (("T3",), 0), (("T3", "T4"), None)])
def test_activity_pools_get_the_adults_they_want(kind: str, adults: tuple[str, ...], cost: int | None) -> None:
    """One wanted: missing it costs 10, a second has no place."""
    pool = Pool("p", kind, Role.ASSISTANT, MONDAY_P2, 1, ("x",))
    duties = tuple(
        DutyOption(
            Serves(a, "p"), PROBLEM.adults[a], kind, Role.ASSISTANT, (MONDAY_P2,), None, 0, frozenset(), pool=pool
        )
        for a in ("T3", "T4")
    )
    space = Space(problem=PROBLEM, pools=(pool,), duties=duties)
    assert least_cost(clause(54), space, [Serves(adult, "p") for adult in adults]) == cost


def test_chaperones_are_left_to_their_own_clause() -> None:
    """A chaperone pool is club assistance too, but clause 61 says how many it wants."""
    pool = Pool("chaperone/chess/S/x", "club", Role.ASSISTANT, MONDAY_P2, 1, ("x",), own_only=True)
    assert list(clause(54).rows(Space(problem=PROBLEM, pools=(pool,)))) == []


def crowded(hard: int, adults: int, needs: bool = False) -> tuple[Problem, list[str], int]:
    """Monday's chess (four pupils, risk 0) at `hard` pupils an adult with so many adults: rules and shortage."""
    ratios = {**small_policy().ratios, (0, 3): Ratio(hard, hard)}
    problem = small_problem(policy=small_policy(ratios=ratios))
    if needs:
        pupils = {**problem.pupils, "A1": replace(problem.pupils["A1"], needs_adult=True)}
        problem = replace(problem, pupils=pupils)
    duties = tuple(Duty(f"T{k}", Role.LEAD if k == 1 else Role.ASSISTANT) for k in range(1, adults + 1))
    plan = with_session(small_plan(), CHESS_MONDAY, duties=duties)
    plan = replace(plan, sessions=tuple(s for s in plan.sessions if s.id == CHESS_MONDAY))
    rules = [b.rule for b in clause(54).breaches(problem, plan)]
    return problem, rules, clause(54).recount(problem, plan)[TierName.SHORTAGE]


@pytest.mark.parametrize(
    ("hard", "adults", "needs", "rules", "short"),
    [
        (4, 1, False, [], 0),  # four pupils, four to an adult
        (3, 1, False, ["too_few"], 10),
        (3, 2, False, [], 0),
        (2, 1, False, ["too_few"], 10),
        (1, 2, False, ["too_few"], 20),
        (4, 1, True, ["too_few"], 10),
        (4, 2, True, [], 0),
        (4, 0, False, ["no_lead"], 10),  # the section has a lead, who is not there
    ],
)
def test_clubs_have_adults_for_their_risk(hard: int, adults: int, needs: bool, rules: list[str], short: int) -> None:
    """ceil(4 / hard) adults, one more where A1 needs one."""
    assert crowded(hard, adults, needs)[1:] == (rules, short)


def test_a_chaperone_fills_no_assistants_place() -> None:
    """An outside lead who may not be alone brings an own adult; with two adults wanted a third person is due."""
    outside = replace(PROBLEM.adults["T1"], kind=AdultKind.PROFESSIONAL)
    ratios = {**small_policy().ratios, (0, 3): Ratio(2, 2)}
    problem = small_problem(policy=small_policy(ratios=ratios), adults={**PROBLEM.adults, "T1": outside})
    lead, first, second = Duty("T1", Role.LEAD), Duty("T3", Role.ASSISTANT), Duty("T4", Role.ASSISTANT)
    for duties, short in (((lead, first), 10), ((lead, first, second), 0)):
        plan = with_session(small_plan(), CHESS_MONDAY, duties=duties)
        plan = replace(plan, sessions=tuple(s for s in plan.sessions if s.id == CHESS_MONDAY))
        assert clause(54).recount(problem, plan)[TierName.SHORTAGE] == short


def test_a_section_without_a_lead_is_short_once_a_week() -> None:
    """Chess meets twice; its missing lead counts 10."""
    chess, painting = small_plan().sections
    plan = replace(small_plan(), sections=(replace(chess, lead=None), painting))
    assert clause(54).recount(PROBLEM, plan)[TierName.SHORTAGE] == 10


def test_period_two_is_for_activity_only() -> None:
    """Homework in A's Tuesday P2: the wrong kind, and A is in no P2 session (3, 6); A1 to A4 study twice (30)."""
    plan = with_session(small_plan(), TUESDAY_A, kind=Kind.HOMEWORK, content="homework")
    assert marks(clause(54).breaches(PROBLEM, plan)) == [(54, "family", TUESDAY_A)]
    assert numbers(BOOK, PROBLEM, plan) == [3, 6, 30, 54]


def test_an_activity_too_risky_for_a_grade_is_barred_on_every_side() -> None:
    """The policy has no ratio for risk 4 at grade 3: found in the offer, forbidden as a seat, judged in a plan."""
    risky = replace(CHESS, risk=4)
    problem = small_problem(clubs={**PROBLEM.clubs, "chess": risky})
    assert marks(clause(54).findings(problem)) == [(54, "offered", "chess")]
    fill = Amount("fill", ("A", "chess", "S"), 0, 1)
    seat = SeatOption(Sits("A1", "chess", "S"), "A1", "A", risky, STRAND, 0)
    space = Space(problem=problem, seats=(seat,), fills={("A", "chess", "S"): fill})
    assert allowed(clause(54), space, {fill: 0})
    assert not allowed(clause(54), space, {seat.key: 1, fill: 0})
    assert not allowed(clause(54), space, {fill: 1})
    assert {b.where for b in clause(54).breaches(problem, small_plan()) if b.rule == "grade"} == {
        CHESS_MONDAY,
        f"club/{DAYS[2].date}/chess.S.1",
    }


def test_kinds_of_activity_not_held_are_listed() -> None:
    """Clubs: games, art. Class activity: sport, labour, reading. Three of the seven are left."""
    (found,) = clause(55).breaches(PROBLEM, small_plan())
    assert (found.severity, found.facts["categories"]) == (Severity.NOTE, "music, outward_bound, interest_group")


def wishes(*ranked: tuple[str, str, int]) -> Space:
    """Pupil A1 may sit in the (club, strand) at that rank, or outside the list in S."""
    seats = tuple(
        SeatOption(Sits("A1", club, strand), "A1", "A", PROBLEM.clubs[club], replace(STRAND, id=strand), rank)
        for club, strand, rank in ranked
    )
    return Space(problem=PROBLEM, seats=seats, unlisted={("A1", "S"): Unlisted("A1", "S")})


@pytest.mark.parametrize(
    ("rank", "cost"),
    # The pack's table is 0, 1, 3, 6; past it the last step of 3 goes on, up to 20 as for a club off the list.
    [(0, 0), (1, 1), (2, 3), (3, 6), (4, 9), (7, 18), (8, 20), (9, 20), (None, 20)],
)
def test_each_place_costs_its_rank(rank: int | None, cost: int) -> None:
    """The engine's cost of the place and the judge's of the seat."""
    space = wishes(("chess", "S", 0 if rank is None else rank))
    chosen = [Unlisted("A1", "S")] if rank is None else [Sits("A1", "chess", "S")]
    assert least_cost(clause(56), space, chosen, TierName.PLACES) == cost
    plan = replace(small_plan(), seats=(Seat("A1", SectionId("chess", "S", 1), rank),))
    assert clause(56).recount(PROBLEM, plan) == {TierName.PLACES: cost}


def test_a_club_wished_twice_counts_by_the_higher_wish() -> None:
    """Chess as second and, for strand S, as fourth wish is one place at the second wish's cost, 1."""
    space = wishes(("chess", "S", 1), ("chess", "S", 3))
    assert least_cost(clause(56), space, [Sits("A1", "chess", "S")], TierName.PLACES) == 1


@pytest.mark.parametrize("twice", [True, False])
def test_a_club_in_two_strands_only_where_the_school_allows_it(twice: bool) -> None:
    """Chess in S and in U: engine and judge."""
    problem = small_problem(same_club_twice=twice)
    space = replace(wishes(("chess", "S", 0), ("chess", "U", 0)), problem=problem)
    assert allowed(clause(56), space, [Sits("A1", "chess", "S")])
    assert allowed(clause(56), space, [Sits("A1", "chess", "S"), Sits("A1", "chess", "U")]) is twice
    plan = replace(small_plan(), seats=tuple(Seat("A1", SectionId("chess", s, 1), 0) for s in ("S", "U")))
    assert marks(clause(56).breaches(problem, plan)) == ([] if twice else [(56, "twice", "chess")])


@pytest.mark.parametrize(
    ("rank", "rule", "severity"),
    [
        (0, None, None),
        (1, "rank", Severity.BREACH),  # painting is the second wish
        (None, "unclaimed", Severity.NOTE),
    ],
)
def test_ranks_are_the_pupils_own(rank: int | None, rule: str | None, severity: Severity | None) -> None:
    """A1 wishes chess first, painting second, and sits in chess."""
    seats = (replace(small_plan().seats[0], rank=rank), *small_plan().seats[1:])
    plan = replace(small_plan(), seats=seats)
    found = [(b.rule, b.severity, b.who) for b in clause(56).breaches(PROBLEM, plan)]
    assert found == ([] if rule is None else [(rule, severity, ("A1",))])
    assert numbers(BOOK, PROBLEM, plan) == ([56] if severity is Severity.BREACH else [])


def test_a_wish_for_one_strand_is_not_met_in_another() -> None:
    """A1 wishes chess in strand U only; a seat in S entered as the first wish is wrong."""
    pupil = replace(PROBLEM.pupils["A1"], choices=(Choice("chess", "U"),))
    problem = small_problem(pupils={**PROBLEM.pupils, "A1": pupil})
    assert marks(clause(56).breaches(problem, small_plan())) == [(56, "rank", "chess.S.1")]


@pytest.mark.parametrize(("given", "unmet"), [(0, 5), (3, 2), (5, 0), (6, 0)])
def test_interest_stays_unmet_by_the_places_missing(given: int, unmet: int) -> None:
    """Counts mode: five pupils are expected to want chess; painting, wanted by nobody, changes nothing."""
    counts = Counts({("A", 1, Period.P2): 5}, {"chess": 5, "painting": 0}, {})
    problem = small_problem(mode=Mode.COUNTS, pupils={}, counts=counts)
    key = Amount("seats", ("A", "chess", "S"), 0, 9)
    space = Space(problem=problem, seating=True, seats=(SeatOption(key, None, "A", CHESS, STRAND, None),))
    assert least_cost(clause(56), space, {key: given}, TierName.PLACES) == unmet
    plan = replace(small_plan(), seats=(), allotments=(Allotment("A", SectionId("chess", "S", 1), given),))
    assert clause(56).recount(problem, plan) == {TierName.PLACES: unmet}


def test_interest_in_a_week_without_the_strand_is_nobodys_loss() -> None:
    """Five pupils want chess, but nobody attends period 2 this week: neither rows nor judge count them."""
    counts = Counts({}, {"chess": 5}, {})
    problem = small_problem(mode=Mode.COUNTS, pupils={}, counts=counts)
    assert list(clause(56).costs(Space(problem=problem, seating=True))) == []
    plan = replace(small_plan(), seats=(), allotments=())
    assert clause(56).recount(problem, plan) == {TierName.PLACES: 0}
