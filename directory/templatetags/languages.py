"""Texts in the language of the page; what has no translation stays English, marked."""

import re

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from directory.find.crisis_texts import CRISIS_TEXTS
from directory.find.english import is_read_in_english, left_english
from directory.find.held import at_hand
from directory.models import CrisisLine, Term
from directory.models.translation import line_key

register = template.Library()
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_NUMBER = re.compile(r"([0-9][0-9 ]*[0-9])")


def _text(kind: str, key: str, field: str = "text") -> str:
    """What a text says in the language of the page; "" in English or where nowhere."""
    held = at_hand()
    if held is None or is_read_in_english():
        return ""
    return held.translations.text(kind, key, get_language() or "", field)


@register.simple_tag
def crisis(key: str, site: str = "") -> SafeString:
    """What to do in an emergency: a text of `find/crisis_texts.py`, by its name.

    Never asks the database, so that it stands on the page that says it is away.
    """
    told = _text("crisis", key)
    if told:
        return marked(told, site)
    return left_english(marked(CRISIS_TEXTS[key], site))


def marked(text: str, site: str = "") -> SafeString:
    """A text with `**strong**` words, its numbers kept in order, `{site}` a link."""
    parts = [
        f'<bdi dir="ltr">{part}</bdi>' if at % 2 else escape(part)
        for at, part in enumerate(_NUMBER.split(text))
    ]
    html = _STRONG.sub(r"<strong>\1</strong>", "".join(parts))
    link = format_html(
        '<a href="https://{0}/" rel="nofollow noreferrer">'
        '<bdi dir="ltr" translate="no">{0}</bdi></a>',
        site,
    )
    return SafeString(html.replace("{site}", link))


@register.filter
def with_numbers(text: str) -> SafeString:
    """A text whose numbers keep their order on a page written from right to left."""
    return marked(text)


@register.filter
def line_words(line: CrisisLine) -> SafeString | str:
    """The few words beside a free line."""
    if not line.words:
        return ""
    return _text("line", line_key(line.words)) or left_english(line.words)


@register.filter
def named(term: Term) -> str:
    """A term's name, as the page's language says it."""
    held = at_hand()
    known = held.vocabulary.by_id.get(term.pk) if held and term.pk else None
    return known.name if known else term.name
