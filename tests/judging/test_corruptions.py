"""Good weeks spoilt one spot at a time: the right clause says so, at the right place, of the right people."""

from itertools import combinations

import pytest
from clauses.harness import say_both
from judging.goods import goods
from judging.registry import forms
from judging.spoiling import Form, brought_up, cases, clause_of, origin, said

from scheduler.audit import FITS
from scheduler.clauses.book import BOOK
from scheduler.clauses.clause import Clause, Severity

LEAST, ALL = 20, 1000
JUDGES = ("breaches", "findings", "recount")


def speaks(clause: Clause) -> bool:
    """Whether the clause judges a plan, a school or a tier; the others are shown by papers or on the money sheet."""
    return any(getattr(type(clause), name) is not getattr(Clause, name) for name in JUDGES)


SPEAKING = [clause for clause in (FITS, *BOOK) if speaks(clause)]


@pytest.mark.parametrize("form", forms(), ids=lambda form: f"{form.clause}-{form.name}")
def test_a_spoilt_week_is_caught_where_it_is_spoilt(form: Form) -> None:
    """Exactly the spots expected, and no other of that clause."""
    made = cases(form)
    for case in made:
        assert brought_up(form, origin(case), case) == case.spots
        assert case.spots
    for breach in said(clause_of(form.clause), made[-1].problem, made[-1].plan):
        say_both((FITS, *BOOK), breach)


@pytest.mark.parametrize("clause", SPEAKING, ids=lambda clause: str(clause.number))
def test_every_clause_has_its_corruptions_and_every_rule_is_reached(clause: Clause) -> None:
    """Twenty and more different ones for each clause that can say anything, over all of its rules."""
    mine = [case for form in forms() if form.clause == clause.number for case in cases(form)]
    assert len(mine) >= LEAST
    assert not [1 for one, other in combinations(mine, 2) if one == other]
    assert clause.sentences.keys() <= {rule for case in mine for rule, *_ in case.spots}


def test_a_thousand_and_more_corruptions_are_tried() -> None:
    """Every clause's share, and no two forms of one name."""
    assert sum(len(cases(form)) for form in forms()) >= ALL
    assert len({form.name for form in forms()}) == len(forms())


@pytest.mark.parametrize("good", range(5))
def test_the_good_weeks_raise_no_alarm(good: int) -> None:
    """What is to be spoilt is clean to begin with."""
    week = goods()[good]
    found = [b for clause in (FITS, *BOOK) for b in said(clause, week.problem, week.plan)]
    assert [b for b in found if b.severity is Severity.BREACH] == []
