"""What words mean that the perceptors do not know: English words outside the vocabulary, and Spanish, each as phrases of known words.

    python3 meanings.py --wordnet DICT --spanish wn-wikt-spa.tab --packages PACKAGES --emoji EMOJI --out ../starter-2/meanings.json

English goes by WordNet 3.0 (the same synset, what is above it, what is below it), Spanish by the Open Multilingual Wordnet's Spanish of Wiktionary and by
Unicode's names of emoji; the small words are written here. `wordfreq` says which words are common. See packages/networks/src/tokenizer/meanings.ts.
"""
import argparse
import collections
import json
import os
import re
import unicodedata

from drawn_as import DRAWN_AS
from gather import json_of
from scene_words import ABOVE, BELOW, LEFT, OPENINGS, RIGHT
from sources import ANNOTATIONS
from words import COLOUR_NAMES, COLOUR_SYNONYMS, SCENES, plural, tokens_of

SENSES, LATER_SENSE = 4, 0.9
AGAIN = 0.25  # off the cost of what is near in several ways
KEPT = 3  # phrases for each word
MOST_COST = 3.3
WORD = re.compile(r"^[a-z]{2,}$")
SPANISH_WORD = re.compile(r"^[a-záéíóúüñ]+( [a-záéíóúüñ]+){0,4}$")

