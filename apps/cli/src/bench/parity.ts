/**
 * @file `galatea bench parity`: networks at their full size, in the files in which they are published, against PyTorch.
 * The weights are random, so that nothing is downloaded; names, shapes, types and containers are the true ones.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { differentiate, GraphBuilder, mul, reduceSum, type Value } from '@galatea/autodiff';
import { openCheckpoint, type TensorSource } from '@galatea/checkpoint';
import {
	bigGanDeep,
	clipPerceptor,
	clipPixelMean,
	clipPixelStd,
	type Generator,
	type RecognisedNetwork,
	randomTensorData,
	readBigGan,
	readClipImage,
	readTextTower,
	readVqganDecoder,
	readVqganEncoder,
	recogniseNetwork,
	tamingVqgan,
	wordsTokenizer,
} from '@galatea/networks';
import type { TensorValue } from '@galatea/optimiser';
import { runtimeOfEnvironment } from '../environment.ts';
import { UsageError } from '../usage-error.ts';

const networkNames = [
	'vqgan-f16-16384',
	'gumbel-f8-8192',
	'vit-b-32',
	'vit-b-16',
	'vit-l-14',
	'rn50',
	'rn101',
	'rn50x4',
	'vit-l-14-336',
	'biggan-deep-128',
	'biggan-deep-256',
	'biggan-deep-512',
];
/**
 * Largest difference over largest magnitude that float32 may have from float64, or twice what PyTorch has itself: where
 * ReLU turns, the last bit of a number decides whether a gradient passes.
 */
const tolerance = 1e-4;
/** What apps/cli/bench/parity.py draws inputs with. */
const seed = 20210713;
const sidePx = 64;

const usage = `galatea bench parity [NETWORK…] [options]

Networks: ${networkNames.join(', ')} (all)

  --python PROGRAM   a Python with PyTorch (/usr/bin/python3)
  --json             print JSON instead of a table`;

interface OutputError {
	/** Of ours, from PyTorch in float64. */
	readonly ours: number;
	/** Of PyTorch in float32; null where it was not measured. */
	readonly pytorch: number | null;
}

interface ParityReport {
	readonly name: string;
	readonly format: string;
	readonly fileBytes: number;
	/** Relative errors of each output. */
	readonly errors: Readonly<Record<string, OutputError>>;
}

/** Runs the comparison and prints what it found; rejects when an output is further off than it may be. */
export async function benchParity(words: readonly string[], signal: AbortSignal): Promise<void> {
	const { values, positionals } = parse(words);
	if (values.help) return console.log(usage);
	const strange = positionals.find((name) => !networkNames.includes(name));
	if (strange !== undefined) throw new UsageError(`There is no network "${strange}".\n\n${usage}`);
	const reports: ParityReport[] = [];
	for (const name of positionals.length > 0 ? positionals : networkNames) {
		reports.push(await compare(name, values.python, signal));
	}
	console.log(values.json ? JSON.stringify(reports) : printed(reports));
	const wrong = reports.filter(({ errors }) => !Object.values(errors).every(isWithin));
	if (wrong.length > 0) throw new Error(`More than ${tolerance} off: ${wrong.map(({ name }) => name).join(', ')}`);
}

async function compare(name: string, python: string, signal: AbortSignal): Promise<ParityReport> {
	const folder = await mkdtemp(join(tmpdir(), 'galatea-parity-'));
	try {
		await runPython(python, name, folder, signal);
		const path = join(folder, 'weights');
		const results = await openCheckpoint(join(folder, 'results.safetensors'));
		const checkpoint = await openCheckpoint(path, { file: name });
		const found = recogniseNetwork(checkpoint);
		const outputs = await runNetwork(found, results);
		const errors: Record<string, OutputError> = {};
		for (const [output, numbers] of Object.entries(outputs)) {
			const ours = relativeError(numbers, await results.read(output));
			const [pytorch = null] = results.has(`own.${output}`) ? await results.read(`own.${output}`) : [];
			errors[output] = { ours, pytorch };
		}
		await checkpoint.close();
		await results.close();
		return { name, format: checkpoint.format, fileBytes: (await stat(path)).size, errors };
	} finally {
		await rm(folder, { recursive: true });
	}
}

async function runNetwork(found: RecognisedNetwork, results: TensorSource): Promise<Record<string, Float32Array>> {
	switch (found.kind) {
		case 'clip':
			return runClip(found.tensors, await results.read('ids'), found.inputSizePx);
		case 'taming-vqgan':
			return runVqgan(found.tensors);
		case 'biggan-deep':
			return runGenerator(await bigGanDeep(() => readBigGan(found.tensors)), found.sizePx);
		case 'taesd':
			throw new Error('it is recognised as a TAESD');
	}
}

async function runPython(python: string, name: string, folder: string, signal: AbortSignal): Promise<void> {
	const script = fileURLToPath(new URL('../../bench/parity.py', import.meta.url));
	const child = spawn(python, ['-W', 'ignore', script, name, folder], { signal, stdio: ['ignore', 'ignore', 'pipe'] });
	let complaint = '';
	child.stderr.on('data', (part: Buffer) => {
		complaint = `${complaint}${part}`.slice(-2_000);
	});
	const [code] = await once(child, 'close');
	if (code !== 0)
		throw new Error(`${python} could not make ${name}: ${complaint.trim() || `it ended with code ${code}`}`);
}

