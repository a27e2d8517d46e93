"""Words to show or read out to someone who answers, and in which languages.

Each is ours, in plain English; what it says in a language is a row of kind `say` that
moderators keep (`Translation`), marked until a native reader has checked it.
"""

from dataclasses import dataclass

ENGLISH = "en"


@dataclass(frozen=True)
class Tongue:
    """A language with a card: its code, its name in itself and in English."""

    code: str
    name: str
    english: str
    is_rtl: bool = False

    @property
    def direction(self) -> str:
        return "rtl" if self.is_rtl else "ltr"


TONGUES: dict[str, Tongue] = {
    tongue.code: tongue
    for tongue in (
        Tongue("en", "English", "English"),
        Tongue("ar", "العربية", "Arabic", is_rtl=True),
        Tongue("bn", "বাংলা", "Bengali"),
        Tongue("cy", "Cymraeg", "Welsh"),
        Tongue("es", "Español", "Spanish"),
        Tongue("pa", "ਪੰਜਾਬੀ", "Punjabi"),
        Tongue("pl", "Polski", "Polish"),
        Tongue("pt", "Português", "Portuguese"),
        Tongue("ro", "Română", "Romanian"),
        Tongue("so", "Soomaali", "Somali"),
        Tongue("ur", "اردو", "Urdu", is_rtl=True),
    )
}

# What to say first, in this order. `{language}` stands in the English alone.
FIRST: dict[str, str] = {
    "speak": "I speak {language}.",
    "woman-interpreter": "I need a woman interpreter.",
    "no-call-back": "Please do not call back.",
}
# Someone who speaks English needs no interpreter.
FIRST_IN_ENGLISH = ("woman", "no-call-back")
# More to point at.
MORE: dict[str, str] = {
    "woman": "I want to talk to a woman.",
    "danger": "I am in danger now.",
    "hurt": "Someone is hurting me.",
    "stay": "I need a safe place to stay.",
    "children": "My children are with me.",
    "cannot-talk": "I cannot talk now. Someone may be listening.",
    "stranger": "Please do not use an interpreter who knows me or my family.",
    "ask-first": "Please ask me before you tell anyone.",
    "yes": "Yes",
    "no": "No",
}
# What we say to the reader, in the reader's language.
TOLD: dict[str, str] = {
    "words-for-you": "Words in your language, to show or read out",
    "ask-for-one": (
        "You can ask for an interpreter. Show or read out the English words. Not every "
        "service has one. If they say no, try another."
    ),
    "first": "Show first who speaks my language",
    "this-page": "This page in my language",
    "ring-999": "In danger now? Ring 999.",
    "unchecked": (
        "Nobody who grew up with this language has checked these words yet. If "
        "something is unclear, the English counts."
    ),
}
# Said on a list, beside the language: enough to begin a call with.
INTERPRETER = "I need an interpreter."
SAYINGS: dict[str, str] = {**FIRST, **MORE, **TOLD}


def sayings(tongue: Tongue) -> tuple[list[str], list[str]]:
    """What a card of this language says first, and what more, by their names."""
    first = FIRST_IN_ENGLISH if tongue.code == ENGLISH else tuple(FIRST)
    return list(first), [key for key in MORE if key not in first]


def in_english(key: str, tongue: Tongue) -> str:
    """A saying in English, for someone who speaks this language."""
    return SAYINGS[key].replace("{language}", tongue.english)
