"""The full weeks of a term and the season each of them runs on."""

from collections.abc import Iterator
from datetime import date

from scheduler.calendar.term import season_on
from scheduler.config.build_calendar import FULL_WEEK, school_calendar
from scheduler.config.load import Loaded
from scheduler.config.policy_pack import seasons_from
from scheduler.config.schema import CalendarFile
from scheduler.config.schema_rules import Seasons


def full_weeks(loaded: Loaded) -> Iterator[tuple[date, str]]:
    """The first school day of every week of the term with five school days or more, and its season."""
    data = loaded.document.data
    calendar = school_calendar(CalendarFile.model_validate(data["calendar"]))
    seasons = seasons_from(Seasons.model_validate(data["rules"]["seasons"]))
    for week in calendar.weeks():
        if len(week) >= FULL_WEEK:
            yield week[0].date, season_on(week[0].date, seasons)


def week_after_switch(loaded: Loaded) -> date | None:
    """The first full week after the next switch of season, seen from the week loaded; None when the term has none."""
    now, season = loaded.problem.days[0].date, loaded.problem.policy.season
    return next((first for first, other in full_weeks(loaded) if first > now and other != season), None)
