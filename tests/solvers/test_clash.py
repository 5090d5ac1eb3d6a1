"""Clashes: what is named cannot hold together, nothing in it can be spared, and claims are only made when proven."""

from itertools import combinations

import pytest

from solvers.answer import Status
from solvers.clash import Clash, Onward, find_clash, find_clashes, quickxplain
from solvers.compact import compact
from solvers.engines.registry import ENGINES
from solvers.instance import Instance, Tier
from solvers.linear.holding import Holding
from solvers.questions import Ask, Patience, part
from solvers.rows import Row, at_least, at_most, exactly, forbid, linear, require
from solvers.stop import Limits
from tests.solvers.brute import best, tiny

LIMITS = Limits(effort=5, seconds=20)


def other_day(tag: str) -> str:
    """mon for fri, and fri for mon."""
    return tag.replace("mon", "fri") if "mon" in tag else tag.replace("fri", "mon")


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
    assert found.clash.smallest == (True, False)  # no chapter clashes alone; whether four tags do is not looked into
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
    """Both rows of the tag are needed, and the tag alone is one label. Of rows no claim is made."""
    rows = (require("a", "x"), forbid("a", "x"), require("b", "y"))
    found = find_clash(Instance(("x", "y"), {}, rows, ()), (by_tag, itself), highs, cpsat)
    assert found.clash is not None
    assert found.clash.levels == (("a",), rows[:2])
    assert found.clash.irreducible == (True, True)
    assert found.clash.smallest == (True, False)


def test_domains_alone_can_clash_with_a_row() -> None:
    """A demand that no key can serve."""
    rows = (at_least("demand", ["x"], 2), at_most("other", ["y"]))
    found = find_clash(Instance(("x", "y"), {}, rows, ()), (by_tag,), highs, cpsat)
    assert found.clash is not None
    assert found.clash.levels == (("demand",),)


def pairs(wanted: int) -> Instance:
    """Any two of three keys exclude one another, so whole values reach 1, fractions 1.5; `wanted` halves are asked."""
    rows = [at_most(f"pair/{a}{b}", [a, b]) for a, b in combinations("xyz", 2)]
    return Instance(tuple("xyz"), {}, (*rows, linear("half", [(k, 2) for k in "xyz"], wanted, None)), ())


@pytest.mark.parametrize(
    ("wanted", "known"),
    [
        (4, Status.IMPOSSIBLE),  # fractions reach 3: a proof without the solver
        (3, Status.NO_ANSWER),  # fractions hold, and whole values are the solver's business
        (0, Status.FEASIBLE),  # fractions come upon whole values
    ],
)
def test_what_fractions_settle_needs_no_solver(wanted: int, known: Status) -> None:
    """With a solver that never knows; then nothing is confirmed either."""
    found = find_clash(pairs(wanted), (by_tag,), never, never)
    assert found.status is known
    assert found.clash is None or not found.clash.confirmed


@pytest.mark.parametrize(
    ("ask", "levels", "claims"),
    [
        (highs, (("half",),), (True, True, True)),  # over whole values the odd sum is impossible alone
        (never, (("half", "cap"),), (False, False, False)),  # without the cap fractions hold; more is not known
    ],
)
def test_nothing_is_claimed_when_the_solver_does_not_know(
    ask: Ask, levels: tuple[tuple[str, ...], ...], claims: tuple[bool, bool, bool]
) -> None:
    """2x + 2y = 3 against at most 2: fractions see the clash of the two."""
    terms = [("x", 2), ("y", 2)]
    rows = (linear("half", terms, 3, 3), linear("cap", terms, None, 2))
    found = find_clash(Instance(("x", "y"), {}, rows, ()), (by_tag,), ask, ask).clash
    assert found is not None
    assert found.levels == levels
    assert (found.irreducible[0], found.smallest[0], found.confirmed) == claims


def test_clash_for_which_the_second_solver_finds_values_is_none() -> None:
    """Three adults can serve three groups, whatever the first solver says."""

    def liar(instance: Instance) -> Status:
        return Status.IMPOSSIBLE

    found = find_clash(week("abc"), (by_tag,), liar, cpsat, Patience(work=0))
    assert (found.status, found.clash) == (Status.NO_ANSWER, None)


def test_without_patience_the_clash_is_larger_but_still_a_clash() -> None:
    """No question may be asked, so nothing is called irreducible."""
    found = find_clash(week(), (by_tag,), highs, cpsat, Patience(work=0, seconds=1e-9))
    assert found.clash is not None
    assert found.clash.irreducible == (False,)
    assert highs(Instance(week().choices, {}, found.clash.rows, ())) is Status.IMPOSSIBLE


def demand_released(clash: Clash) -> Onward:
    """Go on without the clash's first demand, and first with what bears the same names on another day."""
    first = next(row.tag for row in clash.rows if row.lower)
    names = {row.tag.replace("mon", "fri") for row in clash.rows}
    return Onward(lambda row: row.tag == first, (lambda row: row.tag in names,))


