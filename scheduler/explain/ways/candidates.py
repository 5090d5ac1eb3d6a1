"""Which remedies are worth a thought for what a stage left short. What is priced out of the policy is never offered."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from scheduler.clauses.space import PlaceOption
from scheduler.domain.demand import Period
from scheduler.domain.groups import Kind, largest_room
from scheduler.domain.offer import Club, Strand
from scheduler.domain.people import Adult, AdultKind
from scheduler.domain.plan import Role
from scheduler.domain.problem import Problem
from scheduler.explain.ways.caps import DutiesForAll, Evening, LateDay, LateForAll, MoreDuties, ThirdClub
from scheduler.explain.ways.helpers import HELPERS, Colleague, Guard, Retired
from scheduler.explain.ways.hours import Papers, Qualify, Release, Stay, lacking
from scheduler.explain.ways.remedy import Remedy
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
from scheduler.explain.ways.wants import Want, by_day, lead_want, shorts, unseated, wants
from scheduler.planning.asked import Solved

COPIES = 20
"""Most helpers of one sort on one day."""
PLACES = 5
"""Places that a section grows by."""
RAISES = 4
"""Times it may grow so."""
CLUBS = 6
"""Clubs a helper might come for: those most wished for by pupils without a place."""
LEARNERS = 10
"""Adults who might gain a skill: those with fewest duties."""
LATE_WEEK = 5


@dataclass(frozen=True)
class Grounds:
    """What candidates are found from: a stage's question and answer, the tags of its rows, and the term."""

    stage: str
    solved: Solved
    tags: frozenset[str]
    term: tuple[date, date]
    caps: Mapping[str, int]
    """The school's own weekly caps, `rules.caps`."""

    @property
    def problem(self) -> Problem:
        """The school as it is."""
        return self.solved.space.problem


def candidates(grounds: Grounds) -> tuple[Remedy, ...]:
    """Every remedy worth a thought for what the stage left short, that the policy gives a price, once each."""
    sources = {"groups": _for_groups, "offer": _for_offer, "seats": _for_offer, "sections": _for_sections}
    found = sources.get(grounds.stage, _for_staff)(grounds)
    priced = (remedy for remedy in found if remedy.kind in grounds.problem.policy.remedies)
    return tuple({remedy.key: remedy for remedy in priced}.values())


def _for_staff(grounds: Grounds) -> Iterator[Remedy]:
    asked = wants(grounds.solved)
    yield from _helpers(grounds, asked)
    yield from _caps(grounds)
    yield from _hours(grounds, asked)
    yield from _learners(grounds, {want.skill for want in asked if want.skill is not None})
    yield from _merges(grounds)


def _for_groups(grounds: Grounds) -> Iterator[Remedy]:
    yield from _venues(grounds, grounds.solved.space.places)
    yield from _merges(grounds)


def _for_sections(grounds: Grounds) -> Iterator[Remedy]:
    yield from _venues(grounds, grounds.solved.space.places)


def _for_offer(grounds: Grounds) -> Iterator[Remedy]:
    missing = unseated(grounds.solved)
    leads = [want for want in wants(grounds.solved)]
    for strand, who in missing.items():
        open_to = [club for club in grounds.problem.clubs.values() if _fits(grounds.problem, club, strand, who)]
        for club in open_to:
            yield from _of_club(grounds.problem, club, strand)
        asked = sorted(open_to, key=lambda c: (-_wished(grounds.problem, c, strand, who), c.id))[:CLUBS]
        leads += [lead_want(grounds.solved, club, strand, 1) for club in asked]
        days = lead_want(grounds.solved, open_to[0], strand, COPIES).hours if open_to else ()
        yield from _helpers(grounds, [Want((hour,), COPIES) for hour in days])
    yield from _venues(grounds, grounds.solved.space.places)
    yield from _lead_helpers(grounds, leads)
    yield from _caps(grounds)
    yield from _hours(grounds, leads)
    yield from _learners(grounds, {want.skill for want in leads if want.skill is not None})


