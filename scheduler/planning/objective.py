"""The objective a school chose for its club places, as tiers: each a sum over places, in order of importance.

All of them follow the tier that counts pupils without any place. Ties that an objective leaves are settled by luck,
then by the public lottery, so that hardly any two answers are equally good.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from types import MappingProxyType

from scheduler.clauses.space import Amount, Space
from scheduler.domain.allocation import Objective, rank_name
from scheduler.domain.plan import TierName
from solvers.instance import Tier
from solvers.rows import Key, Row, cover, linear

Ranked = tuple[Key, int | None]
"""A key that gives a place, and the rank of the place (None outside the list)."""


def rank_tiers(objective: Objective, ranked: Iterable[Ranked]) -> tuple[Tier, ...]:
    """TOTAL, FIRST or FAIR as tiers to be minimised in turn; every key is worth one place per unit.

    TOTAL: sum of ranks, a place outside the list counting one more than the longest list's last wish. FIRST: minus the
    first wishes granted, minus the second ones ...; FAIR: places outside the list, places at the last rank, the one
    before ..., without the first, which the others settle. Raises ValueError for COSTS, whose tier the clauses own.
    """
    places = list(ranked)
    depth = depth_of(rank for _, rank in places)
    if objective is Objective.TOTAL:
        return (
            Tier("rank", tuple((key, worth) for key, rank in places if (worth := depth if rank is None else rank))),
        )
    if objective is Objective.FIRST:
        return tuple(_counted(places, rank, -1) for rank in range(depth))
    if objective is Objective.FAIR:
        return tuple(_counted(places, rank, 1) for rank in (None, *range(depth - 1, 0, -1)))
    raise ValueError(f"objective {objective} is a tier of the clauses, not of ranks")


def depth_of(ranks: Iterable[int | None]) -> int:
    """One more than the last rank anybody could get; 0 when there is none. What a place outside the list counts as."""
    return 1 + max((rank for rank in ranks if rank is not None), default=-1)


def _counted(places: Sequence[Ranked], rank: int | None, sign: int) -> Tier:
    return Tier(rank_name(rank), tuple((key, sign) for key, own in places if own == rank))


def seat_tiers(space: Space, kept: Mapping[tuple[str, str], str] = MappingProxyType({})) -> tuple[TierName | Tier, ...]:
    """Tiers of the stage that seats pupils: shortage, moved, pairs parted, the objective, rank costs, luck, lottery.

    `kept` maps (pupil, strand) to the club held before; a pupil moved is one who held a place there and gets another.

    Counts mode has no pupils to be fair to: shortage and unmet interest alone. The tier of rank costs follows every
    objective, so that a plan's figures mean the same in every school.
    """
    problem = space.problem
    if not problem.roster:
        return TierName.SHORTAGE, TierName.PLACES
    places = [(key, rank) for key, _, rank in _places(space)]
    objective = problem.allocation.objective
    chosen = () if objective is Objective.COSTS else rank_tiers(objective, places)
    ties = _luck_tier(space), lottery_tier(problem.lottery, _places(space))
    first = TierName.SHORTAGE, _moved_tier(space, kept), _together_tier(space)
    tiers: tuple[TierName | Tier, ...] = (*first, *chosen, TierName.PLACES, *ties)
    return tuple(tier for tier in tiers if isinstance(tier, TierName) or tier.terms)


def seat_rows(space: Space) -> Iterator[Row]:
    """Rows of the amounts that `seat_tiers` counts.

    `Amount("lost_again", pupil, strand, strand)` is 1 when the pupil loses both strands (one, where it is named twice),
    `Amount("parted", pupil, pupil, strand)` when two who asked to be together do not share a listed club there, be it
    that one is outside the list or without a place: a pair is never better parted for being two.
    """
    if not space.problem.roster:
        return
    for pupil, strands in _first_wishes(space).items():
        for one, other in (*combinations(strands, 2), *_lost_alone(space, pupil, strands)):
            held = dict.fromkeys((*strands[one], *strands[other]))
            yield cover(f"luck/{pupil}", held, 1, _lost_again(pupil, one, other))
    for parted, mine, theirs in _friends(space):
        tag = f"together/{parted.of[0]}"
        yield cover(tag, mine.values(), 1, parted)
        for club in dict.fromkeys((*mine, *theirs)):
            for key, partner in ((mine.get(club), theirs.get(club)), (theirs.get(club), mine.get(club))):
                if key is not None:
                    beside = () if partner is None else ((partner, 1),)
                    yield linear(tag, [(parted, 1), (key, -1), *beside], 0)


Places = dict[str, Key]
"""A pupil's keys in a strand by listed club."""


