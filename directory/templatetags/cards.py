"""The cards of a list.

A page shows up to thirty. A template and its partials took 4.4 of the page's 11 ms
for them (measured), this takes a tenth of that, so they are put together here.
"""

from html import escape
from typing import Literal

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from directory.find.cards import Card
from directory.find.shortlist import Keeping
from directory.templatetags.contacts import call
from directory.templatetags.keeping import AddLink

register = template.Library()


@register.simple_tag
def cards(shown: list[Card], suffix: str, keeping: Keeping | Literal[""]) -> SafeString:
    """Services in a list: for whom, the name, why it is here, how to reach it."""
    add = AddLink(keeping) if keeping else None
    return SafeString("".join(_card(card, suffix, add) for card in shown))


def _card(card: Card, suffix: str, add: AddLink | None) -> str:
    service = card.service
    name, owner = service.name, service.organisation.name
    made = [f'<li class="card" id="{service.code}">' if add else '<li class="card">']
    if card.first_line:
        made.append(_list("firsts", [("", words) for words in card.first_line]))
    address = escape(service.get_absolute_url() + suffix)
    made.append(f'<div lang="en"><h3><a href="{address}">{escape(name)}</a></h3>')
    if owner != name:
        made.append(f'<p class="from">{escape(owner)}</p>')
    made.append(f'</div><p class="unprinted" lang="en">{escape(service.summary)}</p>')
    if service.hours_words:
        hours = escape(service.hours_words)
        made.append(f'<p class="printed" lang="en">{hours}</p>')
    if card.points:
        made.append(_list("points", card.points))
    made += ['<div class="reach">', *map(call, card.contacts[:1]), "<p>"]
    if card.opening:
        state = "state state-open" if card.opening.is_open else "state"
        made.append(f'<span class="{state}">{escape(card.opening.words)}</span><br>')
    checked = escape(card.checked_words)
    made.append(f'<span class="soft small">{checked}</span></p></div>')
    if card.is_doubted:
        told = {"instead": card.instead, "opening": ""}
        made.append(render_to_string("directory/_doubt.html", told))
    if add:
        made.append(f'<p class="unprinted">{add.beside(service.code, name)}</p>')
    made.append("</li>\n")
    return "".join(made)


def _list(class_: str, points: list[tuple[str, str]]) -> str:
    said = "".join(
        f'<li class="{kind}">{escape(words)}</li>'
        if kind
        else f"<li>{escape(words)}</li>"
        for kind, words in points
    )
    return f'<ul class="{class_}">{said}</ul>'
