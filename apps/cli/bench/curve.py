"""nerdyrodent's loop in PyTorch, fed what `galatea bench curve` drew: `python3 curve.py FOLDER`.

FOLDER has settings.json, and for each step a file of float32 numbers: maps [N, 2, 3, 3], jitter [18, N], mask [S, S], noise
[N, 3, S, S]. The weights are drawn here by the rule of packages/networks, which both sides share. Writes curve.json: of
each step its loss and its codes, in single and in double precision.

One step is generate.py's at 592d555: synth, make_cutouts of `latest` with Af, Pe, Ji, Er, encode_image, Prompt, Adam, and the
clamp of z. What his script draws from Kornia's and PyTorch's generators comes from the files.
"""
import json
import math
import os
import pathlib
import sys

import numpy as np
import torch

packages = pathlib.Path(__file__).parents[3] / 'packages'
sys.path[:0] = [str(packages / 'networks' / 'fixtures'), str(packages / 'optimiser' / 'fixtures')]
from make import Clip, Vqgan  # noqa: E402
from random_tensors import draw, layer  # noqa: E402
from reference import ClampWithGrad, colour_jitter, pool, prompt_loss, quantise, warp  # noqa: E402

MEAN = [0.48145466, 0.4578275, 0.40821073]
STD = [0.26862954, 0.26130258, 0.27577711]
# As packs.ts draws them.
VQGAN_SEED, CLIP_SEED = 1, 2


def fill(module, seed, gain=lambda name: 1.0, spread=None):
    """Weights by their names; `spread` gives the standard deviation of those that are no layers."""
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            shape = tuple(parameter.shape)
            std = (spread or {}).get(name)
            values = layer(name, shape, seed, gain(name)) if std is None else draw(name, shape, seed, 0, std)
            parameter.copy_(torch.from_numpy(np.ascontiguousarray(values)))
            parameter.requires_grad_(False)
    return module.eval()


def vqgan(config, seed, codebook_scale):
    net = Vqgan(config['embedDimension'], config['codebookCount'], channels=config['channels'],
                multipliers=config['multipliers'], blocks=config['residualBlocks'],
                attention_levels=config['attentionLevels'], latent_channels=config['latentChannels'])
    fill(net, seed, spread={'quantize.embedding.weight': 1}).quantize.embedding.weight.mul_(codebook_scale)
    return net


def clip(config, seed):
    vision, text, patch = config['visionWidth'], config['textWidth'], config['patchPx']
    net = Clip(embed=config['embedDimension'], size=config['inputSizePx'], patch=patch, vision_width=vision,
               vision_layers=config['visionLayers'], text_width=text, text_layers=config['textLayers'],
               context=config['contextLength'], vocabulary=config['vocabularySize'])

    def gain(name):
        layers = config['visionLayers'] if name.startswith('visual') else config['textLayers']
        return (2 * layers) ** -0.5 if name.endswith(('out_proj.weight', 'c_proj.weight')) else 1.0
    spread = {'positional_embedding': 0.3, 'text_projection': text ** -0.5, 'visual.class_embedding': 0.5,
              'visual.positional_embedding': 0.5, 'visual.proj': vision ** -0.5,
              'visual.conv1.weight': (3 * patch ** 2) ** -0.5, 'token_embedding.weight': 0.5}
    return fill(net, seed, gain, spread)


def quick_gelu(x):
    return x * torch.sigmoid(1.702 * x)


def read_step(path, count, side):
    numbers = torch.from_numpy(np.fromfile(path, '<f4'))
    shapes = [(count, 2, 3, 3), (18, count), (side, side), (count, 3, side, side)]
    return [part.reshape(shape).to(torch.get_default_dtype()) for part, shape in zip(numbers.split([math.prod(shape) for shape in shapes]), shapes)]


def run(folder, settings, dtype):
    torch.set_default_dtype(dtype)
    generator = vqgan(settings['vqgan'], VQGAN_SEED, settings['codebookScale'])
    perceptor = clip(settings['clip'], CLIP_SEED)
    mean, std = torch.tensor(MEAN).view(3, 1, 1), torch.tensor(STD).view(3, 1, 1)
    count, side, rate = settings['cutouts'], settings['clip']['inputSizePx'], settings['learningRate']
    codebook = generator.quantize.embedding.weight
    height, width = settings['latent']
    z = codebook[torch.tensor(settings['codes'])].reshape(1, height, width, -1).movedim(3, 1).contiguous().requires_grad_()
    low, high = codebook.amin(0)[None, :, None, None], codebook.amax(0)[None, :, None, None]
    with torch.no_grad():
        target = perceptor.encode_text(torch.tensor([settings['ids']]), quick_gelu)
    optimiser = torch.optim.Adam([z], lr=rate)
    steps = []
    for step in range(1, settings['steps'] + 1):
        maps, jitter, mask, noise = read_step(folder / f'step-{step}', count, side)
        optimiser.zero_grad()
        rows, codes = quantise(z, codebook)
        picture = ClampWithGrad.apply((generator.decoder(generator.post_quant_conv(rows)) + 1) / 2, 0, 1)
        cutouts = colour_jitter(warp(pool(picture, side), maps), jitter) * mask + noise
        loss = prompt_loss(perceptor.encode_image((cutouts - mean) / std, quick_gelu), target, 1, None)
        loss.backward()
        optimiser.step()
        with torch.no_grad():
            z.copy_(z.maximum(low).minimum(high))
        steps.append({'loss': loss.item(), 'codes': codes.tolist()})
    return steps


if __name__ == '__main__':
    path = pathlib.Path(sys.argv[1])
    torch.set_num_threads(os.cpu_count())
    known = json.loads((path / 'settings.json').read_text())
    # Where a code is about to change, rounding decides: how far PyTorch is from itself is the measure.
    curves = {'single': run(path, known, torch.float32), 'double': run(path, known, torch.float64)}
    (path / 'curve.json').write_text(json.dumps(curves))
