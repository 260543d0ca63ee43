/** @file What may be asked of a pack: any part of a recipe, each of which may be left out. */
import type { AskedPart, PresetName, Recipe, Region, TermSchedule } from '@galatea/render';

/** A value of which every member may be left out, or be null as GraphQL has it. */
type Loose<T> = T extends readonly (infer Entry)[]
	? readonly Loose<Entry>[]
	: T extends object
		? { readonly [Name in keyof T]?: Loose<T[Name]> | null | undefined }
		: T;

type Asked<T> = T | null | undefined;

interface TermScheduleRequest {
	readonly term: number;
	readonly curve?: Asked<TermSchedule['curve']>;
	readonly keyframes: TermSchedule['keyframes'];
}

/** What was asked for; what is left out (or null) takes the pack's default, or what a recipe means by its absence. */
export interface RecipeRequest extends Omit<AskedPart<''>, 'initial'> {
	/** A named set of values; what else is asked for goes before it. */
	readonly preset?: Asked<PresetName>;
	/** In prompt grammar; may be empty where there are image or noise prompts. */
	readonly prompt: string;
	/** Of a story (`^`), how long each phrase holds; left out: all of them the same, once. */
	readonly stepsPerPhrase?: Asked<number>;
	/** Schedules of single terms of the prompt, by their index; they go before those of a story. Straight where no curve is said. */
	readonly schedules?: Asked<readonly TermScheduleRequest[]>;
	/** Regions of single terms of the prompt, by their index. */
	readonly regions?: Asked<readonly ({ readonly term: number } & Region)[]>;
	/** Masks of single terms of the prompt, by their index. */
	readonly masks?: Asked<readonly { readonly term: number; readonly sha256: string }[]>;
	readonly imagePrompts?: Asked<readonly Loose<NonNullable<Recipe['imagePrompts']>[number]>[]>;
	readonly noisePrompts?: Asked<readonly Loose<NonNullable<Recipe['noisePrompts']>[number]>[]>;
	/** Goes before that of `optimiser`. */
	readonly learningRate?: Asked<number>;
	/** `recipe`, of a fork, is read by the recipe's own schema. */
	readonly initial?: Asked<AskedPart<'initial'> & { readonly recipe?: unknown }>;
}

export type CutoutsRequest = AskedPart<'cutouts'>;

/** A value without the members that are null or left out, at any depth; entries of lists stay. */
export type Said<T> = T extends readonly unknown[]
	? T
	: T extends object
		? { readonly [Name in keyof T]?: Said<NonNullable<T[Name]>> }
		: T;

/** A copy without the members that are null or left out, at any depth; entries of lists stay. */
export function withoutNulls<T extends object>(value: T): Said<T> {
	const kept = Object.entries(value).filter(([, member]) => member !== null && member !== undefined);
	const inner = (member: object): object => (Array.isArray(member) ? member.map(innerOf) : withoutNulls(member));
	const innerOf = (member: unknown): unknown =>
		typeof member === 'object' && member !== null ? inner(member) : member;
	// What is left has the type that it had.
	return Object.fromEntries(kept.map(([name, member]) => [name, innerOf(member)])) as Said<T>;
}
