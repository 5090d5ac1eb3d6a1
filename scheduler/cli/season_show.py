"""What `season` prints and gives as data: what breaks, when it breaks later, and what the new week changes."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from scheduler.clauses.book import clause
from scheduler.clauses.clause import Breach
from scheduler.cli.repair_verb import record as repair_record
from scheduler.cli.repair_verb import show_cost
from scheduler.cli.screen import Screen
from scheduler.cli.show import sentences, show_audit, show_unmet
from scheduler.cli.texts import say
from scheduler.domain.vocabulary import LANGUAGES, listed, said
from scheduler.explain.records import plain_data
from scheduler.repair.told import Reader, said_together

if TYPE_CHECKING:
    from scheduler.explain.season import Broken
    from scheduler.repair.repair import Repaired

MOST_SENTENCES = 6
"""Sentences told of one clause; the rest is counted."""
MOST_IDS = 12
"""Homerooms or adults named."""


def show_broken(screen: Screen, broken: "Broken", language: str) -> None:
    """How many breaches, then clause by clause in sentences, and whom they touch."""
    season = said(broken.season, "season", language)
    screen.print(say("season.week", language, week=broken.week, season=season))
    if broken.left_out:
        shown = listed(broken.left_out[:MOST_IDS], language)
        screen.plain("  " + say("season.left_out", language, count=len(broken.left_out), ids=shown))
    _rows(screen, broken.findings, language, "season.findings")
    if broken.runs:
        screen.print(say("season.runs", language), style="green")
        return
    screen.print(say("season.breaks", language, count=broken.count), style="bold red")
    for number, breaches in broken.by_clause.items():
        title = clause(number).title[0 if language == "zh" else 1]
        screen.plain("  " + say("season.clause", language, number=number, title=title, count=len(breaches)))
        lines = sentences(breaches, language)
        for line in lines[:MOST_SENTENCES]:
            screen.plain(f"    {line}")
        if len(lines) > MOST_SENTENCES:
            screen.plain("    " + say("season.more", language, count=len(lines) - MOST_SENTENCES))
    for key, counts in (("season.homerooms", broken.by_homeroom), ("season.adults", broken.by_adult)):
        if counts:
            screen.plain("  " + say(key, language, ids=_counts(counts, language)))


def show_later(screen: Screen, weeks: Mapping[date, int], language: str) -> None:
    """How many breaches in each later week of the season, weeks alike said together."""
    runs: list[tuple[date, date, int]] = []
    for week, count in weeks.items():
        if runs and runs[-1][2] == count:
            runs[-1] = runs[-1][0], week, count
        else:
            runs.append((week, week, count))
    if runs:
        screen.print(say("season.later", language))
    for first, last, count in runs:
        span = f"{first}" if first == last else say("season.span", language, first=first, last=last)
        screen.plain("  " + say("season.in_week", language, week=span, count=count))


def show_mended(screen: Screen, mended: "Repaired", language: str) -> None:
    """What the smallest changes cost, and what adults are told; homerooms and venues are counted."""
    show_cost(screen, 1, mended, language)
    adults = [notice for notice in mended.told if notice.to is Reader.ADULT]
    for line in said_together(adults, language):
        screen.plain("    " + line)
    if len(mended.told) > len(adults):
        screen.plain("    " + say("season.told", language, count=len(mended.told) - len(adults)))
    if mended.plan.unmet:
        show_unmet(screen, mended.plan, language, "plan.json")
    if not mended.audit.clean:
        show_audit(screen, mended.audit, language, "audit.txt")


def record(broken: "Broken", weeks: Mapping[date, int], mended: "Repaired | None") -> dict[str, Any]:
    """Everything as plain data, sentences in both languages; `mended` is the repaired week, where one was asked for."""
    return {
        "week": f"{broken.week}",
        "season": broken.season,
        "breaches": broken.count,
        "clauses": [
            {"clause": number, "count": len(breaches), "breaches": [_breach(found) for found in breaches]}
            for number, breaches in broken.by_clause.items()
        ],
        "homerooms": dict(broken.by_homeroom),
        "adults": dict(broken.by_adult),
        "findings": [_breach(found) for found in broken.findings],
        "left_out": list(broken.left_out),
        "later": {f"{week}": count for week, count in weeks.items()},
        "mended": None if mended is None else plain_data(repair_record(mended)),
    }


def _breach(found: Breach) -> dict[str, Any]:
    when = None if found.when is None else f"{found.when}"
    texts = {language: clause(found.clause).say(found, language) for language in LANGUAGES}
    return {"rule": found.rule, "where": found.where, "when": when, "who": list(found.who), "said": texts}


def _rows(screen: Screen, found: Sequence[Breach], language: str, key: str) -> None:
    if found:
        screen.print(say(key, language, count=len(found)), style="yellow")
    for line in sentences(found, language):
        screen.plain(f"  {line}")


def _counts(counts: Mapping[str, int], language: str) -> str:
    shown = [f"{key} × {count}" for key, count in list(counts.items())[:MOST_IDS]]
    return listed(shown, language) + (" …" if len(counts) > MOST_IDS else "")
