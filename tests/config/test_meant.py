"""Guesses at what a planner meant: one table for what can be guessed, one for what cannot."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.config import meant

GUESSED: list[tuple[Callable[[Any], str | None], Any, str]] = [
    (meant.meant_minutes, 90, "90min"),
    (meant.meant_minutes, "90 mins", "90min"),
    (meant.meant_minutes, "1.5h", "90min"),  # 1.5 x 60
    (meant.meant_minutes, "２小时", "120min"),
    (meant.meant_minutes, "40'", "40min"),
    (meant.meant_minutes, "无", "0min"),
    (meant.meant_date, "2026/9/1", "2026-09-01"),
    (meant.meant_date, "2026年9月1日", "2026-09-01"),
    (meant.meant_date, 20260901, "2026-09-01"),
    (meant.meant_date, "2027-02-30", "2027-02-28"),
    (meant.meant_date, "2028-02-30", "2028-02-29"),  # a leap year
    (meant.meant_weekday, "Friday", "fri"),
    (meant.meant_weekday, "firday", "fri"),
    (meant.meant_weekday, "Wed.", "wed"),
    (meant.meant_weekday, "三", "周三"),
    (meant.meant_id, "R 3", "R_3"),
    (meant.meant_id, "王老师(大)", "王老师_大"),
    (meant.meant_number, "61.2平方米", "61.2"),
    (meant.meant_whole, "24人", "24"),
    (meant.meant_switch, "是", "true"),
    (meant.meant_switch, "No", "false"),
    (meant.meant_list, "maths、first_aid", "[maths, first_aid]"),
    (meant.meant_list, "【maths】", "[maths]"),
]
HOPELESS: list[tuple[Callable[[Any], str | None], Any]] = [
    (meant.meant_minutes, "soon"),
    (meant.meant_minutes, True),
    (meant.meant_minutes, "-5min"),
    (meant.meant_date, "1/9/2026"),
    (meant.meant_date, "2026-13-01"),
    (meant.meant_date, "2026-01-40"),  # 39 days are the most anybody can mean
    (meant.meant_date, "0000-01-01"),
    (meant.meant_weekday, "sat"),
    (meant.meant_weekday, 5),
    (meant.meant_id, "///"),
    (meant.meant_id, "x" * 41),
    (meant.meant_whole, "2.5"),
    (meant.meant_whole, 2.5),
    (meant.meant_switch, 1),
    (meant.meant_list, {"a": 1}),
    (meant.meant_list, ""),
]


@pytest.mark.parametrize(("guess", "written", "word"), GUESSED)
def test_a_near_miss_has_a_guess(guess: Callable[[Any], str | None], written: Any, word: str) -> None:
    """Other units, signs, widths and languages give the spelling the file wants."""
    assert guess(written) == word


@pytest.mark.parametrize(("guess", "written"), HOPELESS)
def test_what_cannot_be_guessed_has_none(guess: Callable[[Any], str | None], written: Any) -> None:
    """Nothing is made up for it."""
    assert guess(written) is None


@given(st.one_of(st.text(), st.integers(), st.booleans(), st.none(), st.floats(), st.lists(st.text())))
def test_guessing_never_fails(written: Any) -> None:
    """Whatever is written, there is a word or none."""
    for guess in {guess for guess, *_ in GUESSED}:
        assert guess(written) is None or guess(written)
