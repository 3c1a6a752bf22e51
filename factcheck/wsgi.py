"""The WSGI application that granian serves."""

import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

application = get_wsgi_application()

# What is loaded by now, with the addresses all pages too, stays for good. Python would look through it for garbage time and
# again: each third page of a large story took 70 ms longer for that.
import_module("factcheck.urls")
gc.collect()
gc.freeze()
