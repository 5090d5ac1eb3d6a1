"""Weeks side by side: what a difference means, what is said of unequal demand, and who and what changes."""

import json
from dataclasses import replace

import pytest
from small import small_plan, small_problem

from scheduler.domain.plan import Duty, Role, TierName, Unmet
from scheduler.explain.records import to_json
from scheduler.whatif.compare import Comparison, Meaning, Side, Week, compare
from tests.whatif.weeks import week

LANGUAGES = ("zh", "en")


def said(found: Comparison, language: str = "en") -> str:
    """All that is said, on one line."""
    return found.say(language).replace("\n", " ")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((10, 8), (10, 8), Meaning.SAME),
        ((10, 8), (10, 0), Meaning.SAME),
        ((10, 8), (9, 9), Meaning.OPEN),
        ((10, 8), (8, 0), Meaning.OPEN),
        ((10, 8), (7, 0), Meaning.BETTER),
        ((10, 8), (11, 10), Meaning.OPEN),
        ((10, 8), (11, 11), Meaning.WORSE),
        ((10, 0), (12, 11), Meaning.WORSE),
    ],
)
def test_what_a_difference_means(before: tuple[int, int], after: tuple[int, int], expected: Meaning) -> None:
    """Intervals [bound, value]: [8, 10] meets [0, 8] at 8, not [0, 7]; [10, 11] meets it, [11, 11] does not."""
    found = compare(week(money=before), [week("other", money=after)])
    tier = next(tier for tier in found.others[0].tiers if tier.name is TierName.MONEY)
    assert tier.meaning is expected
    assert tier.difference == after[0] - before[0]


def test_the_first_tier_that_differs_is_told() -> None:
    """Places differ by 2 and money by 100: places come first, and the bound 6 > 5 proves them."""
    found = compare(week(places=(5, 5), money=(100, 100)), [week("other", places=(7, 6), money=(0, 0))])
    assert "worse: 2 more in places, proven" in said(found)
    assert "更差：志愿多 2，已证明" in said(found, "zh")


def test_equal_weeks_are_said_to_be_so() -> None:
    """Every value alike, nobody moved."""
    found = compare(week(), [week("other")])
    assert "the same value in every tier" in said(found)
    assert "Nobody's duties, places or sections change" in said(found)


def test_unequal_demand_is_never_compared_wordlessly() -> None:
    """A1 leaves: 8 -> 7 pupils and club places sought; A1 attended 5 x (P1, P2, care): 82 attendances less 15.

    Eight pupils attend P1 and P2 on five days (80), A1 and B1 care (10): 90 before, 75 after.
    """
    problem = small_problem()
    fewer = replace(problem, pupils={key: pupil for key, pupil in problem.pupils.items() if key != "A1"})
    text = said(compare(week(places=(8, 8), money=(900, 900)), [week("other", fewer, places=(7, 7), money=(750, 750))]))
    assert "pupils who take part 8 → 7" in text
    assert "club places sought 8 → 7 (rank cost of a hundred 100 → 100)" in text
    assert "attendances 90 → 75 (yuan for a hundred 1000 → 1000)" in text
    assert "Unequal demand" not in said(compare(week(), [week("other")]))


def test_unmet_demand_is_told_in_words_with_the_rise() -> None:
    """Two adults and a gate post lack in the other week."""
    plan = small_plan()
    day = plan.week
    lacking = (Unmet(50, "adult", "homework/x", day, 2), Unmet(75, "gate", "G1", day, 1))
    found = compare(week(), [week("other", plan=replace(plan, unmet=lacking), shortage=(3, 3))])
    assert "short of adults x 2 (+2), short of gate x 1 (+1)" in said(found)
    assert "缺门岗 1（+1）" in said(found, "zh")
    assert "Unmet: short of adults x 0 (-2)" in said(compare(found_base(lacking), [week("other")]))


def found_base(lacking: tuple[Unmet, ...]) -> Week:
    """The week with something unmet, as a base."""
    return week(plan=replace(small_plan(), unmet=lacking[:1]))


def test_who_serves_otherwise_is_named() -> None:
    """T12 leads A's homework on Monday in place of T1: one session, two adults."""
    plan = small_plan()
    first = plan.sessions[0]
    other = replace(plan, sessions=(replace(first, duties=(Duty("T12", Role.LEAD),)), *plan.sessions[1:]))
    changes = compare(week(), [week("other", plan=other)]).others[0].changes
    assert changes is not None
    assert changes.staffed == (first.id,)
    assert changes.adults == ("T1", "T12")


def test_rooms_and_sessions_of_one_week_alone_are_told() -> None:
    """A's first homework moves to RB; the last post is gone; clubs follow from sections and are not listed."""
    plan = small_plan()
    first = replace(plan.sessions[0], venue="RB")
    other = replace(plan, sessions=(first, *plan.sessions[1:]), posts=plan.posts[:-1])
    changes = compare(week(), [week("other", plan=other)]).others[0].changes
    assert changes is not None
    assert (changes.moved, changes.dropped, changes.added) == ((first.id,), (plan.posts[-1].id,), ())


def test_other_breaches_come_before_later_tiers() -> None:
    """A venue lost is a breach of clause 26, which decides before money does."""
    plan = small_plan()
    other = replace(plan, sessions=(replace(plan.sessions[0], venue="NOWHERE"), *plan.sessions[1:]))
    assert "more breaches (clauses" in said(compare(week(), [week("other", plan=other, money=(0, 0))]))


def test_a_week_without_a_plan_stays_and_says_why() -> None:
    """Nothing else is told of it."""
    none = Side("other", why_none=("没有时间", "no time"))
    found = compare(week(), [none])
    assert said(found) == "other   No plan: no time"
    assert "没有时间" in said(found, "zh")


def test_the_data_hold_values_bounds_and_meanings() -> None:
    """compare.json has what the screen shows."""
    data = json.loads(to_json(compare(week(places=(5, 5)), [week("other", places=(7, 6))])))
    places = next(tier for tier in data["others"][0]["tiers"] if tier["name"] == "places")
    assert (places["value"], places["bound"], places["difference"], places["meaning"]) == (7, 6, 2, "worse")
    assert data["base"]["tiers"][0]["meaning"] is None
    late = data["others"][0]["figures"]["late"]
    assert late["spread"] == late["most"] - late["least"]


def test_first_wishes_and_the_most_there_can_be() -> None:
    """All 8 hold their first wish; each has one strand and one first wish, so 8 is the most; a bound of 20 on places,
    the cost of one place outside the list, leaves 7."""
    figures = [compare(week(places=(20, bound)), []).base.figures for bound in (0, 20)]
    assert [(f.first, f.most_first) for f in figures if f is not None] == [(8, 8), (8, 7)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_both_languages(language: str) -> None:
    """No text is missing, and the Chinese has no English sentence."""
    text = said(compare(week(places=(5, 0)), [week("other", places=(7, 5), load=(3, 0))]), language)
    assert ("not proven" in text) == (language == "en")
    assert ("未证明" in text) == (language == "zh")
