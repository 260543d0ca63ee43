"""What `galatea bench` measures, in eager PyTorch: `python3 step.py TRIAL [SETTINGS]`, both in JSON.

The trials are those of `apps/cli/src/bench/trial.ts`: a whole step, or a part of one. The same networks with random
weights, the same cutouts, loss and optimiser, written as the published scripts write them. Settings: `channelsLast`.
Prints one line of JSON when ready; then one line for every line `step` that it reads; at `quit` its peak memory.
"""
import json
import math
import pathlib
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / 'packages' / 'optimiser' / 'fixtures'))
from reference import ClampWithGrad, prompt_loss, quantise, resample  # noqa: E402

F16 = {'ch': 128, 'mult': (1, 1, 2, 2, 4), 'blocks': 2, 'attention': (4,), 'z': 256, 'codes': 16384}
SCALES = {
    'full': {
        'vqgan': F16,
        'clip': {'embed': 512, 'input': 224, 'patch': 32, 'width': 768, 'layers': 12},
    },
    'b16': {
        'vqgan': F16,
        'clip': {'embed': 512, 'input': 224, 'patch': 16, 'width': 768, 'layers': 12},
    },
    'starter': {
        'vqgan': None,
        'clip': {'embed': 192, 'input': 64, 'patch': 8, 'width': 192, 'layers': 6},
    },
    'tiny': {
        'vqgan': {'ch': 32, 'mult': (1, 2), 'blocks': 1, 'attention': (1,), 'z': 32, 'codes': 256},
        'clip': {'embed': 64, 'input': 32, 'patch': 8, 'width': 64, 'layers': 2},
    },
}


def norm(width):
    return nn.GroupNorm(32, width, eps=1e-6)


def swish(x):
    return x * torch.sigmoid(x)


