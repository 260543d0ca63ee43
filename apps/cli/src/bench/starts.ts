/** @file How long a render waits for its first step, with weights read from files as a gallery reads them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCheckpoint, type Tensor, type TensorSource, writeSafetensors } from '@galatea/checkpoint';
import { optimise, planRender, type Runtime } from '@galatea/optimiser';
import { openSessionPool } from '@galatea/runtime';
import { benchRecipe, randomPack } from './packs.ts';
import type { Trial } from './trial.ts';

/** A gallery that rendered once, and can start again. */
export interface Starts extends AsyncDisposable {
	/** Of the first render, which read weights, built the graph and opened the session; in milliseconds. */
	readonly coldMs: number;
	/** Begins another render, and makes one step of it; milliseconds from the request to the step. */
	begin(): Promise<number>;
}

/** Writes the weights, and makes the first render's first step. */
export async function openStarts(trial: Trial & { readonly kind: 'start' }, bare: Runtime): Promise<Starts> {
	const folder = await mkdtemp(join(tmpdir(), 'galatea-bench-'));
	const pack = await randomPack(trial.scale, (name, weights) => keepIn(join(folder, `${name}.safetensors`), weights));
	const sessions = openSessionPool();
	let firstRunAt = 0;
	const runtime: Runtime = {
		device: bare.device,
		contributedOperators: bare.contributedOperators,
		// Not an async function, which would hold the model until the session is open.
		open: (model, options) =>
			bare.open(model, options).then((session) => ({
				...session,
				run(feeds, runOptions) {
					if (options?.name === 'the step graph') firstRunAt = performance.now();
					return session.run(feeds, runOptions);
				},
			})),
	};
	let renders = 0;
	const begin = async (): Promise<number> => {
		renders += 1;
		const seed = trial.change === 'seed' ? String(renders) : '1';
		const text = trial.change === 'prompt' ? `a red apple, ${renders}` : 'a red apple';
		const start = performance.now();
		const recipe = { ...benchRecipe(trial), seed, prompts: [{ text, weight: 1, stop: null }] };
		for await (const _step of optimise({ runtime, plan: planRender(recipe, pack), sessions })) break;
		return firstRunAt - start;
	};
	return {
		coldMs: await begin(),
		begin,
		async [Symbol.asyncDispose]() {
			await sessions[Symbol.asyncDispose]();
			await rm(folder, { recursive: true });
		},
	};
}

async function keepIn(path: string, weights: TensorSource): Promise<TensorSource> {
	const tensors: Record<string, Tensor> = {};
	for (const name of weights.names) tensors[name] = { shape: weights.info(name).shape, data: await weights.read(name) };
	await writeFile(path, writeSafetensors(tensors));
	return openCheckpoint(path);
}
