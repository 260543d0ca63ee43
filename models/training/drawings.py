"""The gathered drawings in memory: which name each shows, in which style, and which are set apart."""
import json
import os
import re

import numpy as np
from PIL import Image
import torch

from composites import COLOUR_NAMES, COLOUR_VALUES, FAMILY
from sources import JUDGE_STYLES, ONE_COLOUR_STYLES
from words import tokens_of

SPRITE_PX = 96
# How often a name is drawn, by its kind: what people ask for first, in the styles that show it best. Signs, clocks and the many
# roles and gestures of people among the emoji are rarer than things.
SHARE_OF_KIND = {"emoji": 1.0, "clip art": 0.05, "silhouette": 0.03}
SHARE_OF_SIGNS = 0.05
SHARE_OF_STYLE = {"noto-v1": 0.5, "streamline": 0.3, "clip-art": 0.5, "fluent-mono": 0.06, "game-icons": 0.3}
SIGNS = re.compile(
    r"\b(keycap|button|arrow|arrows|japanese|o clock|thirty|input|sign|symbol|square|circle|diamond|mark|multiplication|equals|minus|plus|loop|"
    r"triangle|hand|hands|fist|finger|fingers|thumbs|person|people|man|men|woman|women|boy|boys|girl|girls|couple|kiss|family|facing right|"
    r"worker|farmer|teacher|student|judge|cook|mechanic|scientist|technologist|singer|pilot|firefighter|officer|guard|elf|mage|fairy|"
    r"vampire|merperson|zombie|superhero|supervillain|adult|child|speaker|track|suit|zodiac|aries|taurus|gemini|cancer|leo|virgo|libra|"
    r"scorpio|sagittarius|capricorn|aquarius|pisces|ophiuchus|flag|left|right|no|prohibited|banknote|asterisk|information|copyright|trade)\b")


def own_colour(sprite):
    """Place of the main colour that covers most of a drawing in COLOUR_NAMES; -1 if none covers 60 %."""
    pixels = np.asarray(sprite.resize((24, 24), Image.BOX), np.float32).reshape(-1, 4)
    solid = pixels[pixels[:, 3] > 200][:, :3]
    if len(solid) < 12:
        return -1
    nearest = ((solid[:, None] - COLOUR_VALUES[None]) ** 2).sum(-1).argmin(1)
    votes = np.bincount(FAMILY[nearest], minlength=len(COLOUR_NAMES)) / len(solid)
    return int(votes.argmax()) if votes.max() > 0.6 else -1


class Drawings:
    """Sprites uint8 [count, 4, SPRITE_PX, SPRITE_PX] with colour multiplied by alpha, and what is known of each.

    `seen_by`: "climbed" holds all but the judge's styles and the held-out names, "judge" the judge's styles, "held out" the
    held-out names in the climbed styles, "everything" all of them.
    """

    def __init__(self, folder):
        with open(os.path.join(folder, "index.json")) as file:
            things = json.load(file)
        self.folder, self.things = folder, things
        self.names = [thing["name"] for thing in things]
        self.keywords = [thing["keywords"] for thing in things]
        self.cache = os.path.join(folder, f"sprites-{SPRITE_PX}.pt")
        self.labels = np.array([at for at, thing in enumerate(things) for _ in thing["pictures"]])
        self.styles = [picture["style"] for thing in things for picture in thing["pictures"]]
        digests = "".join(picture["sha256"] for thing in things for picture in thing["pictures"])
        kept = torch.load(self.cache) if os.path.exists(self.cache) else None
        if kept is None or kept["digests"] != digests:
            kept = self._read(things, digests)
        self.sprites, self.colours = kept["sprites"], kept["colours"].numpy()
        self.one_colour = np.array([style in ONE_COLOUR_STYLES for style in self.styles])

    def _read(self, things, digests):
        sprites, colours = [], []
        for thing in things:
            for picture in thing["pictures"]:
                image = Image.open(os.path.join(self.folder, picture["file"])).convert("RGBA")
                colours.append(own_colour(image))
                values = torch.from_numpy(np.asarray(image, np.float32) / 255).permute(2, 0, 1)
                values[:3] *= values[3:]
                values = torch.nn.functional.interpolate(values[None], size=(SPRITE_PX, SPRITE_PX), mode="area")[0]
                sprites.append((values * 255).round().to(torch.uint8))
        kept = {"sprites": torch.stack(sprites), "colours": torch.tensor(colours), "digests": digests}
        torch.save(kept, self.cache)
        return kept

    def places(self, seen_by):
        """Places of the sprites that somebody sees, and how often each is drawn (adding up to 1)."""
        held_out = np.array([self.things[label].get("heldOut", False) for label in self.labels])
        judge = np.array([style in JUDGE_STYLES for style in self.styles])
        chosen = {"climbed": ~judge & ~held_out, "judge": judge & ~held_out, "held out": held_out & ~judge & ~self.one_colour,
                  "everything": np.ones(len(judge), bool)}[seen_by]
        places = np.flatnonzero(chosen)
        share = np.array([SHARE_OF_STYLE.get(self.styles[at], 1.0) for at in places])
        total = np.bincount(self.labels[places], share, minlength=len(self.names))
        kinds = np.array([SHARE_OF_SIGNS if SIGNS.search(thing["name"]) else SHARE_OF_KIND[thing["kind"]] for thing in self.things])
        share = share / total[self.labels[places]] * kinds[self.labels[places]]
        return places, share / share.sum()


def added_words(words, drawings, further):
    """The vocabulary with the words of drawings and further texts that it lacks appended: rows that exist stay where they are."""
    known, added = set(words), []
    texts = [*drawings.names, *(keyword for keywords in drawings.keywords for keyword in keywords), *further]
    for text in texts:
        for word in tokens_of(text):
            if word.isalnum() and word not in known:
                known.add(word)
                added.append(word)
    return [*words, *sorted(added)]
