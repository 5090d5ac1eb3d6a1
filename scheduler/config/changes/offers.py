"""Changes to what there is: an adult, a venue or a club more, one less, a club or a day moved."""

import re
from collections.abc import Collection, Sequence
from typing import Any, get_args

from pydantic import BaseModel, ConfigDict
from pydantic_core import PydanticCustomError

from scheduler.calendar.term import weekday_en
from scheduler.config.build_findings import STRAND
from scheduler.config.changes.draft import Draft, Refused
from scheduler.config.changes.mentions import SECTIONS, forget, section_of
from scheduler.config.changes.roster import move_wishes
from scheduler.config.changes.verb import Verb
from scheduler.config.changes.words import Code, Told, Weekday, told
from scheduler.config.nearest import nearest
from scheduler.config.schema import ClubFile, VenueKind
from scheduler.config.schema_people import AdultFile
from scheduler.config.schema_types import Id, Positive, Word, read_weekday, said
from scheduler.config.schema_types import Weekday as SchoolWeekday
from scheduler.domain.people import AdultKind

_NUMBERED = re.compile(r"(.*?)([0-9]+)")
_KINDS = {
    **{kind.value: "adults" for kind in AdultKind},
    **{kind: "venues" for kind in get_args(VenueKind)},
    "club": "clubs",
}
"""What `add` may add, and the section it goes to."""
_OWNED = ("homeroom",)
"""Fields that are of one entry alone, so that nothing like it has them."""


class Add(Verb):
    """An adult, a venue or a club more; the other fields are those of its section, `like` an entry there is."""

    model_config = ConfigDict(extra="allow")

    title = ("增加", "add")
    about = (
        "增加一名人员（写类别 volunteer、retired、own 等）、一处场地（写类别）或一个社团（写 club）；"
        "其余字段与学校文件相同，可用 like 照抄已有的一项；人员的材料不写即视为齐全",
        "one more adult (a kind: volunteer, retired, own ...), venue (a kind) or club (club); other fields as in the "
        "school file, `like` copies an entry there is; papers of adults are taken to be in order unless given",
    )
    example = "{add: volunteer, id: V009, available: {thu: [16:00-18:00]}, skills: [first_aid]}"

    add: Word = said("人员类别、场地类别或 club", "a kind of adult, a kind of venue, or club")
    id: Id | None = said("编号，不写则接着现有编号", "its id, by default the next of those like it", None)
    like: Id | None = said("照抄哪一项", "the entry it is like", None)
    count: Positive = said("增加几个", "how many", 1)

    def edit(self, draft: Draft) -> Told:
        """Write each new entry: what it is like, then its own fields, each marked where it is written."""
        section = _KINDS.get(self.add)
        if section is None:
            rule = (
                f"must be club, a kind of adult ({', '.join(AdultKind)}) or a kind of venue",
                f"应为 club、人员类别（{'、'.join(AdultKind)}）或场地类别",
            )
            draft.wrong(("add",), rule, nearest(self.add, _KINDS))
            raise Refused
        base = self._base(draft, section)
        ids = self._ids(draft, section)
        own = self.__pydantic_extra__ or {}
        for key in ids:
            draft.claim((section, key), True)
            draft.put(section, key, value={name: value for name, value in base.items() if name not in own})
            for name, value in own.items():
                draft.put(section, key, name, value=value, source=(name,))
        kind = Code(self.add, "venue" if section == "venues" else "")
        return told(f"add.{section.removesuffix('s')}", who=ids, kind=kind)

    def _base(self, draft: Draft, section: str) -> dict[str, Any]:
        """What the entry has before its own fields."""
        base: dict[str, Any] = {}
        if self.like is not None and draft.known("like", [self.like], section, SECTIONS[section]):
            base = {name: value for name, value in draft.get(section, self.like).items() if name not in _OWNED}
        if section == "venues":
            base["kind"] = self.add
        elif section == "adults":
            base["kind"] = self.add
            if self.like is None:
                needed = draft.entries("rules", "credentials").get(self.add, [])
                term = draft.calendar
                base["papers"] = {name: [f"{term.first_day}", f"{term.last_day}"] for name in needed}
        return base

    def _ids(self, draft: Draft, section: str) -> list[str]:
        """As many free ids as are wanted, from the one given or after those of the same kind."""
        there = draft.entries(section)
        if self.id is not None and self.id in there:
            draft.wrong(("id",), ("is the id of an entry there is; take another", "编号已有，请换一个"))
        same = [k for k, e in there.items() if section == "clubs" or e.get("kind", AdultKind.OWN) == self.add]
        first = self.id or _after(self.like or _usual(same) or f"{self.add[:1].upper()}000", there)
        ids = [first]
        while len(ids) < self.count:
            ids.append(_after(ids[-1], [*there, *ids]))
        return ids


