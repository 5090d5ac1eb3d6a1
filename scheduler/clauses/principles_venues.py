"""Chapter 四(三): where everybody meets. Row 26 of the book."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import ceil
from typing import ClassVar

from scheduler.calendar.clock import Interval
from scheduler.clauses.clause import Breach, Clause, Spot
from scheduler.clauses.covering import PLACE
from scheduler.clauses.judging import PERIOD_OF, WHOLE_CLASS, adults_wanted, clashing, known_rooms
from scheduler.clauses.overlap import cliques
from scheduler.clauses.space import Amount, Cost, Opening, Placed, PlaceOption, Short, Space
from scheduler.domain.demand import Period
from scheduler.domain.groups import RISK, Group, Kind, suits, support_sessions
from scheduler.domain.offer import SectionId
from scheduler.domain.places import Venue
from scheduler.domain.plan import Plan, Session, TierName
from scheduler.domain.problem import Problem
from solvers.rows import Key, Row, at_most, exactly, forbid, linear

CLASS_GROUPS = frozenset({Kind.EARLY_ACTIVITY, Kind.HOMEWORK, Kind.CLASS_ACTIVITY, Kind.EVENING_STUDY})
MERGED = 2
"""Wish cost of each homeroom joined to another, where homerooms are to be kept."""
LOW_GRADES = 2
"""Grades 1 and 2 belong on the ground floor."""


class Venues(Clause):
    """Every group and open section has one venue that suits and holds it, open that day, shared with nobody.

    A missing venue costs 10 in tier shortage. Tier wishes, per group: its floor - 1 if it holds grade 1 or 2; the
    minutes to the gate for extended care; 1 for a class-based group outside its homerooms' classrooms; the adults its
    size asks for, and 2 for each homeroom joined to another unless the school prefers merging. A section costs its
    floor - 1 if grade 1 or 2 may join it.
    """

    number = 26
    section = "四(三)"
    quote = "场地规划要科学布局，安全合理"
    kind = "H+S"
    title = ("场地布局科学、安全合理", "A fitting, safe place for everybody")
    sentences: ClassVar = {
        "none": ("{when} {where} 没有场地", "{when}: {where} has no venue"),
        "full": (
            "{when} {where} 有 {pupils} 人，场地 {venue} 只能容纳 {capacity} 人",
            "{when}: {where} has {pupils} pupils; venue {venue} holds {capacity}",
        ),
        "unsuited": (
            "{when} {where} 不宜使用 {kind:venue} 类场地 {venue}",
            "{when}: {where} does not suit venue {venue} ({kind:venue})",
        ),
        "closed": ("{when} {where} 的场地 {venue} 当天关闭", "{when}: venue {venue} of {where} is closed that day"),
        "shared": (
            "{when} 场地 {venue} 同时被 {where} 与 {other} 占用",
            "{when}: venue {venue} is given to {where} and {other} at one time",
        ),
    }

    def rows(self, space: Space) -> Iterator[Row]:
        """One fitting venue for whoever meets, or a shortage; none given twice; no section too big for its own."""
        yield from self._unfit_rows(space)
        yield from self._clash_rows(space)
        yield from self._group_rows(space)
        yield from self._section_rows(space)
        yield from self._meeting_rows(space)
        yield from self._housing_rows(space)
        yield from self._limit_rows(space)

    def _unfit_rows(self, space: Space) -> Iterator[Row]:
        for place in space.places:
            if not _fits(place):
                yield forbid(self.tag("unsuited", place.kind), place.key)
            elif any(o.day.date in place.venue.closed for o in place.occurrences):
                yield forbid(self.tag("closed", place.kind), place.key)
            elif place.size is not None and place.size > place.venue.capacity:
                yield forbid(self.tag("full", place.kind), place.key)

    def _clash_rows(self, space: Space) -> Iterator[Row]:
        uses: dict[tuple[str, date], list[tuple[Interval, PlaceOption]]] = {}
        for place in space.places:
            for occurrence in place.occurrences:
                uses.setdefault((place.venue.id, occurrence.day.date), []).append((occurrence.interval, place))
        for (venue, when), spans in uses.items():
            for _, places in cliques(spans):
                yield at_most(self.tag("venue", venue, when), [p.key for p in places], places[0].count)

    def _group_rows(self, space: Space) -> Iterator[Row]:
        """Exactly one venue, or a shortage, for each group that meets."""
        if not space.gathers:
            return
        placed = _by_what(space.places)
        for group, gathered in _meeting_groups(space):
            short = self._short(group.id, 1)
            terms = [(key, 1) for key in (*placed.get(group.id, ()), short)]
            tag = self.tag("place", group.kind, group.day.date)
            if gathered is None:
                yield linear(tag, terms, 1, 1)
            else:
                yield linear(tag, [*terms, (gathered, -1)], 0, 0)

    def _section_rows(self, space: Space) -> Iterator[Row]:
        """Stage of named venues: exactly one, or a shortage, for each open section."""
        placed = _by_what(space.places)
        for section in _housed_sections(space):
            yield exactly(
                self.tag("section", section.club), [*placed.get(str(section), ()), self._short(str(section), 1)]
            )

    def _meeting_rows(self, space: Space) -> Iterator[Row]:
        """Stage of single meetings: exactly one, or a shortage, for each of them."""
        placed = _by_what(space.places) if space.meetings else {}
        for meeting in space.meetings:
            keys = [*placed.get(meeting, ()), self._short(meeting, 1)]
            yield exactly(self.tag("meeting", meeting), keys)

    def _housing_rows(self, space: Space) -> Iterator[Row]:
        """Stage of counted venues: as many as open sections; a class of small venues in use bounds every section."""
        housed: dict[tuple[str, str], list[PlaceOption]] = {}
        for place in space.places:
            if place.club is not None and place.strand is not None:
                housed.setdefault((place.club.id, place.strand.id), []).append(place)
        seats = _seat_keys(space) if space.openings else {}
        for pair, opening in _openings(space).items():
            places = housed.get(pair, [])
            short = self._short("/".join(pair), opening.key.upper)
            terms = [*((place.key, 1) for place in places), (short, 1), (opening.key, -1)]
            yield linear(self.tag("housing", *pair), terms, 0, 0)
            for place in places:
                if place.venue.capacity < opening.club.capacity:
                    yield from self._small_rows(place, opening, seats.get(pair, ()))

    def _small_rows(self, place: PlaceOption, opening: Opening, seats: Sequence[Key]) -> Iterator[Row]:
        """Sections are of even size: while the venue is in use, pupils <= its capacity * open sections."""
        if not isinstance(place.key, Amount) or not seats:
            return
        holds = place.venue.capacity
        used = Amount("small_venue", place.key.of, 0, 1)
        slack = (opening.club.capacity - holds) * opening.key.upper
        tag = self.tag("small", place.venue.id)
        yield linear(tag, [(used, place.key.upper), (place.key, -1)], 0)
        terms = [*((key, 1) for key in seats), (opening.key, -holds), (used, slack)]
        yield linear(tag, terms, None, slack)

    def _limit_rows(self, space: Space) -> Iterator[Row]:
        """Stage of seats: no more pupils than the venues settled before can hold."""
        if space.opened is None or not space.seating:
            return
        closable = {(o.club.id, o.strand.id): o.key for o in space.openings}
        for pair, keys in _seat_keys(space).items():
            limit = space.section_limit.get(pair)
            if limit is not None:
                count = [(closable[pair], -limit)] if pair in closable else []
                terms = [*((key, 1) for key in keys), *count]
                yield linear(self.tag("limit", *pair), terms, None, limit * space.opened.get(pair, 0))

    def costs(self, space: Space) -> Iterator[Cost]:
        """Missing venues; stairs, ways to the gate, rooms of others, adults and merges."""
        for short in self._shorts(space):
            yield Cost(TierName.SHORTAGE, short, short.weight)
        for gather in space.gathers:
            cost = sum(_gather_cost(space.problem, group) for group in gather.option.groups)
            if cost:
                yield Cost(TierName.WISHES, gather.key, cost)
        for place in space.places:
            if isinstance(place.key, Placed) and (cost := _place_cost(space.problem, place)):
                yield Cost(TierName.WISHES, place.key, cost)

    def _shorts(self, space: Space) -> Iterator[Short]:
        if space.gathers:
            yield from (self._short(group.id, 1) for group, _ in _meeting_groups(space))
        yield from (self._short(str(section), 1) for section in _housed_sections(space))
        yield from (self._short(meeting, 1) for meeting in space.meetings)
        for pair, opening in _openings(space).items():
            yield self._short("/".join(pair), opening.key.upper)

    def _short(self, what: str, upper: int) -> Short:
        return Short(self.number, "venue", what, upper, PLACE)

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Sessions without a venue, in one that does not fit or is closed, or in one given to two at a time."""
        used: dict[tuple[str, date], list[tuple[Interval, Session]]] = {}
        for session in plan.sessions:
            if session.venue is None:
                yield self.breach("none", where=session.id, when=session.date)
                continue
            used.setdefault((session.venue, session.date), []).append((session.interval, session))
            venue = problem.site.venues.get(session.venue)
            if venue is not None:
                yield from self._unfit(problem, session, venue)
        for (place, when), spans in used.items():
            for first, second in clashing(spans):
                yield self.breach("shared", where=first.id, when=when, other=second.id, venue=place)

    def _unfit(self, problem: Problem, session: Session, venue: Venue) -> Iterator[Breach]:
        found: Spot = {"where": session.id, "when": session.date, "who": ()}
        if session.size > venue.capacity:
            yield self.breach("full", venue=venue.id, pupils=session.size, capacity=venue.capacity, **found)
        if session.date in venue.closed:
            yield self.breach("closed", venue=venue.id, **found)
        club = problem.clubs.get(session.section.club) if session.section is not None else None
        if session.kind is Kind.CLUB:
            fits = club is None or venue.kind in club.venue_kinds
        else:
            fits = suits(venue.kind, PERIOD_OF[session.kind])
        if not fits:
            yield self.breach("unsuited", venue=venue.id, kind=venue.kind, **found)

    def recount(self, problem: Problem, plan: Plan) -> Mapping[TierName, int]:
        """10 for each group, open section, and other club meeting without a venue; the wishes' formula, by group."""
        groups = [session for session in plan.sessions if session.kind is not Kind.CLUB]
        housed = {section.id for section in plan.sections if section.venue is not None}
        homeless = sum(s.venue is None for s in groups) + len(plan.sections) - len(housed)
        homeless += sum(s.venue is None and s.section in housed for s in plan.of_kind(Kind.CLUB))
        wishes = sum(_session_wishes(problem, session) for session in groups)
        for opened in plan.sections:
            venue = problem.site.venues.get(opened.venue or "")
            club, strand = problem.clubs.get(opened.id.club), problem.strands.get(opened.id.strand)
            if venue and club and strand and min(club.grades & strand.grades, default=9) <= LOW_GRADES:
                wishes += max(0, venue.floor - 1)
        return {TierName.SHORTAGE: PLACE * homeless, TierName.WISHES: wishes}


