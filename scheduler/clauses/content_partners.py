"""Chapter 五(三)甲: third parties that run clubs. Rows 57 and 58 of the book."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import ClassVar

from scheduler.clauses.clause import Breach, Clause, Severity
from scheduler.clauses.space import Space
from scheduler.domain.people import Provider
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from solvers.rows import Row, forbid


class Partners(Clause):
    """A third party serves only with a licence, white-listed, while valid, its clubs within its scope."""

    number = 57
    section = "五(三)甲"
    quote = "积极探索实施第三方课后服务参与机制"
    kind = "I"
    title = ("第三方机构资质", "Third parties with papers")
    sentences: ClassVar = {
        "unknown": (
            "社团 {where} 的第三方 {provider} 未登记",
            "The provider {provider} of club {where} is not registered",
        ),
        "licence": ("第三方 {where} 没有办学许可", "Provider {where} has no licence"),
        "whitelist": ("第三方 {where} 不在白名单内", "Provider {where} is not on the white list"),
        "expired": (
            "第三方 {where} 的资质有效期为 {until}，不含本周服务日期",
            "The papers of provider {where} are valid until {until}, not on every day of the week",
        ),
        "scope": (
            "第三方 {provider} 的服务范围不含社团 {where} 的类别 {category:category}",
            "The scope of provider {provider} does not hold {category:category}, the category of club {where}",
        ),
        "sends": (
            "{when} {where} 由 {who} 承担，其派出机构 {provider} 资质不符",
            "{when}: {where} is taken by {who}, sent by {provider}, whose papers do not admit it",
        ),
        "runs": (
            "{when} 社团活动 {where} 由资质不符的第三方 {provider} 承办",
            "{when}: {where} is run by provider {provider}, whose papers do not admit it",
        ),
    }

    def rows(self, space: Space) -> Iterator[Row]:
        """No section opens, and no adult serves, on a day on which their provider is not admitted."""
        problem = space.problem
        for opening in space.openings:
            days = [day.date for day in problem.strand_days(opening.strand)]
            club = opening.club
            runner = problem.providers.get(club.provider or "")
            in_scope = runner is not None and club.category in runner.scope
            if club.provider is not None and not (in_scope and _admitted(problem, club.provider, days)):
                yield forbid(self.tag(club.id), opening.key)
        for duty in space.duties:
            sender = duty.adult.provider
            if sender is not None and not _admitted(problem, sender, [o.day.date for o in duty.occurrences]):
                yield forbid(self.tag(sender), duty.key)

    def findings(self, problem: Problem) -> Iterator[Breach]:
        """Providers in use without papers, and clubs outside their provider's scope."""
        used = {adult.provider for adult in problem.adults.values()}
        used |= {club.provider for club in problem.clubs.values()}
        for provider in problem.providers.values():
            if provider.id in used:
                yield from self._papers(problem, provider)
        for club in problem.clubs.values():
            runner = problem.providers.get(club.provider or "")
            if club.provider is not None and runner is None:
                yield self.breach("unknown", severity=Severity.FINDING, where=club.id, provider=club.provider)
            elif runner is not None and club.category not in runner.scope:
                yield self.breach(
                    "scope", severity=Severity.FINDING, where=club.id, provider=runner.id, category=club.category
                )

    def _papers(self, problem: Problem, provider: Provider) -> Iterator[Breach]:
        if not provider.licence.strip():
            yield self.breach("licence", severity=Severity.FINDING, where=provider.id)
        if not provider.whitelisted:
            yield self.breach("whitelist", severity=Severity.FINDING, where=provider.id)
        last = max((day.date for day in problem.days), default=None)
        if last is not None and (provider.valid_until is None or provider.valid_until < last):
            until = str(provider.valid_until or "-")
            yield self.breach("expired", severity=Severity.FINDING, where=provider.id, until=until)

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Club sessions run, and duties taken by adults sent, by a provider not admitted on the date."""
        for session in plan.sessions:
            club = problem.clubs.get(session.section.club) if session.section is not None else None
            if club is not None and club.provider is not None:
                runner = problem.providers.get(club.provider)
                if not _papers_on(runner, session.date) or (runner and club.category not in runner.scope):
                    yield self.breach("runs", where=session.id, when=session.date, provider=club.provider)
        sent = [(adult.id, adult.provider) for adult in problem.adults.values() if adult.provider is not None]
        for adult, provider in sent:
            for duty in plan.duties_of(adult):
                if not _papers_on(problem.providers.get(provider), duty.date):
                    yield self.breach("sends", where=duty.id, when=duty.date, who=(adult,), provider=provider)


def _papers_on(provider: Provider | None, when: date) -> bool:
    """The judge's view: whether licence, white list and validity admit the provider on a date."""
    if provider is None or provider.valid_until is None:
        return False
    return bool(provider.licence.strip()) and provider.whitelisted and when <= provider.valid_until


def _admitted(problem: Problem, provider: str, days: Iterable[date]) -> bool:
    """Rows' side: whether the provider's papers hold on all the days."""
    known = problem.providers.get(provider)
    if known is None or not known.whitelisted or not known.licence.strip():
        return False
    return known.valid_until is not None and all(day <= known.valid_until for day in days)


class PartnerKinds(Clause):
    """Providers are of the kinds the notice names, or another kind the policy admits."""

    number = 58
    section = "五(三)甲"
    quote = "可与青少年校外活动中心、综合实践活动基地、青少年宫合作"
    kind = "I"
    title = ("合作单位类别", "Kinds of partner")
    sentences: ClassVar = {
        "kind": (
            "第三方 {where} 的类别 {kind:provider} 不在合作单位之列（可用：{known:provider}）",
            "Provider {where} is of kind {kind:provider}, which is no kind of partner (known: {known:provider})",
        ),
    }

    def findings(self, problem: Problem) -> Iterator[Breach]:
        """Providers of an unknown kind; a forbidden kind is clause 62's."""
        policy = problem.policy
        for provider in problem.providers.values():
            if provider.kind not in policy.partner_kinds | policy.forbidden_providers:
                known = ", ".join(sorted(policy.partner_kinds))
                yield self.breach("kind", severity=Severity.FINDING, where=provider.id, kind=provider.kind, known=known)


CLAUSES: tuple[Clause, ...] = (Partners(), PartnerKinds())
