"""Trains the starter pack's perceptor. Resumable; see README.md.

    python3 train.py --data <emoji folder> --state <folder> [--seed 1] [--hours 2] [--decay-steps 400]
"""
import argparse
import copy
import math
import os
import signal
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the threads of parallel.py each do their own matrix products

import numpy
import torch
import torch.nn.functional as F

from batches import INPUT_SIZE_PX, BatchMaker, BatchStream, Studio, evaluation_set
from model import Clip, groups_of_like_length, use_bfloat16
from optimiser import Average, Optimiser
from parallel import Chunks
from safetensors_file import read_tensors
from words import Tokenizer, build_vocabulary, read_emoji

CONTEXT_LENGTH = 32
PICTURES_PER_CHUNK = 24  # on a CPU; a GPU takes all at once
FRESH_NAMES = 64  # names per step whose embeddings are computed anew, with gradient
SHAPE = {"input_size_px": INPUT_SIZE_PX, "patch_px": 8, "vision_width": 192, "vision_layers": 6, "text_width": 192,
         "text_layers": 2, "embedding_size": 256}


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, help="folder with index.json, fluent/ and noto/")
    parser.add_argument("--state", required=True, help="folder for the training state, log and picture pools")
    parser.add_argument("--pools", help="folder of the picture pools (default: the state folder)")
    parser.add_argument("--from", dest="start", help="start from an exported perceptor.safetensors")
    parser.add_argument("--from-step", type=int, default=0, help="with --from: the step those weights had reached")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batch", type=int, default=160, help="captioned pictures per step")
    parser.add_argument("--nothing", type=int, default=16, help="pictures of nothing per step")
    parser.add_argument("--kept-patches", type=int, help="patches seen per picture (default: all)")
    parser.add_argument("--picture-size", type=int, default=INPUT_SIZE_PX, help="train on smaller pictures at first: "
                        "at 32 px a step costs a quarter; a decay grows them to the input size near its end")
    parser.add_argument("--learning-rate", type=float, default=1.5e-3)
    parser.add_argument("--warmup-steps", type=int, default=100)
    parser.add_argument("--decay-steps", type=int, default=0, help="end: lower the rate to zero over this many steps; "
                        "the state kept is the one before the decay")
    parser.add_argument("--decay-minutes", type=float, default=0, help="the same, for a machine whose speed is unknown")
    parser.add_argument("--steps", type=int, default=10 ** 9, help="stop after this many steps in all")
    parser.add_argument("--evaluate-every", type=int, default=200)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu", help="cpu, cuda or cuda:N "
                        "(default: a GPU if PyTorch finds one)")
    parser.add_argument("--workers", type=int, help="processes that draw pictures (default: 1 on a CPU; on a GPU all "
                        "cores but two, since one core draws some 600 pictures a second)")
    parser.add_argument("--threads", type=int, default=2, help="chunks that run side by side on a CPU")
    parser.add_argument("--bfloat16", action="store_true", help="matrix products in bfloat16")
    parser.add_argument("--save-minutes", type=float, default=4)
    options = parser.parse_args()
    options.device = torch.device(options.device)
    on_cpu = options.device.type == "cpu"
    options.workers = options.workers or (1 if on_cpu else max(1, (os.cpu_count() or 1) - 2))
    options.threads = options.threads if on_cpu else 1
    options.chunk = PICTURES_PER_CHUNK if on_cpu else 1 << 20
    return options


def loss_of(images, texts, fresh_rows, fresh, scale, batch, bank):
    """→ (loss, share of captions whose picture ranks first, [bank loss, pair loss]).

    images [batch + nothing, embedding], texts [batch, embedding], fresh_rows: embeddings of the names `fresh`; bank:
    embeddings of all names, some steps old. Pictures of nothing are additional columns that no caption matches.
    """
    count, device = len(texts), images.device
    also_true = torch.from_numpy(numpy.unpackbits(batch["also_true"], axis=1, count=len(images)).astype(bool)).to(device)
    to_pictures = (scale * texts @ images.t()).masked_fill(also_true, -1e4)
    to_texts = (scale * images[:count] @ texts.t()).masked_fill(also_true[:, :count].t(), -1e4)
    target = torch.arange(count, device=device)
    pair = (F.cross_entropy(to_pictures, target) + F.cross_entropy(to_texts, target)) / 2
    # Every name is a negative for every picture.
    labels = torch.from_numpy(batch["labels"]).to(device)
    bank.index_copy_(0, fresh, fresh_rows.detach())
    log_chance = (scale * images[:count] @ bank.index_copy(0, fresh, fresh_rows).t()).log_softmax(1)
    known = (labels >= 0).float()
    chosen = log_chance.gather(1, labels.clamp(min=0)) * known
    bank_loss = -(chosen.sum(1) / known.sum(1).clamp(min=1)).sum() / (known.sum(1) > 0).sum()
    first = (to_pictures.argmax(1) == target).float().mean()
    return pair + bank_loss, first.item(), [bank_loss.item(), pair.item()]


