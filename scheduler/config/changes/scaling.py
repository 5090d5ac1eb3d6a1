"""More or less of something: who takes part, who stays late, places of clubs, interest in them."""

from collections.abc import Callable, Sequence
from typing import Literal, get_args

from scheduler.config.build_findings import CLUB, HOMEROOM
from scheduler.config.changes.draft import Draft
from scheduler.config.changes.forms import Ids, Share
from scheduler.config.changes.roster import attends, by_lottery, codes_of, may_attend, number, stay_away, wishes
from scheduler.config.changes.verb import Verb
from scheduler.config.changes.words import Told, told
from scheduler.config.schema import ClubFile
from scheduler.config.schema_types import SCHOOL_WEEKDAYS, said
from scheduler.config.sheet import Sheet
from scheduler.domain.demand import Mode

Quantity = Literal["participation", "extended_care", "evening_study", "club_seats", "interest"]
ALL = 100
Change = tuple[int, int]
"""How many before, how many after."""
_NO_MORE = (
    "the roster has no more pupils than it lists; add pupils with join, or plan with --mode counts",
    "名册中没有更多学生；请用 join 增加学生，或用 --mode counts 按预计人数排",
)
_NO_WISHES = (
    "wishes cannot be made up; write them in the roster, or plan with --mode counts",
    "不能凭空增加志愿；请写进名册，或用 --mode counts 按预计人数排",
)
_NO_FIGURES = (
    "counts mode needs the file `expected` to have more than the roster lists",
    "按预计人数排班时，须有预计人数 expected 才能超过名册人数",
)


