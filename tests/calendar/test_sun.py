from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.calendar.clock import parse_clock
from scheduler.calendar.sun import sunset

HELAN = (38.55, 106.35)
DAYS = st.dates(date(2001, 1, 1), date(2098, 12, 31))


@pytest.mark.parametrize("year", [2024, 2025, 2026, 2027])
@pytest.mark.parametrize(
    ("month", "day", "clock"),
    [
        (9, 1, "19:26"),
        (10, 1, "18:38"),
        (11, 1, "17:55"),
        (12, 1, "17:34"),
        (12, 21, "17:36"),
        (1, 10, "17:51"),
        (3, 1, "18:46"),
        (4, 30, "19:44"),
    ],
)
def test_helan_sunsets_match_the_table(year: int, month: int, day: int, clock: str) -> None:
    """Beijing-time sunsets at 38.55 N 106.35 E agree with the tabulated ones within 2 minutes in any year."""
    assert abs(sunset(*HELAN, date(year, month, day)) - parse_clock(clock)) <= 2


def test_an_equinox_sunset_on_the_equator_follows_from_first_principles() -> None:
    """At 0 N 0 E the sun sets a quarter of a day and the refraction allowance after solar noon."""
    # 2026-03-20: the equation of time is -7.5 min, so solar noon is 12:07.5 UTC; the declination is about 0,
    # so the hour angle is 90.833 degrees = 363.3 min. 727.5 + 363.3 = 1090.8 -> 18:11.
    assert abs(sunset(0, 0, date(2026, 3, 20), 0) - 1091) <= 1


def test_london_midsummer_and_midwinter_sunsets() -> None:
    """Almanac: London (51.51 N 0.13 W) 21 June 21:21 BST, 21 December 15:53 GMT."""
    # 21:21 = 1281 and 15:53 = 953 minutes after midnight.
    assert abs(sunset(51.51, -0.13, date(2025, 6, 21), 1) - 1281) <= 2
    assert abs(sunset(51.51, -0.13, date(2025, 12, 21), 0) - 953) <= 2


@pytest.mark.parametrize(
    ("latitude", "month", "expected"),
    [(70, 6, 1440), (70, 12, 0), (-70, 6, 0), (-70, 12, 1440), (90, 6, 1440), (-90, 6, 0)],
)
def test_polar_day_and_night_have_a_place_in_the_order(latitude: float, month: int, expected: int) -> None:
    """Beyond the polar circle all of the day is light, 1440, or none of it, 0."""
    assert sunset(latitude, 25, date(2026, month, 21), 2) == expected


def test_a_sunset_after_midnight_counts_as_the_end_of_the_day() -> None:
    """Fairbanks (64.84 N 147.72 W, UTC-8) in June: the sun sets at about 00:47 of the next day."""
    assert sunset(64.84, -147.72, date(2026, 6, 21), -8) == 1440


def test_a_clock_across_the_date_line_is_understood() -> None:
    """Kiritimati (157.4 W) keeps UTC+14, 24 hours from its neighbour Hawaii's UTC-10: the same hands."""
    day = date(2026, 9, 1)
    assert abs(sunset(1.87, -157.4, day, 14) - sunset(1.87, -157.4, day, -10)) <= 1


@given(DAYS, st.floats(-60, 60), st.floats(75, 134))
def test_every_inhabited_place_has_a_sunset_in_the_afternoon_or_evening(
    day: date, latitude: float, longitude: float
) -> None:
    """From Kashgar to Fuyuan on Beijing time, below 60 degrees, the sun sets after 13:40."""
    # Solar noon: 720 + 4 x (120 - 134) - 17 = 647 at the earliest; half the shortest day at 60 degrees is 176
    # minutes: 823 = 13:43.
    assert 820 < sunset(latitude, longitude, day) <= 1440


@given(DAYS, st.floats(-60, 60))
def test_one_day_moves_the_sunset_by_minutes_only(day: date, latitude: float) -> None:
    """Between two days the sunset moves by at most 5 minutes anywhere below 60 degrees."""
    # The fastest change, at 60 degrees near an equinox, is about 2.7 min a day; plus a minute of rounding.
    today, tomorrow = (sunset(latitude, 120, each) for each in (day, day + timedelta(days=1)))
    assert abs(tomorrow - today) <= 5


@given(DAYS, st.floats(75, 133))
def test_farther_west_the_sun_sets_later(day: date, longitude: float) -> None:
    """One degree west adds 4 minutes, give or take the rounding."""
    assert 3 <= sunset(38, longitude, day) - sunset(38, longitude + 1, day) <= 5


@given(st.integers(2001, 2098), st.floats(20, 54))
def test_days_lengthen_from_january_to_may_and_shorten_from_august_to_november(year: int, latitude: float) -> None:
    """North of the tropics ten days bring a later sunset in spring and an earlier one in autumn."""
    for month in (2, 3, 4, 5):
        assert sunset(latitude, 106, date(year, month, 11)) >= sunset(latitude, 106, date(year, month, 1))
    for month in (8, 9, 10, 11):
        assert sunset(latitude, 106, date(year, month, 11)) <= sunset(latitude, 106, date(year, month, 1))


@pytest.mark.parametrize(
    ("latitude", "longitude", "offset", "phrase"),
    [
        (106.35, 38.55, 8, "latitude 106.35 must lie between -90 and 90"),
        (-90.1, 106.35, 8, "latitude -90.1"),
        (float("nan"), 106.35, 8, "latitude nan"),
        (38.55, 180.1, 8, "longitude 180.1 must lie between -180 and 180"),
        (38.55, float("inf"), 8, "longitude inf"),
        (38.55, -106.35, 8, "longitude -106.35 is more than 6 hours of sun away from"),
        (38.55, 106.35, 800, "UTC offset 800 must lie between -12 and 14"),
        (38.55, 106.35, float("nan"), "UTC offset nan"),
    ],
)
def test_impossible_places_are_refused(latitude: float, longitude: float, offset: float, phrase: str) -> None:
    """Swapped, mistyped and wrongly signed coordinates are named with their rule."""
    with pytest.raises(ValueError, match=phrase):
        sunset(latitude, longitude, date(2026, 9, 1), offset)


@pytest.mark.parametrize("latitude", [-90, 90])
@pytest.mark.parametrize("longitude", [30, 120, 180])
def test_the_edges_of_the_globe_are_places(latitude: float, longitude: float) -> None:
    """The poles and the date line are inside the bounds, both included."""
    assert 0 <= sunset(latitude, longitude, date(2026, 6, 21)) <= 1440
