"""What can be asked, in words: every form in both languages, ids and titles, and what is refused."""

from dataclasses import replace

import pytest
from small import small_problem

from scheduler.statements.clubs import LeadsClub, Sections, When
from scheduler.statements.people import Duties, LateDays
from scheduler.statements.reading import EXAMPLES, StatementRefused, read_statement
from scheduler.statements.statement import NONE, Count, Statement
from scheduler.statements.words import Named

CHESS = Named("chess", "围棋")


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
    ],
)
def test_a_statement_is_read_in_both_languages_and_read_again_as_it_is_said(
    english: str, chinese: str, meant: Statement
) -> None:
    """The words make the statement; what the statement says makes it again."""
    problem = small_problem()
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
    own |= {"strand A": "strand S", "时段组 A": "时段组 S", "chess on Tuesday": "chess on Monday", "棋周二": "棋周一"}
    for pair in EXAMPLES:
        chinese, english = pair
        for word, mine in own.items():
            chinese, english = chinese.replace(word, mine), english.replace(word, mine)
        assert read_statement(small_problem(), chinese) == read_statement(small_problem(), english), pair
