"""Trains a small VQGAN on the composites, to compare with the starter's generator (docs/starter-pack.md). Resumable.

    python3 train_vqgan.py --data <emoji folder> --state <folder> --minutes 60 [--out <generator.safetensors>]

Losses as in taming-transformers (Esser et al. 2021): L1, perceptual, commitment 0.25, and in the second half a
hinge loss against a PatchGAN, weighted so that both gradients at the decoder's last layer have one size. For LPIPS
stands the starter's own perceptor, since no VGG weights can be had without a download: the angle between its tokens of
both pictures.
"""
import argparse
import multiprocessing
import os
import signal
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import torch
import torch.nn.functional as F

from composites import CANVAS_PX, Studio
from export import MODELS_FOLDER
from model import PIXEL_MEAN, PIXEL_STD, Clip
from safetensors_file import read_tensors, write_tensors
from train import CONTEXT_LENGTH, SHAPE, save
from vqgan import Discriminator, Vqgan
from words import build_vocabulary, read_emoji

VQGAN = {"widths": (32, 32, 64, 128), "blocks": 1, "channels": 64, "count": 2048, "dimension": 8}
CROP_PX = 64
PERCEIVED_LAYERS = (0, 2)  # early ones say where things are; later ones only what
COMMITMENT = 0.25
PERCEPTUAL_WEIGHT = 1.0
ADVERSARIAL_WEIGHT = 0.5
UNQUANTISED_STEPS = 150  # the codebook begins at latents that mean something


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, help="folder with index.json, fluent/ and noto/")
    parser.add_argument("--state", required=True, help="folder for the training state")
    parser.add_argument("--minutes", type=float, required=True, help="of this run; the rate falls to zero at its end")
    parser.add_argument("--share-done", type=float, default=0.0, help="share of the whole training before this run, 0..1")
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--learning-rate", type=float, default=8e-4)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--out", help="file for the averaged weights at the end")
    return parser.parse_args()


def crop(random, canvas):
    """[96, 96, 3] → [64, 64, 3]: a corner of the scene at its own scale, or the whole scene smaller."""
    if random.random() < 0.3:
        whole = torch.from_numpy(canvas.copy()).permute(2, 0, 1)[None].float()
        smaller = F.interpolate(whole, size=(CROP_PX, CROP_PX), mode="area")
        return smaller[0].permute(1, 2, 0).round().byte().numpy()
    top, left = random.integers(0, CANVAS_PX - CROP_PX + 1, 2)
    return canvas[top:top + CROP_PX, left:left + CROP_PX]


def draw_batches(studio, seed, batch, output):
    torch.set_num_threads(1)
    os.nice(3)
    random = np.random.default_rng(seed)
    while True:
        output.put(np.stack([crop(random, studio.scene(random)[0]) for _ in range(batch)]))


def as_pictures(canvases):
    """uint8 [batch, H, W, 3] → float [batch, 3, H, W] of −1..1."""
    return torch.from_numpy(canvases).permute(0, 3, 1, 2).float().div_(127.5).sub_(1)


class Perceived:
    """Mean angle (as 1 − cosine) between the perceptor's tokens of two batches of pictures."""

    def __init__(self, clip):
        self.vision, self.tokens = clip.visual.eval().requires_grad_(False), []
        for layer in PERCEIVED_LAYERS:
            block = self.vision.transformer.resblocks[layer]
            block.register_forward_hook(lambda _block, _inputs, output: self.tokens.append(output[:, 1:]))
        self.mean = torch.tensor(PIXEL_MEAN).view(3, 1, 1)
        self.std = torch.tensor(PIXEL_STD).view(3, 1, 1)

    def _see(self, pictures):
        self.tokens.clear()
        self.vision(((pictures + 1) / 2 - self.mean) / self.std)
        return [F.normalize(tokens, dim=-1) for tokens in self.tokens]

    def __call__(self, made, real):
        with torch.no_grad():
            target = self._see(real)
        return sum(1 - (own * other).sum(-1).mean() for own, other in zip(self._see(made), target)) / len(target)


def psnr_db(made, real):
    """Of pictures of −1..1, mean over the batch."""
    return float(-10 * torch.log10(((made.clamp(-1, 1) - real) ** 2).mean((1, 2, 3)) / 4).mean())


@torch.no_grad()
def measure(model, held_out):
    """(PSNR in dB through the codebook, codes in use) on unseen composites at 128 px."""
    model.eval()
    latents = model.encode(held_out)
    made = model.decode(model.quantize(latents)[0])
    used = model.quantize.nearest(latents.permute(0, 2, 3, 1).reshape(-1, latents.shape[1])).unique()
    model.train()
    return psnr_db(made, held_out), len(used)