def learn(model, chunks, batch, bank, name_ids, picture_size_px, options):
    """Forward and backward of one batch, in chunks; leaves the gradients in .grad. → as loss_of."""
    pictures = torch.from_numpy(batch["pictures"]).to(options.device).float().div_(255)
    if picture_size_px != INPUT_SIZE_PX:
        pictures = F.interpolate(pictures, size=(picture_size_px, picture_size_px), mode="area")
    fresh = torch.from_numpy(batch["labels"])[:, 0].unique()
    fresh = fresh[fresh >= 0]
    fresh = fresh[torch.randperm(len(fresh))[:FRESH_NAMES]]
    texts_per_chunk = 32 if options.device.type == "cpu" else options.chunk
    parts, place = groups_of_like_length(batch["ids"] + [name_ids[label] for label in fresh.tolist()], texts_per_chunk)
    parts, place, fresh = [part.to(options.device) for part in parts], place.to(options.device), fresh.to(options.device)
    tasks = [lambda part=part: model.encode_image(part, options.kept_patches) for part in pictures.split(options.chunk)]
    image_tasks = len(tasks)
    tasks += [lambda part=part: model.encode_text(part) for part in reversed(parts)]
    outputs = chunks.forward(tasks)
    leaves = [output.detach().requires_grad_() for output in outputs]
    texts = torch.cat(leaves[image_tasks:][::-1])[place]
    count = len(batch["ids"])
    result = loss_of(torch.cat(leaves[:image_tasks]), texts[:count], texts[count:], fresh,
                     model.logit_scale.exp().clamp(max=100), batch, bank)
    for parameter in model.parameters():
        parameter.grad = None
    result[0].backward()
    parameters = [parameter for parameter in model.parameters() if parameter is not model.logit_scale]
    chunks.backward(outputs, [leaf.grad for leaf in leaves], parameters)
    return result


def name_bank(model, chunks, name_ids):
    """Unit embeddings [names, embedding] of all names."""
    def encode(ids):
        with torch.no_grad():
            return model.encode_text(ids.to(model.logit_scale.device))

    parts, place = groups_of_like_length(name_ids, 128)
    return torch.cat(chunks.map(encode, parts))[place]


def evaluate(model, chunks, weights, name_ids, pictures, labels):
    """Zero-shot retrieval among all names with the averaged weights → (top-1, top-10) in percent."""
    judged = copy.deepcopy(model)
    judged.load_state_dict(weights)

    def encode(part):
        with torch.no_grad():
            return judged.encode_image(part.to(model.logit_scale.device))

    bank = name_bank(judged, chunks, name_ids)
    images = torch.cat(chunks.map(encode, pictures.split(PICTURES_PER_CHUNK)))
    labels = labels.to(images.device)
    right = (images * bank[labels]).sum(1, keepdim=True)
    rank = (images @ bank.t() > right + 1e-6).sum(1)
    return 100 * (rank < 1).float().mean().item(), 100 * (rank < 10).float().mean().item()


def save(path, content):
    torch.save(content, path + ".partial")
    os.replace(path + ".partial", path)


