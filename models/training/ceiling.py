"""Source drawings at the size of renders, for judges to name: the ceiling of what a pack can reach.

    python3 ceiling.py --drawings <folder of gather.py> --out <folder> [--set names]

Writes OUT/*.png, each a drawing on a plain ground in a style that a seed chooses, and OUT/drawings.json, which
`galatea bench blind --drawings` shows.
"""
import argparse
import json
import os

import numpy as np
from PIL import Image

from composites import COLOUR_VALUES, MAIN_COLOUR_COUNT
from export import MODELS_FOLDER
from sources import JUDGE_STYLES, ONE_COLOUR_STYLES

SIDE_PX = 128
SEED = 64


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--drawings", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--set", default="names", choices=["names", "drawn"])
    options = parser.parse_args()
    os.makedirs(options.out, exist_ok=True)
    with open(os.path.join(MODELS_FOLDER, "judge", "subjects.json")) as file:
        texts = [subject["text"] for subject in json.load(file)[options.set]]
    with open(os.path.join(options.drawings, "index.json")) as file:
        things = {thing["name"]: thing for thing in json.load(file)}
    random, listed = np.random.default_rng(SEED), []
    for text in texts:
        pictures = [picture for picture in things[text]["pictures"]
                    if picture["style"] not in (*JUDGE_STYLES, *ONE_COLOUR_STYLES)]
        drawing = Image.open(os.path.join(options.drawings, pictures[random.integers(len(pictures))]["file"])).convert("RGBA")
        ground = Image.new("RGBA", drawing.size, tuple(int(v) for v in COLOUR_VALUES[random.integers(MAIN_COLOUR_COUNT)]))
        picture = Image.alpha_composite(ground, drawing).convert("RGB").resize((SIDE_PX, SIDE_PX), Image.LANCZOS)
        file = f"{len(listed)}.png"
        picture.save(os.path.join(options.out, file))
        listed.append({"text": text, "file": file})
    with open(os.path.join(options.out, "drawings.json"), "w") as file:
        json.dump(listed, file, indent=0)


if __name__ == "__main__":
    main()
