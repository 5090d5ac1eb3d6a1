"""Many different good plans: schools of every kind planned in a draft, and the same weeks under lawful moves.

Nothing here asks the judge: a plan is good because the planner left no demand unmet, or because a good plan was only
told in other names or in another order.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Any, TypeVar

from judging.goods import Good, Recipe

from scheduler.domain.demand import Mode

T = TypeVar("T")
KINDS = ("rural6", "town24", "nine30", "town60")
WEEKS = tuple(date(2026, 9, 7) + timedelta(weeks=n) for n in range(16) if n != 3)
"""Weeks of the first term, summer and winter; the fourth is a holiday."""


def recipes(seed: int) -> Iterator[Recipe]:
    """Ever new small schools and weeks: kind, three to five classes, seed, mode and week by turns and by chance."""
    rng = Random(seed)
    for number in count():
        kind = KINDS[number % len(KINDS)]
        mode = Mode.COUNTS if number % 3 == 2 else Mode.ROSTER
        yield Recipe(kind, rng.randint(3, 5), rng.randrange(1, 10_000), rng.choice(WEEKS), mode)


def renamed(good: Good, rng: Random) -> Good:
    """Adults, pupils, venues and homerooms under new ids that sort otherwise."""
    problem = good.problem
    old = [*problem.adults, *problem.pupils, *problem.site.venues, *problem.homerooms]
    new = [f"N{number:05}" for number in rng.sample(range(100_000), len(old))]
    names = dict(zip(old, new, strict=True))
    return Good(f"{good.name} renamed", told(problem, names), told(good.plan, names))


def told(value: T, names: Mapping[str, str]) -> T:
    """The value with every text that is an old name told by its new one."""
    return _told(value, names)  # type: ignore[no-any-return]


def _told(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return names.get(value, value) if type(value) is str else value
    if is_dataclass(value) and not isinstance(value, type):
        changes = {f.name: _told(getattr(value, f.name), names) for f in fields(value) if f.init}
        return replace(value, **changes)
    if isinstance(value, Mapping):
        return {_told(key, names): _told(item, names) for key, item in value.items()}
    if isinstance(value, tuple):
        parts = [_told(item, names) for item in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    if isinstance(value, frozenset):
        return frozenset(_told(item, names) for item in value)
    return value


def shuffled(good: Good, rng: Random) -> Good:
    """The plan's lists in another order: what is planned stays the same."""
    lists = ("sections", "seats", "allotments", "sessions", "posts", "reliefs", "credits")
    mixed = {name: tuple(rng.sample(getattr(good.plan, name), len(getattr(good.plan, name)))) for name in lists}
    return Good(f"{good.name} shuffled", good.problem, replace(good.plan, **mixed))


def twins_swapped(good: Good, rng: Random) -> Iterator[Good]:
    """Two pupils alike in all but their ids take each other's places."""
    alike: dict[object, list[str]] = {}
    for pupil in good.problem.pupils.values():
        bare = replace(pupil, id="", days={})
        days = tuple(sorted((weekday, tuple(sorted(held))) for weekday, held in pupil.days.items()))
        if not (pupil.apart or pupil.together):
            alike.setdefault(
                (bare.homeroom, bare.choices, bare.consent, bare.needs_adult, bare.support, days), []
            ).append(pupil.id)
    for twins in alike.values():
        if len(twins) > 1:
            one, other = rng.sample(twins, 2)
            plan = told(good.plan, {one: other, other: one})
            yield Good(f"{good.name} {one} for {other}", good.problem, plan)


def variants(good: Good, rng: Random, times: int) -> Iterator[Good]:
    """The good week told anew, so many times in each way, and with some of its twins swapped."""
    for _ in range(times):
        yield renamed(good, rng)
        yield shuffled(good, rng)
    yield from _some(list(twins_swapped(good, rng)), rng, times)


def _some(items: Sequence[Good], rng: Random, most: int) -> list[Good]:
    return rng.sample(items, min(most, len(items)))
