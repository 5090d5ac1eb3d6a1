"""Forms that come back: the roster they give, what a class teacher must settle, and that nobody is enrolled unasked."""

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from scheduler.api import survey_form, survey_read, write_form
from scheduler.config.finding import InputRefused
from scheduler.config.load import load_school
from scheduler.domain.demand import Choice, Period
from scheduler.survey.form import Wanted
from scheduler.survey.read import Survey
from scheduler.survey.todo import Todo, lines, todo_csv
from tests.survey.forms import ALL_DAYS, ENROLLED, FULL, NO_ROSTER, THIRD, answered, codes, fill, form, only, school

SCHOOLS = Path(__file__).parents[2] / "configs" / "schools"


def rows(text: str) -> list[dict[str, str]]:
    """A roster's rows, without the cells nobody filled."""
    return [{name: cell for name, cell in row.items() if cell} for row in csv.DictReader(text.splitlines())]


def survey(
    folder: Path, answers: Mapping[str, Mapping[str, object]], *changes: tuple[str, str], **files: str
) -> Survey:
    """The survey of the school with the three pupils of its roster, who answered in full unless told otherwise."""
    return answered(folder, {"a1": FULL, "a2": THIRD, "a3": THIRD} | dict(answers), *ENROLLED, *changes, **files)


def test_a_filled_form_becomes_the_roster(tmp_path: Path) -> None:
    """Words become codes, dates the term's, the file is the roster the planner reads, and nothing is left to settle."""
    answers = {
        "a2": {**THIRD, "需专人": "是", "帮扶": "S1", "协议开始": date(2026, 8, 31), "协议结束": "2027/1/30"},
        "a3": {**THIRD, "周一": "两个时段+延时托管", "志愿2": "books", "签协议": "yes"},
    }
    found = survey(tmp_path, answers)
    assert (codes(found), found.counted) == ([], {"C1": 1, "C3": 2})
    week = {"mon": "P1+P2", "tue": "P1", "wed": "P1+P2", "fri": "P1"}
    term = {"consent_from": "2026-09-01", "consent_until": "2027-01-22"}
    third = {**week, "tue": "P1+P2", "choice1": "ball@B", "choice2": "books"}
    assert rows((tmp_path / "pupils.csv").read_text(encoding="utf-8")) == [
        {"pupil": "a1", "homeroom": "C1", **week, "choice1": "books", **term},
        {
            "pupil": "a2", "homeroom": "C3", **third, "consent_from": "2026-08-31", "consent_until": "2027-01-30",
            "needs_adult": "yes", "support": "S1",
        },
        {"pupil": "a3", "homeroom": "C3", **third, "mon": "P1+P2+E", **term},
    ]  # fmt: skip
    (tmp_path / "school" / "pupils.csv").write_bytes((tmp_path / "pupils.csv").read_bytes())
    pupil = load_school(tmp_path / "school").problem.pupils["a3"]
    assert pupil.days[1] == {Period.P1, Period.P2, Period.EXTENDED}
    assert pupil.choices == (Choice("ball", "B"), Choice("books"))


@pytest.mark.parametrize("name", ["town24", "town60"])
def test_a_roster_goes_through_the_form_without_loss(tmp_path: Path, name: str) -> None:
    """Written into a form and read back, every cell of the committed roster is what it was, in the same order."""
    write_form(survey_form(SCHOOLS / name, Wanted(filled=True)), tmp_path / "form.xlsx")
    found = survey_read([tmp_path / "form.xlsx"], SCHOOLS / name)
    assert found.roster is not None
    assert rows(found.roster) == rows((SCHOOLS / name / "pupils.csv").read_text(encoding="utf-8"))
    silent = sum(len(row) == 2 for row in rows(found.roster))  # pupil and homeroom alone
    assert [item.code for item in found.todo] == ["unanswered"] * silent


