"""Every generated school has places and people enough, in summer and in winter, by count."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from scheduler.config.load import load_school
from scheduler.domain.problem import Problem
from scheduler.generate.term import SUMMER_WEEK, WINTER_WEEK
from scheduler.generate.writer import generate_school
from tests.generate.counting import (
    adults_to_spare,
    pupils_without_seat,
    sections_without_lead,
    weekly_load,
)

SIZES = [
    ("rural6", 3, None),
    ("rural6", 6, None),
    ("rural6", 14, None),
    ("town24", 3, None),
    ("town24", 11, None),
    ("town24", 24, None),
    ("town24", 40, None),
    ("town60", 7, 50 * 7),
    ("town60", 60, None),
    ("nine30", 3, None),
    ("nine30", 13, 13 * 9),
    ("nine30", 30, None),
]
WEEKS = [SUMMER_WEEK, WINTER_WEEK]


@cache
def folder_of(base: Path, like: str, classes: int, pupils: int | None) -> Path:
    """A school written once for all tests of its size."""
    folder = base / f"{like}-{classes}-{pupils}"
    generate_school(folder, like=like, classes=classes, pupils=pupils, seed=classes)
    return folder


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the schools of this file are written."""
    return tmp_path_factory.mktemp("schools")


@pytest.fixture(params=WEEKS, ids=["summer", "winter"])
def week(request: pytest.FixtureRequest) -> date:
    """A week of each season."""
    value: date = request.param
    return value


@pytest.fixture(params=SIZES, ids=[f"{like}-{n}-{p}" for like, n, p in SIZES])
def problem(request: pytest.FixtureRequest, base: Path, week: date) -> Problem:
    """A school of each size in the week."""
    return load_school(folder_of(base, *request.param), week=week).problem


def test_every_pupil_in_period_2_finds_a_club_place(problem: Problem) -> None:
    """With only the venues usable that week no pupil is left over, so 0."""
    assert pupils_without_seat(problem) == 0


def test_every_section_of_the_offer_can_be_led_at_once(problem: Problem) -> None:
    """Qualified adults, two sections each and one at a time, suffice for all sections, so 0 are left over."""
    assert sections_without_lead(problem) == 0


def test_own_adults_suffice_in_every_period(problem: Problem) -> None:
    """Free own adults less groups, sections and posts is nowhere below zero."""
    assert {at: n for at, n in adults_to_spare(problem).items() if n < 0} == {}


def test_late_days_suffice_over_the_week(problem: Problem) -> None:
    """Late days wanted are at most those the caps give."""
    wanted, given = weekly_load(problem)
    assert wanted <= given
