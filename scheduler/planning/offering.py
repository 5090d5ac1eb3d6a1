"""Stage "offer": which clubs open how many sections in which strand, decided together with the pupils' places.

Sections of one club in one strand are interchangeable, so they are counted; venues alike are counted by class; leads
are chosen for counted sections. Names come later. The bound of tier places is over all club days.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from scheduler.clauses.space import (
    Amount,
    DutyOption,
    Leads,
    Occurrence,
    Opening,
    PlaceOption,
    SeatOption,
    Sits,
    Space,
    Unlisted,
)
from scheduler.domain.demand import Homeroom, Pupil
from scheduler.domain.groups import Kind
from scheduler.domain.offer import Club, Strand
from scheduler.domain.places import Venue
from scheduler.domain.plan import Role
from scheduler.domain.posts import main_building
from scheduler.domain.problem import Problem
from scheduler.planning.late import late_dates, late_minutes
from solvers.rows import Key

PAIR = tuple[Club, Strand]


def pairs(problem: Problem) -> tuple[PAIR, ...]:
    """Every (club, strand) that could hold a section this week, in the order of the school file."""
    return tuple(
        (club, strand)
        for strand in problem.strands.values()
        if problem.strand_days(strand) and problem.strand_homerooms(strand)
        for club in problem.clubs.values()
        if strand in problem.club_strands(club)
    )


def offer_space(problem: Problem, taken: Mapping[str, tuple[Occurrence, ...]], apart: Collection[str] = ()) -> Space:
    """The stage's space. `taken` maps a venue to the occurrences already given to class-based groups; the venues
    `apart` are not counted with others that are alike."""
    openings = tuple(
        Opening(Amount("opens", (club.id, strand.id), 0, club.max_sections), club, strand)
        for club, strand in pairs(problem)
    )
    return Space(
        problem=problem,
        openings=openings,
        seating=True,
        seats=tuple(seat_options(problem)),
        unlisted=unlisted_keys(problem),
        fills=fill_keys(problem),
        places=tuple(_housing(problem, taken, apart)),
        duties=tuple(lead_options(problem, pairs(problem))),
    )


def section_limits(space: Space, values: Mapping[Key, int]) -> dict[tuple[str, str], int]:
    """The most pupils a section of each (club, strand) may have in the venues the offer counted on."""
    limits: dict[tuple[str, str], int] = {}
    for place in space.places:
        if place.club is not None and place.strand is not None and values[place.key]:
            at = (place.club.id, place.strand.id)
            limits[at] = min(limits.get(at, place.club.capacity), place.venue.capacity)
    return limits


def open_sections(space: Space, values: Mapping[Key, int]) -> dict[tuple[str, str], int]:
    """Open sections by (club, strand) once a stage is answered: those settled before it and those it opens."""
    chosen = {(o.club.id, o.strand.id): values[o.key] for o in space.openings}
    return {pair: count for pair, count in {**(space.opened or {}), **chosen}.items() if count}


def seating_space(
    problem: Problem,
    opened: Mapping[tuple[str, str], int],
    limits: Mapping[tuple[str, str], int],
    by_name: Collection[str] = (),
    *,
    closable: bool = False,
) -> Space:
    """Stage "seats": pupils to clubs with the open sections fixed.

    Counts mode keeps the amounts of clubs that stay shut, at none: whoever wanted them is still counted.

    Places outside the list are counted by homeroom, which overlooks who already holds the club in another strand.
    Pupils of the homerooms `by_name` choose such a place themselves, and sections may then shut: one may have been
    opened for pupils who cannot take it. `closable` lets them shut in any case.
    """
    closable = closable or bool(by_name)
    options = (o if opened.get((o.club.id, o.strand.id), 0) else _shut(o) for o in seat_options(problem))
    named = (o for o in _outside_options(problem, by_name) if opened.get((o.club.id, o.strand.id), 0))
    return Space(
        problem=problem,
        openings=tuple(_closable(problem, opened)) if closable else (),
        opened={} if closable else opened,
        section_limit=limits,
        seating=True,
        seats=(*(o for o in options if o is not None), *named),
        unlisted={k: v for k, v in unlisted_keys(problem).items() if problem.pupils[k[0]].homeroom not in by_name},
        fills={k: v for k, v in fill_keys(problem).items() if k[0] not in by_name and opened.get((k[1], k[2]), 0)},
    )


def _closable(problem: Problem, opened: Mapping[tuple[str, str], int]) -> Iterator[Opening]:
    """Open sections of which fewer may stay open."""
    for (club, strand), count in opened.items():
        yield Opening(Amount("opens", (club, strand), 0, count), problem.clubs[club], problem.strands[strand])


def _outside_options(problem: Problem, by_name: Collection[str]) -> Iterator[SeatOption]:
    """One option, without a rank, a pupil of these homerooms, strand and club not on the pupil's list for it."""
    for strand in problem.strands.values():
        pupils = [p for p in problem.strand_pupils(strand) if p.homeroom in by_name]
        for pupil in pupils:
            listed = pupil.wishes(strand.id)
            for club in problem.clubs.values():
                fits = strand in problem.club_strands(club) and problem.grade(pupil.homeroom) in club.grades
                if fits and club.id not in listed:
                    yield SeatOption(Sits(pupil.id, club.id, strand.id), pupil.id, pupil.homeroom, club, strand, None)


