"""What can be asked, in words: every form in both languages, ids and titles, and what is refused."""

from dataclasses import replace

import pytest
from small import small_problem

from scheduler.domain.demand import Mode
from scheduler.domain.groups import Kind
from scheduler.statements.clubs import ALWAYS, ClubVenue, LeadsClub, Sections, When
from scheduler.statements.forms import EXAMPLES
from scheduler.statements.groups import GroupVenue, Together
from scheduler.statements.people import Duties, LateDays
from scheduler.statements.pupils import InClub
from scheduler.statements.reading import read_statement, read_statements
from scheduler.statements.refusal import StatementRefused
from scheduler.statements.statement import NONE, Count, Statement
from scheduler.statements.tasks import Assists, Task
from scheduler.statements.words import Named

CHESS = Named("chess", "围棋")
HOMEWORK = Kind.HOMEWORK
TRIPLE = Together(Kind.CLASS_ACTIVITY, ("A", "B", "A"), None, NONE)


@pytest.mark.parametrize(
    ("english", "chinese", "meant"),
    [
        ("chess on Monday", "围棋周一开班", Sections(CHESS, When(1))),
        ("围棋 on wed", "星期三开围棋", Sections(CHESS, When(3))),
        ("chess is open", "围棋开班", Sections(CHESS)),
        ("chess is shut on Monday", "周一不开围棋", Sections(CHESS, When(1), NONE)),
        ("chess in strand S", "围棋在时段组 S 开班", Sections(CHESS, When(None, "S"))),
        ("T1 leads chess", "T1带围棋", LeadsClub("T1", CHESS)),
        ("T1 leads chess on Monday", "T1 周一带围棋社团", LeadsClub("T1", CHESS, When(1))),
        ("T12 has 6 duties", "T12有6次任务", Duties("T12", Count(6, 6))),
        ("T12 has exactly 0 duties on Tuesday", "T12 周二 恰好 0 次任务", Duties("T12", Count(0, 0), 2)),
        ("T12 has at least 2 duties", "T12 至少有 2 次任务", Duties("T12", Count(2))),
        ("T12 has at most 1 duties on Friday", "T12 周五至多 1 次任务", Duties("T12", Count(0, 1), 5)),
        ("T12 serves on Friday", "T12 礼拜五值班", Duties("T12", weekday=5)),
        ("T12 does not serve", "T12 不值班", Duties("T12", NONE)),
        ("T12 has 3 late days", "T12 晚归 3 天", LateDays("T12", Count(3, 3))),
        ("T12 has at least 3 late days", "T12 至少晚归 3 天", LateDays("T12", Count(3))),
        ("T12 has no late day", "T12 没有晚归", LateDays("T12", NONE)),
        ("chess has 2 sections on Monday", "围棋周一开 2 个班", Sections(CHESS, When(1), Count(2, 2))),
        ("chess has at most 1 sections", "围棋开至多 1 个班", Sections(CHESS, ALWAYS, Count(0, 1))),
        ("T1 does not lead chess", "T1 不带围棋", LeadsClub("T1", CHESS, ALWAYS, NONE)),
        ("chess in RA", "围棋在RA", ClubVenue(CHESS, "RA")),
        ("chess is not in RA on Monday", "围棋周一不在 RA", ClubVenue(CHESS, "RA", When(1), NONE)),
        ("chess only in RA in strand S", "围棋在时段组 S 只在 RA", ClubVenue(CHESS, "RA", When(None, "S"), NONE, True)),
        ("A1 in chess", "A1 在围棋", InClub("A1", CHESS)),
        ("A1 not in 围棋 on Monday", "A1 周一不在chess", InClub("A1", CHESS, When(1), NONE)),
        ("homework of A in RB", "A 作业辅导在 RB", GroupVenue(HOMEWORK, "A", "RB")),
        (
            "homework A only in RA on Friday",
            "A周五的作业辅导只在RA",
            GroupVenue(Kind.HOMEWORK, "A", "RA", 5, NONE, True),
        ),
        ("A and B homework together on Friday", "A、B 周五合班", Together(HOMEWORK, ("A", "B"), 5)),
        ("A, B and A class activity not together", "A和B和A 不合班班级活动", TRIPLE),
        ("T3 does homework of A on Tuesday", "T3周二带A的作业辅导", Task("T3", "homework", "A", 2)),
        ("T3 does extended care", "T3 带延时托管", Task("T3", "extended_care")),
        ("T3 does not do homework on fri", "T3 周五不带作业辅导", Task("T3", "homework", "", 5, NONE)),
        ("T12 at gate G1 on Monday", "T12 周一在 G1 门岗", Task("T12", "gate", "G1", 1)),
        ("T12 is not at first aid on Monday", "T12 周一不在急救", Task("T12", "first_aid", "", 1, NONE)),
        ("T3 assists chess on Monday", "T3 周一协助围棋社团", Assists("T3", CHESS, When(1))),
        ("T3 does not assist chess", "T3不协助围棋", Assists("T3", CHESS, ALWAYS, NONE)),
    ],
)
def test_a_statement_is_read_in_both_languages_and_read_again_as_it_is_said(
    english: str, chinese: str, meant: Statement
) -> None:
    """The words make the statement; what the statement says makes it again."""
    problem = small_problem(merges=(("A", "B"),))
    for words in (english, chinese, f"{english}?", f"“{chinese}”。", meant.say("en"), meant.say("zh")):
        assert read_statement(problem, words) == meant, words


