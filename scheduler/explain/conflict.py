"""One clash in a planner's terms: what is demanded, what stands against it, and how much of it is proven."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scheduler.calendar.clock import Interval
from scheduler.explain.barred import Reason
from scheduler.explain.clash_words import against_text, apart, clash_text, named
from scheduler.explain.questions import Scope
from scheduler.explain.shortage import Part
from scheduler.explain.words import days_text, listed, text


class Proof(StrEnum):
    """How small a clash is proven to be, strongest first.

    SMALLEST: no fewer facts clash. FEWEST_RULES: no fewer rules clash, and no fact of this clash can be spared.
    IRREDUCIBLE: no fact of it can be spared. RULES: no rule of it can be spared. OPEN: not proven; some of what is told
    may have nothing to do with it.
    """

    SMALLEST = "smallest"
    FEWEST_RULES = "fewest_rules"
    IRREDUCIBLE = "irreducible"
    RULES = "rules"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A demand: `part.count` adults, places, leads or club places (`what`), on the dates, for the `where` named."""

    clause: int
    what: str
    part: Part
    dates: tuple[date, ...]
    interval: Interval | None
    where: tuple[str, ...] = ()

    def say(self, language: str) -> str:
        """Such as "homework primary lead 12"."""
        told = clash_text(f"wanted.{self.what}", language, part=self.part.say(language))
        return told + (clash_text("where", language, where=named(self.where, language)) if self.where else "")


@dataclass(frozen=True, slots=True)
class Against:
    """What stands against the demands: one rule, and all the people, places or clubs (`kind`) it is about.

    `limit` is the most it allows each of them; None where it allows nothing, or the rule says no number. Besides rules
    of the book there are facts that are no rows: `able` (who or what may be considered), `left` (who or what is left of
    these) and `skill` (who has it).
    """

    reason: Reason
    kind: str
    who: tuple[str, ...] = ()
    limit: int | None = None
    skill: str = ""

    def say(self, language: str) -> str:
        """Such as "12 have one duty at a time: T001, T002"."""
        return against_text(self.reason, self.kind, language, who=self.who, limit=self.limit, skill=self.skill)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Demands that cannot all be met under the rules named; without any one of them the others can, where so proven.

    `each`: told once for several days, on each of which it holds by itself. `besides`: found after demands of earlier
    clashes had been let go, and proven without them. `confirmed`: a second solver agrees.
    """

    stage: str
    scope: Scope
    wanted: tuple[Wanted, ...]
    against: tuple[Against, ...]
    rules: tuple[Reason, ...]
    proof: Proof
    confirmed: bool
    besides: bool = False
    each: bool = False

    @property
    def dates(self) -> tuple[date, ...]:
        """All days it is about."""
        return tuple(sorted({when for wanted in self.wanted for when in wanted.dates}))

    def say(self, language: str) -> str:
        """What cannot all be met, then a line for each thing that stands against it, then what is proven."""
        numbers = sorted({rule.clause for rule in self.rules})
        head = clash_text(
            "clash" if len(numbers) > 1 else "clash.one",
            language,
            clauses=listed(map(str, numbers), language),
            wanted=apart(self._moments(language), language),
        )
        marks = [clash_text("each", language)] if self.each else []
        marks += [clash_text(f"proof.{self.proof}", language)]
        marks += [clash_text("besides", language)] if self.besides and self.proof is not Proof.OPEN else []
        marks += [clash_text("confirmed" if self.confirmed else "unconfirmed", language)]
        marks += [clash_text(f"scope.{self.scope}", language)]
        lines = [
            *(one.say(language) for one in self.against),
            clash_text("marks", language, marks=apart(marks, language)),
        ]
        return "\n".join([head, *("    " + line for line in lines)])

    def _moments(self, language: str) -> Iterable[str]:
        """The demands, those of one time together, and days on which they are alike together."""
        moments: dict[tuple[tuple[date, ...], Interval | None], list[Wanted]] = {}
        for wanted in self.wanted:
            moments.setdefault((wanted.dates, wanted.interval), []).append(wanted)
        alike: dict[tuple[str, Interval | None], list[date]] = {}
        for (dates, interval), here in moments.items():
            alike.setdefault((listed((one.say(language) for one in here), language), interval), []).extend(dates)
        for (told, interval), days in alike.items():
            when = days_text(days, language) if days else text("week", language)
            yield f"{when}{f' {interval}' if interval is not None else ''} {told}"
