"""Club days to seat pupils in: planned for a school of ordinary size, drawn with the school for a larger one."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from scheduler.clauses.book import BOOK
from scheduler.clauses.space import Space
from scheduler.config.load import load_school
from scheduler.domain.demand import Mode
from scheduler.domain.problem import Problem
from scheduler.generate.kinds import MOST_CLASSES, kind_named
from scheduler.generate.school import SchoolDraft, draft_school
from scheduler.generate.writer import school_files, write_files
from scheduler.planning.compile import compile_space
from scheduler.planning.desk import STAGE_TIERS
from scheduler.planning.effort import EFFORTS
from scheduler.planning.lift import occupied, placed_groups
from scheduler.planning.offering import offer_space, seating_space, section_limits
from scheduler.planning.outcome import Effort
from scheduler.planning.placing import group_space
from scheduler.planning.surrogate import foresee
from solvers.rows import Key, Row
from solvers.stop import Limits
from solvers.worker import Worker


class NoOffer(Exception):
    """The stage before the seating ended without values."""


def seating(like: str, classes: int, pupils: int, seed: int) -> Space:
    """The seating of a generated school with its club days fixed.

    Up to 120 classes by the same stages and settings as `afterschool plan`; beyond that no week is planned, and every
    section opens that the school was drawn with. Raises ValueError when no such school can be generated, NoOffer when
    a stage found nothing.
    """
    draft = draft_school(kind_named(like), classes, pupils, seed, max(classes, MOST_CLASSES))
    with tempfile.TemporaryDirectory() as scratch:
        write_files(Path(scratch), school_files(draft))
        problem = load_school(Path(scratch), mode=Mode.ROSTER).problem
    return _planned(problem) if classes <= MOST_CLASSES else _drawn(problem, draft)


def _drawn(problem: Problem, draft: SchoolDraft) -> Space:
    opened = {(club, strand): n for strand, plan in draft.plans.items() for club, n in plan.sections.items() if n}
    return seating_space(problem, opened, {})


def _planned(problem: Problem) -> Space:
    with Worker() as worker:
        groups = placed_groups(problem, _solved(worker, "groups", group_space(problem)))
        space = offer_space(problem, occupied(groups))
        values = _solved(worker, "offer", space, tuple(foresee(problem, space, groups)))
    opened = {(o.club.id, o.strand.id): values[o.key] for o in space.openings if values[o.key]}
    return seating_space(problem, opened, section_limits(space, values))


def _solved(worker: Worker, stage: str, space: Space, extra: tuple[Row, ...] = ()) -> Mapping[Key, int]:
    setting = EFFORTS[Effort.NORMAL][stage]
    limits = Limits(effort=setting.effort, seconds=setting.seconds, gap=setting.gap, workers=setting.workers)
    answer = worker.solve(setting.engine, compile_space(space, BOOK, STAGE_TIERS[stage], extra), limits)
    if not answer.found:
        raise NoOffer(f"stage {stage}: {answer.status}")
    return answer.values
