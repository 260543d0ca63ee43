/** @file What people of a generated gallery write: prompts, titles and tags in English and Spanish, few words often and many seldom. */
import type { Draw } from './draw.ts';

interface Language {
	readonly things: readonly string[];
	readonly manners: readonly string[];
	readonly places: readonly string[];
	readonly styles: readonly string[];
	readonly phrase: (thing: string, manner: string, place: string) => string;
	readonly comments: readonly string[];
}

const list = (words: string): readonly string[] => words.split('|');

const english: Language = {
	things: list(
		'city|forest|castle|ocean|mountain|garden|cathedral|dragon|river|robot|temple|woman|island|house|tower|cat|moon|ship|lighthouse|tree|flower|horse|machine|library|clock|waterfall|desert|whale|fox|bridge|train|dream|spaceship|village|portrait|storm|cave|owl|palace|labyrinth|mushroom|dancer|octopus|skull|astronaut|canyon|staircase|mirror|angel|butterfly|volcano|planet|piano|wolf|ruin|street|crystal|knight|swamp|heart|apple|rainbow|violin|harbour|windmill|meadow|comet|tiger|queen|market|glacier|airship|statue|lantern|peacock|snail|cathedral organ|elephant|jellyfish|bonsai|telescope|carousel|monastery|reef|sphinx|beetle|aqueduct|hummingbird|chess game|greenhouse|obelisk|pomegranate|iguana|cello|loom|observatory|tidepool|sundial|kelp|quarry',
	),
	manners: list(
		'red|blue|golden|ancient|dark|beautiful|glowing|floating|surreal|giant|abandoned|tiny|burning|frozen|green|mystical|broken|electric|silver|melting|endless|sleeping|haunted|crystalline|mechanical|purple|underwater|ruined|luminous|ornate|wooden|wild|foggy|translucent|iridescent|woven|paper|forgotten|gentle|copper|fractal|pale|hollow|velvet|radiant|jagged|mossy|weightless|porcelain|tangled',
	),
	places: list(
		'at night|in the rain|under the sea|in the mist|at sunset|in the clouds|on the moon|in spring|in winter|by the sea|inside a bottle|on fire|in a dream|in ruins|at dawn|above the valley|in the desert|in autumn|through a window|in the snow|beneath the ice|at the end of time|on a hill|in a storm|among the stars|between two worlds|behind glass|by candlelight|on a distant planet|in a flooded hall',
	),
	styles: list(
		'oil painting|watercolour|unreal engine|matte painting|pencil sketch|by van Gogh|by Hokusai|art nouveau|pixel art|stained glass|by Klimt|low poly|baroque|ukiyo-e|charcoal|by Hieronymus Bosch|etching|cubism|by Turner|long exposure|embroidery|fresco|by Remedios Varo|linocut|by Odilon Redon|isometric|mosaic|by Hilma af Klint|daguerreotype|papercut',
	),
	phrase: (thing, manner, place) => `a ${manner} ${thing} ${place}`,
	comments: list(
		'Love the light in this one.|How many steps did it take?|The colours are wonderful!|Reminds me of a dream I had.|Which pack is this?|I tried the same with another seed, it came out very different.|The left corner is my favourite part.|Beautiful.|Could you share the next one as well?|This would make a great cover.',
	),
};

const spanish: Language = {
	things: list(
		'ciudad|bosque|casa|catedral|selva|isla|torre|luna|flor|montaña|niña|biblioteca|cueva|fuente|ballena|mariposa|calle|noria|golondrina|guitarra',
	),
	manners: list('roja|dorada|antigua|azul|oscura|perdida|luminosa|enorme|dormida|rota|verde|lejana|callada|salvaje'),
	places: list(
		'de noche|en la niebla|bajo el mar|al amanecer|entre las nubes|en el desierto|junto al río|en invierno|a la luz de las velas|en un sueño',
	),
	styles: list('acuarela|óleo|grabado|por Goya|por Remedios Varo|arte pixel|vitral|carboncillo'),
	phrase: (thing, manner, place) => `una ${thing} ${manner} ${place}`,
	comments: list(
		'¡Qué maravilla!|Me encanta la luz.|¿Cuántos pasos tiene?|Parece un sueño.|Los colores son preciosos.|La esquina de abajo es lo mejor.',
	),
};

/** Of five, how many write English. */
const englishOfFive = 4;

function languageOf(draw: Draw): Language {
	return draw.below(5) < englishOfFive ? english : spanish;
}

/** What somebody made and how they call it. */
export interface Wording {
	/** Texts of the prompt's terms, 1 to 3. */
	readonly terms: readonly string[];
	readonly title: string;
	/** As `readTag` of packages/render writes them, 0 to 6, different. */
	readonly tags: readonly string[];
}

/** The words of a new picture. */
export function drawWording(draw: Draw): Wording {
	const language = languageOf(draw);
	const [thing, manner] = [draw.oneOf(language.things), draw.oneOf(language.manners)];
	const place = draw.oneOf(language.places);
	const styles = Array.from({ length: draw.below(3) }, () => draw.oneOf(language.styles));
	const word = (text: string): string => text.replaceAll(/[ -]/g, '_').toLowerCase();
	// The usual ones, and many that hardly anybody else uses.
	const possible = [word(thing), word(manner), 'vqgan', 'clip', ...styles.map(word), `${word(thing)}_${word(manner)}`];
	return {
		terms: [language.phrase(thing, manner, place), ...styles],
		title: draw.below(4) === 0 ? `${place}`.replace(/^./u, (first) => first.toUpperCase()) : `${manner} ${thing}`,
		tags: [...new Set(possible.filter(() => draw.below(2) === 0))],
	};
}

/** What somebody says of a picture. */
export function drawComment(draw: Draw): string {
	return draw.oneOf(languageOf(draw).comments);
}
