"""Scenes of one to six emoji on coloured, graded and textured grounds, and the facts that captions state."""
import os

import numpy as np
from PIL import Image, ImageFilter

from words import COLOUR_NAMES, COLOURS, MAIN_COLOUR_COUNT, SCENES

CANVAS_PX = 96  # composites are drawn larger than the perceptor's input, so that crops stay sharp
PATTERNS_PER_KIND = 48
COLOUR_VALUES = np.array([COLOURS[name] for name in COLOUR_NAMES], np.float32)
# Shades counted as one of the main colours when an emoji's own colour is named.
_SHADES = {"lime": "green", "dark green": "green", "light green": "green", "olive": "green", "dark blue": "blue",
           "light blue": "blue", "sky blue": "blue", "navy": "blue", "cyan": "blue", "dark red": "red", "maroon": "red",
           "coral": "red", "light pink": "pink", "violet": "purple", "dark purple": "purple", "lavender": "purple",
           "gold": "yellow", "silver": "gray", "light gray": "gray", "dark gray": "gray", "cream": "white"}
FAMILY = np.array([COLOUR_NAMES.index(_SHADES.get(name, name)) for name in COLOUR_NAMES])
COLOUR_WORDS = {word for name in COLOUR_NAMES for word in name.split()} | {"grey", "rainbow"}


def random_colour(random, name=None):
    """(index of a named colour, its RGB 0..255 with a little variation)."""
    if name is None:
        common = random.random() < 0.75
        index = int(random.integers(MAIN_COLOUR_COUNT if common else len(COLOUR_NAMES)))
    else:
        index = COLOUR_NAMES.index(name)
    return index, np.clip(COLOUR_VALUES[index] + random.normal(0, 9, 3), 0, 255)


def _smooth_noise(random, cells):
    noise = Image.fromarray(random.integers(0, 256, (cells, cells)).astype(np.uint8))
    return np.asarray(noise.resize((CANVAS_PX, CANVAS_PX), Image.BICUBIC), np.float32) / 255


def make_pattern(random, kind):
    """One grey picture [CANVAS_PX, CANVAS_PX] of 0..1: how much of the second colour each pixel takes."""
    y, x = np.mgrid[0:CANVAS_PX, 0:CANVAS_PX].astype(np.float32) / CANVAS_PX
    angle = random.random() * 2 * np.pi
    along = x * np.cos(angle) + y * np.sin(angle)
    phase, count = random.random(), random.uniform(3, 9)
    if kind == "vertical":
        return np.clip(y * random.uniform(0.8, 1.4) - random.uniform(0, 0.2), 0, 1)
    if kind == "gradient":
        return (along - along.min()) / (along.max() - along.min())
    if kind == "radial":
        return np.clip(np.hypot(x - random.uniform(0.3, 0.7), y - random.uniform(0.3, 0.7)) * 1.6, 0, 1)
    if kind == "stripe":
        if random.random() < 0.5:
            along = (x, y)[random.integers(2)]
        return (np.sin((along * count + phase) * 2 * np.pi) > random.uniform(-0.3, 0.3)).astype(np.float32)
    if kind == "checker":
        return ((np.floor(x * count + phase) + np.floor(y * count + phase)) % 2).astype(np.float32)
    if kind == "dot":
        offset = np.hypot((x * count + phase) % 1 - 0.5, (y * count + phase) % 1 - 0.5)
        return (offset < random.uniform(0.2, 0.4)).astype(np.float32)
    if kind == "brick":
        row = np.floor(y * count)
        mortar = ((y * count) % 1 < 0.15) | ((x * count / 2 + 0.5 * (row % 2)) % 1 < 0.08)
        return np.where(mortar, 0.9, 0.25 * _smooth_noise(random, 16)).astype(np.float32)
    if kind == "star":
        stars = (random.random((CANVAS_PX, CANVAS_PX)) > 0.985) * random.random((CANVAS_PX, CANVAS_PX))
        return np.clip(stars + 0.15 * _smooth_noise(random, 4), 0, 1).astype(np.float32)
    if kind == "grain":
        return np.clip(0.6 * random.random((CANVAS_PX, CANVAS_PX)) + 0.5 * _smooth_noise(random, 24), 0, 1)
    if kind == "wave":
        bend = _smooth_noise(random, int(random.integers(3, 8)))
        return 0.5 + 0.5 * np.sin((along * count * 1.5 + bend * random.uniform(0.5, 2)) * 2 * np.pi)
    if kind == "horizon":
        edge = random.uniform(0.4, 0.75)
        return np.clip((y - edge) * random.uniform(8, 40) + 0.5, 0, 1) * (0.85 + 0.15 * _smooth_noise(random, 24))
    if kind == "blob":
        return np.clip((_smooth_noise(random, int(random.integers(4, 9))) - 0.5) * random.uniform(2, 8) + 0.5, 0, 1)
    return 0.6 * _smooth_noise(random, 4) + 0.4 * _smooth_noise(random, 9)  # cloud


