"""The prior: from the vectors of phrases to the latent of a first picture, in one pass (as feed-forward VQGAN-CLIP does).

A prompt is read as a scene: one to four things in a layout, on a ground. Residual networks read the unit vector of each phrase and a
*variation*: numbers that the text leaves open and that a render draws from its seed, so that each seed gives another picture.
"""
import colorsys

import numpy as np
import torch
from torch import nn

EMBEDDING = 256
LATENT_CHANNELS, LATENT_SIDE = 4, 16
PICTURE_PX = 128
# A variation: one of these styles, the mirror image or not, and the hue and lightness of the ground beside the thing's.
STYLES = ("fluent", "fluent-flat", "noto", "twemoji")
VARIATION = len(STYLES) + 4
WIDTH, BLOCKS = 1024, 4
GROUND_WIDTH, GROUND_BLOCKS = 384, 2
CELL_SIDE = 8
# Where the cells of the things lie in the latent (row, column). A thing alone has all of it.
LAYOUTS = {"one": [(0, 0)], "beside": [(4, 0), (4, 8)], "above": [(0, 4), (8, 4)], "three": [(0, 0), (0, 8), (8, 4)],
           "four": [(0, 0), (0, 8), (8, 0), (8, 8)]}
LAYOUT_NAMES = list(LAYOUTS)
MOST_THINGS = 4
CORNERS = torch.tensor([cells + [(0, 0)] * (MOST_THINGS - len(cells)) for cells in LAYOUTS.values()])


class Block(nn.Module):
    """x + W₂·silu(W₁·norm(x))."""

    def __init__(self, width):
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.up, self.down = nn.Linear(width, width), nn.Linear(width, width)
        nn.init.zeros_(self.down.weight)
        nn.init.zeros_(self.down.bias)

    def forward(self, x):
        return x + self.down(nn.functional.silu(self.up(self.norm(x))))


def _sides(side):
    """Numbers of a layer: the latent's channels and how much of it covers what lies below."""
    return (LATENT_CHANNELS + 1) * side ** 2


class Prior(nn.Module):
    """Draws things and a ground as latents; `composed` lays them over one another.

    One trunk reads what a thing is; from it come a layer for a thing alone [n, 5, 16, 16] and one for a thing that shares the picture
    [n, 5, 8, 8]: a latent, and how much of it covers the ground. A small network of its own draws the ground [n, 4, 16, 16].
    """

    def __init__(self, width=WIDTH, blocks=BLOCKS, ground_width=GROUND_WIDTH, ground_blocks=GROUND_BLOCKS):
        super().__init__()
        self.first = nn.Linear(EMBEDDING + VARIATION, width)
        self.resblocks = nn.ModuleList(Block(width) for _ in range(blocks))
        self.norm = nn.LayerNorm(width)
        self.last = nn.Linear(width, _sides(LATENT_SIDE))
        self.cell = Head(width, 1, _sides(CELL_SIDE))
        self.ground = Ground(ground_width, ground_blocks)
        for layer, side in ((self.last, LATENT_SIDE), (self.cell.last, CELL_SIDE)):
            nn.init.constant_(layer.bias[-side ** 2:], 3.0)  # things cover the ground until they learn where they end

    def trunk(self, texts, variations):
        x = self.first(torch.cat([texts * EMBEDDING ** 0.5, variations], 1))
        for block in self.resblocks:
            x = block(x)
        return x

    def alone(self, trunk):
        return self.last(self.norm(trunk)).view(-1, LATENT_CHANNELS + 1, LATENT_SIDE, LATENT_SIDE)

    def shared(self, trunk):
        return self.cell(trunk).view(-1, LATENT_CHANNELS + 1, CELL_SIDE, CELL_SIDE)

    def forward(self, things, layouts, grounds, variations):
        """[n, 4, EMBEDDING], of which a layout has the first few, [n] places in LAYOUTS, [n, EMBEDDING] (0: no ground is named) and
        [n, VARIATION] → latents [n, 4, 16, 16], those that TAESD's encoder gives."""
        latents = self.ground(grounds, things[:, 0], variations).float()
        counts = torch.tensor([len(cells) for cells in LAYOUTS.values()])[layouts]
        many = torch.arange(MOST_THINGS)[None] < counts[:, None]
        trunk = self.trunk(things[many], variations[:, None].expand(-1, MOST_THINGS, -1)[many])
        row, at = torch.nonzero(many, as_tuple=True)
        single = layouts[row] == 0
        result = latents.clone()
        if single.any():
            result[row[single]] = covered(result[row[single]], self.alone(trunk[single]).float())
        if not single.all():
            cells = self.shared(trunk[~single]).float()
            corners = CORNERS[layouts[row[~single]], at[~single]]
            layers = torch.zeros(len(latents), LATENT_CHANNELS + 1, LATENT_SIDE, LATENT_SIDE)
            share = torch.zeros(len(latents), 1, LATENT_SIDE, LATENT_SIDE)
            span = torch.arange(CELL_SIDE)
            ys, xs = corners[:, 0, None] + span, corners[:, 1, None] + span
            where = (row[~single, None, None, None], torch.arange(LATENT_CHANNELS + 1)[None, :, None, None], ys[:, None, :, None], xs[:, None, None, :])
            layers = layers.index_put(where, cells)
            share = share.index_put((where[0], torch.zeros(1, dtype=torch.long)[None, :, None, None], where[2], where[3]), torch.ones_like(cells[:, :1]))
            mask = share * torch.sigmoid(layers[:, LATENT_CHANNELS:])
            several = (layouts > 0)[:, None, None, None]
            result = torch.where(several, latents + mask * (layers[:, :LATENT_CHANNELS] - latents), result)
        return result


