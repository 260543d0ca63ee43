"""Writes the two aligned perceptors: to go on from, and as a pack.

    python3 export_aligned.py --state <folder>                        # models/training/state/, from STATE/state.pt
    python3 export_aligned.py --pack starter-2 --prior PRIOR/prior.pt # models/starter-2/ and the catalogue, from models/training/state/

The first is what a fresh clone goes on from (`train_aligned.py --go-on-from state`). The second writes both perceptors in
OpenAI's layout, each with the text tower that both were trained with, the vocabulary, the names, and the prior of
train_prior.py, which was trained on the texts of that tower.
"""
import argparse
import json
import os

import torch

from committed import read_committed, write_committed
from export import MODELS_FOLDER, described, update_catalogue, write_hashes, write_json
from model import PIXEL_MEAN, PIXEL_STD
from prior import STYLES, Prior
from resnet import ResNet, folded
from safetensors_file import write_tensors

COMMITTED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "state")
CONTEXT_LENGTH = 32


def pack_entry(pack, resnet_size_px):
    """The pack's entry in the catalogue; its generator is the first starter's."""
    def perceptor(name, size_px, **options):
        return {"kind": "clip", **described(f"{pack}/{name}.safetensors"), "inputSizePx": size_px, "mean": list(PIXEL_MEAN),
                "std": list(PIXEL_STD), "activation": "quickgelu", **options,
                "tokenizer": {"kind": "words", **described(f"{pack}/vocabulary.json"), "contextLength": CONTEXT_LENGTH}}

    return {"id": pack, "title": "Starter pack 2",
            "licence": "MIT (weights trained for this project; TAESD MIT; see starter/LICENSES)",
            "generator": {"kind": "taesd-vq", **described("starter/generator.safetensors"), "patch": 1, "downscale": 8},
            "perceptors": [perceptor("vit", 64), perceptor("resnet", resnet_size_px, convolutionActivation="quickgelu")],
            "prior": {"kind": "residual", **described(f"{pack}/prior.safetensors"), "perceptor": 0,
                      "variation": {"choices": len(STYLES), "signs": 1, "numbers": 3}},
            "names": described(f"{pack}/names.json"),
            "sizes": {"minPx": 64, "maxPx": 512, "multipleOf": 8},
            "defaults": {"size": [128, 128], "steps": 100, "learningRate": 0.15, "rateFinal": 0.1, "cutouts": 4, "cutoutPower": 0.05,
                         "cutoutNoise": 0.1, "cutoutNoiseFinal": 0.3, "initialNoise": "mist", "initialPrior": True}}


def write_pack(pack, resnet_size_px, prior_path):
    """models/<pack>/ from models/training/state/ and the averaged weights of a prior."""
    content = read_committed(COMMITTED)
    folder = os.path.join(MODELS_FOLDER, pack)
    os.makedirs(folder, exist_ok=True)
    vit = content["vit"]
    write_tensors(os.path.join(folder, "vit.safetensors"), vit, "BF16")
    network = ResNet()
    network.load_state_dict(content["resnet"])
    tensors = {f"visual.{name}": value for name, value in folded(network, resnet_size_px).items()}
    tensors |= {name: value for name, value in vit.items() if not name.startswith("visual.")}
    write_tensors(os.path.join(folder, "resnet.safetensors"), tensors, "BF16")
    prior = Prior()
    prior.load_state_dict(torch.load(prior_path, map_location="cpu")["average"])
    write_tensors(os.path.join(folder, "prior.safetensors"), dict(prior.named_parameters()), "BF16")
    write_json(os.path.join(folder, "vocabulary.json"), content["words"], indent=0)
    write_json(os.path.join(folder, "names.json"), content["nameList"], indent=0)
    update_catalogue(pack_entry(pack, resnet_size_px))
    write_hashes(folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--state", help="folder of train_aligned.py")
    parser.add_argument("--pack", help="id of the pack")
    parser.add_argument("--prior", help="prior.pt of train_prior.py, for --pack")
    parser.add_argument("--resnet-size", type=int, default=32, help="of the pictures that the ResNet was trained on")
    options = parser.parse_args()
    if options.state:
        content = torch.load(os.path.join(options.state, "state.pt"), map_location="cpu")
        print(json.dumps(write_committed(COMMITTED, content)))
    if options.pack:
        write_pack(options.pack, options.resnet_size, options.prior)


if __name__ == "__main__":
    main()
