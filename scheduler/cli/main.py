"""The command `afterschool`: every verb parses, calls the API, shows the result, and ends with its exit code.

Exit codes: 0 a whole plan with a clean audit; 1 a plan with shortages, breaches or findings; 2 bad input;
3 proven impossible; 4 no plan in time; 70 our bug.
"""

import os
import sys
import traceback
from collections.abc import Sequence

import click
import typer
from rich.console import Console

from scheduler.cli import verbs
from scheduler.cli.texts import say
from scheduler.config.finding import InputRefused
from scheduler.planfile import PlanFileError

BAD_INPUT, BUG = 2, 70
app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="课后服务排班台 / A planner's desk for the 5+2 after-school service.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
for verb in verbs.VERBS:
    app.command()(verb)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its code."""
    try:
        code = app(args=list(arguments) if arguments is not None else None, standalone_mode=False)
    except typer.Exit as ended:
        code = ended.exit_code
    except typer.Abort:
        code = 130
    except Exception as error:
        code = _explain(error)
    sys.exit(code if isinstance(code, int) else 0)


def _explain(error: Exception) -> int:
    """Print what went wrong and return the exit code that says whose fault it was."""
    console, language = Console(stderr=True), _default_language()
    if isinstance(error, click.ClickException):
        error.show()
        return BAD_INPUT
    if isinstance(error, InputRefused):
        console.print(say("refused", language, count=len(error.findings)), style="bold red")
        for finding in error.findings:
            console.print(finding.say(language), highlight=False, markup=False, soft_wrap=True)
        return BAD_INPUT
    if isinstance(error, PlanFileError | OSError):
        console.print(str(error), highlight=False, markup=False, soft_wrap=True)
        return BAD_INPUT
    console.print(say("bug", language, error=f"{type(error).__name__}: {error}"), style="bold red", markup=False)
    if os.environ.get("AFTERSCHOOL_DEBUG"):
        traceback.print_exception(error)
    return BUG


def _default_language() -> str:
    given = [a.partition("=")[2] or b for a, b in zip(sys.argv, [*sys.argv[1:], ""], strict=True) if a.startswith("--lang")]
    if given:
        return given[0]
    return "zh" if os.environ.get("LC_ALL", os.environ.get("LANG", "zh")).startswith("zh") else "en"
