"""Print: what the public may read, what stands on a card, characters no face has, and PDFs that are always the same."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from small import small_plan, small_problem

from scheduler.calendar.clock import Interval
from scheduler.domain.demand import Mode
from scheduler.domain.plan import Duty, Plan, Relief, Role
from scheduler.domain.problem import Problem
from scheduler.reports import cards, notice, parents, posters, public
from scheduler.reports.export import export
from scheduler.reports.paper import Paper, paper_of
from scheduler.reports.pdf import TEMPLATES, pdf_bytes
from scheduler.reports.refusal import MissingGlyphs, OtherSchool
from scheduler.reports.registry import Format, documents
from scheduler.reports.typeface import texts_of, typefaces

PRINTED = [document.kind for document in documents(forms=[Format.PDF])]
PUBLIC = {"notice": notice.content, "parents": parents.content, "wall": posters.wall, "corridor": posters.corridor}
NAMES = {"A1": "王小明", "B4": "陈小红", "T1": "李建国", "T2": "欧阳清", "T5": "周敏", "L": "赵校长", "G": "孙卫"}


def paper(language: str = "zh", names: Mapping[str, str] | None = None, plan: Plan | None = None) -> Paper:
    """The tiny school on paper."""
    return paper_of(small_problem(), plan or small_plan(), language, names)


def counted() -> tuple[Problem, Plan]:
    """The tiny school in counts mode, nobody named in its sessions."""
    plan = small_plan()
    sessions = tuple(replace(session, roster=()) for session in plan.sessions)
    return small_problem(mode=Mode.COUNTS, pupils={}), replace(plan, mode="counts", seats=(), sessions=sessions)


def said(content: Any) -> str:
    """All text of a document's content."""
    return "\n".join(texts_of(content))


def tables(content: Mapping[str, Any]) -> list[list[list[str]]]:
    """The rows of every table in the sections of a document."""
    return [part["rows"] for s in content["sections"] for part in s["parts"] if part["kind"] == "table"]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("names", [None, NAMES], ids=["ids", "names"])
@pytest.mark.parametrize("kind", PUBLIC)
def test_nothing_public_holds_a_pupil_or_a_full_name(kind: str, names: Mapping[str, str] | None, language: str) -> None:
    """No id of a pupil or an adult, no name of either, whether names were given or not."""
    text = said(PUBLIC[kind](paper(language, names)))
    problem = small_problem()
    for key in (*problem.pupils, *problem.adults):
        assert not re.search(rf"(?<![A-Za-z0-9]){key}(?![A-Za-z0-9])", text.replace("G3", "")), key
    assert not any(name in text for name in NAMES.values())


@pytest.mark.parametrize(
    ("name", "shown"), [("张三", "张*"), ("张三丰", "张*"), ("欧阳清", "欧*"), (" 李四", "李*"), ("John Smith", "J*")]
)
def test_a_masked_name_keeps_its_first_letter(name: str, shown: str) -> None:
    """The length of the name is not told either."""
    assert public.masked(name) == shown


def test_the_notice_tells_times_places_activities_and_roles() -> None:
    """One row of bells for grade 3, homework in RA and RB by two own staff, both clubs, care, posts."""
    found = tables(notice.content(paper()))
    assert found[0] == [["3 年级", "每天", "15:35", "15:50-16:50", "17:00-18:00", "18:00-18:30"]]
    assert found[1] == [["3 年级", "每天", "15:50-16:50", "RA、RB", "教职工 2 人"]]
    assert found[2] == [
        ["绘画", "美术欣赏", "3 年级", "周一、周三", "17:00-18:00", "美术室 ART", "20", "教职工"],
        ["围棋", "娱乐游戏", "3 年级", "周一、周三", "17:00-18:00", "RA", "20", "教职工"],
    ]
    assert [row[1] for row in found[3]] == ["体育运动", "劳动实践", "阅读"]
    assert found[4] == [["3 年级", "每天", "18:00-18:30", "RA", "教职工 6 人"]]
    assert ["门岗", "1 人", "15:50-18:30", "保安"] in found[5]


