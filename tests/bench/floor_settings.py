"""The product's settings with other addresses: what the floors of saves and pages are served by."""

from factcheck.settings import *  # noqa: F403  (all of them, so that the floor differs in its views alone)

ROOT_URLCONF = "tests.bench.floor"
