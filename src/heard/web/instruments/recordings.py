"""What a programme recorded: a voice that reads a question, and a signed video of it, as files in a folder.

`HEARD_RECORDINGS` names the folder; in it `<language>/<survey>/<key>.mp3` and `.mp4`, the key of an indicator, of a
demographic or of an open question. They are served as our own style sheets are, and nothing is asked of another host.
"""

from dataclasses import dataclass
from functools import cache

from django.conf import settings

FOLDER = "recordings"  # below the address of static files
AUDIO, VIDEO = "mp3", "mp4"


@dataclass(frozen=True, slots=True)
class Recording:
    """Names of static files; empty where there is none."""

    audio: str = ""
    video: str = ""


NOT_RECORDED = Recording()


def find_recording(language: str, survey: str, key: str) -> Recording:
    """What was recorded of a question."""
    names = _list_names()

    def find(ending: str) -> str:
        name = f"{language}/{survey}/{key}.{ending}"
        return f"{FOLDER}/{name}" if name in names else ""

    return Recording(find(AUDIO), find(VIDEO))


@cache
def _list_names() -> frozenset[str]:
    """Every file of the folder, read once a process."""
    folder = settings.HEARD.recordings
    if folder is None:
        return frozenset()
    return frozenset(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
