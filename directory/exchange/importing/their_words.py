"""Their words for ours: by address, by code, by phrase; the rest waits for someone.

A moderator says once what a word of theirs means, or that it means nothing to us. Until
then a record comes without it.
"""

from collections import Counter, defaultdict
from typing import Any

from directory.exchange.feeds.cleaning import line
from directory.exchange.oruk.ids import term_id
from directory.find.held import holding
from directory.models import FeedSource, TheirTerm
from directory.search.text import fold

Record = dict[str, Any]
# Where our own terms have their pages, on whatever site of ours.
OUR_PAGES = "/data/terms/"
# ISO 639 codes under other names than ours.
LANGUAGES = {"bfi": "bsl", "eng": "", "en": "", "pol": "pl", "urd": "ur", "cym": "cy"}


class TheirWords:
    """All that is known of words of others, for one run."""

    def __init__(self, source: FeedSource | None, *, keep: bool) -> None:
        self.source, self.keep = source, keep
        self.vocabulary = holding().english
        self.ours: dict[str, str] = {}
        self.phrases: dict[str, set[str]] = defaultdict(set)
        for term in self.vocabulary.by_id.values():
            now = self.vocabulary.current(term)
            if now is None or term.taxonomy == "danger":
                continue
            self.ours[term_id(term.taxonomy, term.code)] = now.key
            self.ours[f"{OUR_PAGES}{term.taxonomy}/{term.slug}"] = now.key
            names = [term.name, term.code, term.code.replace("-", " ")]
            for name in [*names, *term.phrases]:
                self.phrases[fold(name)].add(now.key)
        # Key of theirs: ours, or "" where it means nothing, or None while it waits.
        self.known: dict[str, str | None] = {}
        rows = TheirTerm.objects.select_related("term__taxonomy")
        for row in rows.iterator(chunk_size=2000):
            self.known[row.key] = self._meaning_of(row)
        self.unmapped: Counter[str] = Counter()

    def _meaning_of(self, row: TheirTerm) -> str | None:
        if row.is_ignored:
            return ""
        if row.term is None:
            return None
        info = self.vocabulary.by_id.get(row.term.pk)
        now = self.vocabulary.current(info) if info else None
        return now.key if now else ""

    def own(self, term: Record) -> str:
        """The term of ours that this is, if it came from a site of ours."""
        if found := self.ours.get(str(term.get("id") or "").lower()):
            return found
        uri = str(term.get("term_uri") or "")
        if OUR_PAGES in uri:
            path = OUR_PAGES + uri.partition(OUR_PAGES)[2].strip("/")
            return self.ours.get(path, "")
        return ""

    def meaning(self, term: Record) -> str:
        """What a term of theirs means here, as taxonomy/code; "" where nobody said."""
        if own := self.own(term):
            return own
        uri, vocabulary, code, name = _parts(term)
        keys = _keys(uri, vocabulary, code, name)
        if not keys:
            return ""
        decided = [self.known[key] for key in keys if self.known.get(key) is not None]
        if decided:
            return decided[0] or ""
        self.unmapped[name or code or uri] += 1
        if any(key in self.known for key in keys):
            return ""
        likely = self.phrases.get(fold(name), set()) if name else set()
        found = next(iter(likely)) if len(likely) == 1 else None
        self.known[keys[0]] = found
        if self.keep:
            self._note(keys[0], uri, vocabulary, code, name, found)
        if found:
            del self.unmapped[name or code or uri]
        return found or ""

    def _note(self, key, uri, vocabulary, code, name, found: str | None) -> None:
        """For a moderator to map, or to see what we took it for."""
        ids = {term.key: term.id for term in self.vocabulary.by_id.values()}
        TheirTerm.objects.get_or_create(
            key=key,
            defaults={
                "uri": uri,
                "vocabulary": vocabulary,
                "code": code,
                "name": name,
                "term_id": ids.get(found) if found else None,
                "first_seen_in": self.source,
            },
        )

    def language(self, one: Record) -> str:
        """A language by its code or its name; English says nothing new."""
        code = line(one.get("code") or one.get("language")).lower()
        name = line(one.get("name") or one.get("language"))
        code = LANGUAGES.get(code, code)
        if (code or name.lower()) in ("", "english"):
            return ""
        ours = [
            term
            for term in self.vocabulary.by_id.values()
            if term.taxonomy == "language"
        ]
        for term in ours:
            if term.code == code:
                return term.key
        if not name:
            return ""
        begin = fold(name)
        for term in ours:
            if begin in (fold(term.name), fold(term.name.partition("(")[0])):
                return term.key
        return self.meaning({"vocabulary": "language", "name": name, "code": code})


def _parts(term: Record) -> tuple[str, str, str, str]:
    uri = line(term.get("term_uri") or term.get("uri"))[:400]
    detail = term.get("taxonomy_detail")
    vocabulary = line(
        term.get("vocabulary")
        or (detail.get("name") if isinstance(detail, dict) else "")
        or (term.get("taxonomy") if isinstance(term.get("taxonomy"), str) else "")
    )[:200]
    code = line(term.get("code"))[:200]
    identity = line(term.get("id"))
    if not code and ":" in identity and not identity.lower().startswith("http"):
        # esdServiceType:242
        code = identity[:200]
    if not uri and identity.lower().startswith("http"):
        uri = identity[:400]
    return uri, vocabulary, code, line(term.get("name") or term.get("term"))[:200]


def _keys(uri: str, vocabulary: str, code: str, name: str) -> list[str]:
    """By what a term is known, the surest first."""
    keys = []
    if uri.lower().startswith("http"):
        keys.append(f"uri {uri.lower().rstrip('/').partition('://')[2]}")
    if code:
        keys.append(f"code {vocabulary.lower()} {code.lower()}")
    if name:
        keys.append(f"name {vocabulary.lower()} {fold(name)}")
    return [key[:400] for key in keys]
