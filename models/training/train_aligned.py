"""Trains two perceptors whose gradient points at the finished picture: a ViT that goes on, and a small ResNet. Resumable.

    python3 train_aligned.py --drawings <folder of gather.py> --state <folder> [--until 22:25] [--share 0.5]

One process takes steps of one and of the other, by their share of the time. A is the ViT of --from; its text tower is whitened once and
kept; B learns from nothing, against the same texts. Everything is in STATE/state.pt,
written every ten minutes and on SIGTERM; SIGSTOP and SIGCONT pause it. STATE/log.jsonl has one line per measurement.
"""
import argparse
import json
import math
import os
import signal
import time

import torch
import torch.nn.functional as F

from align import alignment_loss, contrastive_loss, encode_pictures, encode_texts, measure_alignment, measure_retrieval
from committed import read_committed
from drawings import Drawings, added_words
from halfway import FULL_PX, Maker
from model import Clip
from optimiser import Average, ConvOptimiser, Optimiser
from parallel import Chunks
from resnet import ResNet
from safetensors_file import read_tensors
from sources import STYLE_WORDS
from whiten import whiten
from words import Tokenizer, plural

CONTEXT_LENGTH, EMBEDDING = 32, 256
WHITENED_CAPTIONS = 2400
AVERAGED_STEPS = 80
WARM_UP_STEPS = 100
FIRST_SCALE = 20.0  # of a perceptor that was not aligned before: half-painted pictures are not to be called wrong too surely
PICTURES_PER_NOTHING = 12
MEASURED = 3  # batches of 48 that alignment is measured on
STARTER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "starter")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--drawings", required=True)
    parser.add_argument("--state", required=True)
    parser.add_argument("--from", dest="start", default=os.path.join(STARTER, "perceptor.safetensors"))
    parser.add_argument("--go-on-from", help="a folder of export_aligned.py: the committed weights of both, for a clone without a state")
    parser.add_argument("--words", default=os.path.join(STARTER, "vocabulary.json"), help="the vocabulary of --from")
    parser.add_argument("--batch", type=int, default=96)
    parser.add_argument("--resnet-batch", type=int, default=192, help="small pictures, many at once")
    parser.add_argument("--rate", type=float, default=7e-4, help="of the ViT")
    parser.add_argument("--resnet-rate", type=float, default=0.03, help="of the ResNet: how far a step turns a kernel")
    parser.add_argument("--alignment-weight", type=float, default=30.0, help="of 1 - cosine beside the contrastive loss")
    parser.add_argument("--resnet-alignment-weight", type=float, default=50.0)
    parser.add_argument("--difference-share", type=float, default=0.4, help="of the rows, that align the difference of two texts")
    parser.add_argument("--share", type=float, default=0.5, help="of the time that the ViT takes")
    parser.add_argument("--align-resnet", type=int, default=0, help="pictures that the ResNet sees before it is aligned")
    parser.add_argument("--grow-resnet", type=int, default=10 ** 9, help="pictures that the ResNet sees at 32 px before 64 px")
    parser.add_argument("--until", help="HH:MM when it ends; the rates fall to a twentieth over the last --fall-minutes")
    parser.add_argument("--fall-minutes", type=float, default=20)
    parser.add_argument("--steps", type=int, default=10 ** 9)
    parser.add_argument("--save-minutes", type=float, default=10)
    parser.add_argument("--measure-minutes", type=float, default=15)
    parser.add_argument("--everything", action="store_true", help="also the held-out names: after the gate, before a release")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    return parser.parse_args()


class Learner:
    """A network with its optimiser and averaged weights."""

    def __init__(self, module, optimiser, rate, horizon_steps):
        self.module, self.optimiser, self.rate = module, optimiser, rate
        self.average = Average(module, horizon_steps)
        self.step = self.pictures = self.warm_up_from = 0
        self.seconds = 0.0
        self.recent = []

    def state(self):
        return {"weights": self.module.state_dict(), "average": self.average.weights, "optimiser": self.optimiser.state(), "step": self.step,
                "pictures": self.pictures, "seconds": self.seconds}

    def load_state(self, state):
        self.module.load_state_dict(state["weights"])
        self.average.weights = state["average"]
        self.optimiser.load_state(state["optimiser"])
        self.step, self.pictures, self.seconds = state["step"], state["pictures"], state["seconds"]

    def zero(self):
        for parameter in self.module.parameters():
            parameter.grad = None

    def update(self, share, chunks):
        torch.nn.utils.clip_grad_norm_(self.module.parameters(), 2.0)
        rate = self.rate * share * min(1.0, (self.step - self.warm_up_from + 1) / WARM_UP_STEPS)
        self.optimiser.step(rate, chunks)
        self.step += 1
        self.average.update(self.module, self.step)


def grown_rows(rows, known, count, deviation):
    """Embedding rows of padding, `known` words, start and end → of `count` words; the added ones are drawn at random."""
    result = torch.randn(count + 3, rows.shape[1], device=rows.device) * deviation
    result[: known + 1], result[-2:] = rows[: known + 1], rows[known + 1:]
    return result


