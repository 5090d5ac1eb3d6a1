"""The verb `places`: certificates and figures of a plan, a sentence for each family, files for spreadsheets."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from cli.conftest import Afterschool

from scheduler.planfile import load_plan, save_plan

RULES = ["placed", "free", "swap", "profile", "lottery", "quotas", "fee_blind"]


@pytest.fixture(scope="module")
def child(planned: Path) -> str:
    """A pupil of the tiny school who has a club place."""
    return load_plan(planned / "plan.json")[0].seats[0].pupil


def test_certificates_figures_and_the_worst_placed_are_shown_in_both_languages(
    afterschool: Afterschool, planned: Path, school: Path
) -> None:
    """Seven certificates hold, so the code is 0; the plan's folder is as good as its file."""
    chinese = afterschool("places", planned, school)
    english = afterschool("places", planned / "plan.json", school, "--lang", "en")
    assert (chinese.returncode, english.returncode) == (0, 0), chinese.stderr + english.stderr
    assert chinese.stdout.count("  成立 ") == english.stdout.count("  holds ") == len(RULES)
    for heading in ("名额分配的证明", "各时段组得到的志愿", "有人候补的社团", "得到名额最靠后的学生"):
        assert heading in chinese.stdout
    for heading in ("Certificates of the places", "Wishes granted", "waiting list", "placed worst"):
        assert heading in english.stdout


def test_everything_is_data_too(afterschool: Afterschool, planned: Path, school: Path, tmp_path: Path) -> None:
    """`--json` prints what `-o FILE.json` writes: certificates, figures, an account for every pupil and strand."""
    shown = afterschool("places", planned, school, "--json")
    written = afterschool("places", planned, school, "-o", tmp_path / "places.json")
    assert (shown.returncode, written.returncode) == (0, 0)
    data = json.loads(shown.stdout)
    assert [one["rule"] for one in data["certificates"]] == RULES
    assert all(one["holds"] and set(one["said"]) == {"zh", "en"} for one in data["certificates"])
    seats = {(seat.pupil, seat.section.strand): seat.section.club for seat in load_plan(planned / "plan.json")[0].seats}
    assert {(one["pupil"], one["strand"]): one["club"] for one in data["accounts"]} == seats
    assert json.loads((tmp_path / "places.json").read_text(encoding="utf-8")) == data
    assert str(tmp_path / "places.json") in written.stdout


def test_a_csv_file_has_a_row_for_every_pupil_and_strand(
    afterschool: Afterschool, planned: Path, school: Path, tmp_path: Path
) -> None:
    """UTF-8 with a byte-order mark, by homeroom and pupil, the sentence in both languages."""
    target = tmp_path / "places.csv"
    assert afterschool("places", planned, school, "-o", target).returncode == 0
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    seats = load_plan(planned / "plan.json")[0].seats
    assert sorted((row["pupil"], row["strand"]) for row in rows) == sorted((s.pupil, s.section.strand) for s in seats)
    assert [(row["homeroom"], row["pupil"]) for row in rows] == sorted((row["homeroom"], row["pupil"]) for row in rows)
    for row in rows:
        assert row["zh"].startswith(f"{row['pupil']} 在时段组 {row['strand']}")
        assert row["en"].startswith(f"{row['pupil']}, strand {row['strand']}: got")
        assert (f"wish {row['wish']})" if row["wish"] else "outside the list") in row["en"]


def test_one_family_is_told_of_its_own_child_alone(
    afterschool: Afterschool, planned: Path, school: Path, child: str
) -> None:
    """A line a strand, in the school's language, in English, as data."""
    chinese = afterschool("places", planned, school, "--pupil", child)
    english = afterschool("places", planned, school, "--pupil", child, "--lang", "en")
    data = json.loads(afterschool("places", planned, school, "--pupil", child, "--json").stdout)
    assert (chinese.returncode, english.returncode) == (0, 0)
    assert all(line.startswith(f"{child} 在时段组 ") for line in chinese.stdout.splitlines())
    assert english.stdout.splitlines() == [one["said"]["en"] for one in data]
    assert {one["pupil"] for one in data} == {child}


