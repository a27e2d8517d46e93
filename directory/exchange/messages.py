"""What the public pages say, read from their sources: every string to translate.

Templates are parsed by Django's own parser and Python by its own, so no gettext tools
are needed. Words for moderators are not among them: the admin is in English.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.template import Context, Engine
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils import translation
from django.utils.translation import trans_real

from directory.models import (
    Answer,
    Body,
    ContactKind,
    Cost,
    Disclosure,
    TakesFrom,
    Waiting,
    Weekday,
)

# Folders of the public pages' Python, and files in them that speak to others.
PYTHON = ("pages", "find", "guides", "templatetags")
FOR_OTHERS = (
    "patterns.py",
    "scoring.py",
    "health.py",
    "checks.py",
    "drafts.py",
    "known.py",
)
# Templates that only moderators see.
FOR_MODERATORS = ("admin/", "account/", "429.html", "directory/patterns.html")
# Choices of the models whose words stand on public pages.
CHOICES = (
    Answer,
    Body,
    ContactKind,
    Cost,
    Disclosure.To,
    Disclosure.When,
    TakesFrom,
    Waiting,
    Weekday,
)
_FIRST = 0
# By name: where the context, the singular and the plural stand among the arguments.
_CALLS: dict[str, tuple[int | None, int, int | None]] = {
    "_": (None, 0, None),
    "_l": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
}


@dataclass(frozen=True, order=True)
class Message:
    """One string as gettext knows it."""

    text: str
    plural: str = ""
    context: str = ""


def messages() -> dict[Message, list[str]]:
    """Every string of the public pages, and the files that it stands in."""
    found: dict[Message, list[str]] = {}
    for message, place in (*_in_templates(), *_in_python(), *_in_choices()):
        places = found.setdefault(message, [])
        if place not in places:
            places.append(place)
    return found


def untranslated(language: str) -> list[Message]:
    """Strings that a language has no words for, as the running site sees it."""
    with translation.override(language):
        return sorted(message for message in messages() if not _is_told(message))


def _is_told(message: Message) -> bool:
    """Whether gettext has an entry; the words themselves may be the same."""
    catalogue = trans_real.catalog()
    key = message.text
    if message.context:
        key = f"{message.context}{trans_real.CONTEXT_SEPARATOR}{key}"
    return _has(catalogue, key) or _has(catalogue, (key, 0))


def _has(catalogue, key: object) -> bool:
    return catalogue._catalog.get(key) is not None


def _in_templates() -> Iterator[tuple[Message, str]]:
    engine = Engine.get_default()
    for folder in map(Path, engine.dirs):
        for path in sorted(folder.rglob("*.html")):
            name = path.relative_to(folder).as_posix()
            if not name.startswith(FOR_MODERATORS):
                nodes = engine.get_template(name).nodelist
                yield from ((message, name) for message in _of_nodes(nodes))


def _of_nodes(nodes) -> Iterator[Message]:
    for node in nodes.get_nodes_by_type(TranslateNode):
        text = node.filter_expression.var.literal
        yield Message(text.replace("%", "%%"), context=_context(node))
    for node in nodes.get_nodes_by_type(BlockTranslateNode):
        singular, _names = node.render_token_list(node.singular)
        plural, _names = node.render_token_list(node.plural or [])
        yield Message(singular, plural, _context(node))


def _context(node: TranslateNode | BlockTranslateNode) -> str:
    context = node.message_context
    return str(context.resolve(Context())) if context else ""


def _in_python() -> Iterator[tuple[Message, str]]:
    root = Path(settings.BASE_DIR) / "directory"
    for folder in PYTHON:
        for path in sorted((root / folder).rglob("*.py")):
            if path.name not in FOR_OTHERS:
                tree = ast.parse(path.read_text(encoding="utf-8"))
                place = path.relative_to(settings.BASE_DIR).as_posix()
                yield from ((message, place) for message in _of_calls(ast.walk(tree)))


def _of_calls(nodes: Iterable[ast.AST]) -> Iterator[Message]:
    for node in nodes:
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        places = _CALLS.get(node.func.id)
        if places is not None:
            context, text, plural = (_argument(node, at) for at in places)
            if text:
                yield Message(text, plural, context)


def _argument(call: ast.Call, at: int | None) -> str:
    if at is None or at >= len(call.args):
        return ""
    argument = call.args[at]
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    return ""


def _in_choices() -> Iterator[tuple[Message, str]]:
    with translation.override(None):
        for choices in CHOICES:
            place = choices.__module__.replace(".", "/") + ".py"
            for label in choices.labels:
                yield Message(str(label)), place
