"""Where an id is named besides its own entry, so that what is removed is removed everywhere."""

from collections.abc import Mapping, Sequence

from scheduler.config.build_findings import CLUB, STRAND, Rule
from scheduler.config.changes.draft import Draft, Refused
from scheduler.config.changes.roster import clear_club
from scheduler.config.schema_people import AdultFile, ResearchFile

SECTIONS: Mapping[str, Rule] = {
    "adults": ("adult", "人员"),
    "clubs": CLUB,
    "venues": ("venue", "场地"),
    "gates": ("gate", "校门"),
    "support_groups": ("group", "小组"),
    "strands": STRAND,
}


def section_of(draft: Draft, field: str, word: str, sections: Sequence[str]) -> str:
    """The section that holds an id. Raises Refused, with the fault recorded, when none does or several do."""
    holding = [section for section in sections if word in draft.entries(section)]
    if len(holding) == 1:
        return holding[0]
    if holding:
        names = [SECTIONS[section] for section in holding]
        rule = (
            f"is the id of a {' and of a '.join(en for en, _ in names)}; change it in its section instead",
            f"既是{'又是'.join(zh for _, zh in names)}的编号，请在相应部分改写",
        )
        draft.wrong((field,), rule)
    else:
        there = [key for section in sections for key in draft.entries(section)]
        what = (
            ", ".join(SECTIONS[section][0] for section in sections),
            "、".join(SECTIONS[section][1] for section in sections),
        )
        rule = (f"there is no {what[0]} {word}", f"没有编号为 {word} 的{what[1]}")
        draft.wrong((field,), rule, draft.complaints.nearest(word, there))
    raise Refused


def forget(draft: Draft, section: str, key: str) -> None:
    """Take an id off everything that names it besides its entry."""
    if section == "adults":
        _forget_adult(draft, key)
    elif section == "clubs":
        for adult in draft.entries("adults"):
            clubs = draft.view(AdultFile, "adults", adult).clubs
            if key in clubs:
                draft.put("adults", adult, "clubs", value=[club for club in clubs if club != key])
        clear_club(draft, key)
        _drop_rows(draft, "interest", "club", key)
    elif section == "support_groups":
        sheet = draft.sheet("pupils")
        if sheet is not None:
            for row in sheet.where("support", key):
                sheet.write(row, "support", "", draft.mark())


def _forget_adult(draft: Draft, key: str) -> None:
    for room, homeroom in draft.entries("homerooms").items():
        if homeroom.get("teacher") == key:
            draft.drop("homerooms", room, "teacher")
    for team in list(draft.entries("research")):
        members = draft.view(ResearchFile, "research", team).adults
        if key in members:
            draft.put("research", team, "adults", value=[member for member in members if member != key])
    _drop_rows(draft, "lessons", "adult", key)


def _drop_rows(draft: Draft, table: str, column: str, word: str) -> None:
    sheet = draft.sheet(table)
    if sheet is not None:
        sheet.drop(sheet.where(column, word))