def main():
    options = parse_arguments()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    os.makedirs(options.state, exist_ok=True)
    entries = read_emoji(options.data)[0]
    studio = Studio(options.data, entries)
    clip = Clip(len(build_vocabulary(entries)) + 3, CONTEXT_LENGTH, **SHAPE)
    clip.load_state_dict(read_tensors(os.path.join(MODELS_FOLDER, "starter", "perceptor.safetensors")))
    perceived = Perceived(clip)
    model, critic = Vqgan(**VQGAN), Discriminator()
    own = [parameter for parameter in model.parameters() if parameter.requires_grad]
    maker_optimiser = torch.optim.Adam(own, options.learning_rate, (0.5, 0.95))
    critic_optimiser = torch.optim.Adam(critic.parameters(), options.learning_rate, (0.5, 0.95))
    average = {name: value.clone() for name, value in model.state_dict().items()}
    step, path = 0, os.path.join(options.state, "vqgan.pt")
    if os.path.exists(path):
        content = torch.load(path)
        model.load_state_dict(content["model"])
        critic.load_state_dict(content["critic"])
        maker_optimiser.load_state_dict(content["maker_optimiser"])
        critic_optimiser.load_state_dict(content["critic_optimiser"])
        average, step = content["average"], content["step"]
        print(f"resumed at step {step}", flush=True)
    random = np.random.default_rng(11)
    scenes = np.stack([studio.scene(random)[0] for _ in range(48)])
    held_out = F.interpolate(as_pictures(scenes), size=(128, 128), mode="bicubic").clamp(-1, 1)
    line = multiprocessing.get_context("fork").Queue(maxsize=8)
    multiprocessing.get_context("fork").Process(target=draw_batches, daemon=True,
                                                args=(studio, options.seed + step, options.batch, line)).start()
    stopping = []
    signal.signal(signal.SIGTERM, lambda *_: stopping.append(True))
    began = saved = since = time.time()
    collected, parts, began_step = [], [], step

    def keep():
        save(path, {"model": model.state_dict(), "critic": critic.state_dict(), "average": average, "step": step,
                    "maker_optimiser": maker_optimiser.state_dict(), "critic_optimiser": critic_optimiser.state_dict()})

    while not stopping:
        run = (time.time() - began) / (60 * options.minutes)
        if run >= 1:
            break
        share = options.share_done + (1 - options.share_done) * run
        rate = options.learning_rate * min(1, (step + 1) / 100) * min(1, 4 * (1 - share))
        for group in maker_optimiser.param_groups + critic_optimiser.param_groups:
            group["lr"] = rate
        real = as_pictures(line.get(timeout=120))
        latents = model.encode(real)
        if step < UNQUANTISED_STEPS:
            quantised, commitment = latents, latents.new_zeros(())
            if step >= UNQUANTISED_STEPS - 60:
                collected.append(latents.detach().permute(0, 2, 3, 1).reshape(-1, latents.shape[1]))
        else:
            if collected:
                model.quantize.start(torch.cat(collected), torch.Generator().manual_seed(options.seed))
                average.update({name: value.clone() for name, value in model.state_dict().items()})
                collected = []
            quantised, commitment = model.quantize(latents)
        made = model.decode(quantised)
        seen = perceived(made, real)
        rebuild = (made - real).abs().mean() + PERCEPTUAL_WEIGHT * seen
        loss, adversarial = rebuild + COMMITMENT * commitment, share > 0.5
        fooled = made.new_zeros(())
        if adversarial:
            fooled = -critic(made).mean()
            last = model.decoder.conv_out.weight
            (rebuild_size,) = torch.autograd.grad(rebuild, last, retain_graph=True)
            (fooled_size,) = torch.autograd.grad(fooled, last, retain_graph=True)
            balance = (rebuild_size.norm() / (fooled_size.norm() + 1e-4)).clamp(0, 1e4)
            loss = loss + ADVERSARIAL_WEIGHT * balance * fooled
        maker_optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(own, 1.0)
        maker_optimiser.step()
        if share > 0.46:  # the critic begins a little before it is listened to
            told = F.relu(1 - critic(real)).mean() + F.relu(1 + critic(made.detach())).mean()
            critic_optimiser.zero_grad()
            told.backward()
            critic_optimiser.step()
        step += 1
        with torch.no_grad():
            for name, value in model.state_dict().items():
                average[name].lerp_(value, 1 / min(300, 1 + step / 4))
        parts.append((commitment.item(), seen.item(), (made.detach() - real).abs().mean().item(), fooled.item()))
        if step % 100 == 0:
            mean = np.mean(parts, 0)
            print(f"{time.strftime('%H:%M:%S')} step {step} pictures/s {100 * options.batch / (time.time() - since):.1f} "
                  f"L1 {mean[2]:.4f} perceptual {mean[1]:.4f} commitment {mean[0]:.4f} fooled {mean[3]:.3f} "
                  f"share {share:.3f}", flush=True)
            parts, since = [], time.time()
        if step % 500 == 0:
            current = {name: value.clone() for name, value in model.state_dict().items()}
            model.load_state_dict(average)
            decibels, used = measure(model, held_out)
            model.load_state_dict(current)
            print(f"{time.strftime('%H:%M:%S')} step {step} unseen composites at 128 px {decibels:.2f} dB, {used} codes in use",
                  flush=True)
            since = time.time()
        if time.time() - saved > 240:
            keep()
            saved = time.time()
    keep()
    model.load_state_dict(average)
    decibels, used = measure(model, held_out)
    print(f"step {step}, {(step - began_step) * options.batch} pictures in this run: {decibels:.2f} dB, {used} codes", flush=True)
    if options.out:
        weights = {name: value for name, value in model.state_dict().items()
                   if name not in ("quantize.chosen", "quantize.sums")}
        write_tensors(options.out, weights, "F16")


if __name__ == "__main__":
    main()
