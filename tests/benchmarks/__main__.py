"""`python -m tests.benchmarks`: without a name, the list of benchmarks; with one, one JSON line a case."""

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from scheduler.config.finding import InputRefused
from scheduler.domain.allocation import Objective
from scheduler.domain.demand import Mode
from scheduler.generate.kinds import KINDS
from scheduler.generate.shortage import SHORTAGES
from scheduler.planning.outcome import Effort
from tests.benchmarks.across import run_across
from tests.benchmarks.cases import SchoolCase, school_cases
from tests.benchmarks.choices.picture import draw_choices
from tests.benchmarks.choices.run import Contest, run_choices
from tests.benchmarks.clubs import run_clubs
from tests.benchmarks.determinism import run_determinism
from tests.benchmarks.fuzz.run import run_fuzz
from tests.benchmarks.growth import draw_growth
from tests.benchmarks.judge import run_judge
from tests.benchmarks.mutation.run import run_mutation
from tests.benchmarks.offers import NoOffer
from tests.benchmarks.oracle import run_oracle
from tests.benchmarks.planted.corpus import plantings
from tests.benchmarks.planted.registry import KINDS as CAUSES
from tests.benchmarks.planted.run import run_planted, write_corpus
from tests.benchmarks.report import Result, repeated, show
from tests.benchmarks.rivals.case import Case
from tests.benchmarks.rivals.run import run_rivals
from tests.benchmarks.rosters import run_rosters
from tests.benchmarks.schools import Settings, run_schools
from tests.benchmarks.seats import run_seats

WINTER = date(2026, 12, 7)
LISTED = {
    "schools": "the whole command, YAML to audited plan with charts, in a fresh process",
    "across": "stage by stage against all stages together: what the stages cost, what is left unproven",
    "seats": "pupils to clubs with the club days fixed, any engine in process",
    "clubs": "synthetic club days, rooms and leads with an even load, any engine in process",
    "rivals": "our plan after ten seconds against other ways to plan the same school, one judge for all",
    "rosters": "published shift-scheduling instances from a folder of text files, any engine in process",
    "choices": "real course choices from a folder of files: our objectives, textbook mechanisms, packages, one judge",
    "oracle": "tiny random instances, every engine against trying everything",
    "fuzz": "mutated school files loaded under a clock and a limit of memory: loaded or refused, nothing else",
    "planted": "generated schools with one known cause of shortage each, or two: whether explaining names it",
    "determinism": "one school in fresh processes with other workers, cores and hash seeds: one plan",
    "judge": "a thousand corruptions, each caught in its place, and a thousand good plans without an alarm",
    "mutation": "faults in the rule book and the judge, line by line: does a test fail for each",
}


def main(arguments: list[str] | None = None) -> int:
    """Run one benchmark, or list all.

    Exit code 2 for a wrong argument, 1 when a result is not right or there is nothing to seat pupils in.
    """
    options = parser().parse_args(arguments)
    if options.benchmark is None:
        print("\n".join(f"{name:<11} {what}" for name, what in LISTED.items()))
        return 0
    if options.repeat < 1:
        print(f"--repeat {options.repeat} must be at least 1", file=sys.stderr)
        return 2
    wrong: list[Result] = []
    try:
        show(noting(results(options), wrong), markdown=options.markdown)
    except InputRefused as refused:
        print("\n".join(finding.say("en") for finding in refused.findings), file=sys.stderr)
        return 2
    except (ValueError, NoOffer) as error:
        print(error, file=sys.stderr)
        return 1 if isinstance(error, NoOffer) else 2
    return 1 if wrong else 0


def noting(found: Iterator[Result], wrong: list[Result]) -> Iterator[Result]:
    """The same results; those that say of themselves that they are not right are kept in `wrong` as well."""
    for result in found:
        if not result.get("right", True):
            wrong.append(result)
        yield result


