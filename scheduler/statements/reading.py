"""Statements from a planner's words, in Chinese or English: three about clubs and their leads, three about adults."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from scheduler.calendar.term import weekday_en
from scheduler.config.nearest import nearest
from scheduler.domain.offer import Strand
from scheduler.domain.problem import Problem
from scheduler.statements.clubs import LeadsClub, Sections, When
from scheduler.statements.people import Duties, LateDays
from scheduler.statements.statement import ANY, NONE, Count, Statement
from scheduler.statements.words import Named, text

EXAMPLES: Final = (
    ("舞蹈周二开班", "dance on Tuesday"),
    ("舞蹈开班", "dance is open"),
    ("舞蹈在时段组 A 开班", "dance in strand A"),
    ("T017 带机器人", "T017 leads robotics"),
    ("T017 周一带机器人", "T017 leads robotics on Monday"),
    ("T042 有 6 次任务", "T042 has 6 duties"),
    ("T042 周二至多有 1 次任务", "T042 has at most 1 duties on Tuesday"),
    ("T042 至少晚归 3 天", "T042 has at least 3 late days"),
    ("T042 周五值班", "T042 serves on Friday"),
)
"""What can be asked, one example a form."""
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_EN_DAY = r"\s+on\s+(?P<day>\S+)"
_EN_WHEN = rf"(?:{_EN_DAY}|\s+in\s+strand\s+(?P<strand>\S+))"
_EN_COUNT = r"(?:(?P<cmp>exactly|at\s+least|at\s+most)\s+)?(?P<n>[0-9]+)"
_ZH_WHO = r"(?P<who>[\w\-]+?)"
_ZH_DAY = r"(?:周|星期|礼拜)(?P<zh>[一二三四五六日天])"
_ZH_WHEN = rf"\s*在?\s*(?:{_ZH_DAY}|时段组\s*(?P<strand>[^\s开带]+))"
_ZH_COUNT = r"(?P<cmp>至少|至多|最多|恰好)?"


class StatementRefused(ValueError):
    """Words that are no statement about the school; `say(language)` tells why, and the nearest valid word."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key)
        self.key, self.facts = key, facts

    def say(self, language: str) -> str:
        """Why, with the nearest valid word; the forms there are where none fits."""
        near = self.facts.get("near")
        hint = text("refused.near", language, near=near) if near else ""
        forms = "".join(f"\n  {zh if language == 'zh' else en}" for zh, en in EXAMPLES)
        return text(self.key, language, **{**self.facts, "hint": hint, "forms": forms})


def read_statement(problem: Problem, words: str) -> Statement:
    """The statement that the words make about the school; clubs and adults by id, clubs by title too.

    Raises StatementRefused when no form fits, a word is not the school's, or the club can never be there then.
    """
    plain = re.sub(r"[“”「」\"']", "", words.strip().rstrip(".。?？!！"))
    for pattern, make in FORMS:
        found = re.fullmatch(pattern, plain, re.IGNORECASE)
        if found is not None:
            return make(problem, {name: part.strip() for name, part in found.groupdict().items() if part})
    raise StatementRefused("refused.form", words=words)


Parts = Mapping[str, str]


def _sections(problem: Problem, parts: Parts) -> Statement:
    club, count = _club(problem, parts["club"]), NONE if "shut" in parts else ANY
    return Sections(club, _when(problem, parts, club), count)


def _leads(problem: Problem, parts: Parts) -> Statement:
    club = _club(problem, parts["club"])
    return LeadsClub(_adult(problem, parts["who"]), club, _when(problem, parts, club))


def _duties(problem: Problem, parts: Parts) -> Statement:
    return Duties(_adult(problem, parts["who"]), _count(parts), _weekday(problem, parts))


def _late(problem: Problem, parts: Parts) -> Statement:
    return LateDays(_adult(problem, parts["who"]), _count(parts))