async function runVqgan(tensors: TensorSource): Promise<Record<string, Float32Array>> {
	const generator = await tamingVqgan(
		() => readVqganDecoder(tensors),
		() => readVqganEncoder(tensors),
	);
	return runGenerator(generator, sidePx);
}

async function runGenerator(generator: Generator, sizePx: number): Promise<Record<string, Float32Array>> {
	const g = new GraphBuilder('parity');
	const shape = generator.latentShape(sizePx, sizePx);
	const z = g.input('z', 'float32', shape);
	const image = (await generator.loadDecoder())(g, generator.quantise(g, z));
	g.output('image', image);
	g.output('codes', generator.codes(g, z));
	g.output('gradient', gradientAlong(g, image, z));
	const encode = await generator.loadEncoder?.();
	const latent = { z: drawn('z', shape, 0, 1) };
	if (!encode) return run(g, latent);
	const picture = drawn('picture', [1, 3, sizePx, sizePx], 0.5, 0.2);
	g.output('encoded', encode(g, g.input('picture', 'float32', picture.shape)));
	return run(g, { ...latent, picture });
}

async function runClip(
	tensors: TensorSource,
	ids: Float32Array,
	inputSizePx: number,
): Promise<Record<string, Float32Array>> {
	const [mean, std, activation] = [clipPixelMean, clipPixelStd, 'quickgelu'] as const;
	const perceptor = await clipPerceptor({
		...{ mean, std, tokenizer: wordsTokenizer(['a'], 77) },
		loadImageTower: () => readClipImage(tensors, { mean, std, activation }),
		loadTextTower: () => readTextTower(tensors, activation),
	});
	const g = new GraphBuilder('parity');
	const pictures = drawn('pictures', [1, 3, inputSizePx, inputSizePx], 0.5, 0.3);
	const input = g.input('pictures', 'float32', pictures.shape);
	const embeddings = (await perceptor.loadImageEncoder())(g, input);
	g.output('image', embeddings);
	g.output('gradient', gradientAlong(g, embeddings, input));
	const text = (await perceptor.loadTextEncoder())(g, g.input('ids', 'int32', [2, 77]));
	g.output('text', text);
	return run(g, { pictures, ids: { dtype: 'int32', shape: [2, 77], data: Int32Array.from(ids) } });
}

function isWithin({ ours, pytorch }: OutputError): boolean {
	return ours <= Math.max(tolerance, 2 * (pytorch ?? 0));
}

/** Σ output · cotangent, differentiated. */
function gradientAlong(g: GraphBuilder, output: Value, target: Value): Value {
	const cotangent = drawn('cotangent', output.shape, 0, 1);
	const loss = reduceSum(g, mul(g, output, g.constant(cotangent.data, output.shape)));
	return differentiate(g, loss, [target])[0] as Value;
}

async function run(g: GraphBuilder, feeds: Record<string, TensorValue>): Promise<Record<string, Float32Array>> {
	await using runtime = await runtimeOfEnvironment();
	await using session = await runtime.open(g.build());
	const results = await session.run(feeds);
	return Object.fromEntries(Object.entries(results).map(([name, { data }]) => [name, Float32Array.from(data, Number)]));
}

function drawn(
	name: string,
	shape: readonly number[],
	mean: number,
	std: number,
): TensorValue & { data: Float32Array } {
	return { dtype: 'float32', shape, data: randomTensorData(name, { shape, mean, std }, seed) };
}

function relativeError(actual: Float32Array, expected: Float32Array): number {
	if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
	let difference = 0;
	let magnitude = 0;
	for (const [at, value] of expected.entries()) {
		difference = Math.max(difference, Math.abs((actual[at] as number) - value));
		magnitude = Math.max(magnitude, Math.abs(value));
	}
	return difference / magnitude;
}

function printed(reports: readonly ParityReport[]): string {
	const rows = reports.map(({ name, format, fileBytes, errors }) => {
		const found = Object.entries(errors).map(([output, { ours, pytorch }]) => {
			return `${output} ${ours.toExponential(1)}${pytorch === null ? '' : ` (${pytorch.toExponential(1)})`}`;
		});
		return `| ${name} | ${format} | ${Math.round(fileBytes / 1e6)} MB | ${found.join(', ')} |`;
	});
	return [
		'| network | file | size | relative error (that of PyTorch in float32) |',
		'| --- | --- | --- | --- |',
		...rows,
	].join('\n');
}

function parse(words: readonly string[]) {
	try {
		return parseArgs({
			args: [...words],
			allowPositionals: true,
			options: {
				python: { type: 'string', default: '/usr/bin/python3' },
				json: { type: 'boolean', default: false },
				help: { type: 'boolean', short: 'h', default: false },
			},
		});
	} catch (cause) {
		throw new UsageError(`${cause instanceof Error ? cause.message : String(cause)}\n\n${usage}`);
	}
}