# The answers of a2, the cell that is named, words of the rule, the hint.
REFUSED = [
    ({"志愿1": "蓝球"}, "H", "没有编号为 蓝球 的社团", "篮球 ball"),
    ({"志愿1": "booka"}, "H", "没有编号为 booka 的社团", "books"),
    ({"志愿1": "阅读 books@B"}, "H", "不在时段组 B 开设", "books@A"),
    ({"志愿2": "篮球（周二） ball@B"}, "I", "志愿重复", None),
    ({"周一": "两个时间段"}, "C", "应为 P1、P2、E、V", "两个时段"),
    ({"周一": "两个时段+晚自习"}, "C", "没有晚自习", None),
    ({"协议开始": "九月一日"}, "M", "应为日期", None),
    ({"签协议": "好"}, "L", "应为 是、否 或空", None),
    ({"签协议": "否", "协议开始": "2026-09-01", "协议结束": "2027-01-22"}, "L", "没有签协议，却填了协议日期", None),
    ({"需专人": "发烧"}, "O", "应为 是、否 或空", None),
    ({"帮扶": "S2"}, "P", "没有编号为 S2 的帮扶小组", "S1"),
    ({"回收情况": "没答复"}, "T", "应为“已答复”", "已答复"),
    ({"回收情况": "无回复，已记录"}, "T", "记为无回复，同一行却填了答复", None),
    ({"班级": "C2"}, "B", "没有编号为 C2 的班级", "C1"),
]


@pytest.mark.parametrize(("cells", "column", "rule", "hint"), REFUSED)
def test_a_wrong_cell_is_named_to_its_class_teacher(
    tmp_path: Path, cells: dict[str, str], column: str, rule: str, hint: str | None
) -> None:
    """One error at sheet!cell with the column's header, the rule and the nearest word; no roster is written."""
    found = survey(tmp_path, {"a2": {**THIRD, **cells}})
    error = only(found, "refused")
    assert error.place.endswith(f"form.xlsx:C3!{column}2")
    assert (error.pupil, error.severity) == ("a2", "error")
    assert error.zh.startswith(f"{next(iter(cells)) if len(cells) == 1 else '签协议'}：")
    assert rule in error.zh
    assert ("是不是" in error.zh) == (hint is not None)
    assert hint is None or f"是不是 {hint}？" in error.zh
    assert found.roster is None
    assert not (tmp_path / "pupils.csv").exists()


def test_a_club_for_other_grades_is_refused(tmp_path: Path) -> None:
    """Ball is for grades 3 to 6; a1 is in grade 1."""
    error = only(survey(tmp_path, {"a1": {**FULL, "志愿1": "ball"}}), "refused")
    assert "ball is for grades 3, 4, 5, 6, not for grade 1" in error.en


# Agreement of a1 (None: only the word 是, or nothing at all), and what is said of it. The term's school days are
# 2026-09-01 (Tuesday) to 2027-01-22 (Friday).
AGREEMENTS = [
    ("是", None, None, []),
    ("是", "2026-09-01", "2027-01-22", []),
    ("", "2026-09-01", "2027-01-22", []),
    ("是", "2026-09-02", "2027-01-22", ["part_of_term"]),
    ("是", "2026-09-01", "2027-01-21", ["part_of_term"]),
    ("是", "2026-03-01", "2026-09-01", ["part_of_term"]),
    ("是", "2026-03-01", "2026-08-31", ["lapsed"]),
    ("是", "2027-01-22", "2027-06-30", ["part_of_term"]),
    ("是", "2027-01-23", "2027-06-30", ["not_begun"]),
    ("否", None, None, ["no_agreement"]),
    ("", None, None, ["no_agreement"]),
]


@pytest.mark.parametrize(("signed", "first", "last", "said"), AGREEMENTS)
def test_agreements_are_held_against_the_term(
    tmp_path: Path, signed: str, first: str | None, last: str | None, said: list[str]
) -> None:
    """Just inside and just outside the first and last school day; open questions still give a roster."""
    found = survey(tmp_path, {"a1": {**FULL, "签协议": signed, "协议开始": first, "协议结束": last}})
    assert codes(found) == [("a1", code) for code in said]
    assert found.roster is not None


def test_who_takes_no_part_needs_neither_agreement_nor_wish(tmp_path: Path) -> None:
    """Every day declined is an answer, and all there is to ask."""
    found = survey(tmp_path, {"a1": dict.fromkeys(ALL_DAYS, "不参加")})
    assert (codes(found), found.counted["C1"]) == ([], 1)


# Wishes of a2, who attends period 2 in strand A (Monday, Wednesday) and B (Tuesday); whether a club may be had twice.
WISHES = [
    (["ball@B", "books"], False, []),
    (["ball", "books"], False, []),
    (["ball@A", "ball@B"], False, ["few_wishes"]),
    (["ball"], False, ["few_wishes"]),
    (["ball"], True, []),
    (["books"], True, ["no_wish"]),  # books meets in A alone
    (["ball@B"], True, ["no_wish"]),
    ([], True, ["no_wish", "no_wish"]),
]


