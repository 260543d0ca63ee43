/** @file What may be asked of a pack: any part of a recipe, each of which may be left out. */
import type { PresetName, Recipe, Region, TermSchedule } from '@galatea/render';

/** A value of which every member may be left out, or be null as GraphQL has it. */
type Loose<T> = T extends readonly (infer Entry)[]
	? readonly Loose<Entry>[]
	: T extends object
		? { readonly [Name in keyof T]?: Loose<T[Name]> | null | undefined }
		: T;

type Asked<T> = T | null | undefined;

/** What was asked for; what is left out (or null) takes the pack's default, or what a recipe means by its absence. */
export interface RecipeRequest {
	/** A named set of values; what else is asked for goes before it. */
	readonly preset?: Asked<PresetName>;
	/** In prompt grammar; may be empty where there are image or noise prompts. */
	readonly prompt: string;
	/** Of a story (`^`), how long each phrase holds; left out: all of them the same, once. */
	readonly stepsPerPhrase?: Asked<number>;
	/** Schedules of single terms of the prompt, by their index; they go before those of a story. */
	readonly schedules?: Asked<readonly ({ readonly term: number } & Loose<TermSchedule>)[]>;
	/** Regions of single terms of the prompt, by their index. */
	readonly regions?: Asked<readonly ({ readonly term: number } & Region)[]>;
	/** Masks of single terms of the prompt, by their index. */
	readonly masks?: Asked<readonly { readonly term: number; readonly sha256: string }[]>;
	readonly imagePrompts?: Asked<readonly Loose<NonNullable<Recipe['imagePrompts']>[number]>[]>;
	readonly noisePrompts?: Asked<readonly Loose<NonNullable<Recipe['noisePrompts']>[number]>[]>;
	readonly width?: Asked<number>;
	readonly height?: Asked<number>;
	readonly steps?: Asked<number>;
	/** Decimal digits; drawn when left out. */
	readonly seed?: Asked<string>;
	/** Goes before that of `optimiser`. */
	readonly learningRate?: Asked<number>;
	readonly optimiser?: Asked<Loose<Recipe['optimiser']>>;
	readonly cutouts?: Asked<CutoutsRequest>;
	readonly initial?: Asked<Loose<Recipe['initial']>>;
	readonly losses?: Asked<Loose<NonNullable<Recipe['losses']>>>;
	/** One per perceptor of the pack. */
	readonly perceptorWeights?: Asked<readonly number[]>;
	readonly ema?: Asked<number>;
	readonly tiling?: Asked<Recipe['tiling']>;
	readonly motion?: Asked<Loose<NonNullable<Recipe['motion']>>>;
}

export type CutoutsRequest = Loose<Recipe['cutouts']>;

/** A copy without the members that are null or left out, at any depth; entries of lists stay. */
export function withoutNulls(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutNulls);
	if (typeof value !== 'object' || value === null) return value;
	const kept = Object.entries(value).filter(([, member]) => member !== null && member !== undefined);
	return Object.fromEntries(kept.map(([name, member]) => [name, withoutNulls(member)]));
}
