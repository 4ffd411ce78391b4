"""The site's commands through `heard`: exit codes and words come through, and keys need no site."""

import subprocess
from pathlib import Path

from processes import ENVIRONMENT, HEARD

PASSPHRASES = {
    "HEARD_PASSPHRASE_FIRST": "one long passphrase",
    "HEARD_PASSPHRASE_SECOND": "quite another one",
}
NOTHING_OF_A_SITE = {
    key: value for key, value in ENVIRONMENT.items() if not key.startswith(("HEARD_", "DJANGO_", "DATABASE"))
}


def make(out: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [str(HEARD), "keys", "make", "--council", "X1", "--wave", "2026", "--out", str(out)]
    return subprocess.run(
        command,
        env=NOTHING_OF_A_SITE | variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_keys_are_made_without_a_site_and_never_over_others(tmp_path: Path) -> None:
    made = make(tmp_path / "keys", **PASSPHRASES)
    assert made.returncode == 0, made.stderr
    names = sorted(path.name for path in (tmp_path / "keys").iterdir())
    assert names == ["X1-2026-first-key.json", "X1-2026-public-key.json", "X1-2026-second-key.json"]
    for passphrase in PASSPHRASES.values():
        assert passphrase not in made.stdout + made.stderr
    before = {name: (tmp_path / "keys" / name).read_bytes() for name in names}
    again = make(tmp_path / "keys", **PASSPHRASES)
    assert (again.returncode, "is there already" in again.stderr) == (2, True)
    assert before == {name: (tmp_path / "keys" / name).read_bytes() for name in names}


def test_without_a_terminal_nobody_is_asked_for_a_passphrase(tmp_path: Path) -> None:
    made = make(tmp_path / "keys")
    assert (made.returncode, "Traceback" in made.stderr) == (2, False)
    assert "no terminal" in made.stderr
    assert not (tmp_path / "keys").exists()


def test_a_site_without_its_secrets_names_them_all_and_makes_no_traceback() -> None:
    for command in (["serve", "--port", "0"], ["manage", "check"]):
        done = subprocess.run(
            [str(HEARD), *command],
            env=NOTHING_OF_A_SITE,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stderr
        for name in ("HEARD_SECRET_KEY", "HEARD_CODE_KEY", "HEARD_DRAFT_KEY"):
            assert name in done.stderr
