"""Rows of a clash, read back as demands and as what stands against them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from scheduler.clauses.space import Amount, Gathers, Leads, Placed, Serves, Short, Sits, Space
from scheduler.domain.groups import CLASS_KINDS, Kind, support_sessions
from scheduler.domain.plan import Role
from scheduler.explain.barred import Reason, forbids, parsed
from scheduler.explain.conflict import Against, Wanted
from scheduler.explain.shortage import Part
from solvers.rows import Key, Row

ABLE, SKILL, LEFT = "able", "skill", "left"
"""Facts that are no rows: who or what may be considered at all, who has a skill, and who is left to serve."""
CLUBS = frozenset({24, 25, 54, 56})
"""Clauses whose rows about a limit or a need name a club first."""
LIMITED = frozenset({Reason(42, r) for r in ("sessions", "evenings", "club_leads")} | {Reason(28, "leads")})
"""Rules whose rows give each adult a number of their own."""


def demands(row: Row) -> bool:
    """Whether the row wants something that may be short, or a homeroom gathered: it does not hold when all is 0."""
    return row.lower is not None and row.lower > 0 and any(isinstance(key, Short | Gathers) for key, _ in row.terms)


class Reader:
    """Reads rows over one space."""

    def __init__(self, space: Space) -> None:
        self._problem = space.problem
        self._pools = {pool.id: pool for pool in space.pools}
        self._gathers = {gather.key: gather.option for gather in space.gathers}
        self._alike = {place.venue.id: place.alike for place in space.places if place.alike}
        self._support = {g.id: g for day in self._problem.days for g in support_sessions(self._problem, day)}

    def wanted(self, rows: Iterable[Row]) -> tuple[Wanted, ...]:
        """The demands among the rows, like ones added up, by time."""
        sums: dict[Wanted, tuple[int, list[str]]] = {}
        for row in rows:
            if demands(row):
                one = self._wanted(row)
                key = replace(one, part=replace(one.part, count=0), where=())
                count, where = sums.get(key, (0, []))
                sums[key] = (count + one.part.count, [*where, *(w for w in one.where if w not in where)])
        found = [replace(key, part=replace(key.part, count=n), where=tuple(where)) for key, (n, where) in sums.items()]
        return tuple(sorted(found, key=lambda w: (w.dates, str(w.interval), -w.part.count, w.clause, w.part.kind)))

    def _wanted(self, row: Row) -> Wanted:
        tag, need = parsed(row.tag), row.lower or 0
        gather = next((self._gathers[key] for key, _ in row.terms if isinstance(key, Gathers)), None)
        if gather is not None:
            ways = [set(self._gathers[key].homerooms) for key, _ in row.terms if isinstance(key, Gathers)]
            group = gather.groups[0]
            part = Part(CLASS_KINDS[gather.period].value, 1, stage=group.stage.value)
            rooms = tuple(sorted(set.intersection(*ways)))
            return Wanted(tag.reason.clause, "homeroom", part, (gather.day.date,), group.interval, rooms)
        short = next(key for key, _ in row.terms if isinstance(key, Short))
        if short.of in self._pools:
            pool = self._pools[short.of]
            role = "" if pool.role is Role.POST else pool.role.value
            stage = pool.stage.value if pool.stage else ""
            part = Part(pool.kind, need, role, stage, pool.skill or "")
            return Wanted(tag.reason.clause, "adult", part, (pool.occurrence.day.date,), pool.occurrence.interval)
        if short.of in self._support:
            group = self._support[short.of]
            part = Part(group.kind.value, 1, stage=group.stage.value, skill=group.subject or "")
            return Wanted(tag.reason.clause, "group", part, (group.day.date,), group.interval, (group.id,))
        return self._of_club(row, short, need)

    def _of_club(self, row: Row, short: Short, need: int) -> Wanted:
        """A section's place or lead, or club places of pupils: on all days of the strand."""
        parts = short.of.replace(".", "/").split("/")
        strand = next(part for part in reversed(parts) if part in self._problem.strands)
        days = self._problem.strand_days(self._problem.strands[strand])
        interval = self._problem.strand_slot(self._problem.strands[strand], days[0]) if days else None
        what = {"venue": "section", "lead": "lead", "seat": "seat"}[short.what]
        where = short.of if what == "section" else parts[0] if parts[0] != strand else ""
        if what == "seat" and where in self._problem.pupils:
            where = self._problem.pupils[where].homeroom
        part = Part("" if what == "seat" else Kind.CLUB.value, need, strand=strand)
        return Wanted(short.clause, what, part, tuple(day.date for day in days), interval, (where,) if where else ())

    def against(self, rows: Sequence[Row]) -> tuple[Against, ...]:
        """What the other rows forbid or bound, rule by rule, after who may be considered at all; then who is left of
        these, where all is wanted at one time."""
        found: dict[Against, dict[str, None]] = {}
        out: set[str] = set()
        for row in rows:
            if not demands(row):
                tag = parsed(row.tag)
                kind, who = self._about(row)
                key = Against(tag.reason, kind, limit=self._limit(row, tag.reason))
                found.setdefault(key, {}).update(dict.fromkeys(who))
                out.update(who if forbids(row) else ())
        told = [replace(one, who=tuple(sorted(who))) for one, who in found.items()]
        able = tuple(self._able(rows))
        at_once = len({(one.dates, one.interval) for one in self.wanted(rows)}) == 1
        left = (
            Against(
                Reason(0, LEFT), one.kind if set(one.who) - out else "none", tuple(w for w in one.who if w not in out)
            )
            for one in able
            if at_once and one.reason.rule == ABLE and out & set(one.who)
        )
        return (*able, *sorted(told, key=lambda a: (a.reason.clause, a.reason.rule, a.limit or 0)), *left)

    def _about(self, row: Row) -> tuple[str, Sequence[str]]:
        """What kind of thing a row is about, and which ones."""
        reason, subject = parsed(row.tag).reason, parsed(row.tag).subject
        if reason in (Reason(6, "fill"), Reason(26, "place"), Reason(59, "share"), Reason(61, "chaperone")):
            return "rule", ()
        if reason.clause == 27:
            return "rule", (subject,)
        if reason.clause in (42, 73):
            return "adult", (subject,)
        if reason in (Reason(26, "venue"), Reason(26, "small")):
            return "venue", self._venues([subject])
        if not forbids(row) and (reason.clause in CLUBS or reason.clause in (26, 61)):
            return "club", (subject,)
        key = row.terms[0][0]
        return ("venue", self._venues(_venue(key))) if _venue(key) else _subject(key)

    def _venues(self, ids: Iterable[str]) -> list[str]:
        """Venues, and those alike that a venue stands for in the offer."""
        return [venue for stands in ids for venue in self._alike.get(stands, (stands,))]

    def _limit(self, row: Row, reason: Reason) -> int | None:
        """The number a rule gives, where it gives one."""
        if reason == Reason(42, "late_days"):
            return self._problem.adults[parsed(row.tag).subject].caps.late_days
        return row.upper if reason in LIMITED or reason.clause == 27 else None

    def _able(self, rows: Iterable[Row]) -> Iterator[Against]:
        """Who may be asked, or which places may be considered, for what is wanted; and who has the skills it takes."""
        wanting = [row for row in rows if demands(row) or parsed(row.tag).reason in NEEDS]
        options = [key for row in wanting for key, _ in row.terms]
        adults = {key.adult for key in options if isinstance(key, Serves | Leads)}
        venues = set(self._venues(venue for key in options for venue in _venue(key)))
        shorts = [key for key in options if isinstance(key, Short)]
        if adults or any(short.what not in ("venue", "seat") for short in shorts):
            yield Against(Reason(0, ABLE), "adult" if adults else "nobody", tuple(sorted(adults)))
        if venues or any(short.what == "venue" for short in shorts):
            yield Against(Reason(0, ABLE), "venue" if venues else "nowhere", tuple(sorted(venues)))
        pools = (self._pools.get(short.of) for short in shorts)
        for skill in sorted({pool.skill for pool in pools if pool is not None and pool.skill}):
            yield from self._skilled(skill, adults)

    def _skilled(self, skill: str, asked: set[str]) -> Iterator[Against]:
        """Who has a skill, and those of them who may not be asked."""
        holders = {adult.id for adult in self._problem.adults.values() if skill in adult.skills}
        yield Against(Reason(0, SKILL), "some" if holders else "nobody", tuple(sorted(holders)), skill=skill)
        if holders - asked:
            yield Against(Reason(0, SKILL), "barred", tuple(sorted(holders - asked)), skill=skill)


NEEDS = frozenset({Reason(26, "place"), Reason(26, "housing"), Reason(54, "lead")})
"""Rules that make what meets or opens need a place or a lead."""


AT = {"opens": 0, "fill": 1, "seats": 1}
"""Where an amount names its club."""


def _venue(key: Key) -> tuple[str, ...]:
    if isinstance(key, Placed):
        return (key.venue,)
    return (key.of[2],) if isinstance(key, Amount) and key.name == "housed" else ()


def _subject(key: Key) -> tuple[str, Sequence[str]]:
    """What a choice is about: its adult or its club."""
    if isinstance(key, Serves | Leads):
        return "adult", (key.adult,)
    if isinstance(key, Sits):
        return "club", (key.club,)
    if isinstance(key, Amount) and key.name in AT:
        return "club", (key.of[AT[key.name]],)
    return "rule", ()
