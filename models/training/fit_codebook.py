"""Fits a codebook on TAESD latents of pictures, and writes a generator that Galatea renders with.

    python3 fit_codebook.py --data <emoji folder> --taesd <folder> --out <generator.safetensors>
    python3 fit_codebook.py --pictures <folder> --taesd <folder> --out <generator.safetensors>

The first is how the starter's was made, on composites of emoji; the second fits it to pictures of your own, from random squares
of them. `galatea models import` takes what it writes.

With --compare it tries patches of 1 and 2 latent cells and several sizes and prints the reconstruction of each.
A patch of p: one codebook vector covers p×p latent cells of 4 channels, so n_embed vectors of 4·p² numbers.
"""
import argparse
import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import torch
import torch.nn.functional as F

from PIL import Image

from composites import Studio
from safetensors_file import read_tensors, write_tensors
from taesd import Taesd
from words import read_emoji


# Pictures are fitted on at this size.
SIDE_PX = 128


def to_vectors(latents, patch):
    """[batch, 4, h, w] → [batch·h·w/p², 4·p²]; within a vector: channel, then row, then column of the patch."""
    return F.unfold(latents, patch, stride=patch).transpose(1, 2).reshape(-1, 4 * patch * patch)


def from_vectors(vectors, patch, shape):
    batch, _, height, width = shape
    columns = vectors.view(batch, -1, 4 * patch * patch).transpose(1, 2)
    return F.fold(columns, (height, width), patch, stride=patch)


def nearest(vectors, codebook):
    """Index of the nearest row of the codebook for each vector."""
    half_norm = (codebook ** 2).sum(1) / 2
    return torch.cat([(part @ codebook.t() - half_norm).argmax(1) for part in vectors.split(1024)])


def k_means(vectors, size, rounds=14, seed=0):
    """Codebook [size, dimensions]; rows that nothing is near to start again at the worst-served vectors."""
    generator = torch.Generator().manual_seed(seed)
    codebook = vectors[torch.randperm(len(vectors), generator=generator)[:size]].clone()
    for _ in range(rounds):
        chosen = nearest(vectors, codebook)
        sums = torch.zeros_like(codebook).index_add_(0, chosen, vectors)
        counts = torch.bincount(chosen, minlength=size).float()
        error = ((vectors - codebook[chosen]) ** 2).sum(1)
        used = counts > 0
        codebook[used] = sums[used] / counts[used, None]
        unused = (~used).nonzero().flatten()
        if len(unused):
            codebook[unused] = vectors[error.topk(len(unused) * 4).indices[::4]]
    return codebook


def psnr_db(first, second):
    return float(-10 * torch.log10(((first.clamp(0, 1) - second) ** 2).mean((1, 2, 3))).mean())


def scenes_of(folder, random):
    """Composites of emoji: each call gives one, a square of bytes."""
    studio = Studio(folder, read_emoji(folder)[0])
    return lambda: studio.scene(random)[0]


def squares_of(folder, random):
    """Random squares of the pictures in a folder, half a short side to all of it: each call gives one, [128, 128, 3]."""
    paths = sorted(entry.path for entry in os.scandir(folder) if entry.name.lower().endswith((".png", ".jpg", ".jpeg", ".webp")))
    if not paths:
        raise SystemExit(f"{folder} has no .png, .jpg or .webp picture")

    def square():
        with Image.open(paths[random.integers(len(paths))]) as file:
            picture = file.convert("RGB")
        side = int(min(picture.size) * random.uniform(0.5, 1)) or 1
        left, top = (int(random.integers(length - side + 1)) for length in picture.size)
        box = (left, top, left + side, top + side)
        return np.asarray(picture.resize((SIDE_PX, SIDE_PX), Image.BICUBIC, box=box))

    return square


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--data", help="folder of emoji, for composites")
    source.add_argument("--pictures", help="folder of .png, .jpg and .webp pictures")
    parser.add_argument("--taesd", required=True, help="folder with taesd_encoder.safetensors, taesd_decoder.safetensors")
    parser.add_argument("--out", help="file to write")
    parser.add_argument("--count", type=int, default=1200, help="composites or squares to fit on")
    parser.add_argument("--size", type=int, default=4096, help="entries of the codebook written")
    parser.add_argument("--patch", type=int, default=1)
    parser.add_argument("--compare", action="store_true")
    options = parser.parse_args()
    encoder = read_tensors(os.path.join(options.taesd, "taesd_encoder.safetensors"))
    decoder = read_tensors(os.path.join(options.taesd, "taesd_decoder.safetensors"))
    torch.set_num_threads(1)
    taesd = Taesd(encoder, decoder)
    random = np.random.default_rng(11)
    paint = squares_of(options.pictures, random) if options.pictures else scenes_of(options.data, random)

    @torch.no_grad()
    def draw(count):
        canvases = np.stack([paint() for _ in range(count)])
        pictures = torch.from_numpy(canvases).permute(0, 3, 1, 2).float() / 255
        if pictures.shape[-1] != SIDE_PX:
            pictures = F.interpolate(pictures, size=(SIDE_PX, SIDE_PX), mode="bicubic").clamp(0, 1)
        return pictures, torch.cat([taesd.encode(part) for part in pictures.split(8)])

    _, latents = draw(options.count)
    held_out, held_out_latents = draw(48)
    with torch.no_grad():
        print(f"no codebook: {psnr_db(taesd.decode(held_out_latents), held_out):.2f} dB", flush=True)
        choices = [(1, 1024), (1, 4096), (2, 1024), (2, 4096)] if options.compare else [(options.patch, options.size)]
        for patch, size in choices:
            codebook = k_means(to_vectors(latents, patch), size)
            vectors = to_vectors(held_out_latents, patch)
            decoded = taesd.decode(from_vectors(codebook[nearest(vectors, codebook)], patch, held_out_latents.shape))
            print(f"patch {patch}, {size} entries of {4 * patch * patch}: {psnr_db(decoded, held_out):.2f} dB", flush=True)
    if options.out:
        tensors = {f"encoder.{name}": value for name, value in encoder.items()}
        tensors.update({f"decoder.{name}": value for name, value in decoder.items()})
        tensors["quantize.embedding.weight"] = codebook
        write_tensors(options.out, tensors, "F16")


if __name__ == "__main__":
    main()