class Remove(Verb):
    """An adult, club, venue, gate or support group less, with all that names it."""

    title = ("取消", "remove")
    about = ("某人离开，或社团、场地、校门、小组取消", "an adult, club, venue, gate or support group is gone")
    example = "{remove: dance}"

    remove: Id = said("编号", "its id")

    def edit(self, draft: Draft) -> Told:
        """Delete the entry and every mention of it; a classroom in use and the last gate are refused."""
        section = section_of(draft, "remove", self.remove, ("adults", "clubs", "venues", "gates", "support_groups"))
        draft.claim((section, self.remove), False)
        owner = next((k for k, h in draft.entries("homerooms").items() if h.get("classroom") == self.remove), None)
        if section == "venues" and owner is not None:
            rule = (
                f"is the classroom of {owner}; give {owner} another first, with set homerooms.{owner}.classroom",
                f"是 {owner} 的本班教室；请先用 set homerooms.{owner}.classroom 另给一间",
            )
            draft.wrong(("remove",), rule)
        if section == "gates" and len(draft.entries(section)) == 1:
            draft.wrong(("remove",), ("is the only gate", "是唯一的校门"))
        forget(draft, section, self.remove)
        draft.drop(section, self.remove)
        return told(f"remove.{section}", id=self.remove)


class Move(Verb):
    """A club goes from one strand to another; a strand, a group or an adult from one weekday to another."""

    title = ("调整", "move")
    about = (
        "社团改到另一个时段组；时段组、小组或人员由某个星期改到另一个星期",
        "a club goes to another strand; a strand, a group or an adult's day goes to another weekday",
    )
    example = "{move: dance, from: A, to: B}"

    move: Id = said("社团、时段组、小组或人员的编号", "id of a club, strand, group or adult")
    old: Id = said("原时段组或星期", "strand or weekday it leaves", alias="from")
    new: Id = said("新时段组或星期", "strand or weekday it goes to", alias="to")

    def edit(self, draft: Draft) -> Told:
        """Change the strands of a club and the wishes that name them, or the weekday of the others."""
        section = section_of(draft, "move", self.move, ("clubs", "strands", "support_groups", "adults"))
        draft.claim((section, self.move, "move", self.old), self.new)
        if section == "clubs":
            return self._club(draft)
        old, new = (self._weekday(draft, field, word) for field, word in (("from", self.old), ("to", self.new)))
        if section == "adults":
            self._hours(draft, old, new)
        else:
            self._weekdays(draft, section, old, new)
        return told(f"move.{section}", id=self.move, old=Weekday(old), new=Weekday(new))

    def _club(self, draft: Draft) -> Told:
        strands = list(draft.entries("strands"))
        for field, word in (("from", self.old), ("to", self.new)):
            if word not in strands:
                draft.wrong((field,), *draft.complaints.unknown(STRAND, word, strands))
        allowed = draft.view(ClubFile, "clubs", self.move).strands or strands
        if self.old in strands and self.old not in allowed:
            rule = (f"{self.move} does not meet there", f"{self.move} 不在这个时段组")
            draft.wrong(("from",), rule, ", ".join(allowed))
        kept = dict.fromkeys(self.new if strand == self.old else strand for strand in allowed)
        draft.put("clubs", self.move, "strands", value=list(kept), source=("to",))
        move_wishes(draft, self.move, self.old, self.new)
        return told("move.clubs", id=self.move, old=self.old, new=self.new)

    def _weekdays(self, draft: Draft, section: str, old: int, new: int) -> None:
        held = draft.view(_WithWeekdays, section, self.move).weekdays
        if old not in held:
            self._not_there(draft, held)
        kept = dict.fromkeys(weekday_en(new if day == old else day) for day in held)
        draft.put(section, self.move, "weekdays", value=list(kept), source=("to",))

    def _hours(self, draft: Draft, old: int, new: int) -> None:
        at = ("adults", self.move, "available")
        held = draft.view(AdultFile, *at[:2]).available or {}
        if old not in held:
            self._not_there(draft, list(held))
            return
        before, after = draft.weekday_key(old, *at), draft.weekday_key(new, *at)
        hours = [*(draft.get(*at, after) or []), *draft.get(*at, before)]
        draft.drop(*at, before)
        draft.put(*at, after, value=hours, source=("to",))

    def _not_there(self, draft: Draft, held: Sequence[int]) -> None:
        days = ", ".join(weekday_en(day) for day in held)
        rule = (
            f"{self.move} is not there that day; its days: {days or '-'}",
            f"{self.move} 当天没有安排；现为 {days or '-'}",
        )
        draft.wrong(("from",), rule)

    def _weekday(self, draft: Draft, field: str, word: str) -> int:
        try:
            return read_weekday(word)
        except PydanticCustomError as error:
            context = error.context or {}
            draft.wrong((field,), (context["en"], context["zh"]), context.get("hint"))
            raise Refused from error


class _WithWeekdays(BaseModel):
    """What a strand and a support group have in common."""

    model_config = ConfigDict(extra="ignore")

    weekdays: list[SchoolWeekday]


def _usual(keys: Sequence[str]) -> str | None:
    """The last of the ids that begin as most of them do; None without any."""
    stems = [key.rstrip("0123456789") for key in keys]
    usual = max(stems, key=stems.count, default=None)
    return next((key for key, stem in zip(reversed(keys), reversed(stems), strict=True) if stem == usual), None)


def _after(key: str, taken: Collection[str]) -> str:
    """The next free id: the number at its end one more, as wide as it was."""
    found = _NUMBERED.fullmatch(key)
    stem, digits = (found[1], found[2]) if found else (key, "1")
    number = int(digits) + 1
    while (free := f"{stem}{number:0{len(digits)}d}") in taken:
        number += 1
    return free
