"""Random tiny instances with blocks of complicating keys and with stepped tiers."""

import random
from dataclasses import replace

from solvers.instance import Instance, Tier
from tests.solvers.brute import every_assignment, holds, tiny


def blocked(seed: int) -> Instance:
    """The tiny instance with some of its keys, now and then quantities too, dealt into blocks of one to three."""
    rng, instance = random.Random(1000 + seed), tiny(seed)
    keys = [*instance.choices, *instance.quantities] if seed % 3 == 0 else list(instance.choices)
    chosen = rng.sample(keys, rng.randint(1, len(keys)))
    blocks = []
    while chosen:
        size = rng.randint(1, min(3, len(chosen)))
        blocks.append(tuple(chosen[:size]))
        chosen = chosen[size:]
    return replace(instance, blocks=tuple(blocks))


def stepped(instance: Instance, seed: int) -> Instance:
    """The instance with most tiers multiplied by a step of 2 to 60, so that every value is a multiple of it."""
    rng = random.Random(2000 + seed)
    return replace(instance, tiers=tuple(_stepped(tier, rng.choice((1, 2, 3, 7, 60))) for tier in instance.tiers))


def _stepped(tier: Tier, step: int) -> Tier:
    terms = tuple((key, coefficient * step) for key, coefficient in tier.terms)
    return Tier(tier.name, terms, tier.constant * step, step)


def least_given(instance: Instance, reached: tuple[int, ...]) -> int | None:
    """The least value of the tier after those reached, over all legal values that keep each of them at most there."""
    tier, found = instance.tiers[len(reached)], None
    for values in every_assignment(instance):
        if all(holds(row, values) for row in instance.rows) and all(
            worth(earlier, values) <= value for earlier, value in zip(instance.tiers, reached, strict=False)
        ):
            value = worth(tier, values)
            found = value if found is None else min(found, value)
    return found


def worth(tier: Tier, values: dict) -> int:
    """The tier's value."""
    return sum(coefficient * values[key] for key, coefficient in tier.terms) + tier.constant
