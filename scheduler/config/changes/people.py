"""Changes to people: who is away or back, qualified, in order, there till when; who teaches whose lessons."""

from datetime import date, timedelta
from typing import Annotated

from pydantic import Field

from scheduler.calendar.clock import format_clock
from scheduler.config.build_findings import ADULT
from scheduler.config.changes.draft import Draft
from scheduler.config.changes.forms import DayWord, Ids, On
from scheduler.config.changes.roster import weekday_of
from scheduler.config.changes.verb import Verb
from scheduler.config.changes.words import Code, Told, told
from scheduler.config.nearest import nearest
from scheduler.config.schema import ClubFile
from scheduler.config.schema_people import AdultFile
from scheduler.config.schema_types import Clock, Word, said
from scheduler.domain.vocabulary import skill_text

SINCE = ("自哪天起，默认本周第一天", "from which day, by default the week's first")
ON = ("日期或星期，不写为整周", "days, by default the whole week")


class Absent(Verb):
    """Adults are away on some days (`adults.*.absent`)."""

    title = ("请假", "absent")
    about = ("某人某些天不在校", "adults are away on some days")
    example = "{absent: [T003, T007], on: [2026-09-08, wed]}"

    absent: Ids = said("人员编号", "ids of adults")
    on: On | None = said(*ON, None)

    def edit(self, draft: Draft) -> Told:
        """Add the days to each adult's absences."""
        days = draft.days(self.on)
        for adult in draft.known("absent", self.absent, "adults", ADULT):
            draft.mark_days("adults", adult, "absent", days, there=True)
        return told("absent", who=self.absent, days=draft.said(days))


class Present(Verb):
    """Adults who were to be away are there: on leave for the term, or absent on those days."""

    title = ("到岗", "present")
    about = ("原定请假的人到岗", "adults who were to be away are there after all")
    example = "{present: T025, on: wed}"

    present: Ids = said("人员编号", "ids of adults")
    on: On | None = said(*ON, None)

    def edit(self, draft: Draft) -> Told:
        """Take the days off each adult's absences; who was on leave stays away on the other days of the week."""
        days = draft.days(self.on)
        for index, adult in enumerate(self.present):
            if adult not in draft.known("present", [adult], "adults", ADULT):
                continue
            back = draft.view(AdultFile, "adults", adult).on_leave
            if back:
                draft.put("adults", adult, "on_leave", value=False)
                others = [day.date for day in draft.week if day.date not in days]
                draft.mark_days("adults", adult, "absent", others, there=True)
            if not draft.mark_days("adults", adult, "absent", days, there=False) and not back:
                draft.wrong(("present", index), ("is not away on these days", "这些天并未请假"))
        return told("present", who=self.present, days=draft.said(days))


class Train(Verb):
    """Adults gain a skill (`adults.*.skills`)."""

    title = ("培训", "train")
    about = ("某人取得一项技能", "adults gain a skill")
    example = "{train: [T017], in: first_aid}"

    train: Ids = said("人员编号", "ids of adults")
    skill: Word = said("技能，须是学校用到的", "a skill the school knows", alias="in")

    def edit(self, draft: Draft) -> Told:
        """Add the skill to each adult's; one that no adult has and no club asks for is a slip."""
        held = {skill for key in draft.entries("adults") for skill in draft.view(AdultFile, "adults", key).skills}
        asked = {draft.view(ClubFile, "clubs", key).skill for key in draft.entries("clubs")}
        if self.skill not in held | asked:
            rule = ("no adult has this skill and no club asks for it", "没有人具备这项技能，也没有社团需要")
            draft.wrong(("in",), rule, nearest(self.skill, held | asked))
        for adult in draft.known("train", self.train, "adults", ADULT):
            skills = draft.view(AdultFile, "adults", adult).skills
            if self.skill not in skills:
                draft.put("adults", adult, "skills", value=[*skills, self.skill], source=("in",))
        return told("train", who=self.train, skill=Told(skill_text(self.skill, "zh"), skill_text(self.skill, "en")))


