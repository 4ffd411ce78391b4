"""A council as it was before the demo's story: nothing of some apps stands in its database."""

from journeys.steps import COUNCIL, Town

EMPTY = """
from django.apps import apps
from django.db.models import ProtectedError
from heard.web.tenancy import in_council
with in_council({council!r}):
    left = [model for app in {apps!r} for model in apps.get_app_config(app).get_models()]
    while left:
        model = left.pop(0)
        try:
            model.objects.filter(council_id={council!r}).delete()
        except ProtectedError:
            left.append(model)
"""


def empty(town: Town, *apps: str) -> None:
    """Everything that these apps keep of the demo's council is gone."""
    code = EMPTY.format(council=COUNCIL, apps=apps)
    town.installation.manage("shell", "--no-imports", "--command", code)
