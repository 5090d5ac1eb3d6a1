"""How the count of supply and demand is shown: certain shortages, what has nothing to spare, the busiest moments."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console

from scheduler.cli.texts import say

if TYPE_CHECKING:
    from scheduler.explain.count import Count
    from scheduler.explain.moments import Moment

MOST_TIGHT = 12


def show_count(console: Console, count: "Count", language: str) -> None:
    """The sentences of a count, certain shortages in full, and the moments at which most is wanted."""
    tight = [shortage for shortage in count.shortages if not shortage.certain]
    if count.certain:
        console.print(say("count.certain", language, count=len(count.certain)), style="bold red")
        for shortage in count.certain:
            console.print("  " + shortage.say(language), markup=False)
    if tight:
        console.print(say("count.tight", language, count=len(tight)), style="yellow")
        for shortage in tight[:MOST_TIGHT]:
            console.print("  " + shortage.say(language), markup=False)
        if len(tight) > MOST_TIGHT:
            console.print("  " + say("more", language, count=len(tight) - MOST_TIGHT, file="--json"))
    for key, moments in (("count.adults", count.adults), ("count.places", count.places)):
        if moments:
            fullest = _fullest(moments)
            facts = {"when": fullest.day.date, "interval": fullest.interval}
            console.print(say(key, language, wanted=fullest.wanted, supply=fullest.supply, **facts))


def _fullest(moments: Sequence["Moment"]) -> "Moment":
    return max(moments, key=lambda m: m.wanted - m.supply)
