"""`python -m scheduler.generate`: write the four example schools again, or one school of any size."""

import argparse
import sys
from pathlib import Path

from scheduler.generate.kinds import KINDS
from scheduler.generate.shortage import SHORTAGES
from scheduler.generate.writer import generate_school

EXAMPLES = Path("configs") / "schools"
EXAMPLE_SEEDS = {"rural6": 6, "town24": 24, "town60": 60, "nine30": 30}


def main(arguments: list[str] | None = None) -> int:
    """Without --like write the four example schools under DIRECTORY; exit code 2 for a wrong argument."""
    options = _parser().parse_args(arguments)
    try:
        if options.like is None:
            write_examples(options.directory)
        else:
            generate_school(
                options.directory,
                like=options.like,
                classes=options.classes,
                pupils=options.pupils,
                seed=options.seed,
                short_of=options.short_of,
            )
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def write_examples(directory: Path) -> None:
    """The four committed schools, each in the folder of its name."""
    for like, seed in EXAMPLE_SEEDS.items():
        generate_school(directory / like, like=like, seed=seed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m scheduler.generate", description=__doc__)
    parser.add_argument("directory", nargs="?", type=Path, default=EXAMPLES, help="folder to write to")
    parser.add_argument("--like", choices=list(KINDS), help="case to scale from; without it, all four examples")
    parser.add_argument("--classes", type=int, help="3 to 120")
    parser.add_argument("--pupils", type=int, help="6 to 50 a class")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--short-of", choices=list(SHORTAGES), help="leave the school too small on purpose")
    return parser


if __name__ == "__main__":
    sys.exit(main())
