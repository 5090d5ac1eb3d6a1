"""Pins from words and files, what a plan says of them, and what the judge says of that."""

from dataclasses import replace
from pathlib import Path

import pytest
from config.tiny import load, refused
from small import small_plan, small_problem

from scheduler.audit import audit
from scheduler.config.finding import InputRefused
from scheduler.config.load import load_school
from scheduler.config.pins_file import pins_text, read_pins_file
from scheduler.domain.plan import Pin, Plan, TierName
from scheduler.statements.clubs import ClubVenue, LeadsClub, Sections, When
from scheduler.statements.of_plan import Share, statements_of
from scheduler.statements.people import Duties
from scheduler.statements.pinned import (
    MOST,
    PinWord,
    canonical,
    conditions_of,
    in_order,
    judge_pins,
    pin_lines,
    read_pins,
    school_pins,
    still_said,
)
from scheduler.statements.pupils import InClub
from scheduler.statements.refusal import StatementRefused
from scheduler.statements.statement import Condition, Count
from scheduler.statements.tasks import Task
from scheduler.statements.words import Named

CHESS = Named("chess", "围棋")


@pytest.mark.parametrize(
    ("how", "words", "holds", "weight"),
    [
        ("keep", "chess in RA", True, None),
        ("forbid", "chess in RA", False, None),
        ("prefer", "chess in RA", True, 5),
        ("prefer", "chess in RA (weak)", True, 1),
        ("prefer", "chess in RA (normal)", True, 5),
        ("prefer", "围棋在 RA（强）", True, 25),
        ("avoid", "chess in RA (Strong)", False, 25),
        ("avoid", "chess in RA (1)", False, 1),
        ("prefer", "chess in RA (1000 points)", True, 1000),
        ("prefer", "围棋在 RA（12 分）", True, 12),
    ],
)
def test_a_pin_holds_or_not_and_a_preference_has_a_weight(
    how: str, words: str, holds: bool, weight: int | None
) -> None:
    """weak 1, normal 5, strong 25, or the points themselves; normal where none is said."""
    assert conditions_of(small_problem(), how, words) == (Condition(ClubVenue(CHESS, "RA"), holds, weight),)


@pytest.mark.parametrize(
    ("how", "words", "key"),
    [
        ("keep", "chess in RA (strong)", "refused.hard"),
        ("forbid", "chess in RA (5)", "refused.hard"),
        ("prefer", "chess in RA (0)", "refused.weight"),
        ("prefer", f"chess in RA ({MOST + 1})", "refused.weight"),
        ("prefer", "chess in RAA (5)", "refused.venue"),
    ],
)
def test_a_weight_is_a_preferences_and_from_1_to_1000(how: str, words: str, key: str) -> None:
    """What must be so has no weight; the words before the weight are still looked up."""
    with pytest.raises(StatementRefused) as wrong:
        conditions_of(small_problem(), how, words)
    assert wrong.value.key == key
    assert wrong.value.say("zh") != wrong.value.say("en")


def test_a_file_is_read_in_order_and_its_idle_pins_are_told(tmp_path: Path) -> None:
    """Without a Monday in the week the second pin has nothing to hold; what is written twice counts once."""
    file = tmp_path / "pins.yaml"
    file.write_text(
        "keep:\n  - T3 does homework of A every day\n  - T1 serves on Monday\n"
        "prefer: [T4 serves (weak), T4 serves (weak)]\n",
        encoding="utf-8",
    )
    problem = small_problem()
    short = replace(problem, days=problem.days[3:])
    pinned = read_pins(short, read_pins_file(file))
    tasks = [Condition(Task("T3", "homework", "A", day)) for day in (4, 5)]
    assert pinned.conditions == (*tasks, Condition(Duties("T4"), weight=1))
    assert [(note.line, note.column) for note in pinned.idle] == [(3, 5)]
    assert len(read_pins(problem, read_pins_file(file)).conditions) == 7


