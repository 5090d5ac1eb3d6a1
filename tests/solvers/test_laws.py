"""Laws that hold between the answers to two instances, whatever the engine: nothing need be known of either answer."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pytest

from solvers.answer import Answer, Status
from solvers.engines.registry import ENGINES
from solvers.instance import Instance, Tier
from solvers.rows import Key, Row, linear
from solvers.stop import Limits
from tests.solvers.drawing import larger, side_by_side
from tests.solvers.oracle import OWED, all_tiers, first_tier, no_tier, settings

LIMITS = Limits(effort=10, seconds=60)
SEEDS = 200
Values = tuple[int, ...] | None
"""What the tiers come to; None when nothing is legal."""


@dataclass(frozen=True)
class Change:
    """Another instance, and what must be true of its values when the first one's are known."""

    instance: Instance
    holds: Callable[[Values, Values], bool]
    hint: dict[Key, int] | None = None


def equal(before: Values, after: Values) -> bool:
    return after == before


def no_worse(before: Values, after: Values) -> bool:
    """None is the worst of all; later tiers count only where earlier ones are equal."""
    return before is None or (after is not None and after <= before)


def no_better(before: Values, after: Values) -> bool:
    return no_worse(after, before)


def in_tier(index: int, changed: Callable[[int], int]) -> Callable[[Values, Values], bool]:
    """One tier's value changes so; where it is not compared, nothing does."""

    def holds(before: Values, after: Values) -> bool:
        if before is None or len(before) <= index:
            return after == before
        return after == (*before[:index], changed(before[index]), *before[index + 1 :])

    return holds


def mapped(instance: Instance, row: Callable[[Row], Row], tier: Callable[[Tier], Tier]) -> Instance:
    """The instance with every row and every tier changed."""
    return replace(instance, rows=tuple(map(row, instance.rows)), tiers=tuple(map(tier, instance.tiers)))


def substituted(instance: Instance, key: Key, sign: int, shift: int) -> Instance:
    """The same with sign * key + shift in place of the key everywhere; the domain is for the caller to change."""

    def terms(old: tuple) -> tuple[tuple, int]:
        moved = sum(coefficient for used, coefficient in old if used == key) * shift
        return tuple((used, coefficient * (sign if used == key else 1)) for used, coefficient in old), moved

    def row(old: Row) -> Row:
        new, moved = terms(old.terms)
        sides = (None if side is None else side - moved for side in (old.lower, old.upper))
        return Row(old.tag, new, *sides)

    def tier(old: Tier) -> Tier:
        new, moved = terms(old.terms)
        return replace(old, terms=new, constant=old.constant + moved)

    return mapped(instance, row, tier)


def rename(rng: random.Random, instance: Instance, answer: Answer) -> Change:
    """What keys are called, and of which type they are, says nothing."""
    names = {
        key: f"k{number}"
        for number, key in enumerate(rng.sample(sorted(instance.bounds(), key=str), len(instance.bounds())))
    }
    changed = mapped(
        instance,
        lambda row: replace(row, terms=tuple((names[key], c) for key, c in row.terms)),
        lambda tier: replace(tier, terms=tuple((names[key], c) for key, c in tier.terms)),
    )
    quantities = {names[key]: domain for key, domain in instance.quantities.items()}
    return Change(replace(changed, choices=tuple(names[key] for key in instance.choices), quantities=quantities), equal)


def permute(rng: random.Random, instance: Instance, answer: Answer) -> Change:
    """Nor does the order of choices, quantities, rows and terms."""

    def shuffled(things: Any) -> tuple:
        return tuple(rng.sample(list(things), len(things)))

    changed = mapped(
        instance,
        lambda row: replace(row, terms=shuffled(row.terms)),
        lambda tier: replace(tier, terms=shuffled(tier.terms)),
    )
    quantities = dict(shuffled(instance.quantities.items()))
    rows = shuffled(changed.rows)
    return Change(replace(changed, choices=shuffled(instance.choices), quantities=quantities, rows=rows), equal)


