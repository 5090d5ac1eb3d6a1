"""Every remedy: what it writes loads again and changes what it says, and both languages have words for it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from scheduler.calendar.clock import Interval
from scheduler.config.load import Loaded, load_school, with_layer
from scheduler.config.scenario_text import scenario_text
from scheduler.config.yaml_reader import parse_yaml
from scheduler.domain.offer import Club
from scheduler.domain.problem import Problem, ResearchBlock
from scheduler.domain.remedies import RemedyKind
from scheduler.explain.ways.caps import DutiesForAll, Evening, LateDay, LateForAll, MoreDuties, ThirdClub
from scheduler.explain.ways.find import changes_of
from scheduler.explain.ways.helpers import Colleague, Guard, Retired, Volunteer
from scheduler.explain.ways.hours import Papers, Qualify, Release, Stay, lacking
from scheduler.explain.ways.layer import Layer
from scheduler.explain.ways.remedy import Remedy, Step
from scheduler.explain.ways.things import (
    Capacity,
    Equipment,
    Inspect,
    Light,
    Merge,
    OpenVenue,
    OtherStrand,
    Section,
    inspected,
)
from scheduler.generate.writer import generate_school

TERM = (date(2026, 9, 1), date(2027, 1, 15))
SPOILT: Mapping[str, Any] = {
    "adults": {
        "T003": {"leave_by": {"周三": "16:00"}},
        "T004": {"available": {"周三": ["08:00-12:00"]}},
        "V900": {"kind": "volunteer", "available": {"wed": ["16:00-18:00"]}},
    },
    "venues": {"R101": {"closed": ["2026-09-09", "2026-09-10"]}, "R201": {"inspected": []}},
    "clubs": {
        "kites": {
            "title": "风筝",
            "domain": "aesthetic",
            "category": "art",
            "risk": 0,
            "grades": "1-6",
            "venues": ["classroom"],
            "skill": "kites",
            "capacity": 20,
            "min": 5,
            "strands": ["A"],
        }
    },
    "research": {"maths": {"adults": ["T003", "T004"], "weekday": "wed", "interval": "16:20-16:50"}},
}
"""What there is to remedy: hours of leaving under a Chinese weekday, closed and uninspected rooms, a club on some days
only, a research block."""


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """A town school of six classes, spoilt."""
    folder = tmp_path_factory.mktemp("remedies") / "school"
    generate_school(folder, like="town24", classes=6, seed=5)
    return with_layer(load_school(folder), SPOILT)


def remedies(problem: Problem) -> list[Remedy]:
    """One of each kind, for a Wednesday."""
    day = problem.days[2]
    hours = ((day, Interval(980, 1040)),)
    policy, adults, venues = problem.policy, problem.adults, problem.site.venues
    club = growing(problem)
    thing, pieces = next((thing, n) for c in problem.clubs.values() for thing, n in c.equipment.items())
    away = next(s for s in problem.strands.values() if s.id not in problem.clubs["kites"].strands)
    block = ResearchBlock("maths", frozenset({"T003", "T004"}), 3, Interval(980, 1010))
    helpers = [
        sort(f"NEW{number}", hours, frozenset({"first_aid"}), policy, TERM)
        for number, sort in enumerate((Volunteer, Retired, Colleague, Guard), start=1)
    ]
    return [
        MoreDuties(adults["T003"]),
        LateDay(adults["T003"]),
        Evening(adults["T003"]),
        DutiesForAll(8, frozenset({"T003"})),
        LateForAll(4, frozenset({"T003"})),
        ThirdClub(policy.max_club_leads),
        Stay(adults["T003"], day, Interval(980, 1040)),
        Release(adults["T003"], block),
        Papers(adults["V900"], ("health",), TERM),
        Qualify(adults["T003"], "kites"),
        *helpers,
        OpenVenue(venues["R101"], day),
        Inspect(venues["R201"], problem.days[0].date, policy.inspection_days),
        Light(venues["PLG1"], ((day.date, 1080),), frozenset({day.date})),
        Merge(("C101", "C201")),
        Capacity(club, 5),
        Section(club),
        OtherStrand(problem.clubs["kites"], away),
        Equipment(thing, problem.site.equipment[thing], pieces),
    ]


def growing(problem: Problem) -> Club:
    """A club whose largest venue holds five more than a section."""
    room = {
        c.id: max(v.capacity for v in problem.site.venues.values() if v.kind in c.venue_kinds)
        for c in problem.clubs.values()
    }
    return next(club for club in problem.clubs.values() if room[club.id] >= club.capacity + 5)


def changed(school: Loaded, remedy: Remedy, units: int = 1) -> Problem:
    """The school with so many units."""
    layer = Layer(school.document.data)
    remedy.write(layer, units)
    return with_layer(school, layer.data).problem


def test_every_kind_of_remedy_is_tried_here_and_priced_by_the_pack(school: Loaded) -> None:
    """A kind added to the registry without a remedy, or without a price in the shipped pack, fails here."""
    assert {remedy.kind for remedy in remedies(school.problem)} == set(RemedyKind)
    assert set(school.problem.policy.remedies) == set(RemedyKind)


@pytest.mark.parametrize("kind", list(RemedyKind))
def test_remedy_speaks_both_languages_and_loads_from_a_scenario_file(school: Loaded, kind: RemedyKind) -> None:
    """The text of the file reads back as the very layer, and the school loads with it."""
    remedy = next(r for r in remedies(school.problem) if r.kind is kind)
    layer = Layer(school.document.data)
    remedy.write(layer, remedy.most)
    text = scenario_text(remedy.say(1, "zh"), remedy.say(1, "en"), layer.data)
    read = parse_yaml(text, "way.yaml").data
    assert read.pop("scenario") == {"title": remedy.say(1, "zh"), "reason": remedy.say(1, "en")}
    assert read == layer.data
    assert remedy.say(1, "zh") != remedy.say(1, "en")
    assert with_layer(school, layer.data).problem != school.problem


def test_caps_rise_by_the_units_and_for_one_adult_alone(school: Loaded) -> None:
    """Two units of each; nobody else's caps move."""
    problem = school.problem
    for remedy, field in ((MoreDuties, "sessions"), (LateDay, "late_days"), (Evening, "evenings")):
        after = changed(school, remedy(problem.adults["T003"]), 2)
        assert getattr(after.adults["T003"].caps, field) == getattr(problem.adults["T003"].caps, field) + 2
        assert after.adults["T002"].caps == problem.adults["T002"].caps


