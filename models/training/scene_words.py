"""The words by which the pack's prior reads a prompt as a scene (packages/networks/src/prior/scene-words.ts)."""
from drawn_as import drawn_as
from prior import STYLES
from sources import STYLE_WORDS
from words import COLOUR_SYNONYMS, COLOURS, GROUND_NOUNS, PICTURE_WORDS, SCENES

LEFT = ["and", "with", "beside", "next to", "near", "by", "left of", "to the left of", "and also", "plus", "holding"]
RIGHT = ["right of", "to the right of"]
ABOVE = ["above", "over", "on top of", "on", "riding"]
BELOW = ["below", "under", "beneath", "underneath", "wearing"]
OPENINGS = ["on", "in", "inside", "at", "with", "in front of", "against", "under", "near", "over"]
COUNTS = {"two": 2, "a pair of": 2, "a couple of": 2, "three": 3, "four": 4, "five": 4, "six": 4, "many": 4, "several": 3, "some": 3,
          "a few": 3, "lots of": 4, "a pattern of": 4, "a group of": 4, "a bunch of": 4}
PICTURES = ["a picture", "picture", "a portrait of", "portrait of", "an oil painting of", "oil painting of", "a watercolor of", "a watercolour of",
            "a digital painting of", "a close up of", "the"]
# Drawn smooth and shaded, flat, or in lines: which of the prior's styles comes nearest.
STYLE_SYNONYMS = {"3d": "fluent", "a shiny": "fluent", "a realistic": "fluent", "a flat drawing of": "fluent-flat", "flat": "fluent-flat",
                  "cartoon": "noto", "a sticker of": "twemoji"}


COLOUR_VALUES = {**{other: rgb for name, rgb in COLOURS.items() for other in COLOUR_SYNONYMS.get(name, [])}, **COLOURS}


def without_article(phrase):
    """Of "a 3D render of a", what stands before any article of the thing."""
    words = phrase.lower().split()
    return " ".join(words[:-1] if len(words) > 1 and words[-1] in ("a", "an") else words)


def scene_words(names, rare, vocabulary):
    """`names`: all that is drawn; `rare`: those that few sets draw."""
    pictures = {without_article(phrase) for phrase in PICTURE_WORDS} | set(PICTURES)
    pictures |= {phrase.removeprefix("a ").removeprefix("an ") for phrase in pictures}
    styles = {without_article(phrase): STYLES.index(style) for style in reversed(STYLES) for phrase in STYLE_WORDS[style]}
    styles |= {phrase: STYLES.index(style) for phrase, style in STYLE_SYNONYMS.items()}
    scenes = {scene[0] for scene in SCENES} | {"at the beach", "in the clouds", "in the night", "under water", "underwater", "in the rain", "in the dark"}
    return {"names": sorted(names), "rare": sorted(rare), "drawnAs": drawn_as(names, vocabulary), "pictures": sorted(pictures - styles.keys()), "styles": dict(sorted(styles.items())), "counts": COUNTS, "colours": {name: list(rgb) for name, rgb in sorted(COLOUR_VALUES.items())},
            "joining": {"left": LEFT, "right": RIGHT, "above": ABOVE, "below": BELOW},
            "grounds": {"openings": OPENINGS, "nouns": sorted({*GROUND_NOUNS, "gradient", "wall"}), "scenes": sorted(scenes)}}