def _shut(option: SeatOption) -> SeatOption | None:
    """What is left of an option when its club stays shut: an amount of none, or nothing."""
    return replace(option, key=option.key._replace(upper=0)) if isinstance(option.key, Amount) else None


def seat_options(problem: Problem) -> Iterator[SeatOption]:
    """Roster mode: one option a pupil, strand and listed club. Counts mode: one amount a homeroom, strand and club."""
    for strand in problem.strands.values():
        if not problem.strand_days(strand):
            continue
        if problem.roster:
            for pupil in problem.strand_pupils(strand):
                yield from _listed(problem, pupil, strand)
        else:
            yield from _counted(problem, strand)


def _listed(problem: Problem, pupil: Pupil, strand: Strand) -> Iterator[SeatOption]:
    grade = problem.grade(pupil.homeroom)
    for rank, wish in enumerate(pupil.wishes(strand.id)):
        club = problem.clubs[wish]
        if grade in club.grades and strand in problem.club_strands(club):
            key = Sits(pupil.id, club.id, strand.id)
            yield SeatOption(key, pupil.id, pupil.homeroom, club, strand, rank)


def _counted(problem: Problem, strand: Strand) -> Iterator[SeatOption]:
    for club, homeroom in _club_homerooms(problem, strand):
        heads = problem.strand_heads(strand, homeroom.id)
        key = Amount("seats", (homeroom.id, club.id, strand.id), 0, heads)
        yield SeatOption(key, None, homeroom.id, club, strand, None)


def _club_homerooms(problem: Problem, strand: Strand) -> Iterator[tuple[Club, Homeroom]]:
    for club in problem.clubs.values():
        if strand in problem.club_strands(club):
            for homeroom in problem.strand_homerooms(strand):
                if homeroom.grade in club.grades and problem.strand_heads(strand, homeroom.id):
                    yield club, homeroom


def unlisted_keys(problem: Problem) -> dict[tuple[str, str], Unlisted]:
    """Roster mode: the key of a place outside the list for every pupil and strand; empty in counts mode."""
    if not problem.roster:
        return {}
    return {
        (pupil.id, strand.id): Unlisted(pupil.id, strand.id)
        for strand in problem.strands.values()
        for pupil in problem.strand_pupils(strand)
    }


