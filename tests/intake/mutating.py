"""Files that are nearly right: mutated copies of a sample, the same ones at every run."""

import zipfile
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from random import Random

Mutate = Callable[[Random, bytes], bytes]

# What breaks readers more often than chance would come upon it.
_SPLINTERS = (
    *(
        b"\x00",
        b"\xff",
        b"\xfe\xff",
        b"\xff\xfe\x00\x00",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
        b"\r",
        b"\x1a",
    ),
    *(b"&#0;", b"&#xD800;", b"&#x202e;", b"&a;", b"<", b">", b"<!--", b"]]>", b"<![CDATA[", b"<?xml?>", b"<table><tr>"),
    *(b"</", b"<a href='http://[::1'>", b'<base href="//[">', b"<script>", b"<plaintext>", b"<frameset>", b"<svg><p>"),
    *(
        b"---\n",
        b"[](",
        b"![[",
        b"`" * 9,
        b"|",
        b"\n> " * 9,
        b"- " * 9,
        b'"',
        b",",
        b"\t",
        b"\n\n",
        b"{",
        b"}",
        b"[",
        b"1e999",
    ),
    *(
        b"endobj",
        b"stream\n",
        b"/Length 9999999999",
        b"<<",
        b">>",
        b"/Kids [3 0 R 3 0 R]",
        b"startxref\n0\n",
        b"PK\x05\x06",
    ),
)


def mutations(raw: bytes, others: Sequence[bytes], *, number: int, seed: str) -> Iterator[bytes]:
    """So many mutated copies; of an archive, most have a member mutated, so that it can still be unpacked."""
    random = Random(seed)  # noqa: S311 - nothing secret
    is_archive = raw.startswith(b"PK\x03\x04")
    for _ in range(number):
        if is_archive and random.random() < 0.7:
            yield _with_member_mutated(random, raw, others)
        else:
            yield _mutated(random, raw, others)


def _mutated(random: Random, raw: bytes, others: Sequence[bytes]) -> bytes:
    mutated = bytearray(raw)
    for _ in range(random.choice((1, 1, 1, 2, 3, 8))):
        if mutated:
            place, length = random.randrange(len(mutated)), random.choice((1, 4, 60))
            random.choice(_WAYS)(random, mutated, place, length, random.choice(others))
    return bytes(mutated)


def _flip(random: Random, mutated: bytearray, place: int, length: int, other: bytes) -> None:
    mutated[place] ^= 1 << random.randrange(8)


def _set(random: Random, mutated: bytearray, place: int, length: int, other: bytes) -> None:
    mutated[place] = random.randrange(256)


def _cut_short(random: Random, mutated: bytearray, place: int, length: int, other: bytes) -> None:
    del mutated[place:]


def _take_out(random: Random, mutated: bytearray, place: int, length: int, other: bytes) -> None:
    del mutated[place : place + length]


def _stick_in(random: Random, mutated: bytearray, place: int, length: int, other: bytes) -> None:
    mutated[place:place] = random.choice(_SPLINTERS) * random.choice((1, 1, 1, 40))


def _repeat(random: Random, mutated: bytearray, place: int, length: int, other: bytes) -> None:
    mutated[place:place] = mutated[random.randrange(len(mutated)) :][:length] * random.choice((1, 20))


def _splice(random: Random, mutated: bytearray, place: int, length: int, other: bytes) -> None:
    mutated[place:] = other[random.randrange(len(other)) :]


_WAYS = (_flip, _set, _cut_short, _take_out, _stick_in, _repeat, _splice)


def _with_member_mutated(random: Random, raw: bytes, others: Sequence[bytes]) -> bytes:
    """The archive with one member mutated, left out, or there twice. The larger ones are chosen no more often than the others."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as packed, zipfile.ZipFile(file, "w") as changed:
        members = packed.infolist()
        chosen = random.choice(members)
        for member in members:
            content = packed.read(member)
            if member is not chosen:
                changed.writestr(member.filename, content)
            elif random.random() < 0.9:
                changed.writestr(member.filename, _mutated(random, content, others))
    return file.getvalue()
