"""English on a page of another language says that it is English."""

from django.conf import settings
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language


def is_read_in_english() -> bool:
    """Whether the page is an English one."""
    return get_language() in (None, settings.LANGUAGE_CODE)


def left_english(text: str) -> SafeString:
    """English text on whatever page: by itself, or marked as such."""
    if is_read_in_english():
        return conditional_escape(text)
    return format_html('<span lang="en" dir="ltr">{}</span>', text)
