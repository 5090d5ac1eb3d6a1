"""Files that are whole or absent: written beside their place, flushed to disk, then moved into it."""

import os
import re
import tempfile
from pathlib import Path


def write_bytes(path: Path, content: bytes) -> None:
    """Replace the file at once by the content; on any failure the old file stays and no stray file is left.

    What a writer killed half-way has left beside the file is removed by the next write. Raises OSError naming the path.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.{os.getpid()}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _remove_strays(path)
    _sync_folder(path.parent)


def write_text(path: Path, text: str) -> None:
    """`write_bytes` of UTF-8 text."""
    write_bytes(path, text.encode("utf-8"))


def _remove_strays(path: Path) -> None:
    """Remove temporary files of the same target whose writer is no longer running."""
    pattern = re.compile(re.escape(f".{path.name}.") + r"(\d+)\.\w+")
    for stray in sorted(path.parent.iterdir()):
        named = pattern.fullmatch(stray.name)
        if named and not _running(int(named[1])):
            stray.unlink(missing_ok=True)


def _running(process: int) -> bool:
    """Whether a process of this id exists; where that cannot be asked without harm, yes."""
    if os.name == "nt":
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
