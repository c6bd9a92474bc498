import io
import os
import zipfile
import zlib

import pytest

from xxgk.extractors.readers.package import Package, parse_xml
from xxgk.schema.document import Unreadable

RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="a" Type="http://x/officeDocument" Target="/word/a.xml"/>'
    '<Relationship Id="b" Type="http://x/officeDocument" Target="word/b.xml"/>'
    '<Relationship Id="c" Type="http://x/styles" Target="http://x/c.xml" TargetMode="External"/>'
    '<Relationship Id="d" Type="http://x/image" Target="../../etc/passwd"/></Relationships>'
)


def package(*entries):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return Package(buffer.getvalue())


def test_part_names_ignore_case_and_backslashes():
    assert package(("Word\\Document.XML", "<a/>")).part("/word/document.xml") == b"<a/>"


def test_an_absent_part_is_none():
    assert package(("a", "")).part("/b") is None
    assert package(("a", "")).related("/") == {}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_entries_of_one_name_are_refused_when_read():
    twice = package(("a.xml", "<a/>"), ("a.xml", "<b/>"), ("c", "c"))
    assert twice.part("/c") == b"c"
    with pytest.raises(Unreadable, match="two entries"):
        twice.part("/a.xml")


def test_relationships_stay_within_the_package_and_the_first_of_a_type_counts():
    assert package(("_rels/.rels", RELS)).related("/") == {"officeDocument": "/word/a.xml", "image": "/etc/passwd"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-16"])
def test_a_dtd_is_refused_in_every_encoding(encoding):
    xml = f"<?xml version='1.0' encoding='{encoding.upper()[:6]}'?><!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"
    with pytest.raises(Unreadable, match="DTD"):
        parse_xml(xml.encode(encoding), "a.xml")


def test_deep_nesting_is_refused():
    with pytest.raises(Unreadable, match="well-formed"):
        parse_xml(b"<a>" * 300 + b"</a>" * 300, "a.xml")


def test_a_part_too_large_to_parse_is_refused():
    with pytest.raises(Unreadable, match="12 MB"):
        parse_xml(bytes((16 << 20) + 1), "a.xml")


ZEROS = bytes(32 << 20)


def lying(change, *contents):
    """An archive with members a, b …, whose directory is changed: by the place of each entry in it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in zip("abc", contents, strict=False):
            archive.writestr(name, content)
        start = archive.start_dir
    data = bytearray(buffer.getvalue())
    at = start
    for index in range(len(contents)):
        change(data, at, index)
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def taken(size):
    return lambda data, at, _: data.__setitem__(slice(at + 20, at + 24), size.to_bytes(4, "little"))


def told(size):
    return lambda data, at, _: data.__setitem__(slice(at + 24, at + 28), size.to_bytes(4, "little"))


def at_the_first(data, at, _):
    data[at + 42 : at + 46] = bytes(4)


LIES = {
    "compressed as large as it is": lying(taken(len(ZEROS)), ZEROS),
    "compressed a little more, at the cost of the next": lying(
        lambda data, at, index: index or taken(1 << 20)(data, at, index), ZEROS, os.urandom(1 << 20)
    ),
    "smaller than it is": lying(told(1000), ZEROS),
    "larger than it is": lying(told(1 << 20), b"a"),
    "the same bytes for all members": lying(at_the_first, os.urandom(9), os.urandom(9), os.urandom(9)),
    "members beyond the end of the file": lying(taken(1 << 30), b"a"),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_directory_that_lies_about_its_members_is_not_believed(lie):
    with pytest.raises(Unreadable, match=r"zip bomb|broken"):
        Package(LIES[lie]).part("/a")


def test_padding_behind_a_member_does_not_make_it_less_of_a_bomb():
    packed = zlib.compress(ZEROS, 9, -15) + os.urandom(1 << 20)
    info = zipfile.ZipInfo("a")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(info, packed)
    data = bytearray(buffer.getvalue())
    for at, size in ((0, 22), (data.rfind(b"PK\x01\x02"), 24)):
        data[at + size - 14 : at + size - 12] = (8).to_bytes(2, "little")
        data[at + size - 8 : at + size - 4] = zlib.crc32(ZEROS).to_bytes(4, "little")
        data[at + size : at + size + 4] = len(ZEROS).to_bytes(4, "little")
    with pytest.raises(Unreadable, match="inflates more than 200 times"):
        Package(bytes(data)).part("/a")
