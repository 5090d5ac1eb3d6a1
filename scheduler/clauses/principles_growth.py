"""Chapter 四(三): all-round growth, the right adults, no lessons in disguise. Rows 23, 28, 29 and 30 of the book."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from scheduler.clauses.clause import Breach, Clause, Severity
from scheduler.clauses.judging import plain
from scheduler.clauses.space import Leads, Space
from scheduler.domain.groups import Kind
from scheduler.domain.plan import Plan, Session
from scheduler.domain.problem import Problem
from solvers.rows import Key, Row, at_most, forbid

DOMAINS = ("moral", "intellectual", "physical", "aesthetic", "labour")
NEW_TEACHING = ("newteaching", "newlesson", "讲新课", "新授", "新课", "讲课")
"""Spellings, without case and signs, of what clause 29 forbids whatever a policy lists."""
STUDY = frozenset({Kind.HOMEWORK, Kind.SUPPORT, Kind.EXTENSION, Kind.EVENING_STUDY})


class FiveDomains(Clause):
    """Open clubs serve all five domains of education; those a grade misses are noted."""

    number = 23
    section = "四(三)"
    quote = "促进学生德智体美劳全面发展"
    kind = "S,R"
    title = ("德智体美劳", "Five domains")
    sentences: ClassVar = {
        "missing": (
            "{where} 年级本周的社团未涉及：{domains:domain}",
            "No club open to grade {where} this week serves: {domains:domain}",
        ),
    }

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """One NOTE for each grade with club days whose open clubs leave a domain out."""
        served: dict[int, set[str]] = {}
        for section in plan.sections:
            club, strand = problem.clubs.get(section.id.club), problem.strands.get(section.id.strand)
            if club is not None and strand is not None:
                for grade in club.grades & strand.grades:
                    served.setdefault(grade, set()).add(club.domain)
        present = {homeroom.grade for homeroom in problem.homerooms.values()}
        for grade in sorted(present.intersection(served)):
            missing = [domain for domain in DOMAINS if domain not in served[grade]]
            if missing:
                yield self.breach("missing", severity=Severity.NOTE, where=str(grade), domains=", ".join(missing))


class SkilledLeads(Clause):
    """Clubs are led by adults qualified for them, and one adult leads at most so many sections as the policy says."""

    number = 28
    section = "四(三)"
    quote = "人员配置优化组合，内外兼顾、突出特色"
    kind = "S"
    title = ("人员配置合适", "The right adults")
    sentences: ClassVar = {
        "unqualified": ("{when} {who} 不具备带领 {where} 的资格", "{when}: {who} is not qualified to lead {where}"),
        "too_many": (
            "{who} 带领 {held} 个社团班，上限为 {limit} 个",
            "{who} leads {held} club sections; the limit is {limit}",
        ),
    }

    def rows(self, space: Space) -> Iterator[Row]:
        """Only qualified leads, each of at most `max_club_leads` sections."""
        led: dict[str, list[Key]] = {}
        for duty in space.duties:
            if duty.club is not None and not duty.adult.can_lead(duty.club.id, duty.club.skill):
                yield forbid(self.tag("skill", duty.club.id), duty.key)
            if isinstance(duty.key, Leads):
                led.setdefault(duty.adult.id, []).append(duty.key)
        limit = space.problem.policy.max_club_leads
        for keys in led.values():
            if len(keys) > limit:
                yield at_most(self.tag("leads"), keys, limit)

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Club sessions led by somebody not qualified, and adults with too many sections."""
        led: dict[str, set[str]] = {}
        for section in plan.sections:
            led.setdefault(section.lead or "", set()).add(str(section.id))
        for session in plan.of_kind(Kind.CLUB):
            lead = problem.adults.get(session.lead or "")
            club = problem.clubs.get(session.section.club) if session.section is not None else None
            if lead is not None and club is not None and not lead.can_lead(club.id, club.skill):
                yield self.breach("unqualified", where=session.id, when=session.date, who=(lead.id,))
        limit = problem.policy.max_club_leads
        for adult in sorted(led):
            if adult in problem.adults and len(led[adult]) > limit:
                yield self.breach("too_many", who=(adult,), held=len(led[adult]), limit=limit)


