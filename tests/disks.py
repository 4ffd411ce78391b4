"""Disks in memory so small that a test can fill them. Making one needs the right to mount."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def tiny_disk(folder: Path, *, size: str) -> Iterator[Path]:
    """A disk of this size at a folder, for as long as the block runs."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size},mode=0700", "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def why_no_disk() -> str:
    """Why no disk can be made here; empty where one can."""
    with tempfile.TemporaryDirectory() as folder:
        tried = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder]
        try:
            subprocess.run(tried, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            return "needs the right to mount a tiny disk in memory (root)"
        subprocess.run(["umount", folder], check=True)
    return ""


def fill(disk: Path) -> Path:
    """Leave no byte free on a disk; the file to delete for space."""
    path = disk / "filling"
    with path.open("wb", buffering=0) as file, suppress(OSError):
        for size in (65_536, 4_096, 512, 1):
            with suppress(OSError):
                while True:
                    file.write(bytes(size))
    return path