@pytest.mark.parametrize(
    ("words", "key", "said"),
    [
        ("ches on Monday", "refused.club", "did you mean chess?"),
        ("围期开班", "refused.club", "围棋"),
        ("T13 leads chess", "refused.adult", "did you mean T1"),
        ("chess on Munday", "refused.day", "did you mean monday?"),
        ("T12 serves on Sunday", "refused.free", "sunday"),
        ("chess on Tuesday", "refused.never", "S (mon, wed)"),
        ("chess in strand T", "refused.strand", "T"),
        ("chess in RAA", "refused.venue", "did you mean RA?"),
        ("homework of AA in RA", "refused.homeroom", "did you mean A?"),
        ("T12 at gate G2", "refused.place", "did you mean G1?"),
        ("A9 in chess", "refused.pupil", "did you mean A1?"),
        ("A and B homework together", "refused.merge", "homework.merge"),
        ("chess", "refused.form", "dance on Tuesday"),
        ("who stole the chess set", "refused.form", "T042 has 6 duties"),
        ("", "refused.form", "T017 leads robotics"),
    ],
)
def test_what_is_no_statement_about_the_school_is_refused(words: str, key: str, said: str) -> None:
    """With the nearest valid word, the club's own days, or the forms there are; in Chinese too."""
    with pytest.raises(StatementRefused) as refused:
        read_statement(small_problem(), words)
    assert refused.value.key == key
    assert said in refused.value.say("en")
    assert any("\u4e00" <= letter <= "\u9fff" for letter in refused.value.say("zh"))


def test_a_title_of_two_clubs_asks_for_the_id() -> None:
    """Both ids are named; the id itself is read."""
    problem = small_problem()
    twin = replace(problem.clubs["painting"], title="围棋")
    problem = replace(problem, clubs={**problem.clubs, "painting": twin})
    with pytest.raises(StatementRefused, match=r"refused.title") as refused:
        read_statement(problem, "围棋开班")
    assert "chess, painting" in refused.value.say("zh")
    assert read_statement(problem, "painting is open") == Sections(Named("painting"))


def test_every_example_of_a_refusal_is_a_form() -> None:
    """Put in the school's own words, each example is read, and both languages alike."""
    own = {"dance": "chess", "robotics": "chess", "舞蹈": "围棋", "机器人": "围棋", "T017": "T1", "T042": "T12"}
    own |= {"strand A": "strand S", "时段组 A": "时段组 S", "DAN1": "RA", "R205": "RB", "GATE1": "G1", "S20143": "A1"}
    own |= {"C301": "A", "C302": "B", "C101": "A"}
    own |= {"Tuesday": "Monday", "周二": "周一"}
    for pair in EXAMPLES:
        chinese, english = pair
        for word, mine in own.items():
            chinese, english = chinese.replace(word, mine), english.replace(word, mine)
        school = small_problem(merges=(("A", "B"),))
        assert read_statement(school, chinese) == read_statement(school, english), pair


def test_every_day_is_a_statement_a_day_that_has_it() -> None:
    """Homework is on five days, chess on two; a word that is wrong on every day is still refused as such."""
    problem = small_problem()
    assert read_statements(problem, "T3 does homework of A every day") == tuple(
        Task("T3", "homework", "A", day) for day in range(1, 6)
    )
    assert read_statements(problem, "T3 每天带 A 作业辅导") == read_statements(
        problem, "T3 does homework of A every day"
    )
    assert read_statements(problem, "chess in RA every day") == tuple(ClubVenue(CHESS, "RA", When(d)) for d in (1, 3))
    with pytest.raises(StatementRefused) as refused:
        read_statements(problem, "T3 does homework of X every day")
    assert refused.value.key == "refused.homeroom"


def test_what_another_week_could_have_is_idle_and_no_fault() -> None:
    """Strand S meets on Monday and Wednesday: in a week that begins on Thursday chess does not meet, nor is there a
    Monday; on Tuesday it never does."""
    short = replace(small_problem(), days=small_problem().days[3:])
    for words, idle in (("chess on Monday", True), ("chess is open", True), ("T3 serves on Monday", True)):
        with pytest.raises(StatementRefused) as refused:
            read_statement(short, words)
        assert refused.value.idle is idle
    with pytest.raises(StatementRefused) as never:
        read_statement(small_problem(), "chess on Tuesday")
    assert not never.value.idle


def test_pupils_are_no_words_of_a_school_planned_from_counts() -> None:
    """The same words are refused without a roster."""
    with pytest.raises(StatementRefused) as refused:
        read_statement(small_problem(mode=Mode.COUNTS), "A1 in chess")
    assert refused.value.key == "refused.pupil"
