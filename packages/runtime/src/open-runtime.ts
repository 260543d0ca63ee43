/**
 * @file Which execution provider of onnxruntime runs the models, and why.
 */
import type { Runtime } from '@galatea/optimiser';

/** Execution providers that Galatea may use. */
export const providerNames = ['cpu', 'cuda', 'webgpu', 'coreml', 'dml'] as const;
export type ProviderName = (typeof providerNames)[number];

export interface RuntimeOptions {
	/** `auto` takes the fastest that is there and works. Default `auto`. */
	readonly provider?: ProviderName | 'auto';
	/** Threads within one operator, on the CPU. Default: the number of cores. */
	readonly threads?: number;
}

export interface OpenedRuntime extends Runtime, AsyncDisposable {
	readonly provider: ProviderName;
	/** Why this provider, in words for people. */
	readonly reason: string;
}

export async function openRuntime(_options: RuntimeOptions = {}): Promise<OpenedRuntime> {
	throw new Error('not yet');
}
