"""One stylesheet and one script, made of readable sources.

`static/css` and `static/js` hold the sources; templates ask for `site.css` and
`site.js`. `collectstatic` and the development server find both here.
"""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

SOURCES = ("css", "js")
FIRST = ("tokens.css", "base.css", "layout.css", "components.css")
LAST = ("utilities.css",)
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
JS_LINE_COMMENT = re.compile(r"^[ \t]*//.*$", re.MULTILINE)
JS_BLOCK_COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*$", re.DOTALL | re.MULTILINE)
JS_MODULE_WORDS = re.compile(r"^\s*(?:import|export)\b", re.MULTILINE)
BLANK_LINES = re.compile(r"\n\s*\n+")


def stylesheet(folder: Path) -> str:
    """Tokens, base, layout, components, utilities, in this order, without comments."""

    def place(path: Path) -> tuple[int, str]:
        name = path.relative_to(folder).as_posix()
        if name in FIRST:
            return FIRST.index(name), name
        return len(FIRST) + (name in LAST), name

    sources = sorted(folder.rglob("*.css"), key=place)
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    return _without_blank_lines(CSS_COMMENT.sub("", text))


def script(folder: Path) -> str:
    """Every module in a block of its own, so that none sees another's names."""
    return "\n".join(_block(path) for path in sorted(folder.rglob("*.js")))


def _block(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if JS_MODULE_WORDS.search(text):
        raise ImproperlyConfigured(
            f"{path.name}: a script neither imports nor exports; each stands alone."
        )
    text = JS_LINE_COMMENT.sub("", JS_BLOCK_COMMENT.sub("", text))
    return f"{{\n{_without_blank_lines(text)}}}\n"


def _without_blank_lines(text: str) -> str:
    return f"{BLANK_LINES.sub(chr(10), text).strip()}\n"


class ForgivingStorage(CompressedManifestStaticFilesStorage):
    """Hashed and compressed; a page without its picture is better than no page."""

    manifest_strict = False

    def hashed_name(self, name, content=None, filename=None):
        try:
            return super().hashed_name(name, content, filename)
        except ValueError:
            # Not collected yet, as when a command runs before collectstatic.
            return name


class BundleFinder(FileSystemFinder):
    """Finds the two bundles, and everything in `static` but their sources."""

    MAKERS = {"site.css": ("css", stylesheet), "site.js": ("js", script)}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.sources = Path(settings.STATICFILES_DIRS[0])
        self.made = FileSystemStorage(location=settings.VAR_DIR / "bundles")

    def find(self, path, find_all=False, **kwargs):
        if path in self.MAKERS:
            made = self._make(path)
            return [made] if find_all else made
        return super().find(path, find_all=find_all, **kwargs)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator:
        yield from super().list([*(ignore_patterns or []), *SOURCES])
        for name in self.MAKERS:
            self._make(name)
            yield name, self.made

    def _make(self, name: str) -> str:
        """Write the bundle, where it differs from what stands there."""
        folder, make = self.MAKERS[name]
        target = Path(self.made.path(name))
        text = make(self.sources / folder)
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            # Another process may be reading it.
            written = target.with_suffix(f".{os.getpid()}")
            written.write_text(text, encoding="utf-8")
            written.replace(target)
        return str(target)