def _friends(space: Space) -> Iterator[tuple[Amount, Places, Places]]:
    """Pairs who asked to be together and are both to sit in a strand: the amount parted, and the places of each."""
    places: dict[tuple[str, str], Places] = {}
    for seat in space.seats:
        if seat.pupil is not None and seat.rank is not None:
            places.setdefault((seat.pupil, seat.strand.id), {})[seat.club.id] = seat.key
    for one, other in space.problem.asked_together:
        for strand in space.problem.strands:
            if (one, strand) in places and (other, strand) in places:
                yield Amount("parted", (one, other, strand), 0, 1), places[one, strand], places[other, strand]


def _together_tier(space: Space) -> Tier:
    return Tier("together", tuple((parted, 1) for parted, _, _ in _friends(space)))


def _moved_tier(space: Space, kept: Mapping[tuple[str, str], str]) -> Tier:
    """Pupils who lose the club they held. Who held one outside the list keeps it, or another outside the list.

    Who held a club that no longer opens there is moved wherever the pupil goes.
    """
    keys: dict[tuple[str, str, str], Key] = {
        (pupil, strand, club): space.unlisted[pupil, strand]
        for (pupil, strand), club in kept.items()
        if (pupil, strand) in space.unlisted and (space.problem.pupils[pupil].homeroom, club, strand) in space.fills
    }
    keys |= {(s.pupil, s.strand.id, s.club.id): s.key for s in space.seats if s.pupil is not None}
    held = (keys.get((*at, club)) for at, club in kept.items())
    return Tier("moved", tuple((key, -1) for key in held if key is not None), len(kept))


def _luck_tier(space: Space) -> Tier:
    """Who bears the lost first wishes: c l + l (l - 1) / 2 for a pupil who lost c before and loses l strands now.

    A strand is lost when the first wish that could be granted there is not held, there or in another strand.
    Every key that holds it takes c away, unless a club may be held twice: then the loss is an amount.
    """
    terms: dict[Key, int] = {}
    constant = 0
    for pupil, strands in _first_wishes(space).items():
        lost = space.problem.allocation.luck.get(pupil, 0)
        alone = list(_lost_alone(space, pupil, strands))
        terms.update((_lost_again(pupil, *pair), lost) for pair in alone)
        constant += lost * (len(strands) - len(alone))
        for key in (key for keys in strands.values() for key in keys if lost and not alone):
            terms[key] = terms.get(key, 0) - lost
        terms.update((_lost_again(pupil, one, other), 1) for one, other in combinations(strands, 2))
    return Tier("luck", tuple(terms.items()), constant)


def _lost_alone(space: Space, pupil: str, strands: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Strands, each with itself, whose loss is an amount of its own: two keys may grant the same wish."""
    if space.problem.same_club_twice and space.problem.allocation.luck.get(pupil, 0):
        yield from ((strand, strand) for strand in strands)


def _lost_again(pupil: str, one: str, other: str) -> Amount:
    return Amount("lost_again", (pupil, one, other), 0, 1)


def _first_wishes(space: Space) -> dict[str, dict[str, tuple[Key, ...]]]:
    """Pupil -> strand -> every key by which the first wish that could be granted there is held, in any strand."""
    holds: dict[tuple[str, str], list[Key]] = {}
    best: dict[tuple[str, str], tuple[int, str]] = {}
    for seat in space.seats:
        if seat.pupil is not None:
            holds.setdefault((seat.pupil, seat.club.id), []).append(seat.key)
        if seat.pupil is not None and seat.rank is not None:
            at = seat.pupil, seat.strand.id
            best[at] = min(best.get(at, (seat.rank, seat.club.id)), (seat.rank, seat.club.id))
    first: dict[str, dict[str, tuple[Key, ...]]] = {}
    for (pupil, strand), (_, club) in best.items():
        first.setdefault(pupil, {})[strand] = tuple(holds[pupil, club])
    return first


def lottery_tier(numbers: Mapping[str, int], places: Iterable[tuple[Key, str, int | None]]) -> Tier:
    """Sum of (n + 1 - number) x (rank - depth - 1) over places given to n pupils: all else equal, the better wins.

    A place is its key, its pupil and its rank; None, outside the list, counts `depth_of` all ranks, so that having no
    place at all, which adds 0, comes last.
    """
    places = list(places)
    depth = depth_of(rank for _, _, rank in places)
    ranks = ((key, numbers[pupil], depth if rank is None else rank) for key, pupil, rank in places)
    return Tier(
        "lottery", tuple((key, (len(numbers) + 1 - number) * (rank - depth - 1)) for key, number, rank in ranks)
    )


def _places(space: Space) -> Iterator[tuple[Key, str, int | None]]:
    """Every key that gives one pupil a place, the pupil, and the place's rank."""
    yield from ((seat.key, seat.pupil, seat.rank) for seat in space.seats if seat.pupil is not None)
    yield from ((key, pupil, None) for (pupil, _), key in space.unlisted.items())
