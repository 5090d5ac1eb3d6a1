"""Why a week is as it is: what is short in every plan, what clashes, and each demand that this plan leaves unmet."""

from dataclasses import dataclass, field
from time import monotonic

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.explain.clashes import Clashes, Watcher, find
from scheduler.explain.count import Count, count_first
from scheduler.explain.unserved import Unserved, unserved
from scheduler.explain.ways.way import WaysOut
from scheduler.explain.words import text

SECONDS, LEAST_SECONDS = 8.5, 3.0
"""Time for an explanation, and how much of it the search for clashes has in any case."""


@dataclass(frozen=True)
class Explanation:
    """Supply against demand of the week, every demand that the plan leaves unmet, the clashes behind those, and the
    ways out when they were sought."""

    count: Count
    unserved: tuple[Unserved, ...]
    clashes: Clashes = field(default_factory=Clashes)
    ways: WaysOut | None = None

    @property
    def short(self) -> bool:
        """Whether anything is certainly short, or unmet in the plan."""
        return bool(self.count.certain or self.unserved)

    def say(self, language: str) -> str:
        """Everything in words: what is certainly short, what clashes, what is unmet and how near it was, what is only
        just met."""
        tight = [shortage for shortage in self.count.shortages if not shortage.certain]
        parts = (("part.certain", self.count.certain), ("part.unserved", self.unserved), ("part.tight", tight))
        told = [
            "\n".join([text(key, language, count=len(records)), *("  " + record.say(language) for record in records)])
            for key, records in parts
            if records
        ]
        told = told or [text("part.nothing", language)]
        told.insert(bool(self.count.certain), self.clashes.say(language))
        if self.ways is not None:
            told.append(self.ways.say(language))
        return "\n\n".join(told)


def explain_plan(problem: Problem, plan: Plan, watch: Watcher | None = None) -> Explanation:
    """Explain a plan of the week: counted, judged clause by clause, and searched for clashes where it leaves something
    unmet, for as long as is left of `SECONDS`. `watch` is told how the search goes."""
    began = monotonic()
    count, left = count_first(problem), tuple(unserved(problem, plan))
    seconds = max(LEAST_SECONDS, SECONDS - (monotonic() - began))
    return Explanation(count, left, find(problem, plan, seconds=seconds, watch=watch))
