"""Ranges as planners write them, and the changes a value stands for."""

from dataclasses import replace

import pytest
from small import small_problem

from scheduler.whatif.quantities import QUANTITIES, VaryRefused, read_range


@pytest.mark.parametrize(
    ("text", "name", "values"),
    [
        ("volunteers=0..3", "volunteers", (0, 1, 2, 3)),
        ("volunteers=0..5:2", "volunteers", (0, 2, 4)),
        ("volunteers=4", "volunteers", (4,)),
        ("late_days=5,2..3,2", "late_days", (2, 3, 5)),
        ("participation=70%..100%", "participation", (70, 80, 90, 100)),
        ("participation=80%..100%:20%", "participation", (80, 100)),
        ("参加比例=90％..100％", "participation", (90, 100)),
        ("志愿者:chess@周四=1", "volunteers:chess@thu", (1,)),
        (" teachers@fri=0..1 ", "teachers@fri", (0, 1)),
    ],
)
def test_ranges_are_read(text: str, name: str, values: tuple[int, ...]) -> None:
    """Counts go by 1, shares by 10 %, unless a step is given."""
    found = read_range(small_problem(), text)
    assert (found.asked.name, found.values) == (name, values)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "must be like"),
        ("volunteers", "must be like"),
        ("volunteers=", "must be like"),
        ("volunteers=..", "neither a number nor a range"),
        ("volunteers=ten", "neither a number nor a range"),
        ("volunteers=-1..3", "neither a number nor a range"),
        ("volunteers=10..0", "10 is more than 0; did you mean 0..10?"),
        ("volunteers=0..10:0", "the step must not be 0"),
        ("volunteers=0..61", "must lie within 0..60"),
        ("volunteers=10%..20%", "must be a number, not a share"),
        ("participation=80", "must be a share; did you mean 80%?"),
        ("club_seats=0%..50%", "must lie within 10%..1000%"),
        ("volunters=0..3", "no quantity volunters"),
        ("volunters=0..3", "did you mean volunteers?"),
        ("late_days:chess=2..3", "has no kinds"),
        ("late_days@mon=2..3", "has no weekdays"),
        ("volunteers:chesss=0..3", "no skill chesss; did you mean chess?"),
        ("volunteers@thuu=0..3", "thuu is no weekday; did you mean thu?"),
        ("late_days=8", "must lie within 0..7"),
    ],
)
def test_what_cannot_be_swept_is_refused_with_the_nearest_word(text: str, why: str) -> None:
    """In English and, with another text, in Chinese."""
    with pytest.raises(VaryRefused) as refused:
        read_range(small_problem(), text)
    assert why in refused.value.say("en")
    assert refused.value.say("zh") != refused.value.say("en")


def changes(text: str, value: int) -> list[dict[str, object]]:
    """The changes of one value."""
    problem = small_problem()
    asked = read_range(problem, text).asked
    return asked.quantity.change(problem, asked, value)


def test_a_value_the_school_has_already_changes_nothing() -> None:
    """None more, all of it, the cap there is (5 in the small school)."""
    assert [changes("volunteers=0", 0), changes("participation=100%", 100), changes("late_days=5", 5)] == [[], [], []]
    assert [QUANTITIES[name].now(small_problem()) for name in ("volunteers", "club_seats", "late_days")] == [
        0,
        100,
        5,
    ]


def test_volunteers_come_in_the_service_hours_of_their_days() -> None:
    """The small school's service runs from 15:50 (P1) to 18:30 (end of care)."""
    (change,) = changes("volunteers:chess@thu=3", 3)
    assert change == {
        "add": "volunteer", "count": 3, "available": {"thu": ["15:50-18:30"]}, "full_time": False, "skills": ["chess"]
    }  # fmt: skip
    (change,) = changes("teachers=1", 1)
    assert set(change["available"]) == {"mon", "tue", "wed", "thu", "fri"}  # type: ignore[call-overload]


def test_a_room_is_like_the_largest_of_its_kind() -> None:
    """Of two art rooms of 30 and 50 the second is copied."""
    problem = small_problem()
    art = problem.site.venues["ART"]
    venues = {**problem.site.venues, "ART2": replace(art, id="ART2", capacity=50)}
    problem = replace(problem, site=replace(problem.site, venues=venues))
    asked = read_range(problem, "rooms:art=1").asked
    assert asked.quantity.change(problem, asked, 1) == [{"add": "art", "like": "ART2", "count": 1}]


def test_a_kind_of_room_nobody_has_is_refused() -> None:
    """With the nearest kind there is."""
    problem = small_problem()
    asked = read_range(problem, "rooms:arts=1").asked
    with pytest.raises(VaryRefused, match="did you mean art"):
        asked.quantity.change(problem, asked, 1)


def test_titles_speak_both_languages() -> None:
    """Kinds and weekdays in words."""
    asked = read_range(small_problem(), "volunteers:chess@thu=1").asked
    assert asked.title("en").startswith("volunteers more (chess, ")
    assert asked.title("zh").startswith("多几名志愿者（chess、")
