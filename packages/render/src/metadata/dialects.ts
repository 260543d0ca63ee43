/**
 * @file How each program left its settings in a picture, or beside it. Ours is read first; what the others say is taken
 * as text and numbers, never as more.
 */
import type { CarriedTexts } from './carried.ts';
import { findDiffusion } from './diffusion.ts';
import {
	asCount,
	asInitialPicture,
	asSeed,
	asText,
	type FoundMetadata,
	type FoundSettings,
	foreign,
	ours,
} from './found.ts';
import { readJsonObject } from './json.ts';
import type { MovieTexts } from './mp4.ts';
import { type PythonTexts, readPythonTexts } from './python-literal.ts';
import { readRunRecord } from './run-record.ts';
import { recipeKey, runKey } from './written.ts';
import { readXmp, type XmpName, type XmpProperties } from './xmp.ts';

/** All that is to be known of a file before its settings are looked for. */
export interface PictureTexts extends CarriedTexts {
	/** What `revealText` found in the pixels; null when they were not looked at. */
	readonly hidden: string | null;
}

/** The mark of the 2021 notebook, as creator in XMP and as notebook in the hidden JSON. */
const notebookName = 'VQGAN+CLIP';

/** Everything found, the most telling first; empty when nothing was. */
export function findMetadata(carried: PictureTexts): readonly FoundMetadata[] {
	const xmp = carried.xmp === null ? null : readXmp(carried.xmp);
	const candidates = [
		readOwnText(carried, xmp),
		readOwnXmp(xmp),
		readOwnComment(carried, xmp),
		readNotebookXmp(xmp),
		readNotebookPixels(carried),
		readRkhamilton(carried),
		readRkhamiltonComment(carried),
		readPixray(carried),
		readNerdyrodent(carried),
	];
	return [...candidates.filter((found) => found !== null), ...findDiffusion(carried)];
}

/** What one of our films says; null when it is another's. */
export function findMovieMetadata({ title, comment }: MovieTexts): FoundMetadata | null {
	return comment !== null && isOwnRecipe(comment) ? ours('movie', comment, null, { title: asText(title) }) : null;
}

/** The `details.json` that tnwei's app leaves beside its picture; null when it is another file. */
export function findTnweiDetails(json: string): FoundMetadata | null {
	const details = readJsonObject(json);
	const marks = ['num_steps', 'planned_num_steps', 'vqgan_ckpt', 'Xdim', 'run_id'];
	// Pages of its earlier versions lack some of them.
	if (details === null || !('text_input' in details) || !marks.some((mark) => mark in details)) return null;
	return foreign('tnwei', 'json', {
		prompt: asText(details['text_input']),
		widthPx: asCount(details['Xdim']),
		heightPx: asCount(details['ydim']),
		steps: asCount(details['num_steps']) ?? asCount(details['planned_num_steps']),
		seed: asSeed(details['seed']),
		model: asText(details['vqgan_ckpt']),
		initialPicture: asInitialPicture(details['init_image']),
	});
}

function readOwnText({ texts }: PictureTexts, xmp: XmpProperties | null): FoundMetadata | null {
	const recipe = texts[recipeKey];
	const run = texts[runKey];
	return recipe === undefined
		? null
		: ours('pngText', recipe, run === undefined ? null : readRunRecord(run), creditOf(xmp));
}

function readOwnXmp(xmp: XmpProperties | null): FoundMetadata | null {
	const recipe = first(xmp, 'galatea:recipe');
	const run = first(xmp, 'galatea:run');
	return recipe === null ? null : ours('xmp', recipe, run === null ? null : readRunRecord(run), creditOf(xmp));
}

function readOwnComment({ exif: { comment } }: PictureTexts, xmp: XmpProperties | null): FoundMetadata | null {
	return comment !== null && isOwnRecipe(comment) ? ours('exif', comment, null, creditOf(xmp)) : null;
}

/** Whether a text looks like one of our recipes; others write comments of their own. */
function isOwnRecipe(comment: string): boolean {
	const object = readJsonObject(comment);
	return object !== null && 'pack' in object && 'prompts' in object;
}

function creditOf(xmp: XmpProperties | null): Pick<FoundSettings, 'title' | 'creator' | 'licence'> {
	return {
		title: asText(first(xmp, 'dc:title')),
		creator: asText(first(xmp, 'dc:creator')),
		licence: asText(first(xmp, 'dc:rights')),
	};
}