def scale_a_tier(rng: random.Random, instance: Instance, answer: Answer) -> Change:
    """Counted in other units a tier is as many times its value."""
    if not instance.tiers:
        return Change(instance, equal)
    index, factor = rng.randrange(len(instance.tiers)), rng.choice((2, 5, 1000))
    old = instance.tiers[index]
    terms = tuple((key, factor * coefficient) for key, coefficient in old.terms)
    new = replace(old, terms=terms, constant=factor * old.constant, step=factor * old.step)
    tiers = (*instance.tiers[:index], new, *instance.tiers[index + 1 :])
    return Change(replace(instance, tiers=tiers), in_tier(index, lambda value: factor * value))


def scale_rows(rng: random.Random, instance: Instance, answer: Answer) -> Change:
    """A row counted in other units says the same."""

    def scaled(row: Row) -> Row:
        factor = rng.choice((1, 2, 7, 100))
        sides = (None if side is None else factor * side for side in (row.lower, row.upper))
        return Row(row.tag, tuple((key, factor * coefficient) for key, coefficient in row.terms), *sides)

    return Change(mapped(instance, scaled, lambda tier: tier), equal)


def shift_the_clock(rng: random.Random, instance: Instance, answer: Answer) -> Change:
    """Where a quantity is counted from says nothing: q in a..b is r + d with r in a - d..b - d."""
    changed = instance
    for key, (low, high) in instance.quantities.items():
        shift = rng.randint(-50, 50)
        moved = {**changed.quantities, key: (low - shift, high - shift)}
        changed = replace(substituted(changed, key, 1, shift), quantities=moved)
    return Change(changed, equal)


def complement(rng: random.Random, instance: Instance, answer: Answer) -> Change:
    """A choice not taken is its opposite taken: x is 1 - y."""
    changed = instance
    for key in instance.choices:
        if rng.random() < 0.5:
            changed = substituted(changed, key, -1, 1)
    return Change(changed, equal)


def add_a_constant(rng: random.Random, instance: Instance, answer: Answer) -> Change:
    """A fee that is due in any case is added to the value."""
    if not instance.tiers:
        return Change(instance, equal)
    index, fee = rng.randrange(len(instance.tiers)), rng.randint(-99, 99)
    old = instance.tiers[index]
    new = replace(old, constant=old.constant + fee * old.step)
    tiers = (*instance.tiers[:index], new, *instance.tiers[index + 1 :])
    return Change(replace(instance, tiers=tiers), in_tier(index, lambda value: value + fee * old.step))


def drop_a_tag(rng: random.Random, instance: Instance, answer: Answer) -> Change:
    """Who asks for less gets no less."""
    tag = rng.choice(sorted({row.tag for row in instance.rows}) or [""])
    return Change(replace(instance, rows=tuple(row for row in instance.rows if row.tag != tag)), no_worse)


def add_a_row(rng: random.Random, instance: Instance, answer: Answer) -> Change:
    """Who asks for more gets no more."""
    keys = sorted(instance.bounds(), key=str)
    terms = [(key, rng.randint(-2, 2)) for key in rng.sample(keys, min(4, len(keys)))]
    return Change(replace(instance, rows=(*instance.rows, linear("more", terms, rng.randint(-3, 1)))), no_better)


def duplicate_rows(rng: random.Random, instance: Instance, answer: Answer) -> Change:
    """What is said twice is said."""
    again = tuple(row for row in instance.rows if rng.random() < 0.5)
    return Change(replace(instance, rows=(*instance.rows, *again)), equal)


def repeat_a_tier(rng: random.Random, instance: Instance, answer: Answer) -> Change:
    """A tier asked for once more, right after itself, has no say; its value is there twice."""
    if not instance.tiers:
        return Change(instance, equal)
    index = rng.randrange(len(instance.tiers))
    tiers = (*instance.tiers[: index + 1], replace(instance.tiers[index], name="again"), *instance.tiers[index + 1 :])

    def holds(before: Values, after: Values) -> bool:
        if before is None or len(before) <= index:
            return after == before
        return after == (*before[: index + 1], *before[index:])[: len(after or ())]

    return Change(replace(instance, tiers=tiers), holds)


