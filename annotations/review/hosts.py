"""The hosts of web addresses, and which of their names can be one outlet's. Knows nothing of the database, asks no network.

tld has the list of public suffixes (publicsuffix.org) with it. It is imported on first use: a server at rest does without it.
"""

import ipaddress
import re
from urllib.parse import urlsplit

# A label as the name system has it, but for letters: those of every alphabet (RFC 5890) are taken.
_HOST = re.compile(r"(?!-)[\w-]{1,63}(?<!-)(\.(?!-)[\w-]{1,63}(?<!-))*")
LONGEST_HOST = 253


def host_of(address: str) -> str:
    """The host of a web address, or of a bare host, in small letters and in its own alphabet; without "www."; "" where there is none.

    "https://www.Example.org:8000/a" gives "example.org", "xn--mnchen-3ya.de" gives "münchen.de".
    """
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
    host = ".".join(_readable(label) for label in host.strip().rstrip(".").lower().split("."))
    host = host.removeprefix("www.") if host.count(".") > 1 else host
    return host if len(host) <= LONGEST_HOST and (_HOST.fullmatch(host) or _is_number(host)) else ""


def _readable(label: str) -> str:
    """A label that was written in ASCII for the name system, in its own alphabet."""
    if not label.startswith("xn--"):
        return label
    try:
        return label.encode("ascii").decode("idna")
    except UnicodeError:
        return label


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def domains_of(host: str) -> list[str]:
    """The host and the domains that it lies in, the nearest first, as far down as they can be one owner's.

    A public suffix, such as "co.uk", is nobody's and left out; so is the last label where the list does not know it.
    """
    if not host or _is_number(host):
        return [host] if host else []
    labels = host.split(".")
    return [".".join(labels[first:]) for first in range(len(labels) - _suffix_labels(host))]


def _suffix_labels(host: str) -> int:
    """How many labels at the end of the host are a public suffix: 1 for "cnn.com", 2 for "bbc.co.uk"."""
    from tld import get_tld  # noqa: PLC0415  (loaded on first use)

    suffix = get_tld(f"http://{host}", fail_silently=True, search_private=True)
    return suffix.count(".") + 1 if isinstance(suffix, str) else 1
