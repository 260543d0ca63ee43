"""Pictures with their phrases and latents, for the prior to learn: shards in a folder, any number of them.

    python3 prior_pool.py --drawings DRAWINGS --generator ../starter/generator.safetensors --pool POOL --count 40000

A picture is a scene: things in a layout of prior.py, on a ground that a phrase names or that the variation leaves open. Each thing has its name,
as the reading of a prompt gives it. The same words give the same layout, so that there is one picture to learn for each.
"""
import argparse
import json
import os

import numpy as np
from PIL import Image
import torch
import torch.nn.functional as F

from captions import ground_phrase, with_article
from composites import COLOUR_VALUES, MAIN_COLOUR_COUNT
from drawings import SIGNS, Drawings
from halfway import Maker, over, tinted, warped
from pools import read_generator
from prior import CELL_SIDE, LATENT_SIDE, LAYOUT_NAMES, LAYOUTS, PICTURE_PX, STYLES, draw_variation, ground_of
from sources import ONE_COLOUR_STYLES

SHARD = 1000
GROUND_TEXTS = 2  # phrases of a ground
SHARE_OF_KIND = {"emoji": 1.0, "clip art": 0.8, "silhouette": 0.6}
SHARE_OF_SIGNS = 0.15  # and of variants of people, whose plain names ("man", "mage") are drawn as often as things
SHARE_OF_RARE = 0.6  # names that few sets draw
STYLES_OF_A_COMMON_NAME = 6
SHARE_OF_LAYOUT = {"one": 0.5, "beside": 0.2, "above": 0.13, "three": 0.07, "four": 0.1}
SHARE_OF_ONE_NAME = {"beside": 0.25, "above": 0.0, "three": 0.6, "four": 0.9}  # "two apples", not "an apple and a fish"
GROUNDS, PLACES = 0.4, 0.25
PLACE_WORDS = ["in", "in", "at", "on", "inside", "near", "under"]
THING_SCALE, CELL_SCALE = 0.88, 0.46

class Scenes:
    """Draws pictures of PICTURE_PX with their captions and variations."""

    def __init__(self, folder, seed, rare_first=False):
        self.drawings = Drawings(folder)
        self.folder, self.random = folder, np.random.default_rng(seed)
        self.maker = Maker(self.drawings, "everything", seed)
        things = self.drawings.things
        common = [len({picture["style"] for picture in thing["pictures"]}) >= STYLES_OF_A_COMMON_NAME for thing in things]
        # A second pool, for names of which the first holds too few pictures to learn them.
        share_of_often = {True: 0.2, False: 1.0} if rare_first else {True: 1.0, False: SHARE_OF_RARE}
        shares = np.array([SHARE_OF_KIND[thing["kind"]] * (SHARE_OF_SIGNS if " " in thing["name"] and SIGNS.search(thing["name"]) else 1)
                           * share_of_often[often] for thing, often in zip(things, common)])
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

    def thing(self, label, style):
        """→ (sprite, name), or None; a drawing of one colour gets one."""
        sprite, chosen = self.sprite(label, style)
        if sprite is None:
            return None
        if chosen in ONE_COLOUR_STYLES:
            colour = torch.from_numpy(COLOUR_VALUES[label % MAIN_COLOUR_COUNT] / 255).float()
            sprite = tinted(sprite[None], colour[None])[0]
        return sprite, self.drawings.names[label]

    def scene(self):
        """→ (picture [3, PICTURE_PX, PICTURE_PX], {things: the name of each, layout, grounds: GROUND_TEXTS phrases or none},
        variation), or None."""
        random = self.random
        variation = draw_variation(random)
        style = STYLES[int(np.argmax(variation[:len(STYLES)]))]
        mirrored = variation[len(STYLES)] < 0
        layout = str(random.choice(LAYOUT_NAMES, p=[SHARE_OF_LAYOUT[name] for name in LAYOUT_NAMES]))
        cells = LAYOUTS[layout]
        same = random.random() < SHARE_OF_ONE_NAME.get(layout, 0)
        drawn = [self.thing(int(random.choice(len(self.shares), p=self.shares)), style) for _ in range(1 if same else len(cells))]
        if None in drawn:
            return None
        names = [name for _, name in drawn]
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
        return picture, {"things": names * len(cells) if same else names, "layout": layout, "grounds": grounds}, variation

    def ground(self, colour, variation):
        """→ ([3, PICTURE_PX, PICTURE_PX], phrases that name it; none where the variation says what it is)."""
        random, draw = self.random, self.random.random()
        if draw < GROUNDS * PLACES:
            # A place of which one sees colours alone: a drawing of it, large and out of focus.
            found = self.thing(int(random.choice(len(self.shares), p=self.shares)), "noto")
            if found is not None:
                sprite, name = found
                layer = self.placed(sprite, 1.5, (0, 0))
                mean = layer[:3].sum((1, 2)) / layer[3].sum().clamp(min=1e-3)
                picture = over(layer[None], mean.view(1, 3, 1, 1).expand(1, 3, PICTURE_PX, PICTURE_PX))
                picture = F.interpolate(F.adaptive_avg_pool2d(picture, 4), size=(PICTURE_PX, PICTURE_PX), mode="bicubic", align_corners=False)
                phrases = [f"{PLACE_WORDS[random.integers(len(PLACE_WORDS))]} {with_article(name) if random.random() < 0.5 else 'the ' + name}"
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


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--drawings", required=True)
    parser.add_argument("--generator", required=True)
    parser.add_argument("--pool", required=True)
    parser.add_argument("--rare-first", action="store_true", help="mostly names that few sets draw")
    parser.add_argument("--count", type=int, default=40000)
    options = parser.parse_args()
    torch.set_num_threads(1)
    os.makedirs(options.pool, exist_ok=True)
    generator, _ = read_generator(options.generator)
    scenes = Scenes(options.drawings, 1000, options.rare_first)
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
