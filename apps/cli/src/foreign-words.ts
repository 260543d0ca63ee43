/**
 * @file The words of nerdyrodent's script and of the Spanish notebook of 2021, as the words of `galatea render`. Values are
 * read as theirs, several words after an option where theirs take several; what has no meaning here is said.
 */
import { motionOfZoom, type ZoomName, zoomNames } from './foreign-motion.ts';
import { UsageError } from './usage-error.ts';

/** What the words mean here. */
export interface TranslatedWords {
	readonly words: readonly string[];
	/** Sentences about what was left out. */
	readonly notes: readonly string[];
	/** Whether the render goes on until somebody stops it, as the notebook does with −1 iterations. */
	readonly untilStopped: boolean;
}

/** What becomes of an option: its name here, with its values joined or changed; or why it is left out or refused. */
type Meaning =
	| { readonly as: string; readonly of?: (values: readonly string[]) => string }
	| { readonly position: 'prompt' }
	| { readonly collect: 'seeds' | 'weights' | 'width' | 'height' | ZoomName }
	| { readonly ignored: string }
	| { readonly refused: string };

interface ForeignOption {
	readonly names: readonly string[];
	readonly meaning: Meaning;
	/** Values that it takes: one, none, or as many as follow. */
	readonly takes?: 'none' | 'many';
	/** A value by which it says nothing: of a seed, that it be drawn; of iterations, that there be no end. */
	readonly drawnBy?: '-1';
}

const packSays = 'a pack brings its networks; see galatea packs';
const laterVideo = 'galatea video makes the film of any picture';
const noStyle = 'galatea render makes a picture, and no video of another';

const foreignOptions: readonly ForeignOption[] = [
	{ names: ['-p', '--prompts', '--textos'], meaning: { position: 'prompt' } },
	{ names: ['-ip', '--image_prompts', '--imagenes_objetivo'], meaning: { as: '--image-prompts' } },
	{ names: ['-i', '--iterations', '--max_iteraciones'], meaning: { as: '--steps' }, drawnBy: '-1' },
	{ names: ['-s', '--size'], meaning: { as: '--size', of: (values) => values.join('x') }, takes: 'many' },
	{ names: ['--ancho'], meaning: { collect: 'width' } },
	{ names: ['--alto'], meaning: { collect: 'height' } },
	{ names: ['-ii', '--init_image', '--imagen_inicial'], meaning: { as: '--init' } },
	{ names: ['-in', '--init_noise'], meaning: { as: '--init-noise' } },
	// His init_weight pulls to zero and not to the picture.
	{ names: ['-iw', '--init_weight'], meaning: { as: '--loss', of: ([value]) => `shrinkLatent=${value}` } },
	{ names: ['-nps', '--noise_prompt_seeds'], meaning: { collect: 'seeds' }, takes: 'many' },
	{ names: ['-npw', '--noise_prompt_weights'], meaning: { collect: 'weights' }, takes: 'many' },
	{ names: ['-lr', '--learning_rate'], meaning: { as: '--learning-rate' } },
	{ names: ['-cutm', '--cut_method'], meaning: { as: '--cut-method' } },
	{ names: ['-cuts', '--num_cuts'], meaning: { as: '--cutouts' } },
	{ names: ['-cutp', '--cut_power'], meaning: { as: '--cut-power' } },
	{ names: ['-aug', '--augments'], meaning: { as: '--augment', of: (values) => values.join() }, takes: 'many' },
	{ names: ['-sd', '--seed'], meaning: { as: '--seed' }, drawnBy: '-1' },
	{ names: ['-opt'], meaning: { as: '--optimiser', of: ([value = '']) => value.toLowerCase() } },
	{ names: ['--output'], meaning: { as: '--out' } },
	{ names: ['-cpe', '--change_prompt_every'], meaning: { as: '--steps-per-phrase' } },
	{ names: ['-m', '--clip_model'], meaning: { ignored: packSays } },
	{ names: ['-conf', '--vqgan_config', '-ckpt', '--vqgan_checkpoint', '--modelo'], meaning: { ignored: packSays } },
	{
		names: ['-se', '--save_every', '--intervalo_imagenes'],
		meaning: { ignored: 'the picture is written when it is done' },
	},
	{ names: ['-d', '--deterministic'], meaning: { ignored: 'a recipe always gives the same picture' }, takes: 'none' },
	{ names: ['-cd', '--cuda_device'], meaning: { ignored: 'GALATEA_PROVIDER says what computes' } },
	{ names: ['-vid', '--video'], meaning: { ignored: laterVideo }, takes: 'none' },
	{ names: ['-vsd', '--video_style_dir'], meaning: { refused: noStyle } },
	{ names: ['-zvid', '--zoom_video'], meaning: { collect: 'zoomVideo' }, takes: 'none' },
	{ names: ['-zs', '--zoom_start'], meaning: { collect: 'zoomStart' } },
	{ names: ['-zse', '--zoom_save_every', '--zoom_frequency'], meaning: { collect: 'zoomEvery' } },
	{ names: ['-zsc', '--zoom_scale'], meaning: { collect: 'zoomScale' } },
	{ names: ['-zsx', '--zoom_shift_x'], meaning: { collect: 'zoomShiftX' } },
	{ names: ['-zsy', '--zoom_shift_y'], meaning: { collect: 'zoomShiftY' } },
	{
		names: ['-vl', '--video_length', '-ofps', '--output_video_fps', '-ifps', '--input_video_fps'],
		meaning: { ignored: laterVideo },
	},
];