class Residual(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.norm1, self.conv1 = norm(inputs), nn.Conv2d(inputs, outputs, 3, padding=1)
        self.norm2, self.conv2 = norm(outputs), nn.Conv2d(outputs, outputs, 3, padding=1)
        self.shortcut = nn.Conv2d(inputs, outputs, 1) if inputs != outputs else nn.Identity()

    def forward(self, x):
        return self.shortcut(x) + self.conv2(swish(self.norm2(self.conv1(swish(self.norm1(x))))))


class Attention(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.norm = norm(width)
        self.q, self.k, self.v, self.out = (nn.Conv2d(width, width, 1) for _ in range(4))

    def forward(self, x):
        h = self.norm(x)
        b, c, height, width = x.shape
        q, k, v = (layer(h).reshape(b, c, height * width) for layer in (self.q, self.k, self.v))
        weights = torch.softmax(torch.bmm(q.permute(0, 2, 1), k) * c ** -0.5, dim=2)
        return x + self.out(torch.bmm(v, weights.permute(0, 2, 1)).reshape(x.shape))


class Up(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.conv = nn.Conv2d(width, width, 3, padding=1)

    def forward(self, x):
        return self.conv(F.interpolate(x, scale_factor=2.0, mode='nearest'))


class Swish(nn.Module):
    def forward(self, x):
        return swish(x)


def vqgan_decoder(ch, mult, blocks, attention, z):
    width = ch * mult[-1]
    layers = [nn.Conv2d(z, z, 1), nn.Conv2d(z, width, 3, padding=1), Residual(width, width), Attention(width), Residual(width, width)]
    for level in reversed(range(len(mult))):
        for _ in range(blocks + 1):
            layers.append(Residual(width, ch * mult[level]))
            width = ch * mult[level]
            if level in attention:
                layers.append(Attention(width))
        if level != 0:
            layers.append(Up(width))
    return nn.Sequential(*layers, norm(width), Swish(), nn.Conv2d(width, 3, 3, padding=1))


class TaesdBlock(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Sequential(*[part for _ in range(3) for part in (nn.Conv2d(64, 64, 3, padding=1), nn.ReLU())][:-1])

    def forward(self, x):
        return F.relu(self.conv(x) + x)


def taesd_decoder():
    def conv(inputs, outputs, bias=True):
        return nn.Conv2d(inputs, outputs, 3, padding=1, bias=bias)
    layers = [conv(4, 64), nn.ReLU()]
    for _ in range(3):
        layers += [TaesdBlock(), TaesdBlock(), TaesdBlock(), nn.Upsample(scale_factor=2), conv(64, 64, bias=False)]
    return nn.Sequential(*layers, TaesdBlock(), conv(64, 3))


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.attn = nn.MultiheadAttention(width, width // 64)
        self.ln_1, self.ln_2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.c_fc, self.c_proj = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x):
        h = self.ln_1(x)
        x = x + self.attn(h, h, h, need_weights=False)[0]
        h = self.c_fc(self.ln_2(x))
        return x + self.c_proj(h * torch.sigmoid(1.702 * h))


class Vision(nn.Module):
    def __init__(self, embed, input, patch, width, layers):
        super().__init__()
        self.conv1 = nn.Conv2d(3, width, patch, stride=patch, bias=False)
        self.class_embedding = nn.Parameter(torch.randn(width))
        self.positions = nn.Parameter(torch.randn((input // patch) ** 2 + 1, width))
        self.ln_pre, self.ln_post = nn.LayerNorm(width), nn.LayerNorm(width)
        self.blocks = nn.Sequential(*(Block(width) for _ in range(layers)))
        self.proj = nn.Parameter(torch.randn(width, embed) * width ** -0.5)

    def forward(self, x):
        x = self.conv1(x).flatten(2).permute(0, 2, 1)
        x = torch.cat([self.class_embedding.expand(len(x), 1, -1), x], dim=1) + self.positions
        x = self.blocks(self.ln_pre(x).permute(1, 0, 2)).permute(1, 0, 2)
        return self.ln_post(x[:, 0]) @ self.proj


class Step:
    """z and its optimiser; calling it makes one step. Networks that a part does not need are not made."""

    def __init__(self, side, cutouts, vqgan, clip, channels_last, needs):
        torch.manual_seed(1)
        self.side, self.cutouts, self.input = side, cutouts, clip['input']
        if vqgan is None:
            rows, width, downscale = 1024, 4, 8
            self.scale, self.shift = 1, 0
        else:
            rows, width, downscale = vqgan['codes'], vqgan['z'], 2 ** (len(vqgan['mult']) - 1)
            self.scale, self.shift = 0.5, 0.5
        self.codebook = torch.randn(rows, width)
        modules = []
        if 'decode' in needs:
            shape = {key: vqgan[key] for key in ('ch', 'mult', 'blocks', 'attention', 'z')} if vqgan else None
            self.decoder = vqgan_decoder(**shape) if vqgan else taesd_decoder()
            modules.append(self.decoder)
        if 'perceive' in needs:
            self.vision = Vision(**clip)
            modules.append(self.vision)
        for module in modules:
            module.eval().requires_grad_(False)
            if channels_last:
                module.to(memory_format=torch.channels_last)
        height = side // downscale
        z = self.codebook[torch.randint(rows, [height * height])].reshape(1, height, height, width).movedim(3, 1)
        self.z = z.contiguous(memory_format=torch.channels_last if channels_last else torch.contiguous_format).requires_grad_()
        self.low, self.high = (edge[None, :, None, None] for edge in (self.codebook.amin(0), self.codebook.amax(0)))
        self.optimiser = torch.optim.Adam([self.z], lr=0.1)
        self.target = torch.randn(1, clip['embed'])
        self.mean = torch.tensor([0.48145466, 0.4578275, 0.40821073])[:, None, None]
        self.std = torch.tensor([0.26862954, 0.26130258, 0.27577711])[:, None, None]

    def cut(self, picture):
        made = []
        smallest = min(self.side, self.input)
        for _ in range(self.cutouts):
            size = int(torch.rand([]) * (self.side - smallest) + smallest)
            left = torch.randint(0, self.side - size + 1, ())
            top = torch.randint(0, self.side - size + 1, ())
            made.append(resample(picture[:, :, top:top + size, left:left + size], (self.input, self.input)))
        batch = torch.cat(made)
        return batch + torch.rand(self.cutouts, 1, 1, 1) * 0.1 * torch.randn_like(batch)

    def __call__(self):
        self.optimiser.zero_grad(set_to_none=True)
        quantised, _ = quantise(self.z, self.codebook)
        picture = ClampWithGrad.apply(self.decode(quantised), 0, 1)
        embeddings = self.perceive(self.cut(picture))
        loss = prompt_loss(embeddings, self.target, 1.0, None)
        loss.backward()
        self.update()
        if not math.isfinite(float(loss)):
            raise ArithmeticError(f'the loss is {float(loss)}')

    def decode(self, quantised):
        return self.decoder(quantised) * self.scale + self.shift

    def perceive(self, cutouts):
        return self.vision((cutouts - self.mean) / self.std)

    def update(self):
        self.optimiser.step()
        with torch.no_grad():
            self.z.copy_(self.z.maximum(self.low).minimum(self.high))


def part(step, name, backward):
    """A part of a step, as `packages/optimiser/src/step-parts.ts` cuts it."""
    if name == 'update':
        step.z.grad = torch.rand_like(step.z)
        return step.update
    run, source = {
        'quantise': (lambda x: quantise(x, step.codebook)[0], step.z.detach().clone()),
        'decode': (step.decode, step.z.detach().clone()),
        'cutouts': (step.cut, torch.rand(1, 3, step.side, step.side)),
        'perceive': (step.perceive, torch.rand(step.cutouts, 3, step.input, step.input)),
    }[name]
    if not backward:
        def forward():
            with torch.no_grad():
                run(source)
        return forward
    cotangent = torch.rand_like(run(source))

    def both():
        leaf = source.requires_grad_()
        leaf.grad = None
        run(leaf).backward(cotangent)
    return both


def answer(**fields):
    print(json.dumps(fields), flush=True)


def main():
    trial, settings = json.loads(sys.argv[1]), json.loads(sys.argv[2]) if len(sys.argv) > 2 else {}
    torch.set_num_threads(trial['threads'])
    needs = {'decode', 'perceive'} if trial['kind'] == 'step' else {trial['part']}
    channels_last = settings.get('channelsLast', False)
    whole = Step(trial['sidePx'], trial['cutouts'], **SCALES[trial['scale']], channels_last=channels_last, needs=needs)
    step = whole if trial['kind'] == 'step' else part(whole, trial['part'], trial['backward'])
    step()
    answer(version=torch.__version__)
    for line in sys.stdin:
        if line.strip() == 'quit':
            peak = next(row for row in open('/proc/self/status') if row.startswith('VmHWM')).split()[1]
            return answer(peakKb=int(peak))
        wall, cpu = time.perf_counter(), time.process_time()
        step()
        answer(wallMs=(time.perf_counter() - wall) * 1000, cpuMs=(time.process_time() - cpu) * 1000)


main()
