"""Climbs the perceptor as it is now, and keeps the pictures that fool it as negatives for further training.

    python3 mine_fooled.py --state <folder with state.pt> [--count 200]

A climb of few steps gives a picture that the perceptor calls "a red apple" and that shows none. As pictures of nothing
in `fooled.pt` they teach it to ask for more. The pool keeps the newest 2,000.
"""
import argparse
import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import torch

from climb import STARTER_FOLDER, add_climb_arguments, climb, load_clip
from composites import COLOUR_NAMES
from model import pad_ids
from pools import read_generator, to_bytes
from words import Tokenizer

KEPT = 2000


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--state", required=True)
    parser.add_argument("--generator", default=os.path.join(STARTER_FOLDER, "generator.safetensors"))
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    add_climb_arguments(parser)
    parser.set_defaults(size=96, steps=40, cutouts=6, learning_rate=0.25)
    options = parser.parse_args()
    torch.set_num_threads(1)
    state_path = os.path.join(options.state, "state.pt")
    content = torch.load(state_path, map_location="cpu")
    tokenizer = Tokenizer(content["words"], content["context_length"])
    clip = load_clip(state_path, len(content["words"]))
    taesd, codebook = read_generator(options.generator)
    random = np.random.default_rng([options.seed, content["step"]])
    path, canvases = os.path.join(options.state, "fooled.pt"), []
    if os.path.exists(path):
        canvases = [torch.load(path)["canvases"]]
    for number in range(options.count):
        prompt = content["names"][random.integers(len(content["names"]))]
        if random.random() < 0.5:
            prompt += f" on a {COLOUR_NAMES[random.integers(len(COLOUR_NAMES))]} background"
        text = clip.encode_text(pad_ids([tokenizer.encode(prompt)]))
        picture, _ = climb(clip, taesd, codebook, text, options, int(random.integers(2 ** 31)))
        canvases.append(to_bytes(picture[None]))
        if number % 20 == 19 or number == options.count - 1:
            canvases = [torch.cat(canvases)[-KEPT:]]
            torch.save({"canvases": canvases[0]}, path + ".partial")
            os.replace(path + ".partial", path)
            print(f"{len(canvases[0])} fooled pictures", flush=True)


if __name__ == "__main__":
    main()