class NoNewTeaching(Clause):
    """The service teaches nothing new: no forbidden content under any spelling, no club that is a subject lesson."""

    number = 29
    section = "四(三)"
    quote = "不得利用课后服务时间讲新课"
    kind = "H"
    title = ("不得讲新课", "No new teaching")
    sentences: ClassVar = {
        "tutoring": (
            "社团 {where}（{club}）的名称含有学科补习字样“{word}”",
            "The title of club {where} ({club}) reads like subject tutoring: {word}",
        ),
        "planned": (
            "班级活动内容 {content} 不得安排",
            "The content {content} of class activity may not be planned",
        ),
        "forbidden": (
            "{when} {where} 安排了禁止的内容 {content:content}",
            "{when}: {where} holds the forbidden content {content:content}",
        ),
        "unknown": (
            "{when} {where} 的内容 {content:content} 不在允许之列",
            "{when}: the content {content:content} of {where} is not among those allowed",
        ),
        "whole_class": (
            "{when} {where}：{who} 给本班全体学生上自己任教的 {subject:subject}，请核实不是讲新课",
            "{when} {where}: {who} has the whole class in {subject:subject}, a subject of {who}; check it is no lesson",
        ),
    }

    def findings(self, problem: Problem) -> Iterator[Breach]:
        """Clubs whose id or title reads like tutoring, and forbidden contents planned for class activity."""
        for club in problem.clubs.values():
            for word in problem.policy.tutoring_words:
                if plain(word) in plain(club.title) or plain(word) in plain(club.id):
                    yield self.breach("tutoring", severity=Severity.FINDING, where=club.id, club=club.title, word=word)
                    break
        for content in dict.fromkeys(problem.class_contents.values()):
            if _forbidden(problem, content):
                yield self.breach("planned", severity=Severity.FINDING, content=content)

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Sessions with a content forbidden or not allowed; a NOTE on a whole class with its subject teacher."""
        allowed = {plain(content) for content in problem.policy.allowed_contents}
        for session in plan.sessions:
            if _forbidden(problem, session.content):
                yield self.breach("forbidden", where=session.id, when=session.date, content=session.content)
            elif session.content.strip() and plain(session.content) not in allowed:
                yield self.breach("unknown", where=session.id, when=session.date, content=session.content)
            yield from self._whole_class(problem, session)

    def _whole_class(self, problem: Problem, session: Session) -> Iterator[Breach]:
        lead = problem.adults.get(session.lead or "")
        if lead is None or session.subject is None:
            return
        taught = {lesson.homeroom for lesson in lead.lessons if lesson.subject == session.subject}
        for room, count in session.heads:
            homeroom = problem.homerooms.get(room)
            if homeroom is not None and room in taught and count >= homeroom.enrolled:
                yield self.breach(
                    "whole_class", severity=Severity.NOTE, where=session.id, when=session.date, who=(lead.id,),
                    subject=session.subject,
                )  # fmt: skip


def _forbidden(problem: Problem, content: str) -> bool:
    read = plain(content)
    listed = {plain(word) for word in problem.policy.forbidden_contents}
    return read in listed or any(word in read for word in NEW_TEACHING)


class NoExtraLoad(Clause):
    """A pupil's study minutes of a day (period 1 groups, evening study) stay within the stage's cap."""

    number = 30
    section = "四(三)"
    quote = "不得以课后服务名义加重学生课业负担"
    kind = "H,S"
    title = ("不加重课业负担", "No extra load")
    sentences: ClassVar = {
        "bells": (
            "{when} {where} 年级作息表中的学习时间为 {minutes} 分钟，上限 {cap} 分钟",
            "{when}: the bells of grade {where} hold {minutes} minutes of study; the cap is {cap}",
        ),
        "pupils": (
            "{when} {where} 班有学生的学习时间达 {minutes} 分钟，上限 {cap} 分钟：{who}",
            "{when}: pupils of homeroom {where} study {minutes} minutes; the cap is {cap}: {who}",
        ),
    }

    def findings(self, problem: Problem) -> Iterator[Breach]:
        """Grades and days whose bells alone pass the cap."""
        stages = {h.grade: h.stage for h in problem.homerooms.values()}
        for grade in sorted(stages):
            cap = problem.policy.study_minutes[stages[grade]]
            for day in problem.days:
                minutes = _study_bells(problem, grade, day.date)
                if minutes > cap:
                    yield self.breach(
                        "bells", severity=Severity.FINDING, where=str(grade), when=day.date, minutes=minutes, cap=cap
                    )

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Homerooms and days with pupils beyond the cap and beyond what the bells themselves hold (roster mode)."""
        studied: dict[tuple[str, date], dict[str, int]] = {}
        for session in plan.of_kind(*sorted(STUDY)):
            for pupil, room in _present(problem, session):
                minutes = studied.setdefault((room, session.date), {})
                minutes[pupil] = minutes.get(pupil, 0) + session.interval.minutes
        for (room, when), minutes in studied.items():
            homeroom = problem.homerooms[room]
            cap = problem.policy.study_minutes[homeroom.stage]
            most = max(cap, _study_bells(problem, homeroom.grade, when))
            who = tuple(sorted(key for key, total in minutes.items() if total > most))
            if who:
                yield self.breach("pupils", where=room, when=when, who=who, minutes=max(minutes.values()), cap=cap)


def _present(problem: Problem, session: Session) -> Iterator[tuple[str, str]]:
    """(pupil, homeroom) of a session's roster."""
    for key in session.roster:
        pupil = problem.pupils.get(key)
        if pupil is not None and pupil.homeroom in problem.homerooms:
            yield key, pupil.homeroom


def _study_bells(problem: Problem, grade: int, when: date) -> int:
    times = problem.times.get((grade, when))
    if times is None:
        return 0
    return sum(part.minutes for part in (times.p1, times.evening) if part is not None)


CLAUSES: tuple[Clause, ...] = (FiveDomains(), SkilledLeads(), NoNewTeaching(), NoExtraLoad())
