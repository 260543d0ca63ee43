/** @file What the command line takes from the environment; everything else are options. */
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { modelFolder } from '@galatea/checkpoint';
import { type PackShelf, readPackShelf } from '@galatea/optimiser';
import { type OpenedRuntime, openRuntime, type ProviderName, providerNames } from '@galatea/runtime';
import { UsageError } from './usage-error.ts';

export const repositoryDir = fileURLToPath(new URL('../../..', import.meta.url));

/** Folder of `catalogue.json` and the packs: MODELS_DIR, or `models` of this repository. */
export function modelsDir(): string {
	return resolve(process.env['MODELS_DIR'] || resolve(repositoryDir, 'models'));
}

/** The packs in it; says on standard error what cannot be used. */
export async function packShelf(): Promise<PackShelf> {
	const shelf = await readPackShelf(modelFolder(modelsDir()));
	for (const problem of shelf.problems) console.error(problem);
	return shelf;
}

/** The runtime that GALATEA_PROVIDER, GALATEA_THREADS and GALATEA_PRECISION ask for. */
export async function runtimeOfEnvironment(): Promise<OpenedRuntime> {
	const provider = process.env['GALATEA_PROVIDER'] || 'auto';
	const threads = process.env['GALATEA_THREADS'] || String(availableParallelism());
	const isProvider = (name: string): name is ProviderName => (providerNames as readonly string[]).includes(name);
	if (provider !== 'auto' && !isProvider(provider))
		throw new UsageError(`GALATEA_PROVIDER=${provider} is not one of auto, ${providerNames.join(', ')}.`);
	if (!/^[1-9]\d{0,3}$/.test(threads))
		throw new UsageError(`GALATEA_THREADS=${threads} must be a whole number above 0.`);
	const precision = process.env['GALATEA_PRECISION'] || 'single';
	if (precision !== 'single' && precision !== 'half')
		throw new UsageError(`GALATEA_PRECISION=${precision} is not one of single, half.`);
	return openRuntime({ provider, threads: Number(threads), halfPrecision: precision === 'half' });
}