# What stands between the things of a Spanish prompt.
SMALL_WORDS = {
    "un": "a", "una": "a", "unos": "some", "unas": "some", "el": "the", "la": "the", "los": "the", "las": "the", "lo": "the", "y": "and", "e": "and", "o": "and",
    "con": "with", "de": "of", "del": "of the", "al": "to the", "a": "to", "sobre": "on", "en": "in", "encima de": "on top of", "encima del": "on top of the", "debajo de": "under",
    "debajo del": "under the", "bajo": "under", "junto a": "next to", "junto al": "next to the", "al lado de": "next to", "al lado del": "next to the", "cerca de": "near",
    "cerca del": "near the", "delante de": "in front of", "delante del": "in front of the", "frente a": "in front of", "frente al": "in front of the", "dentro de": "inside",
    "dentro del": "inside the", "a la izquierda de": "to the left of", "a la izquierda del": "to the left of the", "a la derecha de": "to the right of",
    "a la derecha del": "to the right of the", "por encima de": "above", "detrás de": "beside", "contra": "in front of", "sin": "without", "que": "", "su": "", "sus": "", "se": "",
    "dos": "two", "tres": "three", "cuatro": "four", "cinco": "five", "seis": "six", "muchos": "many", "muchas": "many", "varios": "several", "varias": "several",
    "algunos": "some", "algunas": "some", "un par de": "a pair of", "un grupo de": "a group of", "una imagen de": "a picture of", "imagen de": "a picture of",
    "una pintura de": "a painting of", "pintura de": "a painting of", "un cuadro de": "a painting of", "cuadro de": "a painting of", "un dibujo de": "a drawing of", "dibujo de": "a drawing of",
    "un dibujo plano de": "a flat drawing of", "una foto de": "a photo of", "foto de": "a photo of", "una ilustración de": "an illustration of", "un icono de": "an icon of",
    "una pegatina de": "a sticker of", "un retrato de": "a portrait of", "fondo": "background", "degradado": "gradient", "pared": "wall", "montado en": "on top of",
    "montada en": "on top of", "llevando": "wearing", "es": "is",
    # Common things of which the sources give another name, or none first.
    "mesa": "table", "niña": "girl", "niño": "boy", "chica": "girl", "chico": "boy", "mujer": "woman", "hombre": "man", "bosque": "forest", "ciudad": "city", "lluvia": "rain", "nieve": "snow",
    "cielo": "sky", "mar": "sea", "flor": "flower", "coche": "car", "carro": "car", "auto": "car", "barco": "ship", "avión": "airplane", "gafas": "glasses", "lentes": "glasses", "cabeza": "head",
    "ventana": "window", "puerta": "door", "calle": "street", "camino": "road", "río": "river", "lago": "lake", "hierba": "grass", "césped": "grass", "piedra": "rock", "roca": "rock", "madera": "wood",
    "pájaro": "bird", "ave": "bird", "cara": "face", "ojo": "eye", "mano": "hand", "noche": "night", "día": "day", "amanecer": "sunrise", "atardecer": "sunset", "fuego": "fire", "agua": "water",
    "cometa": "kite", "globo": "balloon", "pelota": "ball", "balón": "ball", "tarta": "cake", "pastel": "cake", "torre": "tower", "faro": "lighthouse", "iglesia": "church", "vaso": "glass",
    "esqueleto": "skeleton", "ajedrez": "chess pawn", "nave espacial": "rocket", "bruja": "witch", "camión": "truck", "edificio": "building", "cachorro": "puppy",
}
ADJECTIVES = {
    "rojo": "red", "naranja": "orange", "amarillo": "yellow", "verde": "green", "azul": "blue", "morado": "purple", "púrpura": "purple", "violeta": "violet", "rosado": "pink", "marrón": "brown",
    "café": "brown", "negro": "black", "blanco": "white", "gris": "gray", "turquesa": "turquoise", "cian": "cyan", "magenta": "magenta", "dorado": "gold", "plateado": "silver", "beige": "beige",
    "azul oscuro": "dark blue", "azul claro": "light blue", "azul marino": "navy", "azul cielo": "sky blue", "celeste": "sky blue", "verde oscuro": "dark green", "verde claro": "light green",
    "rojo oscuro": "dark red", "gris claro": "light gray", "gris oscuro": "dark gray", "rosa claro": "light pink", "grande": "big", "gran": "big", "enorme": "huge", "pequeño": "small",
    "diminuto": "tiny", "brillante": "shiny", "oscuro": "dark", "claro": "light", "plano": "flat", "liso": "plain", "rayado": "striped", "estrellado": "starry", "viejo": "old", "nuevo": "new",
    "feliz": "happy", "triste": "sad", "enfadado": "angry", "enojado": "angry", "tropical": "tropical", "mágico": "magic", "salvaje": "wild", "antiguo": "old", "lleno": "full", "roto": "broken",
    "volador": "flying", "redondo": "round", "alto": "big", "bonito": "pretty", "hermoso": "pretty", "feroz": "angry", "joven": "young",
}
SCENES_IN_SPANISH = {
    "en el cielo": "in the sky", "sobre la hierba": "on the grass", "en la hierba": "on the grass", "en un prado": "in a meadow", "en el bosque": "in the forest", "en el mar": "in the sea",
    "en el agua": "in the water", "bajo el agua": "under water", "en el océano": "on the ocean", "en la playa": "on the beach", "sobre la arena": "on sand", "en el desierto": "in the desert",
    "en la nieve": "in the snow", "de noche": "at night", "por la noche": "at night", "en la noche": "at night", "en el espacio": "in space", "bajo las estrellas": "under the stars",
    "al atardecer": "at sunset", "al amanecer": "at sunrise", "en la niebla": "in the fog", "en la oscuridad": "in the dark", "en el fuego": "in the fire", "sobre madera": "on wood",
    "sobre papel": "on paper", "en la pared": "on a wall", "en las nubes": "in the clouds", "bajo la lluvia": "in the rain",
}


def plain(text):
    """Small letters without acute accents and diaereses; ñ stays, as in meanings.ts."""
    parted = unicodedata.normalize("NFD", text.lower())
    return unicodedata.normalize("NFC", re.sub(r"(?<!n)[\u0300\u0301\u0308]|(?<=n)[\u0300\u0301\u0308]", "", parted))


