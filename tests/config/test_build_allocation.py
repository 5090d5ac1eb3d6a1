"""How places are given out, as a school writes it: objective, lottery, luck, quotas, groups, company, fees."""

from pathlib import Path

import pytest

from scheduler.config.personal import RULE
from scheduler.domain.allocation import AllocationRule, Objective
from tests.config.tiny import load, place, refused

HEADER = "needs_adult,support\n"
MORE = (HEADER, "needs_adult,support,priority,together,apart,fee_exempt\n")
A1 = "2027-01-22,,\na2"
A2 = ",yes,S1\n"
A3 = "2026-09-10,2027-01-22,,\n"
RESERVED = ("    min: 2\n", "    min: 2\n    reserved: {left_behind: 2, resident: 1}\n")
LUCK = ("lessons: lessons.csv}", "lessons: lessons.csv, luck: luck.csv}")


def company(a1: str = ",,,", a2: str = ",,,", a3: str = ",,,") -> tuple[tuple[str, str], ...]:
    """The four new cells of each pupil: priority, together, apart, fee_exempt."""
    return MORE, (A1, f"2027-01-22,,,{a1}\na2"), (A2, f",yes,S1,{a2}\n"), (A3, f"2026-09-10,2027-01-22,,,{a3}\n")


def test_a_school_that_says_nothing_gives_by_costs_and_draws_by_its_own_id(tmp_path: Path) -> None:
    """No quota, no group, nobody's company, no luck."""
    problem = load(tmp_path).problem
    assert problem.allocation == AllocationRule(Objective.COSTS, "tiny", {})
    ball = problem.clubs["ball"]
    assert (ball.most_a_homeroom, ball.most_a_grade, dict(ball.reserved)) == (None, None, {})
    a1 = problem.pupils["a1"]
    assert (a1.priority, a1.together, a1.apart, a1.fee_exempt) == (frozenset(), frozenset(), frozenset(), False)


@pytest.mark.parametrize("objective", Objective)
def test_the_rule_of_the_school_is_read_as_written(tmp_path: Path, objective: Objective) -> None:
    """A lottery text keeps its leading zero, for it is text."""
    rule = f"same_club_twice: true, objective: {objective.value}, lottery: 007"
    problem = load(tmp_path, ("same_club_twice: true", rule), LUCK, luck_csv="pupil,lost\na1,2\na3,\n").problem
    assert problem.allocation == AllocationRule(objective, "007", {"a1": 2, "a3": 0})


def test_quotas_and_kept_places_are_read(tmp_path: Path) -> None:
    """All 24 places of a section may be kept, no more."""
    limits = "    min: 2\n    most_a_homeroom: 6\n    most_a_grade: 12\n    reserved: {left_behind: 20, 住校: 4}\n"
    ball = load(tmp_path, ("    min: 2\n", limits)).problem.clubs["ball"]
    assert (ball.most_a_homeroom, ball.most_a_grade) == (6, 12)
    assert dict(ball.reserved) == {"left_behind": 20, "住校": 4}


def test_groups_company_and_fees_are_read(tmp_path: Path) -> None:
    """Several in a cell are joined by +."""
    changes = company(a1="left_behind+resident,a2 + a3,,yes", a2=",a1,a3,", a3="resident,,,no")
    problem = load(tmp_path, RESERVED, *changes).problem
    a1, a2, a3 = (problem.pupils[key] for key in ("a1", "a2", "a3"))
    assert (a1.priority, a1.together, a1.fee_exempt) == ({"left_behind", "resident"}, {"a2", "a3"}, True)
    assert (a2.together, a2.apart, a2.fee_exempt) == ({"a1"}, {"a3"}, False)
    assert (a3.priority, a3.fee_exempt) == ({"resident"}, False)
    assert problem.asked_together == (("a1", "a2"),)
    assert problem.kept_apart == (("a2", "a3"),)


def test_chinese_headers_of_the_new_columns_mean_the_same(tmp_path: Path) -> None:
    """Both spellings of each, and 是 for yes."""
    cells = company(a1="left_behind,a2,a3,yes")
    english = load(tmp_path, RESERVED, *cells).problem.pupils
    rows = company(a1="left_behind,a2,a3,是")[1:]
    for names in ("优先群体,希望同组,不可同组,费用减免", "优先,同组,分开,减免"):
        header = (HEADER, f"needs_adult,support,{names}\n")
        assert load(tmp_path, RESERVED, header, *rows).problem.pupils == english
    luck = "学生编号,落选次数\na2,1\n"
    assert load(tmp_path, LUCK, luck_csv=luck).problem.allocation.luck == {"a2": 1}


# The cells of a1, the text whose place the finding gives, the column, words of the rule, the hint.
FAULTY_CELLS = [
    ("left_behnd,,,", "left_behnd", "priority", "no club keeps places for left_behnd", "left_behind"),
    (",b2,,", "b2", "together", "no pupil b2", "a2"),
    (",,a2+a33,", "a2+a33", "apart", "no pupil a33", "a3"),
    (",a1,,no", "a1,,no", "together", "another pupil", None),
    (",,a1,no", "a1,no", "apart", "another pupil", None),
    (",a2,a2+a3,", "a2+a3", "apart", "a2 is asked together and apart at once", None),
    (",,,maybe", "maybe", "fee_exempt", "yes, no or empty", None),
]


