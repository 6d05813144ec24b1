"""Hold what is known of scripts and languages for searching: data only, printed into the browser's script too.

``SHARED`` is for every language, ``LANGUAGES`` for one; the file of a locale's index carries its own part.  Letters
that people write for one another are one letter here (Unicode TR 39 calls some of them confusable; Ethiopic
homophones and the Arabic, Persian and Urdu variants are those of the Lucene analyzers of these languages).
"""

from __future__ import annotations

from typing import Any

Table = dict[str, Any]


def _pairs(text: str) -> dict[str, str]:
    """Read ``ab cd``: a becomes b, c becomes d; one letter alone becomes nothing."""
    return {pair[0]: pair[1:] for pair in text.split()}


def _homophones() -> dict[str, str]:
    """Fold Ethiopic rows that sound alike in Amharic, vowel by vowel; ha and aa too."""
    made = {}
    for row, into in (("ሐ", "ሀ"), ("ኀ", "ሀ"), ("ኸ", "ሀ"), ("ሠ", "ሰ"), ("ዐ", "አ"), ("ፀ", "ጸ")):
        made |= {chr(ord(row) + vowel): chr(ord(into) + vowel) for vowel in range(7)}
    made |= {letter: "ሀ" for letter in "ሃሐሓኀኃኸኻ"} | {letter: "አ" for letter in "ኣዐዓ"}
    return made | _pairs("ኈሆ ቈቆ ኰኮ ጐጎ ዉው ኹሁ")


def _rows(consonants: str) -> dict[str, str]:
    """Write each Ethiopic row, eight letters from U+1200 on, as one Latin consonant; ``-`` is none."""
    return {chr(0x1200 + 8 * row): "" if one == "-" else one for row, one in enumerate(consonants)}


def _steps(text: str) -> list[list[str]]:
    """Read ``sh:x q:k``: replaced one after another, so the longer come first."""
    return [step.split(":") for step in text.split()]


SHARED: Table = {
    # Marks that people leave out: accents, Hebrew points, Arabic vowels, Ethiopic length; vowel signs of India stay.
    "marks": [[0x300, 0x36F], [0x483, 0x487], [0x591, 0x5C7], [0x610, 0x61A], [0x64B, 0x65F], [0x670, 0x670], [0x6D6, 0x6ED], [0x93C, 0x93C]]
    + [[0x9BC, 0x9BC], [0x135D, 0x135F]],
    # Joined without a trace: soft hyphen, tatweel, zero-width marks, direction marks.
    "nothing": [[0xAD, 0xAD], [0x640, 0x640], [0x200B, 0x200F], [0x202A, 0x202E], [0x2060, 0x2069], [0xFEFF, 0xFEFF]],
    "zeros": [0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0x1040, 0x17E0],
    "letters": _pairs("đd ðd øo łl ßss æae œoe ıi ħh þth")
    | _pairs("ىي یي ےي ېي کك ڪك گك ہه ۀه ھه ەه ةه ۃه ٱا پب چج ژز ڤف ڨق ء ڑر ڈد ٹت ںن")
    | _homophones(),
    # Written without spaces, or with endings joined on: compared by pairs of letters.
    "unspaced": [[0xE00, 0xEFF], [0x1000, 0x109F], [0x1780, 0x17FF], [0x3040, 0x30FF], [0x3400, 0x9FFF], [0xAC00, 0xD7AF], [0xF900, 0xFAFF]],
    # Syllables that differ in their vowel alone are compared by their row of eight.
    "rows": [0x1200, 0x135A],
}