class WordNet:
    """Nouns and adjectives of WordNet 3.0: lemmas of each synset, synsets of each lemma by frequency, and what is above and below."""

    def __init__(self, folder):
        self.lemmas, self.senses, self.above, self.below = {}, {}, {}, collections.defaultdict(list)
        for part, name in (("n", "noun"), ("a", "adj")):
            with open(os.path.join(folder, f"data.{name}")) as file:
                for line in file:
                    if line.startswith(" "):
                        continue
                    fields = line.split(" | ")[0].split()
                    count = int(fields[3], 16)
                    key = f"{fields[0]}-{part}"
                    self.lemmas[key] = [re.sub(r"\(.*\)$", "", fields[4 + 2 * at]).replace("_", " ").lower() for at in range(count)]
                    links = fields[5 + 2 * count:]
                    above = [f"{links[at + 1]}-{part}" for at in range(0, len(links) - 3, 1) if links[at] in ("@", "@i", "&") and links[at + 1].isdigit()]
                    self.above[key] = above
                    for each in above:
                        self.below[each].append(key)
            with open(os.path.join(folder, f"index.{name}")) as file:
                for line in file:
                    if line.startswith(" "):
                        continue
                    fields = line.split()
                    self.senses.setdefault(fields[0].replace("_", " "), []).extend(f"{offset}-{part}" for offset in fields[-int(fields[2]):])

    def near(self, synsets, worth):
        """Phrases near some synsets, by cost: 0 for the same, more for what is above, below and beside. `worth(phrase)`: its own cost, or None."""
        found = {}

        def take(synset, cost):
            for lemma in self.lemmas.get(synset, []):
                own = worth(lemma)
                if own is not None:
                    found[lemma] = min(cost + own, found.get(lemma, 99)) - (AGAIN if lemma in found else 0)

        for sense, synset in enumerate(synsets[:SENSES]):
            base = LATER_SENSE * sense
            take(synset, base)
            for child in self.below[synset][:40]:
                take(child, base + 1.7)
            level = [synset]
            for depth in range(1, 4):
                level = [parent for each in level for parent in self.above.get(each, [])]
                for parent in level:
                    take(parent, base + 1.2 * depth)
                    if depth == 1:
                        for child in self.below[parent][:60]:
                            take(child, base + 2.3)
        return found


def spanish_plural(word):
    if word.endswith("z"):
        return word[:-1] + "ces"
    if word[-1] in "aeiouáéó":
        return word + "s"
    if word.endswith(("s", "x")):
        return word
    return plain(word[:-2]) + plain(word[-2:]) + "es" if re.search(r"[áéíóú][ns]$", word) else word + "es"


def adjective_forms(word):
    """Gender and number of a Spanish adjective of one or two words."""
    head, *rest = word.split()
    feminine = re.sub(r"(o|or)$", lambda end: "a" if end[0] == "o" else "ora", head)
    for form in {head, feminine}:
        for each in (form, spanish_plural(form)):
            yield " ".join([each, *rest])


