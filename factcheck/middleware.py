"""What holds for every answer of the product."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_cache_control


def nothing_kept(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """No browser or proxy keeps a page: it shows one person's work, and going back to an old copy would hide what was saved since."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        patch_cache_control(response, private=True, no_store=True)
        return response

    return answer


class PagesCompressed(GZipMiddleware):
    """Compresses pages, a tenth of whose bytes are left, and nothing else: downloads come packed or whole.

    What is compressed together with a secret can give it away by its length (BREACH). The CSRF token is masked anew in each page,
    this middleware adds bytes at random, and no other site can have a page fetched with the person's session (SameSite).
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The response, compressed if it is a page and the browser takes it so."""
        if not response.get("Content-Type", "").startswith("text/html"):
            return response
        return super().process_response(request, response)