def results(options: argparse.Namespace) -> Iterator[Result]:
    """The results of the benchmark asked for, one after the other."""
    if options.benchmark == "schools":
        settings = Settings(Mode(options.mode), options.week, options.effort, options.charts, options.seconds)
        cases = school_cases(options.like, options.classes, options.seed, committed=options.committed)
        found = []
        for result in run_schools(cases, settings, options.repeat):
            found.append(result)
            yield result
        if options.draw is not None:
            draw_growth(found, options.draw)
    elif options.benchmark == "seats":
        for pupils in options.pupils:
            for seed in options.seed:
                objective = Objective(options.objective)
                run = partial(run_seats, pupils, options.seconds, seed, options.like, options.engine, objective)
                yield repeated(run, options.repeat)
    elif options.benchmark == "across":
        cases = school_cases(options.like, options.classes, options.seed, committed=options.committed)
        yield from run_across(cases, options.short_of, options.week, options.seconds)
    elif options.benchmark == "rivals":
        for size in options.classes or [None]:
            for seed in options.seed:
                yield from run_rivals(Case(options.like, size, seed), options.seconds, seed, options.only)
    elif options.benchmark == "choices":
        contest = Contest(options.lotteries, options.seconds, options.engine, options.packages, options.only)
        compared = []
        for seed in options.seed:
            for result in run_choices(options.folder, options.capacity, seed, contest):
                compared.append(result)
                yield result
        if options.draw is not None:
            draw_choices(compared, options.draw)
    elif options.benchmark == "rosters":
        for seed in options.seed:
            yield from run_rosters(options.folder, options.seconds, seed, options.engine, options.only)
    elif options.benchmark == "oracle":
        yield from run_oracle(options.instances, options.engine)
    elif options.benchmark == "judge":
        for seed in options.seed:
            yield from run_judge(options.plans, seed)
    elif options.benchmark == "mutation":
        for seed in options.seed:
            yield from run_mutation(options.only, options.sample, seed, options.jobs, verbose=options.verbose)
    elif options.benchmark == "fuzz":
        for seed in options.seed:
            yield run_fuzz(options.files, seed, options.workers, options.keep)
    elif options.benchmark == "planted":
        for seed in options.seed:
            schools = list(plantings(options.like, options.schools, options.classes, seed, options.only))
            yield from (
                write_corpus(schools, options.write)
                if options.write
                else run_planted(schools, options.checked, options.keep, options.seconds)
            )
    elif options.benchmark == "determinism":
        for seed in options.seed:
            case = SchoolCase(f"{options.like}-{options.classes}-s{seed}", options.like, options.classes, seed)
            yield from run_determinism(case, WINTER, options.effort, options.seconds, few=options.few)
    else:
        for clubs in options.clubs:
            for seed in options.seed:
                run = partial(run_clubs, clubs, options.seconds, seed, options.engine, options.cut)
                yield repeated(run, options.repeat)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    found = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--seed", type=int, nargs="+", default=[1], help="seeds of what is generated")
    shared.add_argument("--repeat", type=int, default=1, help="runs a case; medians are shown")
    shared.add_argument("--markdown", action="store_true", help="a table instead of JSON lines")
    verbs = found.add_subparsers(dest="benchmark")
    _schools(verbs.add_parser("schools", parents=[shared], help=LISTED["schools"]))
    across = verbs.add_parser("across", parents=[shared], help=LISTED["across"])
    _which_schools(across)
    across.add_argument("--short-of", choices=list(SHORTAGES), help="generated schools that lack something")
    across.add_argument("--seconds", type=float, default=900.0, help="for each school")
    seats = verbs.add_parser("seats", parents=[shared], help=LISTED["seats"])
    seats.add_argument("--pupils", type=int, nargs="+", default=[2880, 5000])
    seats.add_argument("--seconds", type=float, default=120.0)
    seats.add_argument("--like", choices=list(KINDS), default="town24")
    seats.add_argument("--engine", default="split")
    seats.add_argument("--objective", choices=[objective.value for objective in Objective], default="costs")
    clubs = verbs.add_parser("clubs", parents=[shared], help=LISTED["clubs"])
    clubs.add_argument("--clubs", type=int, nargs="+", default=[40, 120, 300])
    clubs.add_argument("--seconds", type=float, default=60.0)
    clubs.add_argument("--engine", default="highs")
    clubs.add_argument("--cut", action=argparse.BooleanOptionalAction, default=True, help="bound loads by their mean")
    rivals = verbs.add_parser("rivals", parents=[shared], help=LISTED["rivals"])
    rivals.add_argument("--like", choices=list(KINDS), default="town24")
    rivals.add_argument("--classes", type=int, nargs="+", help="sizes of generated schools, 3 to 120")
    rivals.add_argument("--seconds", type=float, default=60.0, help="for each rival")
    rivals.add_argument("--only", nargs="+", default=[], help="names of rivals")
    rosters = verbs.add_parser("rosters", parents=[shared], help=LISTED["rosters"])
    rosters.add_argument("folder", type=Path, help="text files with SECTION_HORIZON, e.g. Instance1.txt")
    rosters.add_argument("--only", nargs="+", default=[], help="names of instances, without .txt")
    rosters.add_argument("--seconds", type=float, default=60.0)
    rosters.add_argument("--engine", default="neighbourhood")
    choices = verbs.add_parser("choices", parents=[shared], help=LISTED["choices"])
    _choices(choices)
    _trust(verbs, shared)
    return found


