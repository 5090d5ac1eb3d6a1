"""The verb `places`: what a plan's club places can show for themselves, and what to tell each parent."""

import csv
from io import StringIO
from pathlib import Path
from typing import Annotated

import typer

from scheduler import api
from scheduler.allocation.report import PlacesReport
from scheduler.atomic import write_text
from scheduler.cli.options import Lang, PlanFile, Scenario, School, language_of
from scheduler.cli.screen import Screen
from scheduler.cli.show import show_file
from scheduler.cli.texts import say
from scheduler.cli.verbs import GAPS, plan_json
from scheduler.config.nearest import nearest
from scheduler.domain.allocation import rank_name
from scheduler.domain.problem import Problem
from scheduler.domain.vocabulary import said
from scheduler.explain import records

MOST_LINES = 12
BOM = "\ufeff"
"""Lets spreadsheets see that a CSV file is UTF-8."""


def places(
    plan_file: PlanFile,
    school: School,
    pupil: Annotated[
        str | None, typer.Option(metavar="ID", help="只说明这名学生 / tell this pupil's family alone")
    ] = None,
    scenario: Scenario = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o", "--out", metavar="FILE",
            help="全部说明存成 .csv（逐人一句）或 .json / every pupil's sentence as .csv, or everything as .json",
        ),
    ] = None,
    luck: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="写出累计落选次数，下次写进 rosters.luck / write first wishes lost so far, for the next rosters.luck",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出 / print JSON")] = False,
    lang: Lang = None,
) -> None:  # fmt: skip
    """社团名额：证明、统计、逐人说明 / Club places: certificates, figures, and a sentence for every pupil.

    不经求解器核对名额分配，列出供需、候补和多一个名额的价值；--pupil 说明某名学生得到什么、每个更高志愿为何没有得到。

    Checks the places without any solver; demand, waiting lists and what one more place is worth; with --pupil what a
    pupil got and, for each higher wish, why not and what would have changed it.
    """
    if out is not None and out.suffix not in (".csv", ".json"):
        raise typer.BadParameter(say("places.suffix", language_of(lang, "zh"), path=out))
    judged = api.audit(plan_json(plan_file), school, scenarios=scenario or ())
    language = language_of(lang, judged.problem.language)
    show_file(Screen(stderr=True), judged, language)
    if not judged.problem.roster:
        raise typer.BadParameter(say("places.counts", language))
    report = api.places(judged.problem, judged.plan)
    if luck is not None:
        lost = api.luck_after(judged.problem, judged.plan).items()
        write_text(luck, "".join(("pupil,lost\n", *(f"{one},{times}\n" for one, times in lost))))
        Screen(stderr=True).plain(say("written", language, path=luck))
    if pupil is not None:
        _tell(report, judged.problem, pupil, language, as_json)
        return
    if out is not None:
        write_text(out, _csv(report) if out.suffix == ".csv" else records.to_json(report) + "\n")
    if as_json:
        typer.echo(records.to_json(report))
    else:
        _show(Screen(), report, language)
        if out is not None:
            Screen().plain(say("written", language, path=out))
    raise typer.Exit(0 if report.sound else GAPS)


def _tell(report: PlacesReport, problem: Problem, pupil: str, language: str, as_json: bool) -> None:
    if pupil not in problem.pupils:
        word = nearest(pupil, problem.pupils)
        hint = say("places.nearest", language, pupil=word) if word else ""
        raise typer.BadParameter(say("places.unknown", language, pupil=pupil) + hint)
    mine = [account for account in report.accounts if account.pupil == pupil]
    if as_json:
        typer.echo(records.to_json(mine))
        return
    for line in [account.say(language) for account in mine] or [say("places.none", language, pupil=pupil)]:
        typer.echo(line)


def _show(screen: Screen, report: PlacesReport, language: str) -> None:
    figures = report.figures
    screen.print(say("places.certificates", language))
    for certificate in report.certificates:
        style = "green" if certificate.holds else "bold red"
        mark = say("places.holds" if certificate.holds else "places.fails", language)
        screen.print(f"  {mark} {certificate.say(language)}", style=style, markup=False)
    if report.offers:
        screen.print(say("places.offers", language, count=len(report.offers)))
        for offer in report.offers[:MOST_LINES]:
            screen.plain(f"  {offer}")
    screen.print(say("places.profile", language))
    for strand in dict.fromkeys(strand for strand, _ in figures.profile):
        ranks = sorted((r for s, r in figures.profile if s == strand), key=lambda r: (r is None, r or 0))
        parts = [_rank(rank, figures.profile[strand, rank], language) for rank in ranks]
        screen.plain(f"  {strand}: " + ("，" if language == "zh" else ", ").join(parts))
    waiting = sorted((d for d in figures.demand if d.waiting), key=lambda d: (-len(d.waiting), d.club, d.strand))
    screen.print(say("places.demand", language, count=len(waiting), shown=min(MOST_LINES, len(waiting))))
    for line in waiting[:MOST_LINES]:
        screen.plain("  " + line.say(language))
    screen.print(say("places.worst", language))
    for pupil, strand, rank in figures.worst[:MOST_LINES]:
        screen.plain(f"  {pupil} {strand}: {said(rank_name(rank), 'tier', language)}")


def _rank(rank: int | None, pupils: int, language: str) -> str:
    return f"{said(rank_name(rank), 'tier', language)} {pupils}"


def _csv(report: PlacesReport) -> str:
    text = StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(("pupil", "homeroom", "strand", "club", "wish", "zh", "en"))
    for account in sorted(report.accounts, key=lambda a: (a.homeroom, a.pupil, a.strand)):
        wish = "" if account.rank is None else account.rank + 1
        said_in = account.say("zh"), account.say("en")
        table.writerow((account.pupil, account.homeroom, account.strand, account.club or "", wish, *said_in))
    return BOM + text.getvalue()
