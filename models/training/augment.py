"""Augmentations of a whole batch: what the optimiser's cutouts, noise and half-formed pictures look like.

A perceptor is fit to climb when it stays right about pictures that are cropped, turned, blurred, noisy or off-colour;
without this the climb finds dots that mean "apple" only to the perceptor.
"""
import math

import torch
import torch.nn.functional as F


def warp_grid(batch, size_px, generator, ease):
    """Sampling grid [batch, size, size, 2]: crop like a cutout, then turn and perspective for some."""
    def uniform(low, high):
        return torch.rand(batch, 1, 1, generator=generator) * (high - low) + low

    def chosen(share):
        return torch.rand(batch, 1, 1, generator=generator) < share * (1 - 0.9 * ease)

    line = (torch.arange(size_px) + 0.5) / size_px * 2 - 1
    y, x = torch.meshgrid(line, line, indexing="ij")
    x, y = x.expand(batch, -1, -1), y.expand(batch, -1, -1)
    bend = torch.where(chosen(0.3), 1.0, 0.0)
    depth = 1 + bend * (uniform(-0.25, 0.25) * x + uniform(-0.25, 0.25) * y)
    x, y = x / depth, y / depth
    angle = torch.where(chosen(0.3), uniform(-0.35, 0.35), 0.0)
    stretch = torch.where(chosen(0.3), uniform(0.85, 1.18), 1.0)
    x, y = (x * torch.cos(angle) - y * torch.sin(angle)) * stretch, x * torch.sin(angle) + y * torch.cos(angle)
    side = torch.where(chosen(0.5), uniform(0.62, 1.0), uniform(0.92, 1.08))
    reach = (1 - side).clamp(min=0)
    x, y = x * side + uniform(-1, 1) * reach, y * side + uniform(-1, 1) * reach
    return torch.stack([x, y], -1)


def augment(canvases, size_px, generator, ease=0.0):
    """canvases uint8 [batch, H, W, 3] → float [batch, 3, size_px, size_px] in 0..1. `ease` 1..0: fewer augmentations."""
    batch = canvases.shape[0]
    pictures = canvases.permute(0, 3, 1, 2).float().div_(255)
    pictures = F.grid_sample(pictures, warp_grid(batch, size_px, generator, ease), mode="bilinear",
                             padding_mode="border", align_corners=False)

    def uniform(low, high, *shape):
        return torch.rand(batch, *(shape or (1, 1, 1)), generator=generator) * (high - low) + low

    def chosen(share):
        return torch.rand(batch, 1, 1, 1, generator=generator) < share * (1 - 0.9 * ease)

    def rows(share):
        return (torch.rand(batch, generator=generator) < share * (1 - 0.9 * ease)).nonzero().flatten()

    for side in (32, 20, 12):  # low-pass: half-formed pictures have no fine detail
        some = rows(0.06)
        if len(some):
            small = F.interpolate(pictures[some], size=(side, side), mode="area")
            mode = "bilinear" if torch.rand(1, generator=generator) < 0.8 else "nearest"
            pictures[some] = F.interpolate(small, size=(size_px, size_px), mode=mode)
    grey = pictures.mean(1, keepdim=True)
    pictures = torch.lerp(grey, pictures, torch.where(chosen(0.4), uniform(0.5, 1.5), 1.0))
    centre = pictures.mean((1, 2, 3), keepdim=True)
    pictures = torch.lerp(centre, pictures, torch.where(chosen(0.4), uniform(0.6, 1.4), 1.0))
    pictures += torch.where(chosen(0.4), uniform(-0.12, 0.12), 0.0)
    pictures += torch.where(chosen(0.3), uniform(-0.06, 0.06, 3, 1, 1), 0.0)
    some = rows(0.05)  # few levels, as a strongly compressed picture has
    pictures[some] = (pictures[some] * 6).round() / 6
    some = rows(0.12)
    for row in some.tolist():
        width, height, left, top = (torch.rand(4, generator=generator) * torch.tensor([0.4, 0.4, 0.8, 0.8]) * size_px).int()
        pictures[row, :, top:top + height, left:left + width] = torch.rand(3, 1, 1, generator=generator)
    strength = torch.where(chosen(0.35), uniform(0, 1) ** 2 * 0.15, 0.0)
    pictures += strength * torch.randn(pictures.shape, generator=generator)
    return pictures.clamp_(0, 1)


def noise_pictures(count, size_px, generator):
    """Pictures of nothing: noise at every scale, float [count, 3, size_px, size_px]."""
    pictures = []
    for _ in range(count):
        side = int(2 ** (torch.rand(1, generator=generator) * math.log2(size_px)))
        noise = torch.randn(1, 3, max(side, 1), max(side, 1), generator=generator)
        noise = F.interpolate(noise, size=(size_px, size_px), mode="bilinear", align_corners=False)
        pictures.append(0.5 + noise * (torch.rand(1, generator=generator) * 0.5 + 0.05))
    return torch.cat(pictures).clamp(0, 1) if count else torch.zeros(0, 3, size_px, size_px)
