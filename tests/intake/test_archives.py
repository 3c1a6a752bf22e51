"""The files of a ZIP come out one after the other; what is wrong with one is said of that one."""

import io
import random
import stat
import struct
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping

import pytest
from docx import Document
from openpyxl import Workbook
from pytest_django import Settings

from annotations.intake.archives import MOST_MEMBERS, Member, is_archive, members
from annotations.review.refusals import Unfit

TEXT = b"The plan was dropped, she said.\n" * 20


def packed(files: Mapping[str, bytes], *, way: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", way) as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return out.getvalue()


def read(raw: bytes, first: int = 0) -> list[Member]:
    return list(members(io.BytesIO(raw), first=first))


def refusals(raw: bytes) -> dict[str, str]:
    return {member.name: member.refused for member in read(raw)}


def altered(raw: bytes, alter: Callable[[zipfile.ZipInfo], None], name: str = "a.txt") -> bytes:
    """The archive with one entry of its list altered, as zipfile writes it."""
    out = io.BytesIO(raw)
    with zipfile.ZipFile(out, "a") as archive:
        alter(archive.getinfo(name))
        archive.writestr("added.txt", b"Added")  # so that the list is written anew
    return out.getvalue()


def test_the_files_come_in_order_with_their_folders_places_and_bytes() -> None:
    found = read(packed({"b/two.txt": b"Two", "a.txt": TEXT}))
    assert [(each.place, each.name, each.size, each.raw, each.refused) for each in found] == [
        (0, "b/two.txt", 3, b"Two", ""),
        (1, "a.txt", len(TEXT), TEXT, ""),
    ]


def test_it_goes_on_where_it_stopped() -> None:
    raw = packed({"folder/": b"", "a.txt": b"A", "b.txt": b"B", "c.txt": b"C"})
    assert [each.name for each in read(raw, first=2)] == ["b.txt", "c.txt"]


def test_folders_and_what_systems_put_there_are_left_out() -> None:
    raw = packed(
        {
            "folder/": b"",
            "__MACOSX/._a.txt": b"x",
            "folder/.DS_Store": b"x",
            "folder/._a.txt": b"x",
            "Thumbs.db": b"x",
            "a.txt": b"A",
        }
    )
    assert [each.name for each in read(raw)] == ["a.txt"]


@pytest.mark.parametrize(
    "name", ["../a.txt", "b/../../a.txt", "/etc/a.txt", "C:\\a.txt", "..\\a.txt", "\\\\host\\a.txt"]
)
def test_a_path_that_leads_out_is_refused_and_the_others_are_read(name: str) -> None:
    found = read(packed({name: b"A", "b.txt": b"B"}))
    assert found[0].refused == "Its path leads out of the archive. Pack it anew, within a folder."
    assert found[1].raw == b"B"


def test_a_link_is_refused() -> None:
    link = zipfile.ZipInfo("link.txt")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    out = io.BytesIO(packed({"a.txt": b"A"}))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(link, b"/etc/passwd")
    assert refusals(out.getvalue()) == {
        "a.txt": "",
        "link.txt": "This is a link or the like, no file. Put the file itself into the archive.",
    }


def test_an_encrypted_file_is_refused() -> None:
    raw = packed({"a.txt": b"A", "b.txt": b"B"})
    raw = raw.replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01", 1)
    raw = raw.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01", 1)
    assert refusals(raw) == {"a.txt": "It is encrypted. Pack it without a password.", "b.txt": ""}


@pytest.mark.parametrize("name", ["more.zip", "more.tar.gz", "more.7z", "more.bin"])
def test_an_archive_within_is_refused_by_its_name_or_its_bytes(name: str) -> None:
    found = refusals(packed({name: packed({"a.txt": b"A"}), "b.txt": b"B"}))
    assert found == {
        name: "This is an archive within the archive. Take its files out, or choose it by itself.",
        "b.txt": "",
    }


def test_files_of_word_and_excel_are_no_archives() -> None:
    document, workbook = io.BytesIO(), io.BytesIO()
    Document().save(document)
    Workbook().save(workbook)
    files = {"a.docx": document.getvalue(), "b.xlsx": workbook.getvalue()}
    assert refusals(packed(files)) == {"a.docx": "", "b.xlsx": ""}
    assert not any(is_archive(name, raw[:1_024]) for name, raw in files.items())
    assert not is_archive("b", files["b.xlsx"][:1_024])
    assert is_archive("texts.zip", packed({"a.txt": b"A"}))
    assert is_archive("empty.zip", packed({}))
    assert not is_archive("texts.zip", b"The plan")


@pytest.mark.parametrize(("way", "name"), [(zipfile.ZIP_BZIP2, "BZIP2"), (zipfile.ZIP_LZMA, "LZMA")])
def test_a_rare_way_of_packing_is_refused_with_its_name(way: int, name: str) -> None:
    [found] = read(packed({"a.txt": TEXT}, way=way))
    assert f"not read here ({name})" in found.refused


def test_what_is_stored_without_packing_is_read() -> None:
    assert read(packed({"a.txt": TEXT}, way=zipfile.ZIP_STORED))[0].raw == TEXT


def test_a_file_that_unpacks_to_far_more_than_is_likely_is_refused() -> None:
    found = refusals(packed({"a.txt": bytes(5_000_000), "b.txt": b"B"}))
    assert found["a.txt"].startswith("It would unpack to 1,0")
    assert found["b.txt"] == ""


def test_a_size_that_is_understated_is_found_out() -> None:
    raw = packed({"a.txt": bytes(5_000_000)})
    found = refusals(altered(raw, lambda info: setattr(info, "file_size", 1_000)))
    assert found == {
        "a.txt": "It is broken in the archive, or cut off. Pack it anew, or choose the file itself.",
        "added.txt": "",
    }


def test_a_file_over_the_limit_is_refused(settings: Settings) -> None:
    settings.FACTCHECK_MAX_FILE_BYTES = 1_000
    found = refusals(packed({"a.txt": bytes(1_001), "b.txt": b"B"}))
    assert found == {
        "a.txt": "1,001 bytes are too many: a file has 1,000 at most. Part it, or make it smaller.",
        "b.txt": "",
    }


def test_files_that_share_their_bytes_are_refused() -> None:
    raw = packed({"a.txt": TEXT, "b.txt": TEXT, "c.txt": TEXT})
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        place = archive.getinfo("b.txt").header_offset
    found = refusals(altered(raw, lambda info: setattr(info, "header_offset", place)))
    assert "shares its bytes" in found["a.txt"]
    assert "shares its bytes" in found["b.txt"]
    assert found["c.txt"] == ""


def test_a_wrong_checksum_is_refused_and_the_others_are_read() -> None:
    raw = packed({"a.txt": b"AAAA", "b.txt": b"BBBB"}, way=zipfile.ZIP_STORED).replace(b"AAAA", b"AAAX")
    assert [bool(each.refused) for each in read(raw)] == [True, False]


def test_names_in_utf_8_and_in_the_old_code_page_are_read() -> None:
    raw = packed({"Zürich.txt": b"A"}).replace(b"\x00\x08", b"\x00\x00")
    assert read(raw)[0].name == "Zürich.txt"
    unsaid = packed({"Z_rich.txt": b"A"}).replace(b"Z_rich", b"Z\x81rich")
    assert read(unsaid)[0].name == "Zürich.txt"
    bare = packed({"Z__rich.txt": b"A"}).replace(b"Z__rich", "Zürich".encode())
    assert read(bare)[0].name == "Zürich.txt"


def test_a_name_is_shown_without_control_characters_and_no_longer_than_fits() -> None:
    first, second = read(packed({"a\x1b[31m\u202e.txt": b"A", f"{'x' * 600}.txt": b"B"}))
    assert first.name == "a\ufffd[31m\ufffd.txt"
    assert second.name == f"…{'x' * 495}.txt"


def test_files_of_the_same_name_are_both_read() -> None:
    raw = packed({"a.txt": b"One", "b.txt": b"Two"}).replace(b"b.txt", b"a.txt")
    assert [(each.name, each.raw) for each in read(raw)] == [("a.txt", b"One"), ("a.txt", b"Two")]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "not-archive"),
        (b"PK\x03\x04 and no more", "not-archive"),
        (packed({"a.txt": TEXT})[:-30], "not-archive"),
        (packed({}), "empty"),
        (packed({"folder/": b"", "__MACOSX/x": b""}), "empty"),
    ],
)
def test_what_is_no_whole_archive_is_refused_at_once(raw: bytes, code: str) -> None:
    with pytest.raises(Unfit) as refusal:
        members(io.BytesIO(raw))
    assert refusal.value.code == code


