import hashlib
import subprocess
from random import Random
from shutil import which

import pyarrow as pa
import pytest

from xxgk.flows.crawl.kept.archive import Archive, ArchiveError
from xxgk.flows.crawl.kept.packed import HEAD, LARGEST, PASSED_OVER, PackedError, packed, unpacked
from xxgk.flows.crawl.pages.content import content_hash
from xxgk.flows.crawl.request import DOCUMENT, PAGE, Fetched
from xxgk.flows.reading.files import Examined, File, examine

ROWS = "".join(f"<tr><td>{n}</td><td>{n + 1}</td></tr>" for n in range(9))


def page(body, kind=PAGE):
    data = body if isinstance(body, bytes) else body.encode()
    return Fetched("u", "u", 200, kind, body=data, sha256=hashlib.sha256(data).hexdigest())


def test_bytes_are_kept_once_under_their_hash(tmp_path):
    archive = Archive(tmp_path)
    archive.open()
    sha256 = archive.put(b"abc")
    assert archive.put(b"abc") == sha256
    assert archive.get(sha256) == b"abc"
    assert archive.path(sha256) == tmp_path / sha256[:2] / sha256[2:4] / sha256
    assert list((tmp_path / "new").iterdir()) == [tmp_path / "new" / ".lock"]


def test_what_a_killed_run_left_is_removed(tmp_path):
    half = tmp_path / "new" / "half"
    half.parent.mkdir()
    half.write_bytes(b"ha")
    Archive(tmp_path).open()
    assert not half.exists()


def test_what_another_process_is_writing_is_left_alone(tmp_path):
    writing, half = Archive(tmp_path), tmp_path / "new" / "half"
    writing.open()
    half.write_bytes(b"ha")
    Archive(tmp_path).open()
    assert half.exists()


def test_paths_are_made_of_hashes_only(tmp_path):
    with pytest.raises(ArchiveError):
        Archive(tmp_path).path("../../etc/passwd")


TEXT = "政府信息公开".encode() * 500


def test_what_saves_room_is_kept_packed_and_what_does_not_as_it_came(tmp_path):
    archive = Archive(tmp_path)
    archive.open()
    text, noise = archive.put(TEXT), archive.put(noise_bytes := Random(1).randbytes(9000))
    assert (archive.path(text).name, archive.path(noise).name) == (f"{text}.zst", noise)
    assert archive.path(text).stat().st_size < len(TEXT) / 10
    assert [archive.get(one) for one in (text, noise)] == [TEXT, noise_bytes]
    assert [archive.size(one) for one in (text, noise)] == [len(TEXT), 9000]
    assert dict(archive.hashes()).keys() == {text, noise}
    assert all(archive.is_whole(one) and archive.has(one) for one in (text, noise))
    assert examine(File("a", str(archive.path(text)))) == Examined(text, len(TEXT))
    assert "larger than" in examine(File("a", str(archive.path(text))), 100).problem


@pytest.mark.skipif(which("zstd") is None, reason="zstd is not installed")
def test_the_tools_of_zstd_unpack_what_is_kept(tmp_path):
    archive = Archive(tmp_path)
    archive.open()
    path = archive.path(archive.put(TEXT))
    assert subprocess.run(["zstd", "--decompress", "--stdout", path], capture_output=True, check=True).stdout == TEXT


def test_what_was_kept_unpacked_stays_readable_and_is_not_kept_twice(tmp_path):
    archive = Archive(tmp_path)
    archive.open()
    sha256 = hashlib.sha256(TEXT).hexdigest()
    old = tmp_path / sha256[:2] / sha256[2:4] / sha256
    old.parent.mkdir(parents=True)
    old.write_bytes(TEXT)
    assert archive.put(TEXT) == sha256
    assert (archive.path(sha256), archive.get(sha256), archive.size(sha256)) == (old, TEXT, len(TEXT))
    (handed_in := tmp_path / "handed in").write_bytes(TEXT)
    archive.keep({sha256: handed_in})
    assert [path.name for path in old.parent.iterdir()] == [sha256]


@pytest.mark.parametrize(
    "harm",
    [
        lambda whole: whole[:-9],
        lambda whole: whole[:7],
        lambda whole: whole[:40] + bytes([whole[40] ^ 255]) + whole[41:],
        lambda whole: whole[:8] + (1 << 40).to_bytes(8, "little") + whole[16:],
        lambda whole: whole[:8] + (10).to_bytes(8, "little") + whole[16:],
        lambda _: packed(b"x" * (1 << 20)),
    ],
    ids=["cut", "cut in its head", "flipped", "claims a terabyte", "claims less than it holds", "other bytes"],
)
def test_a_packed_file_that_is_damaged_is_put_aside_and_replaced(tmp_path, harm):
    archive = Archive(tmp_path / "archive")
    archive.open()
    path = archive.path(sha256 := archive.put(TEXT))
    path.write_bytes(harm(path.read_bytes()))
    assert not archive.is_whole(sha256)
    with pytest.raises(ArchiveError, match="lies now in"):
        archive.get(sha256)
    assert not archive.has(sha256)
    (handed_in := tmp_path / "handed in").write_bytes(TEXT)
    archive.keep({sha256: handed_in}, read=True)
    assert archive.get(sha256) == TEXT
    assert archive.put_aside == {sha256}


