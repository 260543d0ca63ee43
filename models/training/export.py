"""Writes a trained perceptor as the pack's files, and the hashes into models/catalogue.json.

    python3 export.py --state <state.pt or decayed.pt> [--to starter] [--raw]

The averaged weights are written (with --raw those of the last step). `--to judge` writes only the perceptor.
"""
import argparse
import hashlib
import json
import os

import torch

from model import PIXEL_MEAN, PIXEL_STD
from safetensors_file import write_tensors

MODELS_FOLDER = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def described(path):
    """{file, sha256, bytes} of a file under models/."""
    with open(os.path.join(MODELS_FOLDER, path), "rb") as file:
        data = file.read()
    return {"file": path, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}


def catalogue_entry(input_size_px, context_length):
    return {
        "id": "starter",
        "title": "Starter pack",
        "licence": "MIT (weights trained for this project; TAESD MIT; see starter/LICENSES)",
        "generator": {"kind": "taesd-vq", **described("starter/generator.safetensors"), "patch": 1, "downscale": 8},
        "perceptors": [{
            "kind": "clip", **described("starter/perceptor.safetensors"), "inputSizePx": input_size_px,
            "mean": list(PIXEL_MEAN), "std": list(PIXEL_STD), "activation": "quickgelu",
            "tokenizer": {"kind": "words", **described("starter/vocabulary.json"), "contextLength": context_length},
        }],
        "names": described("starter/names.json"),
        "sizes": {"minPx": 64, "maxPx": 512, "multipleOf": 8},
        "defaults": {"size": [128, 128], "steps": 200, "learningRate": 0.15, "cutouts": 16,
                     "initialNoise": "mist"},
    }


def write_json(path, content, **options):
    with open(path + ".partial", "w") as file:
        json.dump(content, file, ensure_ascii=False, **options)
        file.write("\n")
    os.replace(path + ".partial", path)


def update_catalogue(entry):
    """Puts the entry into catalogue.json; title, defaults and sizes that somebody edited there are kept."""
    path = os.path.join(MODELS_FOLDER, "catalogue.json")
    catalogue = {"packs": []}
    if os.path.exists(path):
        with open(path) as file:
            catalogue = json.load(file)
    old = next((pack for pack in catalogue["packs"] if pack["id"] == entry["id"]), None)
    if old:
        for key in ("title", "licence", "sizes", "defaults"):
            entry[key] = old.get(key, entry[key])
        catalogue["packs"][catalogue["packs"].index(old)] = entry
    else:
        catalogue["packs"].append(entry)
    write_json(path, catalogue, indent=2)


def write_hashes(folder):
    """SHA256SUMS of a pack's files, in the format of sha256sum."""
    lines = []
    for name in sorted(os.listdir(folder)):
        if name.endswith((".safetensors", ".json")):
            with open(os.path.join(folder, name), "rb") as file:
                lines.append(f"{hashlib.sha256(file.read()).hexdigest()}  {name}\n")
    with open(os.path.join(folder, "SHA256SUMS"), "w") as file:
        file.writelines(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--state", required=True)
    parser.add_argument("--to", default="starter", choices=["starter", "judge"])
    parser.add_argument("--raw", action="store_true")
    options = parser.parse_args()
    content = torch.load(options.state, map_location="cpu")
    folder = os.path.join(MODELS_FOLDER, options.to)
    os.makedirs(folder, exist_ok=True)
    weights = content["model" if options.raw else "average"]
    write_tensors(os.path.join(folder, "perceptor.safetensors"), weights, "F16")
    if options.to == "starter":
        write_json(os.path.join(folder, "vocabulary.json"), content["words"], indent=0)
        write_json(os.path.join(folder, "names.json"), content["names"], indent=0)
        update_catalogue(catalogue_entry(content["shape"]["input_size_px"], content["context_length"]))
    write_hashes(folder)
    print(f"step {content['step']} → {folder}: {described(options.to + '/perceptor.safetensors')}")


if __name__ == "__main__":
    main()