/** Translates what it knows of and leaves every other word as it is. Throws {@link UsageError}. */
export function translateForeign(words: readonly string[]): TranslatedWords {
	const translated: string[] = [];
	const notes: string[] = [];
	const collected = new Map<string, readonly string[]>();
	let untilStopped = false;
	for (let at = 0; at < words.length; ) {
		const { option, name, attached } = findOption(words[at] as string);
		at += 1;
		if (option === undefined) {
			translated.push(words[at - 1] as string);
			continue;
		}
		const values = attached === undefined ? takeValues(words, at, option) : [attached];
		at += attached === undefined ? values.length : 0;
		if (values.length === 0 && option.takes !== 'none') throw new UsageError(`${name} has no value.`);
		const { meaning } = option;
		if (option.takes !== 'none' && saysNothing(option, values)) {
			if (option.names.includes('--max_iteraciones') && values[0]?.trim() === '-1') untilStopped = true;
			continue;
		}
		if ('as' in meaning) translated.push(`${meaning.as}=${meaning.of?.(values) ?? values[0]}`);
		// With its own hyphen a prompt would be an option.
		else if ('position' in meaning) collected.set('prompt', values);
		else if ('collect' in meaning) collected.set(meaning.collect, values);
		else if ('ignored' in meaning) notes.push(`${name} is left out: ${meaning.ignored}.`);
		else throw new UsageError(`${name} cannot be followed: ${meaning.refused}.`);
	}
	if (collected.has('zoomVideo')) notes.push(`-zvid is --motion here: ${laterVideo}.`);
	else if (zoomNames.some((name) => collected.has(name)))
		notes.push('-zs, -zse, -zsc, -zsx and -zsy are left out: there is no -zvid.');
	const size = translated.find((word) => word.startsWith('--size='))?.slice('--size='.length);
	const motion = motionOfZoom(collected, size);
	return {
		words: [...translated, ...(motion === null ? [] : [`--motion=${motion}`]), ...gathered(collected)],
		notes,
		untilStopped,
	};
}

/** Whether the values mean that nothing was said: Python's None, an empty text, or −1 where that has this meaning. */
function saysNothing({ drawnBy }: ForeignOption, values: readonly string[]): boolean {
	return values.every((value) => ['', 'None', drawnBy].includes(value.trim()));
}

function findOption(word: string): { option: ForeignOption | undefined; name: string; attached: string | undefined } {
	const [name = '', ...rest] = word.split('=');
	const isJoined = name.startsWith('--') && rest.length > 0;
	const option = foreignOptions.find(({ names }) => names.includes(isJoined ? name : word));
	// `--size=64x64` and `--size 64x64` are ours too, and mean the same.
	return { option, name: isJoined ? name : word, attached: isJoined ? rest.join('=') : undefined };
}

function takeValues(words: readonly string[], from: number, { takes }: ForeignOption): readonly string[] {
	if (takes === 'none') return [];
	if (takes === undefined || /^-\D/.test(words[from] ?? '-'))
		return words.slice(from, takes === undefined ? from + 1 : from);
	const end = words.findIndex((word, index) => index > from && !isValue(word));
	return words.slice(from, end === -1 ? undefined : end);
}

// A number may begin with a hyphen; an option does, and is none. Augmentations have two letters; a prompt has more.
function isValue(word: string): boolean {
	return /^-?(\d+(\.\d*)?|\.\d+)$/.test(word) || /^[A-Z][a-z]$/.test(word) || /^-?\d+[xX×]-?\d+$/.test(word);
}

function gathered(collected: ReadonlyMap<string, readonly string[]>): readonly string[] {
	const words: string[] = [];
	const [width, height] = [collected.get('width')?.[0], collected.get('height')?.[0]];
	if (width !== undefined || height !== undefined) {
		if (width === undefined || height === undefined) throw new UsageError('--ancho and --alto belong together.');
		words.push(`--size=${width}x${height}`);
	}
	const seeds = collected.get('seeds');
	const weights = collected.get('weights') ?? [];
	if (seeds === undefined && weights.length > 0) throw new UsageError('-npw weighs noise prompts, and there are none.');
	if (seeds !== undefined)
		// As his zip: a seed without a weight would be dropped there; here it has weight 1.
		words.push(`--noise-prompts=${seeds.map((seed, index) => `${seed}:${weights[index] ?? 1}`).join(' | ')}`);
	const prompt = collected.get('prompt');
	return prompt === undefined ? words : [...words, '--', ...prompt];
}
