"""In which language a sentence is written, told by its script and its commonest words.

Only the languages for which we have something to say; "" for English and all others.
"""

import re

from directory.search.text import fold

# Scripts that settle it, or leave two languages to their own letters.
_SCRIPTS = (
    (re.compile("[\u0980-\u09ff]"), "bn"),
    (re.compile("[\u0a00-\u0a7f]"), "pa"),
)
_ARABIC_SCRIPT = re.compile("[\u0600-\u06ff]")
_URDU_LETTERS = re.compile("[\u0679\u0688\u0691\u06ba\u06be\u06c1\u06d2]")

# Everyday words, folded, that are not English ones as well.
_WORDS = {
    "pl": """
        jestem maz mnie moj moja nie sie jest pomocy potrzebuje bije mam gdzie dzieci
        boje chce prosze mowie polsku polski przemoc dom co jak dla czy ale mieszkam
        zona partner moge nikt wszystko uderzyl dziecko domu
    """,
    "ro": """
        sunt sotul meu mea ma bate nu am nevoie ajutor copii unde si este pentru cu imi
        frica vreau romana romaneste vorbesc acasa casa ce din sa mi el il va rog
        copilul copiii barbatul iubitul
    """,
    "so": """
        waan waxaan ninkayga caawimo ma aniga iga garaaca u baahanahay carruur guri
        baqayaa afsoomaali soomaali kuma hadlo waxa iyo ka ku waa mid kale reer i caawi
        gargaar xaaskayga caruur
    """,
    "pt": """
        meu minha marido preciso ajuda nao estou ele bate tenho medo filhos onde falo
        portugues uma para com em casa namorado quero sou criancas por favor voce
        violencia socorro
    """,
    "es": """
        mi marido esposo necesito ayuda no estoy el pega tengo miedo hijos donde hablo
        espanol una para con en casa novio quiero soy ninos por favor usted violencia
        pareja golpea maltrata
    """,
    "cy": """
        mae fy ngwr yn dwi eisiau angen help rwyf nid ddim plant ble cymraeg siarad gyda
        wedi am i ei cartref gwr ofn arna ofnus partner taro brifo lle ond dw
    """,
    "ur": """
        mera meri shohar mujhe marta maarta hai hain madad chahiye main mein nahi bachay
        bachon kahan ghar dar urdu bolti bolta kya aur ki ka ke se ko mere raha
    """,
    "pa": """
        mainu menu mera gharwala kutda hai madad chahidi main nahi bache kithe ghar dar
        punjabi bolda boldi te da di de nu naal mere kudi
    """,
    "bn": """
        amar shami amake mare sahajjo dorkar ami na baccha kothay bari bhoy bangla bolte
        pari ache kore ebong
    """,
    "ar": """
        ana zawji jawzi yadribuni ahtaj musaada atfal ayna bayt khaifa arabi atakallam
        la fi min wa
    """,
}
WORDS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
# One of these is enough: no other language we know writes them.
_TELLING = {
    "pl": "mezem meza maz zona zone bije pobil uderzyl przemoc pomocy schronienia "
    "schronienie grozi nozem boje potrzebuje dzieci dziecmi",
    "ro": "sotul sotului sotia barbatul iubitul ajutor pasaportul copiii bataie luat",
    "so": "ninkayga xaaskayga garaaca garaacaa caawimo caawi carruurta baqayaa wuu",
    "pt": "ajuda filhos namorado crianca criancas violencia domestica preciso minha",
    "es": "pareja novio violo hijos ayuda pega golpea papeles necesito esposo",
    "cy": "ngwr gwraig angen nghariad mhartner dwi rwyf",
    "ur": "shohar shauhar mujhe maarta marta",
    "pa": "gharwala kutda mainu",
    "bn": "shami shamir amake sahajjo",
    "ar": "zawji jawzi yadribuni musaada",
}
TELLING = {language: frozenset(words.split()) for language, words in _TELLING.items()}
# Words that English has too, or that several languages share with little meaning.
_SHARED = frozenset(
    [
        "am",
        "i",
        "la",
        "el",
        "mi",
        "no",
        "ma",
        "co",
        "ale",
        "dom",
        "el",
        "en",
        "help",
        "us",
        "de",
        "te",
        "da",
        "ka",
        "ki",
        "we",
    ]
)
_FEWEST = 2
_SHARE = 0.34
_ENGLISH = frozenset(
    [
        "the",
        "my",
        "me",
        "is",
        "he",
        "she",
        "they",
        "have",
        "has",
        "with",
        "and",
        "are",
        "not",
        "was",
        "im",
        "to",
        "of",
        "in",
        "for",
        "you",
        "what",
        "how",
        "help",
        "need",
        "husband",
        "partner",
        "wife",
        "where",
    ]
)


def language_of(text: str) -> str:
    """The language's code, such as pl; "" where it is English or we cannot tell."""
    for script, language in _SCRIPTS:
        if script.search(text):
            return language
    if _ARABIC_SCRIPT.search(text):
        return "ur" if _URDU_LETTERS.search(text) else "ar"
    words = fold(text).split()
    if len(words) < _FEWEST:
        return ""
    english = sum(word in _ENGLISH for word in words)
    counts = {
        language: sum(word in known for word in words if word not in _SHARED)
        for language, known in WORDS.items()
    }
    telling = {
        language: sum(word in known for word in words)
        for language, known in TELLING.items()
    }
    best = max(counts, key=lambda language: counts[language] + telling[language])
    counts[best] += telling[best]
    share = counts[best] / len(words)
    enough = share >= _SHARE and (counts[best] >= _FEWEST or telling[best])
    return best if enough and counts[best] > english else ""
