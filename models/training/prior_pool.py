"""Pictures with captions and their latents, for the prior to learn: shards in a folder, any number of them.

    python3 prior_pool.py --drawings DRAWINGS --generator ../starter/generator.safetensors --pool POOL --count 40000

Layouts are the same for the same words, so that there is one picture to learn for each: one thing in the middle, two side by
side or one above the other, several in rows. What words leave open the variation says (prior.py).
"""
import argparse
import json
import os

import numpy as np
from PIL import Image
import torch
import torch.nn.functional as F

from captions import colour_word, ground_phrase, with_article
from composites import COLOUR_NAMES, COLOUR_VALUES, COLOUR_WORDS, MAIN_COLOUR_COUNT
from drawings import SIGNS, Drawings
from halfway import PAIR_PHRASES, Maker, over, tinted, warped
from pools import read_generator
from prior import PICTURE_PX, STYLES, draw_variation, ground_of
from sources import ONE_COLOUR_STYLES, STYLE_WORDS
from words import COUNT_WORDS, MANY_WORDS, PICTURE_WORDS, plural

SHARD = 1000
TEXTS = 3  # captions of a picture
SHARE_OF_KIND = {"emoji": 1.0, "clip art": 0.25, "silhouette": 0.12}
SHARE_OF_SIGNS = 0.15
# Two mixtures: mostly single things on grounds that the variation says; and more colours, grounds and things that the words say, of
# names that many sets draw. Kinds are one, two and several things.
MIXTURES = {"plain": {"kinds": [0.82, 0.13, 0.05], "tinted": 0.12, "grounds": 0.25, "rare": 1.0},
            "composed": {"kinds": [0.74, 0.18, 0.08], "tinted": 0.2, "grounds": 0.55, "rare": 0.2}}
STYLES_OF_A_COMMON_NAME = 6
THING_SCALE, PAIR_SCALE, PAIR_OFFSET = 0.88, 0.56, 0.46


