"""Texts of our own that a page shows as they stand in `docs/`."""

from functools import lru_cache
from pathlib import Path

import nh3
from django.utils.safestring import SafeString, mark_safe

from directory.guides.markdown import READER
from directory.guides.rendering import ELEMENTS


@lru_cache(maxsize=8)
def text_of(file: Path) -> SafeString:
    """The text after its title, which the page says itself, as HTML."""
    _title, _line, rest = file.read_text(encoding="utf-8").partition("\n")
    made = nh3.clean(READER.render(rest), tags=ELEMENTS, attributes={})
    return mark_safe(made)  # noqa: S308 cleaned above
