"""What happened, from the words of the command line to the words of scenarios, and which club meetings it calls off."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from scheduler.calendar.clock import format_clock
from scheduler.config.nearest import nearest
from scheduler.domain.groups import Kind
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.repair.moment import Moment, parse_day

WEATHER = ("dust", "rain", "smog", "snow", "heat", "wind", "storm", "沙尘", "雨", "雾霾", "雪", "高温", "大风", "雷雨")
"""Words for weather that keeps everybody indoors; which of them it is makes no difference to the week."""
OUTDOOR = "outdoor"
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
    """`changes` as a scenario lists them; `called_off` are ids of club meetings that are not held."""

    changes: tuple[Change, ...] = ()
    called_off: frozenset[str] = field(default_factory=frozenset)

    @property
    def layer(self) -> Mapping[str, Any]:
        """The scenario."""
        return {"changes": list(self.changes)} if self.changes else {}


def happened(problem: Problem, plan: Plan, since: Moment, words: Words) -> Happened:
    """What the words mean in this week, from the moment on.

    Who is absent on the day of the moment but has served before it leaves then. A cancelled provider's adults are
    absent, and a cancelled club's meetings are held as class activity, on those days. A club below its minimum is given
    up, unless its pupils have met this week: then it does not meet for the rest of it. Raises ValueError naming the
    word, the rule and the nearest word.
    """
    reading = _Reading(problem, plan, since)
    changes = [
        *(change for word in words.absent for change in reading.absent(word)),
        *(reading.on("close", word) for word in words.closed),
        *(reading.weather(word) for word in words.weather),
        *(reading.since("lapse", word) for word in words.lapsed),
        *(reading.on("quarantine", word) for word in words.quarantine),
        *(reading.since("leave", word) for word in words.leaves),
        *(reading.joins(word) for word in words.joins),
    ]
    off: set[str] = set()
    for word in (*words.cancelled, *words.below_minimum):
        more, meetings = reading.cancelled(word, for_good=word in words.below_minimum)
        changes += more
        off |= meetings
    return Happened(tuple(changes), frozenset(off))


@dataclass(frozen=True)
class _Reading:
    problem: Problem
    plan: Plan
    moment: Moment

    def on(self, verb: str, word: str) -> Change:
        """A verb with the days it concerns."""
        name, days = self._split(word)
        return {verb: name, "on": [day.isoformat() for day in days]}

    def since(self, verb: str, word: str) -> Change:
        """A verb with the day from which on."""
        name, days = self._split(word)
        return {verb: name, "from": days[0].isoformat()}

    def absent(self, word: str) -> Iterator[Change]:
        """Away on the days; who has served before the moment leaves at it."""
        name, days = self._split(word)
        today = self.moment.date
        served = any(self.moment.past(d.date, d.interval) for d in self.plan.duties_of(name) if d.date == today)
        away = [day.isoformat() for day in days if not (served and day == today)]
        if away:
            yield {"absent": name, "on": away}
        if served and today in days:
            yield {"leave_by": name, "at": format_clock(self.moment.minute), "on": today.isoformat()}

    def weather(self, word: str) -> Change:
        """All outdoor venues closed on the days."""
        name, days = self._split(word)
        if name not in WEATHER:
            raise ValueError(_unknown(name, WEATHER, "weather", "天气"))
        return {"close": OUTDOOR, "on": [day.isoformat() for day in days]}

    def joins(self, word: str) -> Change:
        """A new pupil, from the day of the moment."""
        said, _, _ = word.partition("@")
        pupil, _, rest = said.partition(":")
        room, _, like = rest.partition(":")
        change: Change = {"join": pupil, "from": self._split(word)[1][0].isoformat()}
        return change | ({"homeroom": room} if room else {}) | ({"like": like} if like else {})

    def cancelled(self, word: str, *, for_good: bool) -> tuple[list[Change], set[str]]:
        """A provider's adults absent; a club's meetings called off, or the club given up."""
        name, days = self._split(word)
        if name in self.problem.providers and not for_good:
            adults = [adult.id for adult in self.problem.adults.values() if adult.provider == name]
            on = [day.isoformat() for day in days]
            return ([{"absent": adults, "on": on}] if adults else []), set()
        if name not in self.problem.clubs:
            known = [*self.problem.clubs, *(() if for_good else self.problem.providers)]
            raise ValueError(_unknown(name, known, "club or provider", "社团或第三方"))
        meetings = [s for s in self.plan.of_kind(Kind.CLUB) if s.section is not None and s.section.club == name]
        if for_good and not any(self.moment.past(s.date, s.interval) for s in meetings):
            return [{"remove": name}], set()
        return [], {s.id for s in meetings if s.date in days and not self.moment.past(s.date, s.interval)}

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
