"""Feeds as iCalendar files (RFC 5545): the one place of this package that knows that format.

Times are told in Asia/Shanghai, with the zone's rule since 1991 beside them. The stamps follow from the plan's week and
the number of changes, so that the same plans give the same bytes and a changed event is the newer one.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Timezone, TimezoneStandard
from icalendar import Event as CalendarEvent

from scheduler.calendar.clock import MINUTES_PER_DAY
from scheduler.reports.feeds import Event, Feed
from scheduler.reports.paper import Paper

ZONE = ZoneInfo("Asia/Shanghai")
NO_SUMMER_TIME_SINCE = datetime(1991, 9, 15, 2)
OFFSET = timedelta(hours=8)
PRODUCER = "-//afterschool//{language}"


def feed_bytes(paper: Paper, feed: Feed) -> bytes:
    """The .ics file of a feed: CRLF line ends, lines of at most 75 octets."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCER.format(language=paper.language.upper()))
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", feed.name)
    calendar.add("x-wr-timezone", ZONE.key)
    calendar.add_component(_zone())
    for event in feed.events:
        calendar.add_component(_event(event, paper.plan.week))
    content: bytes = calendar.to_ical()
    return content


def _zone() -> Timezone:
    zone = Timezone()
    zone.add("tzid", ZONE.key)
    standard = TimezoneStandard()
    standard.add("dtstart", NO_SUMMER_TIME_SINCE)
    standard.add("tzoffsetfrom", OFFSET)
    standard.add("tzoffsetto", OFFSET)
    standard.add("tzname", "CST")
    zone.add_component(standard)
    return zone


def _event(event: Event, week: date) -> CalendarEvent:
    stamp = datetime.combine(week, time(), UTC) + timedelta(minutes=event.revision)
    found = CalendarEvent()
    found.add("uid", event.uid)
    found.add("dtstamp", stamp)
    found.add("last-modified", stamp)
    found.add("sequence", event.revision)
    found.add("dtstart", _moment(event.date, event.interval.start))
    found.add("dtend", _moment(event.date, event.interval.end))
    found.add("summary", event.summary)
    if event.location:
        found.add("location", event.location)
    if event.description:
        found.add("description", event.description)
    found.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    found.add("transp", "TRANSPARENT" if event.cancelled else "OPAQUE")
    return found


def _moment(day: date, minute: int) -> datetime:
    """The wall clock of a minute of a day; minute 1440 is the next day's first."""
    days, rest = divmod(minute, MINUTES_PER_DAY)
    return datetime.combine(day + timedelta(days=days), time(rest // 60, rest % 60), ZONE)
