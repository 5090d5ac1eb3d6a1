"""Where the command prints: colours and tables on a terminal, unbroken lines in a pipe."""

import os
import sys

from rich.console import Console

PIPE_WIDTH = 100


class Screen(Console):
    """A console that never breaks lines in a pipe, and that keeps quiet once its reader has gone away."""

    def __init__(self, *, stderr: bool = False) -> None:
        stream = sys.stderr if stderr else sys.stdout
        terminal = stream.isatty()
        super().__init__(
            stderr=stderr, highlight=False, soft_wrap=True, width=None if terminal else PIPE_WIDTH, legacy_windows=False
        )

    def plain(self, text: str) -> None:
        """Print text as it is, brackets and all."""
        self.print(text, markup=False, emoji=False)

    def on_broken_pipe(self) -> None:
        """The work goes on when nobody reads any more: its files are still wanted."""
        self.quiet = True
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
