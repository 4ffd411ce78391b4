"""What answers a page loads none of the libraries that count: they are slow to load, and large in every process."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sites import Installation, install

HEAVY = {
    "polars",
    "numpy",
    "scipy",
    "pandas",
    "heard.programme",
    "heard.dataset",
    "heard.findings",
    "heard.analysis",
}
# Runs in a process of its own: in this one other tests have loaded everything long ago.
ASKING = """
import io, json, sys
from heard.web.config.wsgi import application

def ask(path):
    statuses = []
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "SERVER_NAME": "localhost", "SERVER_PORT": "80",
        "HTTP_HOST": "localhost", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1", "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr, "wsgi.multithread": True,
        "wsgi.multiprocess": True, "wsgi.run_once": False, "QUERY_STRING": "",
    }
    for _ in (answer := application(environ, lambda status, headers: statuses.append(status))):
        pass
    answer.close()
    return int(statuses[0].split()[0])

print(json.dumps([{path: ask(path) for path in sys.argv[1:]}, sorted(sys.modules)]))
"""


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Ready to be served, with its static files in place."""
    made = install(tmp_path_factory.mktemp("site"), settings="heard.web.config.settings")
    made.prepare()
    made.manage("collectstatic", "--no-input", "--verbosity", 0)
    return made


def load_and_ask(installation: Installation, *paths: str) -> tuple[dict[str, int], set[str]]:
    """The status of each page, and every module loaded by then."""
    ran = subprocess.run(
        [sys.executable, "-c", ASKING, *paths],
        env=dict(installation.environment),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stderr
    statuses, modules = json.loads(ran.stdout)
    return statuses, set(modules)


def test_no_page_needs_a_library_that_counts(installation: Installation) -> None:
    (style,) = (installation.home / "static/ui").glob("heard.*.css")
    static = f"/static/ui/{Path(style).name}"
    statuses, modules = load_and_ask(
        installation, "/", "/sign-in/", static, "/work/", "/work/X1/", "/programme/", "/nowhere/"
    )
    assert statuses == {
        "/": 200,
        "/sign-in/": 200,
        static: 200,
        "/work/": 302,
        "/work/X1/": 302,
        "/programme/": 302,
        "/nowhere/": 404,
    }
    assert "heard.web.jobs.tasks" in modules, (
        "the apps' tasks are loaded, and what they need for their work is not"
    )
    assert modules & HEAVY == set()
