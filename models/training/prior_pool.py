"""Pictures with their phrases and latents, for the prior to learn: shards in a folder, any number of them.

    python3 prior_pool.py --drawings DRAWINGS --generator ../starter/generator.safetensors --pool POOL --count 40000

A picture is a scene: things in a layout of prior.py, on a ground that a phrase names or that the variation leaves open. Each phrase is kept
for itself, as the reading of a prompt gives it. The same words give the same layout, so that there is one picture to learn for each.
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
from halfway import Maker, over, tinted, warped
from pools import read_generator
from prior import CELL_SIDE, LATENT_SIDE, LAYOUT_NAMES, LAYOUTS, PICTURE_PX, STYLES, draw_variation, ground_of
from sources import ONE_COLOUR_STYLES, STYLE_WORDS
from words import PICTURE_WORDS, plural

SHARD = 1000
TEXTS, GROUND_TEXTS = 3, 2  # phrases of each thing and of the ground
SHARE_OF_KIND = {"emoji": 1.0, "clip art": 0.2, "silhouette": 0.1}
SHARE_OF_SIGNS = 0.15
SHARE_OF_RARE = 0.3  # names that few sets draw
STYLES_OF_A_COMMON_NAME = 6
SHARE_OF_LAYOUT = {"one": 0.5, "beside": 0.2, "above": 0.13, "three": 0.07, "four": 0.1}
SHARE_OF_ONE_NAME = {"beside": 0.25, "above": 0.0, "three": 0.6, "four": 0.9}  # "two apples", not "an apple and a fish"
TINTED, GROUNDS, PLACES = 0.2, 0.5, 0.25
PLACE_WORDS = ["in", "in", "at", "on", "inside", "near", "under"]
THING_SCALE, CELL_SCALE = 0.88, 0.46

class Scenes:
    """Draws pictures of PICTURE_PX with their captions and variations."""

    def __init__(self, folder, seed):
        self.drawings = Drawings(folder)
        self.folder, self.random = folder, np.random.default_rng(seed)
        self.maker = Maker(self.drawings, "everything", seed)
        things = self.drawings.things
        common = [len({picture["style"] for picture in thing["pictures"]}) >= STYLES_OF_A_COMMON_NAME for thing in things]
        shares = np.array([SHARE_OF_KIND[thing["kind"]] * (SHARE_OF_SIGNS if SIGNS.search(thing["name"]) else 1)
                           * (1 if often else SHARE_OF_RARE) for thing, often in zip(things, common)])
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
        if flat or (may_tint and self.random.random() < TINTED):
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
        """→ (picture [3, PICTURE_PX, PICTURE_PX], {things: TEXTS phrases of each, layout, grounds: GROUND_TEXTS phrases or none},
        variation), or None."""
        random = self.random
        variation = draw_variation(random)
        style = STYLES[int(np.argmax(variation[:len(STYLES)]))]
        mirrored = variation[len(STYLES)] < 0
        layout = str(random.choice(LAYOUT_NAMES, p=[SHARE_OF_LAYOUT[name] for name in LAYOUT_NAMES]))
        cells = LAYOUTS[layout]
        same = random.random() < SHARE_OF_ONE_NAME.get(layout, 0)
        drawn = [self.thing(int(random.choice(len(self.shares), p=self.shares)), style, True) for _ in range(1 if same else len(cells))]
        if None in drawn:
            return None
        phrases = []
        for _, chosen, said, name in drawn:
            full = f"{said} {name}".strip()
            texts = [self.one_text(full, chosen, style) for _ in range(TEXTS)]
            phrases.append([texts[0]] + [plural(full)] * (TEXTS - 1) if same else texts)
        layer = torch.zeros(4, PICTURE_PX, PICTURE_PX)
        for at, (row, column) in enumerate(cells):
            sprite = drawn[0 if same else at][0]
            sprite = sprite.flip(2) if mirrored else sprite
            reach = LATENT_SIDE - CELL_SIDE
            centre = (0, 0) if layout == "one" else (column / reach - 0.5, row / reach - 0.5)
            one = self.placed(sprite, THING_SCALE if layout == "one" else CELL_SCALE, centre)
            layer = one + layer * (1 - one[3:])
            if at == 0:
                colour = (one[:3].sum((1, 2)) / one[3].sum().clamp(min=1e-3)).clamp(0, 1).numpy()
        ground, grounds = self.ground(colour, variation)
        picture = over(layer[None], ground[None])[0].clamp(0, 1)
        return picture, {"things": phrases * len(cells) if same else phrases, "layout": layout, "grounds": grounds}, variation

    def ground(self, colour, variation):
        """→ ([3, PICTURE_PX, PICTURE_PX], phrases that name it; none where the variation says what it is)."""
        random, draw = self.random, self.random.random()
        if draw < GROUNDS * PLACES:
            # A place of which one sees colours alone: a drawing of it, large and out of focus.
            found = self.thing(int(random.choice(len(self.shares), p=self.shares)), "noto", True)
            if found is not None:
                sprite, _, said, name = found
                layer = self.placed(sprite, 1.5, (0, 0))
                mean = layer[:3].sum((1, 2)) / layer[3].sum().clamp(min=1e-3)
                picture = over(layer[None], mean.view(1, 3, 1, 1).expand(1, 3, PICTURE_PX, PICTURE_PX))
                picture = F.interpolate(F.adaptive_avg_pool2d(picture, 4), size=(PICTURE_PX, PICTURE_PX), mode="bicubic", align_corners=False)
                full = f"{said} {name}".strip()
                phrases = [f"{PLACE_WORDS[random.integers(len(PLACE_WORDS))]} {with_article(full) if random.random() < 0.5 else 'the ' + full}"
                           for _ in range(GROUND_TEXTS)]
                return picture[0].clamp(0, 1), phrases
        if draw < GROUNDS:
            grounds, facts = self.maker.grounds(1)
            picture = F.interpolate(grounds, size=(PICTURE_PX, PICTURE_PX), mode="bilinear", align_corners=False)[0].clamp(0, 1)
            return picture, [ground_phrase(random, facts[0])[0] for _ in range(GROUND_TEXTS)]
        head, foot = ground_of(colour, variation)
        fall = torch.linspace(0, 1, PICTURE_PX).view(1, -1, 1)
        picture = torch.from_numpy(head).float().view(3, 1, 1) * (1 - fall) + torch.from_numpy(foot).float().view(3, 1, 1) * fall
        return picture.expand(3, PICTURE_PX, PICTURE_PX), []

    def placed(self, sprite, scale, centre):
        return warped(sprite[None], torch.tensor([scale], dtype=torch.float32), torch.tensor([centre], dtype=torch.float32), torch.zeros(1), PICTURE_PX)[0]

    def one_text(self, full, chosen, style):
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
    parser.add_argument("--count", type=int, default=40000)
    options = parser.parse_args()
    torch.set_num_threads(1)
    os.makedirs(options.pool, exist_ok=True)
    generator, _ = read_generator(options.generator)
    scenes = Scenes(options.drawings, 1000)
    at = len([name for name in os.listdir(options.pool) if name.endswith(".pt")])
    while at * SHARD < options.count:
        scenes.random = np.random.default_rng(1000 + at)
        latents, described, variations, pictures = [], [], [], []
        while len(described) < SHARD:
            scene = scenes.scene()
            if scene is None:
                continue
            pictures.append(scene[0])
            described.append(scene[1])
            variations.append(scene[2])
            if len(pictures) == 20 or len(described) == SHARD:
                batch = torch.stack(pictures).contiguous(memory_format=torch.channels_last)
                with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
                    latents.append(generator.encode(batch).half())
                pictures = []
        path = os.path.join(options.pool, f"{at:04}.pt")
        torch.save({"latents": torch.cat(latents), "scenes": described, "variations": torch.from_numpy(np.stack(variations))}, path + ".partial")
        os.replace(path + ".partial", path)
        at += 1
        print(at * SHARD, "pictures", flush=True)


if __name__ == "__main__":
    main()
