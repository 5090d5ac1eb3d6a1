"""A plant: a change that makes the week of a whole school short, and the one cause that an explanation has to name."""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from scheduler.calendar.clock import Interval
from scheduler.domain.problem import Problem

Layer = Mapping[str, Any]
"""Sections of a scenario file, as a planner writes them."""


@dataclass(frozen=True)
class Cause:
    """What is short, when, for whom, and why.

    `resources` are the words for what may be counted short, `dates` the days on which (all of the week for a sum over
    it: `weekly`), `interval` the time within which, None for any. `part` are words that one demand of a record must
    bear, `skill` is one that it must say is lacking, "" for none. `reason` is the clause that holds the suppliers off
    and its word, None when nothing holds them off and there are too few; `ids` are the adults, venues, clubs or things
    the plant touched.
    """

    kind: str
    clauses: tuple[int, ...]
    resources: tuple[str, ...]
    dates: tuple[date, ...]
    interval: Interval | None = None
    weekly: bool = False
    part: Mapping[str, str | int] = field(default_factory=dict)
    skill: str = ""
    reason: tuple[int, str] | None = None
    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plant:
    """`setting` alone leaves the school whole; `fault` on top of it makes it short for the cause."""

    setting: Layer
    fault: Layer
    cause: Cause


Sow = Callable[[Problem, Random], Plant | None]
"""Makes a plant for a school; None when this school does not lend itself to it."""


def treads(plant: Plant, layers: Sequence[Layer]) -> bool:
    """Whether the plant would write a field of a club that layers before it have written: it would undo their cause."""
    here, before = (
        {(club, name) for layer in some for club, fields in layer.get("clubs", {}).items() for name in fields}
        for some in ((plant.setting, plant.fault), layers)
    )
    return bool(here & before)


def over(layers: Sequence[Layer]) -> dict[str, Any]:
    """Layers as one: mappings key by key, everything else from the last."""
    found: dict[str, Any] = {}
    for layer in layers:
        _lay(found, layer)
    return found


def _lay(below: dict[str, Any], above: Layer) -> None:
    for key, value in above.items():
        if isinstance(value, Mapping) and isinstance(below.get(key), dict):
            _lay(below[key], value)
        else:
            below[key] = deepcopy(value)