def _helpers(grounds: Grounds, asked: Sequence[Want]) -> Iterator[Remedy]:
    """On each day somebody more, as many as lack at one hour, with every skill wanted there."""
    alone = [want for want in asked if len(want.hours) == 1]
    for number, (day, (span, most, skills, guards)) in enumerate(by_day(alone).items(), start=1):
        for sort in HELPERS:
            if sort is not Guard or guards:
                for copy in range(1, min(most, COPIES) + 1):
                    name = _free_id(grounds.problem, f"{sort.kind.value[:3].upper()}{number}{copy}")
                    yield sort(name, ((day, span),), skills, grounds.problem.policy, grounds.term)
    yield from _lead_helpers(grounds, [want for want in asked if len(want.hours) > 1])


def _lead_helpers(grounds: Grounds, asked: Sequence[Want]) -> Iterator[Remedy]:
    """For each section without a lead, and each club worth opening, somebody on all its days."""
    for number, want in enumerate(dict.fromkeys(asked), start=1):
        for sort in (Retired, Colleague):
            name = _free_id(grounds.problem, f"{sort.kind.value[:3].upper()}L{number}")
            skills = frozenset() if want.skill is None else frozenset({want.skill})
            yield sort(name, want.hours, skills, grounds.problem.policy, grounds.term)


def _caps(grounds: Grounds) -> Iterator[Remedy]:
    """Caps that some row holds an adult to; protected adults and leaders are left alone."""
    for adult in _serving(grounds):
        if f"42/sessions/{adult.id}" in grounds.tags:
            yield MoreDuties(adult)
        if f"42/late_days/{adult.id}" in grounds.tags and adult.caps.late_days < LATE_WEEK:
            yield LateDay(adult, min(2, LATE_WEEK - adult.caps.late_days))
        if f"42/evenings/{adult.id}" in grounds.tags and adult.caps.evenings < LATE_WEEK:
            yield Evening(adult, min(2, LATE_WEEK - adult.caps.evenings))
    yield from _caps_for_all(grounds)
    if any(tag == "28/leads" or tag.startswith("42/club_leads/") for tag in grounds.tags):
        yield ThirdClub(grounds.problem.policy.max_club_leads)


def _caps_for_all(grounds: Grounds) -> Iterator[Remedy]:
    """The school's own caps, where they hold anybody."""
    adults = grounds.problem.adults.values()
    duties, late = grounds.caps["sessions"], grounds.caps["late_days"]
    held = {a.id for a in adults if a.caps.sessions == duties and f"42/sessions/{a.id}" in grounds.tags}
    if held:
        yield DutiesForAll(duties, frozenset(held))
    held = {a.id for a in adults if a.caps.late_days == late and f"42/late_days/{a.id}" in grounds.tags}
    if held and late < LATE_WEEK:
        yield LateForAll(late, frozenset(held), min(2, LATE_WEEK - late))


def _hours(grounds: Grounds, asked: Sequence[Want]) -> Iterator[Remedy]:
    """Hours, papers and research of adults who are wanted and not free to come."""
    for day, (span, *_) in by_day(asked).items():
        for adult in _serving(grounds):
            there = adult.windows and day.date not in adult.absent
            if (
                there
                and not adult.present(day, span)
                and not any(x.interval.overlaps(span) for x in adult.lessons_on(day))
            ):
                yield Stay(adult, day, span)
        for block in grounds.problem.research:
            if block.weekday == day.weekday and block.interval.overlaps(span):
                yield from (Release(grounds.problem.adults[key], block) for key in sorted(block.adults))
    for adult in grounds.problem.adults.values():
        required = grounds.problem.policy.required_credentials.get(adult.kind, frozenset())
        missing = sorted({paper for day in grounds.problem.days for paper in lacking(adult, tuple(required), day.date)})
        if missing and adult.kind is not AdultKind.GUARD:
            yield Papers(adult, tuple(missing), grounds.term)


def _learners(grounds: Grounds, skills: Iterable[str]) -> Iterator[Remedy]:
    """Adults with fewest duties who might gain a skill that a post or a club asks for; subjects are not learnt so."""
    held = Counter(
        option.adult.id for option in grounds.solved.space.duties if grounds.solved.values.get(option.key, 0)
    )
    learnable = {rule.skill for rule in grounds.problem.policy.posts} | {
        c.skill for c in grounds.problem.clubs.values()
    }
    for skill in sorted(set(skills) & learnable):
        able = [a for a in _serving(grounds) if a.windows and skill not in a.skills and not a.clubs]
        for adult in sorted(able, key=lambda a: (held[a.id], a.id))[:LEARNERS]:
            yield Qualify(adult, skill)