def test_an_unknown_pupil_is_named_with_the_nearest_one(
    afterschool: Afterschool, planned: Path, school: Path, child: str
) -> None:
    """One letter more than a pupil's id; and a word that is near none, for which nothing is guessed."""
    near = afterschool("places", planned, school, "--pupil", f"{child}X")
    far = afterschool("places", planned, school, "--pupil", "somebody-else-altogether", "--lang", "en")
    assert (near.returncode, far.returncode) == (2, 2)
    assert f"没有编号为 {child}X 的学生；是不是 " in near.stderr
    assert "there is no pupil somebody-else-altogether" in far.stderr
    assert "did you mean" not in far.stderr


def test_a_pupil_who_comes_to_no_club_is_told_so(
    afterschool: Afterschool, planned: Path, school: Path, tmp_path: Path, child: str
) -> None:
    """A roster in which one pupil comes on no day."""
    folder = tmp_path / "school"
    folder.mkdir()
    for file in school.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    with (folder / "pupils.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row |= dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "") if row["pupil"] == child else {}
    with (folder / "pupils.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, rows[0])
        table.writeheader()
        table.writerows(rows)
    told = afterschool("places", planned, folder, "--pupil", child)
    assert told.returncode == 0, told.stderr
    assert told.stdout.strip() == f"{child} 本周没有申请社团时段"


@pytest.mark.parametrize(("language", "said"), [("zh", "应以 .csv 或 .json 结尾"), ("en", "must end in .csv or .json")])
def test_other_kinds_of_file_are_refused(
    afterschool: Afterschool, planned: Path, school: Path, tmp_path: Path, language: str, said: str
) -> None:
    """Bad input, and nothing is written."""
    told = afterschool("places", planned, school, "-o", tmp_path / "places.txt", "--lang", language)
    assert told.returncode == 2
    assert said in told.stderr
    assert "places.txt" in told.stderr
    assert not list(tmp_path.iterdir())


def test_a_plan_from_counts_places_nobody_by_name(
    afterschool: Afterschool, planned: Path, school: Path, tmp_path: Path
) -> None:
    """Bad input: which mode to plan in."""
    plan = replace(load_plan(planned / "plan.json")[0], mode="counts", seats=())
    save_plan(plan, tmp_path / "plan.json")
    for language, said in (("zh", "请用 --mode roster"), ("en", "plan with --mode roster")):
        told = afterschool("places", tmp_path / "plan.json", school, "--lang", language)
        assert told.returncode == 2, told.stdout
        assert said in told.stderr


def test_a_certificate_that_fails_is_shown_and_is_exit_code_1(
    afterschool: Afterschool, planned: Path, school: Path, tmp_path: Path
) -> None:
    """The first seat is gone: its pupil has no place, and a file is written all the same."""
    plan = load_plan(planned / "plan.json")[0]
    lost = plan.seats[0].pupil
    save_plan(replace(plan, seats=plan.seats[1:]), tmp_path / "plan.json")
    told = afterschool("places", tmp_path / "plan.json", school, "--lang", "en", "-o", tmp_path / "places.csv")
    assert told.returncode == 1, told.stderr
    assert "FAILS" in told.stdout
    assert f"1 pupils without one: {lost} " in told.stdout
    assert (tmp_path / "places.csv").exists()


def test_lost_wishes_are_written_as_the_file_the_next_plan_reads(
    afterschool: Afterschool, planned: Path, school: Path, tmp_path: Path
) -> None:
    """The header of `rosters.luck` comes first; the count itself is tested where it is made."""
    done = afterschool("places", planned, school, "--luck", tmp_path / "luck.csv")
    assert done.returncode == 0
    assert (tmp_path / "luck.csv").read_text(encoding="utf-8").splitlines()[0] == "pupil,lost"
    assert str(tmp_path / "luck.csv") in done.stderr
