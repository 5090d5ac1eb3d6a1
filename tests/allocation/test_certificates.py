"""Every certificate refuted by a plan that breaks its claim, alone where the claim stands alone."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from allocation.markets import in_s, seed_for, tiny_plan, tiny_school

from scheduler.allocation.certificates import GOALS, Certificate, certificates
from scheduler.allocation.market import Market, Worth
from scheduler.domain.allocation import AllocationRule, Objective
from scheduler.domain.demand import Mode

RULES = ("placed", "free", "swap", "profile", "lottery", "quotas", "fee_blind")
BETTER = {"profile", "lottery"}
"""Whatever could be placed better leaves a ring, with and without lottery."""
A_FIRST = AllocationRule(lottery=seed_for("A1", "A2", "A3"))


def found(wishes: Mapping[str, str], held: Mapping[str, str], **facts: Any) -> dict[str, Certificate]:
    """Certificates by rule of the tiny school with these places in strand S; clubs c, p and s are open."""
    problem = tiny_school(wishes, **{"rule": A_FIRST, **facts})
    told = certificates(problem, tiny_plan(problem, "cps", in_s(**held)))
    assert tuple(certificate.rule for certificate in told) == RULES
    for certificate in told:
        assert "{" not in certificate.say("zh") + certificate.say("en")
    return {certificate.rule: certificate for certificate in told}


def failing(told: Mapping[str, Certificate]) -> set[str]:
    """Rules that do not hold."""
    return {rule for rule, certificate in told.items() if not certificate.holds}


GOOD = {"A1": "c", "A2": "p", "A3": "s"}


def test_a_good_plan_holds_them_all() -> None:
    """Everybody has the first wish; one free place in each club of two."""
    told = found(GOOD, GOOD)
    assert not failing(told)
    assert told["placed"].facts == {"sought": 3, "missing": 0}
    assert told["free"].facts == {"free": 3, "found": 0, "kept": 0}


@pytest.mark.parametrize(
    ("wishes", "held", "broken", "rule", "named"),
    [
        (GOOD, {"A2": "p", "A3": "s"}, {"placed", "free"} | BETTER, "placed", ("A1 S",)),
        (GOOD, {"A2": "p", "A3": "s"}, {"placed", "free"} | BETTER, "free", ("A1 ->c",)),
        # A1 moves from painting, which keeps A2, to a free place in chess
        ({**GOOD, "A1": "cp"}, {**GOOD, "A1": "p"}, {"free"} | BETTER, "free", ("A1 p>c",)),
        ({"A1": "cp", "A2": "pc", "A3": "s"}, {"A1": "p", "A2": "c", "A3": "s"}, {"swap"}, "swap", ("A2 c>p, A1 p>c",)),
        # each prefers the next one's club, and likes it better than the one after that: no two would swap
        (
            {"A1": "cps", "A2": "psc", "A3": "scp"},
            {"A1": "p", "A2": "s", "A3": "c"},
            set(),
            "profile",
            ("A1 p>c", "A2 s>p", "A3 c>s"),
        ),
        ({"A1": "cp", "A2": "cp", "A3": "s"}, {"A1": "p", "A2": "c", "A3": "s"}, {"lottery"}, "lottery", ("A1", "A2")),
    ],
)  # fmt: skip
def test_each_claim_fails_where_it_is_broken_and_names_the_pupils(
    wishes: Mapping[str, str], held: Mapping[str, str], broken: set[str], rule: str, named: tuple[str, ...]
) -> None:
    """Places: two a club where somebody is to find one free, otherwise one."""
    clubs = {} if "free" in broken else {club: {"capacity": 1} for club in "cps"}
    told = found(wishes, held, clubs=clubs)
    assert failing(told) == broken | (set() if broken == {"lottery"} else BETTER)
    assert all(any(word in one for one in told[rule].against) for word in named)
    assert all(word in told[rule].say(language) for word in named for language in ("zh", "en"))


@pytest.mark.parametrize(
    ("spare", "broken"),
    [
        (1, set()),  # painting has 2 pupils and needs 2: A1 cannot leave it alone
        (0, {"free"} | BETTER),  # it needs 1
    ],
)
def test_a_free_place_counts_only_where_the_club_left_stays_large_enough(spare: int, broken: set[str]) -> None:
    """A1 prefers chess, which has a free place, to painting, which A2 holds as well."""
    told = found(
        {"A1": "cp", "A2": "p", "A3": "c"},
        {"A1": "p", "A2": "p", "A3": "c"},
        clubs={"p": {"min_enrolment": 1 + spare}, "s": {"min_enrolment": 0}},
    )
    assert failing(told) == broken


def test_friends_who_share_a_club_are_no_counter_example() -> None:
    """A1 would rather be in chess, alone; asked to be with A2, A1 stays. Were they not friends, the place is free."""
    wishes, held = {"A1": "cp", "A2": "pc", "A3": "s"}, {"A1": "p", "A2": "p", "A3": "s"}
    clubs = {"c": {"min_enrolment": 0}}
    friends = {one: {"together": frozenset({other})} for one, other in (("A1", "A2"), ("A2", "A1"))}
    assert not failing(found(wishes, held, clubs=clubs, pupils=friends))
    assert failing(found(wishes, held, clubs=clubs)) == {"free"} | BETTER


def test_pupils_to_be_kept_apart_are_no_counter_example_either() -> None:
    """A1 would rather be in chess, but A3 is there."""
    wishes, held = {"A1": "cp", "A2": "p", "A3": "cs"}, {"A1": "p", "A2": "p", "A3": "c"}
    apart = {"A1": {"apart": frozenset({"A3"})}}
    clubs = {"s": {"min_enrolment": 0}}
    assert not failing(found(wishes, held, clubs=clubs, pupils=apart))
    assert failing(found(wishes, held, clubs=clubs)) == {"free"} | BETTER


def test_luck_comes_before_the_lottery() -> None:
    """A2, who lost once before, has chess although A1 has the better number; the other way round luck is against it."""
    wishes, clubs = {"A1": "cp", "A2": "cp", "A3": "s"}, {club: {"capacity": 1} for club in "cps"}
    rule = replace(A_FIRST, luck={"A2": 1})
    for held, broken in (({"A1": "p", "A2": "c"}, set()), ({"A1": "c", "A2": "p"}, {"lottery"})):
        told = found(wishes, {**held, "A3": "s"}, clubs=clubs, rule=rule)
        assert failing(told) == broken


@pytest.mark.parametrize(
    ("clubs", "pupils", "named"),
    [
        ({"c": {"most_a_homeroom": 1}}, {}, "2 pupils of homeroom A"),
        ({"c": {"most_a_grade": 1}}, {}, "2 pupils of grade 3"),
        ({"c": {"reserved": {"g": 1}}}, {"B1": {"priority": frozenset("g")}}, "2 pupils who are not of g"),
        # A2 is of the group but did not ask for chess
        ({"c": {"reserved": {"g": 1}}}, {k: {"priority": frozenset("g")} for k in ("A2", "B1")}, "2 pupils"),
        ({}, {"A1": {"apart": frozenset({"A2"})}}, "A1, A2"),
    ],
)
def test_quotas_fail_with_the_judges_words(
    clubs: Mapping[str, Mapping[str, Any]], pupils: Mapping[str, Mapping[str, Any]], named: str
) -> None:
    """A1 and A2 hold both places of chess."""
    wishes = {"A1": "c", "A2": "c", "B1": "pc", "B2": "s"}
    wishes |= {"A2": "p"} if "A2" in pupils else {}
    held = {"A1": "c", "A2": "c", "B1": "p", "B2": "s"}
    rule = AllocationRule(lottery=seed_for("A1", "A2", "B1", "B2"))
    told = found(wishes, held, clubs=clubs, pupils=pupils, rule=rule)
    assert "quotas" in failing(told)
    assert named in told["quotas"].against[0]
    if "A2" not in pupils:
        assert failing(told) == {"quotas"}
    legal = found(wishes, held, pupils={k: {"priority": v.get("priority", frozenset())} for k, v in pupils.items()})
    assert "quotas" not in failing(legal)


@pytest.mark.parametrize("objective", Objective)
def test_every_objective_is_named_in_words(objective: Objective) -> None:
    """No code of the file in either sentence."""
    told = found(GOOD, GOOD, rule=replace(A_FIRST, objective=objective))["profile"]
    for number, language in enumerate(("zh", "en")):
        assert f"{GOALS[objective][number]}" in told.say(language)
    assert len({goal for pair in GOALS.values() for goal in pair}) == 2 * len(Objective)


EXEMPT = {"A1": {"fee_exempt": True}}


def test_exemptions_change_nothing_and_rates_stand_side_by_side() -> None:
    """A1, exempt, has the first wish: 1 of 1; of the two others A2 has the second: 1 of 2."""
    wishes, held = {"A1": "cp", "A2": "cp", "A3": "s"}, {"A1": "c", "A2": "p", "A3": "s"}
    told = found(wishes, held, clubs={"c": {"capacity": 1}}, pupils=EXEMPT)
    assert not failing(told)
    assert told["fee_blind"].facts == {"exempt": "100.0%", "others": "50.0%"}


def test_a_worth_that_reads_exemptions_would_be_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ranks of exempt pupils cost ten times as much: with A2 exempt instead of A1, the two would swap."""
    honest = Market.worth

    def biased(self: Market, pupil: str, club: str | None) -> Worth:
        worth = honest(self, pupil, club)
        return tuple(part * (10 if self.register.problem.pupils[pupil].fee_exempt else 1) for part in worth)

    monkeypatch.setattr(Market, "worth", biased)
    wishes, held = {"A1": "cp", "A2": "cp", "A3": "s"}, {"A1": "c", "A2": "p", "A3": "s"}
    told = found(wishes, held, clubs={"c": {"capacity": 1}}, pupils=EXEMPT)
    assert failing(told) == {"fee_blind"}


def test_at_most_five_counter_examples_are_named_and_all_counted() -> None:
    """Six pupils without a place."""
    told = found({f"A{k}": "c" for k in range(1, 7)}, {})
    assert (len(told["placed"].against), told["placed"].facts["missing"]) == (5, 6)


def test_counts_mode_has_no_certificates() -> None:
    """Nobody is placed by name."""
    problem = replace(tiny_school({"A1": "c"}), mode=Mode.COUNTS)
    assert certificates(problem, tiny_plan(problem, "c", {})) == ()
