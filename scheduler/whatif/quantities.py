"""What a sweep can vary: one quantity a row, its changes for a value, and how planners write a range of it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scheduler.calendar.clock import format_clock
from scheduler.calendar.term import WEEKDAYS, parse_weekday, weekday_en, weekday_zh
from scheduler.config.nearest import nearest
from scheduler.domain.problem import Problem
from scheduler.domain.vocabulary import LANGUAGES, VOCABULARY, said

Change = dict[str, Any]
MOST_POINTS = 60
"""Points of one sweep: each is a week to be planned."""
SYNTAX = re.compile(r"(?P<name>[^:@=\s]+)(:(?P<what>[^@=\s]+))?(@(?P<day>[^=\s]+))?=(?P<range>.+)")
RANGE = re.compile(r"(?P<low>\d{1,6})(?P<unit>[%％]?)(\.\.(?P<high>\d{1,6})[%％]?(:(?P<step>\d{1,6})[%％]?)?)?")


class VaryRefused(ValueError):
    """A range nobody can sweep; says why, in Chinese and English."""

    def __init__(self, zh: str, en: str, hint: str | None = None) -> None:
        near = ("", "") if hint is None else (f"；是不是 {hint}？", f"; did you mean {hint}?")
        self.words = zh + near[0], en + near[1]
        super().__init__(f"{self.words[0]} / {self.words[1]}")

    def say(self, language: str) -> str:
        """The reason in `zh` or `en`."""
        return self.words[LANGUAGES.index(language)]


@dataclass(frozen=True)
class Asked:
    """A quantity as written: of which kind (a skill, a kind of venue), on which weekday (0: every day)."""

    quantity: "Quantity"
    what: str = ""
    day: int = 0

    @property
    def name(self) -> str:
        """As it is written, such as `volunteers:football@thu`."""
        day = f"@{WEEKDAYS[self.day - 1]}" if self.day else ""
        return self.quantity.name + (f":{self.what}" if self.what else "") + day

    def title(self, language: str) -> str:
        """In words, such as `volunteers more (football, thu)`."""
        title = self.quantity.title[LANGUAGES.index(language)]
        parts = []
        if self.what:
            rooms = self.quantity.family == "venue"
            parts.append(said(self.what, "venue", language) if rooms else skill_text(self.what, language))
        if self.day:
            parts.append(weekday_zh(self.day) if language == "zh" else weekday_en(self.day).capitalize())
        if not parts:
            return title
        return f"{title}（{'、'.join(parts)}）" if language == "zh" else f"{title} ({', '.join(parts)})"

    def written(self, value: int) -> str:
        """A value with its unit."""
        return f"{value}%" if self.quantity.percent else str(value)


@dataclass(frozen=True)
class Quantity:
    """One thing to vary. change: the changes of a scenario that make it so, for a value; none where it is so already.
    now: the value of the school as it is. eases: whether more of it makes the week easier. family: what may follow a
    colon ("subject": a skill, "venue": a kind); daily: whether a weekday may follow."""

    name: str
    title: tuple[str, str]
    change: Callable[[Problem, Asked, int], list[Change]]
    now: Callable[[Problem], int]
    eases: bool
    least: int = 0
    most: int = 60
    percent: bool = False
    family: str = ""
    daily: bool = False


@dataclass(frozen=True)
class Range:
    """A quantity and the values it takes, in order."""

    asked: Asked
    values: tuple[int, ...]


def skill_text(skill: str, language: str) -> str:
    """What a skill is called: a subject, what a post wants, or its own word."""
    family = "post" if f"post.{skill}" in VOCABULARY else "subject"
    return said(skill, family, language)


def _more_adults(kind: str) -> Callable[[Problem, Asked, int], list[Change]]:
    def change(problem: Problem, asked: Asked, count: int) -> list[Change]:
        days = [asked.day] if asked.day else sorted({day.weekday for day in problem.days})
        span = service_hours(problem)
        fields: Change = {"available": {WEEKDAYS[day - 1]: [span] for day in days}, "full_time": False}
        if asked.what:
            fields["skills"] = [asked.what]
        return [{"add": kind, "count": count, **fields}] if count else []

    return change


def service_hours(problem: Problem) -> str:
    """From the first minute of the service to the last of this week, as a span."""
    times = problem.times.values()
    spans = [s for t in times for s in (t.early, t.p1, t.p2, t.extended, t.evening) if s is not None]
    first, last = min((s.start for s in spans), default=840), max((s.end for s in spans), default=1140)
    return f"{format_clock(first)}-{format_clock(last)}"


def _rooms(problem: Problem, asked: Asked, count: int) -> list[Change]:
    kind = asked.what or "classroom"
    alike = [v for v in problem.site.venues.values() if v.kind == kind]
    if not alike:
        kinds = sorted({v.kind for v in problem.site.venues.values()})
        zh = f"没有 {kind} 类场地可以照抄；有：{'、'.join(kinds)}"
        en = f"there is no venue of kind {kind} to copy, but of {', '.join(kinds)}"
        raise VaryRefused(zh, en, nearest(kind, kinds))
    model = max(alike, key=lambda venue: venue.capacity)
    return [{"add": kind, "like": model.id, "count": count}] if count else []


def _cap(name: str) -> Callable[[Problem, Asked, int], list[Change]]:
    def change(problem: Problem, asked: Asked, value: int) -> list[Change]:
        return [] if value == cap_now(problem, name) else [{"set": f"rules.caps.{name}", "to": value}]

    return change


def cap_now(problem: Problem, name: str) -> int:
    """The weekly cap most adults have."""
    caps = [getattr(adult.caps, name) for adult in problem.adults.values()]
    return max(dict.fromkeys(caps), key=caps.count, default=0)


def _share(problem: Problem, asked: Asked, value: int) -> list[Change]:
    return [] if value == WHOLE else [{"scale": asked.quantity.name, "to": f"{value}%"}]


WHOLE = 100
_MORE_VOLUNTEERS = ("多几名志愿者", "volunteers more")
QUANTITIES: Mapping[str, Quantity] = {
    q.name: q
    for q in (
        Quantity(
            "volunteers", _MORE_VOLUNTEERS, _more_adults("volunteer"), lambda p: 0, True, family="subject", daily=True
        ),
        Quantity(
            "teachers",
            ("多几名教师", "teachers more"),
            _more_adults("own"),
            lambda p: 0,
            True,
            family="subject",
            daily=True,
        ),
        Quantity("rooms", ("多几处场地", "rooms more"), _rooms, lambda p: 0, True, family="venue"),
        Quantity(
            "late_days",
            ("晚归天数上限", "cap of late days"),
            _cap("late_days"),
            lambda p: cap_now(p, "late_days"),
            True,
            most=7,
        ),
        Quantity(
            "sessions",
            ("每周任务上限", "cap of duties a week"),
            _cap("sessions"),
            lambda p: cap_now(p, "sessions"),
            True,
        ),
        Quantity("club_seats", ("社团名额", "club seats"), _share, lambda p: WHOLE, True, 10, 1000, True),
        Quantity("participation", ("参加比例", "participation"), _share, lambda p: WHOLE, False, 0, 1000, True),
        Quantity("extended_care", ("延时托管人数", "extended care"), _share, lambda p: WHOLE, False, 0, 1000, True),
        Quantity("evening_study", ("晚自习人数", "evening study"), _share, lambda p: WHOLE, False, 0, 1000, True),
    )
}
CHINESE: Mapping[str, str] = {
    "志愿者": "volunteers",
    "教师": "teachers",
    "场地": "rooms",
    "晚归天数": "late_days",
    "任务上限": "sessions",
    "社团名额": "club_seats",
    "参加比例": "participation",
    "延时托管": "extended_care",
    "晚自习": "evening_study",
}


def read_range(problem: Problem, text: str) -> Range:
    """A range such as `volunteers:football@thu=0..10:2`, `participation=70%..100%:10%` or `late_days=2,3,4`.

    Without a step, counts go by 1 and shares by 10 %. Raises VaryRefused with the nearest word.
    """
    found = SYNTAX.fullmatch(text.strip())
    if found is None:
        raise VaryRefused(
            f"{text!r}：应写成 volunteers=0..10 或 participation=70%..100%:10%",
            f"{text!r} must be like volunteers=0..10 or participation=70%..100%:10%",
        )
    asked = _asked(problem, found["name"], found["what"] or "", found["day"] or "")
    values = tuple(dict.fromkeys(v for part in found["range"].split(",") for v in _values(asked, part.strip(), text)))
    return Range(asked, tuple(sorted(values)))


def _asked(problem: Problem, name: str, what: str, day: str) -> Asked:
    quantity = QUANTITIES.get(CHINESE.get(name, name))
    if quantity is None:
        known = "、".join(QUANTITIES)
        hint = nearest(name, (*QUANTITIES, *CHINESE))
        raise VaryRefused(
            f"没有数量 {name}；可选：{known}", f"no quantity {name}; choose from {', '.join(QUANTITIES)}", hint
        )
    if what and not quantity.family:
        raise VaryRefused(f"{quantity.name} 不分类别，去掉 :{what}", f"{quantity.name} has no kinds; leave out :{what}")
    if quantity.family == "subject" and what:
        skills = {s for a in problem.adults.values() for s in a.skills} | {c.skill for c in problem.clubs.values()}
        if what not in skills:
            raise VaryRefused(f"没有技能 {what}", f"no skill {what}", nearest(what, skills))
    if day and not quantity.daily:
        raise VaryRefused(
            f"{quantity.name} 不分星期，去掉 @{day}", f"{quantity.name} has no weekdays; leave out @{day}"
        )
    try:
        return Asked(quantity, what, parse_weekday(day) if day else 0)
    except ValueError as error:
        raise VaryRefused(f"{day} 不是星期", f"{day} is no weekday", nearest(day, WEEKDAYS)) from error


def _values(asked: Asked, part: str, text: str) -> Sequence[int]:
    quantity = asked.quantity
    found = RANGE.fullmatch(part)
    if found is None:
        raise VaryRefused(f"{text!r}：{part!r} 不是数或范围", f"{text!r}: {part!r} is neither a number nor a range")
    if quantity.percent and not found["unit"]:
        raise VaryRefused(
            f"{quantity.name} 应写百分比", f"{quantity.name} must be a share", f"{part}%" if part.isdigit() else None
        )
    if found["unit"] and not quantity.percent:
        raise VaryRefused(f"{quantity.name} 应写个数，不是百分比", f"{quantity.name} must be a number, not a share")
    low, high = int(found["low"]), int(found["high"] or found["low"])
    step = int(found["step"]) if found["step"] else 10 if quantity.percent else 1
    if step == 0:
        raise VaryRefused(f"{text!r}：步长不能是 0", f"{text!r}: the step must not be 0")
    if high < low:
        raise VaryRefused(f"{text!r}：{low} 大于 {high}", f"{text!r}: {low} is more than {high}", f"{high}..{low}")
    if low < quantity.least or high > quantity.most:
        limits = f"{asked.written(quantity.least)}..{asked.written(quantity.most)}"
        raise VaryRefused(f"{text!r}：应在 {limits} 之内", f"{text!r} must lie within {limits}")
    return range(low, high + 1, step)
