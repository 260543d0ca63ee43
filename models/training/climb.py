"""Climbs the perceptor through the generator for some prompts and writes a grid: the check by eye.

    python3 climb.py --perceptor <perceptor.safetensors> --out grid.png "a red apple" "a blue fish" …

The loop is the engine's, in PyTorch: random codes → straight-through nearest codebook row → decoder → clamp → random
crops → perceptor → spherical distance to the prompt → Adam on z → clamp of z to the codebook's range per channel.
"""
import argparse
import json
import math
import os
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from PIL import Image
import torch
import torch.nn.functional as F

from model import Clip, pad_ids
from pools import quantised, read_generator
from safetensors_file import read_tensors
from words import Tokenizer

STARTER_FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "starter")


class ClampWithGradient(torch.autograd.Function):
    """Clamp to 0..1; outside, the gradient passes only where a step would bring the value back."""

    @staticmethod
    def forward(context, values):
        context.save_for_backward(values)
        return values.clamp(0, 1)

    @staticmethod
    def backward(context, gradient):
        (values,) = context.saved_tensors
        return gradient * (gradient * (values - values.clamp(0, 1)) >= 0)


def cutouts(picture, count, size_px, smallest, power, generator):
    """picture [1, 3, H, W] → [count, 3, size_px, size_px]: square crops of a side drawn from smallest..1."""
    side = torch.rand(count, generator=generator) ** power * (1 - smallest) + smallest
    offset = (torch.rand(count, 2, generator=generator) * 2 - 1) * (1 - side)[:, None]
    matrix = torch.zeros(count, 2, 3)
    matrix[:, 0, 0], matrix[:, 1, 1], matrix[:, :, 2] = side, side, offset
    blurred = F.avg_pool2d(F.pad(picture, (1, 1, 1, 1), mode="replicate"), 3, 1)
    share = (picture.shape[2] / size_px - 1) / 2  # a plain low-pass before sampling more coarsely than the picture
    soft = torch.lerp(picture, blurred, min(max(share, 0), 1))
    grid = F.affine_grid(matrix, (count, 3, size_px, size_px), align_corners=False)
    return F.grid_sample(soft.expand(count, -1, -1, -1), grid, padding_mode="border", align_corners=False)


def spherical_distance(images, text):
    return 2 * ((images - text).norm(dim=-1) / 2).clamp(max=1 - 1e-6).arcsin() ** 2


def climb(clip, taesd, codebook, text, options, seed, start=None):
    """→ (picture [3, H, W], final loss). text [1, embedding]; start: latents to begin from, else random codes."""
    generator = torch.Generator().manual_seed(seed)
    side = options.size // 8
    if start is None:
        codes = torch.randint(0, len(codebook), (1, side, side), generator=generator)
        start = codebook[codes].permute(0, 3, 1, 2)
    latents = start.clone().requires_grad_()
    low, high = codebook.min(0).values.view(1, 4, 1, 1), codebook.max(0).values.view(1, 4, 1, 1)
    adam = torch.optim.Adam([latents], lr=options.learning_rate)
    for step in range(options.steps):
        if options.decay:
            adam.param_groups[0]["lr"] = options.learning_rate * (1 - 0.9 * step / options.steps)
        chosen = latents + (quantised(latents.detach(), codebook) - latents.detach())
        picture = ClampWithGradient.apply(taesd.decode(chosen))
        batch = cutouts(picture, options.cutouts, 64, options.smallest, options.power, generator)
        if options.noise:
            batch = batch + options.noise * torch.rand(len(batch), 1, 1, 1) * torch.randn(batch.shape, generator=generator)
        loss = spherical_distance(clip.encode_image(batch), text).mean()
        if options.smooth:
            loss = loss + options.smooth * ((latents[..., 1:] - latents[..., :-1]).abs().mean()
                                            + (latents[..., 1:, :] - latents[..., :-1, :]).abs().mean())
        adam.zero_grad()
        loss.backward()
        adam.step()
        with torch.no_grad():
            latents.copy_(latents.maximum(low).minimum(high))
    with torch.no_grad():
        return taesd.decode(quantised(latents, codebook)).clamp(0, 1)[0], loss.item()


def load_clip(path, words_count, context_length=32):
    """A perceptor from an exported file, or the averaged weights of a training state (.pt)."""
    tensors = torch.load(path, map_location="cpu")["average"] if path.endswith(".pt") else read_tensors(path)
    clip = Clip(words_count + 3, context_length)
    clip.load_state_dict(tensors)
    for parameter in clip.parameters():
        parameter.requires_grad_(False)
    return clip


def add_climb_arguments(parser):
    parser.add_argument("--size", type=int, default=128)
    parser.add_argument("--steps", type=int, default=150)
    parser.add_argument("--learning-rate", type=float, default=0.15)
    parser.add_argument("--cutouts", type=int, default=16)
    parser.add_argument("--smallest", type=float, default=0.5, help="side of the smallest crop, share of the picture")
    parser.add_argument("--power", type=float, default=1.0, help="above 1: more small crops")
    parser.add_argument("--noise", type=float, default=0.1)
    parser.add_argument("--smooth", type=float, default=0.0, help="weight of the total variation of z")
    parser.add_argument("--decay", action="store_true", help="lower the rate to a tenth towards the end")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("prompts", nargs="+")
    parser.add_argument("--perceptor", default=os.path.join(STARTER_FOLDER, "perceptor.safetensors"))
    parser.add_argument("--generator", default=os.path.join(STARTER_FOLDER, "generator.safetensors"))
    parser.add_argument("--vocabulary", default=os.path.join(STARTER_FOLDER, "vocabulary.json"))
    parser.add_argument("--out", required=True)
    parser.add_argument("--columns", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    add_climb_arguments(parser)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    with open(options.vocabulary) as file:
        words = json.load(file)
    tokenizer = Tokenizer(words, 32)
    clip = load_clip(options.perceptor, len(words))
    taesd, codebook = read_generator(options.generator)
    rows = math.ceil(len(options.prompts) / options.columns)
    grid = Image.new("RGB", (options.columns * options.size, rows * options.size))
    for at, prompt in enumerate(options.prompts):
        began = time.time()
        text = clip.encode_text(pad_ids([tokenizer.encode(prompt)]))
        picture, loss = climb(clip, taesd, codebook, text, options, options.seed + at)
        print(f"{prompt}: loss {loss:.3f}, {time.time() - began:.0f} s", flush=True)
        image = Image.fromarray((picture.permute(1, 2, 0).numpy() * 255).round().astype(np.uint8))
        grid.paste(image, (at % options.columns * options.size, at // options.columns * options.size))
        grid.save(options.out)


if __name__ == "__main__":
    main()
