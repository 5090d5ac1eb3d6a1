"""The fewest labels that clash, against trying every set."""

from itertools import combinations
from random import Random

import pytest

from solvers import hitting
from solvers.hitting import Labels, Unsettled, fewest_clashing, smallest_hitting


def few(*elements: str) -> Labels:
    """A set of labels, one letter each."""
    return frozenset("".join(elements))


@pytest.mark.parametrize(
    ("sets", "most", "size"),
    [
        ([], 0, 0),  # nothing to hit
        ([few("ab"), few("bc")], 0, None),
        ([few("ab"), few("bc")], 1, 1),  # b is in both
        ([few("ab"), few("cd")], 1, None),  # two at least
        ([few("ab"), few("cd")], 2, 2),
        ([few("ab"), few("bc"), few("ca")], 2, 2),  # no element is in all three
        ([few("a"), frozenset()], 2, None),  # an empty set is never hit
    ],
)
def test_smallest_hitting_sets_by_hand(sets: list[Labels], most: int, size: int | None) -> None:
    """How many elements are needed; None above what is allowed."""
    found = smallest_hitting(sets, most)
    assert (None if found is None else len(found)) == size
    if found is not None:
        assert all(found & one for one in sets)


@pytest.mark.parametrize("seed", range(60))
def test_fewest_clashing_labels_are_those_found_by_trying_every_set(seed: int) -> None:
    """Clashes are drawn; labels hold together when they include none of them."""
    random = Random(seed)
    clashes = [frozenset(random.sample("abcdefg", random.randint(1, 4))) for _ in range(random.randint(0, 4))]

    def holds(labels: Labels) -> bool:
        return not any(clash <= labels for clash in clashes)

    def grow(labels: Labels) -> Labels | None:
        if not holds(labels):
            return None
        for label in random.sample("abcdefg", 7):
            labels = labels | {label} if holds(labels | {label}) else labels
        return labels

    sizes = [n for n in range(8) for some in combinations("abcdefg", n) if not holds(frozenset(some))]
    corrections: list[Labels] = []
    found = fewest_clashing("abcdefg", corrections, grow, 99)
    assert (None if found is None else len(found)) == min(sizes, default=None)
    assert found is None or not holds(found)
    if found is not None:
        assert fewest_clashing("abcdefg", corrections, grow, len(found)) is None  # there are none so few


def test_corrections_of_labels_that_are_gone_are_passed_over() -> None:
    """Known: without x or y all holds. Of y and z, y is left to be hit, and clashes alone."""
    assert fewest_clashing("yz", [few("xy")], lambda some: None if "y" in some else some, 9) == few("y")


def test_disjoint_sets_are_counted_not_tried() -> None:
    """Twelve sets of ten: one element of each, and no fewer, without trying ten to the eleventh."""
    sets = [frozenset(range(10 * k, 10 * k + 10)) for k in range(12)]
    assert smallest_hitting(sets, 11) is None
    assert smallest_hitting(sets, 12) == {10 * k for k in range(12)}


def test_hitting_sets_that_take_too_long_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """All triples of 8 elements: hit by no fewer than 6, while only two triples are apart. Of size 5 that takes 3^5
    steps at most."""
    triples = [frozenset(some) for some in combinations(range(8), 3)]
    hit = smallest_hitting(triples, 6)
    assert hit is not None
    assert len(hit) == 6
    monkeypatch.setattr(hitting, "MOST_STEPS", 50)
    with pytest.raises(Unsettled):
        smallest_hitting(triples, 6)


def test_what_is_not_known_ends_the_search() -> None:
    """Nothing is claimed."""

    def grow(labels: Labels) -> Labels | None:
        raise Unsettled

    with pytest.raises(Unsettled):
        fewest_clashing("ab", [], grow, 9)
