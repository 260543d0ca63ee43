"""Names of Open Clip Art's things, where title and folder say cleanly what is drawn."""
import html
import os
import re

# Folders that hold things; icons, flags, cards, stars, arrows and patterns are left out.
FOLDERS = ("animals", "food", "plants", "tools", "buildings", "recreation", "office", "education", "electronics", "containers",
           "science", "computer/hardware", "geography/astronomy", "transportation", "people/clothing", "people/bodypart", "people",
           "unsorted", "decorations", "signs_and_symbols/weather", "signs_and_symbols/money", "signs_and_symbols/map_symbols")
LEFT_OUT = ("transportation/aiga", "transportation/roadsigns", "recreation/games/cards", "people/smilies", "people/stickmen",
            "unsorted/duplicates")
SERIES = re.compile(r"lemon|aiga|etiquette|gnome|crystal|flat icon|nuvola|symbol signs|svg|\bset\b|collection|border|logo|template", re.I)
# Words of a title that say nothing of the thing.
IDLE = {"icon", "icons", "clipart", "art", "clip", "new", "simple", "the", "a", "an", "my", "bw", "alt", "color", "colour", "outline",
        "symbol", "by", "contour", "of", "map", "rpg", "elements", "part", "body", "picture", "drawing", "vector", "ver", "version",
        "and", "with", "another", "style", "image", "glossy", "cartoon", "one", "two", "three", "side", "view", "line", "lineart"}


def clean_name(title, file_name, known_words):
    """→ a name of one to three known words in lower case, or None. `file_name` serves where the title names a series."""
    text = title
    if not text or text.lower().startswith("clipart by") or "nicu buculei" in text.lower():
        text = file_name
    if SERIES.search(text):
        return None
    text = re.sub(r"\(.*?\)", " ", text)
    text = re.split(r" - |, |: | by ", text)[0]
    words = re.sub(r"[^a-z]+", " ", text.lower()).split()
    words = [word for word in words if word not in IDLE]
    if not 1 <= len(words) <= 3 or any(len(word) < 3 or word not in known_words for word in words):
        return None
    return " ".join(words)


def clip_art_things(folder, known_words):
    """→ list of (path of the SVG, name, keywords) of the things under `folder`, in the order of their paths."""
    found = []
    for where, _, files in sorted(os.walk(folder)):
        place = os.path.relpath(where, folder)
        if not place.startswith(FOLDERS) or place.startswith(LEFT_OUT):
            continue
        for file in sorted(files):
            with open(os.path.join(where, file), errors="replace") as opened:
                text = opened.read()
            title = re.search(r"<dc:title[^>]*>(.*?)</dc:title>", text, re.S)
            title = html.unescape(title.group(1)).strip() if title else ""
            name = clean_name(title, re.sub(r"[_\d-]+", " ", os.path.splitext(file)[0]), known_words)
            if not name:
                continue
            keywords = [html.unescape(word).strip().lower() for word in re.findall(r"<rdf:li[^>]*>(.*?)</rdf:li>", text, re.S)]
            keywords = [word for word in dict.fromkeys(keywords) if word in known_words and word not in IDLE and word != name]
            found.append((os.path.join(where, file), name, keywords[:6]))
    return found
