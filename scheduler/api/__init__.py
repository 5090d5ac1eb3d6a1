"""The public face: everything the verbs of the command line do, as functions with typed results.

Importing this module loads no solver; `plan` does.
"""

from scheduler.api.comparing import compare, one_more, sweep, what_if
from scheduler.api.drawing import draw, draw_compare, draw_count, draw_explained, draw_frontier, draw_resilience
from scheduler.api.explaining import breaches_later, explain, ways, what_breaks, write_ways
from scheduler.api.judging import Judged, audit, luck_after, places, read_plan, sheet, write
from scheduler.api.papers import export, import_school, import_timetable, survey_form, survey_read, template, write_form
from scheduler.api.planning import plan, sketch
from scheduler.api.repairing import HAPPENED, gaps, happened, plan_b, repair, resilience, write_plan_b, write_repairs
from scheduler.api.schools import check, count, load, provenance
from scheduler.config.load import origin

__all__ = [
    "HAPPENED",
    "Judged",
    "audit",
    "breaches_later",
    "check",
    "compare",
    "count",
    "draw",
    "draw_compare",
    "draw_count",
    "draw_explained",
    "draw_frontier",
    "draw_resilience",
    "explain",
    "export",
    "gaps",
    "happened",
    "import_school",
    "import_timetable",
    "load",
    "luck_after",
    "one_more",
    "origin",
    "places",
    "plan",
    "plan_b",
    "provenance",
    "read_plan",
    "repair",
    "resilience",
    "sheet",
    "sketch",
    "survey_form",
    "survey_read",
    "sweep",
    "template",
    "ways",
    "what_breaks",
    "what_if",
    "write",
    "write_form",
    "write_plan_b",
    "write_repairs",
    "write_ways",
]
