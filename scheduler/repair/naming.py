"""From the values of a repair back to a plan: whoever stays in a pool stays at the same group or post."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from scheduler.clauses.space import Pool, Serves
from scheduler.domain.plan import Duty, OpenSection, Plan, Post, Role, Session
from scheduler.planning.lift import club_session, group_session, lift_posts
from scheduler.repair.staff import CHAPERONE, Staffing
from solvers.rows import Key

T = TypeVar("T", Session, Post)


def named(staffing: Staffing, values: Mapping[Key, int]) -> Plan:
    """The repaired plan, without reliefs, unmet demand and tiers of its own. What has begun is as it was."""
    week = staffing.week
    duties = _duties(staffing, values)
    sessions = [s for s in week.plan.sessions if week.past(s)]
    fresh = [group_session(week.problem, placed, duties.get(placed.group.id, ())) for placed in week.groups]
    fresh += [club_session(m, week.venue(m.id, None), duties.get(m.id, ())) for m in week.meetings]
    sessions += [session for session in fresh if not week.past(session)]
    posts = [post for post in week.plan.posts if week.past(post)]
    posts += [post for post in lift_posts(staffing.space, duties) if not week.past(post)]
    return replace(
        week.plan,
        sections=tuple(_section(section, sessions) for section in week.plan.sections),
        sessions=_in_order(sessions, week.plan.sessions),
        posts=_in_order(posts, week.plan.posts),
    )


def _in_order(items: Sequence[T], before: tuple[T, ...]) -> tuple[T, ...]:
    """By date, clock and id; as they were where they are the same."""
    found = tuple(sorted(items, key=lambda item: (item.date, item.interval, item.id)))
    return before if set(found) == set(before) else found


def _section(section: OpenSection, sessions: Sequence[Session]) -> OpenSection:
    """The section with its lead; where it has none, whoever leads most of its meetings now."""
    if section.lead is not None:
        return section
    leads = [s.lead for s in sessions if s.section == section.id and s.lead is not None]
    return replace(section, lead=max(sorted(set(leads)), key=leads.count)) if leads else section


def _duties(staffing: Staffing, values: Mapping[Key, int]) -> dict[str, list[Duty]]:
    serving: dict[str, list[str]] = {}
    for key, value in {**values, **staffing.known}.items():
        if isinstance(key, Serves) and value:
            serving.setdefault(key.pool, []).append(key.adult)
    duties: dict[str, list[Duty]] = {}
    for pool in sorted(staffing.pools, key=lambda p: (p.role is not Role.LEAD, p.id)):
        targets = _targets(staffing, pool, duties)
        for target, who in _placed(staffing, pool, targets, sorted(serving.get(pool.id, ()))):
            duties.setdefault(target, []).append(Duty(who, pool.role))
    return duties


def _targets(staffing: Staffing, pool: Pool, duties: Mapping[str, Sequence[Duty]]) -> list[str]:
    """The pool's places; of a chaperone pool the meetings whose lead may not be alone come first."""
    if not pool.id.startswith(CHAPERONE):
        return list(pool.targets)
    adults = staffing.problem.adults
    leads = {t: [adults[d.adult] for d in duties.get(t, ()) if d.role is Role.LEAD] for t in pool.targets}
    alone = [t for t, found in leads.items() if any(not (a.own or a.sole_allowed) for a in found)]
    return [*alone, *(target for target in pool.targets if target not in alone)]


def _placed(staffing: Staffing, pool: Pool, targets: list[str], serving: list[str]) -> Iterator[tuple[str, str]]:
    """(target, adult): who held a place keeps it, class teachers go home, then one after the other.

    Where changes cost nothing class teachers come first, as in planning.
    """
    if pool.id.startswith(CHAPERONE):
        targets = targets[: len(serving)]
    homes = [
        (target, who)
        for target, room in pool.homes.items()
        for who in serving
        if staffing.problem.adults[who].class_of == room
    ]
    held = staffing.holders[pool.id]
    for target, who in (*held, *homes) if staffing.priced else (*homes, *held):
        if who in serving and target in targets:
            serving.remove(who)
            targets.remove(target)
            yield target, who
    yield from zip(targets, serving, strict=False)
