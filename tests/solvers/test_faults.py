"""Faults of engines: contained, named, at nobody's cost; the values there were come back, the next call is answered."""

from unittest.mock import patch

import pytest

from solvers.answer import EngineError, Status, Stop
from solvers.cpsat.search import CpSatSearch
from solvers.engines.calling import InProcess
from solvers.engines.protocol import Step, Verdict
from solvers.engines.registry import ENGINES
from solvers.instance import Instance, Tier
from solvers.linear.relaxation import Relaxation
from solvers.linear.search import HighsSearch
from solvers.rows import at_least
from solvers.stop import Limits
from solvers.worker import Worker
from tests.solvers import odd_engines
from tests.solvers.drawing import case

LIMITS = Limits(effort=5, seconds=60)
BRIEF = Limits(effort=5, seconds=0.2)
INSTANCE = Instance(
    ("a", "b"),
    {},
    (at_least("one", ["a", "b"]),),
    (Tier("cost", (("a", 2), ("b", 3))), Tier("wish", (("a", 1),))),
)
ALL = {"a": 1, "b": 1}  # legal; cost 2 + 3 = 5, wish 1
NEVER = Instance(("a",), {}, (at_least("two", ["a"], 2),), ())

DEADLY = [
    ("segfaults", "signal 11 (SIGSEGV)"),
    ("dies", "signal 6 (SIGABRT)"),
    ("hangs", "ran past its time"),
    ("eats_memory", "ran out of memory"),
    ("garbles", "sent what is no message"),
    ("garbles_a_body", "sent what is no message"),
]
FALSE = [
    ("lies", "broke 1 rows"),
    ("outside", "broke"),
    ("fractions", "not a whole number for every key"),
    ("too_few", "not a whole number for every key"),
    ("words", "not a whole number for every key"),
    ("flatters", "the recount says (5, 1)"),
    ("overbids", "its own values refute"),
    ("boasts", "with gaps left"),
    ("no_tiers", "gave tiers that are none"),
    ("empty", "proven without values"),
    ("says_nothing", "is no answer"),
    ("raises", "no oil"),
]


@pytest.fixture(scope="module")
def worker():
    """One child at a time for the whole file."""
    with Worker() as shared:
        yield shared


def asked(worker, name, **more):
    """What a stub engine comes to; one that hangs has little time."""
    return worker.solve(f"tests.solvers.odd_engines:{name}", INSTANCE, BRIEF if name == "hangs" else LIMITS, **more)


@pytest.mark.parametrize(("name", "words"), [*DEADLY, *FALSE])
def test_a_fault_is_named_and_leaves_the_start(worker, name, words):
    """The legal hint comes back as it was, marked as the best there is; the next call is answered."""
    answer = asked(worker, name, hint=ALL)
    assert (answer.status, answer.values) == (Status.FEASIBLE, ALL)
    assert [(r.value, r.bound) for r in answer.tiers] == [(5, 0), (1, 0)]
    assert words in answer.note
    assert worker.solve("highs", INSTANCE, LIMITS).status is Status.PROVEN


@pytest.mark.parametrize(("name", "words"), DEADLY)
def test_a_deadly_fault_with_nothing_to_save_is_no_answer(worker, name, words):
    """No values, no claim, a name for what happened."""
    answer = asked(worker, name)
    assert (answer.status, answer.values) == (Status.NO_ANSWER, {})
    assert words in answer.note


@pytest.mark.parametrize(("name", "words"), FALSE)
def test_a_false_answer_with_nothing_to_save_is_an_error(worker, name, words):
    """The engine is named with what it did."""
    with pytest.raises(EngineError, match=name) as caught:
        asked(worker, name)
    assert words in str(caught.value)


@pytest.mark.parametrize(("name", "words"), [fault for fault in FALSE if fault[0] != "raises"])
def test_a_false_answer_does_not_leave_the_same_process_either(name, words):
    """Without a child: the same vetting, an error in any case."""
    with pytest.raises(EngineError) as caught:
        InProcess(name, getattr(odd_engines, name))(INSTANCE, LIMITS, hint=ALL)
    assert words in str(caught.value)


