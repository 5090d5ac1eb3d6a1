"""Families: the choices of an instance grouped by what their keys are about, and by who asked for their rows.

A neighbourhood that a planner would name (a day, an adult, a club with its rivals) is a few groups of one family.
"""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from solvers.instance import Instance
from solvers.rows import Key


@dataclass(frozen=True)
class Family:
    """Choices grouped by one thing. Groups may overlap; a choice may be in none.

    ordered: neighbours in the list are neighbours in the world, as days are.
    """

    name: str
    groups: tuple[NDArray[np.int64], ...]
    ordered: bool = False


def families_of(instance: Instance, place: Mapping[Key, int]) -> tuple[Family, ...]:
    """One family a field of the keys, whatever their type, and one for each part of the rows' tags but the first.

    `place` gives a key's column. A family with a single group says nothing and is left out.
    """
    found: dict[str, dict[Hashable, dict[int, None]]] = {}
    for column, key in enumerate(instance.choices):
        for name, value in _parts(key):
            found.setdefault(name, {}).setdefault(value, {})[column] = None
    for row in instance.rows:
        for position, part in enumerate(row.tag.split("/")[1:], 1):
            members = found.setdefault(f"tag {position}", {}).setdefault(part, {})
            members.update((place[key], None) for key, _ in row.terms if place[key] < len(instance.choices))
    families = (_family(name, groups) for name, groups in found.items())
    return tuple(family for family in families if len(family.groups) > 1)


def _family(name: str, groups: Mapping[Hashable, Mapping[int, None]]) -> Family:
    values: list[Any] = [value for value, members in groups.items() if members]
    ordered = not any(isinstance(value, str) for value in values)
    if ordered:
        try:
            values.sort()
        except TypeError:
            ordered = False
    return Family(name, tuple(np.array(sorted(groups[value]), dtype=np.int64) for value in values), ordered)


def _parts(key: Key) -> Iterator[tuple[str, Hashable]]:
    if is_dataclass(key):
        yield from ((field.name, getattr(key, field.name)) for field in fields(key))
    elif isinstance(key, tuple):
        yield from zip(getattr(key, "_fields", map(str, range(len(key)))), key, strict=True)
