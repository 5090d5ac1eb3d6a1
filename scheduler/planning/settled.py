"""From a plan back to what its stages settled: groups with their places, open sections, who meets where and when.

With it the question of a later stage can be asked again, as planning asked it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from scheduler.clauses.space import Space
from scheduler.domain.demand import Period
from scheduler.domain.groups import Group, group_options, support_sessions
from scheduler.domain.offer import SectionId
from scheduler.domain.plan import Allotment, Plan, Seat
from scheduler.domain.problem import Problem
from scheduler.planning.lift import meetings, occupied, place_group
from scheduler.planning.offering import offer_space
from scheduler.planning.placing import section_space
from scheduler.planning.staffing import Meeting, PlacedGroup, staff_space


@dataclass(frozen=True)
class Settled:
    """A plan of a problem, as the stages hand it on. What the problem no longer has is left out: groups, clubs, places,
    pupils."""

    problem: Problem
    plan: Plan

    @cached_property
    def groups(self) -> tuple[PlacedGroup, ...]:
        """Class-based and support groups that meet, with their venues, in order of day and period."""
        venues = {session.id: self._known(session.venue) for session in self.plan.sessions}
        return tuple(
            place_group(self.problem, group, venues[group.id]) for group in self._possible() if group.id in venues
        )

    @cached_property
    def sizes(self) -> Mapping[SectionId, int]:
        """Pupils of every open section."""
        sizes = dict.fromkeys(self.venues, 0)
        for seat in self._seats:
            sizes[seat.section] += 1
        for allotment in self._allotments:
            sizes[allotment.section] += allotment.pupils
        return sizes

    @cached_property
    def venues(self) -> Mapping[SectionId, str | None]:
        """The venue of every open section; None where none was found."""
        clubs, strands = self.problem.clubs, self.problem.strands
        known = (section for section in self.plan.sections if section.id.club in clubs and section.id.strand in strands)
        return {section.id: self._known(section.venue) for section in known}

    @cached_property
    def opened(self) -> Mapping[tuple[str, str], int]:
        """Open sections by (club, strand)."""
        counts: dict[tuple[str, str], int] = {}
        for section in self.sizes:
            counts[section.club, section.strand] = counts.get((section.club, section.strand), 0) + 1
        return counts

    @cached_property
    def held(self) -> tuple[Meeting, ...]:
        """Every meeting of every open section that somebody attends."""
        return meetings(self.problem, self.venues, self._seats, self._allotments)

    def offer_space(self) -> Space:
        """The offer's question beside the plan's groups."""
        return offer_space(self.problem, occupied(self.groups))

    def section_space(self) -> Space:
        """The question of the sections' venues beside the plan's groups."""
        return section_space(self.problem, self.sizes, occupied(self.groups))

    def staff_space(self) -> Space:
        """The question of who serves in the plan's groups, sections and posts."""
        return staff_space(self.problem, self.groups, self.held, self.opened)

    @property
    def _seats(self) -> tuple[Seat, ...]:
        return tuple(s for s in self.plan.seats if s.pupil in self.problem.pupils and s.section in self.venues)

    @property
    def _allotments(self) -> tuple[Allotment, ...]:
        rooms = self.problem.homerooms
        return tuple(a for a in self.plan.allotments if a.homeroom in rooms and a.section in self.venues)

    def _known(self, venue: str | None) -> str | None:
        return venue if venue in self.problem.site.venues else None

    def _possible(self) -> Iterator[Group]:
        for day in self.problem.days:
            for period in Period:
                for option in group_options(self.problem, period, day):
                    yield from option.groups
            yield from support_sessions(self.problem, day)
