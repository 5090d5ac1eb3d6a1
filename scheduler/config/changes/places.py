"""Changes to places: closed and open, inspected and overdue."""

from collections.abc import Sequence
from datetime import timedelta
from typing import get_args

from scheduler.config.build_findings import VENUE
from scheduler.config.changes.draft import Draft
from scheduler.config.changes.forms import DayWord, Ids, On
from scheduler.config.changes.people import ON
from scheduler.config.changes.verb import Verb
from scheduler.config.changes.words import Told, told
from scheduler.config.schema import VenueFile, VenueKind
from scheduler.config.schema_types import said

OUTDOOR = "outdoor"
"""The word for every outdoor venue: a day of dust, frost or smog."""
WHICH = (
    "场地编号、类别（如 gym）或 outdoor（全部室外场地）",
    "ids of venues, a kind (gym), or outdoor for all outdoors",
)


def places_named(draft: Draft, field: str, words: Sequence[str]) -> list[str]:
    """The venues meant by ids, by a kind, or by `outdoor`; other words are recorded with the nearest."""
    there = {key: draft.view(VenueFile, "venues", key) for key in draft.entries("venues")}
    meant: dict[str, None] = {}
    for index, word in enumerate(words):
        if word == OUTDOOR:
            found = [key for key, venue in there.items() if venue.outdoor]
        elif word in get_args(VenueKind) and word not in there:
            found = [key for key, venue in there.items() if venue.kind == word]
        else:
            found = [word] if word in there else []
        if not found:
            names = dict.fromkeys([*there, *(venue.kind for venue in there.values()), OUTDOOR])
            draft.wrong((field, index), *draft.complaints.unknown(VENUE, word, names))
        meant |= dict.fromkeys(found)
    return list(meant)


class Close(Verb):
    """Venues cannot be used on some days (`venues.*.closed`)."""

    title = ("关闭", "close")
    about = (
        "场地某些天不能用；outdoor 为全部室外场地（沙尘、结冰）",
        "venues cannot be used on some days; outdoor is every outdoor one (dust, frost)",
    )
    example = "{close: outdoor, on: wed}"

    close: Ids = said(*WHICH)
    on: On | None = said(*ON, None)

    def edit(self, draft: Draft) -> Told:
        """Add the days to each venue's closures."""
        days = draft.days(self.on)
        places = places_named(draft, "close", self.close)
        for venue in places:
            draft.mark_days("venues", venue, "closed", days, there=True)
        return told("close", places=places, days=draft.said(days))


class Open(Verb):
    """Venues that were to be closed can be used (`venues.*.closed`)."""

    title = ("开放", "open")
    about = ("原定关闭的场地开放", "venues that were to be closed can be used after all")
    example = "{open: HAL1, on: wed}"

    open: Ids = said(*WHICH)
    on: On | None = said(*ON, None)

    def edit(self, draft: Draft) -> Told:
        """Take the days off each venue's closures; a word none of whose venues was closed is recorded."""
        days = draft.days(self.on)
        places = []
        for index, word in enumerate(self.open):
            named = places_named(draft, "open", [word])
            opened = [v for v in named if draft.mark_days("venues", v, "closed", days, there=False)]
            if named and not opened:
                draft.wrong(("open", index), ("is not closed on these days", "这些天并未关闭"))
            places += opened
        return told("open", places=places, days=draft.said(days))


class Overdue(Verb):
    """The inspection that venues rely on this week was missed (`venues.*.inspected`)."""

    title = ("检查逾期", "overdue")
    about = ("场地安全检查没有按期做，本周不能用", "the inspection venues rely on this week was missed")
    example = "{overdue: SCI1}"

    overdue: Ids = said(*WHICH)

    def edit(self, draft: Draft) -> Told:
        """Take away every inspection that would still hold on a day of the week."""
        places = places_named(draft, "overdue", self.overdue)
        week = draft.week
        holds = timedelta(days=draft.number("rules", "inspection_days"))
        for venue in places:
            draft.claim(("venues", venue, "inspected"), False)
            dates = draft.view(VenueFile, "venues", venue).inspected
            kept = [day.isoformat() for day in dates if not week[0].date - holds <= day <= week[-1].date]
            draft.put("venues", venue, "inspected", value=kept)
        return told("overdue", places=places)


class Inspect(Verb):
    """Venues are inspected (`venues.*.inspected`)."""

    title = ("安全检查", "inspect")
    about = ("场地完成安全检查", "venues are inspected")
    example = "{inspect: SCI1, on: mon}"

    inspect: Ids = said(*WHICH)
    on: DayWord | None = said("日期或星期，默认本周第一天", "which day, by default the week's first", None)

    def edit(self, draft: Draft) -> Told:
        """Add the day to each venue's inspections."""
        when = draft.since(self.on, "on")
        places = places_named(draft, "inspect", self.inspect)
        for venue in places:
            draft.claim(("venues", venue, "inspected"), True)
            dates = draft.view(VenueFile, "venues", venue).inspected
            draft.put("venues", venue, "inspected", value=[*(day.isoformat() for day in dates), when.isoformat()])
        return told("inspect", places=places, when=when.isoformat())
