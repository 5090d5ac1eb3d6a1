"""From clauses to an instance: quantities by their own bounds, choices once each, only tiers somebody has a cost in."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from small import small_problem

from scheduler.clauses.book import BOOK
from scheduler.clauses.clause import Clause
from scheduler.clauses.space import Amount, Cost, Serves, Short, Space
from scheduler.domain.plan import TierName
from scheduler.planning.compile import compile_space
from scheduler.planning.desk import STAGE_TIERS
from scheduler.planning.offering import offer_space
from scheduler.planning.placing import group_space
from scheduler.planning.staffing import staff_space
from solvers.rows import Row, at_most

LOADS = Amount("load", ("x",), -3, 17)
MISSING = Short(6, "seat", "somebody", 4, 2)
ALL = tuple(TierName)


class Counting(Clause):
    """Has the rows and costs it is given."""

    number = 900

    def __init__(self, rows: Sequence[Row] = (), costs: Sequence[Cost] = ()) -> None:
        self._rows, self._costs = rows, costs

    def rows(self, space: Space) -> Iterator[Row]:
        yield from self._rows

    def costs(self, space: Space) -> Iterator[Cost]:
        yield from self._costs


def test_quantities_bring_their_own_bounds() -> None:
    """An Amount keeps lower and upper, a Short runs from 0 to its upper, wherever they are first mentioned."""
    clause = Counting([at_most("r", [LOADS])], [Cost(TierName.SHORTAGE, MISSING, 2)])
    instance = compile_space(Space(small_problem()), [clause], ALL)
    assert dict(instance.quantities) == {LOADS: (-3, 17), MISSING: (0, 4)}
    assert instance.choices == ()
    instance.check()


def test_a_tier_without_a_cost_is_left_out_and_the_order_is_kept() -> None:
    """Costs in wishes and shortage: two tiers, shortage first; a tier not asked for is not there either."""
    clause = Counting((), [Cost(TierName.WISHES, LOADS, 1), Cost(TierName.SHORTAGE, MISSING, 2)])
    assert [t.name for t in compile_space(Space(small_problem()), [clause], ALL).tiers] == ["shortage", "wishes"]
    assert [t.name for t in compile_space(Space(small_problem()), [clause], (TierName.WISHES,)).tiers] == ["wishes"]


def test_costs_of_one_key_add_up_and_constants_apart() -> None:
    """1 + 4 on one key, 3 + 2 without a key: 5 * key + 5."""
    costs = [Cost(TierName.MONEY, LOADS, 1), Cost(TierName.MONEY, None, 3), Cost(TierName.MONEY, LOADS, 4)]
    clauses = [Counting((), costs), Counting((), [Cost(TierName.MONEY, None, 2)])]
    (tier,) = compile_space(Space(small_problem()), clauses, ALL).tiers
    assert (tier.terms, tier.constant, tier.step) == (((LOADS, 5),), 5, 1)


def test_extra_rows_come_last() -> None:
    """Rows that only guide a stage follow the clauses'."""
    rows = compile_space(Space(small_problem()), [Counting([at_most("r", [LOADS])])], ALL, [at_most("e", [LOADS])]).rows
    assert [row.tag for row in rows] == ["r", "e"]


def test_a_row_over_an_unknown_choice_is_refused_by_the_instance() -> None:
    """A clause may not invent a choice the stage does not offer."""
    instance = compile_space(Space(small_problem()), [Counting([at_most("r", [Serves("T1", "nowhere")])])], ALL)
    assert any("neither a choice nor a quantity" in fault for fault in instance.problems())


@pytest.mark.parametrize("stage", ["groups", "offer", "staff"])
def test_every_stage_of_the_small_school_is_sound(stage: str) -> None:
    """The whole book over each space: no key twice, none undeclared, blocks of known keys."""
    problem = small_problem()
    space = {
        "groups": lambda: group_space(problem),
        "offer": lambda: offer_space(problem, {}),
        "staff": lambda: staff_space(problem, (), (), {("chess", "S"): 1}),
    }[stage]()
    instance = compile_space(space, BOOK, STAGE_TIERS[stage])
    assert instance.problems() == []
    assert compile_space(space, BOOK, STAGE_TIERS[stage]) == instance


def test_blocks_are_a_club_s_openings_and_then_an_adult_s_duties() -> None:
    """Two strands: both openings of chess in one block; the staff stage has a block an adult."""
    base = small_problem()
    second = replace(base.strands["S"], id="T", weekdays=frozenset({2, 4}))
    problem = small_problem(strands={**base.strands, "T": second})
    blocks = compile_space(offer_space(problem, {}), BOOK, STAGE_TIERS["offer"]).blocks
    assert [[key.of for key in block if isinstance(key, Amount)] for block in blocks] == [
        [("chess", "S"), ("chess", "T")],
        [("painting", "S"), ("painting", "T")],
    ]
    space = staff_space(problem, (), (), {("chess", "S"): 1})
    assert len(compile_space(space, BOOK, STAGE_TIERS["staff"]).blocks) == len(space.duties_by_adult())


def test_late_minutes_give_the_load_its_step() -> None:
    """A chess lead is late twice 60 minutes, a post until the end of care 100: every sum is a multiple of 20."""
    problem = small_problem()
    space = staff_space(problem, (), (), {("chess", "S"): 1})
    late = {duty.late_minutes for duty in space.duties}
    load = next(t for t in compile_space(space, BOOK, STAGE_TIERS["staff"]).tiers if t.name == TierName.LOAD)
    assert late == {100, 120}
    assert load.step == 20
