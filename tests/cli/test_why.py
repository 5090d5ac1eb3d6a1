"""`explain --why` and `--why-not` as a planner types them."""

import json
from pathlib import Path

import pytest
from cli.conftest import Afterschool

from scheduler import api
from scheduler.cli.app import run
from scheduler.planfile import load_plan


def test_three_questions_are_answered_in_their_order(afterschool: Afterschool, school: Path, tmp_path: Path) -> None:
    """A club on a weekday, an adult's duties, an adult's club: a block each, progress beside them, data in a file."""
    problem = api.load(school).problem
    club = next(club for club in problem.clubs.values() if problem.club_strands(club))
    day = min(problem.club_strands(club)[0].weekdays)
    name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")[day - 1]
    unfit = next(a for a in problem.adults.values() if a.own and not a.can_lead(club.id, club.skill))
    words = [f"{club.id} on {name}", f"{unfit.id} has 4 duties"]
    out = tmp_path / "why.json"
    asked = ["--why", words[0], "--why", words[1], "--why-not", f"{unfit.id} leads {club.title}"]
    told = afterschool("explain", school, *asked, "--effort", "draft", "--lang", "en", "-o", out)
    assert told.returncode == 0, told.stderr
    blocks = told.stdout.strip().split("\n\n")
    assert len(blocks) == 3
    assert blocks[0].startswith(f"Why is it that {club.id} ({club.title}) is open on {name[:3]}?")
    assert blocks[1].startswith(f"Why is it that {unfit.id} has 4 duties?")
    assert "cannot be: proven" in blocks[2]
    assert "clause 28" in blocks[2]
    assert "staffing" in told.stderr
    data = json.loads(out.read_text(encoding="utf-8"))
    assert [item["asked"] for item in data] == ["why", "why", "why_not"]
    assert data[2]["verdict"] == "impossible"


@pytest.mark.parametrize(
    ("option", "words", "said"),
    [
        ("--why", "whatever happens", "T042 has 6 duties"),
        ("--why-not", "T0O1 serves", "did you mean T001?"),
        ("--why-not", "T001 serves on Sunday", "sunday is not a school day"),
    ],
)
def test_words_that_are_no_question_are_bad_input(
    school: Path, capsys: pytest.CaptureFixture[str], option: str, words: str, said: str
) -> None:
    """Exit code 2 before anything is planned, with the nearest word or the forms."""
    assert run(["explain", str(school), option, words, "--lang", "en"]) == 2
    assert said in capsys.readouterr().err


def test_a_plan_given_is_the_week_asked_about(afterschool: Afterschool, school: Path, tmp_path: Path) -> None:
    """Nothing is planned but the other week, and that beside the plan: no group is asked about again."""
    assert afterschool("plan", school, "-o", tmp_path, "--effort", "draft", "--no-charts").returncode in (0, 1)
    plan, _ = load_plan(tmp_path / "plan.json")
    adult = next(duty.adult for session in plan.sessions for duty in session.duties)
    asked = ["--why", f"{adult} serves", "--plan", tmp_path, "--effort", "draft", "--lang", "en"]
    told = afterschool("explain", school, *asked)
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith(f"Why is it that {adult}")
    assert "in brackets bounds" in told.stdout
    assert "staffing" in told.stderr
    assert "groups" not in told.stderr
