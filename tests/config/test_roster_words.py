"""Words a family understands, and the codes a roster keeps: read either way, said back without loss."""

from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from scheduler.config.load import load_outline
from scheduler.config.roster_words import CODES, nearest_club, read_periods, read_roster_date, read_wish, say_periods
from scheduler.domain.demand import Choice, Period
from tests.config.tiny import load, refused, write_school

SETS = [codes for size in range(len(CODES) + 1) for codes in combinations(CODES, size)]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("codes", SETS)
def test_every_set_of_periods_is_said_and_read_back(codes: tuple[str, ...], language: str) -> None:
    """All 16 sets of P1, P2, E and V, in both languages."""
    assert read_periods(say_periods(codes, language)) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ()),
        ("不参加", ()),
        ("Not attending", ()),
        ("P1+P2", ("P1", "P2")),
        ("e + p1", ("P1", "E")),
        ("两个时段＋延时托管", ("P1", "P2", "E")),
        ("第一时段+P1", ("P1",)),
        ("Both periods + Evening study", ("P1", "P2", "V")),
    ],
)
def test_words_and_codes_mix(text: str, codes: tuple[str, ...]) -> None:
    """Case, width of the plus and order do not count; a period said twice counts once."""
    assert read_periods(text) == codes


@pytest.mark.parametrize(
    ("text", "hint"), [("P3", "P1"), ("两个时断", "两个时段"), ("不参加+P1", "不参加"), ("P1+", None), ("托", None)]
)
def test_other_words_are_refused_with_the_nearest(text: str, hint: str | None) -> None:
    """The hint is a code for a code and a word for a word."""
    with pytest.raises(PydanticCustomError) as error:
        read_periods(text)
    assert (error.value.context or {})["hint"] == hint


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Periods: codes in order, or the schema's own error."""
    try:
        codes = read_periods(text)
    except PydanticCustomError:
        return
    assert codes in SETS


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("ball", "ball"),
        ("ball@A", "ball@A"),
        ("篮球", "ball"),
        ("篮球@A", "ball@A"),
        ("篮球 ball", "ball"),
        ("篮球（周一、周三） ball@A", "ball@A"),
        ("随便什么 ball@C", "ball@C"),
        ("蓝球", "蓝球"),
        ("篮球 bal", "篮球 bal"),
        ("", ""),
    ],
)
def test_a_wish_is_found_by_id_title_or_label(tmp_path: Path, text: str, wish: str) -> None:
    """What names no club is left for the roster's check to refuse as it was written."""
    assert read_wish(text, load_outline(write_school(tmp_path)).file.clubs) == wish


def test_a_title_two_clubs_share_names_neither(tmp_path: Path) -> None:
    """Ids stay the only way to tell them apart."""
    clubs = load_outline(write_school(tmp_path, ("title: 阅读", "title: 篮球"))).file.clubs
    assert read_wish("篮球", clubs) == "篮球"
    assert nearest_club("bal", clubs) == "ball"


@pytest.mark.parametrize("text", ["2026-09-01", "2026/9/1", "2026.09.01", "2026年9月1日", "2026 - 9 - 01"])
def test_dates_are_read_as_spreadsheets_write_them(text: str) -> None:
    """Five spellings of one day."""
    assert read_roster_date(text) == date(2026, 9, 1)


@pytest.mark.parametrize("text", ["1/9/2026", "2026-9", "2026/13/1", "2026-02-30", "九月一日", "26/9/1"])
def test_other_dates_are_refused(text: str) -> None:
    """Day first, no day, no such month or day, in words, or two digits of a year."""
    with pytest.raises(PydanticCustomError):
        read_roster_date(text)


def test_a_roster_may_be_written_in_words(tmp_path: Path) -> None:
    """A row of pupils.csv as a form offers it becomes the pupil its codes would."""
    row = "a3,C3,P1,,,,,ball@B,ball@A,2026-09-10,2027-01-22,,"
    words = "a3,C3,第一时段,不参加,两个时段+延时托管,,,篮球（周二） ball@B,篮球@A,2026/9/10,2027年1月22日,否,"
    pupil = load(tmp_path, (row, words)).problem.pupils["a3"]
    assert pupil.days == {1: {Period.P1}, 3: {Period.P1, Period.P2, Period.EXTENDED}}
    assert pupil.choices == (Choice("ball", "B"), Choice("ball", "A"))
    assert pupil.consent == (date(2026, 9, 10), date(2027, 1, 22))


def test_a_pupil_listed_twice_is_shown_both_places(tmp_path: Path) -> None:
    """The second row is the finding, the first is named in it."""
    (finding,) = refused(tmp_path, ("a2,C3", "a1,C3"))
    assert f"at {tmp_path}/pupils.csv:2:1" in finding.rule
    assert finding.line == 3