_ENGLISH_AFTER = "s es ed d ing er ers ies y e ly ment"
LANGUAGES: dict[str, Table] = {
    "en": {
        "define": ["what is a", "what is an", "what is", "meaning", "define"],
        "least": 3,
        "after": _ENGLISH_AFTER.split(),
        "stop": "a an the i im my me is are do does did can if in on at to of for and or be it have has get with they he she you your what how when who where there that this will from not like look looks real want need should would could someone somebody something".split(),
    },
    "es": {
        "define": ["que es", "que significa"],
        "least": 3,
        "after": "s es os as o a e ar er ir ando iendo ado ada ados adas ido ida idos aron ieron aba me se lo la le nos mente cion ciones an en on io".split(),
        "stop": "el la los las un una de del al en y o a mi mis me se es son que como si no con por para su sus lo le tu yo ya esta estan hay he ha soy tengo".split(),
    },
    "fr": {
        "define": ["c'est quoi", "qu'est ce que", "que veut dire"],
        "least": 3,
        "after": "s es e er ez ant ent ons ee ees ie ies is it ir re ment tion tions x".split(),
        "stop": "le la les l un une des de du d en et ou a au aux mon ma mes je j me m se s est sont qu que qui quoi c ce si on il ils elle ne pas n pour par sur dans avec son sa ses ai suis dois puis".split(),
    },
    "pt": {
        "define": ["o que e", "que significa"],
        "least": 3,
        "after": "s es os as o a e ar er ir ando endo indo ado ada ados adas ido ida idos aram eram mente cao coes am em ou iu ao".split(),
        "stop": "o a os as um uma de do da dos das no na nos nas em e ou ao meu minha meus minhas me se que como com por para pro pra seu sua sou estou to ta esta eu ele isso ter tem".split(),
    },
    "vi": {
        "define": ["la gi", "nghia la"],
        "least": 9,
        "after": [],
        "stop": "toi la bi co khong duoc va o cua cho neu thi nhung cac mot den voi de ai gi nao minh".split(),
    },
    "am": {
        "define": ["ምንድን ነው", "ምንድነው", "ምን ማለት"],
        "least": 2,
        "before": "የ በ ለ ከ ስለ እንደ ወደ ያለ ሲ ቢ ይ ት አል አይ የሚ በሚ እንዲ እንድ ብ ስ ል".split(),
        "after": "ን ም ና ው ዋ ዬ ህ ሽ ች ዎች ችን ቸው ኝ ኛል ዎ ት ቱ ለሁ ሁ ል ላል ላሉ ች ቼ ቼን ቹ ዎን ውን".split(),
        "stop": "ምን ነው እኔ እና ወይም ናቸው ነኝ ነን ላይ ውስጥ ስለ ላድርግ እንዴት ማን ብለው".split(),
        "latin": _steps("sh:x ch:c gn:n ny:n ts:x th:t ph:f q:k v:b w: y: h:"),
        "native": _rows("-lmsrsxkkkkkbbtc--nn-kk----zz-ddjgggtcpxxfp"),
    },
    "ar": {
        "define": ["ما هو", "ما هي", "شو هو", "يعني ايه", "ما معني"],
        "least": 3,
        "before": "ال وال بال فال كال لل و ف ب ك ل س ي ت ن ا بي بت هال".split(),
        "after": "ه ها هم ي نا ات ين ون ان وا ني ك كم تي يه ا".split(),
        "stop": "في من علي عن الي هل ما ماذا هو هي ان انا او و مع هذا لو اذا كيف متي مين عندي لي بدي ممكن اريد".split(),
        "latin": _steps("sh:x ch:x kh:h gh:g th:t dh:d 7:h 3: 2: 5:h q:k c:k j:g v:f p:b w: y:"),
        "native": dict(zip("بتثجحخدذرزسشصضطظغفقكلمنه", "btsghhdzrzsxsdtzgfkklmnh", strict=True)),
    },
    "fa": {
        "define": ["جيست", "يعني جي", "جيه"],
        "least": 3,
        "before": "مي نمي ن ب".split(),
        "after": "ها هاي هايي ي م ام ات اش مان شان ند يد يم ان رو و تون مو هام هاش ه".split(),
        "stop": "در از به با و را رو كه من مي است هست هستم چه چيست چطور اگر اگه براي اين ان تو توي يا ايا بايد همين".split(),
        "latin": _steps("sh:x ch:g kh:h gh:k zh:z q:k c:k g:k j:g v: p:b w: y:"),
        "native": dict(zip("بتثجحخدذرزسشصضطظغفقكلمنه", "btsghhdzrzsxsztzkfkklmnh", strict=True)),
    },
    "zh": {
        "define": ["什麼是", "是什麼", "甚麼是", "什么是"],
        "stop": "怎麼 麼辦 什麼 可以 以嗎 我的 嗎 會嗎 但是 要嗎 有人 如果 可否".split(),
    },
    "ko": {
        "define": ["뭐에요", "뭐예요", "무엇인가요", "뜻이"],
        "stop": "나요 어요 해요 하나 되나 인데 에서 까요 는데 니다 습니 하면 으면".split(),
    },
}
