import { differentiate, GraphBuilder, mul, reduceSum } from '@galatea/autodiff';
import * as n from '@galatea/networks';
import { openRuntime } from './index.ts';
const what = process.argv[2]!;
const contributedOperators = process.argv[3] !== 'plain';
const t0 = performance.now();
const lap = (s: string) => console.log(s, ((performance.now() - t0) / 1000).toFixed(2), 's', (process.memoryUsage().rss / 1e9).toFixed(2), 'GB');
const g = new GraphBuilder('full', { contributedOperators });
let feeds;
if (what === 'decoder') {
	const gen = n.tamingVqgan(await n.readVqganDecoder(n.randomVqgan(n.vqganF16Config, 1)), null);
	lap('read');
	const z = g.input('z', 'float32', gen.latentShape(256, 256));
	const image = gen.decode(g, gen.quantise(g, z));
	g.output('image', image);
	g.output('gradient', differentiate(g, reduceSum(g, mul(g, image, image)), [z])[0]!);
	feeds = { z: { dtype: 'float32' as const, shape: z.shape, data: n.randomTensorData('z', { shape: z.shape, mean: 0, std: 1 }, 1) } };
} else {
	const [mean, std] = [n.clipPixelMean, n.clipPixelStd];
	const source = n.randomClip(n.clipVitB32Config, 1);
	const image = await n.readImageTower(source, { mean, std, activation: 'quickgelu' });
	const p = n.clipPerceptor({ image, mean, std, tokenizer: n.wordsTokenizer(['a'], 77), loadTextTower: () => n.readTextTower(source, 'quickgelu') });
	lap('read');
	const x = g.input('x', 'float32', [32, 3, 224, 224]);
	const e = p.encodeImage(g, x);
	g.output('e', e);
	g.output('gradient', differentiate(g, reduceSum(g, mul(g, e, e)), [x])[0]!);
	feeds = { x: { dtype: 'float32' as const, shape: x.shape, data: n.randomTensorData('z', { shape: x.shape, mean: 0.5, std: 0.2 }, 1) } };
}
lap('graph written');
const model = g.build();
lap(`built ${model.graph.nodes.length} nodes, ${[...model.graph.initialisers.values()].reduce((a, t) => a + t.data.byteLength, 0) / 1e6} MB constants`);
const runtime = await openRuntime({ provider: 'cpu', threads: 2 });
const session = await runtime.open(model);
lap('session');
for (let i = 0; i < 3; i++) {
	const c = process.cpuUsage();
	const t = performance.now();
	const r = await session.run(feeds);
	const u = process.cpuUsage(c);
	lap(`run ${((performance.now() - t) / 1000).toFixed(2)} s, cpu ${((u.user + u.system) / 1e6).toFixed(2)}`);
	if (i === 0) for (const [k, v] of Object.entries(r)) {
		const d = v.data as Float32Array; let s = 0, q = 0; for (const a of d) { s += a; q += a * a; }
		console.log(k, v.shape, 'mean', s / d.length, 'rms', Math.sqrt(q / d.length));
	}
}
await session[Symbol.asyncDispose]();
await runtime[Symbol.asyncDispose]();
