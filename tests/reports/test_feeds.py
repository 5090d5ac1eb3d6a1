"""Calendars: every duty at its hour, identifiers that last, changes that count up, files a strict reader takes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from small import MONDAY, small_plan, small_problem

from scheduler.domain.plan import Duty, Plan, Relief, Role
from scheduler.reports import feeds
from scheduler.reports.feeds import Event, Feed
from scheduler.reports.ical import feed_bytes
from scheduler.reports.paper import paper_of
from scheduler.reports.refusal import OtherWeek
from scheduler.reports.registry import documents

KINDS = {"adults": feeds.adults, "homerooms": feeds.homerooms, "venues": feeds.venues}
REQUIRED = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "SUMMARY", "STATUS"}


def feed(owner: str, plan: Plan | None = None, earlier: Sequence[Plan] = (), kind: str = "adults") -> Feed:
    """The feed of one owner."""
    paper = paper_of(small_problem(), plan or small_plan(), "zh", earlier=earlier)
    return next(found for found in KINDS[kind](paper) if found.owner == owner)


def with_first(**changes: object) -> Plan:
    """The plan with its first session (homework of A on Monday, led by T1 in RA) changed."""
    plan = small_plan()
    return replace(plan, sessions=(replace(plan.sessions[0], **changes), *plan.sessions[1:]))


def strict(content: bytes) -> list[tuple[str, dict[str, str], str]]:
    """Content lines of a calendar read by RFC 5545 3.1: CRLF, at most 75 octets a line, folded by a blank; components
    closed in the order they were opened. (name, parameters, value) of every line."""
    assert content.endswith(b"\r\n")
    lines = content.split(b"\r\n")[:-1]
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    unfolded = b"\r\n".join(lines).replace(b"\r\n ", b"").decode("utf-8").split("\r\n")
    found, open_parts = [], []
    for line in unfolded:
        head, _, value = line.partition(":")
        name, *parameters = head.split(";")
        assert name.replace("-", "").isalnum()
        assert name.isupper()
        if name == "BEGIN":
            open_parts.append(value)
        elif name == "END":
            assert open_parts.pop() == value
        found.append((name, dict(p.split("=", 1) for p in parameters), value))
    assert not open_parts
    return found


def events(content: bytes) -> Iterator[dict[str, str]]:
    """The properties of every event by the strict reader; none stands twice."""
    inside: dict[str, str] | None = None
    for name, _, value in strict(content):
        if (name, value) == ("BEGIN", "VEVENT"):
            inside = {}
        elif (name, value) == ("END", "VEVENT") and inside is not None:
            yield inside
            inside = None
        elif inside is not None:
            assert name not in inside
            inside[name] = value


def test_an_adult_has_every_duty_and_time_off_at_its_hour() -> None:
    """T1: homework on five days, chess on two, and a late start; Monday's first at 15:50 in RA."""
    plan = replace(
        small_plan(), reliefs=(Relief("T1", MONDAY, "late_start", small_plan().sessions[0].interval.shift(-400)),)
    )
    found = feed("T1", plan).events
    homework, clubs, off = (sum(word in e.summary for e in found) for word in ("作业辅导", "围棋", "晚到"))
    assert (homework, clubs, off) == (5, 2, 1)
    first = next(e for e in found if e.uid == "adult-T1-20261102-1550@small.afterschool")
    assert (first.summary, first.location, first.description) == ("作业辅导 A", "RA", "负责人、4 人")
    assert next(e for e in found if e.summary == "晚到").uid.startswith("relief-T1-20261102-0910@")


def test_a_homeroom_has_one_event_for_its_clubs_with_all_places() -> None:
    """A on Monday at 17:00: two groups, named below; on Tuesday its activity alone."""
    found = {e.uid: e for e in feed("A", kind="homerooms").events}
    clubs = found["homeroom-A-20261102-1700@small.afterschool"]
    assert (clubs.summary, clubs.location) == ("社团 2 组", "")
    assert clubs.description == "绘画 美术室 ART T2\n围棋 RA T1"
    alone = found["homeroom-A-20261103-1700@small.afterschool"]
    assert (alone.summary, alone.location) == ("体育运动 A", "RA")
    assert len(found) == 15, "three periods on five days"


def test_a_venue_has_what_meets_in_it() -> None:
    """ART: the painting club on Monday and Wednesday."""
    assert [(e.date.day, e.summary) for e in feed("ART", kind="venues").events] == [(2, "绘画"), (4, "绘画")]


def test_no_feed_holds_a_pupil() -> None:
    """No id of a pupil in any file."""
    paper = paper_of(small_problem(), small_plan(), "zh")
    for kind in ("calendars-adults", "calendars-homerooms", "calendars-venues"):
        for name, content in documents([kind])[0].files(paper):
            assert name.startswith(f"{kind}/")
            assert not any(pupil.encode() in content for pupil in small_problem().pupils)


