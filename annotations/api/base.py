"""Ninja's API with what it lacks: bodies that say what they are, and a document that tells refusals from answers."""

import json
from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser

from annotations.api.problems import CONTENT_TYPE


class WrongType(Exception):
    """A body that does not say that it is JSON."""


class JsonParser(Parser):
    """Reads a body only where it says that it is JSON."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """What the body holds. Raises WrongType, or ValueError or RecursionError where it is no JSON."""
        if request.content_type != "application/json":
            raise WrongType
        body: dict[str, Any] = json.loads(request.body)
        return body


class Api(NinjaAPI):
    """Ninja's API, whose document says of refusals that they are problem details."""

    def get_openapi_schema(self, **path: Any) -> OpenAPISchema:
        """The OpenAPI document; ninja knows only one media type for all answers."""
        schema = super().get_openapi_schema(**path)
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= 400:
                        answer["content"] = {CONTENT_TYPE: answer["content"]["application/json"]}
        return schema
