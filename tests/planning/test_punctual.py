"""How long a run is waited for: a first plan longer than a better one, a better one only when it is under way."""

import math

import pytest

from scheduler.planning.asked import Standing
from scheduler.planning.outcome import Outcome, Verdict
from scheduler.planning.punctual import BETTERING, FINISHING, GRACE, LATE, patience

DRAFT = Outcome(Verdict.WHOLE, None, None, (), 0.0)
DEADLINE = 100.0
SOON, END = BETTERING


@pytest.mark.parametrize(
    ("draft", "finishing", "raised", "until"),
    [
        (None, False, None, DEADLINE + LATE),
        (None, False, 10.0, 10.0 + GRACE),
        (None, False, 99.9, DEADLINE + LATE),  # 99.9 + 1.0 would be later than the limit allows
        (None, True, 10.0, 10.0 + GRACE + FINISHING),
        (None, True, None, DEADLINE + LATE + FINISHING),
        (DRAFT, False, None, DEADLINE),
        (DRAFT, False, 10.0, 10.0),
        (DRAFT, True, 10.0, 10.0 + SOON),
        (DRAFT, True, None, DEADLINE + END),
        (DRAFT, True, 99.9, DEADLINE + END),
    ],
)
def test_until_when_a_run_is_waited_for(
    draft: Outcome | None, finishing: bool, raised: float | None, until: float
) -> None:
    """Without a draft a plan is worth a delay; with one, only a better plan already found is."""
    standing = Standing(draft=draft, finishing=finishing)
    assert math.isclose(patience(standing, raised, DEADLINE), until)