def test_too_many_files_are_refused_at_once() -> None:
    raw = packed({f"{number}": b"" for number in range(MOST_MEMBERS + 1)})
    with pytest.raises(Unfit, match="10,000 files at most"):
        members(io.BytesIO(raw))


def test_a_list_of_files_too_long_to_count_is_not_even_read() -> None:
    entries = 100_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, entries % 65_536, entries % 65_536, entries * 47, 0, 0)
    raw = bytes(entries * 47) + end
    tracemalloc.start()
    with pytest.raises(Unfit, match="10,000 files at most"):
        members(io.BytesIO(raw))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000


def test_more_bytes_in_all_than_an_archive_may_have_are_refused_at_once(settings: Settings) -> None:
    settings.FACTCHECK_MAX_ARCHIVE_BYTES = 1_000
    with pytest.raises(Unfit, match="Its files have 1,280 bytes: an archive has 1,000 at most"):
        members(io.BytesIO(packed({"a.txt": TEXT, "b.txt": TEXT})))


def test_no_more_than_one_file_is_in_memory() -> None:
    chance = random.Random(1)  # noqa: S311  (no secret)
    raw = packed({f"{number}.txt": chance.randbytes(1_000_000) for number in range(20)}, way=zipfile.ZIP_STORED)
    tracemalloc.start()
    for member in members(io.BytesIO(raw)):
        assert not member.refused
        del member
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < len(raw) + 6_000_000


