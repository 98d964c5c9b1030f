import codecs
import io
import os
import socket
from contextlib import suppress
from encodings.aliases import aliases
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tui.errors import JiaozhuError
from tui.text import source as source_module
from tui.text.source import Source, decode, read

ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "gb18030",
    "big5hkscs",
    "cp950",
    "cp932",
    "cp1252",
)
# Characters that are one, two, three and four bytes long somewhere, two code points for one pair
# of bytes, and marks that decoders treat in a way of their own.
ODD = "a\n\r\0中國𠮷é€\ufeff\ufffd\u3000，\u00ca\u0304\u00ca\u030c\u00ea\u0304\u00ea\u030c😀ǹ㐂"
TEXTS = st.text(st.sampled_from(ODD) | st.characters(codec="utf-8"), max_size=40)


def encodable(text: str, encoding: str) -> str:
    return text.encode(encoding, "ignore").decode(encoding, "ignore")


def check_bytes(source: Source) -> None:
    """Every stretch of the text is what its bytes decode to, and no byte is left over."""
    text, data = source.text, source.data
    assert text == data.decode(source.encoding, "replace")
    lost = dict(source.undecodable)
    assert all(text[position] == "\ufffd" for position in lost)
    plain = {"utf-8-sig": "utf-8"}.get(source.encoding, source.encoding)
    if plain in ("utf-16", "utf-32"):
        big = data[:4] in (codecs.BOM_UTF32_BE,) or data[:2] == codecs.BOM_UTF16_BE
        plain += "-be" if big else "-le"
    end_before = source.byte_range(0, 0)[0]
    assert data[:end_before] in (
        b"",
        codecs.BOM_UTF8,
        codecs.BOM_UTF16_LE,
        codecs.BOM_UTF16_BE,
        codecs.BOM_UTF32_LE,
        codecs.BOM_UTF32_BE,
    )
    for position in range(len(text)):
        start, end = source.byte_range(position, position + 1)
        if position in lost:
            assert data[start:end] == lost[position]
        else:
            assert text[position] in data[start:end].decode(plain)
            assert len(data[start:end].decode(plain)) in (1, 2)
        assert start in (end_before, source.byte_range(position, position)[0])
        assert end > start
        end_before = end
    assert end_before == len(data) or not text
    assert source.byte_range(len(text), len(text)) == (len(data), len(data))


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(text=TEXTS)
@example(text=ODD)
def test_every_character_has_its_bytes(encoding, text):
    text = encodable(text, encoding)
    source = Source("-", text, text.encode(encoding), encoding)
    assert source.undecodable == ()
    check_bytes(source)


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(text=TEXTS, cuts=st.data())
def test_a_stretch_of_several_characters_has_the_bytes_of_all(encoding, text, cuts):
    text = encodable(text, encoding)
    source = decode(text.encode(encoding), encoding=encoding)
    start = cuts.draw(st.integers(0, len(source.text)))
    end = cuts.draw(st.integers(start, len(source.text)))
    b0, b1 = source.byte_range(start, end)
    if start == end:
        assert b0 == b1
    else:
        assert b0 == source.byte_range(start, start + 1)[0]
        assert b1 == source.byte_range(end - 1, end)[1]


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(data=st.binary(max_size=60))
@example(data=b"\xe4\xb8\xad\xff\xef\xbf\xbd\xe4\xb8")
@example(data=b"\xff\xfe\x00\xd8\x00\x00\xd8")
@example(data=b"\x81\x30\x81\x88\x62\x80\xff")
def test_any_bytes_in_any_encoding_are_shown_and_kept(encoding, data):
    source = decode(data, encoding=encoding)
    check_bytes(source)
    assert not any("\ud800" <= char <= "\udfff" for char in source.text)


def test_a_replacement_character_that_was_written_is_not_taken_for_a_lost_byte():
    source = decode("真\ufffd假".encode() + b"\xff", encoding="utf-8")
    assert source.text == "真\ufffd假\ufffd"
    assert source.undecodable == ((3, b"\xff"),)
    assert source.byte_range(1, 2) == (3, 6)
    assert source.byte_range(3, 4) == (9, 10)


def test_two_code_points_of_one_pair_of_bytes_share_them():
    source = decode(b"a\x88\x62b", encoding="big5hkscs")
    assert source.text == "aÊ̄b"
    assert source.byte_range(1, 2) == source.byte_range(2, 3) == source.byte_range(1, 3) == (1, 3)
    assert source.byte_range(0, 2) == (0, 3)
    assert source.byte_range(2, 2) == (1, 1)
    assert source.byte_range(3, 4) == (3, 4)


@pytest.mark.parametrize("encoding", ["gb18030", "big5hkscs"])
def test_every_pair_of_bytes_on_its_own(encoding):
    for lead in range(0x81, 0xFF):
        pairs = [bytes((lead, trail)) for trail in range(0x30, 0x100)]
        sound = [pair for pair in pairs if "\ufffd" not in pair.decode(encoding, "replace")]
        if not sound:
            continue
        data = b"\n".join(sound)
        source = decode(data, encoding=encoding)
        for line, pair in zip(source.text.split("\n"), sound, strict=True):
            assert line == pair.decode(encoding)
        check_bytes(source)


