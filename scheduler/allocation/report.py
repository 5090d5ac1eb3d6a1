"""Everything there is to say about a plan's club places: certificates, figures, and every pupil's account."""

from dataclasses import dataclass

from scheduler.allocation.certificates import Certificate, certificates
from scheduler.allocation.figures import Figures, figures
from scheduler.allocation.market import Market, register
from scheduler.allocation.offers import Offer, free_moves, swaps
from scheduler.allocation.reasons import Account, accounts
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
    common = register(problem, plan)
    markets = [Market(common, strand) for strand in problem.strands if problem.roster]
    offers = tuple(offer for market in markets for offer in (*free_moves(market), *swaps(market)) if offer.again)
    told = tuple(accounts(problem, plan))
    return PlacesReport(certificates(problem, plan), offers, figures(problem, plan), told)