def test_a_new_plan_changes_the_same_event_and_counts_it() -> None:
    """T1's Monday homework moves to RB: same identifier, SEQUENCE 1, later stamp; all other events stay at 0."""
    old, new = small_plan(), with_first(venue="RB")
    before, after = (
        next(e for e in f.events if "20261102-1550" in e.uid) for f in (feed("T1", old), feed("T1", new, [old]))
    )
    assert (before.uid, before.revision, after.revision, after.location) == (after.uid, 0, 1, "RB")
    assert sum(e.revision for e in feed("T1", new, [old]).events) == 1
    paper = paper_of(small_problem(), new, "zh", earlier=[old])
    moved = next(e for e in events(feed_bytes(paper, feed("T1", new, [old]))) if e["UID"] == after.uid)
    assert (moved["SEQUENCE"], moved["DTSTAMP"], moved["LAST-MODIFIED"]) == (
        "1",
        "20261102T000100Z",
        "20261102T000100Z",
    )


def test_a_duty_that_is_gone_is_called_off() -> None:
    """T1's Monday homework goes to T9: cancelled for T1 with SEQUENCE 1, new for T9; without the old plan just gone."""
    old, new = small_plan(), with_first(duties=(Duty("T9", Role.LEAD),))
    gone = next(e for e in feed("T1", new, [old]).events if "20261102-1550" in e.uid)
    assert (gone.cancelled, gone.revision, gone.summary) == (True, 1, "作业辅导 A")
    paper = paper_of(small_problem(), new, "zh", earlier=[old])
    told = {e["UID"]: e for e in events(feed_bytes(paper, feed("T1", new, [old])))}[gone.uid]
    assert (told["STATUS"], told["TRANSP"], told["SEQUENCE"]) == ("CANCELLED", "TRANSPARENT", "1")
    assert not any("20261102-1550" in e.uid for e in feed("T1", new).events)
    assert not any(e.cancelled for e in feed("T9", new, [old]).events)


@pytest.mark.parametrize(
    ("venues", "revision", "cancelled"),
    [
        (["RA"], 0, False),
        (["RA", "RA"], 0, False),
        (["RA", "RB"], 1, False),
        (["RA", "RB", "RA"], 2, False),
        (["RA", None], 1, True),
        (["RA", None, None], 1, True),
        (["RA", None, "RA"], 2, False),
        ([None, "RA"], 0, False),
    ],
)
def test_changes_count_along_all_plans_replaced(venues: list[str | None], revision: int, cancelled: bool) -> None:
    """None: T1 has not the duty in that plan. Gone and back again are two changes; staying gone is none more."""
    nobody = (Duty("T9", Role.LEAD),)
    plans = [with_first(duties=nobody) if v is None else with_first(venue=v) for v in venues]
    found = next(e for e in feed("T1", plans[-1], plans[:-1]).events if "20261102-1550" in e.uid)
    assert (found.revision, found.cancelled) == (revision, cancelled)


def test_a_plan_of_another_week_cannot_be_replaced() -> None:
    """The identifiers would never meet."""
    with pytest.raises(OtherWeek, match=r"2026-11-02.*2026-11-09"):
        paper_of(small_problem(), small_plan(), "zh", earlier=[replace(small_plan(), week=MONDAY + timedelta(days=7))])


def test_two_duties_of_one_adult_at_one_time_stay_two_events() -> None:
    """A clash in the plan: two identifiers, both shown."""
    plan = small_plan()
    clash = replace(plan.sessions[1], duties=(Duty("T1", Role.LEAD),))
    found = feed("T1", replace(plan, sessions=(plan.sessions[0], clash, *plan.sessions[2:]))).events
    assert len({e.uid for e in found}) == len(found) == 8


@pytest.mark.parametrize("kind", KINDS)
def test_every_file_reads_back_in_two_readers(kind: str) -> None:
    """The strict reader above and the library agree; times are told in Asia/Shanghai, whose rule is in the file."""
    paper = paper_of(small_problem(), small_plan(), "zh")
    for found in KINDS[kind](paper):
        content = feed_bytes(paper, found)
        ours = list(events(content))
        theirs = list(Calendar.from_ical(content).walk("VEVENT"))
        assert len(ours) == len(theirs) == len(found.events)
        assert len({e["UID"] for e in ours}) == len(ours)
        assert ("TZID", {}, "Asia/Shanghai") in strict(content)
        for event, mine, other in zip(found.events, ours, theirs, strict=True):
            assert set(mine) >= REQUIRED
            start = datetime.combine(event.date, datetime.min.time()) + timedelta(minutes=event.interval.start)
            assert mine["DTSTART"] == start.strftime("%Y%m%dT%H%M%S")
            assert other["DTSTART"].dt.replace(tzinfo=None) == start
            assert other["DTSTART"].dt.utcoffset() == timedelta(hours=8)
            assert str(other["SUMMARY"]) == event.summary


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from('a;,:\\\n"字𬎆 ='), max_size=60), st.text(st.sampled_from("课后\n;,"), max_size=60))
def test_any_words_survive_the_journey(summary: str, description: str) -> None:
    """Signs of the format, line ends and long Chinese texts come back as they went."""
    paper = paper_of(small_problem(), small_plan(), "zh")
    event = Event("u@x", MONDAY, small_plan().sessions[0].interval, summary, "", description)
    content = feed_bytes(paper, Feed("T1", "n", (event,)))
    assert len(list(events(content))) == 1
    (found,) = Calendar.from_ical(content).walk("VEVENT")
    assert str(found["SUMMARY"]) == summary
    assert str(found.get("DESCRIPTION", "")) == description
