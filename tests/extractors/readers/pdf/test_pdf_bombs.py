"""A PDF that unfolds to more than any report is refused before a reader opens it; what reports are made of is not."""

import random
import tracemalloc
import zlib
from functools import cache, partial
from hashlib import md5 as _md5

import pytest
from cryptography.hazmat.decrepit.ciphers.algorithms import ARC4
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from xxgk.extractors.document import extract
from xxgk.extractors.readers.pdf import bombs, reader
from xxgk.extractors.readers.pdf.filters import inflated
from xxgk.schema.document import Unreadable

PAGE = "/Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
BOX = "/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
TEXT = b"BT /F1 9 Tf (one) Tj ET"
MANY = 2 << 20
md5 = partial(_md5, usedforsecurity=False)
PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def stream(keys, content, filters=""):
    raw = content if isinstance(content, bytes) else content.encode()
    return f"<<{keys}{filters and '/Filter' + filters}/Length {len(raw)}>>stream\n".encode() + raw + b"\nendstream"


def file(*objects, start=3, extra=""):
    """A file of one page tree; `objects` are numbered from `start`, the first is the page."""
    known = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{start} 0 R]/Count 1>>"]
    out = b"%PDF-1.5\n"
    for number, body in [*enumerate(known, 1), *enumerate(objects, start)]:
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body.encode() if isinstance(body, str) else body)
    return out + f"trailer<</Root 1 0 R{extra}>>\nstartxref\n0\n%%EOF".encode()


def page(extra, content=TEXT, filters=""):
    return f"<<{PAGE}/Contents 4 0 R{extra}>>", stream("", content, filters)


def chain(draw, wide=10, deep=8, first=5):
    """Forms that draw each other, `wide` times each."""
    for at in range(first, first + deep):
        yield stream(f"{BOX}/Resources<</XObject<</X {at + 1} 0 R>>>>", draw * wide)
    yield stream(BOX, TEXT)


@cache
def deflated(size, times=1):
    data = bytes(size)
    for _ in range(times):
        data = zlib.compress(data, 9)
    return data


def packed(*bodies, first=20):
    """A stream of objects."""
    places, text = "", ""
    for number, body in enumerate(bodies, first):
        places += f"{number} {len(text)} "
        text += body + " "
    return stream(
        f"/Type/ObjStm/N {len(bodies)}/First {len(places)}", zlib.compress((places + text).encode()), "/FlateDecode"
    )


def enciphered(data_of, aes=False):
    """A file that the empty password opens (RC4, or AES of 128 bits); `data_of` is given what enciphers an object's
    bytes."""
    owner, ident = bytes(32), b"0123456789abcdef"
    key = md5(PADDING + owner + b"\xfc\xff\xff\xff" + ident).digest()
    for _ in range(50):
        key = md5(key).digest()
    user = md5(PADDING + ident).digest()
    for turn in range(20):
        user = rc4(bytes(byte ^ turn for byte in key), user)
    way = "/V 4/R 4/CF<</StdCF<</CFM/AESV2/AuthEvent/DocOpen/Length 16>>>>/StmF/StdCF/StrF/StdCF" if aes else "/V 2/R 3"
    extra = f"/ID[<{ident.hex()}><{ident.hex()}>]/Encrypt<</Filter/Standard{way}/Length 128/P -4"
    extra += f"/O<{owner.hex()}>/U<{user.hex()}{'00' * 16}>>>"

    def hide(number, raw):
        own = md5(key + bytes([number, 0, 0, 0, 0]) + b"sAlT" * aes).digest()
        return cbc(own, raw) if aes else rc4(own, raw)

    return file(*data_of(hide), extra=extra)


def cbc(key, data):
    engine = Cipher(algorithms.AES(key), modes.CBC(bytes(16))).encryptor()
    padding = 16 - len(data) % 16
    return bytes(16) + engine.update(data + bytes([padding]) * padding) + engine.finalize()


