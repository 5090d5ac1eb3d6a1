"""The verbs as one command, and how each way of failing is told: whose fault it is, and what to do next."""

import os
import sys
import traceback
from collections.abc import Sequence
from importlib.metadata import version
from io import TextIOWrapper
from typing import Annotated

import typer

from scheduler.charts.refusal import ChartRefused
from scheduler.cli import (
    explain_verb,
    export_verb,
    import_verb,
    pins_verb,
    places_verb,
    plan_verb,
    planb_verb,
    repair_verb,
    resilience_verb,
    season_verb,
    survey_verb,
    sweep_verb,
    verbs,
    whatif_verb,
)
from scheduler.cli.screen import Screen
from scheduler.cli.texts import say
from scheduler.cli.usage import USAGE_ERROR, explain_usage
from scheduler.config.finding import InputRefused
from scheduler.planfile import PlanFileError
from scheduler.reports.refusal import PaperRefused

BAD_INPUT, BUG, INTERRUPTED = 2, 70, 130
ABOUT = """课后服务排班台：从学校文件到排好、审过、画好的一周。

A planner's desk for the 5+2 after-school service: from a school's files to a week staffed, audited and drawn."""
EXIT_CODES = """退出码 / exit codes: 0 完整计划，审核通过 / whole plan, clean audit;
1 有缺口或违规 / shortages or findings; 2 输入有误 / bad input; 3 已证明无解 / proven impossible;
4 时限内无计划 / no plan in time; 70 程序错误 / our bug."""


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"afterschool {version('afterschool-planner')}")
        raise typer.Exit


def _desk(
    shown: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="版本 / show the version and exit")
    ] = False,
) -> None:
    """Options of the command itself."""


app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.callback(help=ABOUT, epilog=EXIT_CODES)(_desk)
VERBS = (
    verbs.init,
    verbs.check,
    plan_verb.plan,
    verbs.audit,
    explain_verb.explain,
    places_verb.places,
    season_verb.season,
    pins_verb.pins,
    repair_verb.repair,
    resilience_verb.resilience,
    planb_verb.planb,
    whatif_verb.whatif,
    whatif_verb.compare,
    sweep_verb.sweep,
    verbs.chart,
    export_verb.export,
    verbs.clauses,
    verbs.changes,
    verbs.schema,
    verbs.template,
)
for verb in VERBS:
    app.command()(verb)
app.add_typer(survey_verb.app, name="survey")
app.add_typer(import_verb.app, name="import")


def run(words: Sequence[str]) -> int:
    """Run one command line and return its exit code; only KeyboardInterrupt passes through."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = app(args=list(words), standalone_mode=False)
    except typer.Exit as ended:
        code = ended.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except typer.Abort:
        code = INTERRUPTED
    except Exception as error:
        code = _explain(error, _language(words))
    if code == INTERRUPTED:
        raise KeyboardInterrupt
    return code if isinstance(code, int) else 0


def _explain(error: Exception, language: str) -> int:
    """Print what went wrong and return the exit code that says whose fault it was."""
    screen = Screen(stderr=True)
    if isinstance(error, USAGE_ERROR):
        screen.plain(explain_usage(error, language))
        return BAD_INPUT
    if isinstance(error, InputRefused):
        screen.print(say("refused", language, count=len(error.findings)), style="bold red")
        for finding in error.findings:
            screen.plain("  " + finding.say(language))
        return BAD_INPUT
    if isinstance(error, OSError):
        screen.plain(say("os", language, file=error.filename or "", reason=error.strerror or str(error)))
        return BAD_INPUT
    if isinstance(error, PlanFileError | ChartRefused | PaperRefused):
        screen.plain(str(error))
        return BAD_INPUT
    screen.print(say("bug", language, error=f"{type(error).__name__}: {error}"), style="bold red", markup=False)
    if os.environ.get("AFTERSCHOOL_DEBUG") == "1":
        traceback.print_exception(error)
    return BUG


def _language(words: Sequence[str]) -> str:
    """Language of messages that come before any school is read: --lang, else the system's, else Chinese."""
    for word, following in zip(words, [*words[1:], ""], strict=bool(words)):
        option, _, value = word.partition("=")
        if option == "--lang":
            return value or following
    system = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "zh"
    return "en" if system.lower().startswith("en") else "zh"
