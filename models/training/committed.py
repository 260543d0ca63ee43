"""The weights of both perceptors as they are committed: enough to go on from a fresh clone.

`vit.safetensors` and `resnet.safetensors` hold the averaged weights in bfloat16 under the names of the modules; `state.json`
holds the words, how far each has come, and the drawings they were trained on.
"""
import json
import os

from safetensors_file import read_tensors, write_tensors


def write_committed(folder, content):
    """content: what STATE/state.pt holds."""
    os.makedirs(folder, exist_ok=True)
    learners = {}
    for name in ("vit", "resnet"):
        write_tensors(os.path.join(folder, f"{name}.safetensors"), content[name]["average"], "BF16")
        learners[name] = {"steps": content[name]["step"], "pictures": content[name]["pictures"], "seconds": round(content[name]["seconds"])}
    described = {"learners": learners, "cpuSeconds": round(content["cpuSeconds"]), "nameList": content["names"],
                 "words": content["words"]}
    with open(os.path.join(folder, "state.json"), "w") as file:
        json.dump(described, file, ensure_ascii=False, indent=0)
        file.write("\n")
    return learners


def read_committed(folder):
    """→ {vit, resnet: tensors; learners; cpuSeconds; words}."""
    with open(os.path.join(folder, "state.json")) as file:
        content = json.load(file)
    for name in ("vit", "resnet"):
        content[name] = read_tensors(os.path.join(folder, f"{name}.safetensors"))
    return content