class Scenes:
    """Draws pictures of PICTURE_PX with their captions and variations."""

    def __init__(self, folder, seed, mixture):
        self.mixture = MIXTURES[mixture]
        self.drawings = Drawings(folder)
        self.folder, self.random = folder, np.random.default_rng(seed)
        self.maker = Maker(self.drawings, "everything", seed)
        things = self.drawings.things
        common = [len({picture["style"] for picture in thing["pictures"]}) >= STYLES_OF_A_COMMON_NAME for thing in things]
        shares = np.array([SHARE_OF_KIND[thing["kind"]] * (SHARE_OF_SIGNS if SIGNS.search(thing["name"]) else 1)
                           * (1 if often else self.mixture["rare"]) for thing, often in zip(things, common)])
        self.shares = shares / shares.sum()
        self.sprites = {}

    def sprite(self, label, style):
        """The drawing of a name in that style or, where there is none, in the one that is nearest: (RGBA [4, h, w], its style)."""
        pictures = {picture["style"]: picture for picture in reversed(self.drawings.things[label]["pictures"])}
        order = [style, "twemoji", "noto", "fluent-flat", "noto-v1", "streamline", "clip-art", "fluent-mono", "game-icons"]
        chosen = next((name for name in order if name in pictures), None)
        if chosen is None:
            return None, None
        file = pictures[chosen]["file"]
        if file not in self.sprites:
            image = Image.open(os.path.join(self.folder, file)).convert("RGBA")
            values = torch.from_numpy(np.asarray(image, np.float32) / 255).permute(2, 0, 1).contiguous()
            values[:3] *= values[3:]
            self.sprites[file] = values
        return self.sprites[file], chosen

    def thing(self, label, style, may_tint):
        """→ (sprite, style, words before the name, name); a drawing of one colour gets one."""
        sprite, chosen = self.sprite(label, style)
        if sprite is None:
            return None
        name, said = self.drawings.names[label], ""
        flat = chosen in ONE_COLOUR_STYLES
        if flat or (may_tint and self.random.random() < self.mixture["tinted"]):
            at = int(self.random.integers(MAIN_COLOUR_COUNT if self.random.random() < 0.8 else len(COLOUR_NAMES)))
            if flat and not may_tint:
                at = label % MAIN_COLOUR_COUNT
            words = [word for word in name.split() if word not in COLOUR_WORDS]
            if flat and len(words) == len(name.split()) and self.random.random() < 0.6:
                at = label % MAIN_COLOUR_COUNT  # its own colour, where the caption says none
            else:
                said, name = colour_word(self.random, at), " ".join(words) or "one"
            sprite = tinted(sprite[None], torch.from_numpy(COLOUR_VALUES[at] / 255).float()[None])[0]
        return sprite, chosen, said, name

    def scene(self):
        """→ (picture [3, PICTURE_PX, PICTURE_PX], TEXTS captions, variation), or None."""
        random = self.random
        variation = draw_variation(random)
        style = STYLES[int(np.argmax(variation[:len(STYLES)]))]
        kind = random.choice(["one", "pair", "several"], p=self.mixture["kinds"])
        label = int(random.choice(len(self.shares), p=self.shares))
        first = self.thing(label, style, True)
        if first is None:
            return None
        sprite, chosen, said, name = first
        full = f"{said} {name}".strip()
        if kind == "one":
            layer = self.placed(sprite, THING_SCALE, (0, 0))
            texts = [self.one_text(full, chosen, style, bool(said)) for _ in range(TEXTS)]
        elif kind == "several":
            count = int(random.choice([2, 3, 4]))
            layer = self.several(sprite, count)
            texts = [f"{COUNT_WORDS[count]} {plural(full)}" if random.random() < 0.7 or count < 4 else f"{MANY_WORDS[random.integers(len(MANY_WORDS))]} {plural(full)}"
                     for _ in range(TEXTS)]
        else:
            other = self.thing(int(random.choice(len(self.shares), p=self.shares)), style, True)
            if other is None:
                return None
            way = "left" if random.random() < 0.7 else "above"
            offset = (PAIR_OFFSET, 0) if way == "left" else (0, PAIR_OFFSET)
            layer = self.placed(sprite, PAIR_SCALE, (-offset[0], -offset[1]))
            beside = self.placed(other[0], PAIR_SCALE, offset)
            layer = beside + layer * (1 - beside[3:])
            second = f"{other[2]} {other[3]}".strip()
            phrases = PAIR_PHRASES[way][: 5 if way == "left" else 3]
            texts = [f"{with_article(full)} {phrases[random.integers(len(phrases))]} {with_article(second)}" for _ in range(TEXTS)]
        if random.random() < self.mixture["grounds"] * (1 if kind == "one" else 0.6):
            grounds, facts = self.maker.grounds(1)
            ground = F.interpolate(grounds, size=(PICTURE_PX, PICTURE_PX), mode="bilinear", align_corners=False)[0].clamp(0, 1)
            phrase = ground_phrase(random, facts[0])[0]
            texts = [f"{text} {phrase}" for text in texts]
        else:
            weight = layer[3].sum().clamp(min=1e-3)
            head, foot = ground_of((layer[:3].sum((1, 2)) / weight).clamp(0, 1).numpy(), variation)
            fall = torch.linspace(0, 1, PICTURE_PX).view(1, -1, 1)
            ground = torch.from_numpy(head).float().view(3, 1, 1) * (1 - fall) + torch.from_numpy(foot).float().view(3, 1, 1) * fall
            ground = ground.expand(3, PICTURE_PX, PICTURE_PX)
        picture = over(layer[None], ground[None])[0]
        if variation[len(STYLES)] < 0 and kind == "one":
            picture = picture.flip(2)
        return picture.clamp(0, 1), texts, variation

    def placed(self, sprite, scale, centre):
        return warped(sprite[None], torch.tensor([scale], dtype=torch.float32), torch.tensor([centre], dtype=torch.float32), torch.zeros(1), PICTURE_PX)[0]

    def several(self, sprite, count):
        columns = 2
        scale = 0.92 / 2
        layer = torch.zeros(4, PICTURE_PX, PICTURE_PX)
        rows = -(-count // columns)
        for at in range(count):
            row, column = divmod(at, columns)
            in_row = min(columns, count - row * columns)
            centre = ((column + 0.5) / in_row * 2 - 1, (row + 0.5) / rows * 2 - 1 if rows > 1 else 0.0)
            one = self.placed(sprite, scale, centre)
            layer = one + layer * (1 - one[3:])
        return layer

    def one_text(self, full, chosen, style, coloured):
        random, draw = self.random, self.random.random()
        if draw < 0.45:
            return full
        if draw < 0.75:
            return with_article(full)
        if draw < 0.88 or chosen != style:
            return f"{PICTURE_WORDS[random.integers(len(PICTURE_WORDS))]} {with_article(full)}"
        words = STYLE_WORDS[chosen]
        return f"{words[random.integers(len(words))]} {full}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--drawings", required=True)
    parser.add_argument("--generator", required=True)
    parser.add_argument("--pool", required=True)
    parser.add_argument("--mixture", choices=list(MIXTURES), default="plain")
    parser.add_argument("--count", type=int, default=40000)
    options = parser.parse_args()
    torch.set_num_threads(1)
    os.makedirs(options.pool, exist_ok=True)
    generator, _ = read_generator(options.generator)
    scenes = Scenes(options.drawings, 1000, options.mixture)
    at = len([name for name in os.listdir(options.pool) if name.endswith(".pt")])
    while at * SHARD < options.count:
        scenes.random = np.random.default_rng(1000 + at)
        latents, texts, variations, pictures = [], [], [], []
        while len(texts) < SHARD:
            scene = scenes.scene()
            if scene is None:
                continue
            pictures.append(scene[0])
            texts.append(scene[1])
            variations.append(scene[2])
            if len(pictures) == 20 or len(texts) == SHARD:
                batch = torch.stack(pictures).contiguous(memory_format=torch.channels_last)
                with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
                    latents.append(generator.encode(batch).half())
                pictures = []
        path = os.path.join(options.pool, f"{at:04}.pt")
        torch.save({"latents": torch.cat(latents), "texts": texts, "variations": torch.from_numpy(np.stack(variations))}, path + ".partial")
        os.replace(path + ".partial", path)
        at += 1
        print(at * SHARD, "pictures", flush=True)


if __name__ == "__main__":
    main()