def test_check_value():
    source = decode("𠮷野家在北京".encode())
    assert (len(source.text), source.byte_range(0, 6)) == (6, (0, 19))
    assert decode("𠮷野家在北京".encode("utf-16")).byte_range(0, 1) == (2, 6)
    assert decode("𠮷野家在北京".encode("gb18030")).byte_range(0, 2) == (0, 6)


@pytest.mark.parametrize("start_end", [(-1, 0), (0, 3), (2, 1)])
def test_a_range_outside_the_text_is_refused(start_end):
    with pytest.raises(IndexError):
        decode(b"ab").byte_range(*start_end)


def test_the_bytes_are_looked_up_only_when_asked_for(monkeypatch):
    monkeypatch.setattr(source_module, "byte_map", None)
    source = decode("中文".encode())
    assert (source.text, source.sha256[:8]) == (
        "中文",
        "72726d88",
    )


def test_line_ends_are_kept():
    assert decode("一\r\n二\r三\n".encode("gb18030")).text == "一\r\n二\r三\n"


@pytest.mark.parametrize(
    ("name", "data", "encoding"),
    [
        ("GBK", "中文".encode("gbk"), "gb18030"),
        ("gb2312", "中文".encode("gbk"), "gb18030"),
        ("Big5", "中文".encode("big5"), "big5hkscs"),
        ("UTF8", "中文".encode("utf-8-sig"), "utf-8-sig"),
        ("utf-16", "中文".encode("utf-16-le"), "utf-16-le"),
        ("utf-16", "中文，的一是".encode("utf-16-be"), "utf-16-be"),
        ("utf-16-le", "中文".encode("utf-16"), "utf-16"),
    ],
)
def test_an_encoding_can_be_named(name, data, encoding):
    source = decode(data, encoding=name)
    assert source.encoding == encoding
    assert source.text.startswith("中文")
    check_bytes(source)


def test_a_named_encoding_overrules_the_bytes():
    assert decode("中文".encode(), encoding="gbk").text == "中文".encode().decode(
        "gb18030", "replace"
    )
    assert decode(b"a\0b", encoding="utf-8").text == "a\0b"


@pytest.mark.parametrize(
    "name", ["klingon", "zlib", "rot13", "", "a\0b", "unicode_escape", "hz", "iso2022_jp", "utf7"]
)
def test_a_name_that_is_no_encoding_for_pages_is_refused(name):
    with pytest.raises(JiaozhuError, match=r"utf-8|UTF-8"):
        decode(b"x", encoding=name)


def test_binary_data_is_called_that():
    with pytest.raises(JiaozhuError, match=r"p\.png is not text.*--encoding"):
        decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "p.png")


def test_an_empty_file_is_an_empty_page(tmp_path):
    path = tmp_path / "empty.txt"
    path.touch()
    source = read(path)
    assert (source.text, source.path, source.byte_range(0, 0)) == ("", str(path), (0, 0))


def test_what_cannot_be_read_is_said_in_a_sentence(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(tmp_path / "s"))
    for path, message in {
        tmp_path / "missing.txt": "No such file",
        tmp_path: "is a folder",
        tmp_path / "pipe.txt": "not a regular file",
        tmp_path / "s": "not a regular file",
        Path("/dev/zero"): "not a regular file",
        tmp_path / ("名" * 200): "cannot read",
    }.items():
        with pytest.raises(JiaozhuError, match=message) as caught:
            read(path)
        assert "\n" not in str(caught.value)
    with pytest.raises(JiaozhuError, match="null"):
        read("a\0b")
    server.close()


def test_a_file_without_permission_is_said_in_a_sentence(tmp_path, monkeypatch):
    path = tmp_path / "secret.txt"
    path.write_text("x")

    def refuse(*_):  # root may read everything, and tests may run as root
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(JiaozhuError, match=r"secret\.txt: Permission denied"):
        read(path)


def test_a_page_that_would_not_fit_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(source_module, "LARGEST", 1 << 20)
    path = tmp_path / "large.txt"
    path.write_bytes(b"x" * ((1 << 20) + 1))
    with pytest.raises(JiaozhuError, match="larger than the 1 MB"):
        read(path)
    path.write_bytes(b"x" * (1 << 20))
    assert len(read(path).text) == 1 << 20


def test_standard_input_is_a_page(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("中文，".encode("gb18030"))))
    source = read("-")
    assert (source.path, source.text, source.encoding) == ("-", "中文，", "gb18030")


@given(st.sampled_from(sorted({*aliases.values()})), st.binary(max_size=40))
def test_any_codec_of_python_is_read_exactly_or_refused(name, data):
    with suppress(JiaozhuError):
        check_bytes(decode(data, encoding=name))


@settings(max_examples=30)
@given(st.binary(max_size=200))
def test_no_bytes_break_detection(data):
    try:
        source = decode(data)
    except JiaozhuError:
        assert 0 in data
    else:
        check_bytes(source)
