"""A guide's Markdown, read into tokens.

Two libraries keep a text from becoming more than a text. markdown-it-py reads it: we
start from its empty preset and allow headings, lists, quotations and emphasis, so HTML,
links, pictures and code are never anything but the letters they are written in. nh3
(the Rust library ammonia) then lets through the few elements and attributes that
stand on a list, whatever a later edition of the first might do. Both are maintained, do
one thing, and need nothing else; bleach, which many use, is no longer kept up.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from directory.guides.marks import BLOCKS, CITED, KINDS, WRITTEN, Mark, read

MARK, CITE = "signpost_mark", "signpost_cite"
ALLOWED = ("heading", "list", "blockquote", "emphasis", "escape", "newline")


def _mark(state: StateInline, silent: bool) -> bool:
    found = WRITTEN.match(state.src, state.pos)
    if found is None or found["kind"] not in KINDS:
        return False
    if not silent:
        state.push(MARK, "", 0).meta = {"mark": read(found)}
    state.pos = found.end()
    return True


def _cite(state: StateInline, silent: bool) -> bool:
    found = CITED.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push(CITE, "", 0).meta = {"number": int(found["number"])}
    state.pos = found.end()
    return True


def _reader() -> MarkdownIt:
    made = MarkdownIt("zero", {"html": False, "linkify": False}).enable(ALLOWED)
    made.inline.ruler.before("emphasis", MARK, _mark)
    made.inline.ruler.before("emphasis", CITE, _cite)
    return made


READER = _reader()


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph or a list entry: its words, its marks, its sources."""

    line: int
    level: int
    text: str
    marks: tuple[Mark, ...]
    cited: tuple[int, ...]

    @property
    def is_heading(self) -> bool:
        return self.level > 0


def tokens(text: str) -> list[Token]:
    """The text as tokens; marks that stand alone are blocks of their own."""
    found = READER.parse(text)
    for before, token, after in zip(found, found[1:], found[2:], strict=False):
        if token.type == "inline" and stands_alone(token):
            before.hidden = after.hidden = True
    return found


def stands_alone(token: Token) -> bool:
    """Whether a paragraph is nothing but one mark that may be a block."""
    children = token.children or []
    return (
        len(children) == 1
        and children[0].type == MARK
        and children[0].meta["mark"].kind in BLOCKS
    )


def blocks(text: str) -> Iterator[Block]:
    """Every heading, paragraph and entry, with the line on which it begins."""
    level = 0
    for token in READER.parse(text):
        if token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "inline":
            children = token.children or []
            marks = [t.meta["mark"] for t in children if t.type == MARK]
            cited = [t.meta["number"] for t in children if t.type == CITE]
            yield Block(
                line=token.map[0] + 1 if token.map else 1,
                level=level,
                text="".join(_words(child) for child in children),
                marks=tuple(marks),
                cited=tuple(cited),
            )
            level = 0


def _words(token: Token) -> str:
    if token.type == MARK:
        return token.meta["mark"].words
    if token.type == CITE:
        return f"[{token.meta['number']}]"
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return token.content