def test_caps_for_all_leave_those_alone_who_have_their_own(school: Loaded) -> None:
    """T003 gets a cap of five duties; the rule of eight rises to nine for T002, and the row of T003 is not loosened."""
    own = with_layer(school, {"adults": {"T003": {"caps": {"sessions": 5}}}})
    remedy = DutiesForAll(8, frozenset({"T002"}))
    after = changed(own, remedy)
    assert (after.adults["T002"].caps.sessions, after.adults["T003"].caps.sessions) == (9, 5)
    assert [remedy.slack(f"42/sessions/{adult}") for adult in ("T002", "T003")] == [1, 0]
    assert [LateForAll(4, frozenset({"T002"})).slack(tag) for tag in ("42/sessions/T002", "foresee/week")] == [0, 1]


@pytest.mark.parametrize("adult", ["T003", "T004"])
def test_adult_who_stays_is_present_then_whatever_word_the_weekday_had(school: Loaded, adult: str) -> None:
    """T003 leaves by 16:00, T004 is there in the morning alone; other days stay as they are."""
    day, span = school.problem.days[2], Interval(980, 1040)
    before = school.problem.adults[adult]
    after = changed(school, Stay(before, day, span)).adults[adult]
    assert (before.present(day, span), after.present(day, span)) == (False, True)
    assert {w: s for w, s in after.windows.items() if w != 3} == {w: s for w, s in before.windows.items() if w != 3}


def test_release_leaves_the_others_of_the_team_in_the_block(school: Loaded) -> None:
    """Only the adult is let off."""
    block = school.problem.research[-1]
    after = changed(school, Release(school.problem.adults["T003"], block)).research[-1]
    assert after.adults == block.adults - {"T003"}


def test_two_changes_of_one_list_add_up(school: Loaded) -> None:
    """Both closed days opened; both of the team let off."""
    venue, (_, _, wednesday, thursday, *_) = school.problem.site.venues["R101"], school.problem.days
    layer = Layer(school.document.data)
    for day in (wednesday, thursday):
        OpenVenue(venue, day).write(layer, 1)
    assert with_layer(school, layer.data).problem.site.venues["R101"].closed == frozenset()


