"""The words a roster may be filled in with, for people who know no codes, and the codes they stand for."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from scheduler.config.nearest import nearest
from scheduler.config.schema import ClubFile
from scheduler.config.schema_types import read_date, refuse
from scheduler.domain.demand import Period

CODES: Mapping[str, Period] = {"P1": Period.P1, "P2": Period.P2, "E": Period.EXTENDED, "V": Period.EVENING}

_JOINED = re.compile(r"\s*[+＋]\s*")
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")


@dataclass(frozen=True, slots=True)
class PeriodWord:
    """Codes with the word for all of them together, in Chinese and English."""

    codes: tuple[str, ...]
    zh: str
    en: str


STAYS_AWAY = PeriodWord((), "不参加", "not attending")
PERIOD_WORDS = (
    PeriodWord(("P1", "P2"), "两个时段", "both periods"),
    PeriodWord(("P1",), "第一时段", "period 1"),
    PeriodWord(("P2",), "第二时段", "period 2"),
    PeriodWord(("E",), "延时托管", "extended care"),
    PeriodWord(("V",), "晚自习", "evening study"),
)
_BY_WORD: Mapping[str, tuple[str, ...]] = {
    **{code.casefold(): (code,) for code in CODES},
    **{name: word.codes for word in PERIOD_WORDS for name in (word.zh, word.en)},
}


def read_periods(text: str) -> tuple[str, ...]:
    """The codes of `P1+P2+E` or of `两个时段+延时托管`, in the order of `CODES`; () for 不参加 or an empty cell.

    Raises the schema's error, with the nearest code or word, for any other.
    """
    if stays_away(text):
        return ()
    found: set[str] = set()
    for word in _JOINED.split(text.strip()):
        codes = _BY_WORD.get(word.casefold())
        if codes is None:
            refuse(
                f"must be codes {', '.join(CODES)} joined by +, or words like both periods + extended care",
                f"应为 {'、'.join(CODES)}，用 + 连接，或写 {STAYS_AWAY.zh}、第一时段、两个时段+延时托管 等",
                nearest(word, [*CODES, *(name for name in _BY_WORD if name.upper() not in CODES), STAYS_AWAY.zh]),
            )
        found.update(codes)
    return tuple(code for code in CODES if code in found)


def stays_away(text: str) -> bool:
    """Whether a cell says that the pupil attends nothing that day."""
    return text.casefold() in ("", STAYS_AWAY.zh, STAYS_AWAY.en)


def say_periods(codes: Collection[str], language: str) -> str:
    """The words for a set of codes, joined by `+`; `read_periods` reads them back."""
    left, words = set(codes), []
    for word in PERIOD_WORDS:
        if left.issuperset(word.codes):
            left.difference_update(word.codes)
            words.append(word.zh if language == "zh" else word.en)
    if not words:
        return STAYS_AWAY.zh if language == "zh" else STAYS_AWAY.en
    return ("+" if language == "zh" else " + ").join(words)


def read_wish(text: str, clubs: Mapping[str, ClubFile]) -> str:
    """`basketball@A` of `篮球（周一、周三） basketball@A`, of `篮球@A` or of itself; text naming no club stays."""
    for written in (text, *text.split()[-1:]):
        name, at, strand = written.partition("@")
        if name in clubs:
            return written
        titled = [key for key, club in clubs.items() if club.title == name]
        if len(titled) == 1:
            return f"{titled[0]}{at}{strand}"
    return text


def nearest_club(word: str, clubs: Mapping[str, ClubFile]) -> str | None:
    """The club whose id or title is nearest to a misspelt one: its id, after its title where that was nearer."""
    titles = {club.title: f"{club.title} {key}" for key, club in clubs.items()}
    found = nearest(word, [*clubs, *titles])
    return None if found is None else titles.get(found, found)


def read_roster_date(text: str) -> date:
    """A date as spreadsheets write it: `2026-09-01`, `2026/9/1`, `2026.9.1` or `2026年9月1日`.

    Raises the schema's error for any other.
    """
    found = _DATE.fullmatch(text)
    return read_date(f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}" if found else text)
