"""What all tests share."""

import os

from hypothesis import settings

# How long an example takes says something of the machine and nothing of the code; under CI the
# examples are the same in every run, so that a failure there can be repeated.
settings.register_profile("clearatlas", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("clearatlas")
