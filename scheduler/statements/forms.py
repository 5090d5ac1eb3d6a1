"""The forms of statements in English and Chinese: a pattern of the whole text, and what it makes of the parts."""

import re
from collections.abc import Callable
from typing import Final

from scheduler.domain.groups import Kind
from scheduler.domain.offer import Club
from scheduler.domain.problem import Problem
from scheduler.domain.vocabulary import VOCABULARY
from scheduler.statements import lookup
from scheduler.statements.clubs import ClubVenue, LeadsClub, Sections
from scheduler.statements.groups import GroupVenue, Together
from scheduler.statements.lookup import Parts
from scheduler.statements.people import Duties, LateDays
from scheduler.statements.pupils import InClub
from scheduler.statements.refusal import StatementRefused
from scheduler.statements.statement import Statement
from scheduler.statements.tasks import Assists, Task

EXAMPLES: Final = (
    ("舞蹈周二开班", "dance on Tuesday"),
    ("舞蹈开班", "dance is open"),
    ("舞蹈在时段组 A 开班", "dance in strand A"),
    ("舞蹈周二开 2 个班", "dance has 2 sections on Tuesday"),
    ("舞蹈周二在 DAN1", "dance in DAN1 on Tuesday"),
    ("舞蹈只在 DAN1", "dance only in DAN1"),
    ("T017 带机器人", "T017 leads robotics"),
    ("T017 周一带机器人", "T017 leads robotics on Monday"),
    ("T017 周一协助机器人", "T017 assists robotics on Monday"),
    ("S20143 在机器人", "S20143 in robotics"),
    ("C301 周五作业辅导在 R205", "homework of C301 in R205 on Friday"),
    ("C301、C302 周五合班作业辅导", "C301 and C302 homework together on Friday"),
    ("T042 周二带 C101 作业辅导", "T042 does homework of C101 on Tuesday"),
    ("T042 不带延时托管", "T042 does not do extended care"),
    ("T042 周一在 GATE1 门岗", "T042 at gate GATE1 on Monday"),
    ("T042 有 6 次任务", "T042 has 6 duties"),
    ("T042 周二至多有 1 次任务", "T042 has at most 1 duties on Tuesday"),
    ("T042 至少晚归 3 天", "T042 has at least 3 late days"),
    ("T042 周五值班", "T042 serves on Friday"),
)
"""What can be said, one example a form."""
POSTS: Final = tuple(code.removeprefix("post.") for code in VOCABULARY if code.startswith("post."))
CARED: Final = tuple(kind for kind in Kind if kind is not Kind.CLUB)
"""Kinds of session that homerooms or support groups have."""

Maker = Callable[[Problem, Parts], Statement]


def _sections(problem: Problem, parts: Parts) -> Statement:
    club = lookup.club(problem, parts["club"])
    return Sections(club, lookup.when(problem, parts, club), lookup.count(parts))


def _inside(problem: Problem, parts: Parts) -> Statement:
    """A club in a venue, or a pupil in a club: which of them the second word is tells."""
    within, pupils = parts["venue"], problem.pupils if problem.roster else ()
    if "only" not in parts and (parts["club"] in pupils or _club(problem, within) is not None):
        return _pupil(problem, parts)
    club = lookup.club(problem, parts["club"])
    when = lookup.when(problem, parts, club)
    return ClubVenue(club, lookup.venue(problem, within), when, lookup.count(parts), "only" in parts)


def _pupil(problem: Problem, parts: Parts) -> Statement:
    pupil, club = lookup.pupil(problem, parts["club"]), lookup.club(problem, parts["venue"])
    if problem.grade(problem.pupils[pupil].homeroom) not in problem.clubs[club.id].grades:
        raise StatementRefused("refused.grade", pupil=pupil, club=club.id)
    return InClub(pupil, club, lookup.when(problem, parts, club), lookup.count(parts))


def _club(problem: Problem, words: str) -> Club | None:
    """The club the words name; None when they name none."""
    try:
        return problem.clubs[lookup.club(problem, words).id]
    except StatementRefused:
        return None


def _leads(problem: Problem, parts: Parts) -> Statement:
    club = lookup.club(problem, parts["club"])
    return LeadsClub(lookup.adult(problem, parts["who"]), club, lookup.when(problem, parts, club), lookup.count(parts))


def _assists(problem: Problem, parts: Parts) -> Statement:
    club = lookup.club(problem, parts["club"])
    return Assists(lookup.adult(problem, parts["who"]), club, lookup.when(problem, parts, club), lookup.count(parts))


