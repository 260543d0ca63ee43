"""One network at its full size, with random weights: the file as it is published, and what PyTorch computes with it.

    /usr/bin/python3 apps/cli/bench/parity.py NAME FOLDER

The networks are those of packages/networks/fixtures, whose small ones the tests compare; `galatea bench parity` runs this.
"""
import os
import sys

import torch

FIXTURES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../packages/networks/fixtures")
sys.path.insert(0, FIXTURES)

import make_biggan
import make_checkpoints as small
from make import SEED, Clip, Vqgan
from random_tensors import draw, layer, write_safetensors

F16 = {"channels": 128, "multipliers": [1, 1, 2, 2, 4], "blocks": 2, "attention_levels": [4], "latent_channels": 256}
F8 = {"channels": 128, "multipliers": [1, 1, 2, 4], "blocks": 2, "attention_levels": [3], "latent_channels": 256}
TEXT = {"text_width": 512, "text_layers": 12, "context": 77, "vocabulary": 49408}
IDS = torch.zeros(2, 77, dtype=torch.long)
IDS[0, :4] = torch.tensor([49406, 320, 736, 49407])
IDS[1] = torch.tensor([49406, *range(1000, 1075), 49407])


def weights_of(net, dtype_of):
    """{name: numbers} of their own, not windows: the file has its true size."""
    made = {}
    for name, value in net.state_dict().items():
        if name.endswith("num_batches_tracked"):
            made[name] = torch.tensor(0)
            continue
        shape = tuple(value.shape)
        # A mean of what a convolution gives is near zero; with one, ReLU would let nothing through.
        centred = name.endswith("running_mean")
        numbers = torch.from_numpy(draw(name, shape, SEED, 0, 0.02) if centred else layer(name, shape, SEED))
        made[name] = numbers.to(dtype_of(name))
    return made


def vqgan(path, net, rows_of):
    weights = weights_of(net, lambda name: torch.float32)
    torch.save(small.lightning({**weights, **small.losses()}), path)
    small.load(net, weights)
    downscale = 2 ** (len(net.decoder.up) - 1)
    return small.vqgan_results(net, rows_of(net), downscale, size=(64, 64), channels=256)


class FullResNetClip(Clip):
    def __init__(self, layers, width, size, embed, text_width):
        super().__init__(embed=embed, size=32, patch=32, vision_width=64, vision_layers=1,
                         **{**TEXT, "text_width": text_width})
        self.visual = small.ResNet(layers, width, size, embed)

    def encode_image(self, pictures, activation):
        return self.visual(pictures)


def clip(path, net, size):
    weights = weights_of(net, small.openai_dtype)
    small.archive(weights, {**small.scalars(size), "context_length": torch.tensor(77), "vocab_size": torch.tensor(49408)},
                  path)
    small.load(net, weights)
    embedded, gradient = embed(net, size, torch.float64)
    text = net.encode_text(IDS, small.quick_gelu)
    # Where ReLU turns, float32 and float64 may go different ways: how far PyTorch is from itself is the measure.
    single = dict(zip(("image", "gradient"), embed(net.float(), size, torch.float32)))
    double = {"image": embedded, "gradient": gradient}
    own = {f"own.{key}": (single[key] - value).abs().max() / value.abs().max() for key, value in double.items()}
    return {"ids": IDS, "text": text, **double, **own}


def embed(net, size, dtype):
    """An embedding, and its gradient to the picture along a cotangent."""
    torch.set_default_dtype(dtype)
    picture = torch.from_numpy(draw("pictures", (1, 3, size, size), SEED, 0.5, 0.3)).to(dtype).requires_grad_()
    embedded = net.encode_image((picture - small.MEAN.to(dtype)) / small.STD.to(dtype), small.quick_gelu)
    embedded.backward(torch.from_numpy(draw("cotangent", embedded.shape, SEED, 0, 1)).to(dtype))
    torch.set_default_dtype(torch.float64)
    return embedded.detach().double(), picture.grad.double()


