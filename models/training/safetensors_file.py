"""Reads and writes the safetensors container: 8-byte header length, JSON header, then the tensors' bytes."""
import json
import os
import struct

import torch

DTYPES = {"F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16}


def read_tensors(path):
    """→ {name: float32 tensor}."""
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
    return tensors


def write_tensors(path, tensors, dtype="F16", metadata=None):
    """Writes {name: tensor} with every tensor in one dtype; the file appears whole or not at all."""
    header, chunks, offset = ({"__metadata__": metadata} if metadata else {}), [], 0
    for name in sorted(tensors):
        values = tensors[name].detach().to(DTYPES[dtype]).contiguous()
        data = bytes(values.flatten().view(torch.uint8).numpy()) if values.dim() else struct.pack("<e", float(values))
        if not values.dim() and dtype != "F16":
            data = bytes(values.reshape(1).view(torch.uint8).numpy())
        header[name] = {"dtype": dtype, "shape": list(values.shape), "data_offsets": [offset, offset + len(data)]}
        chunks.append(data)
        offset += len(data)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path + ".partial", "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(chunks))
    os.replace(path + ".partial", path)
