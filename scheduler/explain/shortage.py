"""One shortage counted before any search: what is wanted, what there is, and whether that is certain."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scheduler.calendar.clock import Interval
from scheduler.domain.vocabulary import said
from scheduler.explain.barred import Reason
from scheduler.explain.words import days_text, duty_text, listed, reason_text, text


class Resource(StrEnum):
    """What is counted. `LED` and `HOUSED` are pupils in clubs, as far as leads or venues go; equipment is in pieces."""

    ADULT = "adult"
    VENUE = "venue"
    SEAT = "seat"
    LED = "led"
    HOUSED = "housed"
    EQUIPMENT = "equipment"
    DUTIES = "duties"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of demand in a shortage: `count` of a session kind or post, told apart by stage, role or skill; of clubs
    also by strand, grades, kinds of venue (`rooms`, any of them) and the `thing` they need."""

    kind: str
    count: int
    role: str = ""
    stage: str = ""
    skill: str = ""
    strand: str = ""
    grades: tuple[int, ...] = ()
    rooms: tuple[str, ...] = ()
    thing: str = ""

    def say(self, language: str) -> str:
        """Such as "12 homework lead, primary"."""
        words = [text("strand", language, strand=self.strand)] if self.strand else []
        words += [duty_text(self.kind, language)] if self.kind else []
        words += [said(self.stage, "stage", language)] if self.stage else []
        words += [text("grades", language, grades=listed(map(str, self.grades), language))] if self.grades else []
        words += [text(self.role, language)] if self.role in ("lead", "assistant") else []
        words += [said(self.skill, "subject", language)] if self.skill and self.kind != self.skill else []
        return " ".join([*words, *([str(self.count)] if self.count else [])])


@dataclass(frozen=True, slots=True)
class Shortage:
    """`wanted` units against a `supply`, on each of the dates.

    certain: `short` demands of each date stay unmet in every plan; otherwise everything is met with none to spare.
    interval: None for a sum over the week. stopped: those who would otherwise serve, by what bars them.
    suppliers: ids of the adults or venues that can serve, in order. lacking: skills or kinds of venue
    of which there are fewer leads or places than sections, with how many fewer.
    """

    resource: Resource
    clause: int
    certain: bool
    dates: tuple[date, ...]
    interval: Interval | None
    parts: tuple[Part, ...]
    wanted: int
    supply: int
    short: int
    stopped: tuple[tuple[Reason, int], ...] = ()
    suppliers: tuple[str, ...] = ()
    lacking: tuple[Part, ...] = ()

    def say(self, language: str) -> str:
        """The sentence for the planner, in `zh` or `en`."""
        when = f"{days_text(self.dates, language)} {self.interval}" if self.interval else text("week", language)
        sentence = text(
            f"{self.resource}.{'certain' if self.certain else 'tight'}",
            language,
            what=listed((part.say(language) for part in self.parts), language),
            wanted=self.wanted,
            supply=self.supply,
            short=self.short,
            thing=listed(dict.fromkeys(part.thing for part in self.parts), language),
        )
        colon, stop = ("：", "。") if language == "zh" else (": ", ".")
        head = f"{text('clause', language, number=self.clause)} {when}"
        return f"{head}{colon}{sentence}{self._lacking(language)}{self._others(language)}{stop}"

    def _lacking(self, language: str) -> str:
        if not self.lacking:
            return ""
        told = [
            text(f"lacking.{self.resource}", language, count=part.count, skill=said(part.skill, "subject", language),
                 rooms=text("or", language).join(said(kind, "venue", language) for kind in part.rooms))
            for part in self.lacking
        ]  # fmt: skip
        return text("lacking", language, parts=listed(told, language))

    def _others(self, language: str) -> str:
        if not self.stopped:
            return ""
        who = "venue" if self.resource in (Resource.VENUE, Resource.HOUSED) else "adult"
        parts = [
            text(f"stopped.{who}", language, count=count, reason=reason_text(reason.clause, reason.rule, language))
            for reason, count in self.stopped
        ]
        return text("stopped", language, parts=listed(parts, language))