def _choices(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("folder", type=Path, help="files that end in .soc, .soi, .toc or .json")
    verb.add_argument("--capacity", type=int, help="places of every course; default the file's own, or just enough")
    verb.add_argument("--draw", type=Path, help="a picture of who gets which wish, e.g. choices.png")
    verb.add_argument("--lotteries", type=int, default=20, help="lotteries drawn; medians are shown")
    verb.add_argument("--packages", type=Path, help="Python that has tests/benchmarks/choices/packages.txt installed")
    verb.add_argument("--only", nargs="+", default=[], help="names of mechanisms")
    verb.add_argument("--seconds", type=float, default=60.0, help="for each lottery")
    verb.add_argument("--engine", default="split")


def _trust(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", shared: argparse.ArgumentParser) -> None:
    oracle = verbs.add_parser("oracle", parents=[shared], help=LISTED["oracle"])
    oracle.add_argument("--instances", type=int, default=2000, help="seeds 0 to N - 1")
    oracle.add_argument("--engine", nargs="+", default=[], help="only these")
    judge = verbs.add_parser("judge", parents=[shared], help=LISTED["judge"])
    judge.add_argument("--plans", type=int, default=1000, help="good plans, planned or told anew")
    mutation = verbs.add_parser("mutation", parents=[shared], help=LISTED["mutation"])
    mutation.add_argument("--only", nargs="+", default=[], help="files, e.g. care.py")
    mutation.add_argument("--sample", type=int, help="so many faults, drawn with the seed, instead of all")
    mutation.add_argument("--jobs", type=int, default=2, help="faults tried at a time")
    mutation.add_argument("--verbose", action="store_true", help="a line a fault, as it is settled")
    fuzz = verbs.add_parser("fuzz", parents=[shared], help=LISTED["fuzz"])
    fuzz.add_argument("--files", type=int, default=20_000, help="mutated files a seed")
    fuzz.add_argument("--workers", type=int, default=2, help="processes that load them")
    fuzz.add_argument("-o", dest="keep", type=Path, help="a folder for the schools that went wrong")
    planted = verbs.add_parser("planted", parents=[shared], help=LISTED["planted"])
    planted.add_argument("--schools", type=int, default=100)
    planted.add_argument("--classes", type=int, nargs="+", default=[12, 16, 20, 24], help="sizes in turn, 3 to 120")
    planted.add_argument("--like", choices=list(KINDS), default="town24")
    planted.add_argument("--only", choices=list(CAUSES), nargs="+", default=[], help="kinds of cause")
    planted.add_argument("--checked", type=int, default=1, help="ways out of each school that are planned anew")
    planted.add_argument("--write", type=Path, help="only write the schools with their causes into this folder")
    planted.add_argument(
        "--seconds", type=float, default=8.0, help="seconds to seek further ways; more on a busy machine"
    )
    planted.add_argument("--keep", type=Path, help="a file that keeps every result; schools it has are not run again")
    determinism = verbs.add_parser("determinism", parents=[shared], help=LISTED["determinism"])
    determinism.add_argument("--like", choices=list(KINDS), default="town24")
    determinism.add_argument("--classes", type=int, default=6)
    determinism.add_argument("--effort", choices=[effort.value for effort in Effort], default=Effort.QUICK.value)
    determinism.add_argument("--seconds", type=float, default=600.0, help="time limit of a plan, a safety net")
    determinism.add_argument("--few", action="store_true", help="three settings instead of all 24")


def _which_schools(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--committed", action="store_true", help="only the four schools of configs/schools")
    verb.add_argument("--like", choices=list(KINDS), help="generate schools like this one")
    verb.add_argument("--classes", type=int, nargs="+", help="sizes of generated schools, 3 to 120")
    verb.add_argument("--week", type=date.fromisoformat, default=WINTER, help=f"any day of the week, default {WINTER}")


def _schools(verb: argparse.ArgumentParser) -> None:
    _which_schools(verb)
    verb.add_argument("--draw", type=Path, help="a picture of how time and memory grow, e.g. growth.png")
    verb.add_argument("--mode", choices=[mode.value for mode in Mode], default=Mode.ROSTER.value)
    verb.add_argument("--effort", choices=[effort.value for effort in Effort], default=Effort.NORMAL.value)
    verb.add_argument("--charts", action=argparse.BooleanOptionalAction, default=True)
    verb.add_argument("--seconds", type=float, default=600.0, help="time limit of a plan")


if __name__ == "__main__":
    sys.exit(main())