def rc4(key, data):
    return Cipher(ARC4(key), mode=None).decryptor().update(data)


def lzw(size):
    """`size` zeros: codes of growing width for runs that grow by one."""
    codes, written, turn = [(256, 9)], 0, 4000
    while written < size:
        turn += 1
        if turn > 3800:
            codes, turn = [*codes, (256, 12)] if written else codes, 1
        held = 256 + turn
        codes.append((0 if turn == 1 else held, 9 + (held > 510) + (held > 1022) + (held > 2046)))
        written += turn
    bits = "".join(format(code, f"0{width}b") for code, width in codes)
    return int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")


FORM = "/Resources<</XObject<</X 5 0 R>>>>"
BOMBS = {
    "forms that draw each other": file(*page(FORM, "/X Do"), *chain("/X Do ")),
    "forms over parts of the content": file(
        f"<<{PAGE}/Contents[4 0 R 14 0 R]{FORM}>>",
        stream("", " /X "),
        *chain("/X\n%\nDo ", first=5),
        stream("", "%\nDo"),
    ),
    "a form that draws itself": file(
        *page(FORM, "/X Do"), stream(f"{BOX}/Resources<</XObject<</X 5 0 R>>>>", "/X Do " * 200)
    ),
    "forms that draw in a circle": file(
        *page(FORM, "/X Do"),
        stream(f"{BOX}/Resources<</XObject<</X 6 0 R>>>>", "/X Do"),
        stream(f"{BOX}/Resources<</XObject<</X 5 0 R>>>>", "/X Do " * 200),
    ),
    "an appearance that draws itself": file(
        f"<<{PAGE}/Annots[<</Type/Annot/Subtype/Stamp/Rect[0 0 9 9]/AP<</N 4 0 R>>>>]>>",
        stream(f"{BOX}/Resources<</XObject<</X 4 0 R>>>>", "/X Do"),
    ),
    "a pattern that fills itself": file(
        *page("/Resources<</Pattern<</X 5 0 R>>>>", "/Pattern cs /X scn 0 0 9 9 re f"),
        stream("/PatternType 1/BBox[0 0 9 9]/XStep 9/YStep 9/Resources<</Pattern<</X 5 0 R>>>>", "/X scn 0 0 9 9 re f"),
    ),
    "names written otherwise": file(*page("/Resources<</XObject<</#58 5 0 R>>>>", "/X Do"), *chain("/#58 Do ")),
    "forms all of which draw all": file(
        *page(FORM, "/X Do"),
        *(
            stream(
                BOX + "/Resources<</XObject<<" + "".join(f"/X{k} {5 + k} 0 R" for k in range(9)) + ">>>>",
                "".join(f"/X{k} Do " for k in range(9)),
            )
            for _ in range(9)
        ),
    ),
    "a page without contents of its own": file(
        f"<<{PAGE}/Annots[<</Type/Annot/Subtype/Stamp/Rect[0 0 9 9]/AP<</N 4 0 R>>>>]>>", *chain("/X Do ", first=4)
    ),
    "patterns": file(
        *page("/Resources<</Pattern<</X 5 0 R>>>>", "/Pattern cs /X scn 0 0 9 9 re f"),
        *(
            stream(
                f"/PatternType 1/BBox[0 0 9 9]/XStep 9/YStep 9/Resources<</Pattern<</X {at} 0 R>>>>",
                "/X scn 0 0 9 9 re f " * 10,
            )
            for at in range(6, 13)
        ),
        stream("/PatternType 1/BBox[0 0 9 9]", TEXT),
    ),
    "glyphs": file(
        *page("/Resources<</Font<</F1 20 0 R>>>>"),
        *chain("/X Do "),
        *("null",) * 6,
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/Encoding<</Differences[111/o]>>"
        "/FirstChar 111/LastChar 111/Widths[9]/CharProcs<</o 5 0 R>>>>",
    ),
    "resources within a stream of objects": file(
        *page("/Resources 20 0 R", "/X Do"), *chain("/X Do "), packed("<</XObject<</X 5 0 R>>>>")
    ),
    "the page within a stream of objects": file(
        packed(f"<<{PAGE}/Contents 21 0 R/Resources<</XObject<</X 22 0 R>>>>>>"),
        stream("", "/X Do"),
        *chain("/X Do ", first=22),
        start=20,
    ),
    "an earlier state": file(*page(FORM, "/X Do"), *chain("/X Do ")) + file(*page("")),
    "a long content": file(*page("", deflated(30 << 20), "/FlateDecode")),
    "a content deflated twice": file(*page("", deflated(30 << 20, 2), "[/FlateDecode/Fl]")),
    "a content deflated, in hex": file(*page("", deflated(30 << 20).hex() + ">", "[/AHx/Fl#61teDecode]")),
    "a content in LZW": file(*page("", lzw(MANY), "/LZWDecode")),
    "a content in LZW deflated": file(*page("", zlib.compress(lzw(MANY * 8), 9), "[/Fl/LZW]")),
    "run lengths": file(*page("", zlib.compress(b"\x81q" * (1 << 18), 9), "[/FlateDecode/RunLengthDecode]")),
    "zeros of ASCII85": file(*page("", zlib.compress(b"z" * MANY + b"~>", 9), "[/FlateDecode/ASCII85Decode]")),
    "a content that says it is a picture": file(
        f"<<{PAGE}/Contents 4 0 R>>", stream("/Subtype/Image", deflated(MANY), "/FlateDecode")
    ),
    "a stream of objects": file(*page(""), stream("/Type/ObjStm/N 1/First 4", deflated(30 << 20), "/FlateDecode")),
    "characters of a font": file(
        *page("/Resources<</Font<</F1<</Type/Font/Subtype/Type1/ToUnicode 5 0 R>>>>>>"),
        stream("", deflated(30 << 20), "/FlateDecode"),
    ),
    "many streams": file(*page(""), *(stream("", deflated(1 << 20), "/FlateDecode"),) * 300),
    "streams over each other": file(
        *page(""), *(f"<</Length {1 << 20}/Filter/FlateDecode>>stream\n",) * 50, "x" * (1 << 20)
    ),
    "a large picture": file(
        *page(""), stream("/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 8", "x", "/DCTDecode")
    ),
    "a picture larger than it says": file(
        *page(""),
        stream("/Subtype/Image/Width 9/Height 9", b"\xff\xd8\xff\xc0\0\x11\x08\xff\xf0\xff\xf0\x03", "/DCTDecode"),
    ),
    "a picture among the operators": file(*page("", "BI /W 60000/H 60000/BPC 8/CS/G/F/Fl ID x EI")),
    "a picture deflated twice": file(
        *page(""), stream("/Subtype/Image/Width 9/Height 9", deflated(30 << 20, 2), "[/FlateDecode/FlateDecode]")
    ),
    "many objects of a page": file(*page("", b"0 0 1 1 re f\n" * 200_001)),
    "many states of a page": file(*page("", b"q\n" * 200_001)),
    "many characters of a page": file(*page("", b"BT /F1 9 Tf (" + b"A(B)" * 260_000 + b") Tj ET")),
    "long contents of many pages": file(
        *[f"<<{PAGE}/Contents 9 0 R>>"] * 4, "null", "null", stream("", b"0 w\n" * (3 << 20))
    ).replace(b"3 0 R]", b"3 0 R 4 0 R 5 0 R 6 0 R]"),
    "marks within marks": file(*page("", b"/A BMC\n" * 1001)),
    "a tree of pages": file(*(f"<</Type/Pages/Kids[{f'{at} 0 R ' * 10}]>>" for at in range(4, 12)), f"<<{PAGE}>>"),
    "enciphered forms": enciphered(
        lambda hide: (
            f"<<{PAGE}/Contents 4 0 R{FORM}>>",
            stream("", hide(4, b"/X Do")),
            *(
                stream(f"{BOX}/Resources<</XObject<</X {at + 1} 0 R>>>>", hide(at, b"/X Do " * 10))
                for at in range(5, 13)
            ),
            stream(BOX, hide(13, TEXT)),
        )
    ),
    "an enciphered stream": enciphered(
        lambda hide: (f"<<{PAGE}/Contents 4 0 R>>", stream("", hide(4, deflated(30 << 20)), "/FlateDecode"))
    ),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_pdf_bomb_is_refused_before_it_is_opened(kind, monkeypatch):
    monkeypatch.setattr(reader.pdfium, "PdfDocument", None)
    reason = extract(BOMBS[kind], "bomb.pdf").reason
    assert (reason or "").startswith("a PDF bomb: "), reason


@pytest.mark.parametrize("kind", ["forms that draw each other", "a content deflated twice", "a stream of objects"])
def test_a_pdf_bomb_is_refused_in_little_memory(kind):
    tracemalloc.start()
    with pytest.raises(Unreadable):
        bombs.refuse_bombs(BOMBS[kind] + b"%")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 50 << 20


def test_old_codings_are_measured_as_they_are_written():
    assert len(inflated(lzw(100_000), ["LZWDecode"])) >= 100_000
    assert inflated(b'87cURD]i,"Ebo80~>', ["ASCII85Decode"]) == b"Hello World!"
    assert inflated(b"\x02abc\xfed\x80e", ["RL"]) == b"abcddd"


@pytest.mark.parametrize("aes", [False, True])
def test_what_the_empty_password_opens_is_read_and_looked_at(aes):
    font = "/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    head = f"<<{PAGE}/Contents 4 0 R{font}>>"
    good = enciphered(lambda hide: (head, stream("", hide(4, TEXT.replace(b"(", b"50 50 Td (")))), aes)
    assert [block.text for block in reader.read(good).blocks] == ["one"]
    bomb = enciphered(lambda hide: (head, stream("", hide(4, deflated(MANY)), "/FlateDecode")), aes)
    with pytest.raises(Unreadable, match="a PDF bomb"):
        bombs.refuse_bombs(bomb)


def test_a_long_report_with_a_letterhead_and_pictures_is_no_bomb():
    text = b"BT /F1 9 Tf " + b"50 50 Td (a figure of the report) Tj 0 0 9 9 re f " * 900 + b"ET"
    marks = b"/X Do " * 500
    large = stream("/Subtype/Image/Width 2480/Height 3508/BitsPerComponent 8", deflated(26 << 20), "/FlateDecode")
    font = stream("/Length1 9", zlib.compress(random.Random(1).randbytes(4 << 20), 1), "/FlateDecode")
    pages = [f"<<{PAGE}/Contents {4 + at} 0 R{FORM.replace('5', '83')}>>" for at in range(0, 80, 2)]
    bodies = [one for head in pages for one in (head, stream("", text + marks))]
    bombs.refuse_bombs(
        file(*bodies, large, font).replace(
            b"3 0 R]/Count 1", b" ".join(b"%d 0 R" % at for at in range(3, 83, 2)) + b"]"
        )
    )


def test_what_only_a_password_opens_is_told_as_such():
    locked = file(*page(""), extra="/ID[<00><00>]/Encrypt<</Filter/Standard/V 2/R 3/P -4/O<00>/U<00>>>")
    assert extract(locked, "locked.pdf").reason == "the PDF is encrypted"


def test_a_stream_whose_length_is_told_by_itself_has_none():
    data = b"%PDF-1.4\n1 0 obj<</Length 1 0 R /Filter 1 0 R>>stream\nx\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    bombs.refuse_bombs(data)
