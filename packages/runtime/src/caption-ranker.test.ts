/** @file Captions as the starter's perceptor ranks them with its real weights, beside PyTorch. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { modelFolder } from '@galatea/checkpoint';
import { type CaptionRanker, openCaptionRanker, readPackShelf } from '@galatea/optimiser';
import type { CaptionFit } from '@galatea/render';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenedRuntime, openRuntime } from './open-runtime.ts';

type Perceptor = Parameters<typeof openCaptionRanker>[1][number];

let runtime: OpenedRuntime;
let perceptor: Perceptor;
let ranker: CaptionRanker;
beforeAll(async () => {
	runtime = await openRuntime({ provider: 'cpu', threads: 1 });
	const shelf = await readPackShelf(modelFolder(fileURLToPath(new URL('../../../models', import.meta.url))));
	const [first] = (await shelf.load('starter')).perceptors;
	if (!first) throw new Error('the starter pack has a perceptor');
	perceptor = first;
	ranker = await openCaptionRanker({ runtime }, [perceptor, { ...perceptor, logitScale: null }]);
});
afterAll(async () => {
	await ranker[Symbol.asyncDispose]();
	await runtime[Symbol.asyncDispose]();
});

/** A red disc on white, as packages/optimiser/fixtures/captions.py draws it. */
function disc() {
	const side = 64;
	const data = new Uint8ClampedArray(3 * side * side);
	for (let at = 0; at < side * side; at++) {
		const isDisc = Math.hypot((at % side) - side / 2, Math.floor(at / side) - side / 2) < side / 3;
		data.set(isDisc ? [200, 30, 30] : [255, 255, 255], 3 * at);
	}
	return { width: side, height: side, data };
}

interface Fixture {
	readonly captions: readonly string[];
	readonly logitScale: number;
	readonly fits: readonly Omit<CaptionFit, 'truncated'>[];
}

async function openFixture(): Promise<Fixture> {
	const file = new URL('../../optimiser/fixtures/captions.json', import.meta.url);
	return JSON.parse(await readFile(file, 'utf8')) as Fixture;
}

test('cosines, logit scale and shares are those of PyTorch, the best caption first', async () => {
	const wanted = await openFixture();
	const [ranking] = await ranker.rank(disc(), wanted.captions);
	expect(ranking?.logitScale).toBeCloseTo(wanted.logitScale, 3);
	expect(ranking?.fits.map(({ caption }) => caption)).toEqual(wanted.fits.map(({ caption }) => caption));
	for (const [index, fit] of wanted.fits.entries()) {
		const found = ranking?.fits[index];
		expect(found).toMatchObject({ unknownWords: fit.unknownWords, truncated: false });
		const { cosine, share } = found as CaptionFit;
		if (fit.cosine === null || fit.share === null) expect([cosine, share]).toEqual([null, null]);
		else {
			expect(cosine).toBeCloseTo(fit.cosine, 4);
			expect(share).toBeCloseTo(fit.share, 3);
		}
	}
});

test('a perceptor that came without its logit scale gives the same cosines and no shares', async () => {
	const { captions } = await openFixture();
	const [own, without] = await ranker.rank(disc(), captions);
	expect(without?.logitScale).toBeNull();
	expect(without?.fits).toEqual(own?.fits.map((fit) => ({ ...fit, share: null })));
});

test('a caption that is longer than the perceptor reads is told of, and ranking may be ended', async () => {
	const [ranking] = await ranker.rank(disc(), ['a red circle', 'red '.repeat(60).trim()]);
	expect(ranking?.fits.map(({ truncated }) => truncated).sort()).toEqual([false, true]);
	const reason = new Error('enough');
	await expect(ranker.rank(disc(), ['one', 'two'], AbortSignal.abort(reason))).rejects.toBe(reason);
});
