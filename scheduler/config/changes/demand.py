"""Changes to who comes: a class in quarantine, pupils who leave or join."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Annotated

from pydantic import BeforeValidator, Field

from scheduler.calendar.term import weekday_en
from scheduler.config.build_findings import HOMEROOM, PUPIL
from scheduler.config.build_tables import CHOICES
from scheduler.config.changes.draft import Draft, Refused, Spoilt
from scheduler.config.changes.forms import DayWord, Ids, On
from scheduler.config.changes.people import ON, SINCE
from scheduler.config.changes.roster import attends, stay_away, weekday_of
from scheduler.config.changes.verb import Verb
from scheduler.config.changes.words import Told, told
from scheduler.config.roster_words import read_periods
from scheduler.config.schema_people import HomeroomFile
from scheduler.config.schema_types import SCHOOL_WEEKDAYS, Id, Word, said
from scheduler.config.sheet import Sheet
from scheduler.domain.demand import Mode

_PERSONAL = ("needs_adult", "support", "priority", "together", "apart", "fee_exempt")
"""Columns of one pupil alone, so that nobody like the pupil has them."""
Periods = Annotated[str, BeforeValidator(lambda text: "+".join(read_periods(f"{text}")))]
"""Periods of a day as the roster has them: `P1+P2`."""
_NO_ROSTER = (
    "counts mode knows no pupil by id; plan with --mode roster, or use scale",
    "按预计人数排班时没有逐人名册；请用 --mode roster，或改用 scale",
)


def roster(draft: Draft, field: str) -> Sheet:
    """The roster that the week is planned from. Raises Refused, with the fault recorded, in counts mode."""
    sheet = draft.sheet("pupils")
    if sheet is None or draft.mode is Mode.COUNTS:
        draft.wrong((field,), _NO_ROSTER, key=True)
        raise Refused
    return sheet


class Quarantine(Verb):
    """The pupils of homerooms stay away on some days, and their classrooms are closed."""

    title = ("隔离", "quarantine")
    about = (
        "班级某些天停课隔离：学生不在校，教室关闭",
        "homerooms stay at home on some days; their classrooms are closed",
    )
    example = "{quarantine: C301, on: [wed, thu]}"

    quarantine: Ids = said("班级编号", "ids of homerooms")
    on: On | None = said(*ON, None)

    def edit(self, draft: Draft) -> Told:
        """Empty the days of the homerooms' pupils, set their head-counts to 0, close their rooms."""
        days = draft.in_week(self.on)
        dates = [day.date for day in days]
        rooms = draft.known("quarantine", self.quarantine, "homerooms", HOMEROOM)
        weekdays = {day.weekday for day in days}
        away = _no_pupils(draft, rooms, [weekday_en(weekday) for weekday in sorted(weekdays)])
        _no_heads(draft, rooms, weekdays)
        for room in rooms:
            classroom = draft.view(HomeroomFile, "homerooms", room).classroom
            draft.mark_days("venues", classroom, "closed", dates, there=True)
        return told("quarantine", rooms=self.quarantine, pupils=away, days=draft.said(dates))


def _no_pupils(draft: Draft, rooms: Sequence[str], days: Sequence[str]) -> int:
    """Empty the days of the homerooms' pupils; how many took part, or are enrolled where there is no roster."""
    sheet = draft.sheet("pupils")
    if sheet is None:
        return sum(draft.number("homerooms", room, "enrolled") for room in rooms)
    rows = [row for room in rooms for row in sheet.where("homeroom", room)]
    taking_part = sum(attends(sheet.rows[row]) for row in rows)
    for row in rows:
        stay_away(draft, sheet, row, days)
    return taking_part


def _no_heads(draft: Draft, rooms: Sequence[str], weekdays: set[int]) -> None:
    sheet = draft.sheet("expected")
    if sheet is None:
        return
    for row, cells in enumerate(sheet.rows):
        if cells["homeroom"] in rooms and weekday_of(cells) in weekdays:
            for column in ("p1", "p2", "extended", "evening"):
                if cells.get(column):
                    sheet.write(row, column, "0", draft.mark())


class Leave(Verb):
    """Pupils withdraw from the service (roster)."""

    title = ("退出", "leave")
    about = ("学生自某天起退出课后服务（按名册排班时）", "pupils withdraw from the service (roster mode)")
    example = "{leave: S20143, from: wed}"

    leave: Ids = said("学生编号", "ids of pupils")
    since: DayWord | None = said(*SINCE, None, alias="from")

    def edit(self, draft: Draft) -> Told:
        """Let the agreement end on the day before; from the week's first day on the pupil attends no day."""
        since = draft.since(self.since)
        sheet = roster(draft, "leave")
        for index, pupil in enumerate(self.leave):
            row = pupil_row(draft, sheet, ("leave", index), pupil)
            if row is not None and not attends(sheet.rows[row]):
                draft.wrong(("leave", index), ("does not take part", "本来就没有参加"))
            elif row is not None:
                draft.claim(("pupils", pupil), False)
                if since <= draft.week[0].date:
                    stay_away(draft, sheet, row)
                else:
                    sheet.write(row, "consent_until", f"{since - timedelta(days=1)}", draft.mark())
        return told("leave", who=self.leave, since=since.isoformat())


