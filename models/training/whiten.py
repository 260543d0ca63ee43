"""Spreads the texts of a perceptor over all their dimensions.

A gradient of cos(picture, text) is linear in the text: texts that lie close together cannot point at different pictures. Those of the
shipped perceptor fill 29 of 256 dimensions (the exponential of the entropy of their covariance's spectrum), and path alignment draws
them together further, to 9. So the rows h before the text projection are whitened, once, and the text tower is kept as it is from there on:
    text(h) = (h − μ)·(C + λ)^(−½)·R, with the mean μ and covariance C of names and captions, λ = 3 % of C's mean variance, R orthonormal
after which names fill 125. It is the same network with another `ln_final.bias` and `text_projection`.
"""
import torch

from model import groups_of_like_length

FLOOR = 0.03  # λ as a share of the mean variance


@torch.no_grad()
def hidden_rows(clip, lists):
    """Lists of ids → rows [n, width] before the text projection."""
    parts, place = groups_of_like_length(lists, 64)
    rows = []
    for ids in parts:
        length = ids.shape[1]
        mask = torch.full((length, length), float("-inf")).triu(1)
        values = clip.transformer(clip.token_embedding(ids) + clip.positional_embedding[:length], mask)
        rows.append(clip.ln_final(values)[torch.arange(len(ids)), ids.argmax(1)])
    return torch.cat(rows)[place]


@torch.no_grad()
def whiten(clip, name_ids, caption_ids):
    """Changes the text projection of a Clip on the CPU, and its picture projection so that the products of both stay about the same."""
    sets = [hidden_rows(clip, name_ids), hidden_rows(clip, caption_ids)]
    mean = sum(rows.mean(0) for rows in sets) / len(sets)
    covariance = sum((rows - mean).t() @ (rows - mean) / len(rows) for rows in sets).double() / len(sets)
    values, vectors = torch.linalg.eigh(covariance)
    values = values.clamp(min=0) + FLOOR * values.mean()
    width, embedding = clip.text_projection.shape
    generator = torch.Generator().manual_seed(3)
    turn = torch.linalg.qr(torch.randn(embedding, width, generator=generator).double())[0].t()
    before = clip.text_projection.double()
    clip.ln_final.bias.sub_(mean)
    clip.text_projection.copy_((vectors * values ** -0.5) @ vectors.t() @ turn)
    clip.visual.proj.copy_(clip.visual.proj.double() @ before.t() @ (vectors * values ** 0.5) @ vectors.t() @ turn)
