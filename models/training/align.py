"""The losses of training with path alignment, and how alignment is measured."""
import torch
import torch.nn.functional as F

from model import PIXEL_MEAN, PIXEL_STD, groups_of_like_length

MEAN = torch.tensor(PIXEL_MEAN).view(3, 1, 1)
STD = torch.tensor(PIXEL_STD).view(3, 1, 1)


def encode_pictures(visual, pictures):
    """Pictures [n, 3, s, s] in 0..1 → unit vectors, under bfloat16; twice differentiable."""
    with torch.autocast(pictures.device.type, torch.bfloat16):
        rows = visual((pictures - MEAN.to(pictures.device)) / STD.to(pictures.device))
    return F.normalize(rows.float(), dim=-1)


def encode_texts(model, lists):
    """Lists of ids → unit vectors in their order."""
    parts, place = groups_of_like_length(lists, 64)
    device = model.logit_scale.device
    with torch.autocast(device.type, torch.bfloat16):
        rows = torch.cat([model.encode_text(part.to(device)) for part in parts])
    return F.normalize(rows.float()[place.to(device)], dim=-1)


def contrastive_loss(images, nothing, texts, bank, sample, scale):
    """Captions and pictures of a batch, and every picture among all names. Pictures that show little count for little.

    → (loss, share of captions whose picture ranks first). images, texts [n, d]; nothing [k, d]: pictures that no caption describes; bank [names, d].
    """
    weight = (sample["t"].clamp(max=1) + 0.02) / (1 + (sample["sigma"] / 0.4) ** 2)
    weight = (weight / weight.sum()).to(images.device)
    also = sample["also_true"].to(images.device)
    target = torch.arange(len(images), device=images.device)
    to_texts = (scale * images @ texts.t()).masked_fill(also.t(), -1e4)
    to_pictures = (scale * texts @ images.t()).masked_fill(also, -1e4)
    if len(nothing):
        to_pictures = torch.cat([to_pictures, scale * texts @ nothing.t()], 1)
    pair = (F.cross_entropy(to_texts, target, reduction="none") + F.cross_entropy(to_pictures, target, reduction="none")) / 2
    labels = sample["labels"].to(images.device)
    chance = (scale * images @ bank.t()).log_softmax(1)
    known = (labels >= 0).float()
    named = -(chance.gather(1, labels.clamp(min=0)) * known).sum(1) / known.sum(1).clamp(min=1)
    first = ((to_texts.argmax(1) == target).float() * weight).sum()
    return ((pair + named) * weight).sum(), first.detach()


def alignment_loss(images, texts, x, sample, share):
    """1 − cosine between the gradient of cos(picture, text) and the way to the finished picture; → (loss, mean cosine).

    For a `share` of the rows whose captions name no ground, the gradient of the difference to the caption of the row before, and the way
    from that one's picture to this one's. Most of a gradient that points at finished pictures does so whatever the text: it takes
    noise and mist away. The difference is what the text alone asks for.
    """
    chosen = (torch.rand(len(x)) < share) & sample["apart_holds"]
    at = chosen.to(x.device)
    wanted = torch.where(at[:, None], texts - texts.roll(1, 0), texts)
    gradient, = torch.autograd.grad((images * wanted).sum(), x, create_graph=True)
    target = torch.where(chosen[:, None, None, None], sample["apart"], sample["target"]).to(x.device)
    cosine = F.cosine_similarity(gradient.flatten(1), target.flatten(1), dim=1, eps=1e-8)
    length = target.flatten(1).norm(dim=1)
    weight = length / (length + 0.3 * sample["thing"].to(x.device) + 1e-6)
    return ((1 - cosine) * weight).sum() / weight.sum(), cosine.detach()[~at].mean()


def measure_alignment(visual, texts, samples):
    """Mean cosine of the gradient with the way to the finished picture, of samples with t < 1.

    texts [names, d]: of names. → (right name, wrong name, right minus wrong), where the wrong name is that of the row before.
    """
    sums, count = torch.zeros(3), 0
    for sample in samples:
        x = sample["x"].to(texts.device).clone().requires_grad_()
        images = encode_pictures(visual, x)
        labels = sample["labels"][:, 0].to(texts.device)
        right, = torch.autograd.grad((images * texts[labels]).sum(), x, retain_graph=True)
        wrong, = torch.autograd.grad((images * texts[labels.roll(1)]).sum(), x)
        target, kept = sample["target"].flatten(1), sample["t"] < 1
        for at, gradient in enumerate((right, wrong, right - wrong)):
            sums[at] += F.cosine_similarity(gradient.cpu().flatten(1), target, dim=1)[kept].sum()
        count += int(kept.sum())
    return (sums / count).tolist()


@torch.no_grad()
def measure_retrieval(visual, bank, samples):
    """Share of finished pictures whose own name ranks first among all."""
    right = total = 0
    for sample in samples:
        images = encode_pictures(visual, sample["finished"].to(bank.device))
        labels = sample["labels"][:, 0].to(bank.device)
        right += int(((images @ bank.t()).argmax(1) == labels).sum())
        total += len(labels)
    return right / total
