"""Changes to the calendar and the bells: season, early end, make-up days, days off."""

from datetime import date, timedelta
from typing import Literal

from scheduler.calendar.term import season_on, weekday_en
from scheduler.config.changes.draft import Draft
from scheduler.config.changes.forms import On
from scheduler.config.changes.verb import Verb
from scheduler.config.changes.words import Code, Told, Weekday, told
from scheduler.config.policy_pack import seasons_from
from scheduler.config.schema import BellsFile, StrandFile
from scheduler.config.schema_rules import Seasons
from scheduler.config.schema_types import Day, said
from scheduler.config.schema_types import Weekday as SchoolWeekday

_LEAP_YEAR = 2000
_YEAR = 366
_ONE_DAY = timedelta(days=1)
SeasonName = Literal["summer", "winter"]


class Season(Verb):
    """The planned week runs on the bells of a season (`rules.seasons`)."""

    title = ("换季", "season")
    about = ("所排这一周改用夏季或冬季作息", "the planned week runs on summer or winter bells")
    example = "{season: winter}"

    season: SeasonName = said("夏季或冬季", "which season")

    def edit(self, draft: Draft) -> Told:
        """Let the season begin with the week, or end with it, whichever is the smaller shift of its dates."""
        week = draft.week
        seasons = draft.view(Seasons, "rules", "seasons")
        if season_on(week[0].date, seasons_from(seasons)) == self.season:
            draft.wrong(("season",), ("is the season of this week already", "这一周本来就是这个季节"))
        other = "winter" if self.season == "summer" else "summer"
        first, last = (date(_LEAP_YEAR, *day) for day in getattr(seasons, self.season))
        monday = week[0].date - timedelta(days=week[0].date.isoweekday() - 1)
        start, end = _in_year(monday), _in_year(monday + 6 * _ONE_DAY)
        if (first - start).days % _YEAR <= (end - last).days % _YEAR:
            first = start
        else:
            last = end
        draft.claim(("season",), self.season)
        for name, (begins, ends) in {
            self.season: (first, last),
            other: (last + _ONE_DAY, first - _ONE_DAY),
        }.items():
            draft.put("rules", "seasons", name, value=[f"{begins:%m-%d}", f"{ends:%m-%d}"], source=("season",))
        return told("season", season=Code(self.season, "season"))


class EndEarly(Verb):
    """On some weekdays one period alone is held, so that everybody leaves earlier (`bells.*.day_kind`)."""

    title = ("提前结束", "end_early")
    about = (
        "某些天只保留一个时段（默认作业辅导），提前放学；当天的社团不开",
        "one period alone is held on some days (homework by default), so that everybody leaves early",
    )
    example = "{end_early: fri}"

    end_early: On = said("日期或星期", "days")
    keep: Literal["homework", "club"] = said("保留哪个时段", "which period is held", "homework")

    def edit(self, draft: Draft) -> Told:
        """Write the kind of day in the bells of every stage; with homework kept, strands do not meet that day."""
        dates = draft.days(self.end_early, "end_early")
        days = [day for day in draft.week if day.date in dates]
        for day in days:
            for stage in draft.entries("bells"):
                at = ("bells", stage, "day_kind")
                if self.keep == "club" and not draft.view(BellsFile, "bells", stage).p2:
                    continue
                draft.claim((*at, day.weekday), self.keep)
                draft.put(*at, draft.weekday_key(day.weekday, *at), value=self.keep)
            if self.keep == "homework":
                self._no_strand(draft, day.weekday)
        period = Code("p1" if self.keep == "homework" else "p2", "programme")
        return told("end_early", days=draft.said([day.date for day in days]), period=period)

    def _no_strand(self, draft: Draft, weekday: int) -> None:
        for key in draft.entries("strands"):
            held = draft.view(StrandFile, "strands", key).weekdays
            if weekday not in held:
                continue
            if held == [weekday]:
                rule = (
                    f"is the only day of strand {key}; keep: club, or move the strand first",
                    f"是时段组 {key} 唯一的一天；请写 keep: club，或先用 move 改期",
                )
                draft.wrong(("end_early",), rule)
            else:
                kept = [weekday_en(day) for day in held if day != weekday]
                draft.put("strands", key, "weekdays", value=kept)


class MakeUp(Verb):
    """A day without school becomes a school day on the timetable of a weekday (`calendar.make_up`)."""

    title = ("调休上课", "make_up")
    about = ("某个休息日上课，按某个星期的课表", "a day off is a school day, on the timetable of a weekday")
    example = "{make_up: 2026-09-12, follows: wed}"

    make_up: Day = said("日期", "the date")
    follows: SchoolWeekday = said("按星期几的课表", "the weekday whose timetable it follows")

    def edit(self, draft: Draft) -> Told:
        """Add the day to the make-up days, off the days without school."""
        day, calendar = self.make_up, draft.calendar
        if calendar.school_day(day) is not None:
            draft.wrong(("make_up",), ("is a school day already", "这一天本来就上课"))
        elif not calendar.first_day <= day <= calendar.last_day:
            draft.outside_term(day, ("make_up",))
        draft.claim(("calendar", day), True)
        if day in calendar.holidays:
            draft.put("calendar", "holidays", value=[f"{other}" for other in sorted(calendar.holidays - {day})])
        draft.put("calendar", "make_up", f"{day}", value=weekday_en(self.follows), source=("follows",))
        return told("make_up", day=f"{day}", weekday=Weekday(self.follows))


class Holiday(Verb):
    """There is no school on some days (`calendar.holidays`)."""

    title = ("放假", "holiday")
    about = ("某些天停课放假", "there is no school on some days")
    example = "{holiday: fri}"

    holiday: On = said("日期或星期", "days")

    def edit(self, draft: Draft) -> Told:
        """Add the days to the days without school, off the make-up days; a week must keep one."""
        days = draft.days(self.holiday, "holiday")
        text = draft.said(days)
        calendar = draft.calendar
        for day in days:
            draft.claim(("calendar", day), False)
            draft.drop("calendar", "make_up", f"{day}")
        if text.whole:
            draft.wrong(("holiday",), ("leaves the planned week without a school day", "所排的这一周就没有上课日了"))
        else:
            draft.put("calendar", "holidays", value=[f"{day}" for day in sorted({*calendar.holidays, *days})])
        return told("holiday", days=text)


def _in_year(day: date) -> date:
    """The day of the year, in a leap year."""
    return date(_LEAP_YEAR, day.month, day.day)
