/**
 * @file What the programs for Stable Diffusion leave in their pictures: AUTOMATIC1111, ComfyUI, InvokeAI, SwarmUI and Fooocus,
 * in texts of a PNG, or in EXIF of a JPEG or WebP. Of what has no counterpart here the names and values are kept.
 */
import { translateDiffusionPrompt } from '../prompt/diffusion-prompt.ts';
import type { CarriedTexts } from './carried.ts';
import { readComfyGraph } from './comfy-graph.ts';
import {
	asCount,
	asSeed,
	asText,
	type FoundMetadata,
	foreign,
	type MetadataPlace,
	type MetadataWriter,
} from './found.ts';
import { isJsonObject, type JsonObject, readJsonObject } from './json.ts';
import { readParametersText } from './parameters-text.ts';

/** Everything that one of these programs left; empty when none did. */
export function findDiffusion({ texts, exif }: CarriedTexts): readonly FoundMetadata[] {
	const found = [
		readInvoke(texts),
		...[texts['parameters'] ?? null, exif.comment].map((text, index) =>
			text === null ? null : readParameters(text, index === 0 ? 'pngText' : 'exif'),
		),
		readComfy(texts['prompt'], 'pngText'),
		// ComfyUI's WebP has `prompt:{…}` where cameras say their model.
		...[exif.model, exif.make, exif.description].map((text) =>
			text?.startsWith('prompt:') ? readComfy(text.slice('prompt:'.length), 'exif') : null,
		),
	];
	return found.filter((each) => each !== null);
}

interface Said {
	readonly positive: string;
	readonly negative: string;
	readonly width: unknown;
	readonly height: unknown;
	readonly steps: unknown;
	readonly seed: unknown;
	readonly model: unknown;
	readonly others: readonly (readonly [string, unknown])[];
}

function told(writer: MetadataWriter, place: MetadataPlace, said: Said): FoundMetadata {
	const { prompt, leftOut } = translateDiffusionPrompt(said.positive, said.negative);
	const others = said.others.flatMap(([name, value]) => {
		const text = asText(Array.isArray(value) ? value.filter((each) => typeof each === 'string').join(', ') : value);
		return text === null ? [] : [`${name}: ${text}`];
	});
	return foreign(writer, place, {
		prompt: asText(prompt),
		widthPx: asCount(said.width),
		heightPx: asCount(said.height),
		steps: asCount(said.steps),
		seed: asSeed(said.seed),
		model: asText(said.model),
		leftOut: [...leftOut, ...others],
	});
}

/** SwarmUI and Fooocus write JSON where AUTOMATIC1111 writes its text. */
function readParameters(text: string, place: MetadataPlace): FoundMetadata | null {
	const object = readJsonObject(text);
	if (object !== null) return readSwarm(object, place) ?? readFooocus(object, place);
	const parameters = readParametersText(text);
	if (parameters === null) return null;
	const { prompt, negative, values } = parameters;
	const [width, height] = (values.get('Size') ?? '').split('x');
	const isFooocus = values.get('Version')?.startsWith('Fooocus') ?? false;
	const taken = new Set(['Steps', 'Seed', 'Size', 'Model', 'Version']);
	return told(isFooocus ? 'fooocus' : 'automatic1111', place, {
		...{ positive: prompt, negative, width, height },
		...{ steps: values.get('Steps'), seed: values.get('Seed'), model: values.get('Model') },
		others: [...values].filter(([key]) => !taken.has(key) && !/hash/iu.test(key)),
	});
}

function readSwarm(object: JsonObject, place: MetadataPlace): FoundMetadata | null {
	const said = object['sui_image_params'];
	if (!isJsonObject(said)) return null;
	const taken = ['prompt', 'negativeprompt', 'width', 'height', 'steps', 'seed', 'model', 'swarm_version'];
	return told('swarmui', place, {
		...{ positive: textOf(said['prompt']), negative: textOf(said['negativeprompt']) },
		...{ width: said['width'], height: said['height'], steps: said['steps'], seed: said['seed'], model: said['model'] },
		others: Object.entries(said).filter(([name]) => !taken.includes(name)),
	});
}

function readFooocus(object: JsonObject, place: MetadataPlace): FoundMetadata | null {
	if (!('base_model' in object) && !textOf(object['version']).startsWith('Fooocus')) return null;
	const [, width, height] = /(\d+)\D+(\d+)/.exec(textOf(object['resolution'])) ?? [];
	const others = ['styles', 'performance', 'guidance_scale', 'sharpness', 'sampler', 'scheduler', 'refiner_model'];
	const loras = Object.keys(object).filter((name) => name.startsWith('lora_combined'));
	return told('fooocus', place, {
		...{ positive: textOf(object['prompt']), negative: textOf(object['negative_prompt']), width, height },
		...{ steps: object['steps'], seed: object['seed'], model: object['base_model'] },
		others: [...others, ...loras].map((name) => [name, object[name]] as const),
	});
}

function readComfy(text: string | undefined, place: MetadataPlace): FoundMetadata | null {
	const graph = text === undefined ? null : readJsonObject(text);
	const settings = graph === null ? null : readComfyGraph(graph);
	return settings === null ? null : told('comfyui', place, settings);
}

/** `invokeai_metadata` of today, `sd-metadata` and `Dream` of 2022. */
function readInvoke(texts: Readonly<Record<string, string>>): FoundMetadata | null {
	const now = readJsonObject(texts['invokeai_metadata'] ?? '');
	if (now !== null) {
		const model = now['model'];
		const others = ['cfg_scale', 'scheduler', 'strength', 'clip_skip', 'seamless_x', 'seamless_y'];
		return told('invokeai', 'pngText', {
			...{ positive: textOf(now['positive_prompt']), negative: textOf(now['negative_prompt']) },
			...{ width: now['width'], height: now['height'], steps: now['steps'], seed: now['seed'] },
			model: isJsonObject(model) ? (model['name'] ?? model['model_name']) : model,
			others: others.map((name) => [name, now[name]] as const),
		});
	}
	const before = readJsonObject(texts['sd-metadata'] ?? '');
	const image = before?.['image'];
	if (!isJsonObject(image)) return null;
	const said = Array.isArray(image['prompt']) ? image['prompt'] : [image['prompt']];
	const words = said.map((each) => (isJsonObject(each) ? textOf(each['prompt']) : textOf(each))).join(' ');
	// What is in square brackets is not wanted, in this program alone.
	const negative = [...words.matchAll(/\[([^[\]]*)\]/gu)].map(([, inner = '']) => inner).join(', ');
	return told('invokeai', 'pngText', {
		...{ positive: words.replaceAll(/\[[^[\]]*\]/gu, ' '), negative },
		...{ width: image['width'], height: image['height'], steps: image['steps'], seed: image['seed'] },
		model: before?.['model_weights'],
		others: ['cfg_scale', 'sampler'].map((name) => [name, image[name]] as const),
	});
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
