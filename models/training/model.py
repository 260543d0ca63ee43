"""A small CLIP with the layout of OpenAI's state_dict, written for speed on a CPU."""
import math

import torch
from torch import nn
import torch.nn.functional as F

PIXEL_MEAN = (0.48145466, 0.4578275, 0.40821073)
PIXEL_STD = (0.26862954, 0.26130258, 0.27577711)


class Bfloat16Linear(torch.autograd.Function):
    """values @ weightᵀ + bias with its three matrix products in bfloat16; all else, the weights too, stays float32."""

    @staticmethod
    def forward(context, values, weight, bias):
        rows, weight = values.reshape(-1, values.shape[-1]).bfloat16(), weight.bfloat16()
        context.save_for_backward(rows, weight)
        return (rows @ weight.t()).float().add_(bias).view(*values.shape[:-1], len(bias))

    @staticmethod
    def backward(context, gradient):
        rows, weight = context.saved_tensors
        wide = gradient.reshape(-1, gradient.shape[-1])
        narrow = wide.bfloat16()
        to_values = (narrow @ weight).float().view(*gradient.shape[:-1], rows.shape[1])
        return to_values, (narrow.t() @ rows).float(), wide.sum(0)


def float32_linear(values, weight, bias):
    """values @ weightᵀ + bias. On a CPU this is a third faster than F.linear, which first copies the bias to every row."""
    return (values @ weight.t()).add_(bias)


linear = float32_linear


def use_bfloat16():
    """From now on the linear layers multiply in bfloat16: a whole step takes two thirds of the time on a CPU with
    avx512_bf16 or amx, where one core does some 500 GFLOPS in bfloat16 and 250 in float32."""
    global linear
    linear = Bfloat16Linear.apply


class Attention(nn.Module):
    """Multi-head self-attention with the parameter names of torch.nn.MultiheadAttention."""

    def __init__(self, width):
        super().__init__()
        self.heads = width // 64
        self.in_proj_weight = nn.Parameter(torch.randn(3 * width, width) * width ** -0.5)
        self.in_proj_bias = nn.Parameter(torch.zeros(3 * width))
        self.out_proj = nn.Linear(width, width)

    def forward(self, values, mask):
        batch, length, width = values.shape
        joined = linear(values, self.in_proj_weight, self.in_proj_bias)
        query, key, value = joined.view(batch, length, 3, self.heads, 64).permute(2, 0, 3, 1, 4)
        scores = (query * 0.125) @ key.transpose(-1, -2)
        if mask is not None:
            scores = scores + mask
        mixed = scores.softmax(-1) @ value
        mixed = mixed.transpose(1, 2).reshape(batch, length, width)
        return linear(mixed, self.out_proj.weight, self.out_proj.bias)


