"""What a page of another site says: its title, its words, and where it moves to."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

_CHARSET = re.compile(rb"charset=[\"']?([\w-]+)", re.IGNORECASE)
_REFRESH = re.compile(r"^\s*\d+\s*[;,]\s*url\s*=\s*[\"']?([^\"'\s]+)", re.IGNORECASE)
UNSEEN = frozenset(["script", "style", "template"])
MOST_WORDS = 200_000


@dataclass(frozen=True)
class PageText:
    """The words of a page; all empty where it was no page."""

    title: str = ""
    text: str = ""
    moves_to: str = ""


class _Reader(HTMLParser):
    """Collects the title and the words; `noscript` counts, as we run no scripts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title: list[str] = []
        self.words: list[str] = []
        self.moves_to = ""
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        got = {name: value or "" for name, value in attrs}
        if tag in UNSEEN or tag == "title":
            self._inside.append(tag)
        elif tag == "meta":
            self._read_meta(got)
        elif tag in ("img", "a") and (words := got.get("alt") or got.get("title")):
            self.words.append(words)

    def _read_meta(self, got: dict[str, str]) -> None:
        content = got.get("content", "")
        if got.get("http-equiv", "").lower() == "refresh":
            found = _REFRESH.match(content)
            self.moves_to = self.moves_to or (found[1] if found else "")
        elif got.get("name", got.get("property", "")).lower().endswith("description"):
            self.words.append(content)

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.words.append(data)
        elif self._inside[-1] == "title":
            self.title.append(data)


def read_page(body: bytes, kind: str) -> PageText:
    """The words of a page, in whatever letters it was sent."""
    reader = _Reader()
    try:
        reader.feed(_decoded(body, kind))
        reader.close()
    except (AssertionError, ValueError):
        # Broken beyond what the parser forgives: what was read until then counts.
        pass
    title = " ".join("".join(reader.title).split())
    text = " ".join(" ".join(reader.words).split())
    return PageText(title[:200], text[:MOST_WORDS], reader.moves_to)


def _decoded(body: bytes, kind: str) -> str:
    named = _CHARSET.search(kind.encode()) or _CHARSET.search(body[:2048])
    charset = named[1].decode("ascii", "ignore") if named else "utf-8"
    try:
        return body.decode(charset, "replace")
    except LookupError:
        return body.decode("utf-8", "replace")
