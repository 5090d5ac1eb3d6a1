"""To the planner: demand against places by club, who is worst off, what one more place would be worth."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import ClassVar

from scheduler.allocation.market import Market, Register
from scheduler.allocation.waiting import Waiting, waiting_lists
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.vocabulary import said


@dataclass(frozen=True)
class Demand:
    """One club in one strand. All in pupils, but `sections` and `leads` (own or outside adults free to lead one more).

    `asked`: it is on their list and could be granted; `first`: as their first wish; `waiting`: they prefer it to what
    they hold, next first; `by_grade`: of those, by grade. `part` and `gain`: the first figure one more place improves,
    and by how much (0: none; None: cannot be told exactly).
    """

    club: str
    title: str
    strand: str
    sections: int
    places: int
    seated: int
    asked: int
    first: int
    waiting: tuple[str, ...]
    by_grade: Mapping[int, int]
    part: str
    gain: int | None
    leads: int
    extra_section: bool
    """Whether another section would fill: enough wait, the club allows one more, and somebody could lead it."""

    SENTENCES: ClassVar[Mapping[str, tuple[str, str]]] = {
        "line": (
            "{title}（{strand}）：{sections} 个班 {places} 个名额，{seated} 人在册，申请 {asked} 人，候补 {waiting} 人",
            "{title} ({strand}): {sections} sections, {places} places, {seated} seated, asked {asked}, "
            "waiting {waiting}",
        ),
        "untold": ("；多一个名额的价值无法确切算出", "; what one more place is worth cannot be told exactly"),
        "gain": ("；多一个名额：{part} {gain:+}", "; one more place: {part} {gain:+}"),
        "extra": ("；可增开一班（{leads} 人可带）", "; another section would fill ({leads} adults could lead it)"),
    }

    def say(self, language: str) -> str:
        """The club's line in `zh` or `en`."""
        facts = {field.name: getattr(self, field.name) for field in fields(self)}
        facts |= {"waiting": len(self.waiting), "part": said(self.part, "tier", language)}
        worth = ("untold",) if self.gain is None else ("gain",) if self.gain else ()
        told = ("line", *worth, *(("extra",) if self.extra_section else ()))
        return "".join(self.SENTENCES[key][0 if language == "zh" else 1].format(**facts) for key in told)


@dataclass(frozen=True, slots=True)
class Move:
    """Pupils of one strand by first choice, the highest wish that could be granted ("": none), and by what they hold.

    `given`: the club ("": no place), at `rank` of the list (None: outside it); `elsewhere`: the first choice is not
    given here but held in another strand.
    """

    strand: str
    first: str
    given: str
    rank: int | None
    elsewhere: bool
    pupils: int


@dataclass(frozen=True)
class Figures:
    """Where a plan's places went.

    profile: (strand, rank) -> pupils, rank None outside the list. by_homeroom: homeroom -> rank -> places; unplaced:
    homeroom -> places lacking. moves: most pupils first. firsts: (grade, strands with a first choice, of those held in
    any strand) -> pupils. wanted: (strand, club) -> pupils who list it first, whether or not it is open. worst: pupil,
    strand and rank of those placed worst, outside the list first.
    """

    demand: tuple[Demand, ...]
    profile: Mapping[tuple[str, int | None], int]
    by_homeroom: Mapping[str, Mapping[int | None, int]]
    unplaced: Mapping[str, int]
    moves: tuple[Move, ...]
    firsts: Mapping[tuple[int, int, int], int]
    wanted: Mapping[tuple[str, str], int]
    worst: tuple[tuple[str, str, int | None], ...]


MOST_WORST = 20


