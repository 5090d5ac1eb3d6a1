"""What the week of a like school lends to another one: answers to the very same question, and starts for the others."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from solvers.answer import Answer, recount
from solvers.fitting import fitted
from solvers.instance import Instance
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