def main():
    options = parse_arguments()
    chunks = Chunks(options.threads)
    if options.bfloat16:
        use_bfloat16()
    torch.manual_seed(options.seed)
    os.makedirs(options.state, exist_ok=True)
    with open(os.path.join(options.state, "pid"), "w") as file:
        file.write(str(os.getpid()))
    entries, names = read_emoji(options.data)
    words = build_vocabulary(entries)
    tokenizer = Tokenizer(words, CONTEXT_LENGTH)
    name_ids = [tokenizer.encode(name) for name in names]
    studio = Studio(options.data, entries)
    model = Clip(len(words) + 3, CONTEXT_LENGTH, **SHAPE)
    if options.start:
        model.load_state_dict(read_tensors(options.start))
    model.to(options.device)
    optimiser, average, step = Optimiser(model), Average(model), options.from_step
    state_path = os.path.join(options.state, "state.pt")
    if os.path.exists(state_path):
        content = torch.load(state_path, map_location=options.device)
        model.load_state_dict(content["model"])
        average.weights, step = content["average"], content["step"]
        optimiser.load_state(content["optimiser"])
        torch.set_rng_state(content["random"].cpu())
        print(f"resumed at step {step}", flush=True)
    warmup_from = step if options.start and step == options.from_step else 0
    maker = BatchMaker(studio, tokenizer, options.seed, options.batch, options.nothing, options.pools or options.state)
    stream = BatchStream(maker, step, options.workers)
    held_out, held_out_labels = evaluation_set(studio, 548)
    if options.picture_size != INPUT_SIZE_PX:
        held_out = F.interpolate(held_out, size=(options.picture_size, options.picture_size), mode="area")

    def keep(name):
        save(os.path.join(options.state, name), {
            "model": model.state_dict(), "average": average.weights, "step": step, "optimiser": optimiser.state(),
            "random": torch.get_rng_state(), "words": words, "names": names, "shape": SHAPE,
            "context_length": CONTEXT_LENGTH})

    stopping = []
    signal.signal(signal.SIGTERM, lambda *_: stopping.append(True))
    began, began_at = time.time(), step
    decaying = bool(options.decay_steps or options.decay_minutes)
    kept_file = "decayed.pt" if decaying else "state.pt"

    if decaying:
        average.horizon_steps = 40

    def left():
        """Share of the learning rate that the decay leaves, 1..0."""
        if options.decay_minutes:
            return 1 - (time.time() - began) / (60 * options.decay_minutes)
        return 1 - (step - began_at) / options.decay_steps if options.decay_steps else 1.0

    bank = name_bank(model, chunks, name_ids)
    firsts, parts, since, saved = [], [], time.time(), time.time()
    waited = 0.0
    while step < options.steps and left() > 0 and not stopping:
        rate = options.learning_rate * min(1, (step - warmup_from + 1) / options.warmup_steps)
        rate *= max(left(), 0.0)
        size_px = options.picture_size
        if decaying and left() < 0.45:
            size_px = max(size_px, 48 if left() > 0.22 else INPUT_SIZE_PX)
        asked = time.time()
        batch = stream.next()
        waited += time.time() - asked
        _, first, part = learn(model, chunks, batch, bank, name_ids, size_px, options)
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimiser.step(rate, chunks)
        with torch.no_grad():
            model.logit_scale.clamp_(max=math.log(100))
        step += 1
        average.update(model, step)
        firsts.append(first)
        parts.append(part)
        if step % 20 == 0:
            bank = name_bank(model, chunks, name_ids)
            seconds = time.time() - since
            mean = torch.tensor(parts).mean(0).tolist()
            print(f"{time.strftime('%H:%M:%S')} step {step} pictures/s {20 * options.batch / seconds:.1f} "
                  f"waiting {100 * waited / seconds:.0f}% first {100 * sum(firsts) / len(firsts):.1f}% "
                  f"bank {mean[0]:.3f} pairs {mean[1]:.3f} scale {model.logit_scale.exp():.1f}", flush=True)
            firsts, parts, since, waited = [], [], time.time(), 0.0
        if step % options.evaluate_every == 0:
            top1, top10 = evaluate(model, chunks, average.weights, name_ids, held_out, held_out_labels)
            print(f"{time.strftime('%H:%M:%S')} step {step} retrieval of {len(held_out)} unseen composites among "
                  f"{len(names)} names: top-1 {top1:.1f}% top-10 {top10:.1f}%", flush=True)
            since = time.time()
        if time.time() - saved > options.save_minutes * 60:
            keep(kept_file)
            saved = time.time()
    keep(kept_file)


if __name__ == "__main__":
    main()