def figures(problem: Problem, plan: Plan, lists: Sequence[Waiting] | None = None) -> Figures:
    """The figures of a plan in roster mode; empty in counts mode. `lists`: its waiting lists, where known already."""
    lists = waiting_lists(problem, plan) if lists is None else lists
    profile: Counter[tuple[str, int | None]] = Counter()
    rooms: dict[str, Counter[int | None]] = {}
    unplaced: Counter[str] = Counter()
    placed: list[tuple[str, str, int | None]] = []
    markets = [waiting.market for waiting in lists]
    for market in markets:
        for pupil in market.pupils:
            club, room = market.holds(pupil), problem.pupils[pupil].homeroom
            rank = market.rank(pupil, club)
            if club is None:
                unplaced[room] += 1
                continue
            profile[market.strand, rank] += 1
            rooms.setdefault(room, Counter())[rank] += 1
            placed.append((pupil, market.strand, rank))
    worst = sorted((one for one in placed if one[2] != 0), key=lambda one: (one[2] is not None, -(one[2] or 0), one))
    demand = tuple(line for waiting in lists for line in _demand(problem, plan, waiting))
    by_homeroom = {room: dict(ranks) for room, ranks in rooms.items()}
    return Figures(
        demand, dict(profile), by_homeroom, dict(unplaced), _moves(markets),
        _firsts(markets[0].register) if markets else {}, _wanted(markets), tuple(worst[:MOST_WORST]),
    )  # fmt: skip


def _moves(markets: Sequence[Market]) -> tuple[Move, ...]:
    found: Counter[tuple[str, str, str, int | None, bool]] = Counter()
    for market in markets:
        for pupil in market.pupils:
            club, first = market.holds(pupil), market.register.firsts[pupil].get(market.strand, "")
            elsewhere = first != club and first in market.register.clubs_of(pupil).values()
            found[market.strand, first, club or "", market.rank(pupil, club), elsewhere] += 1
    return tuple(Move(*key, pupils) for key, pupils in found.most_common())


def _firsts(common: Register) -> Mapping[tuple[int, int, int], int]:
    found: Counter[tuple[int, int, int]] = Counter()
    for pupil, firsts in common.firsts.items():
        granted = len(firsts) - common.lost(pupil, common.clubs_of(pupil))
        found[common.problem.grade(common.problem.pupils[pupil].homeroom), len(firsts), granted] += 1
    return dict(found)


def _wanted(markets: Sequence[Market]) -> Mapping[tuple[str, str], int]:
    """Pupils who list a club first, by strand and club."""
    at = ((market, market.register.problem.pupils[pupil]) for market in markets for pupil in market.pupils)
    lists = ((market.strand, pupil.wishes(market.strand)) for market, pupil in at)
    return dict(Counter((strand, wishes[0]) for strand, wishes in lists if wishes))


def _demand(problem: Problem, plan: Plan, waiting: Waiting) -> Iterator[Demand]:
    market = waiting.market
    for key, club in market.clubs.items():
        sections, places = market.register.places[key, market.strand]
        queue, asking = waiting.lists[key], market.asking[key]
        worth = waiting.gain(key)
        part, gain = ("", None) if worth is None else waiting.deciding(worth)
        leads = _free_leads(problem, plan, key, market.strand)
        yield Demand(
            key, club.title, market.strand, sections, places, market.sizes[key], len(asking),
            sum(market.register.wishes(pupil, market.strand)[0][1] == key for pupil in asking),
            queue, dict(Counter(problem.grade(problem.pupils[pupil].homeroom) for pupil in queue)),
            part, gain, leads,
            len(queue) >= club.min_enrolment and sections < club.max_sections and leads > 0,
        )  # fmt: skip


def _free_leads(problem: Problem, plan: Plan, club: str, strand: str) -> int:
    """Adults who could lead the club and lead nothing in the strand; the plan's duties and caps are not looked at."""
    taken = {section.lead for section in plan.sections if section.id.strand == strand}
    skill = problem.clubs[club].skill
    able = (a for a in problem.adults.values() if not a.duty_only and a.can_lead(club, skill))
    return sum(adult.id not in taken for adult in able)
