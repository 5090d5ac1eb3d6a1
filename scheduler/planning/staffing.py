"""Stage "staff": pools of interchangeable duties, and who may serve in them.

Duties at one time, of one kind, stage and building are alike for every adult, so the stage decides only how many and
who; which adult has which group is named afterwards by matching.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from scheduler.clauses.space import DutyOption, Occurrence, Pool, Serves, Space
from scheduler.domain.groups import Group, Kind, adults_needed
from scheduler.domain.offer import Club, SectionId
from scheduler.domain.people import Adult, AdultKind, Stage
from scheduler.domain.plan import Role
from scheduler.domain.posts import PostNeed, post_demand
from scheduler.domain.problem import Problem
from scheduler.planning.late import late_dates, late_minutes
from scheduler.planning.offering import lead_options


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting of an open section: where, when and which pupils attend."""

    section: SectionId
    occurrence: Occurrence
    stage: Stage
    heads: tuple[tuple[str, int], ...]
    roster: tuple[str, ...]
    extra_adults: int

    @property
    def id(self) -> str:
        """Session id of the meeting."""
        return f"{Kind.CLUB}/{self.occurrence.day.date}/{self.section}"

    @property
    def size(self) -> int:
        """Pupils attending."""
        return sum(count for _, count in self.heads)


@dataclass(frozen=True, slots=True)
class PlacedGroup:
    """A class-based or support group with its venue (None when no venue was found)."""

    group: Group
    venue: str | None
    building: str


NOBODY: frozenset[str] = frozenset()


def staff_space(
    problem: Problem,
    groups: Sequence[PlacedGroup],
    meetings: Sequence[Meeting],
    opened: Mapping[tuple[str, str], int],
    apart: frozenset[str] = NOBODY,
) -> Space:
    """The stage's space: leads for open sections, and every pool with the adults who could serve in it.

    Duties of the homerooms, support groups and clubs `apart` are in pools of their own.
    """
    pools = (
        *group_pools(problem, groups, apart),
        *club_pools(problem, meetings, apart),
        *post_pools(problem, groups, meetings),
    )
    wanted = [(problem.clubs[c], problem.strands[s]) for (c, s), count in opened.items() if count]
    duties = (*lead_options(problem, wanted), *(o for pool in pools for o in servers(problem, pool)))
    return Space(problem=problem, opened=opened, duties=duties, pools=pools)


def group_pools(problem: Problem, groups: Sequence[PlacedGroup], apart: frozenset[str] = NOBODY) -> Iterator[Pool]:
    """Lead and assistant pools of the class-based and support groups."""
    alike: dict[tuple[object, ...], list[PlacedGroup]] = {}
    for placed in groups:
        g = placed.group
        by = g.day, g.interval, g.kind, g.stage, g.subject, placed.building, _named(g, apart)
        alike.setdefault(by, []).append(placed)
    for members in alike.values():
        g, named = members[0].group, _named(members[0].group, apart)
        where = Occurrence(g.day, g.interval, members[0].building)
        stem = "/".join(
            str(p)
            for p in (g.kind, g.day.date, g.interval, g.stage, members[0].building, g.subject or "any", *sorted(named))
        )
        yield Pool(
            f"{stem}/lead",
            g.kind.value,
            Role.LEAD,
            where,
            len(members),
            tuple(m.group.id for m in members),
            g.stage,
            skill=g.subject,
            homes={m.group.id: m.group.homerooms[0] for m in members if len(m.group.homerooms) == 1},
            named=named,
        )
        extra = tuple(m.group.id for m in members for _ in range(adults_needed(problem, m.group) - 1))
        if extra:
            yield Pool(
                f"{stem}/assistant", g.kind.value, Role.ASSISTANT, where, len(extra), extra, g.stage, named=named
            )


def _named(group: Group, apart: frozenset[str]) -> frozenset[str]:
    """Which of the ids apart a group is of: its homerooms, or itself as a support group."""
    return apart & {*group.homerooms, group.id.rpartition("/")[2]}