def test_faults_of_a_file_are_told_at_once_each_at_its_place(tmp_path: Path) -> None:
    """Line and column of every statement that is none, in both languages; unknown lists are faults of form."""
    file = tmp_path / "pins.yaml"
    file.write_text("keep:\n  - chess in RAA\nforbid:\n  - chess on Tuesday\navoid: [T99 serves (9)]\n", "utf-8")
    with pytest.raises(InputRefused) as wrong:
        read_pins(small_problem(), read_pins_file(file))
    assert [(f.line, f.column) for f in wrong.value.findings] == [(2, 5), (4, 5), (5, 9)]
    assert "did you mean RA?" in wrong.value.say("en")
    assert "不可能开班" in wrong.value.say("zh")
    file.write_text("kep: [chess in RA]\n", "utf-8")
    with pytest.raises(InputRefused, match="did you mean keep"):
        read_pins_file(file)


def test_a_school_names_its_own_file_and_scenarios_may_not(tmp_path: Path) -> None:
    """The file is one of the school's sources, so that a plan tells when it changed."""
    named = ("term: term.yaml\n", "term: term.yaml\npins: pins.yaml\n")
    assert school_pins(load(tmp_path)).conditions == ()
    assert ["there is no such file" in finding.rule for finding in refused(tmp_path, named)] == [True]
    loaded = load(tmp_path, named, pins_yaml="keep: [books is open]\n")
    assert "pins.yaml" in loaded.sources
    assert [c.statement.say("en") for c in school_pins(loaded).conditions] == ["books (阅读) is open"]
    assert [f.line for f in refused(tmp_path, named, pins_yaml="keep:\n- 5\n- books is open\n")] == [2]
    scenario = tmp_path / "other.yaml"
    scenario.write_text("pins: pins.yaml\n", "utf-8")
    with pytest.raises(InputRefused, match="its policy pack, term file"):
        load_school(tmp_path, scenarios=[scenario])


@pytest.mark.parametrize(
    ("pin", "word"),
    [
        (Pin("keep", "chess in RA", None, True), PinWord.KEPT),
        (Pin("keep", "chess in RB", None, True), PinWord.BROKEN),
        (Pin("forbid", "chess in RB", None, True), PinWord.KEPT),
        (Pin("forbid", "chess in RA", None, True), PinWord.BROKEN),
        (Pin("prefer", "chess in RA", 5, True), PinWord.KEPT),
        (Pin("prefer", "chess in RB", 5, False), PinWord.MISSED),
        (Pin("prefer", "chess in RB", 5, True), PinWord.MISSTATED),
        (Pin("avoid", "chess in RA", 5, False), PinWord.MISSED),
        (Pin("keep", "chess in RA", None, False), PinWord.MISSTATED),
        (Pin("keep", "chess in RA", 5, True), PinWord.MISSTATED),
        (Pin("prefer", "chess in RA", None, True), PinWord.MISSTATED),
        (Pin("wish", "chess in RA", None, True), PinWord.MISSTATED),
        (Pin("keep", "chess in XX", None, True), PinWord.UNREAD),
    ],
)
def test_the_judge_reads_the_plans_own_words_and_looks_at_the_plan(pin: Pin, word: PinWord) -> None:
    """`small_plan` has chess in RA. What the plan says of a pin counts for nothing but whether it says so rightly."""
    (verdict,) = judge_pins(small_problem(), replace(small_plan(), pins=(pin,)))
    assert verdict.word is word
    assert verdict.serious == (word in (PinWord.BROKEN, PinWord.MISSTATED))
    assert pin.said in verdict.say("en")
    assert ("做到" in verdict.say("zh")) == (word in (PinWord.KEPT, PinWord.MISSED, PinWord.BROKEN))


def test_missed_preferences_count_in_the_wishes_the_judge_recounts() -> None:
    """5 + 7 points of the two that the plan says it misses; kept ones and pins cost nothing."""
    pins = (
        Pin("prefer", "chess in RB", 5, False),
        Pin("avoid", "chess in RA", 7, False),
        Pin("prefer", "chess in RA", 100, True),
        Pin("keep", "chess in RA", None, True),
    )
    problem, plan = small_problem(), small_plan()
    plain, pinned = (audit(problem, replace(plan, pins=some)).value for some in ((), pins))
    assert pinned == {**plain, TierName.WISHES: plain[TierName.WISHES] + 12}
    assert list(pin_lines(judge_pins(problem, plan), "en")) == []
    told = list(pin_lines(judge_pins(problem, replace(plan, pins=pins)), "en"))
    assert told[0] == "Pins and preferences: 2 of 4 kept"
    assert len(told) == 3


