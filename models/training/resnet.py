"""OpenAI's ModifiedResNet, small, without batch statistics: weight-standardised convolutions that fold into plain ones."""
import torch
from torch import nn
import torch.nn.functional as F

HEAD_WIDTH = 64
NORM_EPSILON = 1e-5  # what readers of OpenAI's layout add to a variance


def quick_gelu(x):
    """x·σ(1.702·x), as the ViT has it. The gradient of ReLU is constant between its kinks, and cannot be trained there."""
    return x * torch.sigmoid(1.702 * x)


class StandardisedConv(nn.Conv2d):
    """A convolution whose kernel has mean 0 and norm 1 per output, times a learnt gain."""

    def __init__(self, inputs, outputs, side, stride=1):
        super().__init__(inputs, outputs, side, stride, side // 2)
        nn.init.normal_(self.weight, std=0.5)
        nn.init.zeros_(self.bias)
        self.gain = nn.Parameter(torch.ones(outputs, 1, 1, 1))

    def kernel(self):
        centred = self.weight - self.weight.mean((1, 2, 3), keepdim=True)
        return centred / (centred.pow(2).sum((1, 2, 3), keepdim=True) + 1e-4).sqrt() * self.gain

    def forward(self, x):
        return F.conv2d(x, self.kernel(), self.bias, self.stride, self.padding)


class Bottleneck(nn.Module):
    """1×1, 3×3 and 1×1 around a sum; where `halves`, averaged to half its size inside."""

    def __init__(self, inputs, planes, halves):
        super().__init__()
        self.conv1, self.conv2 = StandardisedConv(inputs, planes, 1), StandardisedConv(planes, planes, 3)
        self.conv3, self.halves = StandardisedConv(planes, 4 * planes, 1), halves
        self.downsample = StandardisedConv(inputs, 4 * planes, 1) if halves or inputs != 4 * planes else None

    def around(self, x):
        if self.downsample is None:
            return x
        return self.downsample(F.avg_pool2d(x, 2) if self.halves else x)

    def forward(self, x):
        y = quick_gelu(self.conv2(quick_gelu(self.conv1(x))))
        return quick_gelu(self.around(x) + self.conv3(F.avg_pool2d(y, 2) if self.halves else y))


class AttentionPool(nn.Module):
    """The mean of all places asks all places and itself."""

    def __init__(self, side, width, outputs):
        super().__init__()
        self.positional_embedding = nn.Parameter(torch.randn(side * side + 1, width) * width ** -0.5)
        self.q_proj, self.k_proj = nn.Linear(width, width), nn.Linear(width, width)
        self.v_proj, self.c_proj = nn.Linear(width, width), nn.Linear(width, outputs)
        self.heads = width // HEAD_WIDTH

    def positions(self, side):
        """Rows [side² + 1, width] of the mean and the places; for smaller pictures than the input, means of rows."""
        rows = self.positional_embedding
        own = int((len(rows) - 1) ** 0.5)
        if side == own:
            return rows
        grid = rows[1:].t().reshape(1, rows.shape[1], own, own)
        grid = F.interpolate(grid, size=(side, side), mode="area").reshape(rows.shape[1], side * side).t()
        return torch.cat([rows[:1], grid])

    def forward(self, x):
        batch, width, side = x.shape[0], x.shape[1], x.shape[2]
        places = x.flatten(2).transpose(1, 2)
        tokens = torch.cat([places.mean(1, keepdim=True), places], 1) + self.positions(side)
        query = self.q_proj(tokens[:, :1]).view(batch, 1, self.heads, HEAD_WIDTH).transpose(1, 2)
        key = self.k_proj(tokens).view(batch, -1, self.heads, HEAD_WIDTH).transpose(1, 2)
        value = self.v_proj(tokens).view(batch, -1, self.heads, HEAD_WIDTH).transpose(1, 2)
        mixed = ((query * HEAD_WIDTH ** -0.5) @ key.transpose(-1, -2)).softmax(-1) @ value
        return self.c_proj(mixed.transpose(1, 2).reshape(batch, width))


class ResNet(nn.Module):
    """Pictures [n, 3, size, size], normalised → [n, embedding]. Four layers, as the readers of OpenAI's layout expect."""

    def __init__(self, input_size_px=64, width=32, layers=(2, 2, 2, 1), embedding_size=256):
        super().__init__()
        self.conv1 = StandardisedConv(3, width // 2, 3, 2)
        self.conv2, self.conv3 = StandardisedConv(width // 2, width // 2, 3), StandardisedConv(width // 2, width, 3)
        inputs = width
        for at, count in enumerate(layers):
            planes, blocks = width * 2 ** at, []
            for block in range(count):
                blocks.append(Bottleneck(inputs, planes, at > 0 and block == 0))
                inputs = 4 * planes
            setattr(self, f"layer{at + 1}", nn.Sequential(*blocks))
        self.attnpool = AttentionPool(input_size_px // 32, inputs, embedding_size)
        self.calibrate(input_size_px)

    def blocks(self):
        return [*self.layer1, *self.layer2, *self.layer3, *self.layer4]

    def forward(self, x):
        for conv in (self.conv1, self.conv2, self.conv3):
            x = quick_gelu(conv(x))
        x = F.avg_pool2d(x, 2)
        for block in self.blocks():
            x = block(x)
        return self.attnpool(x)

    @torch.no_grad()
    def calibrate(self, size_px):
        """Gains such that, on smooth random pictures, every convolution gives deviation 1, and the last of a block 0.35."""
        random = torch.Generator().manual_seed(0)
        sides = [side for side in (2, 4, 8, size_px)]
        x = sum(F.interpolate(torch.randn(64, 3, side, side, generator=random), size=(size_px, size_px), mode="bilinear",
                              align_corners=False) for side in sides)

        def fit(conv, values, deviation):
            conv.gain.mul_(deviation / conv(values).std(dim=(0, 2, 3)).mean())

        for conv in (self.conv1, self.conv2, self.conv3):
            fit(conv, x, 1.0)
            x = quick_gelu(conv(x))
        x = F.avg_pool2d(x, 2)
        for block in self.blocks():
            fit(block.conv1, x, 1.0)
            y = quick_gelu(block.conv1(x))
            fit(block.conv2, y, 1.0)
            y = quick_gelu(block.conv2(y))
            fit(block.conv3, F.avg_pool2d(y, 2) if block.halves else y, 0.35)
            if block.downsample is not None:
                fit(block.downsample, F.avg_pool2d(x, 2) if block.halves else x, 1.0)
            x = block(x)


def folded(network, input_size_px=64):
    """The network's tensors with OpenAI's names, for pictures of `input_size_px`: plain kernels, and norms that add the bias
    and do nothing else."""
    tensors = {}
    for name, module in network.named_modules():
        if isinstance(module, StandardisedConv):
            kernel, norm = (f"{name}.0", f"{name}.1") if name.endswith("downsample") else (name, name.replace("conv", "bn"))
            outputs = len(module.bias)
            tensors[f"{kernel}.weight"] = module.kernel().detach()
            tensors[f"{norm}.weight"], tensors[f"{norm}.bias"] = torch.ones(outputs), module.bias.detach()
            tensors[f"{norm}.running_mean"] = torch.zeros(outputs)
            tensors[f"{norm}.running_var"] = torch.full((outputs,), 1 - NORM_EPSILON)
    for name, value in network.attnpool.state_dict().items():
        tensors[f"attnpool.{name}"] = value
    tensors["attnpool.positional_embedding"] = network.attnpool.positions(input_size_px // 32).detach()
    return tensors
