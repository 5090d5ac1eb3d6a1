"""The valid word closest to a misspelt one."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_LONGEST = 64


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate closest to `word`, in Chinese or English, or None when none is close.

    Close means an edit distance (insert, delete, replace, swap neighbours) of at most a third of the longer
    word, at least 1, and never every character. Letter case, character width, `-` and blanks do not count.
    Ties go to the longer common beginning, then to the smaller text: the order given does not matter.
    """
    wanted = _plain(word)
    if not wanted or len(wanted) > _LONGEST:
        return None
    ranked: list[tuple[int, int, str]] = []
    for candidate in candidates:
        offered = _plain(candidate)
        longer = max(len(wanted), len(offered))
        limit = min(max(1, longer // 3), longer - 1)
        distance = edit_distance(wanted, offered, limit)
        if distance is not None:
            ranked.append((distance, -_common_beginning(wanted, offered), candidate))
    return min(ranked)[2] if ranked else None


def edit_distance(first: str, second: str, limit: int) -> int | None:
    """Edits (insert, delete, replace, swap neighbours) from `first` to `second`, or None if over `limit`."""
    if abs(len(first) - len(second)) > limit:
        return None
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, start=1):
        earlier, before, row = before, row, [i]
        for j, other in enumerate(second, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > limit and min(before) > limit:
            return None
    return row[-1] if row[-1] <= limit else None


@lru_cache(maxsize=20_000)
def _plain(word: str) -> str:
    folded = unicodedata.normalize("NFKC", word).casefold().strip()
    return folded.replace("-", "_").replace(" ", "_")


def _common_beginning(first: str, second: str) -> int:
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count
