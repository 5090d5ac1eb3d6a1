"""What the charts of club places show, counted by hand on the small week and anew from the plan on the crowd."""

from collections import Counter
from dataclasses import replace

import pytest
from small import small_plan, small_problem

from scheduler.charts import demand, first_choice, ranks
from scheduler.charts.draw import drawing, drawn_pages
from scheduler.charts.fonts import load_fonts
from scheduler.charts.moves import (
    CLUBS,
    FEWEST,
    MOVES,
    NO_WISH,
    OTHERS,
    UNLISTED,
    UNPLACED,
    Band,
    Flow,
    How,
    flows,
)
from scheduler.charts.registry import CHARTS, charts_named
from scheduler.charts.sheet import texts_of
from scheduler.charts.view import View, view_of
from scheduler.domain.demand import Choice, Mode
from scheduler.domain.offer import SectionId, Strand
from scheduler.domain.plan import OpenSection, Plan, Seat
from scheduler.domain.problem import Problem
from tests.charts.crowd import named_crowd

PLACES = "ranks", "demand", "first_choice", "flow"


def view(problem: Problem, plan: Plan, language: str = "en") -> View:
    """The view with the packaged fonts."""
    return view_of(problem, plan, language, load_fonts())


def shown(kind: str, seen: View) -> list[str]:
    """All texts of a chart's pages."""
    with drawing(seen.fonts):
        return [t.get_text() for _, f in drawn_pages(charts_named([kind])[0], seen, "") for t in texts_of(f)]


def mixed() -> View:
    """The small week, except that A1 got painting, A2 has no place, and B3 and B4 got chess, which B3 did not list.

    Lists: A1, A2, B1, B2 chess then painting; A3, A4, B4 painting then chess; B3 painting alone.
    """
    problem, plan = small_problem(), small_plan()
    pupils = {**problem.pupils, "B3": replace(problem.pupils["B3"], choices=(Choice("painting"),))}
    wrong = {"A1": ("painting", 1), "B3": ("chess", None), "B4": ("chess", 1)}
    seats = [
        replace(s, section=SectionId(wrong[s.pupil][0], "S", 1), rank=wrong[s.pupil][1]) if s.pupil in wrong else s
        for s in plan.seats
        if s.pupil != "A2"
    ]
    return view(replace(problem, pupils=pupils), replace(plan, seats=tuple(seats)))


def two_strands(held: dict[str, tuple[str, str]]) -> View:
    """Chess wanted first in S, painting in U, by pupils A1 to A4, who hold these clubs there ("": none)."""
    problem, plan = small_problem(), small_plan()
    choices = Choice("chess", "S"), Choice("painting", "S"), Choice("painting", "U"), Choice("chess", "U")
    pupils = {key: replace(problem.pupils[key], choices=choices) for key in held}
    strands = {"S": problem.strands["S"], "U": Strand("U", frozenset({3}), frozenset({2, 4}))}
    sections = tuple(
        OpenSection(SectionId(s.id.club, strand, 1), s.lead, s.venue) for strand in strands for s in plan.sections
    )
    seats = tuple(
        Seat(pupil, SectionId(club, strand, 1), problem.pupils[pupil].rank(strand, club))
        for pupil, clubs in held.items()
        for strand, club in zip(strands, clubs, strict=True)
        if club
    )
    changed = replace(problem, pupils=pupils, strands=strands)
    return view(changed, replace(plan, sections=sections, seats=seats))


def test_bars_of_ranks_add_up_homerooms_to_grades_to_the_school() -> None:
    """Wishes 1 to 4, later ones, outside the list, no place: A has 2 1 0 0 0 0 1, B 2 1 0 0 0 1 0."""
    found = {bar.label: [pupils for _, pupils in bar.parts] for bar in ranks.bars(mixed())}
    # A: A3, A4 wish 1; A1 wish 2; A2 nothing. B: B1, B2 wish 1; B4 wish 2; B3 outside.
    assert found["A"] == [2, 1, 0, 0, 0, 0, 1]
    assert found["B"] == [2, 1, 0, 0, 0, 1, 0]
    assert found["school"] == found["grade 3"] == [4, 2, 0, 0, 0, 1, 1]
    # 4 of 8 are wish 1, in each homeroom 2 of 4.
    assert Counter(text for text in shown("ranks", mixed()) if " · 50" in text) == {"8 · 50 %": 2, "4 · 50 %": 2}


def test_a_grade_of_one_homeroom_has_one_bar_with_both_names() -> None:
    """Six classes in six grades give seven bars, that of the school among them."""
    found = [bar.label for bar in ranks.bars(view(*named_crowd(6)))]
    assert found == ["school", *(f"grade {grade} C{grade}01" for grade in range(1, 7))]


