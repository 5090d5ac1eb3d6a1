"""What happened, from the words of the command line to the words of scenarios, and which club meetings it calls off."""

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from scheduler.calendar.clock import format_clock
from scheduler.config.finding import Finding
from scheduler.config.nearest import nearest
from scheduler.domain.groups import Kind
from scheduler.domain.plan import Plan, Session
from scheduler.domain.problem import Problem
from scheduler.repair.moment import Moment, parse_day

WEATHER = ("dust", "rain", "smog", "snow", "heat", "wind", "storm", "沙尘", "雨", "雾霾", "雪", "高温", "大风", "雷雨")
"""Words for weather that keeps everybody indoors; which of them it is makes no difference to the week."""
OUTDOOR = "outdoor"
ONE_DAY = datetime.timedelta(days=1)
_LISTED = re.compile(r"changes\[([0-9]+)\]")
Change = dict[str, Any]
"""One entry of a scenario's list of changes."""


@dataclass(frozen=True)
class Words:
    """What happened as it was said: each word an id, and after @ the days it concerns (all that are left by default).

    `joins` are PUPIL:HOMEROOM, or PUPIL:HOMEROOM:LIKE for the periods and wishes of another pupil.
    """

    absent: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    weather: tuple[str, ...] = ()
    cancelled: tuple[str, ...] = ()
    below_minimum: tuple[str, ...] = ()
    lapsed: tuple[str, ...] = ()
    quarantine: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()


@dataclass(frozen=True)
class Happened:
    """`changes` as a scenario lists them; `called_off` are ids of club meetings that are not held; `shut` are venues
    not to be used for the rest of the moment's day, though they were used before it, which no scenario can say."""

    changes: tuple[Change, ...] = ()
    called_off: frozenset[str] = field(default_factory=frozenset)
    shut: frozenset[str] = field(default_factory=frozenset)
    origins: tuple[str, ...] = ()
    """The words each change was said in, such as --absent T003@tue."""

    def refusal(self, findings: Iterable[Finding]) -> str:
        """What the school cannot have of it, by the words it was said in: a sentence a finding in both languages."""
        lines = []
        for found in findings:
            index = _LISTED.match(found.path)
            said = self.origins[int(index[1])] if index else found.path
            hint, hint_zh = (f"; did you mean {found.hint}?", f"；是不是 {found.hint}？") if found.hint else ("", "")
            lines.append(f"{said}: {found.rule}{hint} / {found.rule_zh}{hint_zh}")
        return "\n".join(lines)

    @property
    def layer(self) -> Mapping[str, Any]:
        """The scenario."""
        return {"changes": list(self.changes)} if self.changes else {}


def happened(problem: Problem, plan: Plan, since: Moment, words: Words) -> Happened:
    """What the words mean in this week, from the moment on.

    What began before the moment on its day was as it was: who is absent, or whose papers lapse, finishes what was begun
    and leaves; pupils stay for the day. A cancelled provider's adults are absent, and a cancelled club's meetings are
    held as class activity, on those days. A club below its minimum is given up, unless its pupils have met this week:
    then it does not meet for the rest of it. Raises ValueError naming the word, the rule and the nearest word.
    """
    reading = _Reading(problem, plan, since)
    told: list[tuple[str, Change]] = []
    for option, said, read in reading.options(words):
        told += [(f"--{option} {word}", change) for word in said for change in read(word)]
    off: set[str] = set()
    for option, said in (("cancelled", words.cancelled), ("below-minimum", words.below_minimum)):
        for word in said:
            more, meetings = reading.cancelled(word, for_good=said is words.below_minimum)
            told += [(f"--{option} {word}", change) for change in more]
            off |= meetings
    changes, origins = tuple(change for _, change in told), tuple(said for said, _ in told)
    return Happened(changes, frozenset(off), frozenset(reading.shut), origins)


