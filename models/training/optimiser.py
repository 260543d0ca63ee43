"""Muon for the matrices inside the transformers and for convolutions, AdamW for everything else, and a moving average of the weights.

Muon makes each update of a matrix orthogonal (Newton-Schulz), which learns this small network in far fewer steps;
the learning rate is Muon's; AdamW takes 0.4 of it.
"""
import torch


@torch.no_grad()
def _orthogonal(matrix):
    """Newton-Schulz on a matrix [rows, columns], rows <= columns."""
    values = matrix / (matrix.norm() + 1e-7)
    for _ in range(5):
        square = values @ values.t()
        values = 3.4445 * values + (-4.7750 * square + 2.0315 * square @ square) @ values
    return values


class Optimiser:
    def __init__(self, model, weight_decay=0.05):
        self.matrices, others, plain = {}, [], []
        for name, parameter in model.named_parameters():
            if not parameter.requires_grad:
                continue
            if "resblocks" in name and parameter.dim() == 2:
                self.matrices[name] = parameter
            elif parameter.dim() >= 2:
                others.append(parameter)
            else:
                plain.append(parameter)
        self.adam = torch.optim.AdamW([{"params": others, "weight_decay": weight_decay},
                                       {"params": plain, "weight_decay": 0.0}], lr=1e-3, betas=(0.9, 0.98), eps=1e-8)
        self.momenta = {name: torch.zeros_like(parameter) for name, parameter in self.matrices.items()}
        self.weight_decay = weight_decay

    @torch.no_grad()
    def step(self, learning_rate, chunks):
        for group in self.adam.param_groups:
            group["lr"] = 0.4 * learning_rate
        self.adam.step()
        items = []
        for name, parameter in self.matrices.items():
            momentum = self.momenta[name].mul_(0.95).add_(parameter.grad)
            update = parameter.grad + 0.95 * momentum
            width = update.shape[1]
            parts = update.split(width) if "in_proj" in name else [update]  # query, key and value apart
            items += [(parameter, at * width, part) for at, part in enumerate(parts)]

        def change(item):
            parameter, first, part = item
            tall = part.shape[0] > part.shape[1]
            with torch.no_grad():
                update = _orthogonal(part.t()).t() if tall else _orthogonal(part)
                target = parameter[first:first + len(part)]
                target.mul_(1 - learning_rate * self.weight_decay)
                target.sub_(update, alpha=learning_rate * 0.4 * max(part.shape) ** 0.5)

        chunks.map(change, items)

    def state(self):
        return {"adam": self.adam.state_dict(), "momenta": self.momenta}

    def load_state(self, state):
        self.adam.load_state_dict(state["adam"])
        self.momenta = state["momenta"]


class ConvOptimiser:
    """Muon for standardised convolution kernels, AdamW for everything else.

    The length of such a kernel says nothing, so it is kept at the root of its outputs, and a step turns it by about `rate`.
    """

    def __init__(self, model, rest_share=0.05):
        self.kernels = {name: value for name, value in model.named_parameters() if value.dim() == 4 and name.endswith("weight")}
        rest = [value for name, value in model.named_parameters() if name not in self.kernels]
        self.adam = torch.optim.AdamW(rest, lr=1e-3, betas=(0.9, 0.98), weight_decay=0.02)
        self.momenta = {name: torch.zeros_like(value) for name, value in self.kernels.items()}
        self.rest_share = rest_share

    @torch.no_grad()
    def step(self, learning_rate, chunks):
        for group in self.adam.param_groups:
            group["lr"] = self.rest_share * learning_rate
        self.adam.step()

        def change(item):
            name, kernel = item
            with torch.no_grad():
                momentum = self.momenta[name].mul_(0.9).add_(kernel.grad)
                update = (kernel.grad + 0.9 * momentum).flatten(1)
                update = _orthogonal(update.t()).t() if update.shape[0] > update.shape[1] else _orthogonal(update)
                length = len(kernel) ** 0.5
                kernel.mul_(length / kernel.norm())
                kernel.sub_((update * (length / update.norm())).view_as(kernel), alpha=learning_rate)

        chunks.map(change, list(self.kernels.items()))

    def state(self):
        return {"adam": self.adam.state_dict(), "momenta": self.momenta}

    def load_state(self, state):
        self.adam.load_state_dict(state["adam"])
        self.momenta = state["momenta"]


class Average:
    """Exponential moving average of a model's weights; starts short and lengthens."""

    def __init__(self, model, horizon_steps=250):
        self.weights = {name: value.detach().clone() for name, value in model.state_dict().items()}
        self.horizon_steps = horizon_steps

    @torch.no_grad()
    def update(self, model, step):
        share = 1 / min(self.horizon_steps, 1 + step / 8)
        for name, value in model.state_dict().items():
            self.weights[name].lerp_(value, share)
