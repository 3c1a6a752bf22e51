"""The addresses."""

from django.urls import URLPattern, URLResolver, path

from annotations.api import v1

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", v1.addresses()),
]
