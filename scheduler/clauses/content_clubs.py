"""Chapter 五(三)甲, second period: clubs and wishes. Rows 54 to 56 of the book."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import ClassVar

from scheduler.clauses.clause import Breach, Clause, Severity
from scheduler.clauses.content_groups import Staffed
from scheduler.clauses.covering import ADULT
from scheduler.clauses.judging import ratio_of, sessions_in
from scheduler.clauses.space import Amount, Cost, Leads, Short, Sits, Space
from scheduler.domain.demand import Period
from scheduler.domain.groups import Kind
from scheduler.domain.offer import Club
from scheduler.domain.plan import Plan, Seat, TierName
from scheduler.domain.problem import Problem
from solvers.rows import Key, Row, at_most, forbid, linear

CLUB_FAMILY = frozenset({Kind.CLUB, Kind.CLASS_ACTIVITY})
CATEGORIES = ("music", "art", "sport", "labour", "games", "outward_bound", "interest_group")


class ClubActivity(Staffed):
    """Period 2 is for clubs and class activity; every open section has one lead and adults for its risk.

    Leads of a club and strand + leads missing = open sections. Class and early activity is staffed too.
    """

    number = 54
    section = "五(三)甲"
    quote = "第二时段开展丰富多彩的社团活动"
    kind = "H"
    title = ("第二时段社团活动", "Period 2 is club activity")
    kinds = (Kind.CLUB, Kind.CLASS_ACTIVITY, Kind.EARLY_ACTIVITY)
    sentences: ClassVar[Mapping[str, tuple[str, str]]] = {
        **Staffed.sentences,
        "family": (
            "{when} {where} 占用第二时段，却不属于社团活动",
            "{when}: {where} is held in period 2 but is no club activity",
        ),
        "grade": (
            "{when} {where} 的风险等级不适合最低年级的学生",
            "{when}: the risk of {where} is not allowed at its youngest grade",
        ),
        "offered": (
            "社团 {where} 面向 {grade} 年级，但政策不允许该风险等级",
            "Club {where} is open to grade {grade}, where the policy does not allow its risk",
        ),
    }

    def rows(self, space: Space) -> Iterator[Row]:
        """Pools covered, one lead a section, no pupil in an activity not allowed at the grade."""
        yield from super().rows(space)
        leads: dict[tuple[str, str], list[Key]] = {}
        for duty in space.duties:
            if isinstance(duty.key, Leads):
                leads.setdefault((duty.key.club, duty.key.strand), []).append(duty.key)
        for pair, (count, short) in self._sections(space).items():
            terms = [(key, 1) for key in (*leads.get(pair, ()), short)]
            tag = self.tag("lead", *pair)
            if isinstance(count, int):
                yield linear(tag, terms, count, count)
            else:
                yield linear(tag, [*terms, (count, -1)], 0, 0)
        yield from self._grade_rows(space)

    def _grade_rows(self, space: Space) -> Iterator[Row]:
        problem, ratios = space.problem, space.problem.policy.ratios
        for seat in space.seats:
            if (seat.club.risk, problem.grade(seat.homeroom)) not in ratios:
                yield forbid(self.tag("grade", seat.club.id), seat.key)
        for (homeroom, club, _), amount in space.fills.items():
            if (problem.clubs[club].risk, problem.grade(homeroom)) not in ratios:
                yield forbid(self.tag("grade", club), amount)

    def costs(self, space: Space) -> Iterator[Cost]:
        """10 for every adult missing."""
        yield from super().costs(space)
        for _, short in self._sections(space).values():
            yield Cost(TierName.SHORTAGE, short, short.weight)

    def _sections(self, space: Space) -> Mapping[tuple[str, str], tuple[Amount | int, Short]]:
        """Open sections by club and strand, as a key or settled, and the leads short, where leads are chosen."""
        if space.opened is None:
            counts: dict[tuple[str, str], Amount | int] = {(o.club.id, o.strand.id): o.key for o in space.openings}
        else:
            counts = {pair: count for pair, count in space.opened.items() if count and (space.duties or space.pools)}
        return {pair: (count, self._short(pair, count)) for pair, count in counts.items()}

    def _short(self, pair: tuple[str, str], count: Amount | int) -> Short:
        upper = count if isinstance(count, int) else count.upper
        return Short(self.number, "lead", "/".join(pair), upper, ADULT)

    def findings(self, problem: Problem) -> Iterator[Breach]:
        """Clubs open to a grade at which the policy does not allow their risk."""
        present = {homeroom.grade for homeroom in problem.homerooms.values()}
        for club in problem.clubs.values():
            for grade in sorted(club.grades & present):
                if (club.risk, grade) not in problem.policy.ratios:
                    yield self.breach("offered", severity=Severity.FINDING, where=club.id, grade=grade)

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Strange sessions in period 2, missing leads, too few adults, activities too risky for a grade."""
        for session in sessions_in(problem, plan, Period.P2):
            if session.kind not in CLUB_FAMILY:
                yield self.breach("family", where=session.id, when=session.date)
        yield from super().breaches(problem, plan)
        for session in plan.of_kind(*self.kinds):
            known = any(room in problem.homerooms for room, _ in session.heads)
            if known and ratio_of(problem, session) is None:
                yield self.breach("grade", where=session.id, when=session.date)

    def recount(self, problem: Problem, plan: Plan) -> Mapping[TierName, int]:
        """Sections without a lead, other meetings that nobody leads, and adults missing from sessions, 10 each."""
        led = {section.id for section in plan.sections if section.lead is not None}
        leaderless = len(plan.sections) - len(led)
        leaderless += sum(s.lead is None and s.section in led for s in plan.of_kind(Kind.CLUB))
        return {TierName.SHORTAGE: super().recount(problem, plan)[TierName.SHORTAGE] + ADULT * leaderless}


