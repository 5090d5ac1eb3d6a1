"""Chapter 五(三)甲: who is in charge of the groups of period 1. Rows 50, 52 and 53 of the book."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping
from typing import ClassVar

from scheduler.clauses.clause import Breach, Clause, Severity
from scheduler.clauses.covering import ADULT, cover_pools, pool_costs
from scheduler.clauses.judging import adults_wanted, extra_adults, missing_adults
from scheduler.clauses.space import Cost, Space
from scheduler.domain.groups import Kind
from scheduler.domain.plan import Plan, Role, TierName
from scheduler.domain.problem import Problem
from solvers.rows import Row, forbid


class Staffed(Clause):
    """Base of clauses that want a named lead and enough adults for sessions of some kinds.

    Adults wanted = ceil(pupils / hard ratio) + 1 where a pupil needs an adult of their own. Each one missing
    costs 10 in tier shortage.
    """

    kinds: ClassVar[tuple[Kind, ...]]
    sentences: ClassVar[Mapping[str, tuple[str, str]]] = {
        "no_lead": ("{when} {where} 没有负责教师", "{when}: nobody is in charge of {where}"),
        "too_few": (
            "{when} {where} 有 {pupils} 名学生，需要 {wanted} 名成人，只有 {held} 名",
            "{when}: {where} holds {pupils} pupils and needs {wanted} adults, not {held}",
        ),
    }

    def rows(self, space: Space) -> Iterator[Row]:
        """The pools of these kinds get the adults they want."""
        yield from cover_pools(self, space, [kind.value for kind in self.kinds])

    def costs(self, space: Space) -> Iterator[Cost]:
        """10 for every adult missing."""
        yield from pool_costs(self, space, [kind.value for kind in self.kinds])

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Sessions of these kinds without a lead or with too few adults."""
        yield from self.understaffed(problem, plan, self.kinds)

    def understaffed(self, problem: Problem, plan: Plan, kinds: Collection[Kind]) -> Iterator[Breach]:
        """The judge's check of lead and ratio."""
        extra = extra_adults(problem, plan)
        for session in plan.of_kind(*kinds):
            if session.lead is None:
                yield self.breach("no_lead", where=session.id, when=session.date)
            wanted, held = adults_wanted(problem, session, extra[session.id]), len(set(session.adults))
            if held < wanted and (held or wanted > 1):
                yield self.breach(
                    "too_few",
                    where=session.id,
                    when=session.date,
                    pupils=session.size,
                    wanted=wanted,
                    held=held,
                )

    def recount(self, problem: Problem, plan: Plan) -> Mapping[TierName, int]:
        """Leads and assistants missing, 10 each."""
        missing = missing_adults(problem, plan, self.kinds)
        return {TierName.SHORTAGE: ADULT * sum(lead + helpers for _, lead, helpers in missing)}


class NamedAdult(Staffed):
    """Every homework group has a named adult in charge, adults for its size, and (clause 26) a place."""

    number = 50
    section = "五(三)甲"
    quote = "安排专人组织学生在指定场所"
    kind = "H"
    title = ("专人负责", "A named adult for every group")
    kinds = (Kind.HOMEWORK,)


class _SmallGroups(Staffed, ABC):
    """Base of the two kinds of small groups: a size limit and a lead who knows the subject."""

    sentences: ClassVar[Mapping[str, tuple[str, str]]] = {
        **Staffed.sentences,
        "size": (
            "{when} {where} 有 {pupils} 人，超过上限 {limit} 人",
            "{when}: {where} has {pupils} pupils; the limit is {limit}",
        ),
        "expected": (
            "{where} 名单上或预计有 {pupils} 人，超过上限 {limit} 人，应分组",
            "{where} lists or expects {pupils} pupils; the limit is {limit}: divide the group",
        ),
        "subject": (
            "{when} {where} 的负责教师 {who} 不具备 {subject:subject} 学科能力",
            "{when}: {who}, in charge of {where}, is not competent in {subject:subject}",
        ),
    }

    @abstractmethod
    def limit(self, problem: Problem) -> int:
        """Most pupils in one group."""

    def rows(self, space: Space) -> Iterator[Row]:
        """Pools covered; nobody leads a subject without its skill."""
        yield from super().rows(space)
        kinds = [kind.value for kind in self.kinds]
        for duty in space.duties:
            pool = duty.pool
            leads = duty.kind in kinds and duty.role is Role.LEAD
            if pool is not None and leads and pool.skill is not None and pool.skill not in duty.adult.skills:
                yield forbid(self.tag("subject", pool.occurrence.day.date), duty.key)

    def findings(self, problem: Problem) -> Iterator[Breach]:
        """Groups the school's own lists make too large."""
        for name, pupils in self._listed(problem).items():
            if pupils > self.limit(problem):
                yield self.breach(
                    "expected",
                    severity=Severity.FINDING,
                    where=name,
                    pupils=pupils,
                    limit=self.limit(problem),
                )

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Lead, adults, size, and the lead's subject; a size the school's own lists force is a finding."""
        yield from super().breaches(problem, plan)
        limit = max(self.limit(problem), *self._listed(problem).values(), 0)
        for session in plan.of_kind(*self.kinds):
            if session.size > limit:
                yield self.breach(
                    "size",
                    where=session.id,
                    when=session.date,
                    pupils=session.size,
                    limit=self.limit(problem),
                )
            lead = problem.adults.get(session.lead or "")
            if lead is not None and session.subject is not None and session.subject not in lead.skills:
                yield self.breach(
                    "subject", where=session.id, when=session.date, who=(lead.id,), subject=session.subject
                )

    def _listed(self, problem: Problem) -> Mapping[str, int]:
        support = Kind.SUPPORT in self.kinds
        groups = [g for g in problem.support_groups.values() if (g.kind == "support") is support]
        if not problem.roster:
            return {group.id: group.expected for group in groups}
        return {g.id: sum(pupil.support == g.id for pupil in problem.pupils.values()) for g in groups}


class SupportGroups(_SmallGroups):
    """Pupils with difficulties meet in small groups led by a teacher competent in the subject."""

    number = 52
    section = "五(三)甲"
    quote = "对学有困难的学生加强帮扶"
    kind = "I,S"
    title = ("学困帮扶小组", "Support groups")
    kinds = (Kind.SUPPORT,)

    def limit(self, problem: Problem) -> int:
        """The policy's size of a support group."""
        return problem.policy.support_size


class ExtensionGroups(_SmallGroups):
    """Pupils with energy to spare meet in groups led by a teacher competent in the subject."""

    number = 53
    section = "五(三)甲"
    quote = "对学有余力的学生给予指导"
    kind = "I,S"
    title = ("学优拓展小组", "Extension groups")
    kinds = (Kind.EXTENSION,)

    def limit(self, problem: Problem) -> int:
        """The policy's size of an extension group."""
        return problem.policy.extension_size


CLAUSES: tuple[Clause, ...] = (NamedAdult(), SupportGroups(), ExtensionGroups())
