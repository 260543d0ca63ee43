"""A small VQGAN with the layout and the tensor names of taming-transformers, and the discriminator it is trained against."""
import torch
import torch.nn.functional as F
from torch import nn

GROUPS = 32


def _norm(width):
    return nn.GroupNorm(GROUPS, width, eps=1e-6)


class Residual(nn.Module):
    """x + conv(silu(norm(conv(silu(norm(x)))))), with a 1×1 convolution around where the width changes."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.norm1, self.conv1 = _norm(inputs), nn.Conv2d(inputs, outputs, 3, padding=1)
        self.norm2, self.conv2 = _norm(outputs), nn.Conv2d(outputs, outputs, 3, padding=1)
        if inputs != outputs:
            self.nin_shortcut = nn.Conv2d(inputs, outputs, 1)

    def forward(self, x):
        path = self.conv2(F.silu(self.norm2(self.conv1(F.silu(self.norm1(x))))))
        return path + (self.nin_shortcut(x) if hasattr(self, "nin_shortcut") else x)


class Attention(nn.Module):
    """Single-head attention over positions: x + proj(v·softmax(qᵀk / √C)ᵀ)."""

    def __init__(self, width):
        super().__init__()
        self.norm = _norm(width)
        self.q, self.k, self.v, self.proj_out = (nn.Conv2d(width, width, 1) for _ in range(4))

    def forward(self, x):
        normed = self.norm(x)
        query, key, value = (layer(normed).flatten(2) for layer in (self.q, self.k, self.v))
        shares = (query.transpose(1, 2) @ key * x.shape[1] ** -0.5).softmax(-1)
        return x + self.proj_out((value @ shares.transpose(1, 2)).view_as(x))


def _middle(width):
    return nn.ModuleDict({"block_1": Residual(width, width), "attn_1": Attention(width), "block_2": Residual(width, width)})


def _through_middle(middle, x):
    return middle["block_2"](middle["attn_1"](middle["block_1"](x)))


def _scale(width, stride):
    return nn.ModuleDict({"conv": nn.Conv2d(width, width, 3, stride, 0 if stride == 2 else 1)})


class Encoder(nn.Module):
    def __init__(self, widths, blocks, channels):
        super().__init__()
        self.conv_in = nn.Conv2d(3, widths[0], 3, padding=1)
        self.down, width = nn.ModuleList(), widths[0]
        for at, outputs in enumerate(widths):
            level = nn.ModuleDict({"block": nn.ModuleList()})
            for _ in range(blocks):
                level["block"].append(Residual(width, outputs))
                width = outputs
            if at < len(widths) - 1:
                level["downsample"] = _scale(width, 2)
            self.down.append(level)
        self.mid, self.norm_out = _middle(width), _norm(width)
        self.conv_out = nn.Conv2d(width, channels, 3, padding=1)

    def forward(self, x):
        x = self.conv_in(x)
        for level in self.down:
            for block in level["block"]:
                x = block(x)
            if "downsample" in level:
                x = level["downsample"]["conv"](F.pad(x, (0, 1, 0, 1)))
        return self.conv_out(F.silu(self.norm_out(_through_middle(self.mid, x))))


class Decoder(nn.Module):
    def __init__(self, widths, blocks, channels):
        super().__init__()
        width = widths[-1]
        self.conv_in, self.mid = nn.Conv2d(channels, width, 3, padding=1), _middle(width)
        levels = []
        for at in reversed(range(len(widths))):
            level = nn.ModuleDict({"block": nn.ModuleList()})
            for _ in range(blocks + 1):
                level["block"].append(Residual(width, widths[at]))
                width = widths[at]
            if at > 0:
                level["upsample"] = _scale(width, 1)
            levels.insert(0, level)
        self.up, self.norm_out = nn.ModuleList(levels), _norm(width)
        self.conv_out = nn.Conv2d(width, 3, 3, padding=1)

    def forward(self, x):
        x = _through_middle(self.mid, self.conv_in(x))
        for level in reversed(self.up):
            for block in level["block"]:
                x = block(x)
            if "upsample" in level:
                x = level["upsample"]["conv"](F.interpolate(x, scale_factor=2.0))
        return self.conv_out(F.silu(self.norm_out(x)))


class Quantiser(nn.Module):
    """Nearest codebook row, straight-through. The rows follow the mean of what they were chosen for (van den Oord et al.
    2017, appendix A.1, decay 0.99); a row that is hardly chosen starts again at a latent of the batch."""

    def __init__(self, count, dimension):
        super().__init__()
        self.embedding = nn.Embedding(count, dimension)
        self.embedding.weight.requires_grad_(False)
        self.register_buffer("chosen", torch.zeros(count))
        self.register_buffer("sums", torch.zeros(count, dimension))

    @torch.no_grad()
    def start(self, rows, random):
        """Rows of the codebook from latents [n, dimension], n ≥ count."""
        picked = rows[torch.randperm(len(rows), generator=random)[:len(self.chosen)]]
        self.embedding.weight.copy_(picked)
        self.sums.copy_(picked)
        self.chosen.fill_(1.0)

    def nearest(self, rows):
        codebook = self.embedding.weight
        return (rows @ codebook.t() - (codebook ** 2).sum(1) / 2).argmax(1)

    def forward(self, latents):
        """[batch, C, h, w] → (quantised with the latents' gradient, commitment loss)."""
        batch, channels, height, width = latents.shape
        rows = latents.permute(0, 2, 3, 1).reshape(-1, channels)
        codes = self.nearest(rows.detach())
        if self.training:
            self._follow(rows.detach(), codes)
        quantised = self.embedding.weight[codes].view(batch, height, width, channels).permute(0, 3, 1, 2)
        return latents + (quantised - latents).detach(), F.mse_loss(latents, quantised)

    @torch.no_grad()
    def _follow(self, rows, codes):
        count = len(self.chosen)
        self.chosen.mul_(0.99).add_(torch.bincount(codes, minlength=count).float(), alpha=0.01)
        self.sums.mul_(0.99).index_add_(0, codes, rows, alpha=0.01)
        idle = (self.chosen < 0.02 * self.chosen.mean()).nonzero().flatten()
        if len(idle):
            self.sums[idle] = rows[torch.randint(len(rows), (len(idle),))] * self.chosen.mean()
            self.chosen[idle] = self.chosen.mean()
        self.embedding.weight.copy_(self.sums / self.chosen[:, None])


class Vqgan(nn.Module):
    """Pictures [batch, 3, H, W] of −1..1 ↔ latents at 1 / 2^(levels − 1) of the size."""

    def __init__(self, widths, blocks, channels, count, dimension):
        super().__init__()
        self.encoder, self.decoder = Encoder(widths, blocks, channels), Decoder(widths, blocks, channels)
        self.quant_conv, self.post_quant_conv = nn.Conv2d(channels, dimension, 1), nn.Conv2d(dimension, channels, 1)
        self.quantize = Quantiser(count, dimension)

    def encode(self, pictures):
        return self.quant_conv(self.encoder(pictures))

    def decode(self, latents):
        return self.decoder(self.post_quant_conv(latents))


class Discriminator(nn.Module):
    """PatchGAN (Isola et al. 2017): one score for each patch of the picture, real above, made below."""

    def __init__(self, width=48):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(3, width, 4, 2, 1), nn.LeakyReLU(0.2),
            nn.Conv2d(width, 2 * width, 4, 2, 1), nn.GroupNorm(8, 2 * width), nn.LeakyReLU(0.2),
            nn.Conv2d(2 * width, 2 * width, 4, 1, 1), nn.GroupNorm(8, 2 * width), nn.LeakyReLU(0.2),
            nn.Conv2d(2 * width, 1, 4, 1, 1))

    def forward(self, pictures):
        return self.layers(pictures)
