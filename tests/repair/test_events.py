"""Moments and what happened: words of the day in, words of scenarios out."""

from dataclasses import replace
from typing import Any

import pytest
from repair.helping import MON, TUE, WED, priced_school, repaired
from small import small_plan

from scheduler.config.finding import Finding
from scheduler.domain.people import AdultKind, Provider
from scheduler.repair.events import Words, happened
from scheduler.repair.moment import Moment, parse_moment

SCHOOL = priced_school()
NOON = Moment(TUE, 720)
LEFT = ["2026-11-03", "2026-11-04", "2026-11-05", "2026-11-06"]


@pytest.mark.parametrize("text", ["tue 16:30", "周二 16:30", "星期二 16:30", "2026-11-03 16:30", "2026-11-03T16:30"])
def test_a_moment_is_read_in_either_language_and_as_a_date(text: str) -> None:
    """16:30 is minute 990 of Tuesday, 2026-11-03."""
    assert parse_moment(SCHOOL, text) == Moment(TUE, 990)


def test_a_day_alone_is_its_start() -> None:
    """Minute 0."""
    assert parse_moment(SCHOOL, "wed") == Moment(WED, 0)


@pytest.mark.parametrize(
    ("text", "word"), [("tuu 14:00", "tuu"), ("sat", "sat"), ("2026-12-01", "2026-12-01"), ("tue 25:00", "25:00")]
)
def test_a_wrong_moment_is_refused_by_name(text: str, word: str) -> None:
    """No day of that name, no school then, another week, no such clock time."""
    with pytest.raises(ValueError, match=word):
        parse_moment(SCHOOL, text)


@pytest.mark.parametrize(("minute", "past"), [(949, False), (950, False), (951, True)])
def test_what_starts_at_the_moment_has_not_begun(minute: int, past: bool) -> None:
    """Homework starts at 15:50, minute 950."""
    homework = next(s for s in small_plan().sessions if s.date == TUE)
    assert Moment(TUE, minute).past(TUE, homework.interval) is past


@pytest.mark.parametrize(
    ("said", "changes"),
    [
        ({"absent": ("T3@tue",)}, [{"absent": "T3", "on": LEFT[:1]}]),
        ({"absent": ("T3",)}, [{"absent": "T3", "on": LEFT}]),
        ({"absent": ("T3@tue,fri",)}, [{"absent": "T3", "on": [LEFT[0], LEFT[3]]}]),
        ({"absent": ("T3@wed-fri",)}, [{"absent": "T3", "on": LEFT[1:]}]),
        ({"closed": ("ART@2026-11-04",)}, [{"close": "ART", "on": LEFT[1:2]}]),
        ({"weather": ("dust@wed",)}, [{"close": "outdoor", "on": LEFT[1:2]}]),
        ({"lapsed": ("T3@wed",)}, [{"lapse": "T3", "from": LEFT[1]}]),
        ({"quarantine": ("A@wed",)}, [{"quarantine": "A", "on": LEFT[1:2]}]),
        ({"leaves": ("A1",)}, [{"leave": "A1", "from": LEFT[0]}]),
        ({"joins": ("A9:A:A1@thu",)}, [{"join": "A9", "from": LEFT[2], "homeroom": "A", "like": "A1"}]),
    ],
)
def test_words_become_changes_of_a_scenario(said: dict[str, Any], changes: list[dict[str, Any]]) -> None:
    """By default for all days from the moment's on."""
    found = happened(SCHOOL, small_plan(), NOON, Words(**said))
    assert list(found.changes) == changes
    assert not found.called_off


@pytest.mark.parametrize(("minute", "at"), [(1005, "16:50"), (1010, "16:50"), (1015, "16:55")])
def test_who_falls_ill_after_serving_finishes_and_leaves(minute: int, at: str) -> None:
    """T1 has homework A from 15:50 to 16:50, begun at the moment: not absent, T1 leaves by its end, or by the
    moment where that is later."""
    found = happened(SCHOOL, small_plan(), Moment(TUE, minute), Words(absent=("T1@tue,wed",)))
    assert list(found.changes) == [{"absent": "T1", "on": LEFT[1:2]}, {"leave_by": "T1", "at": at, "on": LEFT[0]}]


