"""The reference page of roles, out of the table that decides them: `heard manage roles > docs/reference/roles.md`."""

from heard.web.people.presenters import RoleLine, present_roles
from heard.web.people.roles import GRAVE, Permission, Role
from heard.web.people.sessions import limits_for

HEAD = (
    "# Roles\n\n"
    "What somebody with each role may do in a council. Written by `heard manage roles` out of the table that decides "
    "it; a test keeps it fresh, and another asks every page of the site as every role "
    "(`tests/web/people/matrix.txt`). Who has several roles may do what any of them may. Everybody needs a second "
    "factor, but for the panel's young people, who share a link.\n\n"
)


def render() -> str:
    """Every role with all it may do, then every permission against every role, as Markdown."""
    return HEAD + "\n".join(_section(line) for line in present_roles()) + "\n" + _table()


def _section(line: RoleLine) -> str:
    role = next(each for each in Role if each.called == line.called)
    idle, longest = limits_for(frozenset({role}))
    ends = f"Signed out after {idle.seconds // 60} minutes of nothing done, and after {longest.seconds // 3600} hours."
    why = " It holds a key, reads children's words or reaches every council." if role in GRAVE else ""
    may = "\n".join(f"- {each}" for each in line.may)
    return f"## {line.called}\n{line.says[0].upper()}{line.says[1:]}. {ends}{why}\n\n{may}\n"


def _table() -> str:
    lines = present_roles()
    head = " | ".join(line.called for line in lines)
    rows = "\n".join(
        f"| {each} | " + " | ".join("yes" if each in line.may else "" for line in lines) + " |"
        for each in Permission
    )
    return f"## All at once\n| | {head} |\n|---|{'---|' * len(lines)}\n{rows}\n"
