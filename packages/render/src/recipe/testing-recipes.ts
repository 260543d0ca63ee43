/**
 * @file Recipes for the test of names: generated from a seed, and those of the pictures in the repository. Every name and
 * range is written out here and taken from no table, so that a change of the tables cannot change what is generated. Nothing
 * may be changed here, because what is recorded in fixtures/hashes.json is named by these very draws.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findMetadata, findMovieMetadata, readCarriedTexts, readMovieTexts } from '../metadata/index.ts';

/** Draws that are the same on every machine: mulberry32. */
class Draws {
	#state: number;
	constructor(seed: number) {
		this.#state = seed >>> 0;
	}
	/** From 0 to below 1. */
	share(): number {
		this.#state = (this.#state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	}
	whole(least: number, most: number): number {
		return least + Math.floor(this.share() * (most - least + 1));
	}
	/** With at most four digits after the point, as people write numbers. */
	number(least: number, most: number): number {
		return Number((least + this.share() * (most - least)).toFixed(4));
	}
	one<Value>(values: readonly Value[]): Value {
		return values[this.whole(0, values.length - 1)] as Value;
	}
	list<Value>(least: number, most: number, draw: () => Value): Value[] {
		return Array.from({ length: this.whole(least, most) }, draw);
	}
	hash(): string {
		return Array.from({ length: 64 }, () => this.one([...'0123456789abcdef'])).join('');
	}
	/** The members whose chance comes; a member that is drawn as undefined is left out. */
	some(chance: number, members: Readonly<Record<string, () => unknown>>): Record<string, unknown> {
		const kept: Record<string, unknown> = {};
		for (const [name, draw] of Object.entries(members)) if (this.share() < chance) kept[name] = draw();
		return kept;
	}
}

/** `count` valid recipes, as somebody might send them: members out of order and written with their defaults among them. */
export function generateRecipes(seed: number, count: number): readonly object[] {
	const draws = new Draws(seed);
	return Array.from({ length: count }, () => (draws.share() < 0.05 ? forked(draws) : plain(draws)));
}

const optimisers = ['adam', 'adamw', 'adagrad', 'adamax', 'diffgrad', 'adamp', 'radam', 'rmsprop'];

function plain(draws: Draws): Record<string, unknown> {
	const members = {
		format: 1,
		engine: draws.one([1, 1, 1, 2]),
		pack: { id: draws.one(['starter', 'taming-f16-16384', 'biggan-deep-512']), sha256: draws.hash() },
		prompts: draws.list(1, 4, () => ({ text: words(draws), ...measures(draws) })),
		width: draws.whole(16, 2_048),
		height: draws.whole(16, 2_048),
		steps: draws.whole(1, 10_000),
		seed: draws.one(['0', '18446744073709551615', String(draws.whole(0, 4_294_967_295))]),
		optimiser: optimiser(draws),
		cutouts: cutouts(draws),
		initial: initial(draws),
		...draws.some(0.3, {
			imagePrompts: () => draws.list(0, 2, () => ({ sha256: draws.hash(), ...measures(draws) })),
			noisePrompts: () => draws.list(0, 2, () => ({ seed: String(draws.whole(0, 99)), ...measures(draws) })),
			losses: () => losses(draws),
			perceptorWeights: () => draws.one([[1], [1, 1], [1, 0.5], [draws.number(0.1, 1_000)]]),
			ema: () => draws.one([0, 0.9, 0.9999, draws.number(0, 0.9999)]),
			tiling: () => draws.one(['none', 'horizontal', 'vertical', 'both']),
			motion: () => motion(draws),
		}),
	};
	// The order in which members are written says nothing.
	const entries = Object.entries(members);
	return Object.fromEntries(draws.share() < 0.5 ? entries : entries.reverse());
}

function forked(draws: Draws): Record<string, unknown> {
	const recipe = plain(draws);
	const [steps, { name }] = [recipe['steps'] as number, recipe['optimiser'] as { name: string }];
	const step = draws.whole(1, Math.min(steps, 9_999));
	const { width, height, pack, engine } = recipe;
	return {
		...plain(draws),
		...{ width, height, pack, engine },
		steps: draws.whole(step + 1, 10_000),
		optimiser: { ...optimiser(draws), name },
		initial: { kind: 'fork', recipe, step },
	};
}

function words(draws: Draws): string {
	const all = ['a red apple', 'snow', 'rain | fog', 'el mar', '海', '🍎', 'trending: "best"', 'a\\b', "Ünïcödé's"];
	return draws.list(1, 3, () => draws.one(all)).join(' ');
}

function measures(draws: Draws): object {
	const place = draws.share();
	return {
		weight: draws.one([1, -1, 0.5, draws.number(0.0001, 1_000), draws.number(-1_000, -0.0001)]),
		stop: draws.one([null, null, 0.7, draws.number(-5, 5)]),
		...draws.some(0.15, {
			schedule: () => ({
				curve: draws.one(['hold', 'linear', 'smooth']),
				keyframes: rising(draws, 1, 2_000).map((step) => ({ step, share: draws.number(0.01, 1) })),
			}),
		}),
		...(place < 0.1 && {
			region: {
				left: draws.number(0, 0.5),
				top: draws.number(0, 0.5),
				width: draws.number(0.02, 0.5),
				height: draws.number(0.02, 0.5),
			},
		}),
		...(place > 0.95 && { mask: { sha256: draws.hash() } }),
	};
}

function rising(draws: Draws, least: number, most: number): readonly number[] {
	return [...new Set(draws.list(1, 4, () => draws.whole(least, most)))].sort((one, other) => one - other);
}

function optimiser(draws: Draws): object {
	return {
		name: draws.one(optimisers),
		learningRate: draws.one([0.1, 0.05, draws.number(0.0001, 10)]),
		...draws.some(0.3, {
			schedule: () =>
				draws.one([
					{ kind: 'drops', factor: draws.number(0.001, 1), at: rising(draws, 0, 100).map((at) => at / 100) },
					{ kind: 'linear', final: draws.number(0, 1) },
					{ kind: 'cosine', final: draws.one([0, 0.1, 1]) },
					{ kind: 'exponential', final: draws.one([1e-6, 0.01, 1]) },
				]),
			warmUpSteps: () => draws.one([0, 10, draws.whole(0, 10_000)]),
		}),
	};
}

const augmentations = {
	affine: { degrees: [15, 180], shiftX: [0, 1], shiftY: [0.1, 1], shearDegrees: [5, 45], probability: [0.7, 1] },
	perspective: { distortion: [0.7, 0.95], probability: [0.7, 1] },
	colourJitter: {
		brightness: [0.1, 1],
		contrast: [0.1, 1],
		saturation: [0.1, 1],
		hue: [0.1, 0.5],
		probability: [0.7, 1],
	},
	erasing: {
		leastArea: [0.1, 0.1],
		mostArea: [0.4, 0.9],
		leastAspect: [0.3, 1],
		mostAspect: [3.33, 20],
		probability: [0.7, 1],
	},
	horizontalFlip: { probability: [0.5, 1] },
	sharpness: { most: [0.3, 1], probability: [0.5, 1] },
	gaussianNoise: { deviation: [1, 2], probability: [0.5, 1] },
	rotation: { degrees: [15, 180], probability: [0.7, 1] },
	elastic: { strength: [1, 20], probability: [0.7, 1] },
	thinPlateSpline: { scale: [0.8, 1], probability: [0.7, 1] },
	randomCrop: { padding: [0.125, 0.5], probability: [0.5, 1] },
	resizedCrop: {
		leastArea: [0.1, 0.1],
		mostArea: [1, 1],
		leastAspect: [0.75, 1],
		mostAspect: [1.333, 20],
		probability: [0.5, 1],
	},
} as const;

function cutouts(draws: Draws): object {
	const names = Object.keys(augmentations) as (keyof typeof augmentations)[];
	return {
		method: draws.one(['crops', 'pooled', 'averagedCrops', 'largeCrops', 'mixed']),
		count: draws.whole(1, 256),
		power: draws.one([1, draws.number(0.01, 100)]),
		noise: draws.one([0, 0.1, draws.number(0, 1)]),
		augmentations: draws.list(0, 5, () => draws.one(names)),
		...draws.some(0.3, {
			clamp: () => draws.share() < 0.5,
			noiseFinal: () => draws.one([1, 0.3, draws.number(0.001, 1)]),
			settings: () =>
				Object.fromEntries(
					draws
						.list(0, 3, () => draws.one(names))
						.map((name) => [
							name,
							{
								...draws.some(
									0.5,
									Object.fromEntries(
										Object.entries(augmentations[name]).map(([member, [usual, most]]) => [
											member,
											() => draws.one([usual, draws.number(Math.min(usual, most), most)]),
										]),
									),
								),
								...(name === 'affine' && draws.some(0.5, { border: () => draws.one(['black', 'edge']) })),
							},
						]),
				),
		}),
	};
}

function initial(draws: Draws): object {
	return draws.one([
		{ kind: 'codes' },
		{ kind: 'codes' },
		{ kind: 'noise', noise: draws.one(['pixels', 'gradient', 'clouds', 'mist']) },
		{
			kind: 'image',
			sha256: draws.hash(),
			...draws.some(0.6, { fit: () => draws.one(['stretch', 'cover', 'contain']) }),
		},
	]);
}

function losses(draws: Draws): object {
	const weight = (): number => draws.one([1, -0.5, draws.number(0.0001, 1_000)]);
	const positive = (): number => draws.number(0.0001, 1_000);
	return draws.some(0.3, {
		keepInitial: () => ({ weight: positive(), ...draws.some(0.5, { halfLifeSteps: () => draws.number(0.1, 10_000) }) }),
		shrinkLatent: () => ({ weight: positive() }),
		latentVariation: () => ({ weight: weight() }),
		naturalNoise: () => ({ weight: positive() }),
		fewClasses: () => ({ weight: positive() }),
		totalVariation: () => ({ weight: weight() }),
		smoothness: () => ({ weight: weight() }),
		saturation: () => ({ weight: weight() }),
		symmetry: () => ({
			weight: weight(),
			...draws.some(0.6, { axis: () => draws.one(['horizontal', 'vertical', 'both']) }),
		}),
		palette: () => ({ weight: weight(), colours: draws.list(1, 16, () => `#${draws.hash().slice(0, 6)}`) }),
	});
}

function motion(draws: Draws): object {
	return {
		zoom: draws.number(1.01, 2),
		...draws.some(0.4, {
			turnDegrees: () => draws.one([0, draws.number(-180, 180)]),
			shiftX: () => draws.one([0, draws.number(-1, 1)]),
			shiftY: () => draws.one([0, draws.number(-1, 1)]),
			everySteps: () => draws.one([1, draws.whole(1, 10_000)]),
			firstStep: () => draws.one([1, draws.whole(1, 10_000)]),
			border: () => draws.one(['mirror', 'edge', 'wrap', 'black']),
		}),
	};
}

/** Recipes of the pictures and films in the repository, by the names of their files. */
export async function readFixtureRecipes(): Promise<Readonly<Record<string, unknown>>> {
	const root = join(import.meta.dirname, '../../../..');
	const seeds = 'prisma/seed/pictures';
	const found: Record<string, unknown> = {};
	for (const file of readdirSync(join(root, seeds)).filter((name) => name.endsWith('.png'))) {
		const carried = await readCarriedTexts(readFileSync(join(root, seeds, file)));
		found[file] = findMetadata({ ...carried, hidden: null })[0]?.recipe;
	}
	const film = readMovieTexts(readFileSync(join(import.meta.dirname, '../metadata/fixtures/film.mp4')));
	found['film.mp4'] = film && findMovieMetadata(film)?.recipe;
	return found;
}
