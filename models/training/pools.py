"""Adds pictures that went through the generator to the pools that training draws from.

    python3 pools.py --data <emoji folder> --generator <generator.safetensors> --pools <folder> [--count 1200]

`decoded.pt`: composites encoded, for half of them quantised, and decoded: pictures as the generator draws them, with
their captions' facts. `nothing.pt`: decoded random codes and random smooth latents, which show nothing at all.
"""
import argparse
import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import torch
import torch.nn.functional as F

from composites import Studio
from safetensors_file import read_tensors
from taesd import Taesd
from words import read_emoji

LATENT_SIDE = 12  # 96 px


def read_generator(path):
    """→ (Taesd, codebook [n_embed, embed_dim])."""
    tensors = read_tensors(path)

    def under(prefix):
        return {name[len(prefix):]: value for name, value in tensors.items() if name.startswith(prefix)}

    return Taesd(under("encoder."), under("decoder.")), tensors["quantize.embedding.weight"]


def quantised(latents, codebook):
    """Every latent cell replaced by the nearest codebook row; latents [batch, 4, h, w]."""
    batch, channels, height, width = latents.shape
    rows = latents.permute(0, 2, 3, 1).reshape(-1, channels)
    scores = rows @ codebook.t() - (codebook ** 2).sum(1) / 2
    return codebook[scores.argmax(1)].view(batch, height, width, channels).permute(0, 3, 1, 2)


def to_bytes(pictures):
    return (pictures.clamp(0, 1) * 255).round().to(torch.uint8).permute(0, 2, 3, 1)


def random_latents(codebook, count, random):
    """Latents that show nothing: random codes at every scale, smoothed or mixed."""
    result = []
    for _ in range(count):
        side = int(random.choice([1, 2, 3, 4, 6, 12, 12]))
        codes = torch.from_numpy(random.integers(0, len(codebook), (1, side, side)))
        latents = codebook[codes].permute(0, 3, 1, 2)
        mode = "bilinear" if random.random() < 0.6 else "nearest"
        latents = F.interpolate(latents, size=(LATENT_SIDE, LATENT_SIDE), mode=mode)
        if random.random() < 0.4:
            latents = latents * random.uniform(0.5, 1.6) + torch.randn(latents.shape) * random.uniform(0, 0.5)
        result.append(latents)
    return torch.cat(result)


def append(path, canvases, facts):
    if os.path.exists(path):
        old = torch.load(path)
        canvases, facts = torch.cat([old["canvases"], canvases]), old.get("facts", []) + facts
    torch.save({"canvases": canvases, "facts": facts}, path + ".partial")
    os.replace(path + ".partial", path)
    print(f"{path}: {len(canvases)} pictures", flush=True)


@torch.no_grad()
def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--generator", required=True)
    parser.add_argument("--pools", required=True)
    parser.add_argument("--count", type=int, default=1200)
    parser.add_argument("--seed", type=int, default=100)
    options = parser.parse_args()
    torch.set_num_threads(1)
    taesd, codebook = read_generator(options.generator)
    studio = Studio(options.data, read_emoji(options.data)[0])
    random = np.random.default_rng(options.seed)
    pictures = taesd.decode(random_latents(codebook, options.count // 4, random))
    append(os.path.join(options.pools, "nothing.pt"), to_bytes(pictures), [])
    canvases, facts = [], []
    for first in range(0, options.count, 8):
        scenes = [studio.scene(random) for _ in range(8)]
        batch = torch.from_numpy(np.stack([canvas for canvas, _ in scenes])).permute(0, 3, 1, 2).float() / 255
        latents = taesd.encode(batch)
        latents = quantised(latents, codebook) if first % 16 else latents
        canvases.append(to_bytes(taesd.decode(latents)))
        facts += [fact for _, fact in scenes]
        if first % 400 == 392:
            append(os.path.join(options.pools, "decoded.pt"), torch.cat(canvases), facts)
            canvases, facts = [], []
    if canvases:
        append(os.path.join(options.pools, "decoded.pt"), torch.cat(canvases), facts)


if __name__ == "__main__":
    main()