def club_pools(problem: Problem, meetings: Sequence[Meeting], apart: frozenset[str] = NOBODY) -> Iterator[Pool]:
    """Assistants wanted by size or extra needs, and one chaperone pool for each club, strand and day."""
    alike: dict[tuple[object, ...], list[Meeting]] = {}
    chaperoned: dict[tuple[str, str, object, str], list[Meeting]] = {}
    for meeting in meetings:
        o = meeting.occurrence
        by = meeting.section[:2] if meeting.section.club in apart else ()
        alike.setdefault((o.day, o.interval, o.building, meeting.stage, by), []).append(meeting)
        at = (meeting.section.club, meeting.section.strand, o.day.date, o.building)
        chaperoned.setdefault(at, []).append(meeting)
    for members in alike.values():
        o, section = members[0].occurrence, members[0].section
        named = apart & {section.club}
        extra = tuple(m.id for m in members for _ in range(club_adults(problem, m) - 1))
        if extra:
            name = f"{Kind.CLUB}/{o.day.date}/{o.interval}/{members[0].stage}/{o.building}"
            name += f"/{section.club}/{section.strand}/assistant" if named else "/assistant"
            place = section.strand if named else ""
            stage = members[0].stage
            yield Pool(name, Kind.CLUB.value, Role.ASSISTANT, o, len(extra), extra, stage, place=place, named=named)
    for (club, strand, _, building), members in chaperoned.items():
        if any(_needs_company(a, problem.clubs[club]) for a in problem.adults.values()):
            o = members[0].occurrence
            name = f"chaperone/{club}/{strand}/{o.day.date}/{building}"
            yield Pool(
                name,
                Kind.CLUB.value,
                Role.ASSISTANT,
                o,
                0,
                tuple(m.id for m in members),
                members[0].stage,
                own_only=True,
                place=strand,
                named=apart & {club},
            )


def _needs_company(adult: Adult, club: Club) -> bool:
    """Whether the adult could lead the club but not alone."""
    return not adult.own and not adult.sole_allowed and adult.can_lead(club.id, club.skill)


def club_adults(problem: Problem, meeting: Meeting) -> int:
    """Adults a club meeting needs: ceil(pupils / hard ratio of the risk at the youngest grade) + extra
    needs, at least 1."""
    grades = [problem.grade(homeroom) for homeroom, _ in meeting.heads]
    if not grades:
        return 1
    ratio = problem.policy.ratios[problem.clubs[meeting.section.club].risk, min(grades)]
    return max(1, ceil(meeting.size / ratio.hard)) + meeting.extra_adults


def post_pools(problem: Problem, groups: Sequence[PlacedGroup], meetings: Sequence[Meeting]) -> Iterator[Pool]:
    """One pool for each kind of post, day, interval and building."""
    for day in problem.days:
        for need in post_demand(problem, day, busiest(problem, day, groups, meetings)):
            if need.quantity:
                yield post_pool(
                    problem, day_id=str(day.date), need=need, where=Occurrence(day, need.interval, need.building)
                )


def post_pool(problem: Problem, day_id: str, need: PostNeed, where: Occurrence) -> Pool:
    """The pool of one need: as many places as it has adults wanted."""
    name = f"{need.kind}/{day_id}/{need.interval}/{need.place}"
    targets = tuple(f"{name}/{number}" for number in range(1, need.quantity + 1))
    return Pool(
        name,
        need.kind,
        Role.POST,
        where,
        need.quantity,
        targets,
        skill=need.rule.skill,
        duty_only=need.rule.duty_only,
        kinds=need.rule.kinds,
        place=need.place,
    )


def busiest(problem: Problem, day: object, groups: Sequence[PlacedGroup], meetings: Sequence[Meeting]) -> int:
    """Most groups and sections running at one minute of the day."""
    spans = [p.group.interval for p in groups if p.group.day == day]
    spans += [m.occurrence.interval for m in meetings if m.occurrence.day == day]
    return max((sum(s.start <= t.start < s.end for s in spans) for t in spans), default=0)


def servers(problem: Problem, pool: Pool) -> Iterator[DutyOption]:
    """Adults of an admitted kind, stage and skill; whether they are there and admissible is the clauses' business."""
    where = pool.occurrence
    stage = pool.stage
    for adult in problem.adults.values():
        if may_serve(adult, pool):
            yield DutyOption(
                Serves(adult.id, pool.id),
                adult,
                pool.kind,
                pool.role,
                (where,),
                stage,
                late_minutes(problem, where.day, where.interval, stage),
                late_dates(problem, (where,), stage),
                pool=pool,
            )


def may_serve(adult: Adult, pool: Pool) -> bool:
    """Whether the adult is of the sort the pool asks for."""
    if pool.skill is not None and pool.skill not in adult.skills:
        return False
    if adult.duty_only != pool.duty_only:
        return False
    if pool.role is Role.POST:
        return adult.kind in pool.kinds
    if adult.kind is AdultKind.GUARD or (pool.own_only and not adult.own):
        return False
    return pool.stage is None or pool.stage in adult.stages
