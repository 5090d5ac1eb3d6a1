"""Chapter 四(三): sections of a club, and the equipment they share. Rows 24 and 27 of the book."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from scheduler.clauses.clause import Breach, Clause, Severity
from scheduler.clauses.judging import school_days
from scheduler.clauses.overlap import cliques
from scheduler.clauses.space import Opening, Space
from scheduler.domain.groups import Kind
from scheduler.domain.offer import Club, SectionId, Strand
from scheduler.domain.plan import Plan, Session
from scheduler.domain.problem import Problem
from solvers.rows import Key, Row, linear


class ClearSections(Clause):
    """Sections are clear: min_enrolment <= pupils <= capacity, of the club's grades, on the strand's days."""

    number = 24
    section = "四(三)"
    quote = "分班设置要类别清晰"
    kind = "I"
    title = ("分班类别清晰", "Clear sections")
    sentences: ClassVar = {
        "over": (
            "{where} 有 {pupils} 人，超过上限 {limit} 人",
            "{where} has {pupils} pupils; its capacity is {limit}",
        ),
        "under": (
            "{where} 只有 {pupils} 人，不足成班人数 {limit} 人",
            "{where} has {pupils} pupils; it opens from {limit}",
        ),
        "section": (
            "{when} {where} 不属于任何已开设的社团班，或不应属于社团班",
            "{when}: {where} names no open section, or names one though it is no club",
        ),
        "day": ("{when} {where} 不在其时段的上课日", "{when}: {where} meets on a day that is not its strand's"),
        "grade": ("{where} 有年级不符的学生：{who}", "{where} holds pupils of a grade it is not for: {who}"),
        "not_seated": (
            "{when} {where} 有未编入该班的学生：{who}",
            "{when}: {where} holds pupils without a place in the section: {who}",
        ),
    }

    def rows(self, space: Space) -> Iterator[Row]:
        """Pupils of a club and strand lie between its sections' minimum and capacity."""
        if not space.seats and not space.fills:
            return
        pupils: dict[tuple[str, str], dict[Key, None]] = {}
        for seat in space.seats:
            pupils.setdefault((seat.club.id, seat.strand.id), {})[seat.key] = None
        for (_, offered, strand), amount in space.fills.items():
            pupils.setdefault((offered, strand), {})[amount] = None
        opens: dict[tuple[str, str], list[Key]] = {}
        for opening in space.openings:
            opens.setdefault((opening.club.id, opening.strand.id), []).append(opening.key)
        settled = {pair: count for pair, count in (space.opened or {}).items() if count}
        for pair in dict.fromkeys([*opens, *settled, *pupils]):
            club, count = space.problem.clubs[pair[0]], settled.get(pair, 0)
            seats = [(key, 1) for key in pupils.get(pair, ())]
            most = [(key, -club.capacity) for key in opens.get(pair, ())]
            least = [(key, -club.min_enrolment) for key in opens.get(pair, ())]
            yield linear(self.tag("capacity", *pair), [*seats, *most], None, club.capacity * count)
            yield linear(self.tag("minimum", *pair), [*seats, *least], club.min_enrolment * count)

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Sections too full, too small or with pupils of other grades; sessions that are not of their section."""
        members = _members(plan)
        for opened in plan.sections:
            club, strand = problem.clubs.get(opened.id.club), problem.strands.get(opened.id.strand)
            if club is not None and strand is not None:
                yield from self._size(opened.id, club, sum(members.get(opened.id, {}).values()))
                yield from self._grades(problem, opened.id, club, strand, members.get(opened.id, {}))
        known = {opened.id for opened in plan.sections}
        for session in plan.sessions:
            if (session.kind is Kind.CLUB) != (session.section in known):
                yield self.breach("section", where=session.id, when=session.date)
            elif session.section is not None:
                yield from self._meeting(problem, session, session.section, members)

    def _size(self, section: SectionId, club: Club, pupils: int) -> Iterator[Breach]:
        if pupils > club.capacity:
            yield self.breach("over", where=str(section), pupils=pupils, limit=club.capacity)
        if pupils < club.min_enrolment:
            yield self.breach("under", where=str(section), pupils=pupils, limit=club.min_enrolment)

    def _grades(
        self, problem: Problem, section: SectionId, club: Club, strand: Strand, members: Mapping[str, int]
    ) -> Iterator[Breach]:
        rooms = {m: problem.pupils[m].homeroom if m in problem.pupils else m for m in members}
        who = [
            m for m, room in rooms.items()
            if room in problem.homerooms and problem.grade(room) not in club.grades & strand.grades
        ]  # fmt: skip
        if who:
            yield self.breach("grade", where=str(section), who=tuple(sorted(who)))

    def _meeting(
        self, problem: Problem, session: Session, section: SectionId, members: Mapping[SectionId, Mapping[str, int]]
    ) -> Iterator[Breach]:
        day, strand = school_days(problem).get(session.date), problem.strands.get(section.strand)
        if day is not None and strand is not None and day.weekday not in strand.weekdays:
            yield self.breach("day", where=session.id, when=session.date)
        here = members.get(section, {})
        who = tuple(pupil for pupil in session.roster if pupil in problem.pupils and pupil not in here)
        if who:
            yield self.breach("not_seated", where=session.id, when=session.date, who=who)


def _members(plan: Plan) -> Mapping[SectionId, Mapping[str, int]]:
    """The judge's view of sections: pupils (1 each), or homerooms with their number of pupils."""
    members: dict[SectionId, dict[str, int]] = {}
    for seat in plan.seats:
        members.setdefault(seat.section, {})[seat.pupil] = 1
    for allotment in plan.allotments:
        rooms = members.setdefault(allotment.section, {})
        rooms[allotment.homeroom] = rooms.get(allotment.homeroom, 0) + allotment.pupils
    return members


