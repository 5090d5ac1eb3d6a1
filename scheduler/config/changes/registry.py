"""Every verb of a scenario, in the order planners read them. Schema, listing and reader go by this table."""

from collections.abc import Mapping

from scheduler.config.changes import demand, offers, people, places, scaling, settings, term_days
from scheduler.config.changes.verb import Verb

VERBS: Mapping[str, type[Verb]] = {
    verb.word(): verb
    for verb in (
        people.Absent,
        people.Present,
        people.Train,
        people.Lapse,
        people.LeaveBy,
        people.Swap,
        places.Close,
        places.Open,
        places.Inspect,
        places.Overdue,
        offers.Add,
        offers.Remove,
        offers.Move,
        demand.Quarantine,
        demand.Leave,
        demand.Join,
        scaling.Scale,
        term_days.Season,
        term_days.EndEarly,
        term_days.MakeUp,
        term_days.Holiday,
        settings.Set,
    )
}