def test_a_false_impossible_is_refuted_by_the_start(worker):
    """Nothing is legal, it says; the hint is."""
    answer = asked(worker, "says_impossible", hint=ALL)
    assert (answer.status, answer.values) == (Status.FEASIBLE, ALL)
    assert "said impossible of an instance that has legal values" in answer.note


def test_a_false_impossible_is_refuted_by_a_second_engine(worker):
    """Without a hint another engine is asked, and finds a at 2 and then b at none: best at cost 2."""
    answer = asked(worker, "says_impossible")
    assert (answer.status, [r.value for r in answer.tiers]) == (Status.PROVEN, [2, 1])
    assert "says_impossible said impossible" in answer.note


def test_a_true_impossible_is_confirmed(worker):
    """One choice cannot be two; the second engine says so, too, and there is nothing to note."""
    answer = worker.solve("tests.solvers.odd_engines:says_impossible", NEVER, LIMITS)
    assert (answer.status, answer.note) == (Status.IMPOSSIBLE, "")


def test_a_start_that_is_lost_or_spoilt_is_kept(worker):
    """Given a alone at cost 2: no answer, or all ones at cost 5, is refused."""
    for name, words in (("loses_the_start", "said no_answer of"), ("spoils_the_start", "made (2, 1) worse")):
        answer = asked(worker, name, hint={"a": 1, "b": 0})
        assert (answer.status, answer.values) == (Status.FEASIBLE, {"a": 1, "b": 0})
        assert words in answer.note


def test_babble_on_the_way_is_not_heard(worker):
    """Values, costs, bounds and tiers that are none reach nobody; a bound above the cost is no bound."""
    heard = []
    answer = asked(worker, "babbles", watch=heard.append)
    assert (answer.status, answer.values) == (Status.PROVEN, ALL)
    assert all(p.value in (None, 5) and p.bound in (None, 99) for p in heard)
    dead = asked(worker, "babbles_then_dies", hint=ALL)
    assert [(r.value, r.bound, r.stop) for r in dead.tiers] == [(5, 0, Stop.INTERRUPTED), (1, 0, Stop.EFFORT)]


def test_other_sessions_are_not_touched(worker):
    """While one child dies, another answers."""
    with Worker() as other:
        other.solve("highs", INSTANCE, LIMITS)
        child = other.pid
        asked(worker, "segfaults")
        assert other.solve("highs", INSTANCE, LIMITS).status is Status.PROVEN
        assert other.pid == child


def impossible(search, tier, hint, budget, offer, bounded):
    """What a search says that takes everything for impossible."""
    return Step(Verdict.IMPOSSIBLE, None, Stop.EFFORT)


def nowhere(relaxation):
    """The same of a linear relaxation."""
    relaxation.impossible = True
    return False


LIARS = {
    "highs": ((HighsSearch, "minimise", impossible), (Relaxation, "solve", nowhere)),
    "cpsat": ((CpSatSearch, "minimise", impossible),),
}


@pytest.mark.parametrize("liar", LIARS)
@pytest.mark.parametrize("name", ENGINES)
def test_no_engine_believes_one_solver_that_says_impossible(name, liar):
    """One of the two solvers calls everything impossible: on 60 instances, with blocks and without, the other finds
    values wherever there are any."""
    solve = ENGINES[name]()
    with pytest.MonkeyPatch.context() as patched:
        for place, attribute, lie in LIARS[liar]:
            patched.setattr(place, attribute, lie)
        for seed in range(60):
            instance, table = case(seed)
            answer = solve(instance, Limits(0.02, 60))
            assert answer.found == (table.worst is not None), (seed, answer.status)


def test_a_solver_that_claims_a_solution_that_breaks_rows_is_named():
    """CP-SAT's own word is not taken: a model that lost its rows is found out at the first values."""
    with (
        patch("solvers.cpsat.model._add_row", lambda *ignored: None),
        pytest.raises(EngineError, match="CP-SAT called"),
    ):
        ENGINES["cpsat"]()(INSTANCE, LIMITS)
