/** @file What the command line says about terms: pictures, noises, and when each counts. */
import type { RecipeRequest } from '@galatea/optimiser';
import { type PromptTerm, parseFileTerms, parsePrompt, scheduleCurves } from '@galatea/render';
import { UsageError } from './usage-error.ts';

/** A picture that the render should come close to, by its file. */
export interface ImagePromptFile extends Omit<PromptTerm, 'text'> {
	readonly file: string;
}

/** A mask of a term, by its file. */
export interface MaskFile {
	/** Index of the term, from 0. */
	readonly term: number;
	readonly file: string;
}

/** Reads `FILE:weight:stop | …`, in the grammar of prompts. */
export function readImagePrompts(text: string): readonly ImagePromptFile[] {
	return readTerms('image-prompts', parseFileTerms(text)).map(({ text: file, ...rest }) => ({ file, ...rest }));
}

/** Reads `SEED:weight:stop | …`. */
export function readNoisePrompts(text: string): NonNullable<RecipeRequest['noisePrompts']> {
	return readTerms('noise-prompts', parsePrompt(text)).map(({ text: seed, ...rest }) => ({ seed, ...rest }));
}

function readTerms(option: string, terms: readonly PromptTerm[]): readonly PromptTerm[] {
	if (terms.length === 0) throw new UsageError(`--${option} names nothing.`);
	return terms;
}

/** Reads `TERM CURVE STEP=SHARE STEP=SHARE …`; terms count from 1, the curve may be left out. */
export function readSchedule(text: string): NonNullable<RecipeRequest['schedules']>[number] {
	const refuse = (): never => {
		throw new UsageError(`--schedule ${text}: write the term, a curve and keyframes, as in "2 linear 1=0 100=1".`);
	};
	const [term = '', ...rest] = text.trim().split(/\s+/);
	const named = scheduleCurves.find((curve) => curve === rest[0]);
	const keyframes = (named === undefined ? rest : rest.slice(1)).map((word) => {
		const [step, share, ...more] = word.split('=').map(Number);
		if (step === undefined || share === undefined || more.length > 0) return refuse();
		return Number.isFinite(step) && Number.isFinite(share) ? { step, share } : refuse();
	});
	if (!/^[1-9]\d*$/.test(term) || keyframes.length === 0) refuse();
	return { term: Number(term) - 1, curve: named ?? 'linear', keyframes };
}

/** Reads `TERM LEFT TOP WIDTH HEIGHT`; terms count from 1, the rest are shares of the picture's sides. */
export function readRegion(text: string): NonNullable<RecipeRequest['regions']>[number] {
	const [term = 0, left = 0, top = 0, width = 0, height = 0, ...more] = text.trim().split(/\s+/).map(Number);
	const numbers = [term, left, top, width, height];
	if (text.trim().split(/\s+/).length !== 5 || more.length > 0 || !numbers.every(Number.isFinite) || term < 1)
		throw new UsageError(`--region ${text}: write the term and its place in shares, as in "2 0.5 0 0.5 1".`);
	return { term: term - 1, left, top, width, height };
}

/** Reads `TERM FILE`; terms count from 1, the rest is the name of a file, which may have spaces. */
export function readMask(text: string): MaskFile {
	const [, term, file] = /^\s*([1-9]\d*)\s+(\S.*)$/s.exec(text) ?? [];
	if (term === undefined || file === undefined)
		throw new UsageError(`--mask ${text}: write the term and the file of its mask, as in "2 sky.png".`);
	return { term: Number(term) - 1, file };
}
