"""Rival `timefold`: local search over assignments, in Java, as its documentation advises.

Three planning entities: a section has a venue, a pupil's seat has a section, a duty has an adult; each with the value
range of its own options and each may stay unassigned (over-constrained planning). Rules are constraint streams, one
hard level and a soft level a tier (bendable score). Solver: the defaults (first fit, then late acceptance), incremental
constraint streams, one thread (several need the commercial edition).

What was done for it: the jars of the last Python release run from Java itself, which its own measurements show to be
several times faster than Python constraints; ranges hold only what no clause rules out; a level of squared loads below
the judge's spread, for the documentation warns of measures that feel no single step.
A section without enough pupils, a venue or a lead does not open, and its pupils count as unseated: as hard rules these
kept every section shut. What it cannot state: see `assignment`; a bound.
"""

import importlib.util
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from scheduler.clauses.load import fairness_group
from scheduler.clauses.seen import evening_from
from scheduler.domain.offer import SectionId, Strand
from scheduler.domain.people import Adult
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.planning.whole.reading import plan_of
from tests.benchmarks.measure import run_command
from tests.benchmarks.rivals.assignment import Job, Week, choices_from, week_of
from tests.benchmarks.rivals.case import Course, NotInstalled, School

SOURCES = sorted(map(str, (Path(__file__).parent / "java").glob("*.java")))
HEAP = "-Xmx4g"
START = 30.0
"""Seconds Java may take beyond its time to start and to end."""
LOW_GRADES = 2


def run_timefold(school: School, seconds: float, seed: int, course: Course) -> None:
    """Write the week, compile and run the Java program, read every plan it prints. Raises NotInstalled."""
    jars, java = jars_or_raise(), shutil.which("java")
    week = week_of(school)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "week.txt").write_text("\n".join(lines_of(week)) + "\n", encoding="utf-8")
        built = run_command(["javac", "-cp", jars, "-d", scratch, *SOURCES], folder=folder, seconds=120.0)
        if built.exit != 0:
            raise RuntimeError(built.errors)
        before = course.seconds
        words = [str(java), HEAP, "-cp", f"{jars}:{scratch}", "School", "week.txt", str(seconds - before), str(seed)]
        run = run_command(words, folder=folder, seconds=seconds + START)
    course.status = "ran" if run.exit == 0 else f"exit {run.exit}"
    course.note = "" if run.exit == 0 else run.errors.strip().partition("\n")[0]
    for after, line in run.lines:
        if line.startswith("plan\t"):
            course.add(partial(plan_from, school, week, line), before + after)


def jars_or_raise() -> str:
    """The class path of the jars in the package `timefold`. Raises NotInstalled without it or without a JDK."""
    found = importlib.util.find_spec("timefold")
    if found is None or not found.submodule_search_locations:
        raise NotInstalled("pip install 'afterschool-planner[rivals]' brings timefold")
    if shutil.which("java") is None or shutil.which("javac") is None:
        raise NotInstalled("timefold needs a JDK of Java 17 or later (java and javac)")
    return str(Path(next(iter(found.submodule_search_locations))) / "solver" / "jars" / "*")


def plan_from(school: School, week: Week, line: str) -> Plan:
    """The plan of one line the program printed; `-` stands for nothing."""
    venues: dict[SectionId, str | None] = {}
    chosen: dict[tuple[str, str], SectionId] = {}
    adults: dict[str, str] = {}
    known = {str(section.id): section.id for section in week.sections}
    for part in line.split("\t")[3:]:
        kind, *words = part.split(" ")
        if words[-1] == "-":
            continue
        if kind == "v":
            venues[known[words[0]]] = words[1]
        elif kind == "s":
            chosen[words[0], words[1]] = known[words[2]]
        else:
            adults[words[0]] = words[1]
    sizes = Counter(chosen.values())
    led = {job.section for job in week.jobs if job.section is not None and job.id in adults}
    opened = {s.id for s in week.sections if s.id in venues and s.id in led and sizes[s.id] >= s.club.min_enrolment}
    served = {at: section for at, section in chosen.items() if section in opened}
    return plan_of(school.problem, school.groups, choices_from(week, venues, served, adults))


def lines_of(week: Week) -> Iterator[str]:
    """The week as lines of tab-separated words."""
    problem = week.problem
    yield _line("most", problem.policy.max_club_leads)
    yield _line("even", problem.policy.even_within)
    for strand in problem.strands.values():
        yield _line("strand", strand.id, _words(sorted(strand.weekdays)))
    compared = {adult.id for adult in fairness_group(problem)}
    yield from (_adult(problem, adult, adult.id in compared) for adult in problem.adults.values())
    for section in week.sections:
        stairs = min(section.club.grades & section.strand.grades) <= LOW_GRADES
        rooms = (f"{v.id}:{v.capacity}:{(v.floor - 1) * stairs}" for v in section.venues)
        sizes = section.club.capacity, section.club.min_enrolment
        yield _line("section", section.id, section.club.id, section.strand.id, *sizes, _words(rooms))
    for number, (needs, stock) in enumerate(week.limits):
        yield _line("pieces", number, stock, _words(f"{club}/{strand}:{n}" for (club, strand), n in needs.items()))
    for strand in problem.strands.values():
        yield from _seats(week, strand)
    yield from (_job(problem, job) for job in week.jobs)


def _adult(problem: Problem, adult: Adult, compared: bool) -> str:
    rate = problem.policy.allowances.by_kind.get(adult.kind, 0)
    late = problem.policy.allowances.own_late if adult.own else rate
    caps = adult.caps
    numbers = caps.sessions, caps.late_days, caps.evenings, rate, late, problem.policy.soft_sessions, int(compared)
    return _line("adult", adult.id, *numbers, _words(sorted(adult.avoid_weekdays)))


def _seats(week: Week, strand: Strand) -> Iterator[str]:
    problem = week.problem
    grades = sorted({homeroom.grade for homeroom in problem.strand_homerooms(strand)})
    for grade in grades:
        fitting = [s.id for s in week.sections if s.strand is strand and grade in s.club.grades]
        yield _line("range", f"{strand.id}/{grade}", _words(fitting))
    for pupil in problem.strand_pupils(strand):
        ranks = [(c.club, k) for k, c in enumerate(pupil.choices) if c.strand in (None, strand.id)]
        costs = (f"{club}:{problem.policy.rank_cost(k)}" for club, k in reversed(ranks))
        where = f"{strand.id}/{problem.grade(pupil.homeroom)}"
        yield _line("seat", pupil.id, strand.id, where, problem.policy.unranked_cost, _words(costs))


def _job(problem: Problem, job: Job) -> str:
    days = {day.date: day.weekday for day in problem.days}
    like = job.like
    times = (f"{o.day.weekday}:{o.interval.start}:{o.interval.end}" for o in like.occurrences)
    starts = {day.date: evening_from(problem, day.date) for day in problem.days}
    evenings = {o.day.weekday for o in like.occurrences if o.interval.start >= starts[o.day.date]}
    return _line(
        "job",
        job.id,
        job.section or "",
        like.late_minutes,
        int(job.late_rated),
        _words(times),
        _words(sorted(days[when] for when in like.late_dates)),
        _words(sorted(evenings)),
        job.home or "",
        -1 if job.beyond is None else job.beyond,
        _words(job.strands),
        _words(option.adult.id for option in job.options),
    )


def _line(*words: object) -> str:
    return "\t".join(str(word) for word in words)


def _words(words: Iterable[object]) -> str:
    return " ".join(str(word) for word in words)
