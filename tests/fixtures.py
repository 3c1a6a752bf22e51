"""The types of the fixtures that give a function: conftest.py has these."""

from collections.abc import Callable

from django.test import Client

from annotations.models import User, Version

# A client signed in as this person.
SignIn = Callable[[User], Client]
# Version 1 of an article with this text.
MakeVersion = Callable[..., Version]