@pytest.mark.parametrize(("wishes", "twice", "said"), WISHES)
def test_wishes_must_fill_the_strands_attended(tmp_path: Path, wishes: list[str], twice: bool, said: list[str]) -> None:
    """A club for each strand, and different ones unless the school allows one twice."""
    chosen = {"志愿1": "", "志愿2": ""} | {f"志愿{n}": wish for n, wish in enumerate(wishes, start=1)}
    rule = ("same_club_twice: true", f"same_club_twice: {str(twice).lower()}")
    assert codes(survey(tmp_path, {"a2": {**THIRD, **chosen}}, rule)) == [("a2", code) for code in said]


def test_days_without_period_2_ask_for_no_wish(tmp_path: Path) -> None:
    """With period 1 alone on strand days nothing is missing."""
    found = survey(tmp_path, {"a1": {"周一": "第一时段", "周三": "P1", "签协议": "是"}})
    assert codes(found) == []


def test_a_wish_short_of_many_strands_names_the_fewest_days(tmp_path: Path) -> None:
    """Strands A, B and C, wishes ball and books: books suits A alone, so B and C share ball, two strands for one."""
    strands = ("B: {grades: 3, weekdays: [tue]}", "B: {grades: 3, weekdays: [tue]}, C: {grades: 3, weekdays: [thu]}")
    once = ("same_club_twice: true", "same_club_twice: false")
    found = survey(tmp_path, {"a2": {**THIRD, "周四": "两个时段", "志愿1": "ball"}}, strands, once)
    item = only(found, "few_wishes")
    assert item.zh == "周二、周四要参加 2 个不同的社团，只选了 1 个"


def test_silence_is_listed_and_never_enrols(tmp_path: Path) -> None:
    """No answer, and a documented non-reply: neither has days; only the second counts as surveyed.

    What the school knows of a2 (an adult of its own, group S1) stays in the roster.
    """
    found = survey(tmp_path, {"a2": {}, "a3": {"回收情况": "无回复，已记录"}})
    assert codes(found) == [("a2", "unanswered")]
    assert found.counted == {"C1": 1, "C3": 1}
    assert found.roster is not None
    known = {"needs_adult": "yes", "support": "S1"}
    assert rows(found.roster)[1:] == [{"pupil": "a2", "homeroom": "C3", **known}, {"pupil": "a3", "homeroom": "C3"}]


def test_the_policy_may_leave_the_silent_out(tmp_path: Path) -> None:
    """With `left_out` they have no row; they are listed and counted as before."""
    own = ("term: term.yaml", "term: term.yaml\nrules: {survey: {no_answer: left_out}}")
    found = survey(tmp_path, {"a2": {}, "a3": {"回收情况": "无回复"}}, own)
    assert (codes(found), found.counted) == ([("a2", "unanswered")], {"C1": 1, "C3": 1})
    assert found.roster is not None
    assert [row["pupil"] for row in rows(found.roster)] == ["a1"]


def test_another_word_for_the_silent_is_refused(tmp_path: Path) -> None:
    """Nothing in the policy can enrol them."""
    with pytest.raises(InputRefused, match=r"rules\.survey\.no_answer: must be one of not_participating, left_out"):
        survey(tmp_path, {}, ("term: term.yaml", "term: term.yaml\nrules: {survey: {no_answer: enrolled}}"))


def test_a_support_group_alone_is_no_answer(tmp_path: Path) -> None:
    """The school fills it in; the family has still said nothing."""
    assert codes(survey(tmp_path, {"a2": {"帮扶": "S1"}})) == [("a2", "unanswered")]


LISTED = """\
pupil,homeroom,mon,consent_from,consent_until,needs_adult,support,priority,together,apart,fee_exempt
a1,C1,P1,2026-09-01,2027-01-22,,,,,,
a2,C3,P1,2026-09-01,2027-01-22,yes,S1,own,a3,a1,yes
a3,C3,P1,2026-09-01,2027-01-22,,,,,,
"""
OWN = ("capacity: 24", "capacity: 24\n    reserved: {own: 2}")
KNOWN = {"needs_adult": "yes", "support": "S1", "priority": "own", "apart": "a1", "fee_exempt": "yes"}
"""What the school knows of a2; that a3 was asked for is the family's answer of last time."""


def of_a2(found: Survey) -> dict[str, str]:
    """What the roster says of a2 beside its days, wishes and agreement."""
    assert found.roster is not None
    (row,) = [row for row in rows(found.roster) if row["pupil"] == "a2"]
    return {name: row[name] for name in (*KNOWN, "together") if name in row}


