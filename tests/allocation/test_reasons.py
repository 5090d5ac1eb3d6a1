"""To a parent: every reason there is, each in the smallest case that has it, with its figures, in both languages."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from allocation.markets import Places, in_s, seed_for, tiny_plan, tiny_school

from scheduler.allocation.market import Market, register
from scheduler.allocation.reasons import Account, Refusal, accounts
from scheduler.allocation.waiting import Waiting
from scheduler.domain.allocation import AllocationRule, Objective
from scheduler.domain.demand import Mode
from scheduler.domain.problem import Problem

ONE = {"c": {"capacity": 1}}
FULL = {club: {"capacity": 1} for club in "cps"}


def case(order: tuple[str, ...], wishes: Mapping[str, str], opened: str = "cps", **facts: Any) -> tuple[Problem, str]:
    """The school whose lottery draws the pupils in this order, and the clubs open in S."""
    rule = AllocationRule(facts.pop("objective", Objective.COSTS), seed_for(*order), facts.pop("luck", {}))
    return tiny_school(wishes, rule=rule, **facts), opened


def account(problem: Problem, opened: str | Mapping[str, str], held: Places, pupil: str) -> Account:
    """What the pupil is told about strand S."""
    told = accounts(problem, tiny_plan(problem, opened, held), pupil)
    return next(one for one in told if one.strand == "S")


GRADE_3 = frozenset({3})
TWO = {"A1": "cp", "A2": "cp"}
RING = {"A1": "csp", "A2": "cs", "B1": "csp"}
"""A1 could have chess only if A2 went to singing and B1, who cannot have chess, from there to painting."""
ROUND = {"c": {"capacity": 1, "grades": GRADE_3}, "s": {"capacity": 1}}
KEPT = {"c": {"capacity": 1, "reserved": {"g": 1}}}

CASES: list[tuple[str, tuple[Problem, str], Mapping[str, str], str, str, Mapping[str, Any]]] = [
    ("not_open", case(("A1",), {"A1": "sc"}, "cp"), {"A1": "c"}, "A1", "s", {}),
    ("grade", case(("A1",), {"A1": "cp"}, clubs={"c": {"grades": frozenset({4})}}), {"A1": "p"}, "A1", "c", {}),
    ("lottery", case(("A1", "A2"), TWO, clubs=ONE), {"A1": "c", "A2": "p"}, "A2", "c",
     {"places": 1, "asked": 2, "number": 2, "last": 1}),
    # 2 (ranks lost by A1) x 2 (weight) < 1 x 1 + 1 x 4: A2 has a worse number than A1, B1 a better one
    ("chain", case(("B1", "B2", "A1", "A2"), {**RING, "B2": "p"}, clubs=ROUND),
     {"A1": "p", "A2": "c", "B1": "s", "B2": "p"}, "A1", "c", {"places": 1, "asked": 2, "number": 3, "last": 4}),
    # without B2 the weights are 3, 2, 1, and 2 x 2 = 1 x 1 + 1 x 3
    ("tie", case(("B1", "A1", "A2"), RING, clubs=ROUND), {"A1": "p", "A2": "c", "B1": "s"}, "A1", "c",
     {"places": 1, "asked": 2, "number": 2}),
    # A2 lost once before; A1 has the better number and goes without chess all the same
    ("luck", case(("A1", "A2"), TWO, clubs=ONE, luck={"A2": 1}), {"A1": "p", "A2": "c"}, "A1", "c",
     {"places": 1, "asked": 2, "number": 1, "last": 2}),
    # A2 would be outside the list: 20 more, less the 1 that A1 gains
    ("others", case(("A1", "A2"), {"A1": "cp", "A2": "c"}, clubs=ONE), {"A1": "p", "A2": "c"}, "A1", "c",
     {"places": 1, "asked": 2, "number": 1, "part": "costs", "amount": 19}),
    # outside the list counts 2, one more than the last rank: 2 - 1
    ("others", case(("A1", "A2"), {"A1": "cp", "A2": "c"}, clubs=ONE, objective=Objective.TOTAL),
     {"A1": "p", "A2": "c"}, "A1", "c", {"places": 1, "asked": 2, "number": 1, "part": "rank", "amount": 1}),
    # a place is free in chess, but A1 would leave painting to A2, who then has no singing; the last place is nobody's
    ("others", case(("A2", "A1"), {"A1": "cp", "A2": "s"}, clubs={"s": {"min_enrolment": 0}}),
     {"A1": "p", "A2": "s"}, "A1", "c", {"places": 2, "asked": 1, "number": 2, "part": "costs", "amount": 19}),
    ("quota", case(("A1", "A2"), TWO, clubs=KEPT, pupils={"A2": {"priority": frozenset("g")}}),
     {"A1": "p", "A2": "c"}, "A1", "c", {"places": 1, "asked": 2, "number": 1}),
    # a place is free in chess, but painting needs A1, and B1 is too old for it
    ("stuck", case(("A1", "B1"), {"A1": "cp", "B1": "c"}, "cp", clubs={"p": {"grades": GRADE_3}}),
     {"A1": "p", "B1": "c"}, "A1", "c", {"places": 2, "asked": 2, "number": 1}),
    # A2 and A3 would swap: as long as they can, nothing is said about anybody else's wish
    ("unsettled", case(("A1", "A2", "A3"), {"A1": "sc", "A2": "p", "A3": "c"}, clubs={"c": {"capacity": 1}}),
     {"A1": "p", "A2": "c", "A3": "p"}, "A1", "s", {"places": 2, "asked": 1, "number": 1}),
    ("company", case(("A1", "A2"), TWO, clubs=ONE, pupils={"A2": {"apart": frozenset({"A1"})}}),
     {"A1": "c", "A2": "p"}, "A2", "c", {"places": 1, "asked": 2, "number": 2}),
]  # fmt: skip


@pytest.mark.parametrize(("why", "school", "held", "pupil", "club", "facts"), CASES)
def test_every_reason_has_its_case(
    why: str, school: tuple[Problem, str], held: Mapping[str, str], pupil: str, club: str, facts: Mapping[str, Any]
) -> None:
    """The reason, its figures, and a whole sentence in both languages."""
    told = account(*school, in_s(**held), pupil)
    refusal = next(one for one in told.refusals if one.club == club)
    assert (refusal.why, refusal.facts) == (why, facts)
    for number, language in enumerate(("zh", "en")):
        words = Refusal.SENTENCES[why][number].format(**{**facts, "part": PARTS.get((facts.get("part"), language), "")})
        assert words in told.say(language)
        assert refusal.title in told.say(language)


PARTS = {
    ("costs", "zh"): "志愿代价",
    ("costs", "en"): "rank costs",
    ("rank", "zh"): "名次之和",
    ("rank", "en"): "sum of ranks",
}


def test_a_club_held_in_another_strand_is_the_reason() -> None:
    """A1 has chess in T and so not in S as well, unless the school allows it twice."""
    problem = tiny_school({"A1": "cp"}, strands={"A1": "ST"}, clubs={"p": {"min_enrolment": 0}})
    held = {("A1", "T"): "c", ("A1", "S"): "p"}
    told = account(problem, {"S": "cp", "T": "c"}, held, "A1")
    assert [(one.why, one.facts) for one in told.refusals] == [("held", {"strand": "T"})]
    assert "已在时段组 T 得到同一社团" in told.say("zh")
    assert "held in strand T" in told.say("en")
    twice = replace(problem, same_club_twice=True)
    assert [one.why for one in account(twice, {"S": "cp", "T": "c"}, held, "A1").refusals] == ["unsettled"]


def test_every_reason_is_tried() -> None:
    """No sentence is without its case."""
    assert {why for why, *_ in CASES} | {"held"} == set(Refusal.SENTENCES)


def test_the_whole_sentence_says_what_was_got_why_not_and_what_would_have_changed_it() -> None:
    """A2 is next in line for chess; A1, with the first wish, is told no more than that."""
    school = case(("A1", "A2"), TWO, clubs={**ONE, "p": {"min_enrolment": 0}})
    held = in_s(A1="c", A2="p")
    assert account(*school, held, "A1").say("zh") == "A1 在时段组 S 进入“围棋”（第 1 志愿）。"
    assert account(*school, held, "A2").say("zh") == (
        "A2 在时段组 S 进入“绘画”（第 2 志愿）；第 1 志愿“围棋”：名额 1，申请 2，抽签号 2；"
        "不影响他人名次的最后一个名额给了抽签号 1，候补第 1 位，再多 1 个名额即可轮到。"
    )
    assert account(*school, held, "A2").say("en") == (
        "A2, strand S: got “绘画” (wish 2); wish 1 “围棋”: places 1, asked 2, lottery number 2; the last place went to "
        "number 1, number 1 on the waiting list: one more place would reach this pupil."
    )


def test_a_pupil_without_a_place_or_outside_the_list_is_told_of_every_wish() -> None:
    """A2 has none of both wishes; A3 has singing, which was not one of them."""
    problem, opened = case(("A1", "A2", "A3"), {"A1": "c", "A2": "cp", "A3": "cp", "A4": "p"}, clubs=FULL)
    held = in_s(A1="c", A3="s", A4="p")
    nothing, outside = (account(problem, opened, held, pupil) for pupil in ("A2", "A3"))
    assert "暂无名额" in nothing.say("zh")
    assert "has no place yet" in nothing.say("en")
    assert "（志愿外）" in outside.say("zh")
    assert "(outside the list)" in outside.say("en")
    assert [[(one.rank, one.club) for one in told.refusals] for told in (nothing, outside)] == 2 * [
        [(0, "c"), (1, "p")]
    ]


def test_waiting_lists_go_by_gain_then_lottery_and_put_last_whom_more_places_do_not_reach() -> None:
    """Chess is full. A4, outside the list, gains 20; A2 and A3 gain 1 each, A3 with the better number first.

    B2 alone keeps singing open and cannot leave: nobody else is of grade 4.
    """
    wishes = {"A1": "c", "A2": "cp", "A3": "cp", "A4": "c", "B2": "cs"}
    clubs = {"c": {"capacity": 1}, "p": {"capacity": 3}, "s": {"capacity": 1, "grades": frozenset({4})}}
    problem, opened = case(("A1", "B2", "A3", "A2", "A4"), wishes, clubs=clubs)
    plan = tiny_plan(problem, opened, in_s(A1="c", A2="p", A3="p", A4="p", B2="s"))
    waiting = Waiting(Market(register(problem, plan), "S"))
    assert waiting.lists == {"c": ("A4", "A3", "A2", "B2"), "p": (), "s": ()}
    assert waiting.next("c") == "A4"
    told = {one.pupil: one for one in accounts(problem, plan)}
    assert [(told[p].refusals[0].waiting, told[p].refusals[0].next) for p in ("A4", "A3", "A2", "B2")] == [
        (1, True), (2, False), (3, False), (4, False),
    ]  # fmt: skip


def test_accounts_come_by_strand_and_pupil_and_not_in_counts_mode() -> None:
    """One a pupil and strand; nobody attends T but A1."""
    problem = tiny_school({"A1": "c", "A2": "p"}, strands={"A1": "ST"})
    plan = tiny_plan(problem, {"S": "cp", "T": "p"}, {("A1", "S"): "c", ("A2", "S"): "p", ("A1", "T"): "p"})
    assert [(one.strand, one.pupil) for one in accounts(problem, plan)] == [("S", "A1"), ("S", "A2"), ("T", "A1")]
    assert [one.pupil for one in accounts(problem, plan, "A2")] == ["A2"]
    assert list(accounts(replace(problem, mode=Mode.COUNTS), plan)) == []
