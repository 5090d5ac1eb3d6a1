"""The two houses and their floors, held by the import graph and by what a fresh interpreter loads."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a command in the project root and keep its output."""
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_every_import_contract_holds() -> None:
    """import-linter finds no import against the floors."""
    result = run(str(Path(sys.executable).parent / "lint-imports"), "--no-cache")
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    "module",
    [
        "scheduler.audit",
        "scheduler.api",
        "scheduler.planfile",
        "scheduler.reports.registry",
        "scheduler.cli.main",
        "scheduler.cli.app",
    ],
)
def test_judging_and_the_doors_load_no_heavy_library(module: str) -> None:
    """Neither a solver nor the drawing library is loaded until a verb needs it."""
    heavy = "ortools", "highspy", "matplotlib", "scipy", "pandas", "openpyxl", "xlsxwriter", "typst", "icalendar"
    code = f"import sys, {module}; print([m for m in {heavy} if m in sys.modules])"
    result = run(sys.executable, "-c", code)
    assert result.stdout.strip() == "[]", result.stdout + result.stderr