FORMS: Final[tuple[tuple[str, Callable[[Problem, Parts], Statement]], ...]] = (
    (rf"(?P<who>\S+)\s+leads\s+(?P<club>.+?)(?:{_EN_WHEN})?", _leads),
    (rf"(?P<who>\S+)\s+has\s+{_EN_COUNT}\s+(?:duty|duties)(?:{_EN_DAY})?", _duties),
    (rf"(?P<who>\S+)\s+(?:serves|(?P<none>does\s+not\s+serve))(?:{_EN_DAY})?", _duties),
    (rf"(?P<who>\S+)\s+has\s+(?:{_EN_COUNT}|a|(?P<none>no))\s+late\s+days?", _late),
    (rf"(?P<club>.+?)\s+(?:is\s+(?:open|(?P<shut>shut))|opens|meets)(?:{_EN_WHEN})?", _sections),
    (rf"(?P<club>.+?){_EN_WHEN}", _sections),
    (rf"{_ZH_WHO}(?:{_ZH_WHEN})?\s*带\s*(?P<club>.+?)(?:社团)?", _leads),
    (rf"{_ZH_WHO}(?:\s*{_ZH_DAY})?\s*有?\s*{_ZH_COUNT}\s*有?\s*(?P<n>[0-9]+)\s*次任务", _duties),
    (rf"{_ZH_WHO}(?:\s*{_ZH_DAY})?\s*(?P<none>不)?值班", _duties),
    (rf"(?=.*晚归){_ZH_WHO}\s*(?:晚归)?\s*{_ZH_COUNT}\s*(?:晚归)?\s*(?P<n>[0-9]+)\s*天", _late),
    (rf"{_ZH_WHO}\s*(?:有|(?P<none>没有))晚归", _late),
    (rf"(?P<club>.+?)(?:{_ZH_WHEN})?\s*(?P<shut>不)?开班", _sections),
    (rf"{_ZH_DAY}\s*(?P<shut>不)?开\s*(?P<club>.+?)", _sections),
)
"""Each form as a pattern of the whole text, and what it makes of the parts."""


def _adult(problem: Problem, word: str) -> str:
    if word not in problem.adults:
        raise StatementRefused("refused.adult", word=word, near=nearest(word, problem.adults))
    return word


def _club(problem: Problem, words: str) -> Named:
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


def _when(problem: Problem, parts: Parts, club: Named) -> When:
    """The strands meant; the club must be able to have a section in one of them this week."""
    word = parts.get("strand")
    if word is not None and word not in problem.strands:
        raise StatementRefused("refused.strand", word=word, near=nearest(word, problem.strands))
    when = When(_weekday(problem, parts), word)
    held = [s for s in problem.club_strands(problem.clubs[club.id]) if _meets(problem, s)]
    if not any(when.covers(strand) for strand in held):
        days = (f"{s.id} ({', '.join(map(weekday_en, sorted(s.weekdays)))})" for s in held)
        raise StatementRefused("refused.never", club=club.id, strands=", ".join(days) or "-")
    return when


def _meets(problem: Problem, strand: Strand) -> bool:
    return bool(problem.strand_days(strand) and problem.strand_homerooms(strand))


def _weekday(problem: Problem, parts: Parts) -> int | None:
    """ISO weekday of the day named, which must be a school day of the week; None when none is."""
    word = parts.get("day", "").lower()
    if "zh" in parts:
        word, found = parts["zh"], "一二三四五六日".index(parts["zh"].replace("天", "日")) + 1
    elif word:
        known = [name for name in _DAYS if word in (name, name[:3])]
        if not known:
            raise StatementRefused("refused.day", word=word, near=nearest(word, _DAYS))
        found = _DAYS.index(known[0]) + 1
    else:
        return None
    if found not in {day.weekday for day in problem.days}:
        raise StatementRefused("refused.free", word=word)
    return found


def _count(parts: Parts) -> Count:
    if "n" not in parts:
        return NONE if "none" in parts else ANY
    number = int(parts["n"])
    word = re.sub(r"\s+", " ", parts.get("cmp", "").lower())
    if word in ("at least", "至少"):
        return Count(number)
    return Count(0 if word in ("at most", "至多", "最多") else number, number)
