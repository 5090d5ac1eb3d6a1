"""Clashes of whole schools and of any absence: rows that contradict, none to spare; words, data and the verb."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from scheduler.cli.app import app
from scheduler.config.load import load_school
from scheduler.explain import records
from scheduler.explain.barred import reason_of
from scheduler.explain.clashes import find, onward, pieces
from scheduler.explain.conflict import Proof
from scheduler.explain.questions import questions
from scheduler.explain.reading import demands
from scheduler.generate.writer import generate_school
from solvers.answer import Status
from solvers.clash import find_clashes
from solvers.engines.registry import ENGINES
from solvers.instance import Instance
from solvers.stop import Limits
from solvers.worker import Worker
from tests.clauses.harness import strange_words
from tests.explain.planted import absent, adults, lacking
from tests.small import DAYS, small_problem

WEEK = tuple(day.date for day in DAYS)


def core(instance: Instance) -> Status:
    """The first engine in this process."""
    return ENGINES["core"]()(instance, Limits(effort=5, seconds=20)).status


@given(
    away=st.sets(
        st.tuples(st.sampled_from([*(f"T{k}" for k in range(1, 13)), "F1", "F2", "G", "L"]), st.integers(0, 4))
    )
)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_rows_of_any_clash_contradict_and_none_of_them_can_be_spared(away: set[tuple[str, int]]) -> None:
    """Whoever is absent on whichever days: the rows told are impossible, and possible without any one piece."""
    gone = {name: frozenset(DAYS[k].date for who, k in away if who == name) for name, _ in away}
    problem = adults(small_problem(), {name: {"absent": days} for name, days in gone.items()})
    _, _, make = next(questions(problem, lacking("patrol")))
    question = make()
    piece = pieces(question)
    labels = (lambda row: reason_of(row.tag), piece)
    answers = find_clashes(question.instance, labels, core, core, lambda clash: onward(clash, piece, WEEK))
    for _, answer in zip(range(3), answers, strict=False):
        if answer.clash is None:
            assert answer.status is Status.FEASIBLE
            break
        rows = answer.clash.rows
        assert core(replace(question.instance, rows=rows)) is Status.IMPOSSIBLE
        assert any(demands(row) for row in rows)
        assert answer.clash.irreducible == (True, True)
        for name in answer.clash.levels[1]:
            rest = tuple(row for row in rows if piece(row) != name)
            assert core(replace(question.instance, rows=rest)) in (Status.FEASIBLE, Status.PROVEN)


@pytest.mark.parametrize("short_of", ["staff", "rooms", "skill"])
def test_every_generated_shortage_is_a_clash_that_two_solvers_see(
    tmp_path: Path, worker: Worker, short_of: str
) -> None:
    """The clauses it is about, in both languages without a stray word or a gap."""
    generate_school(tmp_path, like="rural6", classes=6, seed=5, short_of=short_of)
    problem = load_school(tmp_path).problem
    what, where = {"rooms": ("venue", "homework/x")}.get(short_of, ("first_aid", "main"))
    found = find(problem, lacking(what, where), worker=worker, seconds=60).found
    clauses = {rule.clause for clash in found for rule in clash.rules}
    assert {"staff": {42, 50}, "rooms": {26, 76}, "skill": {78}}[short_of] <= clauses
    for clash in found:
        assert clash.confirmed
        assert clash.proof is not Proof.OPEN
        assert not strange_words(clash.say("zh")), clash.say("zh")
        assert "{" not in clash.say("en") + clash.say("zh")
        assert "None" not in clash.say("en") + clash.say("zh")


def test_data_hold_what_the_words_leave_out(worker: Worker) -> None:
    """All ids, and both sentences."""
    gone = [f"T{k}" for k in range(3, 13)]
    found = find(absent(*gone), lacking("patrol"), worker=worker)
    data = json.loads(records.to_json(found))
    assert set(data["found"][0]["said"]) == {"zh", "en"}
    assert any(set(gone) <= set(one["who"]) for one in data["found"][0]["against"])


def test_the_verb_tells_clashes_between_what_is_short_and_what_is_unmet(tmp_path: Path) -> None:
    """Words, data and progress; the exit code stays 1."""
    generate_school(tmp_path / "school", like="rural6", seed=5, short_of="skill")
    out = tmp_path / "explain.json"
    run = CliRunner().invoke(app, ["explain", str(tmp_path / "school"), "--lang", "en", "-o", str(out)])
    assert run.exit_code == 1
    places = [run.stdout.index(part) for part in ("Certainly short", "Clashes: ", "Unmet in the plan")]
    assert places == sorted(places)
    assert "Looking for clashes: staffing (every plan), 0 so far" in run.stderr
    written = json.loads(out.read_text(encoding="utf-8"))["clashes"]
    assert {one["status"] for one in written["asked"]} == {"impossible"}
    assert written["found"][0]["rules"] == [{"clause": 78, "rule": "first_aid"}]