def test_ranks_after_the_fourth_are_one_part() -> None:
    """Ranks 3, 4 and 7 (wishes 4, 5 and 8) of one homeroom: one place at wish 4 and two later."""
    seen = mixed()
    figures = replace(seen.places, by_homeroom={"A": {3: 1, 4: 1, 7: 1}}, unplaced={})
    seen.__dict__["places"] = figures
    assert [pupils for _, pupils in ranks.bars(seen)[0].parts] == [0, 0, 0, 1, 2, 0, 0]


def test_lines_of_demand_say_places_seated_first_asked_and_waiting() -> None:
    """Chess: B1-B4 seated; A1, A2 wait. Painting: A1, A3, A4 seated; A2, B3, B4 wait. 20 places each."""
    found = {line.club: demand.numbers(line) for line in demand.lines(mixed())}
    # Chess is first for A1, A2, B1, B2, and B3 alone does not list it; painting is first for the others, on all lists.
    assert found == {"painting": (20, 3, 4, 8, 3), "chess": (20, 4, 4, 7, 2)}
    assert list(found) == ["painting", "chess"]
    texts = shown("demand", mixed())
    assert texts.index("绘画 S") < texts.index("围棋 S")
    # The cells of the table, column by column: 20 20, 3 4, 4 4, 8 7, 3 2.
    start = texts.index("places") + 1
    assert [t for t in texts[start : texts.index("one more place")] if t.isdigit()] == list(
        ["20", "20", "3", "4", "4", "4", "8", "7", "3", "2"]
    )


def test_the_note_of_a_club_tells_what_one_more_place_is_worth() -> None:
    """Gain and further section are told together, alone, or not at all."""
    line = replace(demand.lines(mixed())[0], part="costs", gain=-3, extra_section=True)
    seen = mixed()
    assert demand.note(seen, line) == "rank costs -3 · +1 section"
    assert demand.note(seen, replace(line, gain=0)) == "+1 section"
    assert demand.note(seen, replace(line, extra_section=False)) == "rank costs -3"
    assert demand.note(seen, replace(line, gain=0, extra_section=False)) == ""


def test_first_choices_are_counted_over_all_strands_of_a_pupil() -> None:
    """A1 holds both here, A2 one of them twice, A3 both the other way round, A4 nothing."""
    seen = two_strands(
        {"A1": ("chess", "painting"), "A2": ("chess", "chess"), "A3": ("painting", "chess"), "A4": ("", "")}
    )
    # A1 2; A2 1 (chess); A3 2, each held in the other strand; A4 0.
    (group,) = first_choice.groups(seen)
    assert (group.strands, group.whole) == (2, (1, 1, 2))
    assert "4, none granted 1 (25 %)" in shown("first_choice", seen)


def test_pupils_of_one_strand_and_of_two_are_apart() -> None:
    """B1 wishes for strand U alone and A1 for both: two groups, most strands first; A2 without a wish is in neither."""
    seen = two_strands({"A1": ("chess", "painting"), "A2": ("", ""), "B1": ("", "")})
    choices = {"A2": (), "B1": (Choice("chess", "U"),)}
    pupils = {
        key: replace(pupil, choices=choices.get(key, pupil.choices)) for key, pupil in seen.problem.pupils.items()
    }
    found = first_choice.groups(view(replace(seen.problem, pupils=pupils), seen.plan))
    assert [(group.strands, group.whole) for group in found] == [(2, (0, 0, 1)), (1, (1, 0))]


def test_a_flow_tells_kept_moved_outside_and_no_place() -> None:
    """Each pupil of the small week on one band; moves of fewer than three pupils are merged, the rest never."""
    (found,) = flows(mixed())
    assert set(found.bands) == {
        Band("chess", "chess", How.KEPT, 2),
        Band("painting", "painting", How.KEPT, 2),
        Band("painting", UNLISTED, How.UNLISTED, 1),
        Band("chess", UNPLACED, How.UNPLACED, 1),
    }
    assert set(found.small) == {
        Band("chess", "painting", How.MOVED, 1),
        Band("painting", "chess", How.MOVED, 1),
    }
    # At the right chess is given from the list to B1, B2, B4; B3 is outside the list.
    assert found.side("right") == {"chess": 3, "painting": 3, UNLISTED: 1, UNPLACED: 1}
    texts = shown("flow", mixed())
    for words in ("围棋  4", "3  围棋", "1  outside the list", "1  no place", "-1", "+1"):
        assert words in texts


