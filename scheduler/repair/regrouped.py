"""The class-based and support groups of an announced week, for the pupils who now come.

A group keeps its id, place and people for as long as its homerooms gather as they did. Where they cannot any more (more
pupils in extended care than one group may hold, the first homeroom of a pool stays at home), they gather anew, and each
new group is the successor of one that met then.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from scheduler.domain.demand import Period
from scheduler.domain.groups import CLASS_KINDS, Group, GroupOption, Kind, group_options, support_sessions
from scheduler.domain.plan import Plan, Session
from scheduler.domain.problem import Problem


def regrouped(problem: Problem, plan: Plan) -> Iterator[Group]:
    """Every group of the week, in order of day and period."""
    support = {session.id for session in plan.of_kind(Kind.SUPPORT, Kind.EXTENSION)}
    for day in problem.days:
        for period in Period:
            options = group_options(problem, period, day)
            planned = [s for s in plan.of_kind(CLASS_KINDS[period]) if s.date == day.date and _own(s)]
            yield from _gathered(options, planned)
        yield from (group for group in support_sessions(problem, day) if group.id in support)


def _own(session: Session) -> bool:
    """Whether the session is a gathering of homerooms, not class activity in place of a club: its id has more parts."""
    return session.id.count("/") > 2


def _gathered(options: Sequence[GroupOption], planned: Sequence[Session]) -> Iterator[Group]:
    there = {group.id: group for option in options for group in option.groups}
    kept = [there[session.id] for session in planned if session.id in there]
    yield from kept
    covered = {room for group in kept for room in group.homerooms}
    lost = [session for session in planned if session.id not in there]
    for option in _chosen(options, covered, lost):
        for group in option.groups:
            yield _successor(group, lost)


def _chosen(options: Sequence[GroupOption], covered: set[str], lost: Sequence[Session]) -> Iterator[GroupOption]:
    """Ways to gather everybody who is not in a group: in as many groups as met before, where that can be."""
    taken = set(covered)
    for homerooms in dict.fromkeys(option.homerooms for option in options):
        if taken.isdisjoint(homerooms):
            taken.update(homerooms)
            before = sum(any(room in homerooms for room, _ in session.heads) for session in lost)
            ways = [option for option in options if option.homerooms == homerooms]
            yield min(ways, key=lambda option: (abs(len(option.groups) - before), len(option.groups)))


def _successor(group: Group, lost: list[Session]) -> Group:
    """The group under the id of a session that met at its time with one of its homerooms, which it uses up."""
    for session in lost:
        if session.interval == group.interval and any(room in group.homerooms for room, _ in session.heads):
            lost.remove(session)
            return replace(group, id=session.id)
    return group
