"""A guide's text as parts of a page."""

from collections.abc import Iterator
from dataclasses import dataclass

import nh3
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it.token import Token

from directory.guides.goals import Goals, ReachedLine, Reader
from directory.guides.markdown import CITE, MARK, READER, tokens
from directory.guides.marks import CONTACT, LINE, Mark

# What may stand in a guide's HTML; everything else is taken out.
ELEMENTS = {
    *("a", "bdi", "blockquote", "br", "div", "em", "h2", "h3", "li", "ol", "p"),
    *("span", "strong", "sup", "ul"),
}
ATTRIBUTES = {
    "*": {"class", "dir", "lang", "translate"},
    "a": {"href", "rel", "aria-label"},
    "ol": {"start"},
}
SCHEMES = {"https", "http", "tel", "sms", "mailto"}
# From so many headings on, a text begins with a list of its parts.
MANY_PARTS = 4


@dataclass(frozen=True)
class Section:
    """A part of a text: its heading as plain words, and the rest as HTML."""

    number: int
    heading: str
    html: SafeString
    is_last: bool = False


@dataclass(frozen=True)
class Rendered:
    """A text: what stands before the first heading, and the parts after it."""

    opening: SafeString
    sections: list[Section]

    @property
    def has_contents(self) -> bool:
        """Whether it is long enough for a list of its parts."""
        return len(self.sections) >= MANY_PARTS


def render(text: str, reader: Reader, guides: dict[str, str]) -> Rendered:
    """The text as HTML for this reader."""
    found = tokens(text)
    goals = Goals(_marks(found), reader, guides)
    parts = _parts(found)
    sections = [
        Section(
            number=number,
            heading=_plain(part[1]),
            html=_html(part[3:], goals),
            is_last=number == len(parts) - 1,
        )
        for number, part in enumerate(parts)
        if number
    ]
    return Rendered(_html(parts[0], goals), sections)


def _marks(found: list[Token]) -> Iterator[Mark]:
    for token in found:
        for child in token.children or ():
            if child.type == MARK:
                yield child.meta["mark"]


def _parts(found: list[Token]) -> list[list[Token]]:
    """The tokens up to each heading of the second rank; the first may be empty."""
    parts: list[list[Token]] = [[]]
    for token in found:
        if token.type == "heading_open" and token.tag == "h2":
            parts.append([])
        parts[-1].append(token)
    return parts


def _plain(heading: Token) -> str:
    words = "".join(child.content for child in heading.children or ())
    return " ".join(words.split())


def _html(part: list[Token], goals: Goals) -> SafeString:
    made = READER.renderer.render(part, READER.options, {"goals": goals})
    clean = nh3.clean(
        made,
        tags=ELEMENTS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=None,
        strip_comments=True,
    )
    # An entry whose only mark leads nowhere any more is no entry.
    return mark_safe(clean.replace("<li></li>\n", ""))  # noqa: S308 cleaned above


def _show_mark(self, found, position, options, env) -> str:
    mark, goals = found[position].meta["mark"], env["goals"]
    is_alone = len(found) == 1
    if mark.kind == LINE:
        return _block(goals.lines(mark), goals) if is_alone else ""
    if mark.kind == CONTACT:
        reached = goals.contact(mark)
        if reached is None:
            return ""
        if is_alone:
            return _block([reached], goals)
        shown = {"reached": reached, "suffix": goals.suffix}
        return render_to_string("directory/_named_number.html", shown).strip()
    address, words = getattr(goals, mark.kind)(mark)
    if not address:
        return format_html("{}", words)
    return format_html('<a href="{}">{}</a>', address, words)


def _block(shown: list[ReachedLine], goals: Goals) -> str:
    if not shown:
        return ""
    context = {"lines": shown, "suffix": goals.suffix}
    return render_to_string("directory/_guide_lines.html", context)


def _show_cite(self, found, position, options, env) -> str:
    number = found[position].meta["number"]
    return format_html(
        '<a class="cite" href="#source-{}" aria-label="{}">'
        '<bdi dir="ltr">[{}]</bdi></a>',
        number,
        _("Source %d") % number,
        number,
    )


READER.add_render_rule(MARK, _show_mark)
READER.add_render_rule(CITE, _show_cite)