class Lapse(Verb):
    """Papers of adults are valid no longer (`adults.*.papers`)."""

    title = ("材料失效", "lapse")
    about = ("某人的材料自某天起失效", "papers of adults are valid no longer")
    example = "{lapse: X003, paper: health, from: wed}"

    lapse: Ids = said("人员编号", "ids of adults")
    paper: Word | None = said("材料，不写为全部", "which paper, by default all", None)
    since: DayWord | None = said(*SINCE, None, alias="from")

    def edit(self, draft: Draft) -> Told:
        """Let the papers end on the day before; those that had not begun are deleted."""
        since = draft.since(self.since)
        papers: dict[str, None] = {}
        for index, adult in enumerate(self.lapse):
            if adult not in draft.known("lapse", [adult], "adults", ADULT):
                continue
            held = draft.view(AdultFile, "adults", adult).papers
            ending = [name for name in held if self.paper in (None, name)]
            papers |= dict.fromkeys(ending)
            if not ending:
                self._no_paper(draft, index, list(held))
            for name in ending:
                self._end(draft, adult, name, held[name][0], since)
        said = [Code(paper, "credential") for paper in papers]
        return told("lapse", who=self.lapse, papers=said, since=since.isoformat())

    def _end(self, draft: Draft, adult: str, paper: str, first: date, since: date) -> None:
        draft.claim(("adults", adult, "papers", paper), since)
        last = since - timedelta(days=1)
        if first > last:
            draft.drop("adults", adult, "papers", paper)
        else:
            draft.put("adults", adult, "papers", paper, value=[first.isoformat(), last.isoformat()])

    def _no_paper(self, draft: Draft, index: int, held: list[str]) -> None:
        rule = (
            f"has no such paper that could lapse; papers: {', '.join(held) or 'none'}",
            f"没有这样的材料可以失效；现有材料：{'、'.join(held) or '无'}",
        )
        if self.paper is None:
            draft.wrong(("lapse", index), rule)
        else:
            draft.wrong(("paper",), rule, nearest(self.paper, held))


class LeaveBy(Verb):
    """Adults must leave by a time on some weekdays, or need not any longer (`adults.*.leave_by`)."""

    title = ("须提前离校", "leave_by")
    about = (
        "某人须在某时前离校（班车改点、接孩子），不写 at 为不再须提前离校",
        "adults must leave by a time (a bus, a child); without `at` they need not any longer",
    )
    example = "{leave_by: [T001, T003], at: 17:20, on: fri}"

    leave_by: Ids = said("人员编号", "ids of adults")
    at: Clock | None = said("最晚离校时刻", "the time", None)
    on: On | None = said(*ON, None)

    def edit(self, draft: Draft) -> Told:
        """Write the time under each weekday, or take it away."""
        days = draft.in_week(self.on)
        for adult in draft.known("leave_by", self.leave_by, "adults", ADULT):
            for day in days:
                at = ("adults", adult, "leave_by")
                key = draft.weekday_key(day.weekday, *at)
                draft.claim((*at, key), self.at)
                if self.at is None:
                    draft.drop(*at, key)
                else:
                    draft.put(*at, key, value=format_clock(self.at), source=("at",))
        when = draft.said([day.date for day in days])
        if self.at is None:
            return told("leave_by.free", who=self.leave_by, days=when)
        return told("leave_by", who=self.leave_by, at=format_clock(self.at), days=when)


class Swap(Verb):
    """Two adults teach each other's regular lessons on some weekdays (the timetable of lessons)."""

    title = ("对调", "swap")
    about = ("两名教师互换某些天的常规课", "two adults swap their regular lessons on some days")
    example = "{swap: [T003, T007], on: tue}"

    swap: Annotated[Ids, Field(min_length=2, max_length=2)] = said("两名人员编号", "ids of two adults")
    on: On | None = said(*ON, None)

    def edit(self, draft: Draft) -> Told:
        """Exchange the two names in the rows of those weekdays."""
        days = draft.in_week(self.on)
        weekdays = {day.weekday for day in days}
        two = draft.known("swap", self.swap, "adults", ADULT)
        sheet = draft.sheet("lessons")
        if sheet is None:
            rule = ("the school has no timetable of lessons to swap", "学校没有常规课表，无课可换")
            draft.wrong(("swap",), rule, key=True)
        changed = 0
        if sheet is not None and len(set(two)) == 2:
            other = dict(zip(two, reversed(two), strict=True))
            for row, cells in enumerate(sheet.rows):
                if cells["adult"] in other and weekday_of(cells) in weekdays:
                    sheet.write(row, "adult", other[cells["adult"]], draft.mark("swap"))
                    changed += 1
            if not changed:
                draft.wrong(("swap",), ("neither has a lesson on these days", "这些天两人都没有课"))
        when = draft.said([day.date for day in days])
        return told("swap", one=self.swap[0], other=self.swap[-1], lessons=changed, days=when)