def test_the_notice_names_adults_by_their_first_letter_when_names_are_given() -> None:
    """T1 leads chess: 李*; T2 paints: 欧*."""
    found = tables(notice.content(paper(names=NAMES)))
    assert [row[-1] for row in found[2]] == ["欧*", "李*"]
    assert found[1][0][-1] == "李*、欧*"


def test_rates_and_telephones_are_lines_to_fill_in() -> None:
    """The plan knows neither, so the notice and the pack invent none."""
    sections = {s["head"]: s["parts"] for s in notice.content(paper())["sections"]}
    lines = [
        p for head in ("六、收费依据", "七、监督与投诉") for part in sections[head] for p in part.get("points", ())
    ]
    blanks = [line[0] for line in lines if any(isinstance(word, float) for word in line)]
    assert blanks == ["收费标准：", "核定文件及文号：", "监督电话：", "受理部门："]
    assert "元" not in said(sections["六、收费依据"])


def test_the_parent_pack_has_the_five_parts_of_the_notice_and_a_slip() -> None:
    """六(三): 申请程序、服务内容、人员安排、收费标准、时间安排; a box to tick for each day and period offered."""
    content = parents.content(paper())
    heads = [section["head"] for section in content["sections"]]
    assert heads == ["一、申请程序", "二、服务内容", "三、人员安排", "四、收费标准", "五、时间安排"]
    assert len(content["slip"]["table"]["rows"]) == 5
    assert content["slip"]["table"]["rows"][0] == ["周一", "□", "□", "□"]
    clubs = tables(content)[0]
    assert clubs[0] == ["绘画", "美术欣赏", "3 年级", "周一、周三", "1", "20"]


def test_a_card_has_the_week_of_an_adult_by_the_clock() -> None:
    """T1 on Monday: homework taken from the last lesson, chess from both classes; time off in its place."""
    plan = replace(
        small_plan(), reliefs=(Relief("T1", small_problem().days[1].date, "late_start", Interval(480, 540)),)
    )
    card = next(c for c in cards.content(paper(plan=plan))["cards"] if c["who"] == "T1")
    monday, tuesday = card["days"][0]["duties"], card["days"][1]["duties"]
    assert [(d["clock"], d["what"]) for d in monday] == [("15:50-16:50", "作业辅导"), ("17:00-18:00", "围棋")]
    assert monday[0]["lines"] == ["A", "RA  4 人 负责人", "接自 A 末节课 T1"]
    assert monday[1]["lines"] == ["RA  4 人 负责人", "接自 A RA T1、B RB T2"]
    assert tuesday[0] == {"clock": "08:00-09:00", "what": "晚到", "lines": [], "off": True}


def test_the_wall_shows_clubs_on_club_days_and_classes_on_others() -> None:
    """Monday both clubs with place; Tuesday the sport of grade 3, told once for both classes."""
    days = posters.wall(paper())["days"]
    assert days[0]["rows"] == [("绘画", "3 年级", "ART"), ("围棋", "3 年级", "RA")]
    assert days[1]["rows"] == [("体育运动", "3 年级", "RA、RB")]


def test_a_corridor_has_a_page_for_each_floor() -> None:
    """RA lies on floor 1, RB and ART on floor 2; a line for each time, the room named once."""
    first, second = posters.corridor(paper())["floors"]
    assert (first["title"], second["title"]) == ("1 层", "2 层")
    rows = first["table"]["rows"]
    assert [row[:3] for row in rows] == [
        ["RA", "15:50-16:50", "A 作业辅导"],
        ["", "17:00-18:00", "围棋"],
        ["", "18:00-18:30", "A+B 延时托管"],
    ]
    assert {row[0] for row in second["table"]["rows"]} == {"美术室 ART", "", "RB"}


def test_where_nobody_is_found_the_notice_says_so() -> None:
    """The gate has no adult and chess no lead: 待定, never an empty cell."""
    plan = small_plan()
    sessions = tuple(replace(s, duties=()) if s.section == ("chess", "S", 1) else s for s in plan.sessions)
    posts = tuple(replace(p, adult=None) if p.kind == "gate" else p for p in plan.posts)
    found = tables(notice.content(paper(plan=replace(plan, sessions=sessions, posts=posts))))
    assert found[2][1][-1] == "待定"
    assert ["门岗", "1 人", "15:50-18:30", "待定"] in found[5]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", PRINTED)