class Equipment(Clause):
    """Sections that meet at one time need no more pieces of a kind together than the site has."""

    number = 27
    section = "四(三)"
    quote = "器材配置按需补充，满足需求"
    kind = "H,R"
    title = ("器材满足需求", "Equipment for all at once")
    sentences: ClassVar = {
        "stock": (
            "社团 {where} 每班需要 {thing} {needed} 件，全校只有 {stock} 件",
            "One section of club {where} needs {needed} of {thing}; the site has {stock}",
        ),
        "short": (
            "{when} {where} 同时需要 {thing} {needed} 件，全校只有 {stock} 件",
            "{when}: {where} and others at that time need {needed} of {thing}; the site has {stock}",
        ),
    }

    def rows(self, space: Space) -> Iterator[Row]:
        """For every set of strands that meet at once and every kind of piece: pieces needed <= pieces there are."""
        problem = space.problem
        needing: dict[str, list[Opening]] = {}
        for opening in space.openings:
            needing.setdefault(opening.strand.id, []).extend([opening] if opening.club.equipment else [])
        for day in problem.days:
            meeting = [
                (slot, strand)
                for strand in problem.strands.values()
                if day.weekday in strand.weekdays and (slot := problem.strand_slot(strand, day)) is not None
            ]
            groups = [strands for _, strands in cliques(meeting)]
            alone = [(strand,) for _, strand in meeting if not any(strand in group for group in groups)]
            for strands in (*groups, *alone):
                here = [o for strand in strands for o in needing.get(strand.id, ())]
                for thing in dict.fromkeys(thing for o in here for thing in o.club.equipment):
                    terms = [(o.key, n) for o in here if (n := o.club.equipment.get(thing, 0))]
                    yield linear(self.tag(thing, day.date), terms, None, problem.site.equipment.get(thing, 0))

    def findings(self, problem: Problem) -> Iterator[Breach]:
        """Clubs of which not even one section could be equipped."""
        for club in problem.clubs.values():
            for thing, needed in club.equipment.items():
                stock = problem.site.equipment.get(thing, 0)
                if needed > stock:
                    yield self.breach(
                        "stock", severity=Severity.FINDING, where=club.id, thing=thing, needed=needed, stock=stock
                    )

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """The busiest moment of each day and kind of piece, where more is needed than there is."""
        for day in problem.days:
            using: dict[str, list[tuple[Session, int]]] = {}
            for session in plan.of_kind(Kind.CLUB):
                club = problem.clubs.get(session.section.club) if session.section is not None else None
                if club is not None and session.date == day.date:
                    for thing, needed in club.equipment.items():
                        using.setdefault(thing, []).append((session, needed))
            for thing, uses in using.items():
                stock = problem.site.equipment.get(thing, 0)
                session = max((s for s, _ in uses), key=lambda s: _needed_at(uses, s.interval.start))
                needed = _needed_at(uses, session.interval.start)
                if needed > stock:
                    yield self.breach("short", where=session.id, when=day.date, thing=thing, needed=needed, stock=stock)


def _needed_at(uses: list[tuple[Session, int]], minute: int) -> int:
    return sum(pieces for session, pieces in uses if session.interval.contains(minute))


CLAUSES: tuple[Clause, ...] = (ClearSections(), Equipment())
