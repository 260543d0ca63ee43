"""By which name a thing is drawn: common words for things that several sets draw under another name, or that no set draws.

Emoji are called "mage", "automobile" or "red apple" where people write wizard, car or apple. Unicode's keywords of emoji do not help: most are what a thing makes
one think of ("vacation" of a Christmas tree).
"""
# A name that one or two sets draw gives way to these.
DRAWN_AS = {
    # Plants and food.
    "apple": "red apple", "apricot": "peach", "berries": "blueberries", "bloom": "blossom", "brownie": "chocolate bar", "burger": "hamburger", "cake": "birthday cake",
    "cereal": "bowl with spoon", "cheese": "cheese wedge", "cherry": "cherries", "chili": "hot pepper", "chocolate": "chocolate bar", "coffee": "hot beverage", "corn": "ear of corn",
    "daisy": "blossom", "dandelion": "blossom", "donut": "doughnut", "fern": "herb", "flower": "hibiscus", "flowers": "bouquet", "fries": "french fries", "fruit": "red apple", "grape": "grapes",
    "grass": "herb", "honey": "honey pot", "ice cream": "soft ice cream", "ice cream cone": "soft ice cream", "kiwi": "kiwi fruit", "leaf": "maple leaf", "leaves": "fallen leaf", "lily": "lotus",
    "maple": "maple leaf", "milk": "glass of milk", "muffin": "cupcake", "noodles": "steaming bowl", "oak": "deciduous tree", "oak tree": "deciduous tree", "orange": "tangerine",
    "orchid": "hibiscus", "palm": "palm tree", "pasta": "spaghetti", "pepper": "hot pepper", "pine": "evergreen tree", "pine tree": "evergreen tree", "plant": "potted plant",
    "pumpkin": "jack o lantern", "ramen": "steaming bowl", "rice": "cooked rice", "salad": "green salad", "soup": "pot of food", "steak": "cut of meat", "tea": "teacup without handle",
    "toadstool": "mushroom", "tree": "deciduous tree", "bonsai": "deciduous tree", "wheat": "sheaf of rice", "wine": "wine glass", "beer": "beer mug", "cup": "hot beverage", "mug": "hot beverage",
    "glass": "tumbler glass", "bottle": "baby bottle", "bowl": "bowl with spoon", "plate": "fork and knife with plate", "fork": "fork and knife", "knife": "kitchen knife", "popsicle": "shaved ice",
    # Animals.
    "alligator": "crocodile", "bee": "honeybee", "beehive": "honey pot", "bull": "ox", "bunny": "rabbit", "chick": "baby chick", "clam": "oyster", "crow": "black bird", "raven": "black bird",
    "dinosaur": "t rex", "falcon": "eagle", "hawk": "eagle", "fireflies": "beetle", "firefly": "beetle", "goldfish": "tropical fish", "grasshopper": "cricket",
    "hen": "chicken", "hippo": "hippopotamus", "hummingbird": "bird", "insect": "bug", "jaguar": "leopard", "cheetah": "leopard", "kitten": "cat", "kitty": "cat", "lamb": "ewe", "ladybug": "lady beetle",
    "lynx": "cat", "manta ray": "fish", "moth": "butterfly", "mice": "mouse", "nightingale": "bird", "ostrich": "flamingo", "panther": "black cat", "pigeon": "dove", "piglet": "pig", "pony": "horse",
    "puppy": "dog", "ray": "fish", "reindeer": "deer", "elk": "moose", "rhino": "rhinoceros", "salmon": "fish", "seagull": "dove", "seashell": "spiral shell", "shell": "spiral shell", "sheep": "ewe",
    "sparrow": "bird", "songbird": "bird", "starfish": "glowing star", "stallion": "horse", "mustang": "horse", "tortoise": "turtle", "toad": "frog", "trout": "fish", "worms": "worm",
    "pegasus": "unicorn", "serpent": "snake", "wyvern": "dragon", "hydra": "dragon", "kraken": "octopus", "griffin": "eagle", "werewolf": "wolf", "hound": "dog",
    # People and beings.
    "angel": "baby angel", "archer": "bow and arrow", "captain": "pilot", "chef": "cook", "clown": "clown face", "cowboy": "cowboy hat face", "dancer": "woman dancing", "demon": "smiling face with horns",
    "devil": "smiling face with horns", "satan": "smiling face with horns", "doctor": "health worker", "nurse": "health worker", "dwarf": "man beard", "gnome": "santa claus", "emperor": "prince",
    "empress": "princess", "giant": "troll", "goddess": "princess", "grandma": "old woman", "grandmother": "old woman", "grandfather": "old man", "grandpa": "old man", "hero": "superhero",
    "jester": "joker", "king": "prince", "lady": "woman", "guy": "man", "knight": "guard", "warrior": "guard", "soldier": "guard", "samurai": "ninja", "monster": "alien monster", "monk": "person in lotus position",
    "nun": "woman with headscarf", "painter": "artist", "pirate": "pirate flag", "policeman": "police officer", "priest": "man with veil", "queen": "princess", "sailor": "pilot", "santa": "santa claus",
    "sorcerer": "mage", "sorceress": "mage", "spaceman": "astronaut", "cosmonaut": "astronaut", "spirit": "ghost", "phantom": "ghost", "statue": "moai", "villain": "supervillain", "warlock": "mage",
    "witch": "mage", "wizard": "mage", "magician": "mage", "cyborg": "robot", "android": "robot", "droid": "robot", "extraterrestrial": "alien", "ballerina": "ballet shoes", "head": "bust in silhouette",
    "face": "slightly smiling face", "smile": "smiling face", "people": "person", "kid": "child", "hand": "raised hand", "beard": "man beard", "pharaoh": "person with crown",
    # Sky, land and weather.
    "beach": "beach with umbrella", "canyon": "desert", "city": "cityscape", "town": "houses", "village": "houses", "clouds": "cloud", "cosmos": "milky way", "galaxy": "milky way", "nebula": "milky way",
    "space": "milky way", "universe": "milky way", "earth": "globe showing europe africa", "globe": "globe showing americas", "world": "globe showing europe africa", "field": "national park", "flame": "fire",
    "forest": "evergreen tree", "jungle": "palm tree", "hill": "mountain", "mountains": "snow capped mountain", "iceberg": "ice", "island": "desert island", "lake": "national park",
    "landscape": "national park", "lightning": "high voltage", "thunder": "high voltage", "thunderbolt": "high voltage", "bolt": "high voltage", "meadow": "national park", "meteor": "comet", "moon": "crescent moon",
    "ocean": "water wave", "sea": "water wave", "wave": "water wave", "waves": "water wave", "planet": "ringed planet", "saturn": "ringed planet", "mars": "ringed planet", "rain": "cloud with rain", "river": "national park",
    "stone": "rock", "sky": "cloud", "snow": "cloud with snow", "storm": "cloud with lightning and rain", "street": "motorway", "road": "motorway", "highway": "motorway", "sunshine": "sun",
    "water": "droplet", "drop": "droplet", "wind": "wind face", "hurricane": "cyclone",
    # Buildings and vehicles.
    "bike": "bicycle", "boat": "sailboat", "yacht": "sailboat", "bridge": "bridge at night", "building": "office building", "skyscraper": "office building", "cabin": "hut", "cottage": "house with garden",
    "car": "automobile", "cathedral": "church", "chapel": "church", "monastery": "church", "fire truck": "fire engine", "fortress": "castle", "garden": "house with garden", "home": "house", "mansion": "house with garden",
    "jet": "airplane", "plane": "airplane", "aircraft": "airplane", "lorry": "articulated lorry", "truck": "delivery truck", "motorbike": "motorcycle", "museum": "classical building", "palace": "castle",
    "pagoda": "japanese castle", "ruin": "derelict house", "ruins": "derelict house", "scooter": "motor scooter", "shrine": "shinto shrine", "shop": "convenience store", "store": "department store",
    "spaceship": "flying saucer", "spacecraft": "rocket", "starship": "rocket", "steam train": "locomotive", "steam locomotive": "locomotive", "subway": "metro", "temple": "classical building",
    "theater": "performing arts", "tower": "tokyo tower", "ufo": "flying saucer", "van": "minibus", "vehicle": "automobile", "warship": "ship", "galleon": "sailboat",
    # Things.
    "armor": "shield", "armour": "shield", "armchair": "couch and lamp", "sofa": "couch and lamp", "couch": "couch and lamp", "arrow": "bow and arrow", "bag": "handbag", "ball": "soccer ball", "beads": "prayer beads",
    "book": "open book", "boot": "woman s boot", "bow": "bow and arrow", "box": "package", "chest": "package", "bulb": "light bulb", "cane": "probing cane", "car tire": "wheel", "cards": "joker",
    "chain": "chains", "chess piece": "chess pawn", "clock": "mantelpiece clock", "coins": "coin", "computer": "desktop computer", "diamond": "gem stone", "gem": "gem stone", "jewel": "gem stone",
    "crystal": "gem stone", "ruby": "gem stone", "dice": "game die", "doll": "nesting dolls", "drill": "screwdriver", "flag": "triangular flag", "gift": "wrapped gift", "present": "wrapped gift", "gun": "pistol",
    "hat": "top hat", "heart": "red heart", "helmet": "military helmet", "hourglass": "hourglass done", "lamp": "light bulb", "lantern": "red paper lantern", "letter": "envelope",
    "mask": "performing arts", "medal": "sports medal", "money": "money bag", "note": "musical note", "palette": "artist palette", "phone": "mobile phone", "piano": "musical keyboard",
    "pot": "pot of food", "potion": "alembic", "pyramid": "great pyramid", "rifle": "pistol", "robe": "kimono", "rope": "knot", "shirt": "t shirt", "shoe": "running shoe", "sneaker": "running shoe",
    "staff": "magic wand", "sword": "dagger", "swords": "crossed swords", "throne": "chair", "toy": "teddy bear", "treasure": "money bag", "tv": "television", "vase": "amphora", "wand": "magic wand", "weapon": "crossed swords",
    "web": "spider web", "balloons": "balloon", "fireplace": "fire", "campfire": "fire", "torch": "flashlight", "gears": "gear", "cog": "gear", "skulls": "skull",
}


def drawn_as(names, vocabulary):
    """The table without words that a text never keeps when it is read (`vocabulary`). `names`: all that is drawn; raises ValueError where one is not."""
    wrong = sorted(set(DRAWN_AS.values()) - set(names))
    if wrong:
        raise ValueError(f"no drawing is called {', '.join(wrong)}")
    return {word: name for word, name in sorted(DRAWN_AS.items()) if all(part in vocabulary for part in word.split())}
