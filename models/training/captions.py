"""Captions that state some of a scene's facts, and which pictures of a batch a caption is also true of."""
import numpy as np

from composites import COLOUR_WORDS
from words import (COLOUR_NAMES, COLOUR_SYNONYMS, COUNT_WORDS, GROUND_NOUNS, MANY_WORDS, PATTERN_WORDS, PICTURE_WORDS,
                   SCENES, plural)


def _pick(random, choices):
    return choices[int(random.integers(len(choices)))]


def colour_word(random, index):
    name = COLOUR_NAMES[index]
    if name in COLOUR_SYNONYMS and random.random() < 0.2:
        return _pick(random, COLOUR_SYNONYMS[name])
    return name


def with_article(text):
    return ("an " if text[0] in "aeiou" else "a ") + text


def ground_phrase(random, ground):
    """A phrase such as "on a blue background", and the ground colour it states (-1: none, -2: more than a colour)."""
    kind, colours, scene = ground["kind"], ground["colours"], ground["scene"]
    if scene >= 0:
        return SCENES[scene][0], -2
    noun = _pick(random, GROUND_NOUNS)
    first = colour_word(random, colours[0])
    if kind == "plain" or (len(colours) > 1 and colours[0] == colours[1] and random.random() < 0.5):
        plain = "plain " if kind == "plain" and random.random() < 0.06 else ""
        return f"{_pick(random, ['on', 'on', 'on', 'with', 'in front of'])} {with_article(plain + first)} {noun}", colours[0]
    second = colour_word(random, colours[1])
    pair = first if colours[0] == colours[1] else f"{first} and {second}"
    if kind in ("gradient", "vertical", "radial"):
        return f"on {with_article(pair)} {_pick(random, ['gradient', noun])}", -2
    words = PATTERN_WORDS.get(kind, [""])
    style = _pick(random, words)
    if random.random() < 0.3:
        return f"on {with_article(style)} {noun}".replace("a  ", "a "), -2
    return f"on {with_article((style + ' ' + pair).strip())} {noun}", -2


class Captioner:
    """Writes captions. `facts_stated` lets false negatives in a batch be left out of the loss."""

    def __init__(self, entries):
        self.entries = entries
        keywords = sorted({keyword for entry in entries for keyword in entry["keywords"]})
        self.keyword_ids = {keyword: position for position, keyword in enumerate(keywords)}
        self.name_has_colour = [any(word in COLOUR_WORDS for word in entry["name"].split()) for entry in entries]
        self.has_keyword = np.zeros((len(entries), len(keywords)), bool)
        for index, entry in enumerate(entries):
            for keyword in entry["keywords"]:
                self.has_keyword[index, self.keyword_ids[keyword]] = True

    def _thing_phrase(self, random, thing, state_colour):
        """Name of one object with its colour; a colour word inside the name of a tinted object is replaced."""
        name = self.entries[thing["entry"]]["name"]
        if thing["tint"] >= 0:
            words = [word for word in name.split() if word not in COLOUR_WORDS]
            if len(words) < len(name.split()):
                state_colour, name = True, " ".join(words) or "one"
        if state_colour and thing["colour"] >= 0:
            return f"{colour_word(random, thing['colour'])} {name}", thing["colour"]
        return name, -1

    def caption(self, random, facts):
        """→ (text, stated): stated = {entries, colour, ground, keyword, exact} for the false-negative mask."""
        things = facts["objects"]
        first = things[0]
        stated = {"entries": [thing["entry"] for thing in things], "colour": -1, "ground": -1, "keyword": -1,
                  "exact": len(things) > 1 or facts["count"] > 1}
        state_colour = random.random() < (0.75 if first["tint"] >= 0 else 0.15)
        name, stated["colour"] = self._thing_phrase(random, first, state_colour)
        draw = random.random()
        keywords = self.entries[first["entry"]]["keywords"]
        if len(things) == 1 and facts["count"] == 1 and keywords and draw < 0.13 and first["tint"] < 0:
            keyword = _pick(random, keywords)
            stated["keyword"], stated["colour"] = self.keyword_ids[keyword], -1
            if random.random() < 0.3:
                return f"{name} {keyword}" if random.random() < 0.5 else f"{keyword} {name}", stated
            stated["entries"] = []
            text = keyword if random.random() < 0.6 else with_article(keyword)
        elif len(things) > 1:
            text = self._group(random, facts, name)
        elif facts["count"] > 1:
            word = COUNT_WORDS.get(facts["count"], "many") if random.random() < 0.85 else _pick(random, MANY_WORDS)
            text = f"{word if facts['count'] < 9 else _pick(random, MANY_WORDS)} {plural(name)}"
        else:
            size = ""
            if facts["size"] > 0.93 and random.random() < 0.07:
                size, stated["exact"] = _pick(random, ["big ", "large ", "huge "]), True
            elif 0 < facts["size"] < 0.45 and random.random() < 0.35:
                size, stated["exact"] = _pick(random, ["small ", "little ", "tiny "]), True
            text = size + name
            if random.random() < 0.55:
                text = with_article(text) if random.random() < 0.9 else "the " + text
        if random.random() < 0.42:
            phrase, stated["ground"] = ground_phrase(random, facts["ground"])
            stated["exact"] |= stated["ground"] == -2
            text = f"{text} {phrase}"
        if random.random() < 0.12:
            text = f"{_pick(random, PICTURE_WORDS)} {text}"
        return text, stated

    def _group(self, random, facts, name):
        names = [with_article(name)]
        for thing in facts["objects"][1:]:
            names.append(with_article(self._thing_phrase(random, thing, thing["tint"] >= 0 and random.random() < 0.7)[0]))
        if len(names) == 3:
            return f"{names[0]} {names[1]} and {names[2]}"
        draw, relation = random.random(), facts["relation"]
        if draw < 0.3:
            return f"{names[0]} {_pick(random, ['and', 'and', 'with'])} {names[1]}"
        phrases = {"left": ["left of", "to the left of"], "above": ["above", "above", "over", "on top of"],
                   "beside": ["beside", "next to", "near"], "behind": ["behind"], "inside": ["inside", "in", "in front of"]}
        if draw > 0.65:
            opposite = {"left": ["right of", "to the right of"], "above": ["below", "under"],
                        "beside": ["beside", "next to"], "behind": ["in front of"], "inside": ["behind", "around"]}
            return f"{names[1]} {_pick(random, opposite[relation])} {names[0]}"
        return f"{names[0]} {_pick(random, phrases[relation])} {names[1]}"

    def also_true(self, facts_list, stated_list, pictures):
        """[texts, pictures] bool: caption also describes that picture of another row (left out of the softmax)."""
        count = len(stated_list)
        only = np.full(pictures, -1)
        colour, ground = np.full(pictures, -1), np.full(pictures, -1)
        for row, facts in enumerate(facts_list):
            if len(facts["objects"]) == 1 and facts["count"] == 1:
                only[row] = facts["objects"][0]["entry"]
            colour[row] = facts["objects"][0]["colour"]
            ground[row] = facts["ground"]["colours"][0]
        result = np.zeros((count, pictures), bool)
        for row, stated in enumerate(stated_list):
            if stated["exact"]:
                continue
            if stated["keyword"] >= 0 and not stated["entries"]:
                match = (only >= 0) & self.has_keyword[only, stated["keyword"]]
            else:
                match = only == stated["entries"][0]
            if stated["colour"] >= 0:
                match &= colour == stated["colour"]
            if stated["ground"] >= 0:
                match &= ground == stated["ground"]
            result[row] = match
            result[row, row] = False
        return result
