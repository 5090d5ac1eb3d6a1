"""Sunset from the school's coordinates, for the rule that unlit outdoor activities end in daylight."""

import math
from datetime import date

from scheduler.calendar.clock import MINUTES_PER_DAY

_ZENITH_AT_SUNSET = 90.833
_NOON = 720.0
_J2000 = date(2000, 1, 1).toordinal()
_LARGEST_ZONE_SHIFT = 360.0


def sunset(latitude: float, longitude: float, day: date, utc_offset_hours: float = 8.0) -> int:
    """Minutes after midnight, on the clock `utc_offset_hours` ahead of UTC, at which the sun sets on `day`.

    NOAA solar equations (after Meeus, Astronomical Algorithms): sunset = solar noon + 4 min x hour angle,
    where the upper limb touches a flat horizon at a zenith angle of 90.833 degrees, refraction included,
    hills ignored. The sun's place is taken at the sunset itself (two passes). Rounded to the nearest minute.

    Args:
        latitude: degrees, north positive, -90..90.
        longitude: degrees, east positive, -180..180.
        day: the local date.
        utc_offset_hours: 8 for Beijing time.

    Returns:
        0..1440. 1440 when the sun does not set before midnight (polar day); 0 when it does not rise (polar
        night), so that "ends <= sunset" allows everything in the one and nothing in the other.

    Raises:
        ValueError: for coordinates or an offset outside their range, or a longitude more than 6 hours of sun
            away from the clock, which is nearly always a wrong sign.
    """
    _check_place(latitude, longitude, utc_offset_hours)
    setting = _NOON
    for _ in range(2):
        declination, equation_of_time = _sun_at(_centuries(day, setting - 60 * utc_offset_hours))
        cosine = _cosine_of_hour_angle(latitude, declination)
        if cosine <= -1:
            return MINUTES_PER_DAY
        if cosine >= 1:
            return 0
        noon = (_NOON - 4 * longitude - equation_of_time + 60 * utc_offset_hours) % MINUTES_PER_DAY
        setting = noon + 4 * math.degrees(math.acos(cosine))
    return min(round(setting), MINUTES_PER_DAY)


def _check_place(latitude: float, longitude: float, utc_offset_hours: float) -> None:
    if not -90 <= latitude <= 90:
        raise ValueError(
            f"latitude {latitude} must lie between -90 and 90 degrees / 纬度 {latitude} 应在 -90 至 90 度之间"
        )
    if not -180 <= longitude <= 180:
        raise ValueError(
            f"longitude {longitude} must lie between -180 and 180 degrees / 经度 {longitude} 应在 -180 至 180 度之间"
        )
    if not -12 <= utc_offset_hours <= 14:
        raise ValueError(
            f"UTC offset {utc_offset_hours} must lie between -12 and 14 hours"
            f" / 时区 {utc_offset_hours} 应在 -12 至 14 小时之间"
        )
    shift = math.remainder(60 * utc_offset_hours - 4 * longitude, MINUTES_PER_DAY)
    if abs(shift) > _LARGEST_ZONE_SHIFT:
        raise ValueError(
            f"longitude {longitude} is more than 6 hours of sun away from UTC{utc_offset_hours:+g};"
            f" east is positive, west negative"
            f" / 经度 {longitude} 与 UTC{utc_offset_hours:+g} 相差超过 6 小时，东经为正、西经为负"
        )


def _centuries(day: date, utc_minute: float) -> float:
    """Julian centuries since 2000-01-01 12:00 UTC."""
    return (day.toordinal() - _J2000 - 0.5 + utc_minute / MINUTES_PER_DAY) / 36525


def _sun_at(century: float) -> tuple[float, float]:
    """Declination in radians and equation of time in minutes."""
    mean_longitude = math.radians((280.46646 + century * (36000.76983 + century * 0.0003032)) % 360)
    anomaly = math.radians(357.52911 + century * (35999.05029 - century * 0.0001537))
    eccentricity = 0.016708634 - century * (0.000042037 + century * 0.0000001267)
    center = (
        math.sin(anomaly) * (1.914602 - century * (0.004817 + century * 0.000014))
        + math.sin(2 * anomaly) * (0.019993 - century * 0.000101)
        + math.sin(3 * anomaly) * 0.000289
    )
    node = math.radians(125.04 - 1934.136 * century)
    apparent = mean_longitude + math.radians(center - 0.00569 - 0.00478 * math.sin(node))
    obliquity = math.radians(
        23.439291
        - century * (0.0130042 + century * (0.00000016389 - century * 0.000000503611))
        + 0.00256 * math.cos(node)
    )
    return (
        math.asin(math.sin(obliquity) * math.sin(apparent)),
        _equation_of_time(mean_longitude, anomaly, eccentricity, obliquity),
    )


def _equation_of_time(mean_longitude: float, anomaly: float, eccentricity: float, obliquity: float) -> float:
    tangent = math.tan(obliquity / 2) ** 2
    angle = (
        tangent * math.sin(2 * mean_longitude)
        - 2 * eccentricity * math.sin(anomaly)
        + 4 * eccentricity * tangent * math.sin(anomaly) * math.cos(2 * mean_longitude)
        - 0.5 * tangent**2 * math.sin(4 * mean_longitude)
        - 1.25 * eccentricity**2 * math.sin(2 * anomaly)
    )
    return 4 * math.degrees(angle)


def _cosine_of_hour_angle(latitude: float, declination: float) -> float:
    """Below -1 the sun stays up all day, above 1 it stays down."""
    north = math.radians(latitude)
    elevation_part = math.cos(math.radians(_ZENITH_AT_SUNSET)) - math.sin(north) * math.sin(declination)
    return elevation_part / (math.cos(north) * math.cos(declination))
