"""Half-painted pictures whose finished picture is known, with captions: what alignment is trained on.

A sample is x = ground + t·(e − ground) with t from 0 to 2, something else faded in, coloured mist and noise over it, and the
target m·(e − x): the way to the finished picture e; m is 1 on the thing, and on the ground where the caption names it.
"""
import math

import numpy as np
import torch
import torch.nn.functional as F

from captions import colour_word, ground_phrase, with_article
from composites import COLOUR_NAMES, COLOUR_VALUES, COLOUR_WORDS, MAIN_COLOUR_COUNT, PATTERN_KINDS, make_pattern
from sources import STYLE_WORDS
from words import COUNT_WORDS, MANY_WORDS, PICTURE_WORDS, SCENES, plural

FULL_PX = 64
PATTERNS_OF_A_KIND = 12
GROUND_FLOOR = 0.3  # m on a ground that the caption does not name
PAIR_PHRASES = {"left": ["and", "left of", "next to", "beside", "with"], "above": ["above", "over", "on top of", "and"]}


def warped(sprites, scale, shift, degrees, size_px):
    """Sprites [n, 4, h, w] placed on a canvas: scale as a share of its side, shift of the centre in -1..1."""
    n = len(sprites)
    turn = degrees * math.pi / 180
    matrix = torch.zeros(n, 2, 3)
    matrix[:, 0, 0], matrix[:, 0, 1] = torch.cos(turn) / scale, -torch.sin(turn) / scale
    matrix[:, 1, 0], matrix[:, 1, 1] = torch.sin(turn) / scale, torch.cos(turn) / scale
    matrix[:, :, 2] = -torch.einsum("nij,nj->ni", matrix[:, :, :2], shift)
    grid = F.affine_grid(matrix, (n, 4, size_px, size_px), align_corners=False)
    return F.grid_sample(sprites, grid, padding_mode="zeros", align_corners=False)


def tinted(sprites, colours):
    """Sprites in one colour each [n, 3]: luminance mapped to dark → colour → white, outlines and lights kept."""
    alpha = sprites[:, 3:]
    light = (sprites[:, :3] * torch.tensor([0.299, 0.587, 0.114]).view(3, 1, 1)).sum(1, keepdim=True) / alpha.clamp(min=1e-3)
    middle = ((light * alpha).sum((2, 3), keepdim=True) / alpha.sum((2, 3), keepdim=True).clamp(min=1)).clamp(0.15, 0.85)
    colour = colours[:, :, None, None]
    dark = (0.25 + 0.75 * light / middle) * colour
    bright = colour + (1 - colour) * ((light - middle) / (1 - middle)).clamp(0, 1) * 0.75
    return torch.cat([torch.where(light < middle, dark, bright) * alpha, alpha], 1)


def over(top, below):
    """A layer with alpha [n, 4, h, w] over a picture [n, 3, h, w]."""
    return top[:, :3] + below * (1 - top[:, 3:])