@pytest.mark.parametrize(("cells", "token", "column", "rule", "hint"), FAULTY_CELLS)
def test_a_faulty_cell_of_a_pupil_is_named_at_its_place(
    tmp_path: Path, cells: str, token: str, column: str, rule: str, hint: str | None
) -> None:
    """One finding, in both languages, with the nearest word there is."""
    (finding,) = refused(tmp_path, RESERVED, *company(a1=cells))
    assert (Path(finding.file).name, finding.path, finding.hint) == ("pupils.csv", column, hint)
    assert rule in finding.rule
    assert any("一" <= letter <= "鿿" for letter in finding.rule_zh)
    assert (finding.line, finding.column) == place(tmp_path, "pupils.csv", token)


@pytest.mark.parametrize(
    ("rows", "token", "column", "rule", "hint"),
    [
        ("a1,two\n", "two", "lost", "whole number of wishes lost", None),
        ("a1,-1\n", "-1", "lost", "whole number of wishes lost", None),
        ("a1,1.5\n", "1.5", "lost", "whole number of wishes lost", None),
        ("a1,1\na2,0\na1 ,2\n", "a1 ", "pupil", "already in the file, at ", None),
    ],
)
def test_a_faulty_row_of_luck_is_named_at_its_place(
    tmp_path: Path, rows: str, token: str, column: str, rule: str, hint: str | None
) -> None:
    """Counts are whole and not negative; every pupil has one row."""
    (finding,) = refused(tmp_path, LUCK, luck_csv=f"pupil,lost\n{rows}")
    assert (Path(finding.file).name, finding.path, finding.hint) == ("luck.csv", column, hint)
    assert rule in finding.rule
    assert (finding.line, finding.column) == place(tmp_path, "luck.csv", token)


def test_a_pupil_who_has_left_is_noted_and_left_out(tmp_path: Path) -> None:
    """Last term's file names a4, who is not in the roster any more."""
    loaded = load(tmp_path, LUCK, luck_csv="pupil,lost\na2,1\na4,3\n")
    assert loaded.problem.allocation.luck == {"a2": 1}
    (note,) = (note for note in loaded.notes if note.path == "pupil")
    assert (Path(note.file).name, note.line, note.hint) == ("luck.csv", 3, "a1")
    assert "a4 is not in the roster" in note.rule


@pytest.mark.parametrize(
    ("old", "new", "token", "path", "rule", "hint"),
    [
        ("twice: true", "twice: true, objective: frist", "frist", "clubs_rule.objective", "one of costs", "first"),
        ("twice: true", "twice: true, lotery: x", "lotery", "clubs_rule.lotery", "unknown field", "lottery"),
        # 24 places: 24 kept are accepted above, 25 refused.
        ("min: 2\n", "min: 2\n    reserved: {a: 20, b: 5}\n", "{a: 20", "clubs.ball.reserved", "not 25", None),
        ("min: 2\n", "min: 2\n    reserved: {a: 0}\n", "0}\n    equip", "clubs.ball.reserved.a", ">= 1", None),
        ("min: 2\n", "min: 2\n    most_a_homeroom: 0\n", "0\n    equip", "clubs.ball.most_a_homeroom", ">= 1", None),
        ("min: 2\n", "min: 2\n    most_a_grade: 2.5\n", "2.5", "clubs.ball.most_a_grade", "whole number", None),
        ("min: 2\n", "min: 2\n    most_a_grad: 2\n", "most_a_grad:", "clubs.ball.most_a_grad", "field", "most_a_grade"),
        ("lessons.csv}", "lessons.csv, luck: luk.csv}", "luk.csv", "rosters.luck", "no such file", None),
        ("lessons.csv}", "lessons.csv, luck: names.csv}", "names.csv", "rosters.luck", "never read", None),
    ],
)  # fmt: skip
def test_a_faulty_field_is_named_at_its_place(
    tmp_path: Path, old: str, new: str, token: str, path: str, rule: str, hint: str | None
) -> None:
    """One finding at its line and column, in both languages, with the nearest valid word."""
    (finding,) = refused(tmp_path, (old, new))
    assert (finding.path, finding.hint) == (path, hint)
    assert rule in finding.rule
    assert any("一" <= letter <= "鿿" for letter in finding.rule_zh)
    assert (finding.line, finding.column) == place(tmp_path, "school.yaml", token)


def test_personal_data_is_refused_beside_and_inside_the_new_columns(tmp_path: Path) -> None:
    """A column of phone numbers by name, and a mobile number in `together`, masked."""
    header = (HEADER, "needs_adult,support,priority,together,apart,phone\n")
    (column,) = refused(tmp_path, header, *company()[1:])
    assert (column.path, RULE in column.rule) == ("phone", True)
    (cell,) = refused(tmp_path, *company(a1=",13912345678,,"))
    assert (cell.path, RULE in cell.rule) == ("together", True)
    assert "13912345678" not in str(cell)
