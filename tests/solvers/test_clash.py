"""Clashes: what is named cannot hold together, nothing in it can be spared, and claims are only made when proven."""

from itertools import combinations

import pytest

from solvers.answer import Status
from solvers.clash import Patience, find_clash, one_less, part, quickxplain
from solvers.engines.registry import ENGINES
from solvers.instance import Instance, Tier
from solvers.rows import Row, at_least, at_most, exactly, forbid, linear, require
from solvers.stop import Limits
from tests.solvers.brute import best, tiny

LIMITS = Limits(effort=5, seconds=20)


def by_tag(row: Row) -> str:
    """The whole tag."""
    return row.tag


def by_chapter(row: Row) -> str:
    """What stands before the first stroke."""
    return row.tag.partition("/")[0]


def itself(row: Row) -> Row:
    """Every row on its own."""
    return row


def highs(instance: Instance) -> Status:
    """HiGHS in this process."""
    return ENGINES["highs"]()(instance, LIMITS).status


def cpsat(instance: Instance) -> Status:
    """CP-SAT in this process."""
    return ENGINES["cpsat"]()(instance, LIMITS).status


def never(instance: Instance) -> Status:
    """A solver that never knows."""
    return Status.NO_ANSWER


def week(adults: str = "ab", groups: int = 3) -> Instance:
    """Three groups want one adult each, an adult serves one; a wish and a cap that have nothing to do with it."""
    keys = [(a, g) for a in adults for g in range(groups)]
    rows = [at_least(f"demand/{g}", [(a, g) for a in adults]) for g in range(groups)]
    rows += [at_most(f"once/{a}", [(a, g) for g in range(groups)]) for a in adults]
    rows += [forbid("absent/z", ("z", 0)), at_most("cap", keys, 9)]
    return Instance((*keys, ("z", 0)), {}, tuple(rows), (Tier("t", ((keys[0], 1),)),))


def test_three_groups_and_two_adults_clash_in_five_tags_and_nothing_else() -> None:
    """Every demand and every adult is needed: with two groups, or three adults, all could be served."""
    found = find_clash(week(), (by_chapter, by_tag), highs, cpsat)
    assert found.status is Status.IMPOSSIBLE
    assert found.clash is not None
    assert found.clash.levels == (
        ("demand", "once"),
        ("demand/0", "demand/1", "demand/2", "once/a", "once/b"),
    )
    assert found.clash.irreducible == (True, True)
    assert found.clash.smallest == (True, False)  # no chapter clashes alone; of five tags it is not proven
    assert found.clash.confirmed


def test_rows_that_hold_are_no_clash() -> None:
    """Three adults for three groups."""
    assert find_clash(week("abc"), (by_tag,), highs, cpsat).status is Status.FEASIBLE


def test_clash_that_fractions_do_not_see_is_found_over_whole_values() -> None:
    """Of three keys any two exclude one another, yet half of each would be allowed: two in all are wanted, 1.5 fit."""
    rows = [at_most(f"pair/{a}{b}", [a, b]) for a, b in combinations("xyz", 2)]
    rows += [linear("half", [(k, 2) for k in "xyz"], 3, None), at_most("free", ["w"])]
    found = find_clash(Instance(tuple("xyzw"), {}, tuple(rows), ()), (by_tag,), highs, cpsat)
    assert found.clash is not None
    assert found.clash.levels == (("pair/xy", "pair/xz", "pair/yz", "half"),)
    assert found.clash.irreducible == (True,)


def test_clash_of_fractions_is_cut_down_to_a_smaller_one_over_whole_values() -> None:
    """Fractions need both rows to clash; over whole values 2x + 2y = 1 is impossible alone."""
    rows = (exactly("odd", ["x", "x", "y", "y"], 1), at_most("none", ["x", "y"], 0))
    found = find_clash(Instance(("x", "y"), {}, rows, ()), (by_tag,), highs, cpsat)
    assert found.clash is not None
    assert found.clash.levels == (("odd",),)
    assert found.clash.smallest == (True,)


def test_one_tag_that_contradicts_itself_is_the_smallest_clash() -> None:
    """Both rows of the tag are needed, and the tag alone is one label."""
    rows = (require("a", "x"), forbid("a", "x"), require("b", "y"))
    found = find_clash(Instance(("x", "y"), {}, rows, ()), (by_tag, itself), highs, cpsat)
    assert found.clash is not None
    assert found.clash.levels == (("a",), rows[:2])
    assert found.clash.smallest == (True, True)


def test_domains_alone_can_clash_with_a_row() -> None:
    """A demand that no key can serve."""
    rows = (at_least("demand", ["x"], 2), at_most("other", ["y"]))
    found = find_clash(Instance(("x", "y"), {}, rows, ()), (by_tag,), highs, cpsat)
    assert found.clash is not None
    assert found.clash.levels == (("demand",),)


def test_nothing_is_claimed_when_the_solver_does_not_know() -> None:
    """Fractions prove the clash; that nothing can be spared, and the second opinion, stay open."""
    found = find_clash(week(), (by_tag,), never, never)
    assert found.status is Status.IMPOSSIBLE
    assert found.clash is not None
    assert (found.clash.irreducible, found.clash.smallest, found.clash.confirmed) == ((False,), (False,), False)
    assert find_clash(week("abc"), (by_tag,), never, never).status is Status.NO_ANSWER


def test_without_patience_the_clash_is_larger_but_still_a_clash() -> None:
    """No question may be asked, so nothing is called irreducible."""
    found = find_clash(week(), (by_tag,), highs, cpsat, Patience(questions=0, seconds=1e-9))
    assert found.clash is not None
    assert found.clash.irreducible == (False,)
    assert highs(Instance(week().choices, {}, found.clash.rows, ())) is Status.IMPOSSIBLE


@pytest.mark.parametrize("seed", range(120))
def test_on_tiny_instances_the_clash_is_a_minimal_one_by_trying_everything(seed: int) -> None:
    """Impossible by trying every value; with any one tag less possible; no clash is named where values exist."""
    instance = tiny(seed)
    found = find_clash(instance, (by_tag,), highs, cpsat)
    bare = Instance(instance.choices, instance.quantities, instance.rows, ())
    if best(bare) is not None:
        assert found.status is Status.FEASIBLE
        return
    assert found.clash is not None
    assert found.clash.confirmed
    assert found.clash.irreducible == (True,)
    assert best(Instance(bare.choices, bare.quantities, found.clash.rows, ())) is None
    for tag in found.clash.levels[0]:
        rest = tuple(row for row in found.clash.rows if row.tag != tag)
        assert best(Instance(bare.choices, bare.quantities, rest, ())) is not None


@pytest.mark.parametrize("reduce", [quickxplain, one_less])
@pytest.mark.parametrize("needed", [{3}, {0, 9}, {2, 3, 4}, set(range(10))])
def test_both_ways_of_narrowing_find_the_one_minimal_set(reduce, needed: set[int]) -> None:  # type: ignore[no-untyped-def]
    """Impossible exactly when all of `needed` are there."""
    assert set(reduce(range(10), lambda kept: not needed <= set(kept))) == needed


def test_part_keeps_only_the_keys_its_rows_use() -> None:
    """The second row alone speaks of y."""
    rows = (require("a", "x"), at_most("b", ["y", "n"]))
    cut = part(Instance(("x", "y"), {"n": (0, 3), "m": (0, 1)}, rows, (Tier("t", (("x", 1),)),)), [1])
    assert (cut.choices, dict(cut.quantities), cut.rows, cut.tiers) == (("y",), {"n": (0, 3)}, rows[1:], ())