@pytest.mark.parametrize(
    ("held", "how"),
    [
        (("chess", "painting"), (How.KEPT, How.KEPT)),
        (("chess", ""), (How.KEPT, How.UNPLACED)),
        (("chess", "chess"), (How.KEPT, How.MOVED)),
        (("painting", ""), (How.MOVED, How.ELSEWHERE)),
        (("painting", "chess"), (How.ELSEWHERE, How.ELSEWHERE)),
        (("", ""), (How.UNPLACED, How.UNPLACED)),
    ],
)
def test_a_first_choice_held_in_the_other_strand_is_not_lost(held: tuple[str, str], how: tuple[How, How]) -> None:
    """Chess is wanted first in S and painting in U; what A1 holds there decides for each strand."""
    seen = two_strands({"A1": held})
    alone = view(replace(seen.problem, pupils={"A1": seen.problem.pupils["A1"]}), seen.plan)
    assert tuple(next(iter(flow.of)) for flow in flows(alone)) == how


def test_pupils_without_a_wish_come_from_a_row_of_their_own() -> None:
    """A1 lists nothing and got chess: outside the list, from no wish."""
    problem, plan = small_problem(), small_plan()
    pupils = {**problem.pupils, "A1": replace(problem.pupils["A1"], choices=())}
    (found,) = flows(view(replace(problem, pupils=pupils), plan))
    assert Band(NO_WISH, UNLISTED, How.UNLISTED, 1) in found.bands


@pytest.mark.parametrize("classes", [6, 24])
def test_a_flow_loses_no_pupil_of_a_large_school(classes: int) -> None:
    """Rows hold as many pupils as lists and seats say, counted from problem and plan alone."""
    problem, plan = named_crowd(classes)
    found = {flow.strand: flow for flow in flows(view(problem, plan))}
    for strand, flow in found.items():
        # Every club is open in both strands and to all grades, so the first wish is the first choice.
        first = Counter(pupil.choices[0].club for pupil in problem.pupils.values())
        given = Counter(s.section.club for s in plan.seats if s.section.strand == strand and s.rank is not None)
        outside = sum(s.rank is None for s in plan.seats if s.section.strand == strand)
        kept = sum(s.rank == 0 for s in plan.seats if s.section.strand == strand)
        assert (flow.pupils, flow.of[How.KEPT]) == (10 * classes, kept)
        assert _merged(first, flow) == flow.side("left")
        right = dict(flow.side("right"))
        assert right.pop(UNLISTED) == outside
        assert right.pop(UNPLACED) == 10 * classes - outside - given.total()
        assert _merged(given, flow) == right


def test_a_flow_names_the_biggest_clubs_and_draws_the_biggest_moves() -> None:
    """Of 24 clubs 16 are named, none smaller than one in the others; at most 14 moves, none of fewer than three."""
    problem, plan = named_crowd(24)
    first = Counter(pupil.choices[0].club for pupil in problem.pupils.values())
    for flow in flows(view(problem, plan)):
        given = Counter(s.section.club for s in plan.seats if s.section.strand == flow.strand and s.rank is not None)
        size = {club: max(first[club], given[club]) for club in {*first, *given}}
        assert (len(flow.clubs), flow.merged) == (CLUBS, len(size) - CLUBS)
        assert min(size[club] for club in flow.clubs) >= max(size[c] for c in size if c not in flow.clubs)
        assert OTHERS in flow.rows
        moved = [band.pupils for band in flow.bands if band.how in (How.MOVED, How.ELSEWHERE)]
        assert len(moved) <= MOVES
        assert min(moved) >= FEWEST
        assert min(moved) >= max(band.pupils for band in flow.small)


@pytest.mark.parametrize("kind", PLACES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_counts_a_week_without_strands_and_a_week_without_clubs_say_so(kind: str, language: str) -> None:
    """One page each, and the page says which of the three it is."""
    problem, plan = small_problem(), small_plan()
    counts = view(replace(problem, mode=Mode.COUNTS), plan, language)
    no_strand = view(replace(problem, strands={}), replace(plan, sections=(), seats=()), language)
    no_clubs = view(problem, replace(plan, sections=(), seats=()), language)
    for seen, key in ((counts, "no_names"), (no_strand, "no_strand"), (no_clubs, "no_clubs")):
        assert seen.say(key) in shown(kind, seen)


def _merged(clubs: Counter[str], flow: Flow) -> dict[str, int]:
    """Pupils by row of a flow, clubs not named taken together."""
    found: Counter[str] = Counter()
    for club, pupils in clubs.items():
        found[club if club in flow.clubs else OTHERS] += pupils
    return found


def test_counts_mode_draws_no_chart_about_pupils_unless_asked() -> None:
    """All nine kinds in roster mode, five in counts mode; a kind asked for by name is always drawn."""
    assert [chart.kind for chart in charts_named(None, by_name=False)] == [c.kind for c in CHARTS if not c.by_name]
    assert len(charts_named(None)) - len(charts_named(None, by_name=False)) == 4
    assert [chart.kind for chart in charts_named(["flow"], by_name=False)] == ["flow"]
