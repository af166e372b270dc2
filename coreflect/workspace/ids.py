"""Makes random ids and return words, the marks by which return words are stored, and today's date.

No id looks like a word, a number or a date, to a spreadsheet or to a reader. What makes chance is loaded when used.
"""

from __future__ import annotations

from datetime import date

from coreflect.core.names import HASH_LETTERS, two_words

LENGTH = 10
_CHARACTERS = HASH_LETTERS + "23456789"
_ALL = len(HASH_LETTERS) * len(_CHARACTERS) ** (LENGTH - 1)


class SystemIds:
    """Makes ids from the system's random number generator."""

    def record(self) -> str:
        """Make a new id or revision: ten consonants and digits, beginning with a letter."""
        from secrets import randbelow

        # One random number is faster than ten, and every save waits for an id.
        rest, first = divmod(randbelow(_ALL), len(HASH_LETTERS))
        made = HASH_LETTERS[first]
        while len(made) < LENGTH:
            rest, next_one = divmod(rest, len(_CHARACTERS))
            made += _CHARACTERS[next_one]
        return made

    def letters(self, count: int) -> str:
        """Make `count` random consonants."""
        from secrets import choice

        return "".join(choice(HASH_LETTERS) for _ in range(count))

    def return_words(self) -> tuple[str, str]:
        """Choose two different words from the list."""
        from secrets import choice

        first = choice(RETURN_WORDS)
        return first, choice([word for word in RETURN_WORDS if word != first])


class SystemClock:
    """Gives today's date by the laptop's calendar."""

    def today(self) -> str:
        """Return today's date in the laptop's time zone, as YYYY-MM-DD."""
        return date.today().isoformat()


_COST = 2**14
_BLOCK = 8
_MARK_BYTES = 16


def return_mark(round_id: str, words: str) -> str:
    """Make the mark of two words in a round: a slow hash, about 50 milliseconds, so that guessing takes long.

    Case, order, spaces, commas and an "and" between the words make no difference. Returns 32 hex digits.
    """
    import hashlib

    typed = "-".join(spoken(words))
    salt = round_id.encode()
    return hashlib.scrypt(typed.encode(), salt=salt, n=_COST, r=_BLOCK, p=1, dklen=_MARK_BYTES).hex()


def spoken(words: str) -> tuple[str, ...]:
    """Split what was typed into words, in the order in which they are compared."""
    return tuple(sorted(two_words(words)))


_WORDS = """
acre airport alcove alphabet amber anvil apron aqua arcade arch archway aspen attic autumn badge ballad balloon
bamboo bandstand banjo banner barge barn basin bassoon beacon bellows bicycle biplane blanket bluebell boardwalk
boathouse bobbin bookmark bookshop bracelet bracken bracket brass breeze bronze brook broom bubble bugle bungalow
bunting buttercup button cabin cactus camera candle canoe canopy canyon cardboard carnival carpet cascade castanet
castle cavern cello channel chapter chime chisel cinema circle city clamp clarinet clasp clipper clock cloud clover
coaster cobalt cobble comet compass concert copper corner corridor cosmos crescent crimson crocus crossing crossword
cube cupboard curtain cushion daffodil daylight deckchair delta denim dewdrop dial diamond domino dovetail dozen
driftwood drizzle drum duet dune duvet dynamo easel echo eclipse elm embankment emblem emerald encore engine
envelope equator eraser evening evergreen express fabric factory fanfare farmhouse fence fern festival firelight
flagpole flannel floodlight flute folder forest fortune fountain frame fridge funnel gadget galaxy gallery garden
garland gazebo gearbox gemstone gentle gift girder glade glider glitter glossy glove glow goggles golden gondola
gong granite gravel greenhouse grotto grove guitar gully hallway hamlet hammock harbour harmony harp hatbox headland
heath hedge hello hexagon hilltop holiday horizon hosepipe hourglass hovercraft icicle indigo inkwell inlet jazz
jetty journal journey jubilee jumper kayak kettle keyboard keyhole kiosk kite lace ladder lagoon lake lamp landmark
lantern lanyard larch latch lathe lattice laundry lavender leaf letter library lighthouse lilac limestone linen
lively lobby locket lodge loom lorry lotus luggage lupin magic magnet magnolia mallet mandolin mansion map maple
maracas marigold marimba market marsh marvel matchbox meadow medley melody meteor midnight milestone mill mineral
minuet mirror mitten monsoon monument moonlight mosaic moss motor mountain mural museum music napkin navy necklace
notebook novel nozzle oak oasis oboe ocean octagon office opera orbit orchard ornament oval overture paddle
paintbrush palace paper paperclip parade paragraph parasol parcel parchment park parlour pastel pasture patio
pattern pavement pavilion pebble pencil pennant pergola petunia photo piano piccolo picture pillow pinecone pinewood
piston planet platform plaza pliers pocket poem poetry polka pond pontoon porch portrait postcard poster pottery
primrose proverb puddle pulley purple pyramid quarry quartet quilt radio raft railing railway rainbow raincoat
rapids ravine recital recorder rectangle reef refrain ribbon riddle ridge ripple river rocket rockpool rosebud
roundabout rowboat rucksack rudder russet saddle sailboat sandal sander sandstone sapling sapphire satchel scarf
scarlet seashell seaside serenade shed shimmer shiny shoebox shovel shrub sidecar signal signpost silk silver sketch
skylight slate sledge sleet slipper snowdrop snowfall socket sofa solar solo sonata songbook sparkle speckled
spindle spool spotlight spray spring stadium stamp stapler starlight station statue stencil stopwatch stream string
striped studio suitcase summer summit sundial sunflower sunrise sunshine table tandem tango tapestry tartan tassel
taxi teapot telescope tempo terrace theatre thimble thistle thread thunder ticket tidal timber tinsel toaster tongs
toolbox torch tornado torrent tower town tractor trail tram treasure treble treehouse treetop triangle tricycle
trinket trio trombone trophy trowel tuba tugboat tulip tundra tunnel turnstile tweezers twig twilight twinkle
umbrella upland valley varnish vase velvet veranda verse viaduct village vinyl violin volcano voyage wallet
wallpaper waltz wardrobe waterfall watermark welcome wetland whirlwind whistle wicker willow windmill window winter
woodland wool workshop yarn zigzag
"""

RETURN_WORDS = tuple(_WORDS.split())
