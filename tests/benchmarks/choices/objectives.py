"""Our own lines: the product's objectives on course choices, every tier by an exact engine, the lottery last."""

from collections.abc import Iterator
from functools import cache

from scheduler.config.load import load_school
from scheduler.domain.allocation import Objective, lottery_numbers
from scheduler.domain.policy import Policy
from scheduler.planning.objective import lottery_tier, rank_tiers
from solvers.answer import Answer
from solvers.engines.registry import ENGINES
from solvers.instance import Instance, Tier
from solvers.rows import Key, Row, at_most, cover
from solvers.stop import Limits
from tests.benchmarks.cases import COMMITTED
from tests.benchmarks.choices.courses import Courses, Seats, voter_id


def choices_instance(courses: Courses, objective: Objective, lottery: str) -> Instance:
    """As few places short as can be, then the objective, then the lottery; a key is (voter, course).

    A place not given counts as one outside the list, so that the lottery also settles who goes short.
    """
    ranked = [(voter, course, rank) for voter, ranks in enumerate(courses.voters) for course, rank in ranks.items()]
    short: dict[Key, tuple[int, int]] = {(voter, None): (0, wanted) for voter, wanted in enumerate(courses.wants)}
    places = [*ranked, *((voter, None, None) for voter in range(len(courses.voters)))]
    if objective is Objective.COSTS:
        chosen: tuple[Tier, ...] = (Tier("costs", tuple(((v, c), policy().rank_cost(r)) for v, c, r in ranked)),)
    else:
        chosen = rank_tiers(objective, (((voter, course), rank) for voter, course, rank in places))
    numbers = lottery_numbers(lottery, map(voter_id, range(len(courses.voters))))
    drawn = lottery_tier(numbers, (((voter, course), voter_id(voter), rank) for voter, course, rank in places))
    tiers = [tier for tier in (*chosen, drawn) if tier.terms]
    without = Tier("without", tuple((key, 1) for key in short), least=0)
    return Instance(
        tuple((voter, course) for voter, course, _ in ranked), short, tuple(_rows(courses)), (without, *tiers)
    )


@cache
def policy() -> Policy:
    """The shipped policy pack, for its rank costs."""
    return load_school(COMMITTED / "rural6").problem.policy


def seats_by(courses: Courses, objective: Objective, lottery: str, engine: str, seconds: float) -> tuple[Seats, Answer]:
    """The seats an engine of the registry gives, and its answer with every tier's bound."""
    instance = choices_instance(courses, objective, lottery)
    answer = ENGINES[engine]()(instance, Limits(effort=max(1.0, seconds), seconds=seconds))
    held: list[set[int]] = [set() for _ in courses.voters]
    for voter, ranks in enumerate(courses.voters):
        held[voter] = {course for course in ranks if answer.values.get((voter, course))}
    return tuple(map(frozenset, held)), answer


def _rows(courses: Courses) -> Iterator[Row]:
    takers: dict[int, list[tuple[int, int]]] = {course: [] for course in courses.room}
    for voter, ranks in enumerate(courses.voters):
        mine = {course: (voter, course) for course in ranks}
        yield cover(f"voter/{voter}", mine.values(), courses.wants[voter], (voter, None))
        yield at_most(f"voter/{voter}", mine.values(), courses.wants[voter])
        for one, other in courses.clashes:
            if one < other and one in mine and other in mine:
                yield at_most(f"clash/{voter}", (mine[one], mine[other]))
        for course, key in mine.items():
            takers[course].append(key)
    yield from (at_most(f"course/{course}", keys, courses.room[course]) for course, keys in takers.items())
