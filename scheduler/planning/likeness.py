"""What the week of a like school lends to another one: answers to the very same question, and starts for the others."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.clauses.space import Amount
from solvers.answer import Answer, Status, Stop, TierResult, recount
from solvers.fitting import fitted
from solvers.instance import Instance, Tier
from solvers.rows import Key


@dataclass(frozen=True)
class Like:
    """A stage's answer without its question, of which there is a digest: small enough for another process."""

    question: str
    answer: Answer


def digest(instance: Instance) -> str:
    """SHA-256 of everything a stage is asked; equal only for equal instances, in every process."""
    return hashlib.sha256(repr(instance).encode()).hexdigest()


def start_from(instance: Instance, like: Like) -> Mapping[Key, int] | None:
    """The answer made to fit this question, to start a search from; None when that fails, or leaves more short (the
    first tier) than it did there: from such a start an engine took longer than from none."""
    values = fitted(instance, like.answer.values)
    if values is None or not like.answer.tiers:
        return values
    return values if recount(instance, values).tiers[0] <= like.answer.tiers[0].value else None


def reusable(instance: Instance, values: Mapping[Key, int]) -> Answer | None:
    """Values of a like instance as an answer to this one; None where they break a row or leave something short.

    Keys they lack stay at their smallest value, and keys unknown here are left out; a quantity is the same whatever its
    bounds. The first tier is the shortage.
    """
    bounds = instance.bounds()
    known = {unbounded(key): value for key, value in values.items()}
    taken = {key: known.get(unbounded(key), low) for key, (low, _) in bounds.items()}
    found = recount(instance, taken)
    if found.broken or not found.tiers or found.tiers[0]:
        return None
    tiers = tuple(
        TierResult(tier.name, value, min(value, _floor(tier, bounds)), Stop.EFFORT, 0.0)
        for tier, value in zip(instance.tiers, found.tiers, strict=True)
    )
    return Answer(Status.FEASIBLE, taken, tiers, "reused", 0.0, 0.0)


def unbounded(key: Key) -> Key:
    """A key without the bounds it may bear."""
    return (key.name, key.of) if isinstance(key, Amount) else key


def _floor(tier: Tier, bounds: Mapping[Key, tuple[int, int]]) -> int:
    """What a tier cannot be below, by its keys' bounds alone."""
    return tier.constant + sum(min(c * bounds[key][0], c * bounds[key][1]) for key, c in tier.terms)