def test_every_independent_cause_is_told_and_then_that_the_rest_holds() -> None:
    """On two of three days nobody can meet the demand."""
    days = ("mon", "tue", "fri")
    rows = [*(at_least(f"demand/{day}", [day]) for day in days), forbid("away/mon", "mon"), forbid("away/fri", "fri")]
    answers = list(
        find_clashes(Instance(days, {}, tuple(rows), ()), (by_chapter, by_tag), highs, cpsat, demand_released)
    )
    told = [answer.clash.levels[1] for answer in answers if answer.clash is not None]
    assert sorted(told) == [("demand/fri", "away/fri"), ("demand/mon", "away/mon")]
    assert [answer.status for answer in answers] == [Status.IMPOSSIBLE, Status.IMPOSSIBLE, Status.FEASIBLE]
    assert all(answer.clash.smallest == (True, True) for answer in answers if answer.clash is not None)


def test_a_clash_alike_is_looked_for_first() -> None:
    """On both days a and b are wanted and away. Whichever comes first on one day comes next on the other."""
    names = [f"{name}/{day}" for name in "abcd" for day in ("mon", "fri")]
    rows = [row for name in names for row in (at_least(f"want/{name}", [name]), forbid(f"away/{name}", name))]

    def onward(clash: Clash) -> Onward:
        swapped = {other_day(row.tag) for row in clash.rows}
        return Onward(lambda row: row in clash.rows, (lambda row: row.tag in swapped,))

    answers = find_clashes(Instance(tuple(names), {}, tuple(rows), ()), (by_chapter, by_tag), highs, cpsat, onward)
    told = [answer.clash.levels[1] for answer in answers if answer.clash is not None]
    assert len(told) == 8
    for first, second in zip(told[::2], told[1::2], strict=True):
        assert {other_day(tag) for tag in first} == set(second)


@pytest.mark.parametrize("seed", range(120))
def test_what_fractions_say_of_tiny_instances_is_true(seed: int) -> None:
    """No fractions: nothing by trying everything, nor for the rows of the refutation. Whole ones: there are values."""
    instance = tiny(seed)
    bare = Instance(instance.choices, instance.quantities, instance.rows, ())
    holding = Holding(compact(bare))
    if holding.possible(range(len(bare.rows))):
        assert not holding.whole() or best(bare) is not None
        assert holding.broken() == frozenset()
    else:
        used = holding.refutation() or range(len(bare.rows))
        assert best(Instance(bare.choices, bare.quantities, tuple(bare.rows[row] for row in used), ())) is None


def test_fractions_that_time_does_not_settle_count_as_possible() -> None:
    """Two hundred tasks, one person too few, and no time; given time it is refuted."""
    size = 200
    keys = [(a, b) for a in range(size - 1) for b in range(size)]
    rows = [at_least(f"want/{b}", [(a, b) for a in range(size - 1)]) for b in range(size)]
    rows += [at_most(f"once/{a}", [(a, b) for b in range(size)]) for a in range(size - 1)]
    holding = Holding(compact(Instance(tuple(keys), {}, tuple(rows), ())))
    assert holding.possible(range(len(rows)), seconds=0.0)
    assert not holding.whole()
    assert not holding.possible(range(len(rows)))


def test_a_refutation_names_only_what_contradicts() -> None:
    """2 of b and c against at most 1; the rows before and after have nothing to do with it."""
    rows = (
        at_most("other", ["a", "b"]),
        at_least("two", ["b", "c"], 2),
        at_most("one", ["b", "c"]),
        at_least("a", ["a"]),
    )
    holding = Holding(compact(Instance(tuple("abc"), {}, rows, ())))
    assert not holding.possible(range(4))
    assert set(holding.refutation()) in ({1, 2}, {0, 1, 3})  # b and c are both wanted, and a leaves no b


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
    assert found.clash.smallest == (len(found.clash.levels[0]) == _fewest(bare),)


def _fewest(instance: Instance) -> int:
    """Fewest tags whose rows clash, by trying every set of tags."""
    tags = list(dict.fromkeys(row.tag for row in instance.rows))
    for count in range(1, len(tags) + 1):
        for some in combinations(tags, count):
            rows = tuple(row for row in instance.rows if row.tag in some)
            if best(Instance(instance.choices, instance.quantities, rows, ())) is None:
                return count
    raise AssertionError("the rows hold together")


@pytest.mark.parametrize("needed", [{3}, {0, 9}, {2, 3, 4}, set(range(10))])
def test_halving_finds_the_one_minimal_set(needed: set[int]) -> None:
    """Impossible exactly when all of `needed` are there."""
    assert set(quickxplain(range(10), lambda kept: not needed <= set(kept))) == needed


def test_part_keeps_only_the_keys_its_rows_use() -> None:
    """The second row alone speaks of y."""
    rows = (require("a", "x"), at_most("b", ["y", "n"]))
    cut = part(Instance(("x", "y"), {"n": (0, 3), "m": (0, 1)}, rows, (Tier("t", (("x", 1),)),)), [1])
    assert (cut.choices, dict(cut.quantities), cut.rows, cut.tiers) == (("y",), {"n": (0, 3)}, rows[1:], ())
