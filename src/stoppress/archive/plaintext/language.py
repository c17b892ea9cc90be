"""Which language a page is in, as a guess: by its script, and by its small words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Final, Literal

_SMALL_WORDS: Final = {
    "en": "the of and to in a that is was for on with as by has from said it at be his are have not",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch nach hat wird",
    "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se il ce avec",
    "es": "de la que el en y a los del se las por un para con no una su al lo como más ha este",
    "pt": "de a que o e do da em um para com não uma os no se na por mais as dos como foi ao das",
    "it": "di che e la il un a per è in una non sono da del le con si dei della ha al nel più gli",
    "nl": "de van het een en in is dat op te zijn met voor niet aan er om ook als bij maar door naar heeft",
    "sv": "och i att det som en på är av för med till den har de inte om ett han men var från",
    "da": "og i at det er en til af på for med den der som har ikke de et fra var han også",
    "nb": "og i det er på som en til at av for med har den ikke de et om fra var han også seg ble",
    "fi": "ja on ei että se oli hän mutta ovat kun mukaan myös tai joka sen ole kuin mitä",
    "pl": "w i na z się do nie że to jest o od po jak za przez ale dla oraz ma są tym",
    "cs": "a v se na je že o s z do to k i za ve pro jsou by ale podle od jako které",
    "sk": "a v sa na je že o s z do to k aj za vo pre sú by ale podľa od ako ktoré",
    "hu": "a az és hogy nem is egy meg de volt ez csak már még mint el azt szerint",
    "ro": "de și în a la cu pe care nu că din o un pentru mai este au fost sau prin",
    "tr": "ve bir bu için da de ile olarak olan çok daha gibi sonra kadar ne en dedi",
    "hr": "i je u da se na za su od s ne koji to iz kako o biti će",
    "id": "yang dan di dengan untuk dari pada ini dalam tidak akan itu ke oleh juga telah",
    "vi": "của và các là có được trong cho đã với không một những này người từ",
    "ca": "de la que i el en a els per les un del amb una no és al ha es més",
}
_CYRILLIC: Final = {
    "uk": "і в на що та у не з до про за від як це для його є був року україни",
    "ru": "и в на что не с по о как из за от это для его был к а также года",
    "bg": "и в на да за се от не са че с по като това е към",
    "sr": "и у је да се на за су од са не који то из како о",
}
_ARABIC_SCRIPT: Final = {
    "ar": "في من على إلى أن عن مع التي الذي هذا هذه قال بعد قد كما كان ما",
    "fa": "در از به که این را با است برای آن یک خود شد های کرد",
    "ur": "کے میں کی ہے اور سے کا کہ نے کو پر یہ ہیں تھا",
}
_SCRIPTS: Final = (
    ("HEBREW", "he"),
    ("GREEK", "el"),
    ("DEVANAGARI", "hi"),
    ("BENGALI", "bn"),
    ("THAI", "th"),
    ("HANGUL", "ko"),
    ("HIRAGANA", "ja"),
    ("KATAKANA", "ja"),
    ("CJK", "zh"),
    ("TAMIL", "ta"),
    ("GEORGIAN", "ka"),
    ("ARMENIAN", "hy"),
)
RTL: Final = frozenset({"ar", "fa", "ur", "he"})
_SAMPLE_CHARS: Final = 30_000
_SHARE_MIN: Final = 0.05


def language_of(text: str) -> str:
    """BCP 47 of the language that most of the text is in; "und" when its words don't tell."""
    sample = text[:_SAMPLE_CHARS].casefold()
    script = _script_of(sample)
    if script == "CYRILLIC":
        own = {code: len(re.findall(letters, sample)) for code, letters in (("ru", "[ыэё]"), ("uk", "[іїєґ]"))}
        likely = max(own, key=lambda code: own[code])
        return likely if own[likely] >= 3 else _by_words(sample, _CYRILLIC)
    if script == "ARABIC":
        return _by_words(sample, _ARABIC_SCRIPT)
    if script == "LATIN":
        return _by_words(sample, _SMALL_WORDS)
    if script == "CJK" and re.search(r"[\u3040-\u30ff]", sample):
        return "ja"
    return next((code for name, code in _SCRIPTS if name == script), "und")


def direction_of(language: str) -> Literal["ltr", "rtl"]:
    """The direction in which a language is written."""
    return "rtl" if language in RTL else "ltr"


def _script_of(sample: str) -> str:
    letters = [char for char in sample[:4000] if char.isalpha()]
    counts = Counter(unicodedata.name(char, "? ").split(" ", 1)[0].split("-", 1)[0] for char in letters)
    return counts.most_common(1)[0][0] if counts else ""


def _by_words(sample: str, lists: dict[str, str]) -> str:
    found = re.findall(r"[^\W\d_]+", sample)
    if not found:
        return "und"
    counts = Counter(found)
    shares = {code: sum(counts[word] for word in set(listed.split())) / len(found) for code, listed in lists.items()}
    best = max(shares, key=lambda code: shares[code])
    return best if shares[best] >= _SHARE_MIN else "und"