def _group_venue(problem: Problem, parts: Parts) -> Statement:
    what = Kind(_code(parts["kind"]))
    of, venue = lookup.homeroom(problem, parts["of"], what), lookup.venue(problem, parts["venue"])
    return GroupVenue(what, of, venue, lookup.weekday(problem, parts), lookup.count(parts), "only" in parts)


def _together(problem: Problem, parts: Parts) -> Statement:
    words = re.split(r"\s*[、,，和]\s*|\s+and\s+", parts["rooms"])
    what = Kind(_code(parts.get("kind", "homework")))
    rooms = lookup.merged(problem, tuple(lookup.homeroom(problem, word, Kind.HOMEWORK) for word in words))
    return Together(what, rooms, lookup.weekday(problem, parts), lookup.count(parts))


def _does(problem: Problem, parts: Parts) -> Statement:
    what = Kind(_code(parts["kind"]))
    of = lookup.homeroom(problem, parts["of"], what) if "of" in parts else ""
    return Task(
        lookup.adult(problem, parts["who"]), what.value, of, lookup.weekday(problem, parts), lookup.count(parts)
    )


def _post(problem: Problem, parts: Parts) -> Statement:
    at = lookup.place(problem, parts["of"]) if "of" in parts else ""
    what = _code(parts["kind"]).removeprefix("post.")
    return Task(lookup.adult(problem, parts["who"]), what, at, lookup.weekday(problem, parts), lookup.count(parts))


def _duties(problem: Problem, parts: Parts) -> Statement:
    return Duties(lookup.adult(problem, parts["who"]), lookup.count(parts), lookup.weekday(problem, parts))


def _late(problem: Problem, parts: Parts) -> Statement:
    return LateDays(lookup.adult(problem, parts["who"]), lookup.count(parts))


def _code(word: str) -> str:
    """The code of a kind of duty said in either language."""
    plain = re.sub(r"\s+", " ", word.lower())
    return next(code for code in CODES if plain in (name.lower() for name in VOCABULARY[code]))


CODES: Final = (*(kind.value for kind in CARED), *(f"post.{post}" for post in POSTS))
_EN_DAY = r"\s+on\s+(?P<day>\S+)"
_EN_WHEN = rf"(?:{_EN_DAY}|\s+in\s+strand\s+(?P<strand>\S+))"
_EN_COUNT = r"(?:(?P<cmp>exactly|at\s+least|at\s+most)\s+)?(?P<n>[0-9]+)"
_EN_IN = r"(?:is\s+|are\s+)?(?:(?P<none>not)\s+|(?P<only>only)\s+)?in\s+(?!strand\s)(?P<venue>\S+(?:\s\([^)]*\))?)"
_EN_KIND = f"(?P<kind>{'|'.join(VOCABULARY[kind][1].replace(' ', chr(92) + 's+') for kind in CARED)})"
_EN_POST = f"(?P<kind>{'|'.join(VOCABULARY[f'post.{post}'][1].replace(' ', chr(92) + 's+') for post in POSTS)})"
_EN_NOT = r"(?:does\s+|(?P<none>does\s+not\s+do\s+))"
_ZH_WHO = r"(?P<who>[\w\-]+?)"
_ZH_DAY = r"(?:周|星期|礼拜)(?P<zh>[一二三四五六日天])"
_ZH_WHEN = rf"\s*在?\s*(?:{_ZH_DAY}|时段组\s*(?P<strand>[^\s开带协不只在]+))"
_ZH_COUNT = r"(?P<cmp>至少|至多|最多|恰好)?"
_ZH_IN = r"\s*(?:(?P<none>不)|(?P<only>只))?[在进]\s*(?P<venue>[^\s]+)"
_ZH_KIND = f"(?P<kind>{'|'.join(VOCABULARY[kind][0] for kind in CARED)})"
_ZH_POST = f"(?P<kind>{'|'.join(VOCABULARY[f'post.{post}'][0] for post in POSTS)})"
_ZH_ROOMS = r"(?P<rooms>[^\s、,，和]+(?:\s*[、,，和]\s*[^\s、,，和]+?)+)"