class Mlp(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.c_fc = nn.Linear(width, 4 * width)
        self.c_proj = nn.Linear(4 * width, width)

    def forward(self, values):
        """QuickGELU x·σ(1.702x) = silu(1.702x) / 1.702; the factors go into the weights, which are few."""
        hidden = F.silu(linear(values, self.c_fc.weight * 1.702, self.c_fc.bias * 1.702))
        return linear(hidden, self.c_proj.weight * (1 / 1.702), self.c_proj.bias)


class Block(nn.Module):
    def __init__(self, width, layers):
        super().__init__()
        self.ln_1, self.ln_2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.attn, self.mlp = Attention(width), Mlp(width)
        residual_std = width ** -0.5 * (2 * layers) ** -0.5
        nn.init.normal_(self.attn.out_proj.weight, std=residual_std)
        nn.init.normal_(self.mlp.c_fc.weight, std=(2 * width) ** -0.5)
        nn.init.normal_(self.mlp.c_proj.weight, std=residual_std)
        for layer in (self.attn.out_proj, self.mlp.c_fc, self.mlp.c_proj):
            nn.init.zeros_(layer.bias)

    def forward(self, values, mask):
        values = values + self.attn(self.ln_1(values), mask)
        return values + self.mlp(self.ln_2(values))


class Transformer(nn.Module):
    def __init__(self, width, layers):
        super().__init__()
        self.resblocks = nn.ModuleList([Block(width, layers) for _ in range(layers)])

    def forward(self, values, mask=None):
        for block in self.resblocks:
            values = block(values, mask)
        return values


class Vision(nn.Module):
    def __init__(self, input_size_px, patch_px, width, layers, embedding_size):
        super().__init__()
        self.conv1 = nn.Conv2d(3, width, patch_px, patch_px, bias=False)
        tokens = (input_size_px // patch_px) ** 2 + 1
        self.class_embedding = nn.Parameter(torch.randn(width) * width ** -0.5)
        self.positional_embedding = nn.Parameter(torch.randn(tokens, width) * width ** -0.5)
        self.ln_pre, self.ln_post = nn.LayerNorm(width), nn.LayerNorm(width)
        self.transformer = Transformer(width, layers)
        self.proj = nn.Parameter(torch.randn(width, embedding_size) * width ** -0.5)
        self.patch_px = patch_px

    def positions(self, side):
        """Positional embeddings [side², width] of the patches; for smaller pictures interpolated."""
        embedding = self.positional_embedding[1:]
        if side * side == len(embedding):
            return embedding
        own_side = int(len(embedding) ** 0.5)
        grid = embedding.t().reshape(1, -1, own_side, own_side)
        grid = F.interpolate(grid, size=(side, side), mode="bilinear", align_corners=False)
        return grid.reshape(embedding.shape[1], -1).t()

    def forward(self, pixels, kept_patches=None):
        """pixels [batch, 3, size, size], normalised → [batch, embedding]. Smaller pictures than the input size are
        allowed: training begins with them. With kept_patches, each picture keeps only that many of its patches, drawn
        at random (as in FLIP). Both cut the cost in proportion to the tokens."""
        batch, patch = pixels.shape[0], self.patch_px
        side = pixels.shape[2] // patch
        patches = pixels.view(batch, 3, side, patch, side, patch).permute(0, 2, 4, 1, 3, 5)
        patches = patches.reshape(batch, side * side, 3 * patch * patch)
        positions = self.positions(side)
        if kept_patches is not None and kept_patches < side * side:
            order = torch.rand(batch, side * side, device=pixels.device).argsort(1)[:, :kept_patches]
            patches = patches.gather(1, order[:, :, None].expand(-1, -1, patches.shape[2]))
            positions = positions[order]
        values = patches @ self.conv1.weight.view(self.conv1.weight.shape[0], -1).t() + positions
        first = (self.class_embedding + self.positional_embedding[0]).expand(batch, 1, -1)
        values = self.transformer(self.ln_pre(torch.cat([first, values], 1)))
        return self.ln_post(values[:, 0]) @ self.proj


class Clip(nn.Module):
    def __init__(self, vocabulary_size, context_length, input_size_px=64, patch_px=8, vision_width=192,
                 vision_layers=6, text_width=192, text_layers=2, embedding_size=256):
        super().__init__()
        self.visual = Vision(input_size_px, patch_px, vision_width, vision_layers, embedding_size)
        self.token_embedding = nn.Embedding(vocabulary_size, text_width)
        self.positional_embedding = nn.Parameter(torch.randn(context_length, text_width) * 0.01)
        self.transformer = Transformer(text_width, text_layers)
        self.ln_final = nn.LayerNorm(text_width)
        self.text_projection = nn.Parameter(torch.randn(text_width, embedding_size) * text_width ** -0.5)
        self.logit_scale = nn.Parameter(torch.tensor(math.log(1 / 0.07)))
        nn.init.normal_(self.token_embedding.weight, std=0.02)

    def encode_image(self, pictures, kept_patches=None):
        """pictures [batch, 3, size, size] in 0..1 → unit vectors [batch, embedding]."""
        mean = torch.tensor(PIXEL_MEAN, device=pictures.device).view(3, 1, 1)
        std = torch.tensor(PIXEL_STD, device=pictures.device).view(3, 1, 1)
        return F.normalize(self.visual((pictures - mean) / std, kept_patches), dim=-1)

    def encode_text(self, ids):
        """ids [batch, length], zero-padded; length may be shorter than the context → unit vectors."""
        length = ids.shape[1]
        mask = torch.full((length, length), float("-inf"), device=ids.device).triu(1)
        values = self.token_embedding(ids) + self.positional_embedding[:length]
        values = self.ln_final(self.transformer(values, mask))
        pooled = values[torch.arange(len(ids), device=ids.device), ids.argmax(1)]
        return F.normalize(pooled @ self.text_projection, dim=-1)


def pad_ids(lists):
    """Lists of ids → one int64 tensor, padded with zero to the longest."""
    longest = max(len(ids) for ids in lists)
    return torch.tensor([ids + [0] * (longest - len(ids)) for ids in lists])


def groups_of_like_length(lists, group):
    """→ (padded id tensors, place): texts of like length run together, so little is padding; row `i` of the
    concatenated results for list `i` is at place[i]."""
    order = sorted(range(len(lists)), key=lambda at: len(lists[at]))
    parts = [pad_ids([lists[at] for at in order[first:first + group]]) for first in range(0, len(order), group)]
    place = torch.empty(len(lists), dtype=torch.long)
    place[torch.tensor(order)] = torch.arange(len(lists))
    return parts, place
