"""The project's settings with durability switched off: what tests of durability have to notice."""

from quiz.settings import *  # noqa: F403
from quiz.settings import DATABASES

_options = DATABASES["default"].setdefault("OPTIONS", {})
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    _options["init_command"] = _options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
else:
    _options["options"] = "-c synchronous_commit=off"
