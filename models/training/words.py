"""The words of the starter pack: emoji names, colours, grounds, and the vocabulary made from them."""
import json
import os
import re

TOKEN_PATTERN = re.compile(r"'s|'t|'re|'ve|'m|'ll|'d|[^\W\d_]+|\d|[^\s\w]+|_")

# Named colours in sRGB, 0..255. The first eleven are drawn most often.
COLOURS = {
    "red": (215, 30, 35), "orange": (245, 135, 25), "yellow": (250, 215, 40), "green": (40, 155, 60),
    "blue": (35, 90, 215), "purple": (125, 50, 165), "pink": (250, 140, 185), "brown": (125, 75, 40),
    "black": (18, 18, 20), "white": (245, 245, 245), "gray": (128, 128, 130),
    "turquoise": (50, 200, 190), "cyan": (40, 205, 235), "magenta": (220, 40, 170), "violet": (140, 90, 220),
    "gold": (215, 170, 45), "silver": (190, 192, 198), "beige": (228, 212, 178), "teal": (15, 125, 125),
    "navy": (20, 30, 90), "maroon": (110, 20, 35), "lime": (150, 220, 40), "lavender": (200, 180, 235),
    "olive": (120, 120, 40), "cream": (250, 240, 205), "coral": (250, 120, 95), "sky blue": (130, 195, 240),
    "dark blue": (15, 35, 120), "light blue": (150, 200, 245), "dark green": (15, 80, 35),
    "light green": (150, 225, 150), "dark red": (135, 12, 20), "light gray": (200, 200, 202),
    "dark gray": (65, 65, 68), "dark purple": (70, 25, 100), "light pink": (252, 200, 215),
}
COLOUR_NAMES = list(COLOURS)
MAIN_COLOUR_COUNT = 11
COLOUR_SYNONYMS = {"gray": ["grey"], "light gray": ["light grey"], "dark gray": ["dark grey"], "purple": ["violet"],
                   "gold": ["golden"], "turquoise": ["aqua"], "red": ["scarlet", "crimson"], "blue": ["azure"],
                   "green": ["emerald"], "brown": ["chocolate"], "magenta": ["fuchsia"]}

GROUND_NOUNS = ["background", "background", "background", "ground", "backdrop"]
COUNT_WORDS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}
MANY_WORDS = ["many", "several", "lots of", "a pattern of", "a group of"]
PICTURE_WORDS = ["a picture of", "a painting of", "an image of", "a photo of", "a drawing of", "an illustration of",
                 "an icon of", "a photograph of", "art of", "a cartoon of", "a sticker of", "an emoji of", "a render of"]

# Scenes are grounds with a name of their own: (caption, pattern, first colour, second colour).
SCENES = [
    ("in the sky", "cloud", "sky blue", "white"), ("in a blue sky with clouds", "cloud", "blue", "white"),
    ("on green grass", "grain", "green", "dark green"), ("on the grass", "grain", "lime", "green"),
    ("in a meadow", "horizon", "light blue", "green"), ("in the forest", "blob", "dark green", "green"),
    ("in the sea", "wave", "blue", "turquoise"), ("in the water", "wave", "light blue", "blue"),
    ("on the ocean", "horizon", "sky blue", "dark blue"), ("on the beach", "horizon", "sky blue", "beige"),
    ("on sand", "grain", "beige", "gold"), ("in the desert", "horizon", "orange", "gold"),
    ("in the snow", "grain", "white", "light gray"), ("at night", "star", "navy", "white"),
    ("in space", "star", "black", "white"), ("under the stars", "star", "dark blue", "cream"),
    ("at sunset", "vertical", "purple", "orange"), ("at sunrise", "vertical", "light blue", "pink"),
    ("in the fog", "cloud", "light gray", "white"), ("in the dark", "cloud", "black", "dark gray"),
    ("in the fire", "wave", "red", "yellow"), ("on wood", "wave", "brown", "beige"),
    ("on paper", "grain", "cream", "beige"), ("on a wall", "brick", "maroon", "light gray"),
]
PATTERN_WORDS = {"stripe": ["striped"], "checker": ["checkered", "chequered"], "dot": ["dotted", "spotted"],
                 "grain": ["grainy", "noisy"], "cloud": ["cloudy", "marbled"], "blob": ["blotchy", "painted"],
                 "wave": ["wavy"], "brick": ["brick"], "star": ["starry"]}
