"""The public lottery, and a pupil's wishes strand by strand."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.allocation import AllocationRule, Objective, lottery_numbers
from scheduler.domain.demand import Choice, Pupil

PUPILS = st.lists(st.text("ABC0123", min_size=1, max_size=4), unique=True, max_size=8)


def test_numbers_follow_the_published_hash() -> None:
    """SHA-256 of "2026/A1" begins 3f, of "2026/A2" f5, of "2026/B1" 29: B1 draws 1, A1 2, A2 3."""
    begins = {pupil: sha256(f"2026/{pupil}".encode()).hexdigest()[:2] for pupil in ("A1", "A2", "B1")}
    assert begins == {"A1": "3f", "A2": "f5", "B1": "29"}
    assert lottery_numbers("2026", ["A1", "A2", "B1"]) == {"B1": 1, "A1": 2, "A2": 3}


@given(seed=st.text(max_size=4), pupils=PUPILS, data=st.data())
def test_joining_or_leaving_changes_nobody_s_order(seed: str, pupils: list[str], data: st.DataObject) -> None:
    """Those who stay come in the same order, numbered 1 to n, however they are listed and however often."""
    numbers = lottery_numbers(seed, pupils)
    assert sorted(numbers.values()) == list(range(1, len(pupils) + 1))
    staying = data.draw(st.lists(st.sampled_from(pupils))) if pupils else []
    order = [pupil for pupil in numbers if pupil in staying]
    assert list(lottery_numbers(seed, staying)) == order


@given(pupil=st.text("ABC", min_size=1), other=st.text("ABC", min_size=1))
def test_another_seed_is_another_draw(pupil: str, other: str) -> None:
    """Forty seeds put each of two pupils first at least once (they would not by a chance of 1 in 2**39)."""
    firsts = {next(iter(lottery_numbers(str(seed), [pupil, other]))) for seed in range(40)}
    assert firsts == {pupil, other}


def test_a_school_that_says_nothing_gives_places_by_costs() -> None:
    """No luck, an empty seed."""
    assert AllocationRule() == AllocationRule(Objective.COSTS, "", {})


@pytest.mark.parametrize(
    ("strand", "clubs"),
    # chess anywhere, painting in S, music in T, chess again in S
    [("S", ("chess", "painting")), ("T", ("chess", "music")), ("U", ("chess",))],
)
def test_wishes_count_in_the_strand_they_name_or_in_every(strand: str, clubs: tuple[str, ...]) -> None:
    """A rank is the place among the wishes of that strand, so music is second in T and no wish in S."""
    choices = (Choice("chess"), Choice("painting", "S"), Choice("music", "T"), Choice("chess", "S"))
    pupil = Pupil("A1", "A", {}, choices, None)
    assert pupil.wishes(strand) == clubs
    for club in ("chess", "painting", "music"):
        assert pupil.rank(strand, club) == (clubs.index(club) if club in clubs else None)
