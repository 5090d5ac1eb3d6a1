"""The week as things to be assigned, for rivals that think so: pupils and venues to sections, adults to duties.

What each may be assigned to is what no clause rules out on its own. Left out: leads from outside who may not be alone
with pupils (they would need company), the way between buildings, and the share of own staff; the judge knows them all.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scheduler.clauses.load import LATE_KINDS
from scheduler.clauses.space import Amount, DutyOption, Leads
from scheduler.domain.groups import Kind
from scheduler.domain.offer import Club, SectionId, Strand
from scheduler.domain.places import Venue
from scheduler.domain.plan import Role
from scheduler.domain.problem import Problem
from scheduler.planning.naming import seats_in_sections
from scheduler.planning.whole.reading import Choices, Chosen, errand
from scheduler.planning.whole.statement import Watched
from solvers.rows import Key
from tests.benchmarks.rivals.case import School
from tests.benchmarks.rivals.forbidden import forbidden


@dataclass(frozen=True)
class Section:
    """One section a club may open in a strand, and the venues it may have."""

    id: SectionId
    club: Club
    strand: Strand
    venues: tuple[Venue, ...]


@dataclass(frozen=True)
class Job:
    """One adult wanted: the lead of `section`, or one place in the errand `errand`, home of class teacher `home`.

    `beyond` is None, or the number of open sections of `strands` above which the place is wanted.
    """

    id: str
    options: tuple[DutyOption, ...]
    errand: str = ""
    section: SectionId | None = None
    home: str | None = None
    beyond: int | None = None
    strands: tuple[str, ...] = ()

    @property
    def like(self) -> DutyOption:
        """Any of the options: times and late minutes are the same for all."""
        return self.options[0]

    @property
    def late_rated(self) -> bool:
        """Whether own staff is paid the late rate."""
        return self.like.kind in LATE_KINDS


@dataclass(frozen=True)
class Week:
    """All that is to be assigned. `limits` are the pieces sections share: needs by (club, strand), and the stock."""

    problem: Problem
    sections: tuple[Section, ...]
    jobs: tuple[Job, ...]
    limits: tuple[tuple[Mapping[tuple[str, str], int], int], ...]


def week_of(school: School) -> Week:
    """The school's week in this form."""
    whole = school.whole
    barred = forbidden(whole.space)
    sections = tuple(_sections(school, barred))
    leads: dict[tuple[str, str], list[DutyOption]] = {}
    served: dict[str, list[DutyOption]] = {}
    for duty in whole.space.duties:
        if duty.key in barred:
            continue
        if isinstance(duty.key, Leads):
            if duty.adult.own or duty.adult.sole_allowed:
                leads.setdefault((duty.key.club, duty.key.strand), []).append(duty)
        elif duty.pool is not None:
            served.setdefault(duty.pool.id, []).append(duty)
    jobs = [
        Job(f"lead/{s.id}", tuple(able), section=s.id)
        for s in sections
        if (able := leads.get((s.club.id, s.strand.id), []))
    ]
    jobs += _places(school, served)
    shared = [row for row in whole.instance.rows if row.tag.startswith("27/")]
    limits = tuple(
        ({key.of: n for key, n in row.terms if isinstance(key, Amount)}, row.upper or 0)
        for row in shared
        if sum(n * key.upper for key, n in row.terms if isinstance(key, Amount)) > (row.upper or 0)
    )
    return Week(school.problem, sections, tuple(jobs), limits)


def choices_from(
    week: Week,
    venues: Mapping[SectionId, str | None],
    chosen: Mapping[tuple[str, str], SectionId],
    adults: Mapping[str, str],
) -> Choices:
    """The choices of a week: venue by section, section by (pupil, strand), adult by job id.

    Sections without pupils stay shut; the others are numbered again, with pupils dealt evenly.
    """
    problem = week.problem
    used = sorted({section for section in chosen.values()})
    numbers: dict[tuple[str, str], int] = {}
    renamed: dict[SectionId, SectionId] = {}
    for section in used:
        at = (section.club, section.strand)
        numbers[at] = numbers.get(at, 0) + 1
        renamed[section] = SectionId(*at, numbers[at])
    ranked: Chosen = {at: (s.club, _rank(problem, at[0], s)) for at, s in chosen.items()}
    serving: dict[str, list[str]] = {}
    leads: dict[SectionId, str | None] = dict.fromkeys(renamed.values())
    for job in week.jobs:
        adult = adults.get(job.id)
        if adult is not None and job.section in renamed:
            leads[renamed[job.section]] = adult
        elif adult is not None and job.section is None:
            serving.setdefault(job.errand, []).append(adult)
    placed = {new: venues.get(old) for old, new in renamed.items()}
    return Choices(placed, leads, seats_in_sections(problem, ranked, numbers), (), serving)


def _sections(school: School, barred: frozenset[Key]) -> Iterator[Section]:
    rooms: dict[tuple[str, str], list[Venue]] = {}
    for housing in school.whole.housings:
        place = housing.place
        if place.key not in barred and place.club and place.strand:
            rooms.setdefault((place.club.id, place.strand.id), []).extend(housing.venues)
    for opening in school.whole.space.openings:
        club, strand = opening.club, opening.strand
        if opening.key not in barred and (club.id, strand.id) in rooms:
            for number in range(1, club.max_sections + 1):
                yield Section(SectionId(club.id, strand.id, number), club, strand, tuple(rooms[club.id, strand.id]))


def _places(school: School, served: Mapping[str, Sequence[DutyOption]]) -> Iterator[Job]:
    """Every place of every pool with a demand of its own, and posts that follow the number of sections."""
    watched = {w.pool.id: w for w in school.whole.watched}
    for pool in school.whole.space.pools:
        able, moving = tuple(served.get(pool.id, ())), watched.get(pool.id)
        if not able or (not pool.demand and moving is None):
            continue
        rooms = sorted(pool.homerooms) if pool.kind == Kind.HOMEWORK and pool.role is Role.LEAD else []
        homes = [school.problem.homerooms[room].class_teacher for room in rooms]
        for index in range(len(pool.targets) if moving else pool.demand):
            beyond = None if moving is None else _beyond(moving, index)
            strands = () if beyond is None else _strands(school.problem, moving)
            home = homes[index] if index < len(homes) else None
            yield Job(f"{pool.id}/{index + 1}", able, errand(pool.id), None, home, beyond, strands)


def _beyond(watched: Watched, index: int) -> int | None:
    """Open sections above which the place is wanted; None when the class-based groups alone want it."""
    rule = watched.need.rule
    groups = rule.groups * (index // rule.quantity)
    if groups < watched.steady:
        return None
    return max(0, groups - max(watched.minutes.values(), default=0))


def _strands(problem: Problem, watched: Watched | None) -> tuple[str, ...]:
    day = watched.day.weekday if watched else 0
    return tuple(strand.id for strand in problem.strands.values() if day in strand.weekdays)


def _rank(problem: Problem, pupil: str, section: SectionId) -> int | None:
    return problem.pupils[pupil].rank(section.strand, section.club)