def test_what_a_plan_assigns_is_said_kept_and_read_back(tmp_path: Path) -> None:
    """Every statement holds in the plan; said in either language and written as a file it is read as it was."""
    problem, plan = small_problem(), small_plan()
    found = statements_of(problem, plan, Share(pupils=True))
    assert all(statement.holds(problem, plan) for statement in found)
    for language in ("zh", "en"):
        file = tmp_path / f"{language}.yaml"
        file.write_text(pins_text("a plan", [s.say(language) for s in found]), "utf-8")
        assert read_pins(problem, read_pins_file(file)).conditions == tuple(Condition(s) for s in found)


def test_a_share_of_a_plan_is_its_adults_clubs_and_days() -> None:
    """T1 leads chess (one section, in RA) and A's homework on five days; A1, A2, B1 and B2 are in chess."""
    problem, plan = small_problem(), small_plan()

    def said(**share: object) -> set[object]:
        return set(statements_of(problem, plan, Share(**share)))  # type: ignore[arg-type]

    leads = LeadsClub("T1", CHESS, When(strand="S"))
    homework = {Task("T1", "homework", "A", day) for day in range(1, 6)}
    assert said(adults=frozenset({"T1"})) == {leads, *homework}
    assert said(adults=frozenset({"T1"}), weekdays=frozenset({2})) == {Task("T1", "homework", "A", 2)}
    club = {Sections(CHESS, When(strand="S"), Count(1, 1)), ClubVenue(CHESS, "RA", When(strand="S")), leads}
    assert said(clubs=frozenset({"chess"})) == club
    places = {InClub(pupil, CHESS, When(strand="S")) for pupil in ("A1", "A2", "B1", "B2")}
    assert said(clubs=frozenset({"chess"}), pupils=True) == club | places
    assert said(clubs=frozenset({"chess"}), weekdays=frozenset({2})) == set()


def test_a_plan_of_another_school_has_nothing_to_pin_that_is_not_here() -> None:
    """Homeroom B and chess are gone: only what the school still has is said."""
    problem, plan = small_problem(), small_plan()
    rooms = {"A": problem.homerooms["A"]}
    less = replace(problem, homerooms=rooms, clubs={"painting": problem.clubs["painting"]})
    assert isinstance(plan, Plan)
    words = " ".join(s.say("en") for s in statements_of(less, plan))
    assert "chess" not in words
    assert "of B" not in words


def test_the_same_pins_in_other_words_are_the_same_text() -> None:
    """So a plan's provenance does not depend on how they were written, but on what they say."""
    problem = small_problem()
    one, other, less = (
        canonical(conditions_of(problem, how, words))
        for how, words in (
            ("prefer", "chess in RA (5)"),
            ("prefer", "围棋在 RA"),
            ("prefer", "chess in RA (weak)"),
        )
    )
    assert one == other != less


def test_pins_about_what_a_like_school_no_longer_has_are_left_out() -> None:
    """Chess is gone: its pin goes, T3's stays; in the same school both do."""
    problem = small_problem()
    both = (*conditions_of(problem, "keep", "chess in RA"), *conditions_of(problem, "prefer", "T3 serves on Friday"))
    less = replace(problem, clubs={"painting": problem.clubs["painting"]})
    assert still_said(problem, both) == both
    assert still_said(less, both) == both[1:]


def test_in_which_order_pins_are_given_changes_nothing() -> None:
    """Sorted by what they say, and once each; a preference of another weight is another one."""
    problem = small_problem()
    some = [
        condition
        for how, words in (
            ("keep", "chess in RA"),
            ("avoid", "T3 serves"),
            ("prefer", "T3 serves (3)"),
            ("prefer", "T3 serves (2)"),
        )
        for condition in conditions_of(problem, how, words)
    ]
    assert in_order(some) == in_order([*reversed(some), *some])
    assert set(in_order(some)) == set(some)
    assert len(in_order(some)) == 4
