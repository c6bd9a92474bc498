import io
import zipfile

import pytest

from extractors.readers.package import Package, parse_xml
from schema.document import Unreadable

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
    with pytest.raises(Unreadable, match="16 MB"):
        parse_xml(bytes((16 << 20) + 1), "a.xml")
