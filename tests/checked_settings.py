"""The site's settings with an environment made up on the spot, for the type checker, which reads the models."""

import os
import secrets

for _name in ("HEARD_SECRET_KEY", "HEARD_CODE_KEY", "HEARD_DRAFT_KEY"):
    os.environ.setdefault(_name, secrets.token_hex(32))

from heard.web.config.settings import *  # noqa: E402,F403
