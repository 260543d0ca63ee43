import { copyArtwork, Draw } from '@galatea/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nobody } from '../access/visibility.ts';
import { createGuest } from '../accounts/users.ts';
import { publishRender } from '../artworks/artworks.ts';
import { query } from '../database/store.ts';
import { exactScore } from '../testing/test-pictures.ts';
import { finished, queuedRender, type TestStore, testStore } from '../testing/test-store.ts';
import { type EmbeddingSpace, useEmbeddingSpace } from './embedding-spaces.ts';
import { floatsToBytes } from './floats.ts';
import type { PictureEmbedding } from './picture-embeddings.ts';
import { buildVectorIndexes, prepareVectors } from './picture-vectors.ts';
import { type SoughtVector, searchVectors } from './search-vectors.ts';

/** So many that the database takes the index by itself. */
const pictures = 1_000;
const [dimension, profileLength] = [32, 24];
/** Searches of each kind, and the pictures of a page and one more. */
const [searches, wanted] = [20, 41];

interface Embedded extends PictureEmbedding {
	readonly id: string;
	readonly imageKey: string;
}

const draw = new Draw(53);
/** The searches that were sent to the database. */
const sent: { readonly text: string; readonly values: readonly unknown[] }[] = [];
let setting: TestStore;
let space: EmbeddingSpace;
let embedded: readonly Embedded[];

function unit(length: number): Float32Array {
	const drawn = Float32Array.from({ length }, () => draw.normal());
	const size = Math.hypot(...drawn);
	return drawn.map((value) => value / size);
}

beforeAll(async () => {
	setting = await testStore({
		vectors: true,
		onStatement: (text, values) => void (text.includes('<#>') && sent.push({ text, values })),
	});
	const { store, databaseUrl } = setting;
	expect(await prepareVectors(store)).toHaveProperty('version');
	const userId = (await createGuest(store)).user.id;
	const { id: renderId } = await queuedRender(store, {}, { userId });
	await finished(store, renderId);
	const { id } = await publishRender(store, { renderId, title: 'A picture', userId, tags: [] });
	await copyArtwork(databaseUrl, id, pictures - 1);
	const rows = await query<{ id: string; imageKey: string }>(
		store,
		`UPDATE "Artwork" SET "imageKey" = encode(sha256(id::bytea), 'hex') || '.png' RETURNING id, "imageKey"`,
	);
	// The database knows of the copies only that all had one file.
	await query(store, 'VACUUM ANALYZE "Artwork"');
	embedded = rows.map((row) => ({
		...row,
		vector: unit(dimension),
		profile: unit(profileLength),
		mean: draw.unit() / 10,
		deviation: 0.1 + draw.unit() / 10,
	}));
	space = await useEmbeddingSpace(store, {
		...{ perceptor: 'one', hash: 'a'.repeat(64), version: 1 },
		...{ dimension, profileLength },
	});
	await query(
		store,
		`INSERT INTO "PictureEmbedding" ("spaceId", "imageKey", vector, profile, mean, deviation)
		 SELECT $1, * FROM unnest($2::text[], $3::bytea[], $4::bytea[], $5::real[], $6::real[])`,
		[
			space.id,
			embedded.map(({ imageKey }) => imageKey),
			embedded.map(({ vector }) => floatsToBytes(vector)),
			embedded.map(({ profile }) => floatsToBytes(profile)),
			embedded.map(({ mean }) => mean),
			embedded.map(({ deviation }) => deviation),
		],
	);
	expect(await buildVectorIndexes(store, space, new AbortController().signal)).toBe(true);
});
afterAll(() => setting[Symbol.asyncDispose]());

/** The best of all, by comparing each. */
function exact(sought: SoughtVector): ReadonlySet<string> {
	const scored = embedded.map((each) => ({ id: each.id, score: exactScore(sought, each) }));
	const best = scored.toSorted((one, other) => other.score - one.score).slice(0, wanted);
	return new Set(best.map(({ id }) => id));
}

/** How the database carries out what was sent last. */
async function plan(): Promise<string> {
	const { text, values } = sent.at(-1) ?? { text: '', values: [] };
	const lines = await query<{ 'QUERY PLAN': string }>(setting.store, `EXPLAIN ${text}`, values);
	return lines.map((line) => line['QUERY PLAN']).join('\n');
}

test.each([
	{ of: 'text', column: 'meaning', length: dimension },
	{ of: 'picture', column: 'profile', length: profileLength },
] as const)('a search by $of walks the index, and finds at least 98 of 100 that exact search finds', async (kind) => {
	const { of, column, length } = kind;
	let hits = 0;
	for (let count = 0; count < searches; count++) {
		sent.length = 0;
		const sought = { of, vector: unit(length), cut: -50, except: null };
		const page = { count: wanted, after: null, filter: {} };
		const found = await searchVectors(setting.store, space, sought, page, nobody);
		// The second statement is for what the index leaves over.
		expect(sent).toHaveLength(1);
		expect(found).toHaveLength(wanted);
		const best = exact(sought);
		hits += found.filter(({ id }) => best.has(id)).length;
	}
	expect(await plan()).toContain(`Index Scan using "PictureVector_${space.id}_${column}"`);
	expect(hits / (searches * wanted)).toBeGreaterThanOrEqual(0.98);
});
