"""Words of a statement looked up in the school: each by id (clubs by title too), else refused with the nearest word."""

import re
from collections.abc import Mapping
from typing import Final

from scheduler.calendar.term import weekday_en
from scheduler.config.nearest import nearest
from scheduler.domain.groups import Kind
from scheduler.domain.offer import Strand
from scheduler.domain.problem import Problem
from scheduler.statements.clubs import When
from scheduler.statements.refusal import StatementRefused
from scheduler.statements.statement import ANY, NONE, Count
from scheduler.statements.words import Named

Parts = Mapping[str, str]
"""The parts of a text by name, those that are there."""
DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_CHINESE: Final = {letter: number for number, letter in enumerate("一二三四五六日", start=1)}


def adult(problem: Problem, word: str) -> str:
    """An adult's id."""
    if word not in problem.adults:
        raise StatementRefused("refused.adult", word=word, near=nearest(word, problem.adults))
    return word


def club(problem: Problem, words: str) -> Named:
    """A club by its id, by a title that only it bears, or by both as a statement is said: dance (舞蹈)."""
    word = re.sub(r"\s*\([^)]*\)$", "", words)
    titled = [club.id for club in problem.clubs.values() if club.title == word]
    if word not in problem.clubs and len(titled) > 1:
        raise StatementRefused("refused.title", word=word, clubs=", ".join(titled))
    key = word if word in problem.clubs else next(iter(titled), None)
    if key is None:
        known = [name for club in problem.clubs.values() for name in (club.id, club.title)]
        raise StatementRefused("refused.club", word=word, near=nearest(word, known))
    return Named(key, problem.clubs[key].title)


def venue(problem: Problem, word: str) -> str:
    """A venue's id."""
    if word not in problem.site.venues:
        raise StatementRefused("refused.venue", word=word, near=nearest(word, problem.site.venues))
    return word


def homeroom(problem: Problem, word: str, what: Kind) -> str:
    """A homeroom's id; for support and extension that of a support group, too."""
    known = [*problem.homerooms, *(problem.support_groups if what in (Kind.SUPPORT, Kind.EXTENSION) else ())]
    if word not in known:
        raise StatementRefused("refused.homeroom", word=word, near=nearest(word, known))
    return word


def place(problem: Problem, word: str) -> str:
    """The id of a gate or a building."""
    known = [*problem.site.gates, *dict.fromkeys(venue.building for venue in problem.site.venues.values())]
    if word not in known:
        raise StatementRefused("refused.place", word=word, near=nearest(word, known))
    return word


def pupil(problem: Problem, word: str) -> str:
    """A pupil's id, in roster mode."""
    if not problem.roster or word not in problem.pupils:
        known = problem.pupils if problem.roster else ()
        raise StatementRefused("refused.pupil", word=word, near=nearest(word, known))
    return word


def merged(problem: Problem, rooms: tuple[str, ...]) -> tuple[str, ...]:
    """Homerooms that the school lets meet as one group."""
    if not any(set(rooms) <= set(merge) for merge in problem.merges):
        merges = "; ".join("+".join(merge) for merge in problem.merges)
        raise StatementRefused("refused.merge", merges=merges or "-")
    return rooms


def when(problem: Problem, parts: Parts, named: Named) -> When:
    """The strands meant; the club must be able to have a section in one of them this week."""
    word = parts.get("strand")
    if word is not None and word not in problem.strands:
        raise StatementRefused("refused.strand", word=word, near=nearest(word, problem.strands))
    meant = When(weekday(problem, parts), word)
    strands = problem.club_strands(problem.clubs[named.id])
    held = [s for s in strands if _meets(problem, s)]
    if not any(meant.covers(strand) for strand in held):
        if any(meant.covers(strand) and problem.strand_homerooms(strand) for strand in strands):
            raise StatementRefused("refused.idle", club=named.id)
        days = (f"{s.id} ({', '.join(map(weekday_en, sorted(s.weekdays)))})" for s in held)
        raise StatementRefused("refused.never", club=named.id, strands=", ".join(days) or "-")
    return meant


def _meets(problem: Problem, strand: Strand) -> bool:
    return bool(problem.strand_days(strand) and problem.strand_homerooms(strand))


def weekday(problem: Problem, parts: Parts) -> int | None:
    """ISO weekday of the day named, which must be a school day of the week; None when none is."""
    if "zh" in parts:
        return weekday_of(problem, parts["zh"])
    return weekday_of(problem, parts["day"]) if "day" in parts else None


def weekday_of(problem: Problem, word: str) -> int:
    """ISO weekday of a word such as Tuesday, tue, 二 or 周二, which must be a school day of the week."""
    plain = re.sub("^(周|星期|礼拜)", "", word.lower()).replace("天", "日")
    known = [name for name in DAYS if plain in (name, name[:3])]
    if not known and plain not in _CHINESE:
        raise StatementRefused("refused.day", word=word, near=nearest(word, DAYS))
    found = DAYS.index(known[0]) + 1 if known else _CHINESE[plain]
    if found not in {day.weekday for day in problem.days}:
        raise StatementRefused("refused.free", word=plain)
    return found


def count(parts: Parts) -> Count:
    """The number meant: at least one where none is said."""
    if "n" not in parts:
        return NONE if "none" in parts or "only" in parts else ANY
    number = int(parts["n"])
    word = re.sub(r"\s+", " ", parts.get("cmp", "").lower())
    if word in ("at least", "至少"):
        return Count(number)
    return Count(0 if word in ("at most", "至多", "最多") else number, number)