class Join(Verb):
    """A pupil takes part from some day on: one more in the roster, or one of it who did not (roster)."""

    title = ("参加", "join")
    about = (
        "学生自某天起参加（按名册排班时）：新生须写班级；可用 like 照抄另一名学生的时段和志愿",
        "a pupil takes part (roster mode): a new one needs a homeroom; `like` copies another's periods and wishes",
    )
    example = "{join: S99001, homeroom: C101, days: P1+P2, wishes: [painting, origami], from: mon}"

    join: Id = said("学生编号", "id of the pupil")
    homeroom: Id | None = said("班级，新生必填", "homeroom, for a new pupil", None)
    like: Id | None = said("照抄哪名学生", "the pupil it is like", None)
    days: Periods | None = said("每天的时段，例如 P1+P2", "periods of every day, like P1+P2", None)
    wishes: Annotated[list[Word], Field(max_length=len(CHOICES))] | None = said(
        "志愿，按次序", "clubs wished for, in order", None
    )
    since: DayWord | None = said(*SINCE, None, alias="from")

    def edit(self, draft: Draft) -> Told:
        """Write the pupil's row; a new pupil is one more enrolled in the homeroom, with a survey record."""
        since = draft.since(self.since)
        sheet = roster(draft, "join")
        there = sheet.where("pupil", self.join)
        draft.claim(("pupils", self.join), True)
        if there and attends(sheet.rows[there[0]]):
            draft.wrong(("join",), ("takes part already", "已经参加"))
        cells = self._cells(draft, sheet, sheet.rows[there[0]] if there else {})
        room = cells.get("homeroom", "")
        if room not in draft.entries("homerooms"):
            raise Spoilt
        if not attends(cells):
            rule = (
                "attends no day; write days, like days: P1+P2, or like",
                "没有参加的时段；请写 days（例如 P1+P2）或 like",
            )
            draft.wrong(("join",), rule)
        until = draft.calendar.last_day
        cells |= {"consent_from": f"{since}", "consent_until": f"{until}"}
        if there:
            for column, text in cells.items():
                if sheet.rows[there[0]].get(column, "") != text:
                    sheet.write(there[0], column, text, draft.mark())
        else:
            self._enrol(draft, sheet, room)
            sheet.add(cells, draft.mark())
        return told("join", who=self.join, room=room, since=since.isoformat())

    def _cells(self, draft: Draft, sheet: Sheet, own: Mapping[str, str]) -> dict[str, str]:
        """The row as it is to be: what it was, what it is like, what is written."""
        cells = dict(own)
        if self.like is not None:
            row = pupil_row(draft, sheet, ("like",), self.like)
            if row is None:
                raise Refused
            cells |= {name: text for name, text in sheet.rows[row].items() if name not in (*_PERSONAL, "pupil")}
        cells["pupil"] = self.join
        if own:
            cells["homeroom"] = own["homeroom"]
        elif self.homeroom is None and self.like is None:
            draft.wrong(
                ("join",), ("is not in the roster; a new pupil needs a homeroom", "不在名册中；新生须写班级 homeroom")
            )
            raise Refused
        if self.homeroom is not None:
            if not draft.known("homeroom", [self.homeroom], "homerooms", HOMEROOM):
                raise Refused
            cells["homeroom"] = self.homeroom
        if self.days is not None:
            cells |= dict.fromkeys(SCHOOL_WEEKDAYS, self.days)
        if self.wishes is not None:
            cells |= {column: "" for column in CHOICES} | dict(zip(CHOICES, self.wishes, strict=False))
        return cells

    def _enrol(self, draft: Draft, sheet: Sheet, room: str) -> None:
        enrolled = draft.number("homerooms", room, "enrolled")
        if len(sheet.where("homeroom", room)) >= enrolled:
            draft.put("homerooms", room, "enrolled", value=enrolled + 1)
            if room in draft.entries("survey"):
                draft.put("survey", room, value=draft.number("survey", room) + 1)


def pupil_row(draft: Draft, sheet: Sheet, field: tuple[str | int, ...], pupil: str) -> int | None:
    """The row of a pupil; None, with the nearest id recorded, when nobody bears it."""
    rows = sheet.where("pupil", pupil)
    if rows:
        return rows[0]
    draft.wrong(field, *draft.complaints.unknown(PUPIL, pupil, [cells["pupil"] for cells in sheet.rows]))
    return None
