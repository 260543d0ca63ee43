"""Trains the prior on the pictures of prior_pool.py. Stops and goes on at any point, as train_aligned.py does.

    python3 train_prior.py --pool POOL --state STATE/state.pt --out PRIOR [--until HH:MM]

`--state` holds the perceptors; their text tower reads the captions and does not change. New shards are taken up as they come.
"""
import argparse
import os
import signal
import time

import torch
import torch.nn.functional as F

from align import encode_texts
from model import Clip
from prior import Prior
from words import Tokenizer

WARM_UP_STEPS = 100
AVERAGED_STEPS = 400
CONTEXT_LENGTH = 32


class Pool:
    """All shards in memory: latents [n, 4, 16, 16] float16, vectors of their captions [n, texts, 256], variations."""

    def __init__(self, folder, state):
        self.folder, self.names, self.parts, self.known = folder, set(), [], {}
        self.clip = Clip(len(state["words"]) + 3, CONTEXT_LENGTH)
        self.clip.load_state_dict(state["vit"]["weights"])
        self.tokenizer = Tokenizer(state["words"], CONTEXT_LENGTH)
        self.grow()

    @torch.no_grad()
    def grow(self):
        fresh = sorted(name for name in os.listdir(self.folder) if name.endswith(".pt") and name not in self.names)
        for name in fresh:
            shard = torch.load(os.path.join(self.folder, name))
            texts = [text for texts in shard["texts"] for text in texts]
            new = sorted({text for text in texts} - self.known.keys())
            if new:
                self.known.update(zip(new, encode_texts(self.clip, [self.tokenizer.encode(text) for text in new]).half()))
            vectors = torch.stack([self.known[text] for text in texts]).view(len(shard["texts"]), -1, 256)
            self.parts.append((shard["latents"], vectors, shard["variations"]))
            self.names.add(name)
        if fresh:
            self.latents, self.vectors, self.variations = (torch.cat(each) for each in zip(*self.parts))
            self.parts = [(self.latents, self.vectors, self.variations)]
            print(f"{len(self.latents)} pictures, {len(self.known)} captions", flush=True)

    def batch(self, n):
        at = torch.randint(len(self.latents), (n,))
        texts = self.vectors[at, torch.randint(self.vectors.shape[1], (n,))].float()
        return texts, self.variations[at], self.latents[at].float()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--pool", required=True)
    parser.add_argument("--state", required=True)
    parser.add_argument("--out", required=True, help="folder")
    parser.add_argument("--batch", type=int, default=512)
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--until", required=True, help="HH:MM; the rate falls to a hundredth over the last --fall-minutes")
    parser.add_argument("--fall-minutes", type=float, default=20)
    options = parser.parse_args()
    torch.set_num_threads(1)
    os.makedirs(options.out, exist_ok=True)
    path = os.path.join(options.out, "prior.pt")
    pool = Pool(options.pool, torch.load(options.state, map_location="cpu"))
    torch.manual_seed(int(time.time()))
    prior = Prior()
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
        texts, variations, latents = pool.batch(options.batch)
        with torch.autocast("cpu", torch.bfloat16):
            made = prior(texts, variations)
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
        if time.time() - saved > 300:
            save()
            saved = time.time()
    save()


if __name__ == "__main__":
    main()
