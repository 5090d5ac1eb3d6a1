"""A school's lessons.csv as other programs would export it, for tests that read it back.

Teachers and classes go by their ids, subjects by their codes, so that a faithful reader gives the same rows again.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

Row = Mapping[str, str]
DAYS = ("mon", "tue", "wed", "thu", "fri")
BITS = {day: "".join("1" if day == other else "0" for other in DAYS) for day in DAYS}


def lessons(school: Path) -> list[dict[str, str]]:
    """The rows of a school's lessons.csv."""
    with open(school / "lessons.csv", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def meant(rows: Iterable[Row]) -> set[tuple[str, ...]]:
    """What rows say, without order and empty columns."""
    columns = ("adult", "weekday", "period", "homeroom", "subject", "weeks", "venue", "start", "end", "season")
    return {tuple(row.get(name) or "" for name in columns) for row in rows}


def as_fet(rows: Sequence[Row], *, placed: bool = True, hours: int = 8) -> str:
    """A `.fet`; without `placed` that of the inputs alone."""
    activities = "".join(
        f"<Activity><Teacher>{row['adult']}</Teacher><Subject>{row['subject']}</Subject>"
        f"<Students>{row['homeroom']}</Students><Duration>1</Duration><Id>{number}</Id><Active>true</Active></Activity>\n"
        for number, row in enumerate(rows, start=1)
    )
    constraints = "".join(
        f"<ConstraintActivityPreferredStartingTime><Activity_Id>{number}</Activity_Id><Day>{DAYS.index(row['weekday'])}"
        f"</Day><Hour>h{row['period']}</Hour><Active>true</Active></ConstraintActivityPreferredStartingTime>\n"
        for number, row in enumerate(rows, start=1)
    )
    days = "".join(f"<Day><Name>{number}</Name></Day>" for number in range(len(DAYS)))
    named = "".join(f"<Hour><Name>h{number}</Name></Hour>" for number in range(1, hours + 1))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<fet version="7.4.7"><Days_List>{days}</Days_List>'
        f"<Hours_List>{named}</Hours_List>\n<Activities_List>\n{activities}</Activities_List>"
        f"<Time_Constraints_List>{constraints if placed else ''}</Time_Constraints_List></fet>\n"
    )


def as_activities(rows: Sequence[Row]) -> str:
    """The `activities.xml` that goes with the inputs."""
    listed = "".join(
        f"<Activity><Id>{number}</Id><Day>{DAYS.index(row['weekday'])}</Day><Hour>h{row['period']}</Hour>"
        "<Room></Room></Activity>\n"
        for number, row in enumerate(rows, start=1)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<Activities_Timetable>\n{listed}</Activities_Timetable>\n'


def as_asc(rows: Sequence[Row], encoding: str = "UTF-8") -> str:
    """aSc XML: a lesson for each teacher, class and subject, a card for each row."""
    kinds = (("teachers", "teacher", "adult"), ("classes", "class", "homeroom"), ("subjects", "subject", "subject"))
    tables = "".join(
        f"<{table}>"
        + "".join(f"<{one} id={quoteattr('*' + name)} name={quoteattr(name)}/>\n" for name in _distinct(rows, key))
        + f"</{table}>\n"
        for table, one, key in kinds
    )
    said = "".join(
        f"<lesson id='{number}' teacherids='*{row['adult']}' classids='*{row['homeroom']}' "
        f"subjectid={quoteattr('*' + row['subject'])} periodspercard='1' periodsperweek='1.0'/>\n"
        for number, row in enumerate(rows, start=1)
    )
    cards = "".join(
        f"<card lessonid='{number}' period='{row['period']}' days='{BITS[row['weekday']]}' "
        f"weeks='{_WEEKS[row.get('weeks') or '']}' terms='1' classroomids=''/>\n"
        for number, row in enumerate(rows, start=1)
    )
    return (
        f'<?xml version="1.0" encoding="{encoding}"?>\n<timetable ascttversion="2020.11.4">{tables}'
        f"<lessons>{said}</lessons><cards>{cards}</cards></timetable>\n"
    )


def as_untis(rows: Sequence[Row]) -> str:
    """GPU001.TXT."""
    return "".join(
        f'{number};"{row["homeroom"]}";"{row["adult"]}";"{row["subject"]}";"";{DAYS.index(row["weekday"]) + 1};'
        f"{row['period']};;\r\n"
        for number, row in enumerate(rows, start=1)
    )


def as_cses(rows: Sequence[Row], times: Mapping[str, tuple[str, str]]) -> str:
    """The CSES of one class; `times` gives each period's start and end."""
    subjects = {(row["subject"], row["adult"]): f"{row['subject']}" for row in rows}
    listed = "".join(f'  - {{name: "{name}", teacher: "{adult}"}}\n' for (_, adult), name in subjects.items())
    schedules = "".join(
        f"  - name: x\n    enable_day: {DAYS.index(row['weekday']) + 1}\n    weeks: {row.get('weeks') or 'all'}\n"
        f'    classes:\n      - {{subject: "{row["subject"]}", start_time: "{times[row["period"]][0]}:00", '
        f'end_time: "{times[row["period"]][1]}:00"}}\n'
        for row in rows
    )
    return f"version: 1\nsubjects:\n{listed}schedules:\n{schedules}"


def as_sheet(rows: Sequence[Row]) -> list[list[str]]:
    """The long form, header first, in Chinese."""
    words = dict(zip(DAYS, ("星期一", "周二", "3", "礼拜四", "五"), strict=True))
    return [
        ["班级", "星期", "节次", "课程名称", "任课教师", "单双周"],
        *(
            [
                row["homeroom"],
                words[row["weekday"]],
                f"第{row['period']}节",
                row["subject"],
                row["adult"],
                {"odd": "单周", "even": "双周"}.get(row.get("weeks") or "", ""),
            ]
            for row in rows
        ),
    ]


_WEEKS = {"": "11", "odd": "10", "even": "01"}


def _distinct(rows: Sequence[Row], key: str) -> list[str]:
    return list(dict.fromkeys(row[key] for row in rows))
