"""Our own style sheets, scripts, fonts and pictures: gathered and compressed once, and again when one has changed."""

import hashlib

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from heard.base.files import write_text

MARK = "gathered.txt"


def gather_static_files() -> None:
    """Put them where the web server finds them; at once where nothing changed since.

    The mark is written last: after a gathering that was killed everything is gathered anew.
    """
    mark = settings.STATIC_ROOT / MARK
    now = _stand_for_files()
    if mark.exists() and mark.read_text(encoding="utf-8") == now:
        return
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    write_text(mark, now)


def _stand_for_files() -> str:
    """Changes when a file does: over every file's name and content (a megabyte in all)."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            with storage.open(name) as file:
                digest.update(name.encode() + hashlib.sha256(file.read()).digest())
    return digest.hexdigest()
