"""The four committed schools: they come from the generator byte for byte, load, and hold what their cases say."""

from collections import Counter
from pathlib import Path

import pytest

from scheduler.config.load import load_school
from scheduler.domain.demand import Period
from scheduler.domain.people import AdultKind, Protection, Stage
from scheduler.domain.problem import Problem
from scheduler.generate.__main__ import EXAMPLE_SEEDS, write_examples
from scheduler.generate.term import SUMMER_WEEK, WINTER_WEEK

COMMITTED = Path(__file__).parents[2] / "configs" / "schools"
FILES = ("school.yaml", "term.yaml", "pupils.csv", "lessons.csv", "expected.csv", "interest.csv", "names.csv")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The four schools written afresh."""
    folder = tmp_path_factory.mktemp("examples")
    write_examples(folder)
    return folder


def loaded(name: str, winter: bool = True) -> Problem:
    """A committed school in its winter or summer week."""
    return load_school(COMMITTED / name, week=WINTER_WEEK if winter else SUMMER_WEEK).problem


@pytest.mark.parametrize("name", EXAMPLE_SEEDS)
@pytest.mark.parametrize("file", FILES)
def test_committed_file_is_what_the_generator_writes(written: Path, name: str, file: str) -> None:
    """Byte for byte, so that nobody edits an example by hand and forgets the generator."""
    assert (COMMITTED / name / file).read_bytes() == (written / name / file).read_bytes()


@pytest.mark.parametrize("name", EXAMPLE_SEEDS)
def test_example_folder_holds_nothing_else(name: str) -> None:
    """Seven files, no leftovers."""
    assert sorted(path.name for path in (COMMITTED / name).iterdir()) == sorted(FILES)


@pytest.mark.parametrize("name", EXAMPLE_SEEDS)
@pytest.mark.parametrize("winter", [False, True])
def test_example_loads_without_a_note(name: str, winter: bool) -> None:
    """Every cross-check of the loader passes."""
    week = WINTER_WEEK if winter else SUMMER_WEEK
    assert load_school(COMMITTED / name, week=week).notes == ()


@pytest.mark.parametrize(
    ("name", "classes", "pupils", "taking_part", "extended", "own"),
    [
        # 16+19+21+20+24+26 = 126; 95 % of each class, rounded, sum to 120; 11 own and the visiting music teacher.
        ("rural6", 6, 126, 120, 10, 12),
        # 24 x 48 = 1,152; 96/95/92/90/86/81 % of the grades' classes sum to 1,037; extended care 62.
        ("town24", 24, 1152, 1037, 62, 64),
        # 60 x 48 = 2,880; about 92 % take part.
        ("town60", 60, 2880, 2660, 132, 165),
        # 18 x 45 + 12 x 50 = 1,410.
        ("nine30", 30, 1410, 1244, 34, 92),
    ],
)
def test_example_has_the_size_of_its_case(
    name: str, classes: int, pupils: int, taking_part: int, extended: int, own: int
) -> None:
    """Classes, pupils, participants, pupils in extended care, own staff."""
    problem = loaded(name)
    staying = [p for p in problem.pupils.values() if any(Period.EXTENDED in held for held in p.days.values())]
    assert len(problem.homerooms) == classes
    assert len(problem.pupils) == pupils
    assert sum(bool(p.days) for p in problem.pupils.values()) == taking_part
    assert len(staying) == extended
    assert sum(a.own for a in problem.adults.values()) == own


def test_village_rooms_are_smaller_than_two_of_its_merged_groups() -> None:
    """41 and 50 pupils are enrolled in the upper merges, 35 in the lowest, and a classroom holds 36."""
    problem = loaded("rural6")
    enrolled = [sum(problem.homerooms[h].enrolled for h in merge) for merge in problem.merges]
    classrooms = {v.capacity for v in problem.site.venues.values() if v.kind == "classroom"}
    assert (enrolled, classrooms) == ([35, 41, 50], {36})
    assert problem.prefer_merge


def test_village_people_come_and_go_as_in_the_case() -> None:
    """A music teacher on Tuesday and Thursday, a volunteer on Wednesday never alone, a bus at 17:50 on Friday."""
    adults = loaded("rural6").adults
    assert sorted(adults["M001"].windows) == [2, 4]
    assert sorted(adults["V001"].windows) == [3]
    assert not adults["V001"].sole_allowed
    assert sum(a.windows.get(5, ())[-1:] != () and a.windows[5][-1].end == 1070 for a in adults.values()) == 2
    assert sum(Protection.NURSING in a.protection for a in adults.values()) == 1
    assert not any(v.lit for v in loaded("rural6").site.venues.values())


def test_town_staff_is_split_as_in_the_case() -> None:
    """64 own: 4 leaders and 3 on leave leave 57, of whom 3 are protected; 6 coaches, 4 helpers."""
    adults = loaded("town24").adults.values()
    kinds = Counter(a.kind for a in adults)
    serving = [a for a in adults if a.own and a.windows and not a.duty_only]
    assert (len(serving), sum(bool(a.protection) for a in serving)) == (57, 3)
    assert kinds[AdultKind.PROFESSIONAL] == 6
    assert kinds[AdultKind.RETIRED] + kinds[AdultKind.UNIVERSITY_STUDENT] + kinds[AdultKind.VOLUNTEER] == 4


def test_town_demand_is_skewed_toward_basketball_and_robotics() -> None:
    """Far more first wishes than places for the two favourites, fewer for brush calligraphy than its room holds."""
    problem = loaded("town24")
    first = Counter(p.choices[0].club for p in problem.pupils.values() if p.choices)
    for club in ("basketball", "robotics"):
        assert first[club] > 2 * problem.clubs[club].capacity * problem.clubs[club].max_sections
    assert first["calligraphy"] < 45


def test_outdoor_places_fall_dark_in_the_winter_of_the_town_school() -> None:
    """Period 2 ends at 18:00 after sunset in December, at 18:30 before it in September."""
    for winter, dark in ((True, True), (False, False)):
        problem = loaded("town24", winter)
        ends = [t.p2.end for t in problem.times.values() if t.p2]
        assert (max(ends) > min(problem.sunsets.values())) is dark


def test_large_school_clubs_meet_in_three_bands() -> None:
    """G1-2 Monday and Thursday, G3-4 Tuesday and Friday, G5-6 Wednesday and Thursday; about 31 sections a band."""
    problem = loaded("town60")
    bands = {min(s.grades): sorted(s.weekdays) for s in problem.strands.values()}
    assert bands == {1: [1, 4], 3: [2, 5], 5: [3, 4]}
    for strand in problem.strands.values():
        clubs = [c for c in problem.clubs.values() if strand in problem.club_strands(c)]
        assert 28 <= sum(c.max_sections for c in clubs) <= 36
    assert len(problem.site.gates) == 2


def test_nine_year_school_runs_two_clocks() -> None:
    """Junior: homework Monday, Wednesday, Friday 16:55-17:55, clubs Tuesday and Thursday, evening 19:00-20:20."""
    problem = loaded("nine30")
    assert problem.stages == (Stage.PRIMARY, Stage.JUNIOR)
    for day in problem.days:
        times = problem.times[8, day.date]
        assert (times.p1 is None) == (day.weekday in (2, 4))
        assert str(times.p1 or times.p2) == "16:55-17:55"
        assert (times.evening is None) == (day.weekday == 5)
    assert problem.policy.evening_counts
    assert problem.site.walk("junior", "main") == 4


def test_catalogue_holds_45_clubs_over_all_domains_and_categories() -> None:
    """Over the four schools: at least 45 clubs, 5 domains, 7 categories."""
    clubs = {key: club for name in EXAMPLE_SEEDS for key, club in loaded(name).clubs.items()}
    assert len(clubs) >= 45
    assert len({club.domain for club in clubs.values()}) == 5
    assert len({club.category for club in clubs.values()}) == 7


@pytest.mark.parametrize("name", EXAMPLE_SEEDS)
def test_one_adult_is_enough_for_a_full_section(name: str) -> None:
    """No club takes more pupils than one adult may have at its youngest grade."""
    problem = loaded(name)
    for club in problem.clubs.values():
        assert club.capacity <= problem.policy.ratios[club.risk, min(club.grades)].hard


@pytest.mark.parametrize("name", EXAMPLE_SEEDS)
def test_names_are_marked_synthetic(name: str) -> None:
    """Every row of names.csv says that the name is nobody's."""
    rows = (COMMITTED / name / "names.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert all("synthetic" in row for row in rows)