class Head(nn.Module):
    """Blocks, a norm and a layer."""

    def __init__(self, width, blocks, outputs):
        super().__init__()
        self.resblocks = nn.ModuleList(Block(width) for _ in range(blocks))
        self.norm = nn.LayerNorm(width)
        self.last = nn.Linear(width, outputs)

    def forward(self, x):
        for block in self.resblocks:
            x = block(x)
        return self.last(self.norm(x))


class Ground(nn.Module):
    """What stands behind: from its text (zeros where none is named), the first thing's and the variation."""

    def __init__(self, width, blocks):
        super().__init__()
        self.first = nn.Linear(2 * EMBEDDING + VARIATION, width)
        self.head = Head(width, blocks, LATENT_CHANNELS * LATENT_SIDE ** 2)

    def forward(self, grounds, things, variations):
        x = self.first(torch.cat([grounds * EMBEDDING ** 0.5, things * EMBEDDING ** 0.5, variations], 1))
        return self.head(x).view(-1, LATENT_CHANNELS, LATENT_SIDE, LATENT_SIDE)


def covered(below, layer):
    """below + m·(layer − below), m the logistic function of the layer's last channel."""
    return below + torch.sigmoid(layer[:, LATENT_CHANNELS:]) * (layer[:, :LATENT_CHANNELS] - below)


def draw_variation(random):
    """style (one-hot), mirrored (±1), and three numbers in −1..1 for the ground: hue, lightness, and its fall to the foot."""
    style = np.zeros(len(STYLES))
    style[random.integers(len(STYLES))] = 1.0
    return np.concatenate([style, [random.choice([-1.0, 1.0])], random.uniform(-1, 1, 3)]).astype(np.float32)


def ground_of(thing, variation):
    """Colours 0..1 at the head and the foot of a ground that a thing of that mean colour stands out from."""
    hue, saturation, _ = colorsys.rgb_to_hsv(*thing)
    light = float(np.dot(thing, (0.299, 0.587, 0.114)))
    turn, brightness, fall = (float(each) for each in variation[-3:])
    if saturation < 0.12:
        hue = 0.58
    hue = (hue + 0.5 + 0.17 * turn) % 1
    value, chroma = (0.30 + 0.12 * brightness, 0.6) if light > 0.52 else (0.90 + 0.08 * brightness, 0.3)
    head, foot = (np.clip(value * (1 + sign * 0.18 * fall), 0, 1) for sign in (1, -1))
    return np.array(colorsys.hsv_to_rgb(hue, chroma, head)), np.array(colorsys.hsv_to_rgb(hue, chroma, foot))
