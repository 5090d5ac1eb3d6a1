"""Words a planner writes, one table for what is taken and one for what is refused."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from scheduler.calendar.clock import Interval
from scheduler.config import schema_types as words

TAKEN: list[tuple[Callable[[Any], Any], Any, Any]] = [
    (words.read_minutes, "60min", 60),
    (words.read_minutes, "60分钟", 60),
    (words.read_minutes, "5 分", 5),
    (words.read_minutes, "0min", 0),
    (words.read_clock, "16:30", 990),  # 16 x 60 + 30
    (words.read_interval, "16:20-17:20", Interval(980, 1040)),
    (words.read_date, "2028-02-29", date(2028, 2, 29)),  # a leap year
    (words.read_weekday, "fri", 5),
    (words.read_weekday, "周一", 1),
    (words.read_weekday, "星期三", 3),
    (words.read_grades, "3-6", (3, 4, 5, 6)),
    (words.read_grades, 3, (3,)),
    (words.read_grades, [2, 1, 2], (1, 2)),
    (words.read_grades, ["1-2", 5], (1, 2, 5)),
    (words.read_grades, "1－2", (1, 2)),
    (words.read_grade, "9", 9),
    (words.read_month_day, "05-01", (5, 1)),
    (words.read_seasonal_clock, "14:30", {"summer": 870, "winter": 870}),
    (words.read_seasonal_clock, {"summer": "14:30"}, {"summer": 870}),
]
REFUSED: list[tuple[Callable[[Any], Any], Any, str | None]] = [
    (words.read_minutes, 60, "60min"),  # the unit would be a guess
    (words.read_minutes, "60", "60min"),
    (words.read_minutes, "1h", "60min"),
    (words.read_minutes, "-5min", None),
    (words.read_minutes, "1.5min", None),
    (words.read_minutes, True, None),
    (words.read_minutes, None, None),
    (words.read_clock, 990, None),
    (words.read_clock, "24:01", None),
    (words.read_interval, "17:20-16:20", None),
    (words.read_date, "2027-02-29", "2027-02-28"),  # not a leap year
    (words.read_date, "2026-9-1", "2026-09-01"),
    (words.read_date, "20260901", "2026-09-01"),
    (words.read_date, 20260901, "2026-09-01"),
    (words.read_weekday, "sat", None),
    (words.read_weekday, "frid", "fri"),
    (words.read_weekday, 1, None),
    (words.read_grades, "6-3", None),
    (words.read_grades, 0, None),
    (words.read_grades, 10, None),
    (words.read_grades, [], None),
    (words.read_grades, True, None),
    (words.read_grade, "1-2", None),
    (words.read_month_day, "5-1", None),
]


@pytest.mark.parametrize(("read", "written", "value"), TAKEN)
def test_a_planners_word_becomes_its_value(read: Callable[[Any], Any], written: Any, value: Any) -> None:
    """Each spelling the school file allows is read as the value it stands for."""
    assert read(written) == value


@pytest.mark.parametrize(("read", "written", "hint"), REFUSED)
def test_a_wrong_word_is_refused_in_both_languages(read: Callable[[Any], Any], written: Any, hint: str | None) -> None:
    """Anything else is refused with an English and a Chinese rule, and a hint where one can be guessed."""
    with pytest.raises(PydanticCustomError) as caught:
        read(written)
    context = caught.value.context
    assert context is not None
    assert context["en"].isascii() or "分钟" in context["en"] or repr(written) in context["en"]
    assert any("一" <= letter <= "鿿" for letter in context["zh"])
    assert context["hint"] == hint


@given(st.integers(0, 9999))
def test_minutes_survive_being_written(minutes: int) -> None:
    """A length written with either unit is read back unchanged."""
    assert words.read_minutes(f"{minutes}min") == words.read_minutes(f"{minutes}分钟") == minutes


@given(st.one_of(st.text(), st.integers(), st.booleans(), st.none(), st.floats(), st.lists(st.text())))
def test_readers_only_ever_refuse(written: Any) -> None:
    """Whatever is written, a reader returns a value or raises its own refusal, nothing else."""
    readers = [words.read_minutes, words.read_clock, words.read_interval, words.read_date, words.read_weekday]
    for read in [
        *readers,
        words.read_grades,
        words.read_grade,
        words.read_month_day,
        words.read_seasonal_clock,
    ]:
        with suppress(PydanticCustomError):
            read(written)
