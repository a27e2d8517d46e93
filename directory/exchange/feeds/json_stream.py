"""JSON of any size, a record at a time: a list, pages, one record, or one a line.

`ijson` would do the first of these and not the last, and gives numbers back as another
type; the standard library's decoder, fed from a growing window, does all of them.
"""

import codecs
import json
from collections.abc import Iterator
from typing import IO, Any

from directory.exchange.feeds.errors import FeedError

LISTS = ("contents", "content")
WINDOW = 256 * 1024
# No honest record is larger; a list that is no list of records might be.
LARGEST = 32 * 1024 * 1024
_BLANK = " \t\r\n\ufeff"


class JsonStream:
    """The top of a document; `envelope` fills with what stands around its list."""

    def __init__(self, opened: IO[bytes]) -> None:
        opened.seek(0)
        self._opened = opened
        self._decoder = json.JSONDecoder(parse_constant=lambda _word: None)
        # Other letters than UTF-8's: what cannot be read is marked, not refused.
        self._letters = codecs.getincrementaldecoder(_encoding(opened))("replace")
        self._text = ""
        self._at = 0
        self._is_read = False
        self.envelope: dict[str, Any] = {}
        self.has_list = False

    def records(self) -> Iterator[Any]:
        """Every record, whatever stands around them."""
        try:
            while sign := self._peek():
                if sign == "[":
                    yield from self._list()
                elif sign == "{":
                    yield from self._object()
                else:
                    raise FeedError("this is no JSON of records")
                if self._peek() == ",":
                    self._at += 1
        except RecursionError:
            raise FeedError("this JSON is nested too deeply") from None

    def _object(self) -> Iterator[Any]:
        """An envelope with a list of records, or a record itself."""
        found: dict[str, Any] = {}
        listed = False
        self._at += 1
        while self._peek() != "}":
            name = self._value()
            self._expect(":")
            if name in LISTS and self._peek() == "[":
                listed = self.has_list = True
                yield from self._list()
            else:
                found[str(name)] = self._value()
            if self._peek() == ",":
                self._at += 1
            elif self._peek() != "}":
                raise FeedError("this JSON is broken off or broken")
        self._at += 1
        if listed:
            self.envelope = found
        else:
            yield found

    def _list(self) -> Iterator[Any]:
        self._at += 1
        while self._peek() != "]":
            yield self._value()
            if self._peek() == ",":
                self._at += 1
            elif self._peek() != "]":
                raise FeedError("this JSON is broken off or broken")
        self._at += 1

    def _value(self) -> Any:
        """The next whole value, however much must be read for it."""
        self._peek()
        more = WINDOW
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except ValueError:
                if self._is_read or len(self._text) - self._at > LARGEST:
                    raise FeedError("this JSON is broken off or broken") from None
                self._read(more)
                more *= 2
                continue
            if end == len(self._text) and not self._is_read:
                # A number may go on.
                self._read(more)
                continue
            self._at = end
            return value

    def _peek(self) -> str:
        """The next sign that is no blank; "" at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _BLANK:
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if self._is_read:
                return ""
            self._read(WINDOW)

    def _expect(self, sign: str) -> None:
        if self._peek() != sign:
            raise FeedError("this JSON is broken off or broken")
        self._at += 1

    def _read(self, size: int) -> None:
        piece = self._opened.read(size)
        self._is_read = not piece
        text = self._letters.decode(piece, final=self._is_read)
        self._text, self._at = self._text[self._at :] + text, 0


def _encoding(opened: IO[bytes]) -> str:
    """UTF-8, unless the first bytes say otherwise or no reader of it could go on."""
    start = opened.read(WINDOW)
    opened.seek(0)
    if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