def mutated(raw: bytes, chance: random.Random) -> bytes:
    """The bytes with some of them changed, left out, doubled or cut off."""
    changed = bytearray(raw)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(changed) or 1)
        match chance.randrange(5):
            case 0 | 1:
                changed[place : place + 1] = chance.randbytes(1)
            case 2:
                changed[place : place + chance.randint(1, 40)] = b""
            case 3:
                changed[place:place] = changed[place : place + chance.randint(1, 60)]
            case _:
                changed[place : place + 4] = chance.choice([b"\xff" * 4, bytes(4), b"PK\x01\x02", b"\x01\x00\x00\x80"])
    return bytes(changed[: chance.randrange(len(changed))] if chance.random() < 0.1 and changed else changed)


def test_two_thousand_broken_archives_are_read_or_refused(settings: Settings) -> None:
    settings.FACTCHECK_MAX_FILE_BYTES = 100_000
    chance = random.Random(6)  # noqa: S311  (no secret)
    whole = packed({"a.txt": TEXT, "folder/é.txt": TEXT, "more.zip": packed({"x": b""}), "b.csv": b"a,b\n1,2\n"})
    outcomes = set()
    for _ in range(2_000):
        try:
            found = read(mutated(whole, chance))
        except Unfit as refusal:
            outcomes.add(refusal.code)
        else:
            outcomes.add("read")
            assert sum(len(each.raw) for each in found) <= 400_000
            assert all(not each.raw for each in found if each.refused)
    assert {"read", "not-archive"} <= outcomes


def test_a_film_among_texts_keeps_none_of_them_out(settings: Settings) -> None:
    settings.FACTCHECK_MAX_FILE_BYTES, settings.FACTCHECK_MAX_ARCHIVE_BYTES = 1_000, 5_000
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("film.txt", b"x" * 10_000)
        archive.writestr("good.txt", b"The plan was dropped.")

    film, good = members(file)

    assert film.refused
    assert not good.refused
