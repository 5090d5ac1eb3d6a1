"""The term of the example schools: autumn 2026, with its holidays, a make-up Saturday and monthly
inspections.
"""

from datetime import date, timedelta

FIRST_DAY, LAST_DAY = date(2026, 9, 1), date(2027, 1, 22)
HOLIDAYS = (*(date(2026, 10, 1) + timedelta(days=n) for n in range(7)), date(2027, 1, 1))
MAKE_UP = (date(2026, 10, 10), "wed")
SUMMER_WEEK, WINTER_WEEK = date(2026, 9, 14), date(2026, 12, 7)
INSPECTIONS = (
    date(2026, 8, 28),
    date(2026, 9, 25),
    date(2026, 10, 23),
    date(2026, 11, 20),
    date(2026, 12, 18),
    date(2027, 1, 8),
)
"""Never more than 28 days apart, and 14 to the end of the term: inside the 30 days an inspection holds."""


def term_yaml() -> str:
    """The text of term.yaml."""
    holidays = ", ".join(map(str, HOLIDAYS))
    day, weekday = MAKE_UP
    return (
        "# 2026—2027 学年第一学期（合成示例） / first term of 2026-27 (synthetic)\n"
        "calendar:\n"
        f"  first: {FIRST_DAY}\n"
        f"  last: {LAST_DAY}\n"
        "  # 国庆、元旦放假 / National Day and New Year\n"
        f"  holidays: [{holidays}]\n"
        "  # 周六上课，按周三课表 / a working Saturday on Wednesday's timetable\n"
        f"  make_up: {{{day}: {weekday}}}\n"
    )
