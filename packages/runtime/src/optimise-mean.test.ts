import { decodeCheckpoint, encodeCheckpoint, optimise, planRender, type RenderPack } from '@galatea/optimiser';
import { drawInitialNoise, purposes, randomSource } from '@galatea/optimiser/testing';
import { initialNoises, type Recipe } from '@galatea/render';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenedRuntime, openRuntime } from './open-runtime.ts';
import { collectSteps, curve, tinyPack, tinyRecipe } from './optimise-tiny.ts';
import { openSessionPool } from './session-pool.ts';

let runtime: OpenedRuntime;
beforeAll(async () => {
	runtime = await openRuntime({ provider: 'cpu', threads: 1 });
});
afterAll(() => runtime[Symbol.asyncDispose]());

const channels = 4;

/** The nearest codebook row of each position of a latent, by its definition. */
function nearestRows(z: Float32Array): readonly number[] {
	const { codebook } = curve.networks;
	const positions = z.length / channels;
	return Array.from({ length: positions }, (_, position) => {
		const distances = Array.from({ length: codebook.length / channels }, (_row, row) =>
			Array.from(
				{ length: channels },
				(_channel, channel) =>
					((z[channel * positions + position] as number) - (codebook[row * channels + channel] as number)) ** 2,
			).reduce((sum, square) => sum + square),
		);
		return distances.indexOf(Math.min(...distances));
	});
}

describe('a running mean', () => {
	const always = { wantImage: () => true };

	it('changes what is shown and nothing that is optimised', async () => {
		const plain = await collectSteps(runtime, { steps: 12 }, always);
		const averaged = await collectSteps(runtime, { steps: 12, ema: 0.8 }, always);
		expect(averaged.map(({ loss }) => loss)).toEqual(plain.map(({ loss }) => loss));
		expect(averaged.at(-1)?.checkpoint().z).toEqual(plain.at(-1)?.checkpoint().z);
		expect(averaged[0]?.image).toEqual(plain[0]?.image);
		expect(averaged.at(-1)?.image).not.toEqual(plain.at(-1)?.image);
	});

	it('gives the codes of the mean of all latents, the newest weighing most', async () => {
		const decay = 0.7;
		const plain = await collectSteps(runtime, { steps: 6, optimiser: { name: 'adam', learningRate: 0.5 } });
		const averaged = await collectSteps(runtime, {
			steps: 6,
			ema: decay,
			optimiser: { name: 'adam', learningRate: 0.5 },
		});
		const start = Float32Array.from({ length: 168 }, (_, index) => {
			const code = plain[0]?.codes[index % 42] as number;
			return curve.networks.codebook[channels * code + Math.floor(index / 42)] as number;
		});
		const latents = [start, ...plain.map((result) => result.checkpoint().z)];
		averaged.forEach(({ codes }, index) => {
			const weights = latents.slice(0, index + 1).map((_, place) => decay ** (index - place));
			const total = weights.reduce((sum, weight) => sum + weight);
			const mean = start.map((_, at) =>
				weights.reduce((sum, weight, place) => sum + (weight / total) * (latents[place]?.[at] as number), 0),
			);
			expect([...codes]).toEqual(nearestRows(mean));
		});
		expect(averaged.at(-1)?.codes).not.toEqual(plain.at(-1)?.codes);
	});

	it('goes on from a checkpoint bit for bit, through its bytes, and begins where a checkpoint has none', async () => {
		await using sessions = openSessionPool();
		const options = { ...always, sessions };
		const whole = await collectSteps(runtime, { steps: 6, ema: 0.9 }, options);
		const from = decodeCheckpoint(encodeCheckpoint(whole[2]?.checkpoint() as never));
		const rest = await collectSteps(runtime, { steps: 6, ema: 0.9 }, { ...options, from });
		expect(rest.map(({ image, codes }) => ({ image, codes }))).toEqual(
			whole.slice(3).map(({ image, codes }) => ({ image, codes })),
		);
		expect(rest.at(-1)?.checkpoint()).toEqual(whole.at(-1)?.checkpoint());
		const plain = (await collectSteps(runtime, { steps: 6 }))[2]?.checkpoint() ?? null;
		const [first, second] = await collectSteps(runtime, { steps: 6, ema: 0.9 }, { ...options, from: plain });
		expect([...(first?.codes ?? [])]).toEqual(nearestRows(plain?.z as Float32Array));
		expect(second?.codes).not.toEqual(nearestRows(first?.checkpoint().z as Float32Array));
	});
});

describe('noise to begin from', () => {
	it.each(initialNoises)('of %s goes through the encoder as a picture of it would', async (noise) => {
		const recipe = tinyRecipe({ steps: 1, initial: { kind: 'noise', noise } });
		const stream = randomSource(BigInt(recipe.seed)).draw(0, purposes.initialNoise);
		const initialPicture = drawInitialNoise(noise, recipe, stream);
		const first = async (initial: Recipe['initial']): Promise<Int32Array | undefined> => {
			const plan = planRender({ ...recipe, initial }, tinyPack(), { initialPicture });
			const { value } = await optimise({ runtime, plan }).next();
			return value?.codes;
		};
		const drawn = (await collectSteps(runtime, { steps: 1, initial: { kind: 'noise', noise } }))[0]?.codes;
		expect(drawn).toEqual(await first({ kind: 'image', sha256: 'a'.repeat(64) }));
		expect(drawn).not.toEqual((await collectSteps(runtime, { steps: 1 }))[0]?.codes);
	});

	it('is refused where the pack has no encoder', () => {
		const pack = tinyPack();
		const blind: RenderPack = { ...pack, generator: { ...pack.generator, loadEncoder: null } };
		const recipe = tinyRecipe({ initial: { kind: 'noise', noise: 'clouds' } });
		expect(() => planRender(recipe, blind)).toThrow('pack "tiny" has no encoder to begin from a picture');
	});
});
