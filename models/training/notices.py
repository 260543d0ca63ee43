"""Writes the notices of the drawings that perceptors are trained on into models/starter/LICENSES."""
import os


def write_notices(sources, packages):
    """sources: as gather.py writes them into sources.json."""
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../starter/LICENSES")
    lines = ["The perceptors of the starter packs were trained on drawings of these packages, rasterised at 128 px, composed and",
             "recoloured. None of them is in the packs.", ""]
    for source in sources:
        lines += [f"{source['package']} {source['version']}, {source['pictures']} pictures" if source["pictures"]
                  else f"{source['package']} {source['version']}, words",
                  f"  by {source['author']}, {source['home']}, {source['licence']}",
                  f"  SHA-256 of {source['archive']}: {source['sha256']}", ""]
    with open(os.path.join(folder, "drawings.txt"), "w") as file:
        file.write("\n".join(lines))