def test_a_venue_used_that_day_is_shut_for_the_rest_of_it() -> None:
    """RB has homework behind at 16:55 on Tuesday: closing it that day would belie the plan; the art room has not."""
    found = happened(SCHOOL, small_plan(), Moment(TUE, 1015), Words(closed=("RB@tue,wed", "ART@tue")))
    assert list(found.changes) == [{"close": "RB", "on": LEFT[1:2]}, {"close": "ART", "on": LEFT[:1]}]
    assert found.shut == {"RB"}
    again = repaired(SCHOOL, since=Moment(TUE, 1015), shut=found.shut)[0]
    assert "RB" not in {s.venue for s in again.plan.sessions if s.date == TUE and s.interval.start >= 1015}
    assert again.legal


def test_a_kind_of_venue_is_shut_and_closed_one_by_one() -> None:
    """Classrooms RA and RB on Tuesday at 16:55: both were used."""
    found = happened(SCHOOL, small_plan(), Moment(TUE, 1015), Words(closed=("classroom@tue",)))
    assert (found.changes, found.shut) == ((), {"RA", "RB"})


def test_pupils_who_have_been_there_stay_for_the_day() -> None:
    """A1 and homeroom A had homework on Tuesday: they leave, or stay at home, from Wednesday on; on Friday evening
    nothing is left to change."""
    words = Words(leaves=("A1@tue",), quarantine=("A@tue,wed",))
    found = happened(SCHOOL, small_plan(), Moment(TUE, 1015), words)
    assert list(found.changes) == [{"quarantine": "A", "on": LEFT[1:2]}, {"leave": "A1", "from": LEFT[1]}]
    friday = Moment(SCHOOL.days[-1].date, 1015)
    assert happened(SCHOOL, small_plan(), friday, Words(leaves=("A1",))).changes == ()


def test_a_cancelled_clubs_meetings_still_to_come_are_called_off() -> None:
    """Chess meets on Monday, which is past, and on Wednesday."""
    found = happened(SCHOOL, small_plan(), NOON, Words(cancelled=("chess",)))
    assert (found.changes, found.called_off) == ((), {f"club/{WED}/chess.S.1"})


def test_a_cancelled_providers_adults_are_absent() -> None:
    """T2 is sent by P."""
    sent = replace(SCHOOL.adults["T2"], kind=AdultKind.PROFESSIONAL, provider="P")
    provider = Provider("P", "youth_centre", "L", True, None, frozenset())
    school = replace(SCHOOL, adults={**SCHOOL.adults, "T2": sent}, providers={"P": provider})
    found = happened(school, small_plan(), NOON, Words(cancelled=("P@wed",)))
    assert list(found.changes) == [{"absent": "T2", "on": LEFT[1:2]}]


@pytest.mark.parametrize(("since", "given_up"), [(Moment(MON), True), (NOON, False)])
def test_a_club_below_its_minimum_is_given_up_unless_it_has_met(since: Moment, given_up: bool) -> None:
    """Before Monday's meeting it is removed; after it the rest of the week is called off."""
    found = happened(SCHOOL, small_plan(), since, Words(below_minimum=("chess",)))
    assert list(found.changes) == ([{"remove": "chess"}] if given_up else [])
    assert bool(found.called_off) is not given_up


@pytest.mark.parametrize(
    ("said", "near"),
    [
        ({"weather": ("dist@wed",)}, "dust"),
        ({"cancelled": ("ches",)}, "chess"),
        ({"below_minimum": ("chss",)}, "chess"),
    ],
)
def test_an_unknown_word_is_named_with_the_nearest(said: dict[str, Any], near: str) -> None:
    """In both languages."""
    with pytest.raises(ValueError, match=f"did you mean {near}.*是不是 {near}"):
        happened(SCHOOL, small_plan(), NOON, Words(**said))


def test_what_the_school_cannot_have_is_told_by_the_words_it_was_said_in() -> None:
    """The second change is the first word of --closed; other faults keep their own place."""
    found = happened(SCHOOL, small_plan(), NOON, Words(absent=("T3@tue",), closed=("XX@tue",)))
    faults = [
        Finding("layer 1", 1, 1, "changes[1].close[0]", "XX", "no such venue", "没有这处场地", "RA"),
        Finding("layer 1", 1, 1, "venues.RA", "", "is wrong", "有误"),
    ]
    assert found.refusal(faults).splitlines() == [
        "--closed XX@tue: no such venue; did you mean RA? / 没有这处场地；是不是 RA？",
        "venues.RA: is wrong / 有误",
    ]
