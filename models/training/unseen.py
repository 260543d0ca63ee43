"""Writes the composites that retrieval is measured on, for `galatea bench starter`.

    python3 unseen.py --data <emoji folder>

`models/judge/unseen.png`: one column of 64 px squares, each a clean composite of one emoji that no batch contains;
`models/judge/unseen.json`: the name of each, from the top. Always the same pictures.
"""
import argparse
import os

from PIL import Image

from batches import Studio, evaluation_set
from export import MODELS_FOLDER, write_json
from words import read_emoji

COUNT = 548  # one in three of the names


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    options = parser.parse_args()
    entries, names = read_emoji(options.data)
    pictures, labels = evaluation_set(Studio(options.data, entries), COUNT)
    column = (pictures * 255).round().byte().permute(0, 2, 3, 1).reshape(-1, pictures.shape[3], 3)
    folder = os.path.join(MODELS_FOLDER, "judge")
    os.makedirs(folder, exist_ok=True)
    Image.fromarray(column.numpy()).save(os.path.join(folder, "unseen.png"), optimize=True)
    write_json(os.path.join(folder, "unseen.json"), [names[label] for label in labels.tolist()], indent=0)


if __name__ == "__main__":
    main()
