"""One school, one week, everything resolved: what the clauses, the planner and the judge all read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from scheduler.calendar.bells import DayTimes
from scheduler.calendar.clock import Interval
from scheduler.calendar.term import SchoolDay
from scheduler.domain.allocation import AllocationRule, lottery_numbers
from scheduler.domain.demand import Counts, Homeroom, Mode, Period, Pupil, SupportGroup
from scheduler.domain.offer import Club, Strand
from scheduler.domain.people import Adult, Provider, Stage
from scheduler.domain.places import Site
from scheduler.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class ResearchBlock:
    """A common block of a subject team kept free of duties for teaching research (教研活动)."""

    team: str
    adults: frozenset[str]
    weekday: int
    interval: Interval


@dataclass(frozen=True)
class Problem:
    """Input of planning and of the judge. Plain accessors only: no rule is decided here.

    `times` maps (grade, date) to that grade's afternoon; `sunsets` maps a date to minutes after midnight;
    `merges` lists sets of homerooms that may be joined in the class-based periods; with `prefer_merge` fewer, larger
    groups are wanted, otherwise homerooms are kept; `class_contents` are the contents of class-based
    activity by weekday.
    """

    school: str
    title: str
    language: str
    policy: Policy
    site: Site
    days: tuple[SchoolDay, ...]
    times: Mapping[tuple[int, date], DayTimes]
    sunsets: Mapping[date, int]
    homerooms: Mapping[str, Homeroom]
    adults: Mapping[str, Adult]
    providers: Mapping[str, Provider]
    clubs: Mapping[str, Club]
    strands: Mapping[str, Strand]
    support_groups: Mapping[str, SupportGroup]
    mode: Mode
    pupils: Mapping[str, Pupil]
    counts: Counts
    merges: tuple[tuple[str, ...], ...] = ()
    prefer_merge: bool = False
    same_club_twice: bool = False
    allocation: AllocationRule = field(default_factory=AllocationRule)
    class_contents: Mapping[int, str] = field(default_factory=dict)
    research: tuple[ResearchBlock, ...] = ()
    survey_answered: Mapping[str, int] = field(default_factory=dict)
    """Pupils per homeroom with a survey record (answer or documented non-reply)."""

    @property
    def roster(self) -> bool:
        """Whether demand comes from a roster of pupils."""
        return self.mode is Mode.ROSTER

    @cached_property
    def pupils_by_homeroom(self) -> Mapping[str, tuple[Pupil, ...]]:
        """Pupils of every homeroom in id order."""
        members: dict[str, list[Pupil]] = {homeroom: [] for homeroom in self.homerooms}
        for pupil in sorted(self.pupils.values(), key=lambda p: p.id):
            members[pupil.homeroom].append(pupil)
        return {homeroom: tuple(pupils) for homeroom, pupils in members.items()}

    @cached_property
    def kept_apart(self) -> tuple[tuple[str, str], ...]:
        """Every two pupils of whom one is to be kept apart from the other, once, in id order."""
        pairs = {(min(p.id, other), max(p.id, other)) for p in self.pupils.values() for other in p.apart}
        return tuple(sorted(pairs))

    @cached_property
    def asked_together(self) -> tuple[tuple[str, str], ...]:
        """Every two pupils who both ask to be together, once, in id order."""
        asked = {(p.id, other) for p in self.pupils.values() for other in p.together}
        return tuple(sorted((one, other) for one, other in asked if one < other and (other, one) in asked))

    @cached_property
    def lottery(self) -> Mapping[str, int]:
        """Lottery numbers of the pupils who are to have a club place this week."""
        seated = {pupil.id for strand in self.strands.values() for pupil in self.strand_pupils(strand)}
        return lottery_numbers(self.allocation.lottery, seated)

    def day(self, when: date) -> SchoolDay:
        """The school day of a date; raises KeyError for a date outside the week."""
        for day in self.days:
            if day.date == when:
                return day
        raise KeyError(when)

    def grade(self, homeroom: str) -> int:
        """Grade (1-9) of a homeroom."""
        return self.homerooms[homeroom].grade

    def slot(self, homeroom: str, day: SchoolDay, period: Period) -> Interval | None:
        """Clock interval of a period for a homeroom that day; None when its grade has no such period."""
        times = self.times[self.grade(homeroom), day.date]
        return {
            Period.EARLY: times.early,
            Period.P1: times.p1,
            Period.P2: times.p2,
            Period.EXTENDED: times.extended,
            Period.EVENING: times.evening,
        }[period]

    def attending(self, homeroom: str, day: SchoolDay, period: Period) -> tuple[Pupil, ...]:
        """Roster mode: pupils of the homeroom who applied for the period and whose agreement is valid, in id order.

        Pupils of the early activity are those of the first period held that day.
        """
        at = (homeroom, day, period)
        if at not in self._present:
            self._present[at] = self._attending(homeroom, day, period)
        return self._present[at]

    @cached_property
    def _present(self) -> dict[tuple[str, SchoolDay, Period], tuple[Pupil, ...]]:
        """What `attending` has answered."""
        return {}

    def _attending(self, homeroom: str, day: SchoolDay, period: Period) -> tuple[Pupil, ...]:
        wanted = self.first_period(homeroom, day) if period is Period.EARLY else period
        if wanted is None or self.slot(homeroom, day, period) is None:
            return ()
        return tuple(
            pupil
            for pupil in self.pupils_by_homeroom[homeroom]
            if pupil.attends(day.weekday, wanted) and pupil.agreed_on(day.date)
        )

    def first_period(self, homeroom: str, day: SchoolDay) -> Period | None:
        """The first of period 1 and 2 that the homeroom's grade holds that day."""
        for period in (Period.P1, Period.P2):
            if self.slot(homeroom, day, period) is not None:
                return period
        return None

    def headcount(self, homeroom: str, day: SchoolDay, period: Period) -> int:
        """Pupils of the homeroom to care for in the period, from the roster or from expected counts."""
        if self.slot(homeroom, day, period) is None:
            return 0
        if self.roster:
            return len(self.attending(homeroom, day, period))
        wanted = self.first_period(homeroom, day) if period is Period.EARLY else period
        return 0 if wanted is None else self.counts.heads.get((homeroom, day.weekday, wanted), 0)

    def strand_on(self, grade: int, weekday: int) -> Strand | None:
        """The strand whose clubs a grade attends in period 2 on a weekday; None on class-based days."""
        for strand in self.strands.values():
            if grade in strand.grades and weekday in strand.weekdays:
                return strand
        return None

    def strand_days(self, strand: Strand) -> tuple[SchoolDay, ...]:
        """School days of this week on which the strand meets."""
        return tuple(day for day in self.days if day.weekday in strand.weekdays)

    def strand_slot(self, strand: Strand, day: SchoolDay) -> Interval | None:
        """Clock interval of the strand's meeting: period 2 of its grades (one stage, so one interval)."""
        for grade in sorted(strand.grades):
            times = self.times.get((grade, day.date))
            if times is not None and times.p2 is not None:
                return times.p2
        return None

    def club_strands(self, club: Club) -> tuple[Strand, ...]:
        """Strands a section of the club may fill: allowed by the club and sharing a grade with it."""
        return tuple(
            strand
            for strand in self.strands.values()
            if (not club.strands or strand.id in club.strands) and strand.grades & club.grades
        )

    def strand_homerooms(self, strand: Strand) -> tuple[Homeroom, ...]:
        """Homerooms whose grade belongs to the strand, in the order of the school file."""
        return tuple(h for h in self.homerooms.values() if h.grade in strand.grades)

    def strand_pupils(self, strand: Strand) -> tuple[Pupil, ...]:
        """Roster mode: pupils who attend period 2 on at least one of the strand's days this week, in id order."""
        seen: dict[str, Pupil] = {}
        for homeroom in self.strand_homerooms(strand):
            for day in self.strand_days(strand):
                for pupil in self.attending(homeroom.id, day, Period.P2):
                    seen[pupil.id] = pupil
        return tuple(seen[key] for key in sorted(seen))

    def strand_heads(self, strand: Strand, homeroom: str) -> int:
        """Pupils of a homeroom to seat in the strand: the largest head-count over its days (counts mode)."""
        return max((self.headcount(homeroom, day, Period.P2) for day in self.strand_days(strand)), default=0)

    def seats_sought(self, strand: Strand) -> int:
        """Pupils to give a club place in the strand this week; 0 when it does not meet."""
        if self.roster:
            return len(self.strand_pupils(strand))
        return sum(self.strand_heads(strand, homeroom.id) for homeroom in self.strand_homerooms(strand))

    @property
    def participants(self) -> int:
        """Pupils who attend at least once; in counts mode the largest day of period 1 or 2."""
        if self.roster:
            return sum(any(pupil.days.values()) for pupil in self.pupils.values())
        days = [
            sum(max(self.headcount(h, day, period) for period in (Period.P1, Period.P2)) for h in self.homerooms)
            for day in self.days
        ]
        return max(days, default=0)

    @property
    def stages(self) -> tuple[Stage, ...]:
        """Stages the school has, primary first."""
        present = {homeroom.stage for homeroom in self.homerooms.values()}
        return tuple(stage for stage in Stage if stage in present)
