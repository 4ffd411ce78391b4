"""The site as processes: what each is told, what is written down, and what is left when one is killed."""

import http.client
import os
import random
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from clusters import running_cluster, why_not
from sites import (
    PRIVATE,
    SECONDS,
    SECONDS_TO_STOP,
    Installation,
    RunningSite,
    command_of,
    descendants,
    environment_of,
    install,
    is_alive,
    served,
    wait_until,
)


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    return install(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def site(installation: Installation) -> Iterator[RunningSite]:
    with served(installation, from_nothing=True) as running:
        yield running


def state_of(installation: Installation, key: str) -> str:
    plain = key if installation.cluster else key.replace("-", "")
    return installation.ask(f"SELECT state FROM jobs_job WHERE key = '{plain}'")


def steps_of(installation: Installation) -> int:
    return len(list((installation.home / "steps").glob("step-*")))


def attempts_of(installation: Installation) -> list[str]:
    return (installation.home / "steps/attempts").read_text().split()


def test_the_site_is_a_web_server_a_worker_and_a_clock(site: RunningSite) -> None:
    for words in ("heard.web.config.web_server", "heard.web work", "heard.web clock"):
        assert is_alive(site.find(words))


@pytest.mark.skipif(
    os.geteuid() != 0, reason="only root may look into the site's processes; they keep to themselves"
)
def test_the_web_server_is_started_without_private_keys_and_without_the_owners_password(
    tmp_path: Path,
) -> None:
    installation = install(tmp_path)
    told = {**installation.environment, "OWNER_DATABASE_URL": "sqlite:////nowhere"}
    with served(Installation(tmp_path, told)) as site:
        web = site.find("heard.web.config.web_server")
        wait_until(lambda: len(descendants(web)) == 2)
        ours = [environment_of(pid) for pid in (web, *descendants(web))]
        for environment in ours:
            assert environment["HEARD_CODE_KEY"] == told["HEARD_CODE_KEY"]
            assert not {*PRIVATE, "OWNER_DATABASE_URL"} & set(environment)
            assert not set(PRIVATE.values()) & set(environment.values())
        for words in ("heard.web work", "heard.web clock"):
            assert PRIVATE.items() <= environment_of(site.find(words)).items()


def test_a_static_file_comes_compressed_and_for_ever(site: RunningSite, installation: Installation) -> None:
    (style,) = (installation.home / "static/ui").glob("heard.*.css")
    assert site.get(f"/static/ui/{style.name}")[0] == 200


def test_another_host_name_is_turned_away(site: RunningSite) -> None:
    assert site.get("/", headers={"Host": "elsewhere.example"})[0] == 400


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "DELETE", "TRACE", "NONSENSE"])
def test_other_methods_do_no_harm(site: RunningSite, method: str) -> None:
    status, _ = site.get("/nowhere/", method=method)
    assert 400 <= status < 500
    assert site.get("/nowhere/")[0] == 404


def test_a_head_request_brings_no_content(site: RunningSite, installation: Installation) -> None:
    (style,) = (installation.home / "static/ui").glob("heard.*.css")
    assert site.get(f"/static/ui/{style.name}", method="HEAD") == (200, b"")


@pytest.mark.parametrize("where", ["address", "cookie", "header"])
def test_a_megabyte_where_there_should_be_little_is_refused_and_the_site_goes_on(
    site: RunningSite, where: str
) -> None:
    much = "a" * 1_000_000
    path = f"/{much}" if where == "address" else "/nowhere/"
    headers = {"cookie": {"Cookie": f"a={much}"}, "header": {"X-Much": much}, "address": {}}[where]
    with suppress(http.client.HTTPException, OSError):  # it may close while it is still being written to
        assert site.get(path, headers=headers)[0] in (400, 414, 431)
    assert site.get("/nowhere/")[0] == 404