PLURAL_EXCEPTIONS = {"man": "men", "woman": "women", "person": "people", "child": "children", "mouse": "mice",
                     "goose": "geese", "foot": "feet", "tooth": "teeth", "leaf": "leaves", "wolf": "wolves",
                     "elf": "elves", "fish": "fish", "sheep": "sheep", "deer": "deer", "ox": "oxen", "knife": "knives"}


def tokens_of(text):
    """Splits text as CLIP does: lower case, letters runs, single digits, runs of other symbols."""
    return TOKEN_PATTERN.findall(re.sub(r"\s+", " ", text.lower()).strip())


def plural(name):
    """Plural of the last word of a name; names with a joining word are pluralised at the word before it."""
    parts = name.split()
    at = len(parts) - 1
    for position, word in enumerate(parts):
        if position and word in ("with", "of", "in", "on", "behind", "facing", "without", "and", "over"):
            at = position - 1
            break
    word = parts[at]
    if word in PLURAL_EXCEPTIONS:
        word = PLURAL_EXCEPTIONS[word]
    elif word.endswith("y") and len(word) > 2 and word[-2] not in "aeiou":
        word = word[:-1] + "ies"
    elif word.endswith(("sh", "ch", "x", "ss", "z")):
        word += "es"
    elif not word.endswith("s"):
        word += "s"
    return " ".join(parts[:at] + [word] + parts[at + 1:])


def read_emoji(data_folder):
    """The entries of index.json, names cleaned; each gets `label`, its place in the list of distinct names."""
    with open(os.path.join(data_folder, "index.json")) as file:
        entries = json.load(file)
    labels = {}
    for entry in entries:
        entry["name"] = " ".join(word for word in tokens_of(entry["name"]) if word.isalnum())
        entry["label"] = labels.setdefault(entry["name"], len(labels))
        keywords = []
        for keyword in entry["keywords"]:
            keyword = " ".join(word for word in tokens_of(keyword) if word.isalnum())
            if keyword and keyword != entry["name"] and len(keyword.split()) <= 4 and keyword not in keywords:
                keywords.append(keyword)
        entry["keywords"] = keywords
    return entries, list(labels)


def build_vocabulary(entries):
    """Every word that a caption can hold, in alphabetical order."""
    texts = [entry["name"] for entry in entries] + [plural(entry["name"]) for entry in entries]
    texts += [keyword for entry in entries for keyword in entry["keywords"]]
    texts += COLOUR_NAMES + [word for words in COLOUR_SYNONYMS.values() for word in words] + GROUND_NOUNS
    texts += list(COUNT_WORDS.values()) + MANY_WORDS + PICTURE_WORDS + [scene[0] for scene in SCENES]
    texts += [word for words in PATTERN_WORDS.values() for word in words]
    texts += ["a an the and with on in of to at next left right above below under over beside between behind front "
              "inside top bottom corner middle center centre side plain gradient from texture pattern dark light bright "
              "big small large little tiny huge close up blurry sharp glossy flat shiny colorful colourful some it is "
              "there one near around thing simple style three d surrounded by background"]
    return sorted({word for text in texts for word in tokens_of(text) if word.isalnum()})


class Tokenizer:
    """Words to ids: 0 is padding, 1..N the words, N+1 start of text, N+2 end of text. Unknown words are dropped."""

    def __init__(self, words, context_length):
        self.ids = {word: position + 1 for position, word in enumerate(words)}
        self.start_id, self.end_id = len(words) + 1, len(words) + 2
        self.context_length = context_length

    def encode(self, text):
        """Ids of one text with start and end, at most context_length; the end is always kept."""
        ids = [self.ids[word] for word in tokens_of(text) if word in self.ids]
        return [self.start_id] + ids[: self.context_length - 2] + [self.end_id]
