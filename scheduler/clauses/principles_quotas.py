"""Chapter 四(三): who may hold how many of a club's places, and with whom. Row 25 of the book."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import ClassVar

from scheduler.clauses.clause import Breach, Clause
from scheduler.clauses.space import Amount, SeatOption, Space
from scheduler.domain.demand import Pupil
from scheduler.domain.offer import Club
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from solvers.rows import Key, Row, at_most, linear

Pair = tuple[str, str]
Terms = dict[Key, int]


class SharedPlaces(Clause):
    """Places reach all classes: quotas by homeroom and grade, places kept for priority groups, pupils kept apart.

    Pupils of one homeroom (grade) in a club and strand <= most_a_homeroom (most_a_grade) x open sections. All pupils
    but those of a priority group who wish for the club there <= places - min(kept x open sections, their number).
    """

    number = 25
    section = "四(三)"
    quote = "尽可能满足学生家长的需求"
    kind = "S"
    title = ("名额兼顾各方", "Places shared fairly")
    sentences: ClassVar = {
        "homeroom": (
            "{where} 有 {room} 班学生 {pupils} 名，超过该班限额 {limit} 名",
            "{where} has {pupils} pupils of homeroom {room}; its quota is {limit}",
        ),
        "grade": (
            "{where} 有 {grade} 年级学生 {pupils} 名，超过该年级限额 {limit} 名",
            "{where} has {pupils} pupils of grade {grade}; its quota is {limit}",
        ),
        "reserved": (
            "{where} 有 {pupils} 名学生不是申请该社团的 {group} 学生，超过 {limit} 名，占用了保留名额",
            "{where} has {pupils} pupils who are not of {group} or did not ask for it; {limit} may be, "
            "the other places are kept",
        ),
        "apart": ("{where} 同时有不可同组的学生：{who}", "{where} holds pupils to be kept apart: {who}"),
    }

    def rows(self, space: Space) -> Iterator[Row]:
        """Quotas wherever pupils are seated; kept places and pupils apart once the open sections are known."""
        if not space.problem.roster or not space.seating:
            return
        seats: dict[Pair, list[SeatOption]] = {}
        for seat in space.seats:
            seats.setdefault((seat.club.id, seat.strand.id), []).append(seat)
        opens = {(o.club.id, o.strand.id): o.key for o in space.openings}
        for pair in dict.fromkeys([*seats, *((club, strand) for _, club, strand in space.fills)]):
            club, here = space.problem.clubs[pair[0]], seats.get(pair, [])
            yield from self._quota_rows(space, pair, club, here, opens.get(pair))
            if space.opened is not None:
                yield from self._kept_rows(space, pair, club, here, opens.get(pair))
                yield from self._apart_rows(space, pair, here)

    def _quota_rows(
        self, space: Space, pair: Pair, club: Club, here: list[SeatOption], opens: Amount | None
    ) -> Iterator[Row]:
        rooms: dict[str, Terms] = {}
        for seat in here:
            rooms.setdefault(seat.homeroom, {})[seat.key] = 1
        for (homeroom, other, strand), amount in space.fills.items():
            if (other, strand) == pair:
                rooms.setdefault(homeroom, {})[amount] = 1
        grades: dict[str, Terms] = {}
        for homeroom, terms in rooms.items():
            grades.setdefault(str(space.problem.grade(homeroom)), {}).update(terms)
        for most, parts in ((club.most_a_homeroom, rooms), (club.most_a_grade, grades)):
            for part, terms in parts.items() if most is not None else ():
                yield _within(self.tag("quota", *pair, part), terms, most or 0, space, pair, opens)

    def _kept_rows(
        self, space: Space, pair: Pair, club: Club, here: list[SeatOption], opens: Amount | None
    ) -> Iterator[Row]:
        pupils = space.problem.pupils
        for group, kept in club.reserved.items():
            asking = (s.pupil for s in here if s.pupil is not None and s.rank is not None)
            members = {pupil for pupil in asking if group in pupils[pupil].priority}
            others: Terms = {s.key: 1 for s in here if s.pupil is not None and s.pupil not in members}
            others.update({amount: 1 for (_, c, strand), amount in space.fills.items() if (c, strand) == pair})
            limit = space.section_limit.get(pair, club.capacity)
            tag = self.tag("kept", *pair, group)
            if opens is not None:
                yield from _within_kept(tag, group, others, limit, kept, len(members), opens)
            else:
                count = (space.opened or {}).get(pair, 0)
                yield linear(tag, others.items(), None, limit * count - min(kept * count, len(members)))

    def _apart_rows(self, space: Space, pair: Pair, here: list[SeatOption]) -> Iterator[Row]:
        keys = {seat.pupil: seat.key for seat in here if seat.pupil is not None}
        for one, other in space.problem.kept_apart:
            if one in keys and other in keys:
                yield at_most(self.tag("apart", *pair), (keys[one], keys[other]))

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Clubs with too many of one homeroom or grade, with kept places given away, with pupils to be kept apart."""
        sections = Counter((section.id.club, section.id.strand) for section in plan.sections)
        members: dict[Pair, list[Pupil]] = {}
        for seat in plan.seats:
            if seat.pupil in problem.pupils and seat.section.club in problem.clubs:
                pair = seat.section.club, seat.section.strand
                members.setdefault(pair, []).append(problem.pupils[seat.pupil])
        for pair, pupils in members.items():
            where, count = ".".join(pair), max(1, sections[pair])
            yield from self._over_quota(problem, pair, where, count, pupils)
            yield from self._given_away(problem, pair, where, count, pupils)
            ids = {pupil.id for pupil in pupils}
            together = [{one, other} for one, other in problem.kept_apart if {one, other} <= ids]
            if together:
                yield self.breach("apart", where=where, who=tuple(sorted(set().union(*together))))

    def _over_quota(
        self, problem: Problem, pair: Pair, where: str, count: int, pupils: list[Pupil]
    ) -> Iterator[Breach]:
        club = problem.clubs[pair[0]]
        for room, there in Counter(pupil.homeroom for pupil in pupils).items():
            if club.most_a_homeroom is not None and there > club.most_a_homeroom * count:
                limit = club.most_a_homeroom * count
                yield self.breach("homeroom", where=where, room=room, pupils=there, limit=limit)
        for grade, there in Counter(problem.grade(pupil.homeroom) for pupil in pupils).items():
            if club.most_a_grade is not None and there > club.most_a_grade * count:
                yield self.breach("grade", where=where, grade=grade, pupils=there, limit=club.most_a_grade * count)

    def _given_away(
        self, problem: Problem, pair: Pair, where: str, count: int, pupils: list[Pupil]
    ) -> Iterator[Breach]:
        """Kept places held by others although pupils of the group who wish for the club go without."""
        club, strand = problem.clubs[pair[0]], problem.strands.get(pair[1])
        if strand is None or not club.reserved:
            return
        wishing = [p for p in problem.strand_pupils(strand) if club.id in p.wishes(strand.id)]
        for group, kept in club.reserved.items():
            asking = {p.id for p in wishing if group in p.priority and problem.grade(p.homeroom) in club.grades}
            limit = club.capacity * count - min(kept * count, len(asking))
            outside = sum(pupil.id not in asking for pupil in pupils)
            if outside > limit:
                yield self.breach("reserved", where=where, group=group, pupils=outside, limit=limit)


