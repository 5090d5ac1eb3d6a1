"""How the parts of a change are written: ids, days, shares."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from scheduler.calendar.term import WEEKDAYS, parse_weekday, weekday_zh
from scheduler.config.meant import meant_weekday
from scheduler.config.schema_types import DATE_PATTERN, Id, read_date, refuse

DAY_WORDS = (*WEEKDAYS, *(weekday_zh(number) for number in range(1, 8)))
MOST_PERCENT = 1_000
_SHARE = re.compile(r"([0-9]{1,4})\s*[%％]")
_BEGINS_A_DATE = re.compile(r"[0-9]")


def read_day(value: Any) -> date | int:
    """A date of `2026-09-08`, or the ISO weekday of `tue` or `周二`, which means that day of the planned week."""
    if isinstance(value, str) and not _BEGINS_A_DATE.match(value):
        try:
            return parse_weekday(value)
        except ValueError:
            refuse(
                f"must be a date like 2026-09-08, or a day of the planned week: {', '.join(WEEKDAYS)}",
                "应为日期（例如 2026-09-08），或所排这一周的星期（周一至周日、mon 至 sun）",
                meant_weekday(value),
            )
    return read_date(value)


def read_share(value: Any) -> int:
    """Percent of `80%`; a bare number is refused because it could be a count."""
    found = _SHARE.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None or int(found[1]) > MOST_PERCENT:
        guess = f"{value}%" if isinstance(value, int) and not isinstance(value, bool) else None
        refuse(
            f"must be a share of what is there now, like 80%; at most {MOST_PERCENT}%",
            f"应为相对现状的百分比，例如 80%，最多 {MOST_PERCENT}%",
            guess,
        )
    return int(found[1])


def listed_once(value: Any) -> Any:
    """One value as a list of one."""
    return value if isinstance(value, list) else [value]


_DAY_JSON = {"anyOf": [{"type": "string", "enum": list(DAY_WORDS)}, {"type": "string", "pattern": DATE_PATTERN}]}
_ID_JSON = {"type": "string", "pattern": r"^[^\s./@+,:;]{1,40}$"}


def _one_or_more(item: dict[str, Any], example: str) -> WithJsonSchema:
    return WithJsonSchema({"anyOf": [item, {"type": "array", "items": item, "minItems": 1}], "examples": [example]})


Ids = Annotated[list[Id], BeforeValidator(listed_once), Field(min_length=1), _one_or_more(_ID_JSON, "[T003, T007]")]
DayWord = Annotated[date | int, BeforeValidator(read_day), WithJsonSchema({**_DAY_JSON, "examples": ["wed"]})]
On = Annotated[
    list[DayWord],
    BeforeValidator(listed_once),
    Field(min_length=1),
    _one_or_more(_DAY_JSON, "[2026-09-08, wed]"),
]
Share = Annotated[
    int,
    BeforeValidator(read_share),
    WithJsonSchema({"type": "string", "pattern": r"^\d{1,4}\s*[%％]$", "examples": ["80%"]}),
]