class Categories(Clause):
    """The seven kinds of activity the notice lists; those the week does not hold are noted."""

    number = 55
    section = "五(三)甲"
    quote = "音乐欣赏、美术欣赏、体育运动、劳动实践、娱乐游戏、拓展训练、兴趣小组等活动"
    kind = "I,S"
    title = ("七类活动", "Seven kinds of activity")
    sentences: ClassVar = {
        "missing": (
            "本周没有安排的活动类别：{categories:category}",
            "Kinds of activity not held this week: {categories:category}",
        ),
    }

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """One NOTE listing the missing kinds, counted over open clubs and contents of class activity."""
        clubs = [problem.clubs.get(section.id.club) for section in plan.sections]
        held = {club.category for club in clubs if club is not None}
        held |= {session.content for session in plan.of_kind(Kind.CLASS_ACTIVITY, Kind.EARLY_ACTIVITY)}
        missing = [category for category in CATEGORIES if category not in held]
        if missing:
            yield self.breach("missing", severity=Severity.NOTE, categories=", ".join(missing))


class Wishes(Clause):
    """As many wishes met as can be, the higher ranked first. Owns tier places.

    Roster mode: each club place costs the policy's rank cost, or its cost of a place outside the list. Counts
    mode: each pupil by whom a club's places stay below its expected interest costs 1. A pupil holds a club in
    one strand only, unless the school allows it twice.
    """

    number = 56
    also = (7,)
    section = "五(三)甲"
    quote = "最大满足学生的不同需求，提升学生综合素质"
    kind = "S"
    title = ("最大满足志愿", "Wishes met as far as possible")
    sentences: ClassVar = {
        "twice": (
            "学生 {who} 在多个时段重复参加社团 {where}",
            "Pupil {who} holds club {where} in more than one strand",
        ),
        "rank": (
            "学生 {who} 的名额 {where} 记为第 {rank} 志愿，与其志愿表不符",
            "The place of pupil {who} in {where} is entered as wish {rank}, which it is not",
        ),
        "unclaimed": (
            "学生 {who} 的名额 {where} 在其志愿表中，却记为志愿外",
            "The place of pupil {who} in {where} is on the pupil's list but entered as outside it",
        ),
    }

    def rows(self, space: Space) -> Iterator[Row]:
        """No club twice; unmet interest is at least interest less places."""
        problem = space.problem
        if not problem.same_club_twice:
            yield from self._twice_rows(space)
        if space.seating and not problem.roster:
            for club, unmet in _interest(problem):
                given = [(seat.key, 1) for seat in space.seats if seat.club.id == club]
                yield linear(self.tag("interest", club), [(unmet, 1), *given], unmet.upper)

    def _twice_rows(self, space: Space) -> Iterator[Row]:
        """A pupil holds a club once at most, so a homeroom holds no more places of it than it has pupils."""
        held: dict[tuple[str, str], dict[Key, None]] = {}
        rooms: dict[tuple[str, str], dict[Key, None]] = {}
        for seat in space.seats:
            if isinstance(seat.key, Sits):
                held.setdefault((seat.key.pupil, seat.key.club), {})[seat.key] = None
                rooms.setdefault((seat.homeroom, seat.club.id), {})[seat.key] = None
        for (_, club), keys in held.items():
            if len(keys) > 1:
                yield at_most(self.tag("twice", club), keys)
        counted: dict[tuple[str, str], list[Key]] = {}
        for (homeroom, club, _), amount in space.fills.items():
            counted.setdefault((homeroom, club), []).append(amount)
        pupils = Counter(space.problem.pupils[pupil].homeroom for pupil in dict.fromkeys(p for p, _ in space.unlisted))
        for (homeroom, club), amounts in counted.items():
            if len(amounts) > 1:
                keys = {**rooms.get((homeroom, club), {}), **dict.fromkeys(amounts)}
                yield at_most(self.tag("twice", club, homeroom), keys, pupils[homeroom])

    def costs(self, space: Space) -> Iterator[Cost]:
        """Rank costs, or unmet interest."""
        policy = space.problem.policy
        if space.problem.roster:
            costs: dict[Key, int] = dict.fromkeys(space.unlisted.values(), policy.unranked_cost)
            for seat in space.seats:
                cost = policy.unranked_cost if seat.rank is None else policy.rank_cost(seat.rank)
                costs[seat.key] = min(costs.get(seat.key, cost), cost)
            yield from (Cost(TierName.PLACES, key, cost) for key, cost in costs.items() if cost)
        elif space.seating:
            for _, unmet in _interest(space.problem):
                yield Cost(TierName.PLACES, unmet, 1)

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Pupils with a club twice, and places entered under a wrong rank."""
        strands: dict[tuple[str, str], set[str]] = {}
        for seat in plan.seats:
            strands.setdefault((seat.pupil, seat.section.club), set()).add(seat.section.strand)
            yield from self._rank(problem, seat)
        for (pupil, club), places in strands.items():
            if len(places) > 1 and not problem.same_club_twice:
                yield self.breach("twice", where=club, who=(pupil,))

    def _rank(self, problem: Problem, seat: Seat) -> Iterator[Breach]:
        pupil = problem.pupils.get(seat.pupil)
        if pupil is None:
            return
        club, strand, _ = seat.section
        rank = pupil.rank(strand, club)
        if seat.rank is None and rank is not None:
            yield self.breach("unclaimed", severity=Severity.NOTE, where=str(seat.section), who=(seat.pupil,))
        if seat.rank is not None and seat.rank != rank:
            yield self.breach("rank", where=str(seat.section), who=(seat.pupil,), rank=seat.rank + 1)

    def recount(self, problem: Problem, plan: Plan) -> Mapping[TierName, int]:
        """Rank costs of all club places, or interest that stays unmet."""
        policy = problem.policy
        if problem.roster:
            ranks = [seat.rank for seat in plan.seats]
            return {TierName.PLACES: sum(policy.unranked_cost if r is None else policy.rank_cost(r) for r in ranks)}
        given: dict[str, int] = {}
        for allotment in plan.allotments:
            given[allotment.section.club] = given.get(allotment.section.club, 0) + allotment.pupils
        wanted = {c: n for c, n in problem.counts.interest.items() if _held(problem, problem.clubs[c])}
        return {TierName.PLACES: sum(max(0, pupils - given.get(club, 0)) for club, pupils in wanted.items())}


def _interest(problem: Problem) -> Iterator[tuple[str, Amount]]:
    """Rows' side: the unmet interest of every club somebody is expected to want and that could be held this week."""
    for club, pupils in problem.counts.interest.items():
        if pupils > 0 and _held(problem, problem.clubs[club]):
            yield club, Amount("unmet_interest", (club,), 0, pupils)


def _held(problem: Problem, club: Club) -> bool:
    """Whether anybody is to be seated this week in a strand of the club."""
    return any(problem.seats_sought(strand) for strand in problem.club_strands(club))


CLAUSES: tuple[Clause, ...] = (ClubActivity(), Categories(), Wishes())
