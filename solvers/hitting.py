"""The fewest labels that clash, by hitting sets: every clash has a label in every set without which the rest can hold.

Ignatiev, Previti, Liffiton and Marques-Silva, "Smallest MUS extraction with minimal hitting set dualization", CP 2015.
"""

from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from itertools import count

Labels = frozenset[Hashable]
Grow = Callable[[Labels], Labels | None]
"""Of labels: as many as possible, these among them, that are proven to hold together; None when these clash.

Raises Unsettled when neither is known.
"""
MOST_STEPS = 5_000
"""Steps of the search for one hitting set of a size."""


class Unsettled(Exception):
    """It is not known whether some labels can hold together."""


def fewest_clashing(labels: Collection[Hashable], corrections: list[Labels], grow: Grow, below: int) -> Labels | None:
    """As few labels as clash at all, if those are fewer than `below`; None when it is proven that no so few do.

    `corrections` are sets known to leave something that can hold when they are left out; those found on the way are
    added; labels that are not among `labels` any more are passed over. Raises Unsettled as soon as `grow` does.
    """
    everything = frozenset(labels)
    while True:
        few = smallest_hitting([one & everything for one in corrections], below - 1)
        if few is None:
            return None
        held = grow(few)
        if held is None:
            return few
        corrections.append(everything - held)


def smallest_hitting(sets: Sequence[Labels], most: int) -> Labels | None:
    """As few elements as share one with each set, `most` at the most; None when there are none so few.

    Raises Unsettled when that takes more than MOST_STEPS.
    """
    for size in range(most + 1):
        found = _hitting(sets, size, count())
        if found is not None:
            return found
    return None


def _hitting(sets: Sequence[Labels], size: int, steps: Iterator[int]) -> Labels | None:
    missed = min(sets, key=len, default=None)
    if missed is None:
        return frozenset()
    if _apart(sets) > size:
        return None
    if next(steps) >= MOST_STEPS:
        raise Unsettled
    for element in sorted(missed, key=repr):
        rest = _hitting([one for one in sets if element not in one], size - 1, steps)
        if rest is not None:
            return rest | {element}
    return None


def _apart(sets: Sequence[Labels]) -> int:
    """Sets, smallest first, that share nothing with those before: each wants an element of its own."""
    taken: set[Hashable] = set()
    found = 0
    for one in sorted(sets, key=len):
        if taken.isdisjoint(one):
            taken |= one
            found += 1
    return found