def share_of(count: int, percent: int) -> int:
    """percent of a count, rounded half up."""
    return (count * percent + ALL // 2) // ALL


class Scale(Verb):
    """A quantity becomes a share of what it is now.

    In the roster whole pupils are chosen, in the order of the public lottery, so that of two shares the smaller is part
    of the larger; in counts every figure is multiplied and rounded half up.
    """

    title = ("增减", "scale")
    about = (
        "把一个数量变为现状的百分之几：participation 参加人数（逐班按抽签号取舍）、extended_care 延时托管、"
        "evening_study 晚自习、club_seats 社团每班名额、interest 想参加某社团的人数",
        "a quantity becomes a share of what it is: participation (in each homeroom by lottery number), extended_care, "
        "evening_study, club_seats (places of a section), interest (pupils who wish for a club)",
    )
    example = "{scale: participation, to: 80%}"

    quantity: Quantity = said("数量", "what", alias="scale")
    share: Share = said("现状的百分之几", "the share", alias="to")
    of: Ids | None = said(
        "只限这些班级（participation）或社团", "only of these homerooms (participation) or clubs", None
    )

    def edit(self, draft: Draft) -> Told:
        """Scale the quantity wherever the school has it."""
        for part in self.of or [""]:
            draft.claim(("scale", self.quantity, part), self.share)
        old, new = _WAYS[self.quantity](draft, self.share, self._of(draft))
        of = told("of", ids=self.of) if self.of else ""
        by_day = self.quantity == "participation" and draft.mode is Mode.COUNTS and "expected" in draft.tables
        key = "scale.expected" if by_day else f"scale.{self.quantity}"
        return told(key, share=self.share, of=of, old=f"{old:,}", new=f"{new:,}")

    def _of(self, draft: Draft) -> list[str]:
        """What is meant by `of`; everything there is without it."""
        section, what = ("homerooms", HOMEROOM) if self.quantity in _BY_HOMEROOM else ("clubs", CLUB)
        return list(draft.entries(section)) if self.of is None else draft.known("of", self.of, section, what)


def _participation(draft: Draft, share: int, rooms: Sequence[str]) -> Change:
    figures = _figures(draft, share, rooms, ("p1", "p2", "extended", "evening"))
    if set(rooms) == set(draft.entries("homerooms")):
        _interest_figures(draft, share, list(draft.entries("clubs")))
    sheet = _roster(draft, share, figures, _NO_MORE)
    if sheet is None:
        return figures or (0, 0)
    before = after = 0
    for room in rooms:
        there = by_lottery(draft, sheet, [row for row in sheet.where("homeroom", room) if attends(sheet.rows[row])])
        kept = min(share_of(len(there), share), len(there))
        for row in there[kept:]:
            stay_away(draft, sheet, row)
        before, after = before + len(there), after + kept
    return before, after


def _late(code: str, column: str, field: str) -> Callable[[Draft, int, Sequence[str]], Change]:
    """The way to scale a part of the day that only some attend."""

    def scale(draft: Draft, share: int, rooms: Sequence[str]) -> Change:
        figures = _figures(draft, share, rooms, (column,))
        sheet = _roster(draft, min(share, ALL), figures, _NO_MORE)
        if sheet is None:
            return figures or (0, 0)
        may = may_attend(draft, field)
        late = [room for room in rooms if may(room)]
        parts = [_late_day(draft, sheet, day, code, share, late) for day in SCHOOL_WEEKDAYS]
        return sum(old for old, _ in parts), sum(new for _, new in parts)

    return scale


def _late_day(draft: Draft, sheet: Sheet, day: str, code: str, share: int, rooms: Sequence[str]) -> Change:
    """Over the whole school: the first by lottery stay, or others who are there that day join them."""
    present = [row for row, cells in enumerate(sheet.rows) if cells.get("homeroom") in rooms and codes_of(cells, day)]
    now = by_lottery(draft, sheet, [row for row in present if code in codes_of(sheet.rows[row], day)])
    others = by_lottery(draft, sheet, [row for row in present if row not in set(now)])
    wanted = share_of(len(now), share)
    if wanted > len(present):
        rule = (
            f"only {len(present)} pupils are there on {day}, and {wanted} would stay",
            f"{day} 在校的只有 {len(present)} 名学生，而留下的要有 {wanted} 名",
        )
        draft.wrong(("to",), rule)
    for row in now[wanted:]:
        _rewrite(draft, sheet, row, day, [c for c in codes_of(sheet.rows[row], day) if c != code])
    for row in others[: max(0, wanted - len(now))]:
        _rewrite(draft, sheet, row, day, [*codes_of(sheet.rows[row], day), code])
    return len(now), wanted


def _rewrite(draft: Draft, sheet: Sheet, row: int, day: str, codes: Sequence[str]) -> None:
    sheet.write(row, day, "+".join(codes), draft.mark())


def _club_seats(draft: Draft, share: int, clubs: Sequence[str]) -> Change:
    before = after = 0
    for key in clubs:
        club = draft.view(ClubFile, "clubs", key)
        places = max(1, share_of(club.capacity, share))
        draft.claim(("clubs", key, "capacity"), places)
        draft.put("clubs", key, "capacity", value=places, source=("to",))
        before, after = before + club.capacity, after + places
    return before, after


def _interest(draft: Draft, share: int, clubs: Sequence[str]) -> Change:
    figures = _interest_figures(draft, share, clubs)
    sheet = _roster(draft, share, figures, _NO_WISHES)
    if sheet is None:
        return figures or (0, 0)
    listed: dict[str, dict[int, list[str]]] = {club: {} for club in clubs}
    for row, column, name, _ in wishes(draft, sheet):
        if name in listed and attends(sheet.rows[row]):
            listed[name].setdefault(row, []).append(column)
    before = after = 0
    for cells in listed.values():
        kept = min(share_of(len(cells), share), len(cells))
        for row in by_lottery(draft, sheet, list(cells))[kept:]:
            for column in cells[row]:
                sheet.write(row, column, "", draft.mark())
        before, after = before + len(cells), after + kept
    return before, after


def _figures(draft: Draft, share: int, rooms: Sequence[str], columns: Sequence[str]) -> Change | None:
    """Scale the expected head-counts; pupil-days of the first column that has any, or None without the file."""
    sheet = draft.sheet("expected")
    if sheet is None:
        return None
    before = after = 0
    for row, cells in enumerate(sheet.rows):
        for column in columns if cells["homeroom"] in rooms else ():
            count = number(cells.get(column, ""))
            if count:
                sheet.write(row, column, f"{share_of(count, share)}", draft.mark("to"))
                before += count * (column == columns[0])
                after += share_of(count, share) * (column == columns[0])
    return before, after


def _interest_figures(draft: Draft, share: int, clubs: Sequence[str]) -> Change | None:
    sheet = draft.sheet("interest")
    if sheet is None:
        return None
    before = after = 0
    for row, cells in enumerate(sheet.rows):
        if cells["club"] in clubs:
            count = number(cells["pupils"])
            sheet.write(row, "pupils", f"{share_of(count, share)}", draft.mark("to"))
            before, after = before + count, after + share_of(count, share)
    return before, after


def _roster(draft: Draft, share: int, figures: Change | None, refusal: tuple[str, str]) -> Sheet | None:
    """The roster to scale; None where the week is planned from figures. More than the roster has is recorded."""
    sheet = draft.sheet("pupils")
    counted = draft.mode is Mode.COUNTS and figures is not None
    if share > ALL and not counted:
        draft.wrong(("to",), refusal if draft.mode is Mode.ROSTER else _NO_FIGURES)
    return None if counted else sheet


_WAYS: dict[str, Callable[[Draft, int, Sequence[str]], Change]] = {
    "participation": _participation,
    "extended_care": _late("E", "extended", "extended"),
    "evening_study": _late("V", "evening", "evening"),
    "club_seats": _club_seats,
    "interest": _interest,
}
_BY_HOMEROOM = ("participation", "extended_care", "evening_study")
assert set(_WAYS) == set(get_args(Quantity))
