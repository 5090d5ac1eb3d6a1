"""A school made too small on purpose, so that a proof of shortage has something to prove."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from scheduler.domain.groups import SEATED_KINDS
from scheduler.generate.school import SchoolDraft

PER_CENT_LEFT = 60


def shorten(draft: SchoolDraft, short_of: str) -> SchoolDraft:
    """The same school short of `staff`, `rooms` or a `skill`.

    staff: adults go on leave until fewer are left than there are groups in period 1, however they gather;
    rooms: rooms lose their inspection until fewer are left than there are groups in period 1;
    skill: nobody knows first aid.

    Raises:
        ValueError: for any other word, listing the valid ones.
    """
    if short_of not in SHORTAGES:
        raise ValueError(
            f"short_of {short_of!r} must be one of {', '.join(SHORTAGES)}"
            f" / 短缺类型 {short_of!r} 应为 {'、'.join(SHORTAGES)} 之一"
        )
    return SHORTAGES[short_of](draft)


def fewest_groups(draft: SchoolDraft) -> int:
    """Groups of period 1 when homerooms gather as much as they may."""
    merged = {room for merge in draft.merges for room in merge}
    rooms = [room.id for room in draft.classes if not room.junior]
    return len(draft.merges) + sum(room not in merged for room in rooms)


def _staff(draft: SchoolDraft) -> SchoolDraft:
    """Class teachers stay last, so the others go first; outside helpers stay away altogether."""
    left = max(1, fewest_groups(draft) - 1)
    kept = [a for a in draft.adults if a.serves and a.stage != "junior"]
    kept.sort(key=lambda a: (not a.class_of, a.id))
    staying = {a.id for a in kept[:left]}
    adults = []
    for adult in draft.adults:
        stays = adult.id in staying or adult.duty_only or adult.kind == "guard"
        adults.append(adult if stays else replace(adult, on_leave=True, available={}))
    return replace(draft, adults=tuple(adults))


def _rooms(draft: SchoolDraft) -> SchoolDraft:
    left = max(1, fewest_groups(draft) * PER_CENT_LEFT // 100)
    seated = [v for v in draft.venues if v.kind in SEATED_KINDS and v.building != "junior"]
    return replace(draft, closed=tuple(v.id for v in seated[left:]))


def _skill(draft: SchoolDraft) -> SchoolDraft:
    adults = [replace(a, skills=[s for s in a.skills if s != "first_aid"]) for a in draft.adults]
    return replace(draft, adults=tuple(adults))


SHORTAGES: Mapping[str, Callable[[SchoolDraft], SchoolDraft]] = {
    "staff": _staff,
    "rooms": _rooms,
    "skill": _skill,
}
