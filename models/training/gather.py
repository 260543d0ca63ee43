"""Gathers drawings of things in several styles, from packages, as 128 px RGBA PNG outside the repository.

    python3 gather.py --emoji <folder with index.json, fluent/, noto/> --packages <folder> --out <folder> [--notices]

`--packages` holds the archives of sources.py (`--fetch` gets those that are missing, with `npm pack` and `apt-get download`).
Writes OUT/index.json (names, keywords, pictures with style and SHA-256, which names are held out), OUT/sources.json
(package, version, licence, SHA-256 of each archive) and OUT/<style>/<name>.png; with --notices also the notices in
models/starter/LICENSES. Emoji are joined by code point; sets that have none, by the names that Unicode and the other sets give.
"""
import argparse
import hashlib
import io
import json
import os
import re
import subprocess
import tarfile

import numpy as np
from PIL import Image
import resvg_py

from clip_art import clip_art_things
from notices import write_notices
from nouns import Nouns
from sources import (ALL_SOURCES, ANNOTATIONS, CLIP_ART, ENGLISH_WORDS, FLUENT, GAME_ICONS, ICON_SETS, JUDGE_STYLES, NOTO,
                     NOUNS)
from words import read_emoji, tokens_of

SIDE_PX = 128
HELD_OUT_NAMES = 64
HELD_OUT_SEED = 15
MOST_CLIP_ART_OF_A_NAME = 4
# Names that say a sign, a person's role or a pose: no good measure of whether a thing is painted.
NO_THING = re.compile(r"\b(flag|keycap|button|o clock|thirty|zone|symbol|sign|square|arrow|circle|hand|man|woman|person|men|women|"
                      r"people|face|input|mark|letter|couple|family|kiss|medium|heavy|index|finger|mage|fairy|prince|princess)\b")


def fetch(source, folder):
    """Gets the archive of a source by its own client."""
    if os.path.exists(os.path.join(folder, source.archive)):
        return
    if source is CLIP_ART:
        subprocess.run(["apt-get", "download", f"{source.package}={source.version}"], cwd=folder, check=True)
    else:
        subprocess.run(["npm", "pack", "--silent", f"{source.package}@{source.version}"], cwd=folder, check=True)


def json_of(source, folder, name):
    """A JSON file of an npm package's archive; {} if it has none of that name."""
    with tarfile.open(os.path.join(folder, source.archive)) as archive:
        try:
            return json.load(archive.extractfile(f"package/{name}"))
        except KeyError:
            return {}


