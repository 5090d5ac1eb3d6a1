"""Groups of the class-based periods: which homerooms may meet together, how they divide, how many adults they need."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import ceil

from scheduler.calendar.clock import Interval
from scheduler.calendar.term import SchoolDay
from scheduler.domain.demand import Period, SupportGroup
from scheduler.domain.people import Stage
from scheduler.domain.problem import Problem


class Kind(StrEnum):
    """What a session is (clause 四(三) 分班设置要类别清晰)."""

    EARLY_ACTIVITY = "early_activity"
    HOMEWORK = "homework"
    SUPPORT = "support"
    EXTENSION = "extension"
    CLUB = "club"
    CLASS_ACTIVITY = "class_activity"
    EXTENDED_CARE = "extended_care"
    EVENING_STUDY = "evening_study"


CLASS_KINDS: Mapping[Period, Kind] = {
    Period.EARLY: Kind.EARLY_ACTIVITY,
    Period.P1: Kind.HOMEWORK,
    Period.P2: Kind.CLASS_ACTIVITY,
    Period.EXTENDED: Kind.EXTENDED_CARE,
    Period.EVENING: Kind.EVENING_STUDY,
}
RISK: Mapping[Kind, int] = {
    Kind.EARLY_ACTIVITY: 0,
    Kind.HOMEWORK: 0,
    Kind.SUPPORT: 0,
    Kind.EXTENSION: 0,
    Kind.CLASS_ACTIVITY: 0,
    Kind.EXTENDED_CARE: 0,
    Kind.EVENING_STUDY: 0,
}


@dataclass(frozen=True, slots=True)
class Group:
    """Pupils who meet together once. `heads` is pupils per homeroom; `roster` their ids (empty in counts mode)."""

    id: str
    kind: Kind
    period: Period
    day: SchoolDay
    interval: Interval
    stage: Stage
    heads: tuple[tuple[str, int], ...]
    roster: tuple[str, ...]
    extra_adults: int
    subject: str | None = None

    @property
    def size(self) -> int:
        """Pupils in the group."""
        return sum(count for _, count in self.heads)

    @property
    def homerooms(self) -> tuple[str, ...]:
        """Homerooms with a pupil in the group."""
        return tuple(homeroom for homeroom, _ in self.heads)


@dataclass(frozen=True, slots=True)
class GroupOption:
    """One way to gather some homerooms in one period: the groups they would form. Exactly one option covers each."""

    id: str
    homerooms: tuple[str, ...]
    period: Period
    day: SchoolDay
    groups: tuple[Group, ...]


def adults_needed(problem: Problem, group: Group) -> int:
    """Adults a group needs: ceil(pupils / hard ratio of its youngest grade) + adults for extra needs.

    Extended care needs the pair of `extended_adults` whatever its size. Source: safety table, assumption of the pack.
    """
    if group.kind is Kind.EXTENDED_CARE:
        return problem.policy.extended_adults + group.extra_adults
    grade = min(problem.grade(homeroom) for homeroom in group.homerooms)
    ratio = problem.policy.ratios[RISK[group.kind], grade]
    return ceil(group.size / ratio.hard) + group.extra_adults


def group_options(problem: Problem, period: Period, day: SchoolDay) -> tuple[GroupOption, ...]:
    """Every way to gather homerooms in a period that day, in a fixed order; empty when nobody needs care then.

    Each homeroom alone and each permitted merge of homerooms with the same clock interval, in the fewest groups that
    some suitable venue can hold and in one group more. Extended care pools all homerooms of an interval.
    """
    waiting = [h for h in problem.homerooms if _waiting(problem, h, period, day) > 0]
    if period is Period.EXTENDED:
        return tuple(_pooled(problem, day, waiting))
    return tuple(_class_based(problem, period, day, waiting))


def support_sessions(problem: Problem, day: SchoolDay) -> tuple[Group, ...]:
    """Support and extension groups that meet in period 1 that day, without those nobody attends."""
    groups = []
    for support in problem.support_groups.values():
        if day.weekday in support.weekdays:
            group = _support_group(problem, support, day)
            if group is not None:
                groups.append(group)
    return tuple(groups)


def largest_room(problem: Problem, period: Period) -> int:
    """Seats of the largest venue that suits a class-based group in the period; 0 when there is none."""
    return max((v.capacity for v in problem.site.venues.values() if suits(v.kind, period)), default=0)


def suits(venue_kind: str, period: Period) -> bool:
    """Whether a kind of venue suits class-based groups: rooms with seats; play spaces only for activity periods."""
    if venue_kind in SEATED_KINDS:
        return True
    return period in (Period.EARLY, Period.P2) and venue_kind in ("playground", "gym", "court")


SEATED_KINDS = frozenset(
    {
        "classroom",
        "reading",
        "library",
        "hall",
        "computer",
        "science",
        "art",
        "music",
        "calligraphy",
        "maker",
        "multi_use",
    }
)


def _in_support(problem: Problem, pupil_support: str | None, day: SchoolDay) -> bool:
    return pupil_support is not None and day.weekday in problem.support_groups[pupil_support].weekdays


def _waiting(problem: Problem, homeroom: str, period: Period, day: SchoolDay) -> int:
    """Pupils of a homeroom who need a class-based place in the period."""
    if period is Period.P2 and problem.strand_on(problem.grade(homeroom), day.weekday) is not None:
        return 0
    count = problem.headcount(homeroom, day, period)
    if period is not Period.P1:
        return count
    if problem.roster:
        return sum(not _in_support(problem, p.support, day) for p in problem.attending(homeroom, day, period))
    return count - _expected_support(problem, homeroom, day)


def _expected_support(problem: Problem, homeroom: str, day: SchoolDay) -> int:
    """Counts mode: pupils of a homeroom in support groups, the expected size dealt evenly over the grade's
    homerooms."""
    total = 0
    for support in problem.support_groups.values():
        if day.weekday in support.weekdays and problem.grade(homeroom) in support.grades:
            total += dict(_deal_support(problem, support)).get(homeroom, 0)
    return total


def _deal_support(problem: Problem, support: SupportGroup) -> tuple[tuple[str, int], ...]:
    rooms = [h.id for h in problem.homerooms.values() if h.grade in support.grades]
    base, rest = divmod(support.expected, len(rooms)) if rooms else (0, 0)
    return tuple((room, base + (index < rest)) for index, room in enumerate(rooms) if base + (index < rest))


def _support_group(problem: Problem, support: SupportGroup, day: SchoolDay) -> Group | None:
    rooms = [h for h in problem.homerooms.values() if h.grade in support.grades]
    slot = next((s for h in rooms if (s := problem.slot(h.id, day, Period.P1)) is not None), None)
    if slot is None:
        return None
    if problem.roster:
        members = [(h.id, p) for h in rooms for p in problem.attending(h.id, day, Period.P1) if p.support == support.id]
        heads = tuple((h.id, n) for h in rooms if (n := sum(room == h.id for room, _ in members)))
        roster = tuple(p.id for _, p in members)
        extra = int(any(p.needs_adult for _, p in members))
    else:
        heads, roster, extra = _deal_support(problem, support), (), 0
    if not heads:
        return None
    kind = Kind.SUPPORT if support.kind == "support" else Kind.EXTENSION
    return Group(
        f"{kind}/{day.date}/{support.id}",
        kind,
        Period.P1,
        day,
        slot,
        rooms[0].stage,
        heads,
        roster,
        extra,
        support.subject,
    )


def _class_based(problem: Problem, period: Period, day: SchoolDay, waiting: Sequence[str]) -> Iterator[GroupOption]:
    room = largest_room(problem, period)
    merges = [m for m in problem.merges if all(h in waiting for h in m) and _same_slot(problem, m, period, day)]
    for homerooms in [*((h,) for h in waiting), *merges]:
        size = sum(_waiting(problem, h, period, day) for h in homerooms)
        fewest = max(1, ceil(size / room)) if room else 1
        more = (
            fewest + 1
            if len(homerooms) > 1 or fewest > 1 or not _fits_own_room(problem, homerooms[0], size)
            else fewest
        )
        for parts in range(fewest, more + 1):
            yield _option(problem, period, day, homerooms, parts)


def _fits_own_room(problem: Problem, homeroom: str, size: int) -> bool:
    room = problem.site.venues.get(problem.homerooms[homeroom].classroom)
    return room is not None and size <= room.capacity


def _same_slot(problem: Problem, homerooms: Sequence[str], period: Period, day: SchoolDay) -> bool:
    return len({problem.slot(h, day, period) for h in homerooms}) == 1


def _pooled(problem: Problem, day: SchoolDay, waiting: Sequence[str]) -> Iterator[GroupOption]:
    """Extended care: all homerooms of one interval and stage together, in groups of at most `extended_group`."""
    pools: dict[tuple[Interval, Stage], list[str]] = {}
    for homeroom in waiting:
        slot = problem.slot(homeroom, day, Period.EXTENDED)
        if slot is not None:
            pools.setdefault((slot, problem.homerooms[homeroom].stage), []).append(homeroom)
    for homerooms in pools.values():
        size = sum(problem.headcount(h, day, Period.EXTENDED) for h in homerooms)
        fewest = ceil(size / problem.policy.extended_group)
        for parts in range(fewest, fewest + 2):
            yield _option(problem, Period.EXTENDED, day, tuple(homerooms), parts)


def _option(problem: Problem, period: Period, day: SchoolDay, homerooms: tuple[str, ...], parts: int) -> GroupOption:
    label = "+".join(homerooms) if len(homerooms) <= 3 else f"{homerooms[0]}..{homerooms[-1]}"
    name = f"{CLASS_KINDS[period]}/{day.date}/{label}/{parts}"
    members = [(h, key, extra) for h in homerooms for key, extra in _members(problem, h, period, day)]
    shares = _shares(len(members), parts)
    groups = []
    for index, (first, last) in enumerate(shares, start=1):
        part = members[first:last]
        if part:
            groups.append(_group(problem, period, day, f"{name}/{index}", part))
    return GroupOption(name, homerooms, period, day, tuple(groups))


def _members(problem: Problem, homeroom: str, period: Period, day: SchoolDay) -> list[tuple[str | None, bool]]:
    """One entry a pupil: (id or None in counts mode, whether an extra adult is needed)."""
    if problem.roster:
        return [
            (p.id, p.needs_adult)
            for p in problem.attending(homeroom, day, period)
            if not (period is Period.P1 and _in_support(problem, p.support, day))
        ]
    needs = problem.counts.extra_needs.get(homeroom, 0)
    return [(None, index < needs) for index in range(_waiting(problem, homeroom, period, day))]


def _shares(total: int, parts: int) -> list[tuple[int, int]]:
    """Cut `total` into `parts` runs whose lengths differ by at most one."""
    base, rest = divmod(total, parts)
    cuts = [0]
    for index in range(parts):
        cuts.append(cuts[-1] + base + (index < rest))
    return list(pairwise(cuts))


def _group(
    problem: Problem, period: Period, day: SchoolDay, name: str, part: Sequence[tuple[str, str | None, bool]]
) -> Group:
    heads: dict[str, int] = {}
    for homeroom, _, _ in part:
        heads[homeroom] = heads.get(homeroom, 0) + 1
    slot = problem.slot(part[0][0], day, period)
    if slot is None:
        raise ValueError(f"{name}: homeroom {part[0][0]} has no {period} that day")
    return Group(
        id=name,
        kind=CLASS_KINDS[period],
        period=period,
        day=day,
        interval=slot,
        stage=problem.homerooms[part[0][0]].stage,
        heads=tuple(heads.items()),
        roster=tuple(key for _, key, _ in part if key is not None),
        extra_adults=int(any(extra for _, _, extra in part)),
    )