def _session_wishes(problem: Problem, session: Session) -> int:
    """The judge's wish cost of one class-based, support or care session."""
    wishes, venue, rooms = 0, problem.site.venues.get(session.venue or ""), known_rooms(problem, session)
    if session.kind in WHOLE_CLASS or session.kind is Kind.EXTENDED_CARE:
        wishes += adults_wanted(problem, session, 0)
    if session.kind in WHOLE_CLASS and not problem.prefer_merge:
        wishes += MERGED * (len(session.heads) - 1)
    if venue is None:
        return wishes
    if min((problem.grade(room) for room in rooms), default=9) <= LOW_GRADES:
        wishes += max(0, venue.floor - 1)
    if session.kind is Kind.EXTENDED_CARE:
        wishes += venue.gate_minutes
    if session.kind in WHOLE_CLASS and venue.homeroom not in rooms:
        wishes += 1
    return wishes


def _fits(place: PlaceOption) -> bool:
    if place.club is not None:
        return place.venue.kind in place.club.venue_kinds
    return place.group is None or suits(place.venue.kind, place.group.period)


def _by_what(places: Iterable[PlaceOption]) -> Mapping[str, list[Key]]:
    found: dict[str, list[Key]] = {}
    for place in places:
        found.setdefault(place.what, []).append(place.key)
    return found


