/**
 * @file What each prompt term means to each perceptor: the text tower's embedding, of unit length. Computed once per
 * text and kept with the perceptor, since a text tower is as large as an image tower and is needed for a moment only.
 */
import { GraphBuilder } from '@galatea/autodiff';
import type { Perceptor } from '@galatea/networks';
import type { Runtime } from './runtime.ts';

/** Texts kept per perceptor; an embedding has 2 kB. */
const keptTexts = 1_000;

const known = new WeakMap<Perceptor, Map<string, Float32Array>>();

/** Unit embeddings of `texts`, one after the other: `[texts.length, embedDimension]` row-major. */
export async function embedTexts(
	runtime: Runtime,
	perceptor: Perceptor,
	texts: readonly string[],
): Promise<Float32Array> {
	let embeddings = known.get(perceptor);
	if (embeddings === undefined || embeddings.size > keptTexts) {
		embeddings = new Map();
		known.set(perceptor, embeddings);
	}
	const missing = [...new Set(texts)].filter((text) => embeddings.has(text) === false);
	if (missing.length > 0) {
		const dimension = perceptor.embedDimension;
		const made = await runTextTower(runtime, perceptor, missing);
		for (const [index, text] of missing.entries())
			embeddings.set(text, unit(made.slice(index * dimension, (index + 1) * dimension)));
	}
	const rows = new Float32Array(texts.length * perceptor.embedDimension);
	for (const [index, text] of texts.entries())
		rows.set(embeddings.get(text) as Float32Array, index * perceptor.embedDimension);
	return rows;
}

async function runTextTower(runtime: Runtime, perceptor: Perceptor, texts: readonly string[]): Promise<Float32Array> {
	const { contextLength } = perceptor.tokenizer;
	const encodeText = await perceptor.loadTextEncoder();
	const g = new GraphBuilder('texts', { contributedOperators: runtime.contributedOperators });
	const shape = [texts.length, contextLength] as const;
	g.output('embeddings', encodeText(g, g.input('ids', 'int32', shape)));
	await using session = await runtime.open(g.build(), { name: 'the text tower' });
	const ids = new Int32Array(texts.length * contextLength);
	for (const [index, text] of texts.entries()) ids.set(perceptor.tokenizer.encode(text).ids, index * contextLength);
	const { embeddings } = await session.run({ ids: { dtype: 'int32', shape, data: ids } });
	return embeddings?.data as Float32Array;
}

/** The direction of `vector`: the same with length 1. */
export function unit(vector: Float32Array): Float32Array {
	const norm = Math.hypot(...vector);
	return vector.map((value) => value / Math.max(norm, 1e-12));
}
