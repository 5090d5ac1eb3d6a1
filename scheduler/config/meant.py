"""What a planner may have meant by a value that cannot be read as it stands: guesses to show, never to use."""

import re
import unicodedata
from calendar import monthrange
from typing import Any

from scheduler.calendar.term import weekday_zh
from scheduler.config.nearest import nearest

_DAYS_IN_FULL = {"monday": "mon", "tuesday": "tue", "wednesday": "wed", "thursday": "thu", "friday": "fri"}
_DAYS_IN_CHINESE = {weekday_zh(number)[1:]: weekday_zh(number) for number in range(1, 6)}
_MINUTES = re.compile(r"(\d{1,4})(?:m|min|mins|minute|minutes|'|′|分|分钟)?[.。]?")
_HOURS = re.compile(r"(\d{1,2}(?:\.\d)?)(?:h|hr|hrs|hour|hours|小时|个小时)")
_NO_TIME = ("none", "no", "off", "n/a", "无", "没有", "不开", "不设")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{4})(\d{2})(\d{2})")
_NUMBER = re.compile(r"(-?\d{1,9}(?:\.\d{1,9})?)(?:人|名|个|间|件|套|元|节|次|层|分|度|平米|平方米|㎡|m2)?")
_YES, _NO = ("yes", "y", "on", "是", "有", "对", "true"), ("no", "n", "off", "否", "无", "没有", "不", "false")
_LONGEST = 60


def meant_minutes(value: Any) -> str | None:
    """`90min` for `90`, `90 mins` or `1.5h`, `0min` for `none`; None when there is nothing to guess."""
    text = _plain(value)
    if text in _NO_TIME:
        return "0min"
    if found := _HOURS.fullmatch(text):
        return f"{round(float(found[1]) * 60)}min"
    found = _MINUTES.fullmatch(text)
    return f"{int(found[1])}min" if found else None


def meant_date(value: Any) -> str | None:
    """`2026-09-01` for `2026/9/1`, `2026年9月1日` or `20260901`, the month's last day for one beyond it; else None."""
    found = _DATE.fullmatch(_plain(value))
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups() if part is not None)
    if not (year and 1 <= month <= 12 and 1 <= day <= 39):
        return None
    return f"{year:04d}-{month:02d}-{min(day, monthrange(year, month)[1]):02d}"


def meant_weekday(value: Any) -> str | None:
    """The school weekday nearest to a word: `fri` for `Friday` or `firday`, `周三` for `三`."""
    word = _plain(value).rstrip(".")
    if word in _DAYS_IN_CHINESE:
        return _DAYS_IN_CHINESE[word]
    found = nearest(word, (*_DAYS_IN_FULL, *_DAYS_IN_FULL.values(), *_DAYS_IN_CHINESE.values()))
    return _DAYS_IN_FULL.get(found, found) if found else None


def meant_id(value: Any) -> str | None:
    """The text with everything an id may not hold as `_`: `R_3` for `R 3`."""
    text = re.sub(r"[^\w-]+", "_", f"{value}").strip("_")
    return text if text and len(text) <= 40 else None


def meant_number(value: Any) -> str | None:
    """The number of `61.2平米` or of quoted `61.2`."""
    found = _NUMBER.fullmatch(_plain(value)) if isinstance(value, str) else None
    return found[1] if found else None


def meant_whole(value: Any) -> str | None:
    """The whole number of `24人` or of quoted `24`; nothing for one with a fraction."""
    number = meant_number(value)
    return None if number is None or "." in number else number


def meant_switch(value: Any) -> str | None:
    """`true` for `yes` or `是`, `false` for `no` or `否`."""
    text = _plain(value)
    return "true" if text in _YES else "false" if text in _NO else None


def meant_list(value: Any) -> str | None:
    """`[a, b]` for the text `a, b`."""
    if not isinstance(value, str | int) or isinstance(value, bool) or len(f"{value}") > _LONGEST:
        return None
    words = [word.strip() for word in re.split("[,，、;；]", f"{value}".strip("[]［］【】")) if word.strip()]
    return f"[{', '.join(words)}]" if words else None


def _plain(value: Any) -> str:
    """A value as text of ordinary width, in lower case and without blanks; nothing for true, false or a collection."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return "".join(unicodedata.normalize("NFKC", f"{value}").casefold().split())
