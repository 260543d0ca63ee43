"""Reads and writes the safetensors container: 8-byte header length, JSON header, then the tensors' bytes."""
import json
import os
import struct

import torch

DTYPES = {"F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16, "I8": torch.int8}
SCALE = "_scale"  # `x_scale` [rows] beside an I8 matrix `x`: what its rows are multiplied by


def read_tensors(path):
    """→ {name: float32 tensor}; the rows of 8-bit matrices come scaled."""
    with open(path, "rb") as file:
        (header_bytes,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(header_bytes))
        data = file.read()
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        first, last = entry["data_offsets"]
        values = torch.frombuffer(bytearray(data[first:last]), dtype=DTYPES[entry["dtype"]])
        tensors[name] = values.reshape(entry["shape"]).float()
    for name in [name for name, entry in header.items() if name != "__metadata__" and entry["dtype"] == "I8"]:
        tensors[name] *= tensors.pop(name + SCALE)[:, None]
    return tensors


def in_8_bits(tensors):
    """{name: tensor} with matrices as whole numbers from -127 to 127 and a float scale for each row: half the bytes of BF16."""
    result = {}
    for name, values in tensors.items():
        values = values.detach().float()
        if values.dim() == 2:
            scale = values.abs().amax(1).clamp(min=1e-12) / 127
            result[name + SCALE] = scale
            values = (values / scale[:, None]).round().to(torch.int8)
        result[name] = values
    return result


def write_tensors(path, tensors, dtype="F16", metadata=None):
    """Writes {name: tensor} with every tensor in one dtype, but int8 as it is; the file appears whole or not at all."""
    header, chunks, offset = ({"__metadata__": metadata} if metadata else {}), [], 0
    for name in sorted(tensors):
        kind = "I8" if tensors[name].dtype == torch.int8 else dtype
        values = tensors[name].detach().to(DTYPES[kind]).contiguous()
        data = bytes(values.flatten().view(torch.uint8).numpy()) if values.dim() else struct.pack("<e", float(values))
        if not values.dim() and dtype != "F16":
            data = bytes(values.reshape(1).view(torch.uint8).numpy())
        header[name] = {"dtype": kind, "shape": list(values.shape), "data_offsets": [offset, offset + len(data)]}
        chunks.append(data)
        offset += len(data)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path + ".partial", "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(chunks))
    os.replace(path + ".partial", path)
