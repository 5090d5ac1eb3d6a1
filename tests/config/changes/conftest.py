"""The tiny school, loaded once."""

from pathlib import Path

import pytest

from scheduler.config.load import Loaded
from tests.config import tiny

COUNTS = {
    "expected_csv": "homeroom,weekday,p1,p2,extended,evening\nC1,mon,3,2,1,0\nC3,tue,3,3,1,0\nC3,wed,1,0,0,0\n",
    "interest_csv": "club,pupils\nball,3\nbooks,1\n",
}
LISTED = ("lessons: lessons.csv}", "lessons: lessons.csv, expected: expected.csv, interest: interest.csv}")


@pytest.fixture(scope="session")
def school(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """The tiny school in roster mode, week of Monday 2026-09-07."""
    return tiny.load(tmp_path_factory.mktemp("tiny"), LISTED, **COUNTS)


@pytest.fixture(scope="session")
def counts(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """The same without a roster."""
    folder: Path = tmp_path_factory.mktemp("counts")
    bare = ("rosters: {pupils: pupils.csv, lessons", "rosters: {lessons")
    return tiny.load(folder, bare, ("lessons: lessons.csv}", LISTED[1]), **COUNTS)