def test_counts_mode_and_an_empty_week_are_set_in_words(kind: str, language: str) -> None:
    """Counts, no clubs, no sessions, no days: a PDF all the same, with something said in it."""
    problem, plan = counted()
    empty = replace(plan, sections=(), sessions=(), posts=())
    for case in ((problem, plan), (problem, empty), (replace(problem, days=(), times={}), empty)):
        ((name, content),) = documents([kind])[0].files(paper_of(*case, language))
        assert name == f"{kind}.pdf"
        assert content.startswith(b"%PDF-")


def test_every_printed_document_has_its_template() -> None:
    """A template a kind, and the one they share; nothing else lies there."""
    assert {file.name for file in TEMPLATES.iterdir()} == {f"{kind}.typ" for kind in (*PRINTED, "base")}


def test_a_pdf_is_dated_by_the_week_of_its_plan() -> None:
    """Created and changed on Monday 2026-11-02, whenever it is made."""
    content = pdf_bytes(paper(), "wall", "t", posters.wall(paper()))
    dates = re.findall(rb"(?:CreationDate|ModDate) ?\(D:(\d{8})", content)
    assert dates == [b"20261102", b"20261102"]


def test_data_is_never_markup() -> None:
    """A name that is a command of the typesetter is printed as it is: no error, no file read."""
    hostile = '#read("/etc/passwd") $x$ *b* @a `c` // d'
    content = cards.content(paper(names={"T1": hostile}))
    assert pdf_bytes(paper(), "cards", hostile, content).startswith(b"%PDF-")


def test_a_plan_of_another_school_is_refused_and_one_changed_by_hand_is_told(tmp_path: Path) -> None:
    """Ids the school does not have are left out and counted at the foot; another school's plan has no paper here."""
    with pytest.raises(OtherSchool, match=r"other.*small"):
        export(small_problem(), replace(small_plan(), school="other"), tmp_path / "out", language="zh")
    assert not (tmp_path / "out").exists()
    plan = small_plan()
    ghost = replace(plan.sessions[0], venue="GONE", duties=(Duty("GHOST", Role.LEAD),))
    seen = paper(plan=replace(plan, sessions=(ghost, *plan.sessions[1:])))
    assert "有 2 处与学校数据不符" in seen.source
    assert "GHOST" not in said(cards.content(seen))


def test_a_character_no_face_has_is_told_with_its_person_before_anything_is_written(tmp_path: Path) -> None:
    """U+2CB3E is in neither face; T1's name has it, and the workbooks asked for as well are not written either."""
    odd = "\U0002cb3e"
    assert typefaces().lacking(f"王{odd}明") == odd
    with pytest.raises(MissingGlyphs, match=f"{odd}.*U\\+2CB3E.*T1 王{odd}") as caught:
        export(small_problem(), small_plan(), tmp_path / "out", language="zh", names={"T1": f"王{odd}", "T2": "李明"})
    assert "T2" not in str(caught.value)
    with pytest.raises(MissingGlyphs, match=f"T1 王{odd}.*T5 {odd}敏"):
        export(
            small_problem(), small_plan(), tmp_path / "out", language="zh", names={"T1": f"王{odd}", "T5": f"{odd}敏"}
        )
    assert not (tmp_path / "out").exists()


def test_a_missing_character_outside_names_is_told_with_its_text(tmp_path: Path) -> None:
    """In the school's title."""
    problem = small_problem(title="\U0002cb3e学校")
    with pytest.raises(MissingGlyphs, match="\U0002cb3e学校"):
        export(problem, small_plan(), tmp_path, language="zh", kinds=["notice"])


def test_rare_characters_of_real_names_are_there() -> None:
    """Characters outside GB2312 that names have: all can be printed."""
    assert typefaces().lacking("翀喆骉䶮𬭎㛃𫖮㐂·") == ""