function readNotebookXmp(xmp: XmpProperties | null): FoundMetadata | null {
	if (first(xmp, 'dc:creator') !== notebookName) return null;
	return foreign('notebook', 'xmp', {
		prompt: asText(first(xmp, 'dc:title')),
		steps: asCount(first(xmp, 'dc:i')),
		seed: asSeed(first(xmp, 'dc:seed')),
		model: asText(first(xmp, 'dc:model')),
		initialPicture: asInitialPicture(first(xmp, 'dc:input_images')),
	});
}

function readNotebookPixels({ hidden }: PictureTexts): FoundMetadata | null {
	const data = hidden === null ? null : readJsonObject(hidden);
	// Some copies of the notebook left its name out; nobody else hides these two together.
	if (
		data === null ||
		('notebook' in data ? data['notebook'] !== notebookName : !('title' in data && ('seed' in data || 'i' in data)))
	)
		return null;
	return foreign('notebook', 'pixels', {
		prompt: asText(data['title']),
		steps: asCount(data['i']),
		seed: asSeed(data['seed']),
		model: asText(data['model']),
		initialPicture: asInitialPicture(data['input_images']),
	});
}

function readRkhamilton({ texts }: PictureTexts): FoundMetadata | null {
	const { text_prompts: prompts, iterations, seed, init_image: initial } = texts;
	if (prompts === undefined || (iterations === undefined && seed === undefined)) return null;
	return foreign('rkhamilton', 'pngText', {
		prompt: promptOf(prompts),
		steps: asCount(iterations),
		seed: asSeed(seed),
		initialPicture: asInitialPicture(initial),
	});
}

/** Letters of such a line that are read: a pattern takes its time over more. */
const maximumLineLetters = 10_000;

/**
 * In his JPEGs all is one line: `text_prompts: …, image_prompts: …, …`, the keys always in this order. What is in the prompt may
 * look like keys, so the last place counts where all of them follow.
 */
const rkhamiltonLine =
	/^text_prompts: (.*), image_prompts: .*?, noise_prompts: .*?, iterations: (\S*), init_image: (.*), save_every: \S*, seed: (\S*)/su;

function readRkhamiltonComment({ exif: { comment } }: PictureTexts): FoundMetadata | null {
	const [, prompt, iterations, initial, seed] = rkhamiltonLine.exec((comment ?? '').slice(0, maximumLineLetters)) ?? [];
	if (prompt === undefined) return null;
	return foreign('rkhamilton', 'exif', {
		prompt: promptOf(prompt),
		steps: asCount(iterations),
		seed: asSeed(/^\d*/.exec(seed ?? '')?.[0]),
		initialPicture: asInitialPicture(initial),
	});
}

/** pixray leaves each of its settings, as Python prints it. */
function readPixray({ texts }: PictureTexts): FoundMetadata | null {
	const prompts = texts['pixray_prompts'];
	const seed = texts['pixray_seed_used'] ?? texts['pixray_seed'];
	if (prompts === undefined && texts['pixray_seed_used'] === undefined) return null;
	const [, width, height] = /^[([]\s*(\d+)\s*,\s*(\d+)\s*[)\]]$/.exec(texts['pixray_size'] ?? '') ?? [];
	const others = [
		'drawer',
		'quality',
		'scale',
		'aspect',
		'ezsize',
		'custom_loss',
		'filters',
		'vector_prompts',
		'palette',
	];
	return foreign('pixray', 'pngText', {
		prompt: promptOf(prompts ?? ''),
		widthPx: asCount(width),
		heightPx: asCount(height),
		steps: asCount(texts['pixray_iterations']),
		seed: asSeed(seed),
		model: asText(texts['pixray_vqgan_model']),
		initialPicture: asInitialPicture(texts['pixray_init_image']),
		leftOut: others.flatMap((name) => {
			const value = asText(texts[`pixray_${name}`]);
			return value === null ? [] : [`${name}: ${value}`];
		}),
	});
}

function readNerdyrodent({ texts }: PictureTexts): FoundMetadata | null {
	const prompts = texts['comment'] === undefined ? null : readPythonTexts(texts['comment']);
	const prompt = prompts === null ? null : asText(printPhrases(prompts));
	return prompt === null ? null : foreign('nerdyrodent', 'pngText', { prompt });
}

function promptOf(text: string): string | null {
	const list = text.startsWith('[') ? readPythonTexts(text) : null;
	return asText(list === null ? text : printPhrases(list));
}

/** Terms stand beside each other, phrases of a story after each other. */
function printPhrases(list: readonly PythonTexts[]): string {
	if (list.every((item) => typeof item === 'string')) return list.map((item) => item.trim()).join(' | ');
	return list.map((item) => (typeof item === 'string' ? item : printPhrases(item))).join(' ^ ');
}

function first(xmp: XmpProperties | null, name: XmpName): string | null {
	return xmp?.get(name)?.[0] ?? null;
}
