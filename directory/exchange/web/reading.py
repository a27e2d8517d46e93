"""What a page of another site says: its title, its words, and where it moves to.

Read by a scanner of our own, in one pass. A page may be made to harm whoever reads it:
half a megabyte of `<a ` kept the standard library's parser busy for minutes, half a
megabyte of `<div>` the one beneath nh3. Here every step moves on, and no search that
failed is tried again. What it reads wrongly, such as a `>` within quotation marks,
costs a word or two and nothing else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from string import ascii_lowercase, ascii_uppercase

_CHARSET = re.compile(rb"charset=[\"']?([\w-]{1,40})", re.IGNORECASE)
_REFRESH = re.compile(r"\s*\d+\s*[;,]\s*url\s*=\s*[\"']?([^\"'\s]+)", re.IGNORECASE)
_NAME = re.compile(r"/?[a-z][a-z0-9]*")
_ATTRIBUTE = re.compile(
    r"([a-z-]{1,30})\s{0,9}=\s{0,9}(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)", re.I
)
# What stands between these and their ends is not for readers.
UNSEEN = frozenset(["script", "style", "template", "svg"])
# No tag that matters is longer.
LONGEST_TAG = 2000
MOST_LETTERS = 200_000

# Every letter keeps its place, which lower() does not promise.
SMALL = str.maketrans(ascii_uppercase, ascii_lowercase)


@dataclass(frozen=True)
class PageText:
    """The words of a page; all empty where it was no page."""

    title: str = ""
    text: str = ""
    moves_to: str = ""


def read_page(body: bytes, kind: str) -> PageText:
    """The words of a page, in whatever letters it was sent."""
    titles, words, moves_to = [], [], ""
    for name, value in _parts(_decoded(body, kind)):
        if name == "title":
            titles.append(value)
        elif name == "refresh":
            moves_to = moves_to or value
        else:
            words.append(value)
    title, text = " ".join(titles[:1]), " ".join(words)[:MOST_LETTERS]
    return PageText(_plain(title)[:200], _plain(text), unescape(moves_to))


def _parts(html: str) -> Iterator[tuple[str, str]]:
    """The title, the words and the move of a page, in turn; `noscript` is read."""
    lower = html.translate(SMALL)
    at = 0
    while True:
        start = html.find("<", at)
        if start < 0:
            yield "words", html[at:]
            return
        yield "words", html[at:start]
        is_comment = html.startswith("<!--", start)
        end = html.find("-->" if is_comment else ">", start + 1)
        if end < 0:
            return
        at = end + (3 if is_comment else 1)
        found = None if is_comment else _NAME.match(lower, start + 1)
        name = found[0] if found else ""
        if name in UNSEEN or name == "title":
            close = lower.find(f"</{name}", at)
            if name == "title":
                yield "title", html[at : close if close >= 0 else at + 200]
            if close < 0:
                return
            at = close
        elif name in ("meta", "img", "a"):
            yield from _told(name, html[start : min(end, start + LONGEST_TAG)])


def _told(name: str, tag: str) -> Iterator[tuple[str, str]]:
    """What a tag says: a description, what a picture shows, where the page moves."""
    got = {key.lower(): value.strip("\"'") for key, value in _ATTRIBUTE.findall(tag)}
    if name != "meta":
        yield "words", f" {got.get('alt', '')} {got.get('title', '')} "
    elif got.get("http-equiv", "").lower() == "refresh":
        # The address may stand in quotation marks of its own.
        content = tag[tag.lower().find("content=") + len("content=") :].lstrip("\"' ")
        move = _REFRESH.match(unescape(content))
        if move:
            yield "refresh", move[1]
    elif got.get("name", got.get("property", "")).lower().endswith("description"):
        yield "words", f" {got.get('content', '')} "


def _plain(text: str) -> str:
    return " ".join(unescape(text).split())


def _decoded(body: bytes, kind: str) -> str:
    named = _CHARSET.search(kind.encode()) or _CHARSET.search(body[:2048])
    charset = named[1].decode("ascii", "ignore") if named else "utf-8"
    try:
        return body.decode(charset, "replace")
    except LookupError:
        return body.decode("utf-8", "replace")
