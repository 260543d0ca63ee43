"""Training batches, prepared by worker processes. Batch k of a seed is always the same, so training can be resumed."""
import multiprocessing
import os
import queue

import numpy as np
import torch

from augment import augment, noise_pictures
from captions import Captioner
from composites import CANVAS_PX, Studio

INPUT_SIZE_PX = 64
EASE_BATCHES = 6000  # over these first batches the pictures grow from easy to hard


class Pool:
    """Pictures that went through the generator, kept on disk as `<name>.pt`: canvases uint8 [count, 96, 96, 3] and,
    for composites, their facts. Re-read when the file changes, so that a pool may grow while training runs."""

    def __init__(self, path):
        self.path, self.read_at, self.canvases, self.facts = path, 0.0, None, []

    def refresh(self):
        if os.path.exists(self.path) and os.path.getmtime(self.path) != self.read_at:
            self.read_at = os.path.getmtime(self.path)
            content = torch.load(self.path)
            self.canvases, self.facts = content["canvases"].numpy(), content.get("facts", [])
        return self.canvases is not None and len(self.canvases) > 0


class BatchMaker:
    def __init__(self, studio, tokenizer, seed, batch_size, nothing_size, pools_folder):
        self.studio, self.tokenizer, self.seed = studio, tokenizer, seed
        self.captioner = Captioner(studio.entries)
        self.batch_size, self.nothing_size = batch_size, nothing_size
        self.decoded = Pool(os.path.join(pools_folder, "decoded.pt"))
        self.nothing = Pool(os.path.join(pools_folder, "nothing.pt"))
        self.fooled = Pool(os.path.join(pools_folder, "fooled.pt"))

    def make(self, number):
        """One batch: pictures uint8 [batch + nothing, 3, 64, 64]; caption ids (lists); labels [batch, 3] of the objects
        (-1: none); also_true packed bits [batch, batch + nothing]."""
        random = np.random.default_rng([self.seed, number])
        generator = torch.Generator().manual_seed(int(random.integers(2 ** 62)))
        ease = min(1.0, max(0.0, 1.2 - number / EASE_BATCHES))
        canvases, facts_list = [], []
        use_decoded = self.decoded.refresh()
        previous_entry = None
        for _ in range(self.batch_size):
            if use_decoded and random.random() < 0.2 * (1 - 0.7 * ease):
                at = int(random.integers(len(self.decoded.canvases)))
                canvas, facts = self.decoded.canvases[at], self.decoded.facts[at]
            else:  # a sibling of the row before differs in ground, colour or place, not in name: a hard negative
                sibling = previous_entry is not None and random.random() < 0.2
                canvas, facts = self.studio.scene(random, previous_entry if sibling else None, ease=ease)
            previous_entry = facts["objects"][0]["entry"]
            canvases.append(canvas)
            facts_list.append(facts)
        pairs = [self.captioner.caption(random, facts) for facts in facts_list]
        pictures = augment(torch.from_numpy(np.stack(canvases)), INPUT_SIZE_PX, generator, ease)
        pictures = torch.cat([pictures, self._nothing(random, generator)])
        also_true = self.captioner.also_true(facts_list, [stated for _, stated in pairs], len(pictures))
        ids = [self.tokenizer.encode(text) for text, _ in pairs]
        labels = np.full((self.batch_size, 3), -1)
        for row, facts in enumerate(facts_list):
            for column, thing in enumerate(facts["objects"]):
                entry = self.studio.entries[thing["entry"]]
                if thing["tint"] < 0 or not self.captioner.name_has_colour[thing["entry"]]:
                    labels[row, column] = entry["label"]
        return {"pictures": (pictures * 255).round().to(torch.uint8).numpy(),
                "ids": ids,
                "labels": labels, "also_true": np.packbits(also_true, axis=1)}

    def _nothing(self, random, generator):
        """Pictures that no caption describes: noise, bare grounds, decoded random codes, and pictures that an earlier
        perceptor was fooled by."""
        pools = [pool for pool in (self.nothing, self.fooled) if pool.refresh()]
        noise_count = self.nothing_size // 3 if pools else self.nothing_size // 2
        canvases = []
        for position in range(self.nothing_size - noise_count):
            if pools and position % 3:
                pool = pools[-1] if random.random() < 0.7 else pools[0]
                canvases.append(pool.canvases[random.integers(len(pool.canvases))])
            else:
                canvases.append(self.studio.ground(random)[0])
        pictures = augment(torch.from_numpy(np.stack(canvases)), INPUT_SIZE_PX, generator)
        return torch.cat([pictures, noise_pictures(noise_count, INPUT_SIZE_PX, generator)])


def _work(maker, first, stride, output):
    torch.set_num_threads(1)
    os.nice(3)
    number = first
    while True:
        output.put((number, maker.make(number)))
        number += stride


class BatchStream:
    """Batches in order from `first_number`, prepared by worker processes ahead of their use."""

    def __init__(self, maker, first_number, workers):
        context = multiprocessing.get_context("fork")
        self.queues = [context.Queue(maxsize=6) for _ in range(workers)]
        self.number = first_number
        self.processes = [context.Process(target=_work, daemon=True, args=(maker, first_number + at, workers, line))
                          for at, line in enumerate(self.queues)]
        self.first_number = first_number
        for process in self.processes:
            process.start()

    def next(self):
        at = (self.number - self.first_number) % len(self.queues)
        while True:
            try:
                number, batch = self.queues[at].get(timeout=60)
                break
            except queue.Empty:
                if not self.processes[at].is_alive():
                    raise RuntimeError("a batch worker ended; its message is above") from None
        assert number == self.number
        self.number += 1
        return batch


def evaluation_set(studio, count, seed=20_000_000):
    """Fixed clean composites of one emoji each, never used in training: (float [count, 3, 64, 64], labels)."""
    random = np.random.default_rng(seed)
    entries = np.linspace(0, len(studio.entries) - 1, count).astype(int)
    canvases = [studio.scene(random, int(entry), plain=True)[0] for entry in entries]
    pictures = torch.from_numpy(np.stack(canvases)).permute(0, 3, 1, 2).float() / 255
    pictures = torch.nn.functional.interpolate(pictures, size=(INPUT_SIZE_PX, INPUT_SIZE_PX), mode="area")
    return pictures, torch.tensor([studio.entries[entry]["label"] for entry in entries])


__all__ = ["BatchMaker", "BatchStream", "CANVAS_PX", "INPUT_SIZE_PX", "Pool", "Studio", "evaluation_set"]
