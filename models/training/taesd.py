"""TAESD, the tiny autoencoder: pictures ↔ latents with 4 channels at an eighth of the size."""
import torch
import torch.nn.functional as F


class Taesd:
    """Runs the encoder and decoder from {name: tensor}, with the keys of the source files ("3.conv.0.weight", …)."""

    def __init__(self, encoder, decoder):
        self.encoder, self.decoder = encoder, decoder

    @staticmethod
    def _block(tensors, at, values):
        path = values
        for part in (0, 2, 4):
            path = F.conv2d(path, tensors[f"{at}.conv.{part}.weight"], tensors[f"{at}.conv.{part}.bias"], padding=1)
            path = F.relu(path) if part < 4 else path
        return F.relu(path + values)

    def encode(self, pictures):
        """[batch, 3, H, W] in 0..1 → latents [batch, 4, H/8, W/8]."""
        values, tensors = pictures, self.encoder
        for at in range(15):
            if f"{at}.conv.0.weight" in tensors:
                values = self._block(tensors, at, values)
            elif f"{at}.weight" in tensors:
                strided = at in (2, 6, 10)
                values = F.conv2d(values, tensors[f"{at}.weight"], tensors.get(f"{at}.bias"), 2 if strided else 1, 1)
        return values

    def decode(self, latents):
        """Latents [batch, 4, h, w] → pictures [batch, 3, 8h, 8w], not clamped. Layer 0 clamps, 6, 11, 16 double."""
        values, tensors = torch.tanh(latents / 3) * 3, self.decoder
        for at in range(1, 20):
            if f"{at}.conv.0.weight" in tensors:
                values = self._block(tensors, at, values)
            elif f"{at}.weight" in tensors:
                values = F.conv2d(values, tensors[f"{at}.weight"], tensors.get(f"{at}.bias"), padding=1)
                if at == 1:
                    values = F.relu(values)
            elif at in (6, 11, 16):
                values = F.interpolate(values, scale_factor=2)
        return values
