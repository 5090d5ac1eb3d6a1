"""How club places are given out: the objective a school chooses, the public lottery, the luck brought along."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256


class Objective(StrEnum):
    """What "as good as can be" means once as many pupils as possible have a place."""

    COSTS = "costs"
    """Least sum of the policy's rank costs."""
    TOTAL = "total"
    """Least sum of ranks: the first wish counts 0, the second 1; a place outside the list one more than the last."""
    FIRST = "first"
    """Rank-maximal (Irving et al., "Rank-maximal matchings", 2006): most first wishes, then most second wishes ..."""
    FAIR = "fair"
    """The worst-off first: fewest places outside the list, then fewest at the last rank, then at the one before ..."""


@dataclass(frozen=True, slots=True)
class AllocationRule:
    """What a school has published before the places are given out.

    `lottery` is the text drawn in public from which every pupil's number follows. `luck` maps a pupil to the first
    wishes lost before, e.g. last term; pupils not named have lost none.
    """

    objective: Objective = Objective.COSTS
    lottery: str = ""
    luck: Mapping[str, int] = field(default_factory=dict)


def rank_name(rank: int | None) -> str:
    """The code of places at a rank, in tiers and in the vocabulary's family `tier`; None: outside the list."""
    return "unlisted" if rank is None else f"rank{rank + 1}"


def lottery_numbers(seed: str, pupils: Iterable[str]) -> dict[str, int]:
    """Every pupil's lottery number, 1 first: pupils in the order of SHA-256 of "seed/pupil" in hexadecimal.

    Anybody can recompute a number with pencil, paper and a hash; a pupil who joins or leaves changes nobody's order.
    """
    order = sorted(dict.fromkeys(pupils), key=lambda pupil: (sha256(f"{seed}/{pupil}".encode()).hexdigest(), pupil))
    return {pupil: number for number, pupil in enumerate(order, start=1)}