@pytest.mark.parametrize("answers", [THIRD, {}])
def test_what_the_school_knows_survives_a_new_survey(tmp_path: Path, answers: dict[str, str]) -> None:
    """It is on every form but for the fees, which class teachers need not see, and kept from the roster."""
    found = survey(tmp_path, {"a2": answers}, OWN, pupils_csv=LISTED)
    assert of_a2(found) == KNOWN
    sent = survey_form(tmp_path / "school")
    assert "fee_exempt" not in [column.name for column in sent.columns]
    assert "fee_exempt" not in sent.sheets[1].rows[0]
    assert sent.sheets[1].rows[0]["apart"] == "a1"


def test_a_csv_without_their_columns_changes_nothing_the_school_knows(tmp_path: Path) -> None:
    """A short CSV of answers: columns it lacks stay the roster's, a column it has and leaves blank is cleared."""
    there = school(tmp_path, *ENROLLED, OWN, pupils_csv=LISTED)
    answer = tmp_path / "short.csv"
    answer.write_text("pupil,homeroom,mon,support\na2,C3,P1,\n", encoding="utf-8")
    assert of_a2(survey_read([answer], there)) == {name: word for name, word in KNOWN.items() if name != "support"}


def test_the_fuller_of_two_silent_rows_is_kept(tmp_path: Path) -> None:
    """One class teacher notes that a3 needs an adult, the other's form is blank there: in either order it is kept."""
    there, files = split(tmp_path, {"a1": FULL, "a2": THIRD})
    fill(files[1], {"a3": {"需专人": "是"}})
    for order in (files, files[::-1]):
        found = survey_read(order, there)
        assert codes(found) == [("a3", "unanswered")]
        assert found.roster is not None
        assert rows(found.roster)[-1] == {"pupil": "a3", "homeroom": "C3", "needs_adult": "yes"}


def test_nobody_is_asked_to_be_with_a_pupil_left_out(tmp_path: Path) -> None:
    """a1 stays silent and is left out; a2, to be kept apart from a1 and with a3, keeps only a3, and the file loads."""
    own = ("term: term.yaml", "term: term.yaml\nrules: {survey: {no_answer: left_out}}")
    found = survey(tmp_path, {"a1": {}, "a2": {**THIRD, "希望同组": "a3", "不可同组": "a1"}}, own)
    assert of_a2(found) == {"needs_adult": "yes", "support": "S1", "together": "a3"}
    (tmp_path / "school" / "pupils.csv").write_bytes((tmp_path / "pupils.csv").read_bytes())
    assert set(load_school(tmp_path / "school").problem.pupils) == {"a2", "a3"}


def split(folder: Path, answers: Mapping[str, Mapping[str, object]]) -> tuple[Path, list[Path]]:
    """The school, and its whole form returned by two class teachers, each with the own class filled in."""
    there = school(folder, *ENROLLED)
    first, second = form(there, folder / "1.xlsx"), form(there, folder / "2.xlsx")
    fill(first, {key: cells for key, cells in answers.items() if key == "a1"})
    fill(second, {key: cells for key, cells in answers.items() if key != "a1"})
    return there, [first, second]


def test_blank_rows_yield_to_the_ones_filled_in_elsewhere(tmp_path: Path) -> None:
    """Both files list everybody; in either order every pupil has the one answer that was given."""
    there, files = split(tmp_path, {"a1": FULL, "a2": THIRD, "a3": THIRD})
    forth, back = survey_read(files, there), survey_read(files[::-1], there)
    assert (codes(forth), forth.counted) == ([], {"C1": 1, "C3": 2})
    assert forth.roster == back.roster


def test_a_pupil_answered_for_twice_is_refused_with_both_places(tmp_path: Path) -> None:
    """a2 is filled in in both files: the error stands at the second and names the first."""
    there, files = split(tmp_path, {"a1": FULL, "a2": THIRD, "a3": THIRD})
    fill(files[0], {"a2": THIRD})
    error = only(survey_read(files, there), "refused")
    assert error.place == f"{files[1]}:C3!A2"
    assert f"{files[0]}:C3!A2" in error.zh
    assert (error.homeroom, error.pupil) == ("C3", "a2")
    assert codes(survey_read([files[1], files[1]], there)) == [("a1", "unanswered")]  # one file given twice


def test_pupils_no_file_lists_are_missed_by_id(tmp_path: Path) -> None:
    """Only the second class's form is back: a1 is named from the roster, and has no days."""
    there = school(tmp_path, *ENROLLED)
    write_form(survey_form(there), tmp_path / "forms", split=True)
    returned = fill_one(tmp_path / "forms" / "C3.xlsx", {"a2": THIRD, "a3": THIRD})
    found = survey_read([returned], there)
    assert codes(found) == [("a1", "missing")]
    assert only(found, "missing").place == f"{there}/pupils.csv:2:1"
    assert found.roster is not None
    assert rows(found.roster)[0] == {"pupil": "a1", "homeroom": "C1"}