def _venues(grounds: Grounds, places: Iterable[PlaceOption]) -> Iterator[Remedy]:
    """Venues that would suit whoever is to meet, and are closed, not inspected in time, or in the dark."""
    days, by = grounds.problem.policy.inspection_days, grounds.problem.days[0].date
    sunsets, places = grounds.problem.sunsets, tuple(places)
    meetings = (o for place in places for o in place.occurrences)
    dark = frozenset(o.day.date for o in meetings if o.interval.end > sunsets[o.day.date])
    suiting = {place.venue.id for place in places}
    kinds = {place.venue.kind for place in places}
    for venue in grounds.problem.site.venues.values():
        if venue.id in suiting or venue.kind in kinds:
            if any(not inspected(venue, day.date, days) for day in grounds.problem.days):
                yield Inspect(venue, by, days)
            yield from (OpenVenue(venue, day) for day in grounds.problem.days if day.date in venue.closed)
            if venue.outdoor and not venue.lit and dark:
                yield Light(venue, tuple(sunsets.items()), dark)


def _merges(grounds: Grounds) -> Iterator[Remedy]:
    """Neighbours of a grade that fit one room, and whatever may be joined but is not; with the leads that saves."""
    problem = grounds.problem
    room = largest_room(problem, Period.P1)
    rooms = list(problem.homerooms.values())
    pairs = [(a.id, b.id) for a, b in pairwise(rooms) if a.grade == b.grade]
    leads = [pool for pool in grounds.solved.space.pools if pool.kind == Kind.HOMEWORK and pool.role is Role.LEAD]
    lacking_leads = {short.of for short, _ in shorts(grounds.solved)}
    for homerooms in dict.fromkeys((*(tuple(m) for m in problem.merges if len(m) == 2), *pairs)):
        heads = [sum(problem.headcount(h, day, Period.P1) for h in homerooms) for day in problem.days]
        hard = problem.policy.ratios[0, problem.grade(homerooms[0])].hard
        together = [p for p in leads if set(homerooms) <= set(p.homerooms)]
        if max(heads, default=0) <= min(room, hard) and (grounds.stage == "groups" or together):
            yield Merge(homerooms, frozenset(p.id for p in together if p.id in lacking_leads))


def _of_club(problem: Problem, club: Club, strand: Strand) -> Iterator[Remedy]:
    """Room, sections, equipment and days of a club that pupils without a place could join."""
    if strand not in problem.club_strands(club):
        yield OtherStrand(club, strand)
        return
    largest = max((v.capacity for v in problem.site.venues.values() if v.kind in club.venue_kinds), default=0)
    if largest > club.capacity:
        places = min(PLACES, largest - club.capacity)
        yield Capacity(club, places, min(RAISES, (largest - club.capacity) // places))
    yield Section(club)
    for thing, pieces in club.equipment.items():
        if pieces:
            yield Equipment(thing, problem.site.equipment.get(thing, 0), pieces)


def _fits(problem: Problem, club: Club, strand: Strand, who: Sequence[str]) -> bool:
    """Whether a club is open to the grade of somebody without a place in the strand."""
    return bool(club.grades & {_grade(problem, key) for key in who} & strand.grades)


def _grade(problem: Problem, key: str) -> int:
    return problem.grade(problem.pupils[key].homeroom if key in problem.pupils else key)


def _wished(problem: Problem, club: Club, strand: Strand, who: Sequence[str]) -> int:
    return sum(key in problem.pupils and club.id in problem.pupils[key].wishes(strand.id) for key in who)


def _serving(grounds: Grounds) -> list[Adult]:
    """Adults who hold ordinary duties: no leaders, guards or protected adults."""
    adults = grounds.problem.adults.values()
    return [a for a in adults if not a.duty_only and a.kind is not AdultKind.GUARD and not a.protection]


def _free_id(problem: Problem, name: str) -> str:
    """The name, or the first longer one that no adult has."""
    while name in problem.adults:
        name += "X"
    return name
