"""Writes the two aligned perceptors: to go on from, and as a pack.

    python3 export_aligned.py --state <folder>                        # models/training/state/, from STATE/state.pt
    python3 export_aligned.py --pack starter-2 --prior PRIOR/prior.pt --drawings DRAWINGS

The first is what a fresh clone goes on from (`train_aligned.py --go-on-from state`). The second writes models/<pack>/ and the catalogue: both perceptors in
OpenAI's layout, each with the text tower that both were trained with, the vocabulary, the names, and the prior of
train_prior.py, which was trained on the texts of that tower. meanings.py must have written models/<pack>/meanings.json before.
"""
import argparse
import json
import os

import torch

from committed import read_committed, write_committed
from drawings import Drawings
from export import MODELS_FOLDER, described, update_catalogue, write_hashes, write_json
from model import PIXEL_MEAN, PIXEL_STD
from prior import STYLES, Prior
from resnet import ResNet, folded
from safetensors_file import in_8_bits, write_tensors
from scene_words import scene_words

COMMITTED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "state")
CONTEXT_LENGTH = 32
COMMON_STYLES = 4


DESCRIPTION = "Paints things that it has seen drawings of, alone or a few together, in seconds, with nothing to download"
TRAINING = [
    {"network": "generator", "name": None,
     "size": {"en": "Not stated by its maker; the codebook was fitted on 500 pictures made of emoji",
              "es": "Su autor no lo dice; el libro de códigos se ajustó con 500 imágenes hechas de emojis"},
     "licence": {"en": "Not stated; the weights are under the MIT licence", "es": "No se dice; los pesos tienen licencia MIT"},
     "gaps": {"en": "It was made to imitate the decoder of Stable Diffusion, quickly and roughly: fine detail is lost.",
              "es": "Se hizo para imitar el decodificador de Stable Diffusion, deprisa y a grandes rasgos: se pierde el detalle fino."}},
    {"network": "perceptor", "name": "Fluent Emoji, Noto Emoji, Twemoji, Streamline Emojis, Game Icons, Open Clip Art",
     "size": {"en": "Some 11,000 drawings of 2,449 things in nine styles, put on about a million made-up pictures",
              "es": "Unos 11 000 dibujos de 2449 cosas en nueve estilos, puestos en cerca de un millón de imágenes compuestas"},
     "licence": {"en": "MIT, Apache 2.0, CC BY 3.0, CC BY 4.0 and public domain", "es": "MIT, Apache 2.0, CC BY 3.0, CC BY 4.0 y dominio público"},
     "gaps": {"en": "It has seen drawings of things, and nothing else: no photographs, no paintings, no scenes, no people or places by name.",
              "es": "Solo ha visto dibujos de cosas: ni fotografías, ni pinturas, ni escenas, ni personas o lugares por su nombre."}},
    {"network": "prior", "name": "Fluent Emoji, Noto Emoji, Twemoji; where these lack a thing, the other sets",
     "size": {"en": "Some 165,000 pictures composed of the same drawings, with names for each thing and phrases for each ground",
              "es": "Unas 165 000 imágenes compuestas con los mismos dibujos, con el nombre de cada cosa y frases para cada fondo"},
     "licence": {"en": "MIT, Apache 2.0, CC BY 3.0, CC BY 4.0 and public domain", "es": "MIT, Apache 2.0, CC BY 3.0, CC BY 4.0 y dominio público"},
     "gaps": {"en": "Its guesses look like the drawings it has seen. It places up to four things in a few fixed ways; of grounds it paints the colours.",
              "es": "Sus bocetos se parecen a los dibujos que ha visto. Coloca hasta cuatro cosas de unas pocas maneras fijas; de los fondos pinta los colores."}}]


def pack_entry(pack, resnet_size_px):
    """The pack's entry in the catalogue; its generator is the first starter's."""
    def perceptor(name, size_px, **options):
        return {"kind": "clip", **described(f"{pack}/{name}.safetensors"), "inputSizePx": size_px, "mean": list(PIXEL_MEAN),
                "std": list(PIXEL_STD), "activation": "quickgelu", **options,
                "tokenizer": {"kind": "words", **described(f"{pack}/vocabulary.json"), "contextLength": CONTEXT_LENGTH,
                              "meanings": described(f"{pack}/meanings.json")}}

    return {"id": pack, "title": "Starter pack 2", "description": DESCRIPTION,
            "licence": "MIT (weights trained for this project; TAESD MIT; the table of meanings CC BY-SA 3.0; see LICENSES)",
            "generator": {"kind": "taesd-vq", **described("starter/generator.safetensors"), "patch": 1, "downscale": 8},
            "perceptors": [perceptor("vit", 64), perceptor("resnet", resnet_size_px, convolutionActivation="quickgelu")],
            "prior": {"kind": "scenes", **described(f"{pack}/prior.safetensors"), "words": described(f"{pack}/scenes.json"), "perceptor": 0,
                      "variation": {"choices": len(STYLES), "signs": 1, "numbers": 3}},
            "names": described(f"{pack}/names.json"), "training": TRAINING,
            "sizes": {"minPx": 64, "maxPx": 512, "multipleOf": 8},
            "defaults": {"size": [128, 128], "steps": 30, "learningRate": 0.02, "rateFinal": 0.1, "cutouts": 4, "cutoutPower": 0.05,
                         "cutoutNoise": 0.1, "cutoutNoiseFinal": 0.3, "initialNoise": "mist", "initialPrior": True}}


def write_pack(pack, resnet_size_px, prior_path, drawings_folder):
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
    write_tensors(os.path.join(folder, "prior.safetensors"), in_8_bits(dict(prior.named_parameters())), "F32")
    write_json(os.path.join(folder, "vocabulary.json"), content["words"], indent=0)
    write_json(os.path.join(folder, "names.json"), content["nameList"], indent=0)
    write_json(os.path.join(folder, "scenes.json"), words_of_scenes(drawings_folder, content["words"]), indent=0)
    update_catalogue(pack_entry(pack, resnet_size_px))
    write_hashes(folder)


def words_of_scenes(folder, vocabulary):
    things = Drawings(folder).things
    rare = [thing["name"] for thing in things if len({picture["style"] for picture in thing["pictures"]}) < COMMON_STYLES]
    return scene_words([thing["name"] for thing in things], rare, set(vocabulary))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--state", help="folder of train_aligned.py")
    parser.add_argument("--pack", help="id of the pack")
    parser.add_argument("--prior", help="prior.pt of train_prior.py, for --pack")
    parser.add_argument("--drawings", help="folder of gather.py, for --pack")
    parser.add_argument("--resnet-size", type=int, default=32, help="of the pictures that the ResNet was trained on")
    options = parser.parse_args()
    if options.state:
        content = torch.load(os.path.join(options.state, "state.pt"), map_location="cpu")
        print(json.dumps(write_committed(COMMITTED, content)))
    if options.pack:
        write_pack(options.pack, options.resnet_size, options.prior, options.drawings)


if __name__ == "__main__":
    main()
