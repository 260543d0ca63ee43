"""Trains the prior on the pictures of prior_pool.py. Stops and goes on at any point, as train_aligned.py does.

    python3 train_prior.py --pool POOL --out PRIOR --until HH:MM [--from ../starter-2/prior.safetensors]

The text tower of the committed perceptors (models/training/state) reads the phrases and does not change. `--from` begins with the weights of
an exported prior. New shards are taken up as they come; the first is set apart and measured with the averaged weights.
"""
import argparse
import json
import os
import signal
import time

import torch
import torch.nn.functional as F

from align import encode_texts
from committed import read_committed
from export_aligned import COMMITTED, CONTEXT_LENGTH
from model import Clip
from prior import EMBEDDING, LAYOUT_NAMES, MOST_THINGS, Prior
from prior_pool import GROUND_TEXTS
from safetensors_file import read_tensors
from words import Tokenizer

WARM_UP_STEPS = 100
AVERAGED_STEPS = 400
RARE_POWER = 0.5
SET_APART = "0000.pt"


class Pool:
    """Shards in memory: latents [n, 4, 16, 16] float16, places in the table of phrases (-1: none), layouts, variations."""

    def __init__(self, folder, names=None):
        self.folder, self.only, self.names, self.parts = folder, names, set(), []
        content = read_committed(COMMITTED)
        self.clip = Clip(len(content["words"]) + 3, CONTEXT_LENGTH)
        self.clip.load_state_dict(content["vit"])
        self.tokenizer = Tokenizer(content["words"], CONTEXT_LENGTH)
        self.places, self.vectors = {}, torch.zeros(1, EMBEDDING, dtype=torch.float16)  # the last row stands for no phrase
        self.grow()

    @torch.no_grad()
    def grow(self):
        found = sorted(name for name in os.listdir(self.folder) if name.endswith(".pt"))
        fresh = [name for name in found if name not in self.names and ((name in self.only) if self.only else name != SET_APART)]
        for name in fresh:
            shard = torch.load(os.path.join(self.folder, name))
            scenes = shard["scenes"]
            phrases = {name for scene in scenes for name in scene["things"]} | {phrase for scene in scenes for phrase in scene["grounds"]}
            new = sorted(phrases - self.places.keys())
            if new:
                known = len(self.places)
                self.places.update((phrase, known + at) for at, phrase in enumerate(new))
                coded = encode_texts(self.clip, [self.tokenizer.encode(phrase) for phrase in new]).half()
                self.vectors = torch.cat([self.vectors[:-1], coded, self.vectors[-1:]])
            things = -torch.ones(len(scenes), MOST_THINGS, dtype=torch.long)
            grounds = -torch.ones(len(scenes), GROUND_TEXTS, dtype=torch.long)
            for row, scene in enumerate(scenes):
                things[row, :len(scene["things"])] = torch.tensor([self.places[name] for name in scene["things"]])
                if scene["grounds"]:
                    grounds[row] = torch.tensor([self.places[phrase] for phrase in scene["grounds"]])
            layouts = torch.tensor([LAYOUT_NAMES.index(scene["layout"]) for scene in scenes])
            self.parts.append((shard["latents"], things, grounds, layouts, shard["variations"]))
            self.names.add(name)
        if fresh:
            self.columns = tuple(torch.cat(each) for each in zip(*self.parts))
            self.parts = [self.columns]
            # Names that few pictures hold come more often than they lie in the pool: by the root of how rare the rarest of a picture is.
            things = self.columns[1]
            counts = torch.bincount(things[things >= 0], minlength=len(self.places) + 1).clamp(min=1).float()
            self.shares = (counts[things] ** -RARE_POWER * (things >= 0)).amax(1)
            print(f"{len(self)} pictures, {len(self.places)} phrases", flush=True)

    def __len__(self):
        return len(self.columns[0])

    def batch(self, at):
        """→ what Prior reads, and the latents."""
        latents, things, grounds, layouts, variations = (column[at] for column in self.columns)
        grounds = grounds[:, torch.randint(GROUND_TEXTS, ()).item()]
        return (self.vectors[things].float(), layouts, self.vectors[grounds].float(), variations), latents.float()


