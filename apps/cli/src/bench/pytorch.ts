/** @file PyTorch as a contestant: as it is installed, or at the best setting that is found for it. */
import { fileURLToPath } from 'node:url';
import { measureInTurn } from './measure.ts';
import { type Contestant, startContestant } from './process.ts';
import type { Trial, TrialSize } from './trial.ts';

/** How a PyTorch process is started. */
export interface PytorchSetting {
	/** In words, for the table. */
	readonly name: string;
	/** Threads, where they are not those of the trial. */
	readonly threads?: number;
	/** Weights and activations with channels last. */
	readonly channelsLast?: boolean;
	readonly environment?: Readonly<Record<string, string>>;
}

/** A Python that has PyTorch. */
export interface Pytorch {
	readonly version: string;
	start(trial: Trial, signal: AbortSignal, setting?: PytorchSetting): Promise<Contestant>;
}

/** As it is installed, with as many threads as ours. */
export const asInstalled: PytorchSetting = { name: 'as installed' };

/**
 * What is tried to make it faster, each alone and then together: the layout that its convolutions prefer, its own
 * kernels and those of its matrix library for the instructions that this processor has but that neither picks by
 * itself, and one thread.
 */
const improvements: readonly PytorchSetting[] = [
	{ name: 'channels last', channelsLast: true },
	{ name: 'AVX-512 kernels', environment: { ATEN_CPU_CAPABILITY: 'avx512' } },
	{ name: 'OpenBLAS for AVX-512', environment: { OPENBLAS_CORETYPE: 'SkylakeX' } },
	{ name: 'MKL for AVX-512', environment: { MKL_ENABLE_INSTRUCTIONS: 'AVX512', MKL_CBWR: 'AVX512' } },
	{ name: 'threads that spin', environment: { OMP_WAIT_POLICY: 'active' } },
	{
		name: 'blocks reused',
		environment: { MALLOC_MMAP_THRESHOLD_: '4294967296', MALLOC_TRIM_THRESHOLD_: '8589934592' },
	},
];

const script = fileURLToPath(new URL('../../bench/step.py', import.meta.url));

/** Looks for a Python with PyTorch; the reason says what was found, or why there is none. */
export async function findPytorch(
	pythons: readonly string[],
	signal: AbortSignal,
): Promise<{ readonly pytorch: Pytorch | null; readonly reason: string }> {
	const reasons: string[] = [];
	for (const python of pythons) {
		try {
			const trial: Trial = { kind: 'step', scale: 'tiny', sidePx: 64, cutouts: 1, threads: 1 };
			const contestant = await startSetting(python, trial, asInstalled, signal);
			await contestant.finish();
			const version = String(contestant.opened['version']);
			const start: Pytorch['start'] = (each, during, setting = asInstalled) =>
				startSetting(python, each, setting, during);
			return { pytorch: { version, start }, reason: `PyTorch ${version}` };
		} catch (error) {
			signal.throwIfAborted();
			const message = error instanceof Error ? error.message : String(error);
			reasons.push(`${python}: ${message.split('\n').at(-1)}`);
		}
	}
	return { pytorch: null, reason: `no PyTorch (${reasons.join('; ')})` };
}

function startSetting(
	python: string,
	trial: Trial,
	{ threads = trial.threads, channelsLast = false, environment = {} }: PytorchSetting,
	signal: AbortSignal,
): Promise<Contestant> {
	// Its matrix library has threads of its own.
	const count = String(threads);
	const settings = { OMP_NUM_THREADS: count, OPENBLAS_NUM_THREADS: count, MKL_NUM_THREADS: count, ...environment };
	const words = [script, JSON.stringify({ ...trial, threads }), JSON.stringify({ channelsLast })];
	return startContestant(python, words, settings, signal);
}

/** What a setting took, over what PyTorch takes as installed. */
export interface TriedSetting {
	readonly setting: PytorchSetting;
	readonly ratio: number;
}

/**
 * Tries the settings on a whole step of `size`, each beside PyTorch as installed, and last those that helped together.
 * Returns all, the fastest first; "as installed" is among them.
 */
export async function searchSettings(
	pytorch: Pytorch,
	{ size, threads, rounds, signal }: { size: TrialSize; threads: number; rounds: number; signal: AbortSignal },
	note: (text: string) => void,
): Promise<readonly TriedSetting[]> {
	const trial: Trial = { kind: 'step', ...size, threads };
	const tried: TriedSetting[] = [{ setting: asInstalled, ratio: 1 }];
	const attempt = async (setting: PytorchSetting): Promise<void> => {
		note(`PyTorch with ${setting.name}`);
		const entries = [await pytorch.start(trial, signal), await pytorch.start(trial, signal, setting)];
		const [plain, changed] = await measureInTurn(entries, rounds);
		const ratio = (changed?.wallMs ?? Number.NaN) / (plain?.wallMs ?? Number.NaN);
		note(`  takes ${ratio.toFixed(2)} of its time as installed`);
		tried.push({ setting, ratio });
	};
	for (const setting of improvements) await attempt(setting);
	if (threads > 1) await attempt({ name: 'one thread', threads: 1 });
	// Less than one part in fifty is noise.
	const helped = tried.filter(({ ratio }) => ratio < 0.98).map(({ setting }) => setting);
	if (helped.length > 1) await attempt(together(helped));
	return tried.toSorted((a, b) => a.ratio - b.ratio);
}

function together(settings: readonly PytorchSetting[]): PytorchSetting {
	const threads = settings.find((setting) => setting.threads !== undefined)?.threads;
	return {
		name: settings.map(({ name }) => name).join(' and '),
		channelsLast: settings.some(({ channelsLast }) => channelsLast === true),
		environment: Object.assign({}, ...settings.map(({ environment }) => environment ?? {})),
		...(threads === undefined ? {} : { threads }),
	};
}
