"""Schools that are too small on purpose, and stay too small by count."""

from pathlib import Path

import pytest

from scheduler.config.load import load_school
from scheduler.domain.demand import Period
from scheduler.domain.groups import group_options, suits
from scheduler.domain.problem import Problem
from scheduler.generate.term import WINTER_WEEK
from scheduler.generate.writer import generate_school

SIZES = [("rural6", 3), ("rural6", 6), ("town24", 24), ("nine30", 9)]


def short(folder: Path, like: str, classes: int, short_of: str) -> Problem:
    """A school short of something, loaded for the winter week."""
    generate_school(folder, like=like, classes=classes, seed=5, short_of=short_of)
    return load_school(folder, week=WINTER_WEEK).problem


def primary_groups(problem: Problem) -> int:
    """Fewest groups of period 1 on Monday in the primary stage: each merge one group, every other class one."""
    merged = {h for merge in problem.merges for h in merge}
    options = group_options(problem, Period.P1, problem.days[0])
    alone = {o.homerooms[0] for o in options if len(o.homerooms) == 1} - merged
    primary = [h for h in sorted(alone) if problem.grade(h) <= 6]
    return len(primary) + len(problem.merges)


@pytest.mark.parametrize(("like", "classes"), SIZES)
def test_short_of_staff_leaves_fewer_adults_than_groups(tmp_path: Path, like: str, classes: int) -> None:
    """Adults who may lead on Monday are fewer than the groups of period 1, so some group has nobody."""
    problem = short(tmp_path, like, classes, "staff")
    able = [a for a in problem.adults.values() if not a.duty_only and a.kind != "guard" and 1 in a.windows]
    assert len(able) < primary_groups(problem)


@pytest.mark.parametrize(("like", "classes"), SIZES)
def test_short_of_rooms_leaves_fewer_rooms_than_groups(tmp_path: Path, like: str, classes: int) -> None:
    """Inspected rooms that suit homework are fewer than the groups of period 1."""
    problem = short(tmp_path, like, classes, "rooms")
    rooms = [
        v
        for v in problem.site.venues.values()
        if v.inspected_on and v.building != "junior" and suits(v.kind, Period.P1)
    ]
    assert len(rooms) < primary_groups(problem)


@pytest.mark.parametrize(("like", "classes"), SIZES)
def test_short_of_a_skill_leaves_nobody_with_first_aid(tmp_path: Path, like: str, classes: int) -> None:
    """The post of first aid cannot be held."""
    problem = short(tmp_path, like, classes, "skill")
    assert not any("first_aid" in a.skills for a in problem.adults.values())


@pytest.mark.parametrize("seed", [1012, 1013])
def test_first_aid_does_not_stop_for_research(tmp_path: Path, seed: int) -> None:
    """With seed 1012 the four who teach least in the afternoon are all in the team that meets on Wednesday."""
    generate_school(tmp_path, like="town24", classes=20, seed=seed)
    problem = load_school(tmp_path, week=WINTER_WEEK).problem
    aid = {a.id for a in problem.adults.values() if "first_aid" in a.skills}
    assert all(aid - block.adults for block in problem.research)


def test_school_that_is_not_short_has_first_aiders(tmp_path: Path) -> None:
    """The skill is there unless it is taken away."""
    generate_school(tmp_path, like="rural6", seed=5)
    problem = load_school(tmp_path, week=WINTER_WEEK).problem
    assert sum("first_aid" in a.skills for a in problem.adults.values()) >= 2
