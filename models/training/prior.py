"""The prior: from a text's vector to the latent of a first picture, in one pass (as feed-forward VQGAN-CLIP does).

A residual network reads the unit vector of the text and a *variation*: numbers that the text leaves
open and that a render draws from its seed, so that each seed gives another picture of the same words.
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


class Prior(nn.Module):
    """[n, EMBEDDING] unit vectors and [n, VARIATION] → latents [n, 4, 16, 16], those that TAESD's encoder gives."""

    def __init__(self, width=WIDTH, blocks=BLOCKS):
        super().__init__()
        self.first = nn.Linear(EMBEDDING + VARIATION, width)
        self.resblocks = nn.ModuleList(Block(width) for _ in range(blocks))
        self.norm = nn.LayerNorm(width)
        self.last = nn.Linear(width, LATENT_CHANNELS * LATENT_SIDE ** 2)

    def forward(self, texts, variations):
        x = self.first(torch.cat([texts * EMBEDDING ** 0.5, variations], 1))
        for block in self.resblocks:
            x = block(x)
        return self.last(self.norm(x)).view(-1, LATENT_CHANNELS, LATENT_SIDE, LATENT_SIDE)


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
