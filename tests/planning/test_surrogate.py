"""Foreseeing the staffing stage: no week in which every place is filled breaks a row."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from small import DAYS, small_adult, small_policy, small_problem

from scheduler.clauses.book import BOOK
from scheduler.clauses.space import Space
from scheduler.domain.offer import SectionId
from scheduler.domain.people import Caps
from scheduler.domain.plan import TierName
from scheduler.domain.problem import Problem
from scheduler.planning.compile import compile_space
from scheduler.planning.desk import STAGE_TIERS
from scheduler.planning.lift import placed_groups
from scheduler.planning.offering import offer_space, strand_occurrences
from scheduler.planning.placing import group_space
from scheduler.planning.staffing import Meeting, PlacedGroup, staff_space
from scheduler.planning.surrogate import foresee
from solvers.answer import Status
from solvers.engines.registry import ENGINES
from solvers.rows import Row
from solvers.stop import Limits

CLUBS = ("chess", "painting")


def crew(adults: int, late_days: int) -> Problem:
    """The small school with this many teachers, all fit for both clubs, two sections a club, and no first aid."""
    base = small_problem()
    caps = Caps(sessions=12, late_days=late_days, evenings=2)
    staff = [small_adult(f"T{k}", skills=frozenset({"chess", "art"}), caps=caps) for k in range(adults)]
    posts = tuple(rule for rule in small_policy().posts if rule.kind in ("gate", "patrol", "duty_lead"))
    return small_problem(
        adults={a.id: a for a in (*staff, base.adults["L"], base.adults["G"])},
        clubs={k: replace(club, max_sections=2) for k, club in base.clubs.items()},
        policy=small_policy(posts=posts, extended_adults=2, own_share_percent=0),
        days=DAYS[:3],
    )


def groups_of(problem: Problem) -> tuple[PlacedGroup, ...]:
    """The class-based groups, each homeroom alone."""
    gathers = group_space(problem).gathers
    return placed_groups(problem, {g.key: int(g.key.option.endswith("/1")) for g in gathers})


def meetings(problem: Problem, opened: dict[tuple[str, str], int]) -> tuple[Meeting, ...]:
    """Every meeting of the open sections, two pupils in each."""
    stage = problem.homerooms["A"].stage
    return tuple(
        Meeting(SectionId(club, strand, n), occurrence, stage, (("A", 2),), (), 0)
        for (club, strand), count in opened.items()
        for n in range(1, count + 1)
        for occurrence in strand_occurrences(problem, problem.strands[strand])
    )


def shortage(problem: Problem, groups: tuple[PlacedGroup, ...], opened: dict[tuple[str, str], int]) -> int:
    """The proven least shortage of the staffing stage."""
    space = staff_space(problem, groups, meetings(problem, opened), opened)
    answer = ENGINES["highs"]()(compile_space(space, BOOK, STAGE_TIERS["staff"][:1]), Limits(5, 60))
    assert answer.status is Status.PROVEN
    return {t.name: t.value for t in answer.tiers}[TierName.SHORTAGE]


def broken(space: Space, rows: list[Row], opened: dict[tuple[str, str], int]) -> Iterator[str]:
    """Tags of the rows these openings break."""
    values = {o.key: opened.get((o.club.id, o.strand.id), 0) for o in space.openings}
    for row in rows:
        assert row.upper is not None
        if sum(c * values[key] for key, c in row.terms) > row.upper:
            yield row.tag


@pytest.mark.parametrize("late_days", [1, 2, 3])
@pytest.mark.parametrize("adults", range(2, 9))
def test_no_fully_staffed_week_is_cut_off(adults: int, late_days: int) -> None:
    """Every number of sections of two clubs: when all places can be filled, every row holds."""
    problem = crew(adults, late_days)
    groups = groups_of(problem)
    space = offer_space(problem, {})
    rows = list(foresee(problem, space, groups))
    for counts in product(range(3), repeat=2):
        opened = {(club, "S"): n for club, n in zip(CLUBS, counts, strict=True)}
        found = list(broken(space, rows, opened))
        assert not found or shortage(problem, groups, opened) > 0, (opened, found)


def test_more_sections_than_adults_are_foreseen() -> None:
    """Three teachers, one of them on patrol in period 2: two sections may open, not three."""
    problem = crew(3, 5)
    space = offer_space(problem, {})
    uppers = {row.tag: row.upper for row in foresee(problem, space, groups_of(problem))}
    assert uppers["foresee/2026-11-02/1020"] == uppers["foresee/2026-11-04/1020"] == 2


def test_late_days_of_the_week_are_foreseen() -> None:
    """Four teachers with one late day each: on Monday and Wednesday patrol takes one late day each, two are left."""
    problem = crew(4, 1)
    rows = {row.tag: row.upper for row in foresee(problem, offer_space(problem, {}), groups_of(problem))}
    assert rows["foresee/week"] == 2


def test_nothing_to_open_asks_for_nothing() -> None:
    """Without clubs there is no row."""
    problem = small_problem(clubs={}, pupils={})
    assert list(foresee(problem, offer_space(problem, {}), groups_of(problem))) == []
