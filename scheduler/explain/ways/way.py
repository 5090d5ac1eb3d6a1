"""A way out of a shortage: what to change, what it is worth, and what planning with it came to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scheduler.domain.remedies import RemedyKind
from scheduler.explain.ways.words import text


@dataclass(frozen=True)
class Change:
    """One change of a way out: its kind, how many units for each of how many people or things, its price in points, and
    its sentences."""

    kind: RemedyKind
    units: int
    price: int
    chinese: str
    english: str
    count: int = 1

    def say(self, language: str) -> str:
        """What to do, in `zh` or `en`."""
        return self.chinese if language == "zh" else self.english


@dataclass(frozen=True)
class Way:
    """Changes that together bring the shortage from `before` down to `after`, both counted by the judge of a plan made.

    layer: the scenario that makes the changes, for `plan --scenario`. cheapest: proven that no remedies of the policy's
    table are cheaper while groups and clubs stay as planned.
    """

    changes: tuple[Change, ...]
    price: int
    before: int
    after: int
    cheapest: bool
    layer: Mapping[str, Any]

    @property
    def enough(self) -> bool:
        """Whether nothing is short any more."""
        return self.after == 0

    def title(self, language: str) -> str:
        """What to do, without the price."""
        return text("and", language).join(change.say(language) for change in self.changes)

    def say(self, language: str) -> str:
        """One line: price, changes, what planning with them came to."""
        what = self.title(language)
        came = text("enough" if self.enough else "partly", language, before=self.before, after=self.after)
        best = text("cheapest", language) if self.cheapest and self.enough else ""
        return text("way", language, price=self.price, what=what, came=came, best=best)


@dataclass(frozen=True)
class WaysOut:
    """The ways found for a week whose least shortage, as sketched, is `shortage`; cheapest first.

    complete: nothing further was left to try; otherwise the time or the number of ways ran out.
    """

    shortage: int | None
    ways: tuple[Way, ...]
    complete: bool
    seconds: float

    def say(self, language: str) -> str:
        """A heading and a line a way; why there is none."""
        if self.shortage is None:
            return text("ways.unplanned", language)
        if not self.shortage:
            return text("ways.whole", language)
        if not self.ways:
            return text("ways.none" if self.complete else "ways.time", language)
        enough = sum(way.enough for way in self.ways)
        head = text("ways.found" if enough else "ways.partly", language, count=len(self.ways), short=self.shortage)
        lines = [f"  {number}. {way.say(language)}" for number, way in enumerate(self.ways, start=1)]
        return "\n".join([head, *lines])
