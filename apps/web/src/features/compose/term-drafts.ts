/** @file What the form says of single terms: when each counts and where, and terms that are pictures or noises. */
import { type PromptTerm, type Region, scheduleCurves, type TermSchedule } from '@galatea/render';
import { readDecimal } from './settings.ts';

/** When and where, as text; an empty text is everywhere, and always. */
export interface TermPlace {
	/** Left, top, width and height in shares of the sides, with spaces between them. */
	readonly region: string;
	/** SHA-256 of a picture of which the white is the place; empty for none. It goes before `region`. */
	readonly mask: string;
	readonly curve: TermSchedule['curve'];
	/** `step=share`, with spaces between them. */
	readonly keyframes: string;
}

export interface ImageTermDraft extends TermPlace {
	readonly sha256: string;
	readonly weight: string;
	readonly stop: string;
}

export interface NoiseTermDraft extends TermPlace {
	readonly seed: string;
	readonly weight: string;
	readonly stop: string;
}

/** Everywhere, and always. */
export const anyPlace: TermPlace = { region: '', mask: '', curve: 'linear', keyframes: '' };

export function isAnyPlace({ region, mask, keyframes }: TermPlace): boolean {
	return region.trim() === '' && mask === '' && keyframes.trim() === '';
}

/** In the words of a recipe; what is written wrong comes out as NaN, for the recipe to refuse. */
export function readPlace({ region, mask, curve, keyframes }: TermPlace): {
	readonly region?: Region;
	readonly mask?: { readonly sha256: string };
	readonly schedule?: TermSchedule;
} {
	const [left = Number.NaN, top = Number.NaN, width = Number.NaN, height = Number.NaN, ...more] =
		words(region).map(readDecimal);
	return {
		...(mask !== '' && { mask: { sha256: mask } }),
		...(words(region).length > 0 &&
			mask === '' && {
				region: { left: more.length > 0 ? Number.NaN : left, top, width, height },
			}),
		...(words(keyframes).length > 0 && { schedule: { curve, keyframes: words(keyframes).map(readKeyframe) } }),
	};
}

export function printPlace(term: {
	readonly region?: Region | undefined;
	readonly mask?: { readonly sha256: string } | undefined;
	readonly schedule?: TermSchedule | undefined;
}): TermPlace {
	const { region, mask, schedule } = term;
	return {
		region: region === undefined ? '' : [region.left, region.top, region.width, region.height].join(' '),
		mask: mask?.sha256 ?? '',
		curve: scheduleCurves.find((curve) => curve === schedule?.curve) ?? 'linear',
		keyframes: schedule?.keyframes.map(({ step, share }) => `${step}=${share}`).join(' ') ?? '',
	};
}

/** Weight and stop in the words of a recipe; left empty they are 1 and none. */
export function readMeasure({ weight, stop }: { readonly weight: string; readonly stop: string }): {
	readonly weight: number;
	readonly stop: number | null;
} {
	return {
		weight: weight.trim() === '' ? 1 : readDecimal(weight),
		stop: stop.trim() === '' ? null : readDecimal(stop),
	};
}

/**
 * The places of terms, by their index, after the prompt was written anew, with its terms before and after: those before and after the change stay with their
 * words.
 */
export function movePlaces(
	places: Readonly<Record<number, TermPlace>>,
	before: readonly PromptTerm[],
	after: readonly PromptTerm[],
): Readonly<Record<number, TermPlace>> {
	const [old, now] = [before, after].map((terms) => terms.map(({ text }) => text)) as [string[], string[]];
	const shorter = Math.min(old.length, now.length);
	let head = 0;
	while (head < shorter && old[head] === now[head]) head++;
	let tail = 0;
	while (tail < shorter - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
	const moved = Object.entries(places).map(([name, place]) => {
		const index = Number(name);
		return [index < old.length - tail ? index : index + now.length - old.length, place] as const;
	});
	// Of what was written over, as much stays as there are terms in its stead.
	const isThere = ([index]: readonly [number, TermPlace], at: number): boolean =>
		index < now.length - tail || Number(Object.keys(places)[at]) >= old.length - tail;
	return Object.fromEntries(moved.filter(isThere));
}

function words(text: string): readonly string[] {
	return text
		.trim()
		.split(/\s+/)
		.filter((word) => word !== '');
}

function readKeyframe(word: string): { readonly step: number; readonly share: number } {
	const [step = '', share = '', ...more] = word.split('=');
	return { step: more.length > 0 ? Number.NaN : readDecimal(step), share: readDecimal(share) };
}