class Maker:
    """Draws batches from some of the drawings. All randomness comes from `generator` and `random`, whose states can be kept."""

    def __init__(self, drawings, seen_by, seed):
        self.drawings = drawings
        self.places, self.share = drawings.places(seen_by)
        self.cumulated = np.cumsum(self.share)
        self.random, self.generator = np.random.default_rng(seed), torch.Generator().manual_seed(seed)
        self.of_label = {}
        for at, place in enumerate(self.places):
            self.of_label.setdefault(int(drawings.labels[place]), []).append(at)
        fixed = np.random.default_rng(7)
        patterns = [[make_pattern(fixed, kind) for _ in range(PATTERNS_OF_A_KIND)] for kind in PATTERN_KINDS]
        patterns = torch.from_numpy(np.array(patterns, np.float32))
        self.patterns = F.interpolate(patterns, size=(FULL_PX, FULL_PX), mode="area")

    def uniform(self, n, low=0.0, high=1.0):
        return torch.rand(n, 1, 1, 1, generator=self.generator) * (high - low) + low

    def chosen(self, n, share):
        return (self.uniform(n) < share).float()

    def mist(self, n, size_px):
        """Coloured clouds at scales of 2 to 16 px."""
        total = torch.zeros(n, 3, size_px, size_px)
        for side in (2, 4, 8, 16):
            noise = torch.randn(n, 3, side, side, generator=self.generator)
            total += F.interpolate(noise, size=(size_px, size_px), mode="bilinear", align_corners=False) * self.uniform(n) ** 2
        return total * 0.5

    def colour(self):
        """(place of a named colour, its RGB 0..1 with a little variation)."""
        at = int(self.random.integers(MAIN_COLOUR_COUNT if self.random.random() < 0.75 else len(COLOUR_NAMES)))
        return at, np.clip(COLOUR_VALUES[at] + self.random.normal(0, 9, 3), 0, 255) / 255

    def grounds(self, n):
        """n grounds [n, 3, FULL_PX, FULL_PX] and the facts that captions.ground_phrase reads."""
        first, second, facts, patterns = np.zeros((n, 3)), np.zeros((n, 3)), [], []
        for row in range(n):
            draw, scene = self.random.random(), -1
            at, first[row] = self.colour()
            other, second[row] = at, first[row]
            kind = "plain"
            if draw > 0.5:
                kind = PATTERN_KINDS[self.random.integers(len(PATTERN_KINDS) - 1)]
                other, second[row] = self.colour()
                if draw > 0.85:
                    scene = int(self.random.integers(len(SCENES)))
                    _, kind, name, second_name = SCENES[scene]
                    at, other = COLOUR_NAMES.index(name), COLOUR_NAMES.index(second_name)
                    first[row], second[row] = COLOUR_VALUES[at] / 255, COLOUR_VALUES[other] / 255
                elif self.random.random() < 0.35:
                    other, second[row] = at, np.clip(first[row] * self.random.uniform(0.5, 1.4), 0, 1)
            facts.append({"kind": kind, "colours": (at,) if kind == "plain" else (at, other), "scene": scene})
            patterns.append(torch.zeros(FULL_PX, FULL_PX) if kind == "plain"
                            else self.patterns[PATTERN_KINDS.index(kind), self.random.integers(PATTERNS_OF_A_KIND)])
        first, second = torch.from_numpy(first).float()[:, :, None, None], torch.from_numpy(second).float()[:, :, None, None]
        return first + torch.stack(patterns)[:, None] * (second - first), facts

    def things(self, picks):
        """Sprites of `picks` (places in self.places), some recoloured; → (float [n, 4, h, w], stated colour or -1, tinted?)."""
        places = self.places[picks]
        sprites = self.drawings.sprites[torch.from_numpy(places)].float() / 255
        colours, tint = self.drawings.colours[places].copy(), np.zeros(len(picks), bool)
        values = torch.zeros(len(picks), 3)
        for row, place in enumerate(places):
            if self.drawings.one_colour[place] or self.random.random() < 0.12:
                colours[row], value = self.colour()
                values[row], tint[row] = torch.from_numpy(value), True
        if tint.any():
            sprites[tint] = tinted(sprites[tint], values[tint])
        return sprites, colours, tint

    def picks(self, n):
        """Places in self.places; one in six repeats the name of the one before, a hard negative for its other words."""
        picks = np.searchsorted(self.cumulated, self.random.random(n) * self.cumulated[-1])
        for row in range(1, n):
            if self.random.random() < 0.16:
                same = self.of_label[int(self.drawings.labels[self.places[picks[row - 1]]])]
                picks[row] = same[self.random.integers(len(same))]
        return picks

    def _phrase(self, pick, colour, tint, state_colour):
        """Name of a thing with its colour; → (text, stated colour or -1)."""
        name = self.drawings.names[self.drawings.labels[self.places[pick]]]
        if tint:
            words = [word for word in name.split() if word not in COLOUR_WORDS]
            if len(words) < len(name.split()):
                state_colour, name = True, " ".join(words) or "one"
        if state_colour and colour >= 0:
            return f"{colour_word(self.random, colour)} {name}", colour
        return name, -1

    def batch(self, n, size_px=FULL_PX, plain=False):
        """n samples at size_px. `plain`: one thing, named by its name alone, as alignment is measured.

        → x, target, weights and facts; see the keys below. Texts that also hold for another row are in `also_true` [n, n].
        """
        random = self.random
        picks, others = self.picks(n), self.picks(n)
        first, colours, tint = self.things(picks)
        second, other_colours, other_tint = self.things(others)
        layout = np.zeros(n, int) if plain else np.searchsorted([0.78, 0.93], random.random(n))  # one, two, several
        big = torch.where(self.uniform(n).flatten() < 0.85, self.uniform(n, 0.75, 1.0).flatten(), self.uniform(n, 0.45, 0.75).flatten())
        shift = torch.rand(n, 2, generator=self.generator) * 2 - 1
        turn = torch.randn(n, generator=self.generator) * 6
        pair = torch.from_numpy(layout == 1)
        direction = torch.where(torch.rand(n, 1, generator=self.generator) < 0.6, torch.tensor([[1.0, 0.0]]), torch.tensor([[0.0, 1.0]]))
        offset = direction * 0.47 + 0.06 * shift
        scale = torch.where(pair, 0.5 + 0.1 * big, big)
        centre = torch.where(pair[:, None], -offset, shift * (1.06 - big).clamp(min=0)[:, None])
        layer = warped(first, scale, centre, turn, FULL_PX)
        if pair.any():
            beside = warped(second[pair], scale[pair], offset[pair], turn[pair], FULL_PX)
            layer[pair] = beside + layer[pair] * (1 - beside[:, 3:])
        counts = np.ones(n, int)
        for row in np.flatnonzero(layout == 2):
            counts[row] = random.choice([2, 2, 3, 3, 4])
            layer[row] = self._several(first[row], counts[row])
        ground, ground_facts = self.grounds(n)
        captions, labels = [], np.full((n, 2), -1)
        stated_colour, stated_ground, style, named_ground = np.full(n, -1), np.full(n, -1), np.full(n, -1), np.zeros(n, bool)
        for row in range(n):
            labels[row, 0] = self.drawings.labels[self.places[picks[row]]]
            if plain:
                captions.append(self.drawings.names[labels[row, 0]])
                continue
            name, stated_colour[row] = self._phrase(picks[row], colours[row], tint[row], random.random() < (0.7 if tint[row] else 0.2))
            if tint[row] and any(word in COLOUR_WORDS for word in self.drawings.names[labels[row, 0]].split()):
                labels[row, 0] = -1  # a red apple made blue is no red apple
            if layout[row] == 1:
                other, _ = self._phrase(others[row], other_colours[row], other_tint[row], other_tint[row] and random.random() < 0.6)
                labels[row, 1] = self.drawings.labels[self.places[others[row]]]
                phrases = PAIR_PHRASES["left" if direction[row, 0] else "above"]
                text = f"{with_article(name)} {phrases[random.integers(len(phrases))]} {with_article(other)}"
            elif layout[row] == 2:
                word = COUNT_WORDS[counts[row]] if random.random() < 0.8 else MANY_WORDS[random.integers(len(MANY_WORDS))]
                text = f"{word} {plural(name)}"
            else:
                keywords = self.drawings.keywords[labels[row, 0]] if labels[row, 0] >= 0 and not tint[row] else []
                text, draw = name, random.random()
                if keywords and draw < 0.08:
                    text, stated_colour[row] = f"{name} {keywords[random.integers(len(keywords))]}", -1
                words = STYLE_WORDS[self.drawings.styles[self.places[picks[row]]]]
                if 0.08 <= draw < 0.22:
                    style[row] = picks[row]
                    text = f"{words[random.integers(len(words))]} {text}"
                elif draw < 0.6:
                    text = with_article(text)
                elif draw < 0.66:
                    text = f"{PICTURE_WORDS[random.integers(len(PICTURE_WORDS))]} {with_article(text)}"
            if random.random() < 0.4:
                phrase, stated_ground[row] = ground_phrase(random, ground_facts[row])
                text, named_ground[row] = f"{text} {phrase}", True
            captions.append(text)
        sample = self._corrupted(layer, ground, torch.from_numpy(named_ground), size_px)
        first_ground = np.array([facts["colours"][0] for facts in ground_facts])
        sample.update(captions=captions, labels=torch.from_numpy(labels),
                      also_true=self._also_true(labels, layout, counts, colours, stated_colour, first_ground, stated_ground, style))
        return sample

    def _several(self, sprite, count):
        """One sprite [4, h, w] `count` times side by side or in two rows → [4, FULL_PX, FULL_PX]."""
        columns = count if count <= 2 else 2
        rows = math.ceil(count / columns)
        scale = 0.92 / max(rows, columns)
        layer = torch.zeros(4, FULL_PX, FULL_PX)
        for at in range(count):
            row, column = divmod(at, columns)
            in_row = min(columns, count - row * columns)
            centre = torch.tensor([[(column + 0.5) / in_row * 2 - 1, (row + 0.5) / rows * 2 - 1]], dtype=torch.float32)
            if rows == 1:
                centre[0, 1] = 0
            one = warped(sprite[None], torch.tensor([scale], dtype=torch.float32), centre, torch.zeros(1), FULL_PX)[0]
            layer = one + layer * (1 - one[3:])
        return layer

    @staticmethod
    def _also_true(labels, layout, counts, colours, stated_colour, first_ground, stated_ground, style):
        """[texts, pictures]: the caption of one row also holds for the picture of another."""
        same = (labels[:, None, 0] == labels[None, :, 0]) & (labels[:, None, 1] == labels[None, :, 1])
        same &= (counts[:, None] == counts[None]) & (layout[:, None] == layout[None])
        same &= (stated_colour[:, None] < 0) | (stated_colour[:, None] == colours[None])
        same &= (stated_ground[:, None] == -1) | (stated_ground[:, None] == first_ground[None])
        same &= (style[:, None] < 0)
        np.fill_diagonal(same, False)
        return torch.from_numpy(same)

    def _corrupted(self, layer, ground, named_ground, size_px):
        n = len(layer)
        if size_px != FULL_PX:
            layer, ground = F.avg_pool2d(layer, FULL_PX // size_px), F.avg_pool2d(ground, FULL_PX // size_px)
        named = named_ground.float().view(-1, 1, 1, 1)
        misty = self.chosen(n, 0.5) * (1 - named)
        clouds = self.uniform(n, 0.3, 0.7) + self.mist(n, size_px) * self.uniform(n, 0.1, 0.6)
        ground = (ground * (1 - misty) + misty * clouds).clamp(0, 1)
        finished = over(layer, ground)
        # Where the ground is named, the way begins on another: clouds, or what another row stands on.
        elsewhere = torch.where(self.uniform(n) < 0.7, clouds, ground[torch.randperm(n, generator=self.generator)]).clamp(0, 1)
        start = torch.where(named > 0, torch.where(self.uniform(n) < 0.75, elsewhere, ground), ground)
        t = self.uniform(n)
        t = torch.where(self.uniform(n) < 0.15, torch.ones(1), t)
        t = torch.where(self.uniform(n) < 0.15, self.uniform(n, 1.0, 2.0), t)
        x = start + t * (finished - start)
        wrong = self.chosen(n, 0.3) * self.uniform(n, 0, 0.7)
        other = layer[torch.randperm(n, generator=self.generator)]
        x = x + wrong * (other[:, :3] - other[:, 3:] * x)
        x = (x + self.chosen(n, 0.6) * self.uniform(n, 0, 0.8) * self.mist(n, size_px)).clamp(-0.1, 1.1)
        alpha = layer[:, 3:]
        mask = F.avg_pool2d(F.max_pool2d(alpha, 5, 1, 2), 3, 1, 1)
        floor = GROUND_FLOOR + (1 - GROUND_FLOOR) * named
        mask = floor + (1 - floor) * mask
        sigma = torch.where(self.uniform(n) < 0.3, torch.zeros(1), torch.exp(self.uniform(n, math.log(0.05), math.log(0.5))))
        noisy = x + sigma * torch.randn(x.shape, generator=self.generator)
        thing = (layer[:, :3] - ground * alpha).flatten(1).norm(dim=1)
        # The same picture with the thing of the row before in its place: what one text asks for and the other does not.
        other = layer.roll(1, 0)
        other_mask = F.avg_pool2d(F.max_pool2d(other[:, 3:], 5, 1, 2), 3, 1, 1)
        apart = torch.maximum(mask, other_mask) * (finished - over(other, ground))
        return {"apart": apart, "apart_holds": ~named_ground & ~named_ground.roll(1), "x": noisy, "target": mask * (finished - x), "t": t.flatten(), "sigma": sigma.flatten(), "thing": thing,
                "finished": finished}

    def nothing(self, n, size_px):
        """Pictures that no caption describes: bare grounds, mist and noise."""
        grounds = self.grounds(n)[0]
        grounds = F.interpolate(grounds, size=(size_px, size_px), mode="area")
        clouds = self.uniform(n, 0.3, 0.7) + self.mist(n, size_px) * self.uniform(n, 0.2, 1.5)
        pictures = torch.where(self.uniform(n) < 0.5, grounds, clouds)
        noise = torch.randn(pictures.shape, generator=self.generator)
        return (pictures + self.chosen(n, 0.6) * self.uniform(n, 0, 0.5) * noise).clamp(0, 1)

    def state(self):
        return {"numpy": self.random.bit_generator.state, "torch": self.generator.get_state()}

    def load_state(self, state):
        self.random.bit_generator.state = state["numpy"]
        self.generator.set_state(state["torch"])
