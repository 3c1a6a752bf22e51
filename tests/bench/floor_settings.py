"""The product's settings with other addresses: what the floors of saves and pages are served by."""

from factcheck.settings import *  # noqa: F403  (all of them, so that the floor differs in its views alone)

ROOT_URLCONF = "tests.bench.floor"
# The floor's page comes from the server each time, as the product's does.
WHITENOISE_MAX_AGE = 0
