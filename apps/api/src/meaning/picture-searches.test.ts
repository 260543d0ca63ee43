import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nobody } from '@galatea/store/access';
import { createGuest } from '@galatea/store/accounts';
import { publishRender } from '@galatea/store/artworks';
import { closeStore, openStore, type Store } from '@galatea/store/database';
import { prepareVectors, type SoughtVector, savePictureEmbedding, useEmbeddingSpace } from '@galatea/store/meaning';
import { type DisposableDatabase, Draw, disposableDatabase, vectorDatabase } from '@galatea/testing';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { doneRender } from '../testing-worker.ts';
import { DatabaseSearch } from './database-search.ts';
import { MemorySearch } from './memory-search.ts';
import type { PictureSearch } from './picture-search.ts';
import { PictureSearches } from './picture-searches.ts';

const name = { perceptor: 'one', hash: 'a'.repeat(64), version: 1, dimension: 8, profileLength: 6 };
/** Pictures that are published, and those of a page. */
const [pictures, atOnce] = [40, 7];

/** A store on a database of the test's own. */
async function storeOn(database: DisposableDatabase): Promise<Store> {
	const storageDir = await mkdtemp(path.join(tmpdir(), 'galatea-searches-'));
	const store = openStore({ databaseUrl: database.url, storageDir });
	onTestFinished(async () => {
		await closeStore(store);
		await rm(storageDir, { recursive: true, force: true });
		await database[Symbol.asyncDispose]();
	});
	return store;
}

/** With what it has logged, and a promise of the next line. */
function searches(store: Store) {
	const lines: string[] = [];
	let tell: () => void = () => undefined;
	const write = (line: string): void => {
		lines.push(line);
		tell();
	};
	const next = () => new Promise<void>((resolve) => (tell = resolve));
	return { searches: new PictureSearches(store, pino({}, { write })), lines, next };
}

/** The same numbers each time, of length 1. */
function unit(seed: number, length: number): Float32Array {
	const draw = new Draw(seed);
	const drawn = Float32Array.from({ length }, () => draw.normal());
	const size = Math.hypot(...drawn);
	return drawn.map((value) => value / size);
}

/** Published pictures of one person, each with a meaning of its own. */
async function hang(store: Store, spaceId: number): Promise<void> {
	const userId = (await createGuest(store)).user.id;
	for (let seed = 1; seed <= pictures; seed++) {
		const { renderId } = await doneRender(store, { userId });
		const { image } = await publishRender(store, { renderId, title: 'A picture', userId, tags: [] });
		const meaning = { vector: unit(seed, name.dimension), profile: unit(-seed, name.profileLength) };
		const measures = { mean: 0.1 + (seed % 7) / 50, deviation: 0.2 + (seed % 5) / 50 };
		await savePictureEmbedding(store, spaceId, image.key, { ...meaning, ...measures });
	}
}

/** The artworks of all pages, each page from the cursor of the one before. */
async function pagesOf(search: PictureSearch, sought: SoughtVector): Promise<readonly (readonly string[])[]> {
	const pages: string[][] = [];
	for (let after: string | null = null; ; ) {
		const request = { first: atOnce, after, filter: {} };
		const { edges, hasNextPage } = await search.page(sought, request, nobody);
		pages.push(edges.map(({ artwork }) => artwork.id));
		after = edges.at(-1)?.cursor ?? null;
		if (!hasNextPage) return pages;
	}
}

test('where the database has no pgvector the search is in memory, is the same each time, and the log says why', async ({
	skip,
}) => {
	const store = await storeOn(await disposableDatabase());
	skip('version' in (await prepareVectors(store)), 'the server of TEST_DATABASE_URL has pgvector');
	const { searches: own, lines } = searches(store);
	const space = await useEmbeddingSpace(store, name);
	await own.choose();
	expect(lines).toEqual([expect.stringContaining('the database server has no pgvector')]);
	const search = await own.of(space);
	expect(search).toBeInstanceOf(MemorySearch);
	expect(await own.of(space)).toBe(search);
	const other = await useEmbeddingSpace(store, { ...name, version: 2 });
	expect(await own.of(other)).not.toBe(search);
	own.close();
});

test('where it has, the search is in memory until the index is built, then in the database, and its pages are the same', {
	timeout: 120_000,
}, async () => {
	const store = await storeOn(await vectorDatabase());
	const { searches: own, lines, next } = searches(store);
	const space = await useEmbeddingSpace(store, name);
	await hang(store, space.id);
	await own.choose();
	expect(lines[0]).toContain('pgvector');
	const built = next();
	const before = await own.of(space);
	expect(before).toBeInstanceOf(MemorySearch);
	await built;
	expect(lines[1]).toContain('the index of meanings is built');
	const after = await own.of(space);
	expect(after).toBeInstanceOf(DatabaseSearch);
	expect(await own.of(space)).toBe(after);
	for (const sought of [
		{ of: 'text', vector: unit(101, name.dimension), cut: -4, except: null },
		{ of: 'picture', vector: unit(102, name.profileLength), cut: -0.6, except: null },
	] as const) {
		const exact = await pagesOf(before, sought);
		// Some fit, and not all.
		expect(exact.flat().length).toBeGreaterThan(atOnce);
		expect(exact.flat().length).toBeLessThan(pictures);
		expect(await pagesOf(after, sought)).toEqual(exact);
	}
	own.close();
});
