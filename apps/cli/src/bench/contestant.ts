/**
 * @file The process that `galatea bench step` starts to measure this engine: `contestant.ts SCALE THREADS`, or
 * `product SIDE THREADS` for the machine's own peak. See `process.ts` for what it says.
 */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { type Model, makeModel, makeNode, makeTensor } from '@galatea/onnx';
import { optimise, planRender, type Runtime } from '@galatea/optimiser';
import { openRuntime } from '@galatea/runtime';
import { countFlops } from './flops.ts';
import { type BenchScale, benchRecipe, randomPack } from './packs.ts';

const answer = (fields: Readonly<Record<string, number | string>>): void => console.log(JSON.stringify(fields));

function peakKb(): number {
	try {
		return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0);
	} catch {
		return 0;
	}
}

async function serve(step: () => Promise<void>): Promise<void> {
	for await (const line of createInterface({ input: process.stdin })) {
		if (line.trim() === 'quit') return answer({ peakKb: peakKb() });
		const cpu = process.cpuUsage();
		const start = performance.now();
		await step();
		const used = process.cpuUsage(cpu);
		answer({ wallMs: performance.now() - start, cpuMs: (used.user + used.system) / 1_000 });
	}
}

async function serveSteps(scale: BenchScale, threads: number): Promise<void> {
	await using runtime = await openRuntime({ provider: 'cpu', threads });
	const times = { sessionMs: 0, gflop: 0 };
	const timed: Runtime = {
		device: runtime.device,
		contributedOperators: runtime.contributedOperators,
		// Not an async function, which would hold the model until the session is open.
		open(model, options) {
			if (options?.name === 'the step graph') times.gflop = countFlops(model) / 1e9;
			const start = performance.now();
			return runtime.open(model, options).then((session) => {
				times.sessionMs = performance.now() - start;
				return session;
			});
		},
	};
	const plan = planRender(benchRecipe(scale), await randomPack(scale));
	const steps = optimise({ runtime: timed, plan });
	const step = async (): Promise<void> => {
		await steps.next();
	};
	// The first step opens the session.
	await step();
	answer({ ...times });
	await serve(step);
	await steps.return();
}

// Several products in a row, so that handing over the first matrix does not count.
const productsInARow = 8;

async function serveProducts(side: number, threads: number): Promise<void> {
	await using runtime = await openRuntime({ provider: 'cpu', threads });
	await using session = await runtime.open(productsModel(side), { name: 'products' });
	const data = new Float32Array(side * side).fill(0.5);
	const step = async (): Promise<void> => {
		await session.run({ x0: { dtype: 'float32', shape: [side, side], data } });
	};
	await step();
	answer({ gflop: (productsInARow * 2 * side ** 3) / 1e9 });
	await serve(step);
}

// x₈ = x₀ · W⁸, with rows of W that sum to 1.
function productsModel(side: number): Model {
	const matrix = (index: number) => ({ name: `x${index}`, dtype: 'float32', shape: [side, side] }) as const;
	return makeModel({
		name: 'products',
		inputs: [matrix(0)],
		outputs: [matrix(productsInARow)],
		nodes: Array.from({ length: productsInARow }, (_, index) =>
			makeNode({ name: `product${index}`, opType: 'MatMul', inputs: [`x${index}`, 'w'], outputs: [`x${index + 1}`] }),
		),
		initialisers: new Map([['w', makeTensor('float32', [side, side], new Float32Array(side * side).fill(1 / side))]]),
		values: new Map(),
	});
}

const [first = '', ...rest] = process.argv.slice(2);
if (first === 'product') await serveProducts(Number(rest[0]), Number(rest[1]));
else await serveSteps(first as BenchScale, Number(rest[0]));
process.exit(0);