def grown(tensors, known, count):
    """The tensors of a perceptor of `known` words, for `count` words."""
    return {**tensors, "token_embedding.weight": grown_rows(tensors["token_embedding.weight"], known, count, 0.02)}


class Training:
    def __init__(self, options):
        self.options, self.device = options, torch.device(options.device)
        self.drawings = Drawings(options.drawings)
        self.path = os.path.join(options.state, "state.pt")
        kept = torch.load(self.path, map_location=self.device) if os.path.exists(self.path) else None
        with open(options.words) as file:
            shipped = json.load(file)
        committed = read_committed(options.go_on_from) if options.go_on_from and not kept else None
        words = (kept or committed or {"words": shipped})["words"]  # those keep their rows; what is new comes behind them
        styles = [text for texts in STYLE_WORDS.values() for text in texts]
        self.words = added_words(words, self.drawings, [plural(name) for name in self.drawings.names] + styles)
        self.tokenizer = Tokenizer(self.words, CONTEXT_LENGTH)
        self.name_ids = [self.tokenizer.encode(name) for name in self.drawings.names]
        clip = Clip(len(self.words) + 3, CONTEXT_LENGTH)
        clip.load_state_dict(grown(read_tensors(options.start), len(shipped), len(self.words)))
        with torch.no_grad():
            clip.logit_scale.fill_(math.log(FIRST_SCALE))
        if not kept and not committed:
            captions = Maker(self.drawings, "climbed", 5).batch(WHITENED_CAPTIONS, 32)["captions"]
            whiten(clip, self.name_ids, [self.tokenizer.encode(text) for text in captions])
        for name, value in clip.named_parameters():
            value.requires_grad_(name.startswith("visual.") or name == "logit_scale")
        torch.manual_seed(1)
        resnet = ResNet(FULL_PX, embedding_size=EMBEDDING)
        clip.to(self.device)
        resnet.to(self.device, memory_format=torch.channels_last)
        self.vit = Learner(clip, Optimiser(clip), options.rate, AVERAGED_STEPS)
        self.resnet = Learner(resnet, ConvOptimiser(resnet), options.resnet_rate, AVERAGED_STEPS)
        self.maker = Maker(self.drawings, "everything" if options.everything else "climbed", 11)
        self.chunks = Chunks(1)
        self.cpu_seconds = 0.0
        self.measured = {"held-out names": self._samples("held out", 1), "held-out styles": self._samples("judge", 2)}
        if kept:
            self._resume(kept)
        elif committed:
            self._go_on(committed, words)
        self.bank = encode_texts(self.vit.module, self.name_ids).detach()  # unit vectors of all names

    def _samples(self, seen_by, seed):
        maker = Maker(self.drawings, seen_by, 1000 + seed)
        return {size: [maker.batch(48, size, plain=True) for _ in range(MEASURED)] for size in (32, 64)}

    def _resume(self, content):
        vit, known, count = content["vit"], len(content["words"]), len(self.words)
        if known != count:
            vit["weights"], vit["average"] = grown(vit["weights"], known, count), grown(vit["average"], known, count)
        self.vit.load_state(vit)
        self.resnet.load_state(content["resnet"])
        if "maker" in content:
            self.maker.load_state(content["maker"])
        self.cpu_seconds = content["cpuSeconds"]
        print(f"goes on from {self.vit.pictures} and {self.resnet.pictures} pictures", flush=True)

    def _go_on(self, committed, words):
        """The committed weights, with a new optimiser: the rate warms up again."""
        known, count = len(words), len(self.words)
        weights = {"vit": grown(committed["vit"], known, count), "resnet": committed["resnet"]}
        for name, learner in (("vit", self.vit), ("resnet", self.resnet)):
            learner.module.load_state_dict(weights[name])
            learner.average.weights = {key: value.detach().clone() for key, value in learner.module.state_dict().items()}
            counts = committed["learners"][name]
            learner.step, learner.pictures, learner.seconds = counts["steps"], counts["pictures"], counts["seconds"]
            learner.warm_up_from = learner.step
        self.cpu_seconds = committed["cpuSeconds"]
        self.maker = Maker(self.drawings, "everything" if self.options.everything else "climbed", 11 + self.vit.step)

    def save(self):
        torch.save({"vit": self.vit.state(), "resnet": self.resnet.state(), "maker": self.maker.state(), "words": self.words,
                    "names": self.drawings.names, "cpuSeconds": self.cpu_seconds}, self.path + ".partial")
        os.replace(self.path + ".partial", self.path)

    @torch.no_grad()
    def texts_of(self, sample):
        """Vectors of the captions."""
        return encode_texts(self.vit.module, [self.tokenizer.encode(text) for text in sample["captions"]])

    def step(self, learner, visual, size_px, aligned, share):
        """One batch, and one change of the weights."""
        of_vit = learner is self.vit
        sample = self.maker.batch(self.options.batch if of_vit else self.options.resnet_batch, size_px)
        x = sample["x"].to(self.device)
        nothing = self.maker.nothing(len(x) // PICTURES_PER_NOTHING, size_px).to(self.device)
        learner.zero()
        texts = self.texts_of(sample)
        scale = self.vit.module.logit_scale.exp().clamp(max=100)
        x.requires_grad_(aligned)
        images = encode_pictures(visual, x)
        scale = scale if of_vit else scale.detach()
        loss, first = contrastive_loss(images, encode_pictures(visual, nothing), texts, self.bank, sample, scale)
        apart = cosine = 0.0
        if aligned:
            apart, cosine = alignment_loss(images, texts, x, sample, self.options.difference_share)
        (loss + (self.options.alignment_weight if of_vit else self.options.resnet_alignment_weight) * apart).backward()
        learner.update(share, self.chunks)
        with torch.no_grad():
            self.vit.module.logit_scale.clamp_(max=math.log(100))
        learner.pictures += len(x)
        learner.recent.append((float(loss.detach()), float(cosine), float(first)))
        if learner.step % 50 == 0:
            mean = torch.tensor(learner.recent[-50:]).mean(0).tolist()
            print(f"{time.strftime('%H:%M:%S')} {'vit' if of_vit else 'resnet'} {learner.pictures} pictures, {learner.seconds / 60:.1f} "
                  f"CPU-minutes: loss {mean[0]:.2f} alignment {mean[1]:.3f} first {mean[2]:.2f}", flush=True)

    def resnet_stage(self):
        seen = self.resnet.pictures
        return (64 if seen >= self.options.grow_resnet else 32), seen >= self.options.align_resnet

    def measure(self):
        """Prints and logs what the averaged weights reach on drawings that training has not seen."""
        vision = Clip(len(self.words) + 3, CONTEXT_LENGTH).to(self.device)
        vision.load_state_dict(self.vit.average.weights)
        resnet = ResNet(FULL_PX, embedding_size=EMBEDDING).to(self.device)
        resnet.load_state_dict(self.resnet.average.weights)
        for name, learner, visual, size in (("vit", self.vit, vision.visual, 64), ("resnet", self.resnet, resnet, self.resnet_stage()[0])):
            line = {"at": time.strftime("%H:%M:%S"), "who": name, "pictures": learner.pictures, "steps": learner.step, "sizePx": size,
                    "cpuMinutes": round(learner.seconds / 60, 1)}
            for what, samples in self.measured.items():
                right, wrong, difference = measure_alignment(visual, self.bank, samples[size])
                line[what] = {"right": round(right, 3), "wrong": round(wrong, 3), "difference": round(difference, 3),
                              "first": round(measure_retrieval(visual, self.bank, samples[size]), 3)}
            if learner.recent:
                mean = torch.tensor(learner.recent).mean(0).tolist()
                line["training"] = {"loss": round(mean[0], 3), "alignment": round(mean[1], 3), "first": round(mean[2], 3)}
                learner.recent = []
            print(json.dumps(line), flush=True)
            with open(os.path.join(self.options.state, "log.jsonl"), "a") as file:
                file.write(json.dumps(line) + "\n")

    def run(self):
        stopping = []
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.append(True))
        ends = None
        if self.options.until:
            hour, minute = map(int, self.options.until.split(":"))
            now = time.localtime()
            ends = time.time() + ((hour - now.tm_hour) * 60 + minute - now.tm_min) % (24 * 60) * 60
        saved = time.time()
        spent = {"vit": 0.0, "resnet": 0.0}
        steps = self.vit.step + self.resnet.step
        measured = time.time()
        while not stopping and self.vit.step + self.resnet.step - steps < self.options.steps and (ends is None or time.time() < ends):
            share = 1.0 if ends is None else min(1.0, max(0.05, (ends - time.time()) / (60 * self.options.fall_minutes)))
            if time.time() - measured > 60 * self.options.measure_minutes:
                self.measure()
                measured = time.time()
            began = time.process_time()
            if spent["vit"] * (1 - self.options.share) <= spent["resnet"] * self.options.share and self.options.share > 0:
                who, learner = "vit", self.vit
                self.step(learner, self.vit.module.visual, FULL_PX, True, share)
            else:
                who, learner = "resnet", self.resnet
                self.step(learner, self.resnet.module, *self.resnet_stage(), share)
            took = time.process_time() - began
            spent[who] += took
            learner.seconds += took
            self.cpu_seconds += took
            if time.time() - saved > 60 * self.options.save_minutes:
                self.save()
                saved = time.time()
        self.save()
        if not stopping:
            self.measure()


def main():
    options = parse_arguments()
    torch.set_num_threads(1)
    os.makedirs(options.state, exist_ok=True)
    with open(os.path.join(options.state, "pid"), "w") as file:
        file.write(f"{os.getpid()}\n")
    Training(options).run()


if __name__ == "__main__":
    main()