def test_a_packed_file_that_lost_its_end_is_noticed_without_being_read(tmp_path):
    archive = Archive(tmp_path)
    archive.open()
    path = archive.path(sha256 := archive.put(TEXT))
    path.write_bytes(path.read_bytes()[:-1])
    assert archive.size(sha256) is None


def test_what_follows_a_packed_file_or_is_missing_of_it_is_no_part_of_it():
    whole = packed(TEXT)
    for file in (whole + b"x", whole + whole, whole[:-1]):
        with pytest.raises(PackedError, match="its end is missing"):
            unpacked(file)


def test_nothing_is_unpacked_beyond_the_limit():
    bomb = pa.Codec("zstd").compress(bytes(LARGEST + 1), asbytes=True)
    for claims in (LARGEST, LARGEST + 1):
        with pytest.raises(PackedError):
            unpacked(HEAD.pack(PASSED_OVER, HEAD.size - 8, claims, len(bomb)) + bomb)
    assert packed(bytes(LARGEST + 1)) is None
    assert len(unpacked(packed(bytes(LARGEST)))) == LARGEST


@pytest.fixture
def damaged(tmp_path):
    """An archive in which one file is not what its name says, and that name."""
    archive = Archive(tmp_path / "archive")
    archive.open()
    sha256 = archive.put(b"abc")
    archive.path(sha256).write_bytes(b"abd")
    return archive, sha256


def test_damaged_bytes_are_not_handed_out_but_put_aside(damaged):
    archive, sha256 = damaged
    with pytest.raises(ArchiveError, match="lies now in"):
        archive.get(sha256)
    assert not archive.has(sha256)
    assert [path.name for path in archive.damaged.iterdir()] == [sha256]


def test_damaged_bytes_do_not_stand_in_the_way_of_the_right_ones(damaged, tmp_path):
    archive, sha256 = damaged
    assert archive.put(b"abc") == sha256
    assert archive.get(sha256) == b"abc"
    archive.path(sha256).write_bytes(b"")
    handed_in = tmp_path / "handed in"
    handed_in.write_bytes(b"abc")
    archive.keep({sha256: handed_in})
    assert archive.get(sha256) == b"abc"
    assert len(list(archive.damaged.iterdir())) == 2


def test_a_cut_file_of_the_archive_is_replaced_by_a_file_that_was_read_before(damaged, tmp_path):
    archive, sha256 = damaged
    archive.path(sha256).write_bytes(b"a")
    handed_in = tmp_path / "handed in"
    handed_in.write_bytes(b"abc")
    archive.keep({sha256: handed_in}, read=True)
    assert archive.get(sha256) == b"abc"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>浏览次数：<b>34</b>次</p>", "<p>浏览次数：<b>35</b>次</p>"),
        ("<p>阅读量 [7]</p>", "<p>阅读量 [12345]</p>"),
        ("<p>来源：市政府</p><p>本文已被阅读34次</p>", "<p>来源：市政府</p><p>本文已被阅读35次</p>"),
        ("<p>正文。</p><p>已有34人浏览</p>", "<p>正文。</p><p>已有35人浏览</p>"),
        ("<p>今天是：2026年1月20日 星期二</p>", "<p>今天是：2026年2月1日 星期日</p>"),
        ("<p>ＡＢ</p>", "<p>A B</p>"),
        ("<script>1</script>", "<script>2</script>"),
        ("<ul><li><a href='/1'>要闻一</a></li></ul>", "<ul><li><a href='/2'>要闻二</a></li></ul>"),
    ],
)
def test_what_says_nothing_makes_no_new_version(one, other):
    first, second = (page(f"<html><body><table>{ROWS}</table>{text}</body></html>") for text in (one, other))
    assert first.sha256 != second.sha256
    assert content_hash(first) == content_hash(second)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>受理34件</p>", "<p>受理35件</p>"),
        ("<p>网站访问量34次</p>", "<p>网站访问量35次</p>"),
        ("<p>全年网站访问量34次，比上年增加。</p>", "<p>全年网站访问量35次，比上年增加。</p>"),
        ("<p>网站建设完善，访问量34次。</p>", "<p>网站建设完善，访问量35次。</p>"),
        ("<p>访问量34万次，文件下载5次。</p>", "<p>访问量43万次，文件下载5次。</p>"),
        ("<p>已有34人阅读，全年如此。</p>", "<p>已有35人阅读，全年如此。</p>"),
        ("<table><tr><td>12</td><td>3</td></tr></table>", "<table><tr><td>1</td><td>23</td></tr></table>"),
    ],
)
def test_a_changed_figure_is_a_new_version(one, other):
    assert content_hash(page(f"<html>{one}</html>")) != content_hash(page(f"<html>{other}</html>"))


def test_only_the_article_counts_where_it_is_known():
    pages = [page(f"<html><body><div id='zoom'>{ROWS}</div><p>{news}</p></body></html>") for news in ("甲", "乙")]
    assert content_hash(pages[0]) == content_hash(pages[1])


def test_a_file_is_compared_by_its_bytes():
    assert content_hash(page(b"%PDF-1", DOCUMENT)) == page(b"%PDF-1").sha256