def joined(table):
    return {word: "|".join(phrases) for word, phrases in sorted(table.items())}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--wordnet", required=True, help="folder of data.noun, index.noun, …")
    parser.add_argument("--spanish", required=True)
    parser.add_argument("--packages", required=True)
    parser.add_argument("--emoji", required=True)
    parser.add_argument("--pack", required=True, help="folder with vocabulary.json and names.json")
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    from wordfreq import zipf_frequency

    with open(os.path.join(options.pack, "vocabulary.json")) as file:
        words = set(json.load(file))
    with open(os.path.join(options.pack, "names.json")) as file:
        names = json.load(file)
    named = set(names)
    in_names = {word for name in names for word in name.split()}

    def worth(phrase):
        if phrase in named:
            return 0.0
        if any(word not in words for word in phrase.split()):
            return None
        return 0.4 if phrase in in_names else 0.7 if " " not in phrase else None

    net = WordNet(options.wordnet)

    def meanings_of(synsets):
        found = net.near(synsets, worth)
        return [phrase for phrase, cost in sorted(found.items(), key=lambda item: (item[1], -zipf_frequency(item[0], "en"))) if cost <= MOST_COST][:KEPT]

    # English: what WordNet knows and the vocabulary does not, and the forms of both.
    english = {}
    for word in net.senses:
        if WORD.match(word) and word not in words and zipf_frequency(word, "en") > 1.6:
            found = meanings_of(net.senses[word])
            if found:
                english[word] = found
    # What joins things is read before words are ("riding" is no sport here).
    for word in [*LEFT, *RIGHT, *ABOVE, *BELOW, *OPENINGS]:
        english.pop(word, None)
    # What people mean by common words comes before WordNet's senses, of which the first is often another ("knight": of chess).
    for word, name in DRAWN_AS.items():
        if word not in words and all(part in words for part in name.split()):
            english[word] = [name, *(phrase for phrase in english.get(word, []) if phrase != name)][:KEPT]
    for word in [*words, *english]:
        if WORD.match(word) and len(word) > 2:
            many = plural(word)
            if many not in words and many not in english and many not in net.senses:
                english[many] = english.get(word, [word])
    # Spanish: names of emoji, then Wiktionary's synsets.
    spanish, adjectives = {}, {}
    by_synset = collections.defaultdict(list)
    with open(options.spanish) as file:
        for line in file:
            parts = line.rstrip("\n").split("\t")
            if len(parts) == 3 and SPANISH_WORD.match(parts[2].lower()):
                by_synset[parts[2].lower()].append(parts[0].replace("-s", "-a"))
    for word, synsets in by_synset.items():
        # Senses of common English words first: the source has no order of its own.
        counts = collections.Counter(lemma for key in synsets for lemma in net.lemmas.get(key, []))
        common = sorted(synsets, key=lambda key: -max([counts[lemma] + 0.3 * zipf_frequency(lemma, "en") for lemma in net.lemmas.get(key, [])] or [0]))
        found = meanings_of(common)
        if found:
            spanish[plain(word)] = found
    says = {language: json_of(ANNOTATIONS, options.packages, f"annotations/{language}/annotations.json")["annotations"]["annotations"] for language in ("en", "es")}
    emoji = {}
    for sign, said in says["en"].items():
        name = " ".join(word for word in tokens_of(said.get("tts", [""])[0]) if word.isalnum())
        if name not in named:
            continue
        emoji[sign] = name
        for title in says["es"].get(sign, {}).get("tts", []):
            title = " ".join(word for word in tokens_of(title) if word.isalnum())
            if SPANISH_WORD.match(title):
                spanish[plain(title)] = [name]
    for table in (SMALL_WORDS, SCENES_IN_SPANISH):
        for word, phrase in table.items():
            near = english.get(phrase, [phrase]) if " " not in phrase and phrase not in words and phrase else [phrase]
            spanish[plain(word)] = near
    for word, phrase in ADJECTIVES.items():
        for form in adjective_forms(word):
            adjectives[plain(form)] = [phrase]
            spanish.pop(plain(form), None)
    for word, found in list(spanish.items()):
        if " " not in word and len(word) > 2 and plain(word) not in map(plain, SMALL_WORDS):
            for form in (plain(spanish_plural(word)), word[:-1] + "a" if word.endswith("o") else word):
                if form not in spanish and form not in adjectives:
                    spanish[form] = found
    with open(options.out + ".partial", "w") as file:
        json.dump({"english": joined(english), "spanish": {"words": joined(spanish), "adjectives": joined(adjectives)}, "signs": dict(sorted(emoji.items()))}, file, ensure_ascii=False, separators=(",", ":"))
        file.write("\n")
    os.replace(options.out + ".partial", options.out)
    print(len(english), "English,", len(spanish) + len(adjectives), "Spanish,", len(emoji), "signs")


if __name__ == "__main__":
    main()