EARLY, LATE = [(16, 16), (16, 16), (16, 16), (16, 8)], [(8, 8), (8, 4), (4, 4), (4, 2), (2, 2), (2, 1)]
BIGGAN_BLOCKS = {128: EARLY + LATE, 256: EARLY + [(8, 8), (8, 8)] + LATE, 512: EARLY + [(8, 8), (8, 8)] + LATE + [(1, 1), (1, 1)]}


def biggan(path, size):
    blocks = BIGGAN_BLOCKS[size]
    net = make_biggan.BigGan({"blocks": blocks, "attention_at": 8, "width": 128, "noise": 128, "classes": 1000,
                              "truncations": 51})
    make_biggan.randomise(net, biggan_kind)
    make_biggan.save(net, path)
    _, double = make_biggan.paint(net, 1 + len(blocks), 1128)
    single = paint_single(net, 1 + len(blocks))
    own = {f"own.{key}": (single[key] - double[key]).abs().max() / double[key].abs().max() for key in single}
    return {**double, **own}


def biggan_kind(name, shape):
    if name.endswith(("running_vars", "generator.bn.weight")):
        return 1, 0.1
    if name.endswith(("running_means", "bias")):
        return 0, 0.1
    return 0, shape[-1] ** -0.5


def paint_single(net, rows):
    torch.set_default_dtype(torch.float32)
    net = net.float()
    z = torch.from_numpy(draw("z", (1, 1128, rows, 1), SEED, 0, 1)).requires_grad_()
    image = net(*net.split(z))
    cotangent = torch.from_numpy(draw("cotangent", tuple(image.shape), SEED, 0, 1))
    gradient = torch.autograd.grad(image, z, cotangent)[0]
    torch.set_default_dtype(torch.float64)
    return {"image": image.detach().double(), "gradient": gradient.double()}


NETWORKS = {
    "vqgan-f16-16384": lambda path: vqgan(
        path, Vqgan(256, 16384, **F16), lambda net: net.quantize.embedding.weight),
    "gumbel-f8-8192": lambda path: vqgan(path, small.Gumbel(256, 8192, **F8), lambda net: net.quantize.embed.weight),
    "vit-b-32": lambda path: clip(
        path, Clip(embed=512, size=224, patch=32, vision_width=768, vision_layers=12, **TEXT), 224),
    "vit-b-16": lambda path: clip(
        path, Clip(embed=512, size=224, patch=16, vision_width=768, vision_layers=12, **TEXT), 224),
    "vit-l-14": lambda path: clip(
        path, Clip(embed=768, size=224, patch=14, vision_width=1024, vision_layers=24, **{**TEXT, "text_width": 768}), 224),
    "rn50": lambda path: clip(path, FullResNetClip((3, 4, 6, 3), 64, 224, 1024, 512), 224),
    "rn101": lambda path: clip(path, FullResNetClip((3, 4, 23, 3), 64, 224, 512, 512), 224),
    "biggan-deep-128": lambda path: biggan(path, 128),
    "biggan-deep-256": lambda path: biggan(path, 256),
    "biggan-deep-512": lambda path: biggan(path, 512),
    "vit-l-14-336": lambda path: clip(
        path, Clip(embed=768, size=336, patch=14, vision_width=1024, vision_layers=24, **{**TEXT, "text_width": 768}), 336),
    "rn50x4": lambda path: clip(path, FullResNetClip((4, 6, 10, 6), 80, 288, 640, 640), 288),
}

if __name__ == "__main__":
    name, folder = sys.argv[1:]
    torch.set_num_threads(os.cpu_count())
    results = NETWORKS[name](os.path.join(folder, "weights"))
    write_safetensors(os.path.join(folder, "results.safetensors"),
                      {key: value.detach().numpy() for key, value in results.items()})