def _meeting_groups(space: Space) -> Iterator[tuple[Group, Key | None]]:
    """Groups with the key that gathers them; None for support groups, which meet whatever is decided."""
    for gather in space.gathers:
        for group in gather.option.groups:
            yield group, gather.key
    for day in space.problem.days:
        for group in support_sessions(space.problem, day):
            yield group, None


def _housed_sections(space: Space) -> Iterator[SectionId]:
    """Open sections, in the stage that names their venues."""
    if space.openings or space.seating or space.duties or space.pools or space.meetings:
        return
    for (club, strand), count in (space.opened or {}).items():
        yield from (SectionId(club, strand, number) for number in range(1, count + 1))


def _openings(space: Space) -> Mapping[tuple[str, str], Opening]:
    """Sections to be offered and housed; none when the offer is settled and sections may only shut."""
    return {(o.club.id, o.strand.id): o for o in space.openings} if space.opened is None else {}


def _seat_keys(space: Space) -> Mapping[tuple[str, str], list[Key]]:
    keys: dict[tuple[str, str], dict[Key, None]] = {}
    for seat in space.seats:
        keys.setdefault((seat.club.id, seat.strand.id), {})[seat.key] = None
    for (_, club, strand), amount in space.fills.items():
        keys.setdefault((club, strand), {})[amount] = None
    return {pair: list(found) for pair, found in keys.items()}


def _gather_cost(problem: Problem, group: Group) -> int:
    """Rows' side: adults the group's size asks for, and its merged homerooms."""
    if group.period is Period.EXTENDED:
        return problem.policy.extended_adults
    youngest = min(problem.grade(homeroom) for homeroom in group.homerooms)
    adults = ceil(group.size / problem.policy.ratios[RISK[group.kind], youngest].hard)
    return adults + (0 if problem.prefer_merge else MERGED * (len(group.homerooms) - 1))


def _place_cost(problem: Problem, place: PlaceOption) -> int:
    """Rows' side: stairs, the way to the gate, a room of others."""
    group, stairs = place.group, max(0, place.venue.floor - 1)
    if group is None:
        grades = place.club.grades & place.strand.grades if place.club and place.strand else frozenset()
        return stairs if grades and min(grades) <= LOW_GRADES else 0
    cost = stairs if any(problem.grade(homeroom) <= LOW_GRADES for homeroom in group.homerooms) else 0
    if group.kind is Kind.EXTENDED_CARE:
        cost += place.venue.gate_minutes
    return cost + (group.kind in CLASS_GROUPS and place.venue.homeroom not in group.homerooms)


CLAUSES: tuple[Clause, ...] = (Venues(),)