FORMS: Final[tuple[tuple[str, Maker], ...]] = (
    (rf"(?P<who>\S+)\s+leads\s+(?P<club>.+?)(?:{_EN_WHEN})?", _leads),
    (rf"(?P<who>\S+)\s+does\s+(?P<none>not)\s+lead\s+(?P<club>.+?)(?:{_EN_WHEN})?", _leads),
    (rf"(?P<who>\S+)\s+(?:assists|(?P<none>does\s+not\s+assist))\s+(?P<club>.+?)(?:{_EN_WHEN})?", _assists),
    (rf"(?P<who>\S+)\s+{_EN_NOT}{_EN_KIND}(?:\s+of\s+(?P<of>\S+))?(?:{_EN_DAY})?", _does),
    (rf"(?P<who>\S+)\s+(?:is\s+)?(?:(?P<none>not)\s+)?at\s+{_EN_POST}(?:\s+(?P<of>(?!on\s)\S+))?(?:{_EN_DAY})?", _post),
    (rf"(?P<who>\S+)\s+has\s+{_EN_COUNT}\s+(?:duty|duties)(?:{_EN_DAY})?", _duties),
    (rf"(?P<who>\S+)\s+(?:serves|(?P<none>does\s+not\s+serve))(?:{_EN_DAY})?", _duties),
    (rf"(?P<who>\S+)\s+has\s+(?:{_EN_COUNT}|a|(?P<none>no))\s+late\s+days?", _late),
    (rf"{_EN_KIND}\s+(?:of\s+)?(?P<of>\S+)\s+{_EN_IN}(?:{_EN_DAY})?", _group_venue),
    (rf"(?P<rooms>\S+(?:\s*,\s*\S+|\s+and\s+\S+)+)\s+{_EN_KIND}\s+(?P<none>not\s+)?together(?:{_EN_DAY})?", _together),
    (rf"(?P<club>.+?)\s+has\s+{_EN_COUNT}\s+sections?(?:{_EN_WHEN})?", _sections),
    (rf"(?P<club>.+?)\s+{_EN_IN}(?:{_EN_WHEN})?", _inside),
    (rf"(?P<club>.+?)\s+(?:is\s+(?:open|(?P<none>shut))|opens|meets)(?:{_EN_WHEN})?", _sections),
    (rf"(?P<club>.+?){_EN_WHEN}", _sections),
    (rf"{_ZH_WHO}(?:\s*{_ZH_DAY})?\s*(?P<none>不)?带\s*(?:(?P<of>[\w\-]+?)\s*的?\s*)?{_ZH_KIND}", _does),
    (rf"{_ZH_WHO}(?:\s*{_ZH_DAY})?\s*(?P<none>不)?在\s*(?:(?P<of>[\w\-]+?)\s*)?{_ZH_POST}", _post),
    (rf"{_ZH_WHO}(?:{_ZH_WHEN})?\s*(?P<none>不)?协助\s*(?P<club>.+?)(?:社团)?", _assists),
    (rf"{_ZH_WHO}(?:{_ZH_WHEN})?\s*(?P<none>不)?带\s*(?P<club>.+?)(?:社团)?", _leads),
    (rf"{_ZH_WHO}(?:\s*{_ZH_DAY})?\s*有?\s*{_ZH_COUNT}\s*有?\s*(?P<n>[0-9]+)\s*次任务", _duties),
    (rf"{_ZH_WHO}(?:\s*{_ZH_DAY})?\s*(?P<none>不)?值班", _duties),
    (rf"(?=.*晚归){_ZH_WHO}\s*(?:晚归)?\s*{_ZH_COUNT}\s*(?:晚归)?\s*(?P<n>[0-9]+)\s*天", _late),
    (rf"{_ZH_WHO}\s*(?:有|(?P<none>没有))晚归", _late),
    (rf"(?P<of>[\w\-]+?)\s*(?:{_ZH_DAY})?\s*的?{_ZH_KIND}{_ZH_IN}", _group_venue),
    (rf"{_ZH_ROOMS}\s*(?:{_ZH_DAY})?\s*(?P<none>不)?合班\s*{_ZH_KIND}?", _together),
    (rf"(?P<club>.+?)(?:{_ZH_WHEN})?\s*开\s*{_ZH_COUNT}\s*(?P<n>[0-9]+)\s*个班", _sections),
    (rf"(?P<club>.+?)(?:{_ZH_WHEN})?\s*(?P<none>不)?开班", _sections),
    (rf"{_ZH_DAY}\s*(?P<none>不)?开\s*(?P<club>.+?)", _sections),
    (rf"(?P<club>.+?)(?:{_ZH_WHEN})?{_ZH_IN}", _inside),
)
"""Each form as a pattern of the whole text, and what it makes of the parts."""
