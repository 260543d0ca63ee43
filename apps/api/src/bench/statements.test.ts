import { disposableDatabase, largeGallery } from '@galatea/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../testing.ts';
import { webDocument } from './documents.ts';
import type { Operation } from './measure.ts';
import { writeOperations } from './operations.ts';

let api: TestApi;
let token: string;
let artworkIds: readonly string[];
let writes: readonly Operation[];
let end: () => Promise<void>;
const sent: string[] = [];

beforeAll(async () => {
	const database = await disposableDatabase();
	await using gallery = await largeGallery(database.url, { members: 50, largest: 300 });
	await gallery.grow(300);
	const [member] = gallery.members;
	token = member ? await gallery.addAccessToken(member, ['READ', 'PUBLISH', 'PROFILE']) : '';
	writes = writeOperations(gallery, token, member ? await gallery.addRenders(member, 1) : []);
	artworkIds = gallery.artworks.filter(({ isOpen }) => isOpen).map(({ id }) => id);
	// What a caller may ask for is counted once in a while, whatever they ask for (allowances.ts).
	const onStatement = (sql: string): void => void (sql.includes('"RateLimit"') || sent.push(sql));
	api = await startTestApi({ databaseUrl: database.url, onStatement });
	end = async () => {
		await api[Symbol.asyncDispose]();
		await database[Symbol.asyncDispose]();
	};
});
afterAll(() => end());

/** Statements for one request of the web app, and how many artworks came. */
async function statementsOf(name: string, variables: Record<string, unknown>, who?: string) {
	const document = webDocument(name);
	sent.length = 0;
	const { data, errors } = await api.query(document, variables, who);
	expect(errors).toBeUndefined();
	const { artworks } = data as { readonly artworks?: { readonly edges: readonly unknown[] } };
	return { count: sent.length, artworks: artworks?.edges.length ?? 0 };
}

test.each([
	{ order: 'NEWEST' },
	{ order: 'TRENDING' },
	{ order: 'RANDOM', seed: 3 },
	{ order: 'NEWEST', filter: { isFollowed: true } },
	{ order: 'NEWEST', filter: { tag: 'vqgan' } },
	{ order: 'RELEVANCE', filter: { words: 'red' } },
])('the feed %j takes at most six statements, whatever the page size', async (list) => {
	for (const who of [undefined, token]) {
		const few = await statementsOf('Feed', { first: 3, ...list }, who);
		const many = await statementsOf('Feed', { first: 60, ...list }, who);
		expect(many.count).toBeLessThanOrEqual(6);
		expect(many.count).toBe(few.count);
		if (who !== undefined) expect(many.artworks).toBeGreaterThan(few.artworks);
	}
});

test('the page of a new artwork, which nothing is made from yet, takes at most 28 statements', async () => {
	const counts = new Set<number>();
	for (const id of artworkIds.slice(-10)) counts.add((await statementsOf('ArtworkPage', { id }, token)).count);
	expect(Math.max(...counts)).toBeLessThanOrEqual(28);
});

test('what the benchmark writes is taken', async () => {
	for (const { name, next } of writes) {
		const { document, variables, token: writer } = next(0, null);
		const { data, errors } = await api.query(document, variables, writer);
		expect({ name, errors }).toEqual({ name, errors: undefined });
		const [answer] = Object.values(data as Record<string, { readonly __typename: string }>);
		expect(answer?.__typename).toMatch(/Success$/);
	}
});
