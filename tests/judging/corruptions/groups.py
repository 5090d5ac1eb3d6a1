"""Chapter 五(三)甲: support and extension groups."""

from collections.abc import Iterator
from random import Random

from judging.corruptions.content import leaderless, understaffed
from judging.goods import Good
from judging.spoiling import (
    Wrong,
    adult,
    corrupts,
    mixed,
    policy,
    session,
    spot,
    wrong,
)

from scheduler.domain.groups import Kind
from scheduler.domain.plan import Session

HOMEWORK = (Kind.HOMEWORK, Kind.SUPPORT, Kind.EXTENSION)


def _groups(good: Good, kind: Kind) -> dict[str, list[Session]]:
    """Sessions of each support or extension group."""
    return {
        key: [s for s in good.plan.of_kind(kind) if s.id.endswith(key)]
        for key, group in good.problem.support_groups.items()
        if group.kind == kind.value
    }


def _oversized(good: Good, rng: Random, kind: Kind, name: str) -> Iterator[Wrong]:
    """A meeting has one pupil more than the limit and than anybody listed."""
    for mine in _groups(good, kind).values():
        for held in mixed(mine, rng):
            for more in (1, 2, 5):
                size = getattr(good.problem.policy, name) + more
                heads = ((held.heads[0][0], size), *((h, 0) for h, _ in held.heads[1:]))
                yield wrong(good, spot("size", held.id, held.date), plan=session(good.plan, held, heads=heads))


def _listed_too_many(good: Good, rng: Random, kind: Kind, name: str) -> Iterator[Wrong]:
    """The policy's limit is below what a group lists."""
    for key, mine in _groups(good, kind).items():
        listed = sum(p.support == key for p in good.problem.pupils.values())
        for limit in mixed(range(listed), rng) if mine else ():
            yield wrong(good, spot("expected", key), problem=policy(good.problem, **{name: limit}))


def _not_competent(good: Good, rng: Random, kind: Kind) -> Iterator[Wrong]:
    """The lead of a group has lost its subject."""
    for mine in _groups(good, kind).values():
        for key in mixed({s.lead for s in mine if s.lead}, rng):
            led = [s for s in mine if s.lead == key]
            skills = good.problem.adults[key].skills - {s.subject for s in led}
            spots = [spot("subject", s.id, s.date, key) for s in led]
            yield wrong(good, *spots, problem=adult(good.problem, key, skills=skills, clubs=frozenset({"-"})))


@corrupts(52, 73, 77)
def nobody_in_charge_of_support(good: Good, rng: Random) -> Iterator[Wrong]:
    """A support group has no lead."""
    yield from leaderless(good, rng, Kind.SUPPORT)


@corrupts(52, 50, 54)
def a_support_pupil_in_need(good: Good, rng: Random) -> Iterator[Wrong]:
    """A support group has a pupil who needs an adult of their own, and no second adult."""
    yield from understaffed(good, rng, Kind.SUPPORT)


@corrupts(52, 19)
def a_support_group_too_large(good: Good, rng: Random) -> Iterator[Wrong]:
    """A support group holds more than its limit."""
    yield from _oversized(good, rng, Kind.SUPPORT, "support_size")


@corrupts(52)
def too_many_listed_for_support(good: Good, rng: Random) -> Iterator[Wrong]:
    """A support group lists more than its limit."""
    yield from _listed_too_many(good, rng, Kind.SUPPORT, "support_size")


@corrupts(52, 28)
def support_without_the_subject(good: Good, rng: Random) -> Iterator[Wrong]:
    """A support group's lead does not know the subject."""
    yield from _not_competent(good, rng, Kind.SUPPORT)


@corrupts(53, 73, 77)
def nobody_in_charge_of_extension(good: Good, rng: Random) -> Iterator[Wrong]:
    """An extension group has no lead."""
    yield from leaderless(good, rng, Kind.EXTENSION)


@corrupts(53, 50, 54)
def an_extension_pupil_in_need(good: Good, rng: Random) -> Iterator[Wrong]:
    """An extension group has a pupil who needs an adult of their own, and no second adult."""
    yield from understaffed(good, rng, Kind.EXTENSION)


@corrupts(53, 19)
def an_extension_group_too_large(good: Good, rng: Random) -> Iterator[Wrong]:
    """An extension group holds more than its limit."""
    yield from _oversized(good, rng, Kind.EXTENSION, "extension_size")


@corrupts(53)
def too_many_listed_for_extension(good: Good, rng: Random) -> Iterator[Wrong]:
    """An extension group lists more than its limit."""
    yield from _listed_too_many(good, rng, Kind.EXTENSION, "extension_size")


@corrupts(53)
def extension_without_the_subject(good: Good, rng: Random) -> Iterator[Wrong]:
    """An extension group's lead does not know the subject."""
    yield from _not_competent(good, rng, Kind.EXTENSION)
