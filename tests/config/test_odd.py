"""Odd but valid configurations load, and where only the writing is odd, they mean the same."""

import dataclasses
from pathlib import Path

import pytest

from scheduler.domain.problem import Problem
from tests.config.odd.case import Odd
from tests.config.odd.registry import BARE, FORMS, ODD, TABLES, UNUSUAL, WORDS


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Problem:
    """The school as it is usually written."""
    return Odd((("luck.csv", "a1,2", "a1,2"),)).load(tmp_path_factory.mktemp("plain")).problem


@pytest.mark.parametrize("name", ODD)
def test_an_odd_configuration_loads(name: str, plain: Problem, tmp_path: Path) -> None:
    """Whatever may be written in more than one way is the same school, field by field; the rest is another."""
    problem = ODD[name].load(tmp_path).problem
    differing = [f.name for f in dataclasses.fields(problem) if getattr(problem, f.name) != getattr(plain, f.name)]
    assert bool(differing) is not ODD[name].same, differing


def test_the_registry_is_wide() -> None:
    """At least 60, none hidden by another of its name."""
    assert len(ODD) == len(FORMS) + len(WORDS) + len(TABLES) + len(UNUSUAL) + len(BARE) >= 60