@torch.no_grad()
def measured(weights, pool):
    """Squared error of each layout, on pictures that were set apart."""
    prior = Prior()
    prior.load_state_dict(weights)
    read, latents = pool.batch(torch.arange(len(pool)))
    wrong = ((prior(*read) - latents) ** 2).mean((1, 2, 3))
    return {name: round(wrong[read[1] == at].mean().item(), 4) for at, name in enumerate(LAYOUT_NAMES)}


def widened(tensors, own):
    """The tensors of an exported prior, whose `last` may lack the rows of the mask, over those that a new one has."""
    result = dict(own)
    for name, tensor in tensors.items():
        result[name] = own[name].clone()
        if name.endswith("first.weight"):  # inputs that are new say nothing at first
            result[name].zero_()
        result[name][tuple(map(slice, tensor.shape))] = tensor.float()
    return result


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--pool", required=True)
    parser.add_argument("--out", required=True, help="folder")
    parser.add_argument("--from", dest="start", help="prior.safetensors to begin with; layers that it lacks begin anew")
    parser.add_argument("--batch", type=int, default=512)
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--until", required=True, help="HH:MM; the rate falls to a hundredth over the last --fall-minutes")
    parser.add_argument("--fall-minutes", type=float, default=20)
    options = parser.parse_args()
    torch.set_num_threads(1)
    os.makedirs(options.out, exist_ok=True)
    path = os.path.join(options.out, "prior.pt")
    pool, apart = Pool(options.pool), Pool(options.pool, {SET_APART})
    torch.manual_seed(int(time.time()))
    prior = Prior()
    if options.start:
        prior.load_state_dict(widened(read_tensors(options.start), prior.state_dict()))
    adam = torch.optim.AdamW(prior.parameters(), lr=options.rate, betas=(0.9, 0.98), weight_decay=0.01)
    step, average = 0, {name: value.clone() for name, value in prior.state_dict().items()}
    if os.path.exists(path):
        kept = torch.load(path)
        prior.load_state_dict(kept["weights"])
        adam.load_state_dict(kept["adam"])
        step, average = kept["step"], kept["average"]
    hour, minute = map(int, options.until.split(":"))
    now = time.localtime()
    ends = time.time() + ((hour - now.tm_hour) * 60 + minute - now.tm_min) % (24 * 60) * 60
    stopping, saved, recent = [], time.time(), []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.append(True))

    def save():
        torch.save({"weights": prior.state_dict(), "adam": adam.state_dict(), "step": step, "average": average}, path + ".partial")
        os.replace(path + ".partial", path)

    while not stopping and time.time() < ends:
        share = min(1.0, max(0.01, (ends - time.time()) / (60 * options.fall_minutes))) * min(1.0, (step + 1) / WARM_UP_STEPS)
        adam.param_groups[0]["lr"] = options.rate * share
        read, latents = pool.batch(torch.multinomial(pool.shares, options.batch, replacement=True))
        with torch.autocast("cpu", torch.bfloat16):
            made = prior(*read)
        loss = F.mse_loss(made.float(), latents)
        adam.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(prior.parameters(), 1.0)
        adam.step()
        step += 1
        with torch.no_grad():
            mixed = 1 / min(AVERAGED_STEPS, 1 + step / 8)
            if step % 4 == 0:
                for name, value in prior.state_dict().items():
                    average[name].lerp_(value, min(1.0, 4 * mixed))
        recent.append(loss.item())
        if step % 100 == 0:
            print(f"{time.strftime('%H:%M:%S')} step {step}: squared error {sum(recent) / len(recent):.4f}", flush=True)
            recent = []
        if step % 200 == 0:
            pool.grow()
        if step % 1000 == 0:
            print("set apart:", json.dumps(measured(average, apart)), flush=True)
        if time.time() - saved > 300:
            save()
            saved = time.time()
    save()


if __name__ == "__main__":
    main()
