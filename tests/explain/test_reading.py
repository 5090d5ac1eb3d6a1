"""Tags in parts, and rows in words: every rule that can stand in a clash has its own sentence."""

from datetime import date
from pathlib import Path

import pytest

from scheduler.clauses.book import BOOK
from scheduler.clauses.space import Amount, Short, Space
from scheduler.config.load import load_school
from scheduler.domain.demand import Mode
from scheduler.explain.adults import staffing
from scheduler.explain.barred import Reason, Tag, parsed
from scheduler.explain.clash_words import named
from scheduler.explain.conflict import Against
from scheduler.explain.questions import MEASURES
from scheduler.explain.reading import Reader, demands
from scheduler.planning.offering import offer_space
from scheduler.planning.placing import group_space
from solvers.rows import Row, at_most, exactly, forbid, linear
from tests.clauses.harness import strange_words
from tests.small import small_problem


@pytest.mark.parametrize(
    ("tag", "clause", "rule", "about"),
    [
        ("42/away/T001", 42, "away", ("T001",)),
        ("73/clash/T001/2026-09-07", 73, "clash", ("T001", "2026-09-07")),
        ("6/gather/p1/2026-09-07", 6, "gather", ("p1", "2026-09-07")),
        ("28/leads", 28, "leads", ()),  # about nobody in particular
        ("15/english", 15, "research", ("english",)),  # the team, not a rule
        ("27/football/2026-09-07", 27, "equipment", ("football", "2026-09-07")),
        ("57/CENTRE", 57, "provider", ("CENTRE",)),
        ("58/CENTRE", 58, "provider", ("CENTRE",)),
        ("63", 63, "", ()),
    ],
)
def test_tag_in_parts(tag: str, clause: int, rule: str, about: tuple[str, ...]) -> None:
    """Clause, rule, and what the row is about; clauses with one rule go straight on to what it is about."""
    assert parsed(tag) == Tag(Reason(clause, rule), about)
    assert parsed(tag).subject == (about[0] if about else "")


def test_tag_without_a_clause_is_refused() -> None:
    """Only the book's rows can be told."""
    with pytest.raises(ValueError, match="domain"):
        parsed("domain")


def spaces(school: str, mode: Mode) -> list[Space]:
    """What the questions are made from."""
    problem = load_school(Path("configs/schools") / school, week=date(2026, 9, 7), mode=mode).problem
    return [group_space(problem), offer_space(problem, {}), staffing(problem).space]


@pytest.mark.parametrize(("school", "mode"), [("rural6", Mode.COUNTS), ("nine30", Mode.ROSTER)])
def test_every_rule_of_the_book_is_told_in_its_own_words(school: str, mode: Mode) -> None:
    """One row of each rule: a demand has its time, anything else its sentence, not merely its clause's number."""
    seen: set[tuple[Reason, bool]] = set()
    for space in spaces(school, mode):
        reader = Reader(space)
        for row in (row for clause in BOOK for row in clause.rows(space)):
            reason = parsed(row.tag).reason
            if reason.clause == MEASURES or (reason, demands(row)) in seen:
                continue
            seen.add((reason, demands(row)))
            said = [one.say("zh") for one in (*reader.wanted([row]), *reader.against([row]))]
            assert said
            assert not any("受第" in one or strange_words(one) or "None" in one for one in said), (row.tag, said)
            assert all(one.dates and one.part.count > 0 for one in reader.wanted([row]))
    assert {Reason(6, "gather"), Reason(6, "seat"), Reason(50, "homework"), Reason(26, "venue")} <= {r for r, _ in seen}


def reader() -> Reader:
    """Of the tiny school's least week."""
    return Reader(staffing(small_problem()).space)


@pytest.mark.parametrize(
    ("row", "wants"),
    [
        (exactly("78/first_aid/2026-11-02", ["a", Short(78, "adult", "x", 1)], 1), True),
        (
            linear("26/place/homework/2026-11-02", [(Short(26, "venue", "x", 1), 1), ("g", -1)], 0, 0),
            False,
        ),  # if it meets
        (linear("56/interest/chess", [("n", 1)], 4), False),  # counted, never short
        (at_most("73/clash/T1/2026-11-02", ["a", "b"]), False),
    ],
)
def test_what_wants_something(row: Row, wants: bool) -> None:
    """A row with a shortage of its own that is above 0 when nothing is chosen."""
    assert demands(row) is wants


@pytest.mark.parametrize(
    ("row", "zh", "en"),
    [
        (at_most("42/sessions/T1", ["a"], 8), "1 人每周最多 8 次：T1", "1 have at most 8 duties a week: T1"),
        (at_most("42/late_days/T1", ["a"], 5), "1 人每周最多晚归 5 天：T1", "1 have at most 5 late days a week: T1"),
        (
            at_most("73/walk/T1/2026-11-02", ["a"]),
            "1 人来不及在两栋楼之间走到：T1",
            "1 cannot walk between the buildings in time: T1",
        ),
        (
            at_most("26/venue/RA/2026-11-02", ["a"]),
            "1 处场地同一时间只能给一个组：RA",
            "1 places hold one group at a time: RA",
        ),
        (
            linear("27/ball/2026-11-02", [("a", 2)], None, 3),
            "1 种器材只有 3 件：ball",
            "1 kinds of equipment have 3 pieces: ball",
        ),
        (
            linear("61/alone/chess/S/2026-11-02", [("helper", 1), ("lead", -1)], 0, 0),
            "1 个社团由校外人员负责时，要有本校教职工陪同：chess",
            "own staff stand beside outside leads of 1 clubs: chess",
        ),
        (
            forbid("57/CENTRE", Amount("opens", ("chess", "S"), 0, 1)),
            "1 个社团的承办机构不合要求：chess",
            "1 clubs are run by a provider that is not admitted: chess",
        ),
        (
            forbid("54/grade/chess", Amount("fill", ("A", "chess", "S"), 0, 4)),
            "1 个社团的风险等级不适合该年级：chess",
            "1 clubs are too risky for the grade: chess",
        ),
        (
            linear("59/share", [("a", 50)], 0),
            "本校教职工承担的比例不得低于规定",
            "own staff take no less than their share of duties",
        ),
    ],
)
def test_rules_in_both_languages(row: Row, zh: str, en: str) -> None:
    """How many, what the rule allows, and whom or what it is about."""
    *_, told = reader().against([row])
    assert (told.say("zh"), told.say("en")) == (zh, en)


@pytest.mark.parametrize(
    ("against", "zh", "en"),
    [
        (Against(Reason(0, "able"), "nobody"), "没有可以安排的人选", "nobody may be asked"),
        (Against(Reason(0, "able"), "nowhere"), "没有可以考虑的场地", "no place may be considered"),
        (
            Against(Reason(0, "skill"), "some", ("T1",), skill="maths"),
            "会“数学”的共 1 人：T1",
            "1 have the skill maths: T1",
        ),
        (Against(Reason(42, "lesson"), "adult", ("T1", "T2")), "2 人有正课：T1、T2", "2 have a regular lesson: T1, T2"),
    ],
)
def test_facts_in_both_languages(against: Against, zh: str, en: str) -> None:
    """Facts that are no rows, and who is barred."""
    assert (against.say("zh"), against.say("en")) == (zh, en)


@pytest.mark.parametrize(("count", "end"), [(7, "T7"), (8, "T8"), (9, "T8, ...")])
def test_long_lists_are_cut_after_eight(count: int, end: str) -> None:
    """The data hold them all."""
    assert named([f"T{k}" for k in range(1, count + 1)], "en").endswith(end)
