"""Plans B: the likely days, each with a judged repair in a folder of its own, and an index that knows its plan."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from small import DAYS, MONDAY, small_plan, small_problem

from scheduler import api
from scheduler.config.load import Loaded
from scheduler.domain.places import Venue
from scheduler.domain.plan import Plan
from scheduler.generate.writer import generate_school
from scheduler.planfile import load_plan, save_plan
from scheduler.planning.asked import NoAnswer
from scheduler.planning.outcome import Effort
from scheduler.resilience.absence import Absence, Missing
from scheduler.resilience.planb import busiest, fits, index, index_text, likely, make_ready
from solvers.answer import Status
from solvers.worker import Worker

TUESDAY = DAYS[1].date


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One solving process."""
    with Worker() as started:
        yield started


@pytest.fixture(scope="module")
def planned(worker: Worker, tmp_path_factory: pytest.TempPathFactory) -> tuple[Loaded, Plan]:
    """Three classes of a village school, drafted."""
    folder = tmp_path_factory.mktemp("schools") / "tiny"
    generate_school(folder, like="rural6", classes=3, seed=1)
    loaded = api.load(folder)
    found = api.plan(loaded, effort=Effort.DRAFT, worker=worker).plan
    assert found is not None
    return loaded, found


def test_the_busiest_are_those_with_most_duties_that_day_then_in_the_week() -> None:
    """Monday of `small_plan`: T1 and T2 have two duties each (homework and a club), all others one; L and G serve on
    five days, T1 and T2 too. Of T1 and T2, T1 has chess, which nobody else has, T2 has maths and art: both alone."""
    found = busiest(small_problem(), small_plan(), MONDAY)
    assert found[:2] == ["T1", "T2"]
    assert set(found[2:4]) == {"L", "G"}
    assert busiest(small_problem(), small_plan(), date_without_school()) == []


def date_without_school() -> object:
    """A Sunday."""
    return MONDAY.replace(day=1)


def test_likely_days_are_dust_the_gym_and_one_to_three_away_where_that_matters() -> None:
    """`small_plan` holds nothing outdoors: no dust. With PG, outdoors, in ART's place there is, on the two club days;
    a gym that is used is closed on the days it is used."""
    problem, plan = small_problem(), small_plan()
    found = likely(problem, plan)
    assert {a.called for a in found} == {""}
    assert [len(a.who) for a in found if a.dates == (TUESDAY,)] == [1, 2, 3]
    assert likely(problem, plan, 0) == ()
    sessions = tuple(replace(s, venue="PG") if s.venue == "ART" else s for s in plan.sessions)
    dusty = likely(problem, replace(plan, sessions=sessions), 1)
    assert [(a.called, a.who, a.dates[0]) for a in dusty if a.called] == [
        ("dust", ("PG",), day.date) for day in (DAYS[0], DAYS[2])
    ]
    gym = Venue("GYM", "gym", 60, "main", 1)
    sports = replace(problem, site=replace(problem.site, venues={**problem.site.venues, "GYM": gym}))
    played = tuple(replace(s, venue="GYM") if s.venue == "RA" and s.date == TUESDAY else s for s in plan.sessions)
    assert [a.name for a in likely(sports, replace(plan, sessions=played), 0)] == ["gym-tue"]


def test_every_plan_b_is_written_judged_and_audited_with_its_scenario(
    planned: tuple[Loaded, Plan], worker: Worker, tmp_path: Path
) -> None:
    """Whatever is called legal has no breach in the judge's own reading of the files; the scenario is what happened."""
    loaded, plan = planned
    ready = []
    for one in api.plan_b(loaded, plan, tmp_path, worker=worker, language="zh", absences=1):
        ready.append(one)
        if len(ready) == 4:
            break
    assert any(one.legal for one in ready)
    for one in ready:
        folder = tmp_path / one.folder
        assert {p.name for p in folder.iterdir()} == {"plan.json", "audit.txt", "notices.txt", "what_happened.yaml"}
        judged = api.audit(folder / "plan.json", loaded.request.path, scenarios=[folder / "what_happened.yaml"])
        assert (judged.untouched, judged.changed) == (True, ())
        assert one.repaired is not None
        assert judged.plan == one.repaired.plan
        if one.legal:
            assert not judged.plan.unmet
        away = set(one.absence.who) if one.absence.what is Missing.ADULT else set()
        serving = {a for s in judged.plan.sessions if s.date in one.absence.dates for a in s.adults}
        assert not away & serving
    words, data = api.write_plan_b(plan, ready, tmp_path, "zh")
    assert len(words.read_text("utf-8").splitlines()) == 5
    assert [entry["folder"] for entry in json.loads(data.read_text("utf-8"))["ready"]] == [one.folder for one in ready]


def test_the_index_knows_its_plan(tmp_path: Path) -> None:
    """The very plan fits, read back from its file too; one with another adult somewhere does not. A folder without an
    index is no folder of plans B."""
    plan = small_plan()
    api.write_plan_b(plan, [], tmp_path, "en")
    save_plan(plan, tmp_path / "plan.json")
    assert fits(plan, tmp_path)
    assert fits(load_plan(tmp_path / "plan.json")[0], tmp_path)
    posts = (replace(plan.posts[0], adult=None), *plan.posts[1:])
    assert not fits(replace(plan, posts=posts), tmp_path)
    with pytest.raises(OSError, match="index"):
        fits(plan, tmp_path / "nowhere")


def test_what_has_no_repair_in_time_is_told_as_such() -> None:
    """The index lists it, not as legal."""

    def none(absence: Absence) -> object:
        raise NoAnswer("staff", Status.NO_ANSWER)

    absence = Absence(Missing.ADULT, ("T1",), (MONDAY,))
    ready = list(make_ready(small_problem(), small_plan(), [absence], none))  # type: ignore[arg-type]
    assert [(one.legal, one.repaired) for one in ready] == [(False, None)]
    assert "No repair was found" in index_text(small_plan(), ready, "en")
    assert "没有得到改法" in index(small_plan(), ready)["ready"][0]["said"]["zh"]
