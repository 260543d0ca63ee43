/**
 * @file Which execution provider of onnxruntime runs the models, and why.
 */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Runtime } from '@galatea/optimiser';
import { type DeviceSettings, openSession } from './session.ts';
import { type SessionThread, startSessionThread } from './session-thread.ts';
import { tryProvider } from './trial.ts';

/** Execution providers that Galatea may use. */
export const providerNames = ['cpu', 'cuda', 'webgpu', 'coreml', 'dml'] as const;
export type ProviderName = (typeof providerNames)[number];

export interface RuntimeOptions {
	/** `auto` takes the fastest that is there and works. Default `auto`. */
	readonly provider?: ProviderName | 'auto';
	/** Threads within one operator, on the CPU. Default: the number of cores. */
	readonly threads?: number;
	/** Do the networks' products by weights in half precision. Default false. */
	readonly halfPrecision?: boolean;
}

export interface OpenedRuntime extends Runtime, AsyncDisposable {
	readonly provider: ProviderName;
	/** Why this provider, in words for people. */
	readonly reason: string;
}

// Tried by `auto` before the CPU, in this order. Core ML is only used on request: it computes in half precision.
const automatic: readonly ProviderName[] = ['cuda', 'dml', 'webgpu'];

const words: { readonly [Name in ProviderName]: string } = {
	cpu: 'CPU',
	cuda: 'CUDA',
	webgpu: 'WebGPU',
	coreml: 'Core ML',
	dml: 'DirectML',
};

/**
 * Opens onnxruntime in a thread of its own. A provider that is asked for but missing or broken is replaced by the CPU,
 * and `reason` says so. Throws a RangeError when `threads` is not a positive whole number.
 */
export async function openRuntime(options: RuntimeOptions = {}): Promise<OpenedRuntime> {
	const { provider = 'auto', threads = availableParallelism(), halfPrecision = false } = options;
	if (!Number.isInteger(threads) || threads < 1)
		throw new RangeError(`threads must be a positive whole number, not ${threads}`);
	const thread = startSessionThread();
	try {
		const chosen = await choose(thread, provider, threads);
		const settings = describe(chosen.provider, threads);
		return {
			...chosen,
			device: halfPrecision ? `${settings.device}, half precision` : settings.device,
			halfPrecision,
			contributedOperators: chosen.provider === 'cpu' || chosen.provider === 'cuda',
			open: (model, { name = 'a model' } = {}) => openSession(thread, model, settings, name),
			[Symbol.asyncDispose]: () => thread[Symbol.asyncDispose](),
		};
	} catch (error) {
		await thread[Symbol.asyncDispose]();
		throw error;
	}
}

function describe(provider: ProviderName, threads: number): DeviceSettings {
	const device = provider === 'cpu' ? `CPU, ${threads} thread${threads === 1 ? '' : 's'}` : words[provider];
	return { device, provider, threads };
}

interface Choice {
	readonly provider: ProviderName;
	readonly reason: string;
}

async function choose(thread: SessionThread, wanted: ProviderName | 'auto', threads: number): Promise<Choice> {
	if (wanted === 'cpu') return { provider: 'cpu', reason: 'the CPU was asked for' };
	const backends = await thread.call('backends', {});
	// What onnxruntime was built for but did not bring along is not tried: its search for missing libraries is loud.
	const here = (name: ProviderName): boolean =>
		backends.some((backend) => backend.name === name && backend.bundled) && (name !== 'webgpu' || mayHaveWebGpu());
	if (wanted !== 'auto') {
		if (!here(wanted))
			return { provider: 'cpu', reason: `${words[wanted]} was asked for, but it is not on this machine` };
		const trial = await attempt(thread, wanted, threads);
		if (typeof trial === 'number') return { provider: wanted, reason: `${words[wanted]} was asked for` };
		return { provider: 'cpu', reason: `${words[wanted]} was asked for, but does not work here: ${trial}` };
	}
	const notes: string[] = [];
	for (const name of automatic.filter(here)) {
		const trial = await attempt(thread, name, threads);
		if (typeof trial === 'string') {
			notes.push(`${words[name]} does not work here (${trial})`);
			continue;
		}
		// A graphics adapter that is imitated in software is slower than the CPU that imitates it.
		const cpu = await tryProvider(thread, describe('cpu', threads));
		if (trial < cpu)
			return { provider: name, reason: `${words[name]} is ${(cpu / trial).toFixed(1)} × as fast as the CPU` };
		notes.push(`${words[name]} is slower than the CPU`);
	}
	return { provider: 'cpu', reason: notes.length > 0 ? notes.join('; ') : 'onnxruntime brings nothing faster here' };
}

// On Linux WebGPU needs Vulkan's loader and a device; without, it complains on the terminal past every log setting.
function mayHaveWebGpu(): boolean {
	if (process.platform !== 'linux') return true;
	const folders = [
		'/usr/lib',
		'/usr/lib64',
		'/usr/local/lib',
		'/usr/lib/x86_64-linux-gnu',
		'/usr/lib/aarch64-linux-gnu',
	];
	const devices = ['/dev/dri', '/dev/nvidia0', '/dev/kfd'];
	return folders.some((folder) => existsSync(`${folder}/libvulkan.so.1`)) && devices.some((path) => existsSync(path));
}

/** Milliseconds of the trial, or why it failed. */
async function attempt(thread: SessionThread, name: ProviderName, threads: number): Promise<number | string> {
	try {
		return await tryProvider(thread, describe(name, threads));
	} catch (error) {
		const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
		return (cause instanceof Error ? cause.message : String(cause)).split('\n')[0]?.trim() ?? 'unknown';
	}
}
