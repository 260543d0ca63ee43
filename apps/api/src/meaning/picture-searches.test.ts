import { prepareVectors, useEmbeddingSpace } from '@galatea/store';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../testing.ts';
import { DatabaseSearch } from './database-search.ts';
import { MemorySearch } from './memory-search.ts';
import { PictureSearches } from './picture-searches.ts';

const name = { perceptor: 'one', hash: 'a'.repeat(64), version: 1, dimension: 16, profileLength: 8 };

let api: TestApi;
beforeAll(async () => {
	api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

/** With what it has logged, and a promise of the next line. */
function searches() {
	const lines: string[] = [];
	let tell: () => void = () => undefined;
	const write = (line: string): void => {
		lines.push(line);
		tell();
	};
	const next = () => new Promise<void>((resolve) => (tell = resolve));
	return { searches: new PictureSearches(api.store, pino({}, { write })), lines, next };
}

test('where the database has no pgvector the search is in memory, is the same each time, and the log says why', async ({
	skip,
}) => {
	skip('version' in (await prepareVectors(api.store)), 'this database has pgvector');
	const { searches: own, lines } = searches();
	const space = await useEmbeddingSpace(api.store, name);
	await own.choose();
	expect(lines).toEqual([expect.stringContaining('the database server has no pgvector')]);
	const search = await own.of(space);
	expect(search).toBeInstanceOf(MemorySearch);
	expect(await own.of(space)).toBe(search);
	const other = await useEmbeddingSpace(api.store, { ...name, version: 2 });
	expect(await own.of(other)).not.toBe(search);
	own.close();
});

test('where it has, the search is in memory until the index is built, and then in the database', async ({ skip }) => {
	const support = await prepareVectors(api.store);
	skip('reason' in support, 'reason' in support ? support.reason : undefined);
	const { searches: own, lines, next } = searches();
	const space = await useEmbeddingSpace(api.store, { ...name, version: 3 });
	await own.choose();
	expect(lines[0]).toContain('pgvector');
	const built = next();
	expect(await own.of(space)).toBeInstanceOf(MemorySearch);
	await built;
	expect(lines[1]).toContain('the index of meanings is built');
	const search = await own.of(space);
	expect(search).toBeInstanceOf(DatabaseSearch);
	expect(await own.of(space)).toBe(search);
	own.close();
});