def fill_keys(problem: Problem) -> dict[tuple[str, str, str], Amount]:
    """Roster mode: how many pupils of a homeroom with no listed place a club takes in a strand."""
    if not problem.roster:
        return {}
    keys = {}
    for strand in problem.strands.values():
        heads = Counter(pupil.homeroom for pupil in problem.strand_pupils(strand))
        for club, homeroom in _club_homerooms(problem, strand):
            at = (homeroom.id, club.id, strand.id)
            keys[at] = Amount("fill", at, 0, heads[homeroom.id])
    return keys


def lead_options(problem: Problem, wanted: Iterable[PAIR]) -> Iterator[DutyOption]:
    """Every adult qualified for a club may lead one of its sections in a strand, on all days of the strand."""
    for club, strand in wanted:
        occurrences = strand_occurrences(problem, strand)
        for adult in problem.adults.values():
            if adult.duty_only or not adult.can_lead(club.id, club.skill):
                continue
            yield DutyOption(
                key=Leads(adult.id, club.id, strand.id),
                adult=adult,
                kind=Kind.CLUB.value,
                role=Role.LEAD,
                occurrences=occurrences,
                stage=problem.strand_homerooms(strand)[0].stage,
                late_minutes=sum(late_minutes(problem, o.day, o.interval) for o in occurrences),
                late_dates=late_dates(problem, occurrences),
                club=club,
                strand=strand,
            )


def strand_occurrences(problem: Problem, strand: Strand, building: str | None = None) -> tuple[Occurrence, ...]:
    """The meetings of a strand this week, by default in the building of its homerooms' classrooms."""
    where = building or home_building(problem, problem.strand_homerooms(strand)[0].id)
    found = []
    for day in problem.strand_days(strand):
        slot = problem.strand_slot(strand, day)
        if slot is not None:
            found.append(Occurrence(day, slot, where))
    return tuple(found)


def home_building(problem: Problem, homeroom: str) -> str:
    """Building of a homeroom's own classroom, or the main one when the school has no such classroom."""
    room = problem.site.venues.get(problem.homerooms[homeroom].classroom)
    return main_building(problem) if room is None else room.building


def _housing(
    problem: Problem, taken: Mapping[str, tuple[Occurrence, ...]], apart: Collection[str]
) -> Iterator[PlaceOption]:
    """Classes of venues alike (a partition of all venues), for every club and strand whose meetings find them free."""
    classes = venue_classes(problem, taken, apart)
    for club, strand in pairs(problem):
        meetings = strand_occurrences(problem, strand)
        for members in classes:
            first = members[0]
            if first.kind in club.venue_kinds and not busy(taken.get(first.id, ()), meetings):
                upper = min(len(members), club.max_sections)
                key = Amount("housed", (club.id, strand.id, first.id), 0, upper)
                where = strand_occurrences(problem, strand, first.building)
                alike = tuple(venue.id for venue in members) if len(members) > 1 else ()
                yield PlaceOption(
                    key, club.id, first, len(members), Kind.CLUB, where, None, club=club, strand=strand, alike=alike
                )


def venue_classes(
    problem: Problem, taken: Mapping[str, tuple[Occurrence, ...]], apart: Collection[str] = ()
) -> list[list[Venue]]:
    """All venues in classes that are alike for clubs, each class by its first venue; those `apart` by themselves."""
    classes: dict[tuple[object, ...], list[Venue]] = {}
    for venue in problem.site.venues.values():
        when = tuple((o.day, o.interval) for o in taken.get(venue.id, ()))
        likeness = (
            venue.kind,
            venue.capacity,
            venue.building,
            venue.outdoor,
            venue.lit,
            venue.inspected_on,
            venue.closed,
            when,
            venue.id if venue.id in apart else None,
        )
        classes.setdefault(likeness, []).append(venue)
    return list(classes.values())


def busy(taken: Iterable[Occurrence], meetings: Iterable[Occurrence]) -> bool:
    """Whether one of the meetings falls into a time already taken."""
    meetings = tuple(meetings)
    return any(t.day == m.day and t.interval.overlaps(m.interval) for t in taken for m in meetings)
