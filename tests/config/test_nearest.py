"""The nearest valid word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.config.nearest import edit_distance, nearest


@pytest.mark.parametrize(
    ("word", "candidates", "expected"),
    [
        ("grade", ["grades", "groups"], "grades"),
        ("Teachers", ["teacher", "venues"], "teacher"),
        ("GRADE", ["grade", "grades"], "grade"),
        ("max-per-week", ["max_per_week"], "max_per_week"),
        ("max_perweek", ["max_per_week", "max_per_day"], "max_per_week"),
        ("ｇｒａｄｅ", ["grade"], "grade"),
        ("gaurd", ["guard", "gate"], "guard"),  # neighbours swapped: one edit
        ("年纪", ["年级", "班级"], "年级"),  # one character of two
        ("名子", ["名称", "名字"], "名字"),  # a tie: the smaller text, 字 (U+5B57) before 称 (U+79F0)
        ("足球社", ["篮球社", "足球社团"], "足球社团"),  # a tie: the longer common beginning
        ("T01", ["T11", "T02"], "T02"),
        ("x", ["y"], None),  # every character differs
        ("ab", ["cd"], None),
        ("班级", ["教师"], None),
        ("pupils", ["venue", "offer"], None),
        ("", ["a"], None),
        ("word", [], None),
        ("a" * 65, ["a" * 65], None),  # no planner means a word of 65 characters
    ],
)
def test_nearest_word(word: str, candidates: list[str], expected: str | None) -> None:
    """Case, width, hyphens and small slips are forgiven; anything further gives no hint."""
    assert nearest(word, candidates) == expected


@given(st.text(max_size=8), st.lists(st.text(max_size=8), max_size=6))
def test_the_order_of_candidates_does_not_matter(word: str, candidates: list[str]) -> None:
    """The hint is one of the candidates and the same from either end."""
    hint = nearest(word, candidates)
    assert hint == nearest(word, reversed(candidates))
    assert hint is None or hint in candidates


@given(st.text("abc", max_size=6), st.text("abc", max_size=6), st.integers(0, 6))
def test_a_limit_only_hides_longer_distances(first: str, second: str, limit: int) -> None:
    """With a limit the distance is the full one or nothing, and it is symmetric."""
    full = edit_distance(first, second, 12)
    assert full is not None
    assert edit_distance(first, second, limit) == (full if full <= limit else None)
    assert edit_distance(second, first, 12) == full


@pytest.mark.parametrize(
    ("first", "second", "edits"),
    [
        ("", "", 0),
        ("", "abc", 3),
        ("abc", "abc", 0),
        ("abc", "acb", 1),
        ("kitten", "sitting", 3),
        ("ab", "ba", 1),
    ],
)
def test_edits_are_counted(first: str, second: str, edits: int) -> None:
    """kitten to sitting: k to s, e to i, and a g at the end."""
    assert edit_distance(first, second, 10) == edits