def test_venues_are_open_and_inspected_afterwards(school: Loaded) -> None:
    """R101 opens on Wednesday and stays closed on Thursday; R201's new inspection covers the week."""
    problem, (monday, _, wednesday, *_) = school.problem, school.problem.days
    opened = changed(school, OpenVenue(problem.site.venues["R101"], wednesday)).site.venues["R101"]
    assert opened.closed == {date(2026, 9, 10)}
    room, days = problem.site.venues["R201"], problem.policy.inspection_days
    after = changed(school, Inspect(room, monday.date, days)).site.venues["R201"]
    for day in problem.days:
        assert not inspected(room, day.date, days)
        assert inspected(after, day.date, days)


@pytest.mark.parametrize(("age", "holds"), [(-1, False), (0, True), (30, True), (31, False)])
def test_inspection_holds_from_its_day_for_the_days_of_the_policy(school: Loaded, age: int, holds: bool) -> None:
    """Thirty days: the day itself and the thirtieth after it are covered, the day before and the 31st are not."""
    room = changed(school, Inspect(school.problem.site.venues["R201"], date(2026, 9, 7), 30)).site.venues["R201"]
    assert inspected(room, date.fromordinal(date(2026, 9, 7).toordinal() + age), 30) is holds


def test_helpers_have_their_papers_hours_and_standing(school: Loaded) -> None:
    """Nobody new lacks a paper; only retired teachers may be alone; they are there at their hours and no others."""
    day, after = school.problem.days[2], Interval(1041, 1060)
    for remedy in remedies(school.problem):
        if isinstance(remedy, Volunteer | Retired | Colleague | Guard):
            new = changed(school, remedy).adults[remedy.id]
            required = school.problem.policy.required_credentials.get(new.kind, frozenset())
            assert lacking(new, required, day.date) == ()
            assert new.sole_allowed is isinstance(remedy, Retired)
            assert new.present(day, Interval(980, 1040))
            assert not new.present(day, after)
            assert list(new.windows) == [3]


def test_clubs_and_equipment_grow_by_the_units(school: Loaded) -> None:
    """Five places, two sections, pieces for two sections."""
    problem = school.problem
    club = growing(problem)
    thing, pieces = next((thing, n) for c in problem.clubs.values() for thing, n in c.equipment.items())
    assert changed(school, Capacity(club, 5)).clubs[club.id].capacity == club.capacity + 5
    assert changed(school, Section(club), 2).clubs[club.id].max_sections == club.max_sections + 2
    stock = problem.site.equipment[thing]
    assert changed(school, Equipment(thing, stock, pieces), 2).site.equipment[thing] == stock + 2 * pieces


def test_joined_homerooms_may_merge_and_are_preferred_to(school: Loaded) -> None:
    """The pair is allowed once, however often it is written."""
    layer = Layer(school.document.data)
    for _ in range(2):
        Merge(("C101", "C201")).write(layer, 1)
    after = with_layer(school, layer.data).problem
    assert after.prefer_merge
    assert sum(set(merge) == {"C101", "C201"} for merge in after.merges) == 1


def test_helper_of_two_days_is_one_person_and_of_one_day_two(school: Loaded) -> None:
    """Wednesday and Thursday go together, with both skills; twice Wednesday does not."""
    policy, (_, _, wednesday, thursday, *_) = school.problem.policy, school.problem.days
    span = Interval(980, 1040)
    one = Volunteer("A", ((wednesday, span),), frozenset({"music"}), policy, TERM)
    other = Volunteer("B", ((thursday, span),), frozenset({"art"}), policy, TERM)
    both = other.joined(one)
    assert both is not None
    assert (both.id, both.hours) == ("A", ((wednesday, span), (thursday, span)))
    assert both.skills == {"music", "art"}
    assert one.joined(one) is None


def test_what_differs_in_names_alone_is_told_together(school: Loaded) -> None:
    """Two who gain a skill, three helpers at one hour: a change each, at the price of all; not another skill."""
    problem = school.problem
    day, policy = problem.days[2], problem.policy
    hours = ((day, Interval(980, 1040)),)
    adults = [problem.adults[key] for key in ("T001", "T003")]
    learners = [Step(Qualify(adult, "kites"), 1, 10) for adult in adults]
    helpers = [Step(Volunteer(f"VOL3{n}", hours, frozenset(), policy, TERM), 1, 8) for n in (1, 2, 3)]
    found = list(changes_of([*learners, *helpers, Step(Qualify(adults[0], "first_aid"), 1, 10)]))
    assert [(change.count, change.price) for change in found] == [(2, 20), (3, 24), (1, 10)]
    assert "T001, T003" in found[0].english
    assert found[1].english.startswith("3 more volunteers (VOL31, VOL32, VOL33): ")
    assert found[1].chinese.startswith("再请 3 名志愿者")
