/** @file What the starter's perceptor, with its real weights, says of texts that it was not asked to climb. */
import { fileURLToPath } from 'node:url';
import { modelFolder } from '@galatea/checkpoint';
import { type Embedder, embedTexts, openEmbedder, openZeroShot, readPackShelf } from '@galatea/optimiser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenedRuntime, openRuntime } from './open-runtime.ts';

type Perceptor = Parameters<typeof openEmbedder>[1];

let runtime: OpenedRuntime;
let perceptor: Perceptor;
let embedder: Embedder;
beforeAll(async () => {
	runtime = await openRuntime({ provider: 'cpu', threads: 1 });
	const shelf = await readPackShelf(modelFolder(fileURLToPath(new URL('../../../models', import.meta.url))));
	const [first] = (await shelf.load('starter')).perceptors;
	if (!first) throw new Error('the starter pack has a perceptor');
	perceptor = first;
	embedder = await openEmbedder({ runtime }, perceptor);
});
afterAll(async () => {
	await embedder[Symbol.asyncDispose]();
	await runtime[Symbol.asyncDispose]();
});

/** A red disc on white. */
function disc() {
	const side = 64;
	const data = new Uint8ClampedArray(3 * side * side);
	for (let at = 0; at < side * side; at++) {
		const isDisc = Math.hypot((at % side) - side / 2, Math.floor(at / side) - side / 2) < side / 3;
		data.set(isDisc ? [200, 30, 30] : [255, 255, 255], 3 * at);
	}
	return { width: side, height: side, data };
}

const texts = ['red circle', 'blue fish', 'xyzzy', 'tomato'];

test('texts come with their deviations above common words, the best first, and without those it does not know', async () => {
	const picture = await embedder.embedPicture(disc());
	const { known, compare } = await openZeroShot({ runtime }, perceptor, { texts, rivals: [] });
	expect(known).toEqual(['red circle', 'blue fish', 'tomato']);
	const fits = compare(picture);
	expect(fits[0]?.text).toBe('red circle');
	for (const [index, { text, confidence }] of fits.entries()) {
		const meaning = await embedTexts({ runtime }, perceptor, [text]);
		const product = picture.vector.reduce((sum, value, at) => sum + value * (meaning[at] as number), 0);
		expect(confidence).toBeCloseTo((product - picture.mean) / picture.deviation, 4);
		expect(confidence).toBeLessThanOrEqual(fits[index - 1]?.confidence ?? Number.POSITIVE_INFINITY);
	}
	expect(fits).toHaveLength(3);
});

test('only texts that fit better than every rival are told of, and a text is no rival of its own', async () => {
	const picture = await embedder.embedPicture(disc());
	const against = async (rivals: readonly string[]) =>
		(await openZeroShot({ runtime }, perceptor, { texts, rivals })).compare(picture).map(({ text }) => text);
	expect(await against(['red circle', 'blue fish'])).toHaveLength(3);
	expect(await against(['large red circle'])).not.toContain('blue fish');
	const best = await openZeroShot({ runtime }, perceptor, { texts: ['blue fish'], rivals: ['red circle'] });
	expect(best.compare(picture)).toEqual([]);
});

test('asking for what many texts mean may be ended', async () => {
	const reason = new Error('enough');
	const opening = openZeroShot({ runtime }, perceptor, { texts, rivals: [], signal: AbortSignal.abort(reason) });
	await expect(opening).rejects.toBe(reason);
});