def test_the_largest_cookie_of_a_survey_is_let_in(site: RunningSite) -> None:
    many = "; ".join(f"part{number}={'a' * 4000}" for number in range(12))
    assert site.get("/nowhere/", headers={"Cookie": many})[0] == 404


def test_a_port_that_is_taken_is_said_at_once_and_nothing_is_started(tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        process = install(tmp_path / "home").start("serve", "--port", port)
        _, said = process.communicate(timeout=SECONDS_TO_STOP)
    assert process.returncode == 2
    assert said == (
        f"Port {port} of 127.0.0.1 cannot be had: another program has it. Nothing was started. "
        "Choose another with --port, or 0 for any free one.\n"
    )
    assert not (tmp_path / "home").exists()


def test_no_process_of_the_site_can_be_read_by_its_own_user_or_leaves_its_memory_on_a_disk(
    site: RunningSite,
) -> None:
    if os.geteuid() != 0:
        pytest.skip("whether another process of the same user may look is seen by root alone")
    everything = [site.process.pid, *site.list_processes(5)]
    ours = [pid for pid in everything if "heard.web" in command_of(pid) or "granian" in command_of(pid)]
    assert len(ours) >= 5
    for pid in ours:
        limits = Path(f"/proc/{pid}/limits").read_text()
        assert re.search(r"Max core file size +0 +0 ", limits), command_of(pid)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_end_it_ends_within_ten_seconds_and_leaves_nothing(
    tmp_path: Path, number: signal.Signals
) -> None:
    installation = install(tmp_path)
    with served(installation) as site:
        started = time.monotonic()
        installation.manage("start_steps", 1000)
        wait_until(lambda: steps_of(installation) > 0)
        everything = site.list_processes(5)
        told = time.monotonic()
        site.process.send_signal(number)
        said = site.process.communicate(timeout=SECONDS_TO_STOP)[1]
        # a machine with much to do is as slow at ending a command as it was at running one
        assert time.monotonic() - told < 10 + (told - started)
        assert site.process.returncode == 0
        assert said == ""
    assert not [command_of(pid) for pid in everything if is_alive(pid)]
    assert (
        installation.ask("SELECT state || attempt || lost FROM jobs_job WHERE kind = 'steps'") == "waiting20"
    )


def test_when_the_supervisor_is_killed_no_process_is_left(tmp_path: Path) -> None:
    installation = install(tmp_path)
    with served(installation) as site:
        installation.manage("start_steps", 1000)
        wait_until(lambda: steps_of(installation) > 0)
        everything = site.list_processes(5)
        site.process.kill()
        wait_until(lambda: not [pid for pid in everything if is_alive(pid)])


@pytest.mark.parametrize("words", ["heard.web.config.web_server", "heard.web work", "heard.web clock"])
def test_what_is_killed_is_started_again_and_a_line_says_so(
    site: RunningSite, installation: Installation, words: str
) -> None:
    killed = site.find(words)
    made = descendants(killed)
    os.kill(killed, signal.SIGKILL)
    assert site.process.stderr
    said = next(line for line in site.process.stderr if "by itself" in line)
    assert said.startswith("The ")
    assert said.endswith(" ended by itself (signal 9) and is started again.\n")
    wait_until(lambda: any(words in command_of(pid) for pid in descendants(site.process.pid)))
    wait_until(lambda: answers(site))
    wait_until(lambda: not [pid for pid in (killed, *made) if is_alive(pid)])


def test_a_process_of_the_web_server_that_is_killed_is_replaced(site: RunningSite) -> None:
    wait_until(lambda: len(descendants(site.find("web_server"))) == 2)
    os.kill(descendants(site.find("web_server"))[0], signal.SIGKILL)
    wait_until(lambda: answers(site) and len(descendants(site.find("web_server"))) == 2)


def answers(site: RunningSite) -> bool:
    try:
        return site.get("/nowhere/")[0] == 404
    except (OSError, http.client.HTTPException):
        return False


def test_no_worker_means_the_web_server_alone(tmp_path: Path) -> None:
    with served(install(tmp_path), "--no-worker") as site:
        assert not [pid for pid in descendants(site.process.pid) if "heard.web work" in command_of(pid)]
        assert not [pid for pid in descendants(site.process.pid) if "heard.web clock" in command_of(pid)]
        assert site.get("/nowhere/")[0] == 404


def test_nothing_is_written_down_of_whoever_asks(tmp_path: Path) -> None:
    secret = "zebra-7-owl"
    with served(install(tmp_path)) as site:
        site.get(f"/{secret}/?code={secret}")
        site.get("/", headers={"Host": f"{secret}.example"})
        site.get("/stepping/X1/00000000-0000-4000-8000-000000000000/")  # breaks: there is no such job
        where = urlsplit(site.url)
        for raw in (
            b"NONSENSE " + secret.encode() + b"\r\n\r\n",
            b"\x16\x03\x01" + secret.encode(),
            b"GET /" + secret.encode(),
        ):
            with closing(socket.create_connection((where.hostname, where.port), timeout=SECONDS)) as line:
                line.sendall(raw)
        said = site.end()
    kept = [path for path in tmp_path.rglob("*") if path.is_file() and secret.encode() in path.read_bytes()]
    assert kept == []
    assert secret not in said
    assert "127.0.0.1" not in said
    assert "stepping/X1" not in said
    assert said.count("UserError at queries.py") == 1


@pytest.mark.parametrize(
    ("database", "kills"),
    [
        ("sqlite", 2),
        pytest.param("postgres", 2, marks=pytest.mark.slow),
        pytest.param("sqlite", 10, marks=pytest.mark.slow),
        pytest.param("postgres", 10, marks=pytest.mark.slow),
    ],
)
def test_a_job_whose_worker_is_killed_again_and_again_ends_once_and_complete(
    tmp_path: Path, database: str, kills: int
) -> None:
    if database == "sqlite":
        kill_workers(install(tmp_path), kills)
    elif why_not():
        pytest.skip(why_not())
    else:
        with running_cluster() as cluster:
            kill_workers(install(tmp_path, cluster=cluster), kills)


def kill_workers(installation: Installation, kills: int) -> None:
    """The test is the supervisor, so that a killed worker is replaced at once."""
    draw = random.Random(kills)
    steps = 8 * kills
    installation.prepare()
    (held := installation.home / "steps/held").parent.mkdir()
    held.touch()  # else a test that was kept waiting would come to kill when all is done
    key = installation.manage("start_steps", steps)
    clock, worker = start(installation, "clock"), start(installation, "work")
    try:
        for number in range(1, kills + 1):
            wait_until(lambda number=number: took_up(installation, number))
            time.sleep(draw.uniform(0, 0.5))
            assert state_of(installation, key) == "working"
            worker.kill()
            worker.wait()
            worker = start(installation, "work")
        held.unlink()
        wait_until(lambda: state_of(installation, key) == "done")
        attempts = attempts_of(installation)
        time.sleep(1)
        assert attempts_of(installation) == attempts == [str(number) for number in range(1, kills + 2)]
    finally:
        for process in (worker, clock):
            process.terminate()
            process.wait(timeout=SECONDS_TO_STOP)
    assert steps_of(installation) == steps
    assert installation.ask("SELECT says FROM jobs_job WHERE kind = 'steps'") == "Every step is taken."
    assert installation.ask("SELECT count(*) FROM jobs_job WHERE kind = 'steps'") == "1"


def took_up(installation: Installation, attempt: int) -> bool:
    return (installation.home / "steps/attempts").exists() and len(attempts_of(installation)) >= attempt


def start(installation: Installation, command: str) -> subprocess.Popen[str]:
    process = installation.start(command)
    assert process.stderr
    process.stderr.close()
    return process