def hold_the_optimum(rng: random.Random, instance: Instance, answer: Answer) -> Change:
    """A row that asks for the best there is costs nothing; one that asks for better leaves nothing."""
    if not answer.tiers:
        return Change(instance, equal)
    tier, value = instance.tiers[0], answer.tiers[0].value - instance.tiers[0].constant
    better = rng.random() < 0.3
    row = linear("best", tier.terms, None, value - 1) if better else linear("best", tier.terms, value, value)
    held = replace(instance, rows=(*instance.rows, row))
    return Change(held, (lambda before, after: after is None) if better else equal)


def start_anywhere(rng: random.Random, instance: Instance, answer: Answer) -> Change:
    """From the best there is, from some of it, or from nonsense: the best there is."""
    hint: dict[Key, int] = dict(answer.values)
    for key, domain in instance.bounds().items():
        if key not in hint or rng.random() < rng.choice((0.0, 0.2)):
            hint[key] = rng.randint(*domain)
    kept = rng.choice((1.0, 1.0, 0.5))
    return Change(instance, equal, {key: value for key, value in hint.items() if rng.random() < kept})


LAWS = (
    rename,
    permute,
    scale_a_tier,
    scale_rows,
    shift_the_clock,
    complement,
    add_a_constant,
    drop_a_tag,
    add_a_row,
    duplicate_rows,
    repeat_a_tier,
    hold_the_optimum,
    start_anywhere,
)


def compared(answer: Answer, name: str, instance: Instance) -> Values:
    """The values of the tiers that an engine owes, all of them proven; None when it says that nothing is legal."""
    assert answer.found or answer.status is Status.IMPOSSIBLE
    owed = answer.tiers[: OWED.get(name, all_tiers)(instance)]
    assert all(result.value == result.bound for result in owed)
    return tuple(result.value for result in owed) if answer.found else None


@cache
def first_answer(name: str, seed: int) -> Answer:
    return ENGINES[name]()(larger(seed), LIMITS)


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_the_law_holds(law, name):
    """200 instances for each law, dealt out to the engines."""
    mine = list(ENGINES).index(name)
    for seed in range(mine, SEEDS, len(ENGINES)):
        instance, before = larger(seed), first_answer(name, seed)
        change = law(random.Random(seed), instance, before)
        after = ENGINES[name]()(change.instance, LIMITS, hint=change.hint)
        assert change.holds(compared(before, name, instance), compared(after, name, change.instance)), seed


THOROUGH = [setting for setting in settings() if setting.owed not in (first_tier, no_tier)]


@pytest.mark.parametrize("setting", THOROUGH, ids=lambda setting: setting.name)
def test_islands_add_up(setting):
    """Two instances that share no key: each tier comes to the sum, and nothing is legal where one has nothing."""
    solve = setting.load()
    with setting.within():
        for seed in range(0, 36, 2):
            pair = larger(seed), renamed(larger(seed + 1))
            parts = [compared(solve(one, LIMITS), setting.engine, one) for one in pair]
            both = side_by_side(*pair)
            assert compared(solve(both, LIMITS), setting.engine, both) == added(*parts), seed


def renamed(instance: Instance) -> Instance:
    """The same over keys of its own."""
    return rename(random.Random(0), instance, Answer(Status.NO_ANSWER, {}, (), "", 0.0, None)).instance


def added(one: Values, other: Values) -> Values:
    """Tier by tier; those without a partner as they are."""
    if one is None or other is None:
        return None
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return tuple(value + (shorter[index] if index < len(shorter) else 0) for index, value in enumerate(longer))


def test_the_laws_see_both_kinds_of_instances():
    """Of the 200, at least a tenth have no legal values and at least half have."""
    impossible = sum(not first_answer("highs", seed).found for seed in range(SEEDS))
    assert SEEDS / 10 <= impossible <= SEEDS / 2