def _within_kept(
    tag: str, group: str, others: Terms, limit: int, kept: int, asked: int, opens: Amount
) -> Iterator[Row]:
    """others <= limit x opens - min(kept x opens, asked), which is the larger of two sums.

    One row where a single section, or few kept places, decide which is larger; else `Amount("asked_all")` does: 1 where
    the group asked for fewer places than are kept.
    """
    if opens.upper == 1 or kept * opens.upper <= asked:
        yield linear(tag, [*others.items(), (opens, min(kept, asked) - limit)], None, 0)
        return
    fewer = Amount("asked_all", (*opens.of, group), 0, 1)
    yield linear(tag, [*others.items(), (opens, kept - limit), (fewer, asked - kept * opens.upper)], None, 0)
    yield linear(tag, [*others.items(), (opens, -limit), (fewer, asked)], None, 0)


def _within(tag: str, terms: Mapping[Key, int], each: int, space: Space, pair: Pair, opens: Amount | None) -> Row:
    """sum(terms) <= each x open sections, these settled or still a key."""
    if opens is not None:
        return linear(tag, [*terms.items(), (opens, -each)], None, 0)
    return linear(tag, terms.items(), None, each * (space.opened or {}).get(pair, 0))


CLAUSES: tuple[Clause, ...] = (SharedPlaces(),)