def drawn(svg):
    """SVG text → the drawing [SIDE_PX, SIDE_PX] RGBA, its content centred and filling 94 %, or None if nothing is drawn."""
    try:
        png = resvg_py.svg_to_bytes(svg_string=svg, width=2 * SIDE_PX, height=2 * SIDE_PX)
    except (ValueError, RuntimeError):
        return None
    picture = Image.open(io.BytesIO(bytes(png))).convert("RGBA")
    box = picture.getchannel("A").point(lambda alpha: 255 * (alpha > 12)).getbbox()
    if not box or min(box[2] - box[0], box[3] - box[1]) < 12:
        return None
    picture = picture.crop(box)
    scale = 0.94 * SIDE_PX / max(picture.size)
    picture = picture.resize([max(1, round(side * scale)) for side in picture.size], Image.LANCZOS)
    square = Image.new("RGBA", (SIDE_PX, SIDE_PX))
    square.paste(picture, [(SIDE_PX - side) // 2 for side in picture.size])
    return square


def is_on_a_card(picture):
    """Whether the drawing brings a ground of its own: nearly all of its corners and edges are solid."""
    alpha = np.asarray(picture)[..., 3]
    edge = np.concatenate([alpha[6], alpha[-7], alpha[:, 6], alpha[:, -7]])
    return (edge > 200).mean() > 0.8


def icon_svg(icons, name):
    """SVG text of an icon; its `currentColor` is black."""
    icon = icons["icons"][name]
    width, height = icon.get("width", icons.get("width", 16)), icon.get("height", icons.get("height", 16))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{icon.get("left", 0)} {icon.get("top", 0)} {width} {height}" '
            f'width="{width}" height="{height}" color="#000">{icon["body"]}</svg>')


def code_of(text):
    """Code points without variation selectors, in lower case: the key that emoji are joined by."""
    return "-".join(part.zfill(4) for part in text.lower().split("-") if part != "fe0f")


def plain(name):
    """A name without spaces, hyphens and articles: "light bulb", "light-bulb" and "lightbulb" are one."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


class Gathering:
    """Names with their pictures; each picture is written as it is added."""

    def __init__(self, out):
        self.out, self.things, self.of_plain = out, {}, {}

    def thing(self, name, kind, keywords=()):
        known = self.of_plain.get(plain(name))
        if known is None:
            self.of_plain[plain(name)] = known = name
            self.things[name] = {"name": name, "kind": kind, "keywords": list(keywords), "pictures": []}
        return self.things[known]

    def add(self, thing, style, picture, origin):
        """Writes one picture and notes it down. origin: what the source calls it."""
        number = sum(other["style"] == style for other in thing["pictures"])
        file = f"{style}/{thing['name'].replace(' ', '-')}{f'-{number}' if number else ''}.png"
        os.makedirs(os.path.join(self.out, style), exist_ok=True)
        buffer = io.BytesIO()
        picture.save(buffer, "PNG")
        with open(os.path.join(self.out, file), "wb") as opened:
            opened.write(buffer.getvalue())
        thing["pictures"].append({"file": file, "style": style, "origin": origin,
                                  "sha256": hashlib.sha256(buffer.getvalue()).hexdigest()})


def add_emoji(gathering, options):
    """The emoji of the index in the two styles that are rasterised already. → {code: thing}, {plain name: thing}."""
    by_code, by_name = {}, {}
    for entry in read_emoji(options.emoji)[0]:
        name = entry["name"]
        if name == "keycap":  # "#" and "*" have no word for a name
            continue
        thing = gathering.thing(name, "emoji", entry["keywords"])
        by_code[code_of(entry["codepoints"])] = by_name[plain(name)] = thing
        for style in (FLUENT, NOTO):
            if style in entry:
                gathering.add(thing, style, Image.open(os.path.join(options.emoji, entry[style])).convert("RGBA"), entry["codepoints"])
    return by_code, by_name


def add_icon_sets(gathering, options, by_code, by_name):
    """Icon sets: by code point where they have a table of them, else by names (also those of the sets that have one)."""
    tables = {source.style: json_of(source, options.packages, "chars.json") for source in ICON_SETS}
    for table in tables.values():
        for code, slug in table.items():
            if code_of(code) in by_code:
                by_name.setdefault(plain(slug), by_code[code_of(code)])
    for source in ICON_SETS:
        icons = json_of(source, options.packages, "icons.json")
        wanted = {slug: by_code.get(code_of(code)) for code, slug in tables[source.style].items()}
        if not wanted:
            wanted = {slug: by_name.get(plain(re.sub(r"-1$", "", slug))) for slug in icons["icons"]}
        count = 0
        for slug, thing in wanted.items():
            if thing is None or slug not in icons["icons"] or any(other["style"] == source.style for other in thing["pictures"]):
                continue
            picture = drawn(icon_svg(icons, slug))
            if picture is not None:
                gathering.add(thing, source.style, picture, slug)
                count += 1
        print(f"{source.style}: {count} pictures", flush=True)


def add_silhouettes(gathering, options, nouns):
    """Silhouettes of names that are known, of single nouns, and of compounds ("grand piano", but not "boot kick")."""
    icons = json_of(GAME_ICONS, options.packages, "icons.json")
    count = 0
    for slug in icons["icons"]:
        words = slug.split("-")
        name = " ".join(words)
        if plain(slug) not in gathering.of_plain and not (nouns.is_compound(name) if len(words) > 1 else nouns.is_thing(name)):
            continue
        picture = drawn(icon_svg(icons, slug))
        if picture is not None:
            gathering.add(gathering.thing(name, "silhouette"), GAME_ICONS.style, picture, slug)
            count += 1
    print(f"{GAME_ICONS.style}: {count} pictures", flush=True)


def add_clip_art(gathering, options, known_words, nouns):
    folder = os.path.join(options.packages, "openclipart")
    if not os.path.exists(folder):
        subprocess.run(["dpkg-deb", "-x", os.path.join(options.packages, CLIP_ART.archive), folder], check=True)
    root, count = os.path.join(folder, "usr/share/openclipart/svg"), 0
    for path, name, keywords in clip_art_things(root, known_words):
        known = gathering.of_plain.get(plain(name))
        if not known and not nouns.is_thing(name):
            continue
        if known and sum(other["style"] == CLIP_ART.style for other in gathering.things[known]["pictures"]) >= MOST_CLIP_ART_OF_A_NAME:
            continue
        with open(path, errors="replace") as file:
            picture = drawn(file.read())
        if picture is None or is_on_a_card(picture):
            continue
        gathering.add(gathering.thing(name, "clip art", keywords), CLIP_ART.style, picture, os.path.relpath(path, root))
        count += 1
    print(f"{CLIP_ART.style}: {count} pictures", flush=True)


def mark_held_out(things, starter_names):
    """Marks HELD_OUT_NAMES emoji that three or more climbed styles draw: no perceptor sees a picture of them until the gate."""
    eligible = [thing for thing in things if thing["kind"] == "emoji" and not NO_THING.search(thing["name"])
                and thing["name"] not in starter_names
                and len({picture["style"] for picture in thing["pictures"]} - set(JUDGE_STYLES)) >= 3]
    chosen = np.random.default_rng(HELD_OUT_SEED).choice(len(eligible), HELD_OUT_NAMES, replace=False)
    for at in chosen:
        eligible[at]["heldOut"] = True


def starter_names():
    """The names that `galatea bench starter` renders."""
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "../../apps/cli/src/bench/starter-prompts.ts")) as file:
        return set(re.findall(r"'([^']+)'", file.read().split("[", 1)[1]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--emoji", required=True)
    parser.add_argument("--packages", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--fetch", action="store_true")
    parser.add_argument("--notices", action="store_true")
    options = parser.parse_args()
    os.makedirs(options.packages, exist_ok=True)
    if options.fetch:
        for source in ALL_SOURCES:
            fetch(source, options.packages)
    known_words = set(json_of(ENGLISH_WORDS, options.packages, "index.json"))
    annotations = json_of(ANNOTATIONS, options.packages, "annotations/en/annotations.json")["annotations"]["annotations"]
    known_words |= {word for entry in annotations.values() for text in entry.get("default", []) for word in tokens_of(text)}
    gathering = Gathering(options.out)
    by_code, by_name = add_emoji(gathering, options)
    add_icon_sets(gathering, options, by_code, by_name)
    nouns = Nouns(os.path.join(options.packages, NOUNS.archive))
    add_clip_art(gathering, options, known_words, nouns)
    add_silhouettes(gathering, options, nouns)
    things = list(gathering.things.values())
    mark_held_out(things, starter_names())
    with open(os.path.join(options.out, "index.json"), "w") as file:
        json.dump(things, file, indent=0)
    sources = []
    for source in ALL_SOURCES:
        with open(os.path.join(options.packages, source.archive), "rb") as file:
            digest = hashlib.sha256(file.read()).hexdigest()
        sources.append({"package": source.package, "version": source.version, "licence": source.licence, "author": source.author,
                        "home": source.home, "archive": source.archive, "sha256": digest,
                        "pictures": sum(picture["style"] == source.style for thing in things for picture in thing["pictures"])})
    with open(os.path.join(options.out, "sources.json"), "w") as file:
        json.dump(sources, file, indent=1)
    if options.notices:
        write_notices(sources, options.packages)
    print(f"{len(things)} names, {sum(len(thing['pictures']) for thing in things)} pictures, "
          f"{sum(thing.get('heldOut', False) for thing in things)} names held out")


if __name__ == "__main__":
    main()
