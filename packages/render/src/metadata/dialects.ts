/**
 * @file How each program left its settings in a picture, or beside it. Ours is read first; what the others say is taken
 * as text and numbers, never as more.
 */
import type { CarriedTexts } from './carried.ts';
import { asCount, asSeed, asText, type FoundMetadata, type FoundSettings, foreign, ours } from './found.ts';
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
		readNerdyrodent(carried),
	];
	return candidates.filter((found) => found !== null);
}

/** What one of our films says; null when it is another's. */
export function findMovieMetadata({ title, comment }: MovieTexts): FoundMetadata | null {
	return comment !== null && isOwnRecipe(comment) ? ours('movie', comment, null, { title: asText(title) }) : null;
}

/** The `details.json` that tnwei's app leaves beside its picture; null when it is another file. */
export function findTnweiDetails(json: string): FoundMetadata | null {
	const details = readObject(json);
	if (details === null || !('text_input' in details) || !('num_steps' in details)) return null;
	return foreign('tnwei', 'json', {
		prompt: asText(details['text_input']),
		widthPx: asCount(details['Xdim']),
		heightPx: asCount(details['ydim']),
		steps: asCount(details['num_steps']),
		seed: asSeed(details['seed']),
		model: asText(details['vqgan_ckpt']),
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

function readOwnComment({ comment }: PictureTexts, xmp: XmpProperties | null): FoundMetadata | null {
	return comment !== null && isOwnRecipe(comment) ? ours('exif', comment, null, creditOf(xmp)) : null;
}

/** Whether a text looks like one of our recipes; others write comments of their own. */
function isOwnRecipe(comment: string): boolean {
	const object = readObject(comment);
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
		initialPicture: asText(first(xmp, 'dc:input_images')),
	});
}

function readNotebookPixels({ hidden }: PictureTexts): FoundMetadata | null {
	const data = hidden === null ? null : readObject(hidden);
	if (data?.['notebook'] !== notebookName) return null;
	return foreign('notebook', 'pixels', {
		prompt: asText(data['title']),
		steps: asCount(data['i']),
		seed: asSeed(data['seed']),
		model: asText(data['model']),
		initialPicture: asText(data['input_images']),
	});
}

function readRkhamilton({ texts }: PictureTexts): FoundMetadata | null {
	const { text_prompts: prompts, iterations, seed, init_image: initial } = texts;
	if (prompts === undefined || (iterations === undefined && seed === undefined)) return null;
	return foreign('rkhamilton', 'pngText', {
		prompt: promptOf(prompts),
		steps: asCount(iterations),
		seed: asSeed(seed),
		initialPicture: asText(initial),
	});
}

/** In his JPEGs all is one line: `text_prompts: …, image_prompts: …, …`. */
function readRkhamiltonComment({ comment }: PictureTexts): FoundMetadata | null {
	if (comment === null || !comment.startsWith('text_prompts: ')) return null;
	const keys = ['text_prompts', 'image_prompts', 'noise_prompts', 'iterations', 'init_image', 'save_every', 'seed'];
	const places = keys.map((key) => comment.indexOf(`${key}: `)).filter((place) => place >= 0);
	const value = (key: string): string | null => {
		const start = comment.indexOf(`${key}: `);
		if (start < 0) return null;
		const end = Math.min(...places.filter((place) => place > start), comment.length + 2) - 2;
		return comment.slice(start + key.length + 2, end);
	};
	return foreign('rkhamilton', 'exif', {
		prompt: promptOf(value('text_prompts') ?? ''),
		steps: asCount(value('iterations')),
		seed: asSeed(/^\d*/.exec(value('seed') ?? '')?.[0]),
		initialPicture: value('init_image') === '[]' ? null : asText(value('init_image')),
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

function readObject(json: string): Readonly<Record<string, unknown>> | null {
	try {
		const value: unknown = JSON.parse(json);
		return typeof value === 'object' && value !== null && !Array.isArray(value)
			? (value as Readonly<Record<string, unknown>>)
			: null;
	} catch {
		return null;
	}
}
