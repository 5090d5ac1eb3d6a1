"""An explanation as a whole: the search for clashes has the time that counting and judging leave."""

from typing import Any

import pytest

from scheduler.explain import explanation
from scheduler.explain.clashes import Clashes
from tests.small import small_plan, small_problem


@pytest.mark.parametrize(("spent", "left"), [(0.0, 8.5), (5.4, 3.1), (5.5, 3.0), (5.6, 3.0), (60.0, 3.0)])
def test_the_search_for_clashes_has_what_is_left_of_the_time(
    monkeypatch: pytest.MonkeyPatch, spent: float, left: float
) -> None:
    """8.5 s in all, 3 of them kept for the search: they run into each other at 5.5 s."""
    asked: list[float] = []

    def find(*_: object, seconds: float, **__: Any) -> Clashes:
        asked.append(seconds)
        return Clashes()

    clock = iter((100.0, 100.0 + spent))
    monkeypatch.setattr(explanation, "find", find)
    monkeypatch.setattr(explanation, "monotonic", lambda: next(clock))
    explanation.explain_plan(small_problem(), small_plan())
    assert asked == [pytest.approx(left)]
