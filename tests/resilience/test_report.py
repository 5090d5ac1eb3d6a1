"""What a week bears: days, who is irreplaceable, cures; as text, data and picture."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from resilience.hands import InLine
from small import DAYS, small_plan, small_problem

from scheduler import api
from scheduler.charts.bearing import draw_bearing
from scheduler.domain.changes import ChangeKind
from scheduler.domain.remedies import RemedyKind
from scheduler.explain.records import to_json
from scheduler.explain.unserved import Unserved
from scheduler.generate.writer import generate_school
from scheduler.planning.outcome import Effort
from scheduler.resilience import report
from scheduler.resilience.absence import Absence, Missing
from scheduler.resilience.cures import proposals
from scheduler.resilience.mend import Mended
from scheduler.resilience.report import Cure, Irreplaceable, Resilience, resilience

MON, TUE, WED = (day.date for day in DAYS[:3])
WEEK = tuple(day.date for day in DAYS)


def case(who: str, *dates: object, cost: int | None = None, what: Missing = Missing.ADULT, **more: object) -> Mended:
    """A case at a cost, or without a repair."""
    absence = Absence(what, (who,), dates)  # type: ignore[arg-type]
    short = Unserved(10, "duty_lead", ("main",), MON, None, 1, (), 0)
    if cost is None:
        return Mended(absence, False, True, unmet=(short,))
    return Mended(absence, True, True, cost, cost, True, {ChangeKind.DUTY: cost // 4}, **more)  # type: ignore[arg-type]


CASES = (
    case("T1", MON, cost=4),
    case("T1", TUE, cost=12),
    case("T1", MON, TUE, cost=16),
    case("L", MON),
    case("L", WED),
    case("L", MON, WED),
    case("RA", *WEEK, cost=0, what=Missing.VENUE),
    case("ART", *WEEK, what=Missing.VENUE),
    Mended(Absence(Missing.ADULT, ("T2",), (TUE,)), False, False),
)


def test_days_and_who_is_irreplaceable_are_counted_from_single_absences() -> None:
    """Monday: T1 at 4, L without a repair. Tuesday: T1 at 12 (T2 is not known). Wednesday: L. Whole weeks count for
    venues alone: L is told by days, ART for its week."""
    found = Resilience(CASES)
    assert [(d.date, d.count, d.broken, d.cost) for d in found.days] == [
        (MON, 2, 1, 4),
        (TUE, 1, 0, 12),
        (WED, 1, 1, 0),
    ]
    assert found.irreplaceable == (
        Irreplaceable(Missing.ADULT, "L", (MON, WED), ("duty_lead",)),
        Irreplaceable(Missing.VENUE, "ART", WEEK, ("duty_lead",)),
    )
    assert len(found.broken) == 4
    english, chinese = found.say("en"), found.say("zh")
    assert "9 single absences tried: 4 have a legal repair, 4 have none" in english
    assert "1 of them were not answered" in english
    assert "L: Mon, Wed; short of duty lead" in english
    assert "L：周一、周三；缺 带班领导" in chinese
    assert "no cure was found" in english
    assert "Every single absence" not in english
    assert "Every single absence" in Resilience(CASES[:3]).say("en")


def test_it_is_plain_data_and_a_picture_in_both_languages(tmp_path: Path) -> None:
    """Every case with its sentences; two PNG files, whole, of the same school in two languages."""
    problem = small_problem()
    cure = Cure(RemedyKind.QUALIFY, ("T3 学会急救", "T3 learns first aid"), {"adults": {}}, 10, (CASES[3].absence,), 2)
    found = Resilience(CASES, (cure,))
    data = json.loads(to_json(found))
    assert len(data["mended"]) == 9
    assert data["cures"][0]["said"]["en"].endswith("(10 points): mends 1 of 2 that have no repair")
    files = [draw_bearing(problem, found, tmp_path / f"{language}.png", language) for language in ("zh", "en")]
    assert all(file.read_bytes().startswith(b"\x89PNG") for file in files)
    assert files[0].read_bytes() != files[1].read_bytes()


def test_what_is_lost_with_its_process_is_not_known_and_the_rest_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two hands, of which the first is lost: every second absence is known."""
    monkeypatch.setattr(report, "HANDS", 2)
    monkeypatch.setattr(report, "absences", lambda problem, plan: tuple(one.absence for one in CASES[:4]))
    found = report._tried(small_problem(), small_plan(), 0, report.absences(None, None), InLine("1/2"), lambda n: None)  # type: ignore[arg-type]  # noqa: SLF001
    assert [one.known for one in found] == [False, True, False, True]


def test_the_only_first_aider_is_irreplaceable_and_a_course_cures_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A school of three classes where T006 alone has first aid: no absence of T006 has a repair; that somebody else
    learns it mends one, at the policy's price."""
    folder = tmp_path / "school"
    generate_school(folder, like="rural6", classes=3, seed=1)
    file = folder / "school.yaml"
    lines = file.read_text("utf-8").split("\n")
    kept = [line if "T006:" in line else line.replace(", first_aid]", "]") for line in lines]
    file.write_text("\n".join(kept), "utf-8")
    loaded = api.load(folder)
    outcome = api.plan(loaded, effort=Effort.DRAFT)
    assert outcome.plan is not None
    mine = lambda problem, plan: tuple(  # noqa: E731
        Absence(Missing.ADULT, ("T006",), (d,)) for d in sorted({x.date for x in plan.duties_of("T006")})
    )
    monkeypatch.setattr(report, "absences", mine)
    monkeypatch.setattr(report, "HANDS", 1)
    posts = [post for post in outcome.plan.posts if post.kind == "first_aid" and post.adult == "T006"]
    if not posts:
        pytest.skip("no first-aid post in this school")
    found = resilience(loaded, outcome.plan, InLine())
    assert [one.who for one in found.irreplaceable] == ["T006"]
    assert proposals(loaded, outcome.plan, found.broken)
    cures = [cure for cure in found.cures if cure.kind is RemedyKind.QUALIFY]
    assert cures
    assert cures[0].price == loaded.problem.policy.remedies[RemedyKind.QUALIFY]
    assert all("first_aid" in skills["skills"] for cure in cures for skills in cure.layer["adults"].values())
    assert all(absence.who == ("T006",) for cure in cures for absence in cure.mends)
    assert "T006" in replace(found, cures=()).say("zh")