def fill_one(file: Path, answers: Mapping[str, Mapping[str, object]]) -> Path:
    """Fill in a form of one homeroom and return it under another name."""
    return fill(file, answers).rename(file.with_name("returned.xlsx"))


def test_ids_are_held_against_the_roster(tmp_path: Path) -> None:
    """a2 written as a22 is a stranger, near the a2 whom nobody answered for; a3 in C1 has moved."""
    there = school(tmp_path, ("enrolled: 3, classroom: R3", "enrolled: 4, classroom: R3"))
    header = "学生编号,班级,周一,志愿1,协议开始,协议结束"
    lines = "a22,C3,P1+P2,books,2026/9/1,2027/1/22", "a3,C1,P1,,2026年9月1日,2027.1.22"
    (tmp_path / "back.csv").write_bytes("\n".join((header, *lines)).encode("gb18030"))
    found = survey_read([tmp_path / "back.csv"], there)
    assert codes(found) == [
        ("C1", "uncounted"),  # a1 and a3 of 3
        ("a1", "missing"),
        ("a3", "moved"),
        ("C3", "uncounted"),  # a2 and a22 of 4
        ("a2", "missing"),
        ("a22", "stranger"),
    ]
    assert only(found, "stranger").zh.endswith("是不是 a2？")
    assert "2 of the 4" in [item.en for item in found.todo if item.code == "uncounted"][1]


def test_numbered_rows_serve_a_school_without_a_roster(tmp_path: Path) -> None:
    """Three numbered rows a class, one filled in: five silent. One more pupil is one more than are enrolled."""
    found = answered(tmp_path, {"C1-02": FULL}, NO_ROSTER)
    assert [code for _, code in codes(found)] == ["unanswered"] * 5
    assert found.counted == {"C1": 1, "C3": 0}
    there = tmp_path / "school"
    (tmp_path / "more.csv").write_text("pupil,homeroom,mon\nnew,C1,P1\n", encoding="utf-8")
    error = only(survey_read([tmp_path / "form.xlsx", tmp_path / "more.csv"], there), "refused")
    assert "lists 4 pupils of C1, more than are enrolled" in error.en
    assert (error.homeroom, error.pupil) == ("", "")


def test_unreadable_files_are_told_together(tmp_path: Path) -> None:
    """A text file called .xlsx and a CSV without pupils: both are named at once."""
    there = school(tmp_path)
    (tmp_path / "a.xlsx").write_text("x", encoding="utf-8")
    (tmp_path / "b.csv").write_text("homeroom\nC1\n", encoding="utf-8")
    with pytest.raises(InputRefused) as error:
        survey_read([tmp_path / "a.xlsx", tmp_path / "b.csv", tmp_path / "none.xlsx"], there)
    assert [Path(finding.file).name for finding in error.value.findings] == ["a.xlsx", "b.csv", "none.xlsx"]


def test_the_list_joins_pupils_with_the_same_matter(tmp_path: Path) -> None:
    """Two silent pupils share a line; an error has its place; the CSV has a row each."""
    found = survey(tmp_path, {"a2": {}, "a3": {}, "a1": {**FULL, "志愿1": "booka"}})
    assert found.errors == 1
    by_class = {room: [item for item in found.todo if item.homeroom == room] for room in ("C1", "C3")}
    assert lines(by_class["C3"], "zh") == ["a2、a3：还没有答复；请联系家长填写，或登记“无回复，已记录”"]
    (line,) = lines(by_class["C1"], "en")
    assert line.startswith(f"a1: {tmp_path}/form.xlsx:C1!H2: ")
    table = list(csv.reader(todo_csv(found.todo, "zh").removeprefix("\ufeff").splitlines()))
    assert [row[:3] for row in table[1:]] == [["C1", "a1", "必须改正"], ["C3", "a2", "待落实"], ["C3", "a3", "待落实"]]


def test_a_list_for_excel_holds_no_formula() -> None:
    """Whatever a cell begins with, it stays text."""
    item = Todo("C1", "=1+1", "refused", "error", "@f", "-1", "+1")
    (row,) = list(csv.reader(todo_csv([item], "zh").splitlines()))[1:]
    assert row == ["C1", "'=1+1", "必须改正", "'-1", "'@f"]
