"""An OpenID Connect provider as a process of its own: oidc-provider-mock, whose protocol is Authlib's server side."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from processes import ENVIRONMENT
from sites import SECONDS_TO_STOP, free_port, wait_until

CLIENT, SECRET = "heard", "a-secret-of-theirs"


@contextmanager
def running_provider(*people: Mapping[str, object]) -> Iterator[str]:
    """Its address. Each of `people` is what it says of somebody; `sub` is who."""
    port = free_port()
    claims = [word for each in people for word in ("--user-claims", json.dumps(each))]
    process = subprocess.Popen(
        [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), *claims],
        env={**os.environ, **ENVIRONMENT},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until(lambda: _answers(port))
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=SECONDS_TO_STOP)


def _answers(port: int) -> bool:
    with socket.socket() as asking:
        asking.settimeout(1)
        return asking.connect_ex(("127.0.0.1", port)) == 0
