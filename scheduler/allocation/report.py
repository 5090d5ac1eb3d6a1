"""Everything there is to say about a plan's club places: certificates, figures, and every pupil's account."""

from dataclasses import dataclass

from scheduler.allocation.certificates import Certificate, certificates
from scheduler.allocation.figures import Figures, figures
from scheduler.allocation.market import register
from scheduler.allocation.offers import Offer, free_moves, swaps
from scheduler.allocation.reasons import Account, accounts
from scheduler.allocation.waiting import waiting_lists
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem


@dataclass(frozen=True)
class PlacesReport:
    """Certificates, changes to offer where an earlier place was kept, figures, accounts by strand and pupil id."""

    certificates: tuple[Certificate, ...]
    offers: tuple[Offer, ...]
    figures: Figures
    accounts: tuple[Account, ...]

    @property
    def sound(self) -> bool:
        """Whether every certificate holds."""
        return all(certificate.holds for certificate in self.certificates)


def places_report(problem: Problem, plan: Plan) -> PlacesReport:
    """The report of a plan in roster mode; without a roster nobody is placed by name and everything is empty."""
    lists = waiting_lists(problem, plan)
    graphs = [waiting.exchanges for waiting in lists]
    offers = tuple(offer for graph in graphs for offer in (*free_moves(graph), *swaps(graph)) if offer.again)
    told = tuple(accounts(problem, plan, lists=lists))
    return PlacesReport(certificates(problem, plan, lists), offers, figures(problem, plan, lists), told)


def luck_after(problem: Problem, plan: Plan) -> dict[str, int]:
    """Pupil -> first wishes lost up to and with this plan, in id order; those who have lost none are left out.

    What `rosters.luck` reads next time. Empty in counts mode.
    """
    if not problem.roster:
        return {}
    common = register(problem, plan)
    lost = {pupil: common.lost(pupil, common.clubs_of(pupil)) for pupil in sorted(common.strands_of)}
    before = problem.allocation.luck
    return {pupil: total for pupil in sorted({*lost, *before}) if (total := lost.get(pupil, 0) + before.get(pupil, 0))}
