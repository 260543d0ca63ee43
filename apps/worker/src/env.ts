/**
 * @file The environment, read once into one typed object. All mistakes are reported together, so that nobody mends
 * them one start at a time.
 */
import { availableParallelism, hostname } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const repositoryDir = fileURLToPath(new URL('../../..', import.meta.url));

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const providers = ['auto', 'cpu', 'cuda', 'webgpu', 'coreml', 'dml'] as const;

/** What the worker needs to know of its surroundings. */
export interface Environment {
	/** Unique among all workers of a gallery; shown to people who look at a render. */
	readonly workerName: string;
	readonly databaseUrl: string;
	/** `postgres://…` or `redis://…`. */
	readonly queueUrl: string;
	/** Folder of the picture files, shared with the API. */
	readonly storageDir: string;
	/** Folder of `catalogue.json` and the packs. */
	readonly modelsDir: string;
	/** OpenAI's merges as they came with the repository, for packs of a folder that lacks them. */
	readonly bytePairs: string;
	readonly compute: {
		readonly provider: (typeof providers)[number];
		readonly threads: number;
		readonly halfPrecision: boolean;
	};
	/** A checkpoint at least every so many steps, beside the one every few seconds; null for by time alone. */
	readonly checkpointEverySteps: number | null;
	readonly logLevel: (typeof logLevels)[number];
}

function url(protocols: readonly string[], example: string) {
	const expected = `must be an address such as ${example}`;
	return z
		.string({ error: `is not set; it ${expected}` })
		.refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), expected);
}

const count = z
	.string()
	.regex(/^[1-9]\d{0,5}$/, 'must be a whole number above 0')
	.transform(Number);

const oneOf = <const Names extends readonly [string, ...string[]]>(names: Names) =>
	z.enum(names, { error: `must be one of ${names.join(', ')}` });

const variables = z.object({
	DATABASE_URL: url(['postgres:', 'postgresql:'], 'postgres://user:password@127.0.0.1:5432/galatea'),
	QUEUE_URL: url(
		['postgres:', 'postgresql:', 'redis:', 'rediss:'],
		'postgres://… or redis://127.0.0.1:6379',
	).optional(),
	STORAGE_DIR: z.string().optional(),
	GALATEA_DATA_DIR: z.string().optional(),
	MODELS_DIR: z.string().optional(),
	GALATEA_PROVIDER: oneOf(providers).default('auto'),
	GALATEA_THREADS: count.optional(),
	GALATEA_PRECISION: oneOf(['single', 'half']).default('single'),
	GALATEA_CHECKPOINT_STEPS: count.optional(),
	WORKER_NAME: z.string().max(100, 'must be at most 100 characters').optional(),
	LOG_LEVEL: oneOf(logLevels).default('info'),
});

/** The environment is not usable; the message has one line per mistake. */
export class EnvironmentError extends Error {
	override readonly name = 'EnvironmentError';
}

/** Throws {@link EnvironmentError}. Empty variables count as not set. */
export function readEnvironment(source: NodeJS.ProcessEnv = process.env): Environment {
	const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim() !== ''));
	const result = variables.safeParse(given);
	if (!result.success) {
		const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`);
		throw new EnvironmentError(`The worker cannot start, its environment is not right:\n${lines.join('\n')}`);
	}
	const { data } = result;
	const dataDir = resolve(repositoryDir, data.GALATEA_DATA_DIR ?? '.galatea');
	return {
		workerName: data.WORKER_NAME ?? `${hostname()}-${process.pid}`,
		databaseUrl: data.DATABASE_URL,
		queueUrl: data.QUEUE_URL ?? data.DATABASE_URL,
		storageDir: resolve(repositoryDir, data.STORAGE_DIR ?? resolve(dataDir, 'storage')),
		modelsDir: resolve(repositoryDir, data.MODELS_DIR ?? 'models'),
		bytePairs: resolve(repositoryDir, 'models/clip-bpe/bpe_simple_vocab_16e6.txt.gz'),
		compute: {
			provider: data.GALATEA_PROVIDER,
			threads: data.GALATEA_THREADS ?? availableParallelism(),
			halfPrecision: data.GALATEA_PRECISION === 'half',
		},
		checkpointEverySteps: data.GALATEA_CHECKPOINT_STEPS ?? null,
		logLevel: data.LOG_LEVEL,
	};
}