PATTERN_KINDS = ["gradient", "vertical", "radial", "stripe", "checker", "dot", "grain", "wave", "blob", "cloud",
                 "brick", "star", "horizon"]


class Studio:
    """Holds the sprites and patterns in memory and draws scenes. Shared by fork with worker processes."""

    def __init__(self, data_folder, entries):
        self.entries = entries
        self.sprites, self.of_entry = [], [[] for _ in entries]
        for index, entry in enumerate(entries):
            for style in ("fluent", "noto"):
                if style in entry:
                    sprite = Image.open(os.path.join(data_folder, entry[style])).convert("RGBA")
                    self.of_entry[index].append(len(self.sprites))
                    self.sprites.append(sprite.resize((CANVAS_PX, CANVAS_PX), Image.BOX, reducing_gap=None))
        random = np.random.default_rng(7)
        self.patterns = {kind: [make_pattern(random, kind).astype(np.float32)[..., None]
                                for _ in range(PATTERNS_PER_KIND)] for kind in PATTERN_KINDS}
        self._measure_colours()

    def _measure_colours(self):
        """Mean luminance of each sprite, and its named colour where one of the main colours dominates (else -1)."""
        self.luminance, self.own_colour = [], []
        for sprite in self.sprites:
            pixels = np.asarray(sprite.resize((32, 32), Image.BOX), np.float32).reshape(-1, 4)
            solid = pixels[pixels[:, 3] > 200][:, :3]
            if len(solid) < 20:
                solid = pixels[:, :3]
            self.luminance.append(float((solid @ np.array([0.299, 0.587, 0.114], np.float32)).mean()))
            nearest = ((solid[:, None] - COLOUR_VALUES[None]) ** 2).sum(-1).argmin(1)
            votes = np.bincount(FAMILY[nearest], minlength=len(COLOUR_NAMES)) / len(solid)
            self.own_colour.append(int(votes.argmax()) if votes.max() > 0.6 else -1)

    def tinted(self, sprite_index, colour):
        """The sprite in one colour: its luminance mapped to black → colour → white, outlines and lights kept."""
        sprite = self.sprites[sprite_index]
        light = np.arange(256, dtype=np.float32) / 255
        middle = min(max(self.luminance[sprite_index] / 255, 0.15), 0.85)
        low, high = np.clip(light / middle, 0, 1), np.clip((light - middle) / (1 - middle), 0, 1) * 0.75
        luminance = sprite.convert("L")
        bands = []
        for value in colour:
            curve = (np.where(light < middle, (0.25 + 0.75 * low) * value, value + (255 - value) * high))
            bands.append(luminance.point(curve.clip(0, 255).astype(np.uint8).tolist()))
        return Image.merge("RGBA", bands + [sprite.getchannel("A")])

    def ground(self, random, plain=False, ease=0.0):
        """→ (RGB array uint8, facts {kind, colours, scene}) of a ground."""
        draw = random.random()
        if plain or draw < 0.42 + 0.5 * ease:
            index, colour = random_colour(random)
            pixels = np.empty((CANVAS_PX, CANVAS_PX, 3), np.uint8)
            pixels[:] = colour
            return pixels, {"kind": "plain", "colours": (index,), "scene": -1}
        scene = -1
        if random.random() < 0.3:
            scene = int(random.integers(len(SCENES)))
            _, kind, first_name, second_name = SCENES[scene]
            (first_index, first), (second_index, second) = (random_colour(random, first_name),
                                                            random_colour(random, second_name))
        else:
            kind = PATTERN_KINDS[random.integers(len(PATTERN_KINDS) - 1)]
            first_index, first = random_colour(random)
            second_index, second = random_colour(random)
            if random.random() < 0.35:  # a second shade of the same colour
                second_index, second = first_index, np.clip(first * random.uniform(0.5, 1.4), 0, 255)
        pattern = self.patterns[kind][random.integers(PATTERNS_PER_KIND)]
        if scene < 0 or kind in ("grain", "cloud", "blob", "star"):
            if random.random() < 0.5:
                pattern = pattern[:, ::-1]
        pixels = (first + pattern * (second - first)).astype(np.uint8)
        return pixels, {"kind": kind, "colours": (first_index, second_index), "scene": scene}

    def place(self, random, canvas, sprite, centre, size_px, flip, tilt_degrees):
        """Pastes one sprite; centre as a fraction of the canvas."""
        size_px = max(8, int(size_px))
        if size_px != CANVAS_PX:
            sprite = sprite.resize((size_px, size_px), Image.BILINEAR)
        if flip:
            sprite = sprite.transpose(Image.FLIP_LEFT_RIGHT)
        if abs(tilt_degrees) > 3:
            sprite = sprite.rotate(tilt_degrees, Image.BILINEAR)
        corner = (int(centre[0] * CANVAS_PX - size_px / 2), int(centre[1] * CANVAS_PX - size_px / 2))
        canvas.paste(sprite, corner, sprite)

    def _object(self, random, entry=None, tint_share=0.22):
        entry = int(random.integers(len(self.entries))) if entry is None else entry
        sprite = self.of_entry[entry][random.integers(len(self.of_entry[entry]))]
        thing = {"entry": entry, "sprite": sprite, "tint": -1, "colour": self.own_colour[sprite]}
        image = self.sprites[sprite]
        if random.random() < tint_share:
            thing["tint"], colour = random_colour(random)
            thing["colour"] = thing["tint"]
            image = self.tinted(sprite, colour)
        return thing, image

    def scene(self, random, entry=None, plain=False, ease=0.0):
        """→ (RGB array uint8 [CANVAS_PX, CANVAS_PX, 3], facts). `plain` gives the clean single emoji of the evaluation;
        `ease` 1..0 draws larger, straighter and fewer emoji, for the first part of training."""
        pixels, ground = self.ground(random, plain and random.random() < 0.5, ease)
        canvas = Image.fromarray(pixels)
        draw = 0.0 if plain else random.random() * (1 - 0.35 * ease)
        turn = float(random.normal(0, 8)) if random.random() < 0.85 else float(random.uniform(-180, 180))
        turn = 0.0 if plain else turn * (1 - ease)
        flip = not plain and random.random() < 0.15
        first, image = self._object(random, entry, 0.0 if plain else 0.22 * (1 - 0.8 * ease))
        facts = {"objects": [first], "count": 1, "relation": "", "ground": ground, "size": 0.0}
        if draw < 0.66:
            size = random.uniform(0.55 + 0.25 * ease, 1.0) if random.random() < 0.85 + 0.15 * ease else random.uniform(0.3, 0.55)
            slack = max(0.0, 1.05 - size) / 2
            centre = 0.5 + random.uniform(-slack, slack, 2)
            self.place(random, canvas, image, centre, size * CANVAS_PX, flip, turn)
            facts["size"] = size
        elif draw < 0.78:
            count = int(random.choice([2, 2, 2, 3, 3, 3, 4, 5, 9]))
            self._several(random, canvas, image, count)
            facts["count"] = count
        else:
            self._arranged(random, canvas, facts, image, 2 if draw < 0.94 else 3)
        if random.random() < 0.06 and not plain:
            canvas = canvas.filter(ImageFilter.GaussianBlur(random.uniform(0.8, 2.0)))
        return np.asarray(canvas), facts

    def _several(self, random, canvas, image, count):
        columns = count if count <= 3 and random.random() < 0.5 else int(np.ceil(np.sqrt(count)))
        rows = int(np.ceil(count / columns))
        size = random.uniform(0.85, 1.1) * CANVAS_PX / max(columns, rows, 2 if count > 1 else 1)
        for position in range(count):
            row, column = divmod(position, columns)
            in_row = min(columns, count - row * columns)
            centre = ((column + 0.5) / in_row + random.normal(0, 0.02), (row + 0.5) / rows + random.normal(0, 0.02))
            self.place(random, canvas, image, centre, size, False, float(random.normal(0, 8)))

    def _arranged(self, random, canvas, facts, image, count):
        relation = ["left", "above", "beside", "behind", "inside"][random.choice(5, p=[0.3, 0.3, 0.2, 0.1, 0.1])]
        images = [image]
        while len(images) < count:
            thing, other = self._object(random)
            facts["objects"].append(thing)
            images.append(other)
        relation = "beside" if count == 3 else relation
        facts["relation"] = relation
        size = CANVAS_PX * random.uniform(0.42, 0.56)
        shift = random.normal(0, 0.04, (count, 2))
        if count == 3:
            centres = np.array([[0.22, 0.3], [0.78, 0.3], [0.5, 0.74]])
        elif relation == "above":
            centres = np.array([[0.5, 0.26], [0.5, 0.75]])
        elif relation in ("left", "beside"):
            centres = np.array([[0.26, 0.5], [0.74, 0.5]])
        else:
            centres = np.array([[0.6, 0.6], [0.42, 0.42]])
        order = range(count)
        sizes = [size] * count
        if relation == "behind":  # the first object is drawn first, the second covers part of it
            centres, sizes = centres[::-1], [size * 1.15, size * 1.15]
        if relation == "inside":  # the first object is small, in the middle of the second
            centres, sizes, order = np.array([[0.5, 0.5], [0.5, 0.5]]), [size * 0.75, CANVAS_PX * 0.98], [1, 0]
        for position in order:
            self.place(random, canvas, images[position], centres[position] + shift[position], sizes[position],
                       False, float(random.normal(0, 6)))
