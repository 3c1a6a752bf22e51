"""The floor of a save: a view that inserts one row for whoever is signed in.

It runs behind the product's own middleware, with its own database settings; what a save costs beyond it is the
product's doing.
"""

from django.db import connection, transaction
from django.http import HttpRequest, JsonResponse
from django.urls import include, path
from django.views.decorators.http import require_POST

TABLE = "CREATE TABLE IF NOT EXISTS bench_floor (account INTEGER NOT NULL, words TEXT NOT NULL)"


@require_POST
def insert(request: HttpRequest) -> JsonResponse:
    """Insert a row for the account of the session, which the database is asked for as ever."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO bench_floor (account, words) VALUES (%s, %s)", [request.user.pk, request.body.decode()]
        )
    return JsonResponse({"saved": True})


# The middleware asks for the address of the page for signing in.
urlpatterns = [path("floor", insert), path("", include("annotations.urls"))]
