"""An installation's settings, the tests' own app, and leases so short that a test need not wait long for them.

Not shorter: on a machine with much to do a heart that beats twice a second is late by more than a second.
"""

from heard.web import policy

policy.LEASE_SECONDS, policy.HEARTBEAT_SECONDS, policy.REAPER_SECONDS = 5, 0.5, 0.3

from heard.web.config.settings import *  # noqa: E402, F403
from heard.web.config.settings import INSTALLED_APPS, ROOT_URLCONF  # noqa: E402

INSTALLED_APPS = [*INSTALLED_APPS, "stepping.apps.SteppingConfig"]
ORDINARY_URLCONF, ROOT_URLCONF = ROOT_URLCONF, "stepping.urls"
