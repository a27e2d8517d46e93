"""What the marks of a guide may lead to, in the database or in files being loaded."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from directory.find.criteria import WHO
from directory.find.held import holding
from directory.guides.drafts import Draft, Problem
from directory.guides.markdown import blocks
from directory.guides.marks import (
    AUDIENCES,
    BLOCKS,
    CONTACT,
    FIND,
    GUIDE,
    LINE,
    PAGE,
    PAGES,
    SERVICE,
    Mark,
)
from directory.models import Contact, CrisisLine, Guide, Service, Side
from directory.models.guide import sides_of


@dataclass(frozen=True)
class Known:
    """Codes that marks may name; terms, contacts and services each with their side."""

    # By parameter: the slug or code of each term and its side ("" for both).
    terms: Mapping[str, Mapping[str, str]]
    areas: Collection[str]
    contacts: Mapping[str, str]
    services: Mapping[str, str]
    guides: Collection[str]


def known_here() -> Known:
    """What the database holds and the public may see."""
    vocabulary = holding().vocabulary
    terms: dict[str, dict[str, str]] = {}
    for group in vocabulary.public_filters():
        found = terms.setdefault(group.parameter, {})
        for term in group.terms:
            current = vocabulary.current(term)
            if current is not None:
                found |= dict.fromkeys((term.code, term.slug), current.side)
    contacts = Contact.objects.for_everyone()
    return Known(
        terms=terms,
        areas={area.code for area in holding().areas.by_id.values()},
        contacts=dict(contacts.values_list("code", "service__side")),
        services=dict(Service.objects.published().values_list("code", "side")),
        guides=set(Guide.objects.not_withdrawn().values_list("slug", flat=True)),
    )


def goal_problems(draft: Draft, known: Known) -> Iterator[Problem]:
    """Marks that lead nowhere, or to the wrong side."""
    sides = sides_of(draft.audience)
    for field in ("body", "easy_read"):
        for block in blocks(getattr(draft, field)):
            for mark in block.marks:
                for why in _mark(mark, known, sides):
                    yield Problem(field, why, block.line)
                if mark.kind == LINE and (block.text.strip() or len(block.marks) > 1):
                    told = _("[[line …]] stands alone in its paragraph or list entry.")
                    yield Problem(field, told, block.line)


def _mark(mark: Mark, known: Known, sides: tuple[str, ...]) -> Iterator[str]:
    if not mark.words and mark.kind not in (*BLOCKS, FIND, SERVICE, GUIDE):
        yield _("[[%s …|words]] needs words for its link.") % mark.kind
    if mark.kind == FIND:
        yield from _search(mark, known, sides)
        return
    if mark.kind == LINE:
        codes: Mapping[str, str] = {audience: _side(audience) for audience in AUDIENCES}
    elif mark.kind in (CONTACT, SERVICE):
        codes = known.contacts if mark.kind == CONTACT else known.services
    else:
        allowed = {GUIDE: known.guides, PAGE: PAGES}[mark.kind]
        codes = dict.fromkeys(allowed, "")
    if mark.goal not in codes:
        told = _("[[%(kind)s %(goal)s]] leads nowhere: no such code, or not public.")
        yield told % {"kind": mark.kind, "goal": mark.goal}
    elif codes[mark.goal] not in ("", *sides):
        yield _other_side(mark)


def _side(audience: str) -> str:
    return Side.CHANGE if audience == CrisisLine.For.CHANGE else Side.SURVIVORS


def _other_side(mark: Mark) -> str:
    told = _("[[%(kind)s %(goal)s]] leads to the other side; the two never mix.")
    return told % {"kind": mark.kind, "goal": mark.goal}


def _search(mark: Mark, known: Known, sides: tuple[str, ...]) -> Iterator[str]:
    pairs = mark.pairs
    asked = dict(pairs)
    side = asked.get("side") or _side_of_door(asked.get("for", "me"))
    if side not in sides:
        yield _other_side(mark)
    names = [value for name, value in pairs if name in known.terms]
    if not mark.words and not names:
        yield _("[[find …]] without a term needs words for its link.")
    for name, value in pairs:
        if name in known.terms:
            is_known = value in known.terms[name]
            fits = is_known and known.terms[name][value] in ("", side)
        else:
            is_known = fits = _is_plain(name, value, known)
        if not is_known:
            told = _("We do not know “%(name)s=%(value)s”.")
            yield told % {"name": name, "value": value}
        elif not fits:
            told = _("“%(name)s=%(value)s” is not offered on this side.")
            yield told % {"name": name, "value": value}


def _side_of_door(who: str) -> str:
    return Side.CHANGE if who == "change" else Side.SURVIVORS


def _is_plain(name: str, value: str, known: Known) -> bool:
    """Whether a parameter that is no taxonomy's holds what it may."""
    if name == "area":
        return value in known.areas
    if name == "age":
        return value.isascii() and value.isdigit() and int(value[:4]) <= 120
    allowed: dict[str, Collection[str]] = {"for": WHO, "side": Side.values}
    return value in allowed.get(name, ())