@dataclass(frozen=True)
class _Reading:
    problem: Problem
    plan: Plan
    moment: Moment
    shut: set[str] = field(default_factory=set)

    def options(self, words: Words) -> Iterator[tuple[str, tuple[str, ...], Callable[[str], Iterable[Change]]]]:
        """Every option whose words become changes one by one: its name, what was said, how it is read."""
        yield "absent", words.absent, self.absent
        yield "closed", words.closed, self.closed
        yield "weather", words.weather, self.weather
        yield "lapsed", words.lapsed, self.lapsed
        yield "quarantine", words.quarantine, self.quarantine
        yield "leaves", words.leaves, self.leaves
        yield "joins", words.joins, self.joins

    def absent(self, word: str) -> Iterator[Change]:
        """Away on the days; who has begun something before the moment finishes that and leaves."""
        name, days = self._split(word)
        begun = self._serving(name)
        away = [day.isoformat() for day in days if not (begun and day == self.moment.date)]
        if away:
            yield {"absent": name, "on": away}
        if begun and self.moment.date in days:
            yield self._leaves_by(name, begun)

    def lapsed(self, word: str) -> Iterator[Change]:
        """Papers that end; who has begun something on that day finishes it and leaves."""
        name, days = self._split(word)
        begun = self._serving(name) if days[0] == self.moment.date else []
        since = days[0] + bool(begun) * ONE_DAY
        if since <= self.problem.days[-1].date:
            yield {"lapse": name, "from": since.isoformat()}
        if begun:
            yield self._leaves_by(name, begun)

    def closed(self, word: str) -> Iterator[Change]:
        """Venues closed on the days; those used before the moment are shut for the rest of its day."""
        name, days = self._split(word)
        used = self._used() & self._meant(name) if self.moment.date in days else set()
        self.shut.update(used)
        later = [day.isoformat() for day in days if not (used and day == self.moment.date)]
        if later:
            yield {"close": name, "on": later}
        rest = sorted(self._meant(name) - used) if used else []
        if rest:
            yield {"close": rest, "on": [self.moment.date.isoformat()]}

    def weather(self, word: str) -> Iterator[Change]:
        """All outdoor venues closed on the days."""
        name, at, days = word.partition("@")
        if name not in WEATHER:
            raise ValueError(_unknown(name, WEATHER, "weather", "天气"))
        yield from self.closed(f"{OUTDOOR}{at}{days}")

    def quarantine(self, word: str) -> Iterator[Change]:
        """A homeroom at home on the days, but not on that of the moment once it has been there."""
        name, days = self._split(word)
        begun = any(name == room for s in self._begun() for room, _ in s.heads)
        away = [day.isoformat() for day in days if not (begun and day == self.moment.date)]
        if away:
            yield {"quarantine": name, "on": away}

    def leaves(self, word: str) -> Iterator[Change]:
        """A pupil who leaves from a day on, or from the day after it where the pupil has been there that day."""
        name, days = self._split(word)
        begun = days[0] == self.moment.date and any(name in session.roster for session in self._begun())
        since = days[0] + begun * ONE_DAY
        if since <= self.problem.days[-1].date:
            yield {"leave": name, "from": since.isoformat()}

    def joins(self, word: str) -> Iterator[Change]:
        """A new pupil, from the day of the moment."""
        said, _, _ = word.partition("@")
        pupil, _, rest = said.partition(":")
        room, _, like = rest.partition(":")
        change: Change = {"join": pupil, "from": self._split(word)[1][0].isoformat()}
        yield change | ({"homeroom": room} if room else {}) | ({"like": like} if like else {})

    def cancelled(self, word: str, *, for_good: bool) -> tuple[list[Change], set[str]]:
        """A provider's adults absent; a club's meetings called off, or the club given up."""
        name, days = self._split(word)
        if name in self.problem.providers and not for_good:
            sent = [adult.id for adult in self.problem.adults.values() if adult.provider == name]
            when = ",".join(day.isoformat() for day in days)
            return [change for who in sent for change in self.absent(f"{who}@{when}")], set()
        if name not in self.problem.clubs:
            known = [*self.problem.clubs, *(() if for_good else self.problem.providers)]
            raise ValueError(_unknown(name, known, "club or provider", "社团或第三方"))
        meetings = [s for s in self.plan.of_kind(Kind.CLUB) if s.section is not None and s.section.club == name]
        if for_good and not any(self.moment.past(s.date, s.interval) for s in meetings):
            return [{"remove": name}], set()
        return [], {s.id for s in meetings if s.date in days and not self.moment.past(s.date, s.interval)}

    def _begun(self) -> list[Session]:
        """Sessions of the day of the moment that began before it."""
        today = (s for s in self.plan.sessions if s.date == self.moment.date)
        return [session for session in today if self.moment.past(session.date, session.interval)]

    def _serving(self, name: str) -> list[int]:
        """When what an adult has begun on the day of the moment ends."""
        mine = (duty for duty in self.plan.duties_of(name) if duty.date == self.moment.date)
        return [duty.interval.end for duty in mine if self.moment.past(duty.date, duty.interval)]

    def _leaves_by(self, name: str, ends: list[int]) -> Change:
        at = max(self.moment.minute, *ends)
        return {"leave_by": name, "at": format_clock(at), "on": self.moment.date.isoformat()}

    def _used(self) -> set[str]:
        """Venues in use on the day of the moment before it."""
        return {session.venue for session in self._begun() if session.venue is not None}

    def _meant(self, name: str) -> set[str]:
        """Venues of an id, of a kind, or outdoors."""
        venues = self.problem.site.venues
        if name in venues:
            return {name}
        return {key for key, venue in venues.items() if venue.kind == name or (name == OUTDOOR and venue.outdoor)}

    def _split(self, word: str) -> tuple[str, list[datetime.date]]:
        name, at, when = word.partition("@")
        days = [day.date for day in self.problem.days if day.date >= self.moment.date]
        if at:
            days = sorted({day for part in when.split(",") for day in self._days(part.strip())})
        if not days:
            raise ValueError(
                f"{word!r}: no school day of the week is left after the moment / 这个时刻以后本周已没有上课日"
            )
        return name, days

    def _days(self, text: str) -> Iterable[datetime.date]:
        first, dash, last = text.partition("-")
        if not dash or first.isdigit():
            return (parse_day(self.problem, text),)
        start, end = parse_day(self.problem, first), parse_day(self.problem, last)
        return (day.date for day in self.problem.days if start <= day.date <= end)


def _unknown(word: str, known: Iterable[str], what: str, what_zh: str) -> str:
    near = nearest(word, known)
    hint, hint_zh = (f"; did you mean {near}?", f"；是不是 {near}？") if near else ("", "")
    return f"there is no {what} {word!r}{hint} / 没有叫 {word!r} 的{what_zh}{hint_zh}"
