"""Every kind of cause that can be planted."""

from collections.abc import Mapping

from tests.benchmarks.planted.cause import Sow
from tests.benchmarks.planted.clubs import (
    lapsed_papers,
    leads_away,
    nobody_qualified,
    too_few_seats,
    too_little_equipment,
)
from tests.benchmarks.planted.people import (
    early_leavers,
    guards_without_papers,
    late_caps,
    no_first_aider,
    protected_staff,
    research_block,
    session_caps,
    too_few_adults,
)
from tests.benchmarks.planted.places import dark_ground, rooms_closed, rooms_not_inspected

KINDS: Mapping[str, Sow] = {
    sow.__name__: sow
    for sow in (
        no_first_aider,
        rooms_closed,
        lapsed_papers,
        late_caps,
        too_few_seats,
        research_block,
        dark_ground,
        early_leavers,
        too_little_equipment,
        guards_without_papers,
        too_few_adults,
        rooms_not_inspected,
        nobody_qualified,
        session_caps,
        leads_away,
        protected_staff,
    )
}

SETTERS = frozenset({"lapsed_papers", "leads_away", "dark_ground", "too_little_equipment", "guards_without_papers"})
"""Kinds that change the school before they make it short: they come first, so that the other's count is of all there
is."""
