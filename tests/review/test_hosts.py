"""Which host a web address lies on, and which of its names can be one outlet's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.review.hosts import domains_of, host_of


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.Example.org:8000/a?b#c", "example.org"),
        ("http://someone:secret@edition.cnn.com/", "edition.cnn.com"),
        ("cnn.com", "cnn.com"),
        (" cnn.com. ", "cnn.com"),
        ("https://xn--mnchen-3ya.de/", "münchen.de"),
        ("https://MÜNCHEN.de/", "münchen.de"),
        ("www.com", "www.com"),
        ("http://127.0.0.1:8000/", "127.0.0.1"),
        ("http://[::1]/", "::1"),
        ("http://[bad", ""),
        ("two words.org", ""),
        ("-a.org", ""),
        ("x" * 64 + ".org", ""),
        (".".join(["x" * 60] * 5), ""),
        ("https://", ""),
        ("", ""),
    ],
)
def test_the_host_is_told_in_small_letters_without_www(address: str, host: str) -> None:
    assert host_of(address) == host


@pytest.mark.parametrize(
    ("host", "domains"),
    [
        ("cnn.com", ["cnn.com"]),
        ("edition.cnn.com", ["edition.cnn.com", "cnn.com"]),
        ("news.bbc.co.uk", ["news.bbc.co.uk", "bbc.co.uk"]),
        ("co.uk", []),
        ("com", []),
        # Everybody can have a page of his own there: it is no one's domain.
        ("github.io", []),
        ("paper.github.io", ["paper.github.io"]),
        # An ending that the list does not know.
        ("a.gazette.example", ["a.gazette.example", "gazette.example"]),
        ("localhost", []),
        ("127.0.0.1", ["127.0.0.1"]),
        ("", []),
    ],
)
def test_a_host_lies_in_domains_down_to_the_last_that_can_be_owned(host: str, domains: list[str]) -> None:
    assert domains_of(host) == domains


@given(st.text(max_size=40) | st.from_regex(r"(https?://)?[\w.:-]{1,40}(/.*)?", fullmatch=True))
def test_any_words_give_a_host_that_stays_itself(words: str) -> None:
    host = host_of(words)
    assert host_of(f"https://{host}/") == host or ":" in host or not host
    assert host == host.lower()
    domains = domains_of(host)
    assert all(host == one or host.endswith(f".{one}") for one in domains)
    assert domains == sorted(domains, key=len, reverse=True)
