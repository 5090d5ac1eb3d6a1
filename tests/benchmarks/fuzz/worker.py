"""A process that loads mutants one after the other and says what came of each; started by `run`."""

import json
import resource
import sys
import tempfile
import time
import traceback
from pathlib import Path

from scheduler.config.finding import Finding, InputRefused
from scheduler.config.load import load_school
from tests.benchmarks.fuzz.schools import mutant, schools
from tests.config.broken.good import SCENARIO

MEGABYTES = 500
"""Address space of a worker in MB (10**6 bytes); a file that wants more ends in a MemoryError, which is a crash."""


def main(seed: int, start: int, stop: int, step: int) -> None:
    """Load mutants start, start + step ... below `stop`, printing one JSON line each."""
    limit = MEGABYTES * 10**6
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    with tempfile.TemporaryDirectory() as scratch:
        for name, files in schools().items():
            (Path(scratch) / name).mkdir()
            for file, raw in files.items():
                (Path(scratch) / name / file).write_bytes(raw)
        for number in range(start, stop, step):
            print(json.dumps(_try(seed, number, Path(scratch))), flush=True)


def _try(seed: int, number: int, scratch: Path) -> dict[str, object]:
    """What became of one mutant: its outcome, the processor seconds of loading it, the worker's peak so far in MB."""
    found = mutant(seed, number)
    file = scratch / found.school / found.file
    file.write_bytes(found.raw)
    began = time.process_time()
    try:
        outcome = load_outcome(scratch / found.school)
    finally:
        file.write_bytes(schools()[found.school][found.file])
    seconds = time.process_time() - began
    return {"number": number, "outcome": outcome, "seconds": seconds, "mb": _peak()}


def _peak() -> int:
    """Largest resident memory of this program in MB; `ru_maxrss` would begin with that of the process it came from."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024 // 10**6


def load_outcome(school: Path) -> str:
    """`loaded`, `refused`, or the last lines of whatever else went wrong."""
    scenario = school / SCENARIO
    try:
        load_school(school, scenarios=[scenario] if scenario.is_file() else [])
    except InputRefused as refused:
        return next((f"finding: {finding!r}" for finding in refused.findings if not _sound(finding)), "refused")
    except BaseException as error:
        return "".join(traceback.format_exception(error)[-4:])
    return "loaded"


def _sound(finding: Finding) -> bool:
    """Whether a finding stands somewhere and says something, on one line, in both languages."""
    said = (finding.say("en"), finding.say("zh"))
    return min(finding.line, finding.column) >= 1 and all(line and "\n" not in line for line in said)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
