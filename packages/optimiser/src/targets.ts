/**
 * @file What each prompt term means to each perceptor: the text tower's embedding, of unit length. Computed once per
 * text and kept with the perceptor.
 */
import { GraphBuilder } from '@galatea/autodiff';
import type { Perceptor } from '@galatea/networks';
import type { Model } from '@galatea/onnx';
import { openGraph, type SessionSource } from './opened-graph.ts';

/** Texts kept per perceptor, more than pictures are compared with; an embedding has 2 kB. */
const keptTexts = 4_000;

interface Known {
	/** Names the text tower in a pool of sessions. */
	readonly key: string;
	readonly embeddings: Map<string, Float32Array>;
}

const known = new WeakMap<Perceptor, Known>();
let perceptors = 0;

/**
 * Unit embeddings of `texts`, one after the other: `[texts.length, embedDimension]` row-major. The text tower reads them
 * one at a time, so that a text means the same to the last bit whatever stands beside it.
 */
export async function embedTexts(
	source: SessionSource,
	perceptor: Perceptor,
	texts: readonly string[],
): Promise<Float32Array> {
	const { key, embeddings } = knownOf(perceptor);
	const missing = [...new Set(texts)].filter((text) => !embeddings.has(text));
	if (missing.length > 0) {
		if (embeddings.size > keptTexts)
			for (const text of embeddings.keys()) if (!texts.includes(text)) embeddings.delete(text);
		const made = await runTextTower(source, key, perceptor, missing);
		for (const [index, text] of missing.entries()) embeddings.set(text, made[index] as Float32Array);
	}
	const rows = new Float32Array(texts.length * perceptor.embedDimension);
	for (const [index, text] of texts.entries())
		rows.set(embeddings.get(text) as Float32Array, index * perceptor.embedDimension);
	return rows;
}

function knownOf(perceptor: Perceptor): Known {
	const found = known.get(perceptor);
	if (found !== undefined) return found;
	perceptors += 1;
	const made: Known = { key: `text tower ${perceptors}`, embeddings: new Map() };
	known.set(perceptor, made);
	return made;
}

async function runTextTower(
	source: SessionSource,
	key: string,
	perceptor: Perceptor,
	texts: readonly string[],
): Promise<readonly Float32Array[]> {
	const { tokenizer } = perceptor;
	const shape = [1, tokenizer.contextLength] as const;
	const build = async (): Promise<Model> => {
		const encodeText = await perceptor.loadTextEncoder();
		const g = new GraphBuilder('texts', { contributedOperators: source.runtime.contributedOperators });
		g.output('embedding', encodeText(g, g.input('ids', 'int32', shape)));
		return g.build();
	};
	await using tower = await openGraph(source, key, 'the text tower', build, 'beginnings');
	const made: Float32Array[] = [];
	for (const text of texts) {
		const data = tokenizer.encode(text).ids;
		const { embedding } = await tower.session.run({ ids: { dtype: 'int32', shape, data } });
		made.push(unit(embedding?.data as Float32Array));
	}
	return made;
}

/** The direction of `vector`: the same with length 1. */
export function unit(vector: Float32Array): Float32Array {
	const norm = Math.hypot(...vector);
	return vector.map((value) => value / Math.max(norm, 1e-12));
}

/** Scalar products of `vector` with rows as long as it. */
export function likenesses(vector: Float32Array, rows: Float32Array): Float32Array {
	const { length } = vector;
	return Float32Array.from({ length: rows.length / length }, (_, row) =>
		vector.reduce((sum, value, column) => sum + value * (rows[row * length + column] as number), 0),
	);
}
