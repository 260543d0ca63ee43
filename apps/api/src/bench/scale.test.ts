/**
 * @file What of the benchmark does not depend on time: how many statements a request takes, and by which indexes, in a gallery that
 * has become five times as large. What triggers do is not explained by the database: `npm run bench -- gallery` times it.
 */
import {
	type DatabaseClient,
	databaseClient,
	disposableDatabase,
	type LargeGallery,
	largeGallery,
} from '@galatea/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../testing.ts';
import { webDocument } from './documents.ts';
import type { Operation } from './measure.ts';
import { readOperations, writeOperations } from './operations.ts';

/** The smaller is such that each search finds something; the larger, that no reason is left to read a table whole. */
const sizes = [1_000, 5_000] as const;
/** Of each kind. A search asks for something else each time. */
const requests = 5;
/** A table with more rows than that must not be read whole. */
const manyRows = 2_000;

const kinds = [
	{ name: 'Feed, newest, nobody', atMost: 6, indexes: ['Artwork_sortKey_id_idx'] },
	{ name: 'Feed, newest, a member', atMost: 6, indexes: ['Artwork_sortKey_id_idx'] },
	{ name: 'Feed, trending, a member', atMost: 6, indexes: ['Artwork_trendKey_id_idx'] },
	{ name: 'Feed, whom a member follows', atMost: 6, indexes: ['Artwork_publishedById_sortKey_id_idx'] },
	{ name: 'Feed, random', atMost: 6, indexes: ['Artwork_block_idx'] },
	{ name: 'Feed, trending, a tag', atMost: 6, indexes: ['ArtworkTag_tag_artworkId_idx'] },
	{ name: 'Search, words in some pictures', atMost: 6, indexes: ['ArtworkText_words_idx'] },
	{
		name: 'Artwork page with all there can be',
		atMost: 32,
		indexes: ['Artwork_pkey', 'Lineage_parentId_idx', 'Comment_subjectId_createdAt_id_idx'],
	},
	{ name: 'Profile', atMost: 9, indexes: ['Artwork_publishedById_sortKey_id_idx'] },
	{ name: 'Publish', atMost: 18, indexes: ['Render_pkey', 'Artwork_renderId_key'] },
	{ name: 'Follow', atMost: 9, indexes: ['User_pkey', 'Subject_pkey'] },
];

/** Statements of one kind of request, and how the database carries them out. */
interface Sent {
	/** The most of any request. */
	readonly statements: number;
	readonly indexes: ReadonlySet<string>;
	/** Tables that are read whole. */
	readonly wholeTables: ReadonlySet<string>;
}

let api: TestApi;
let client: DatabaseClient;
let largeTables: readonly string[];
/** By size, and then by the name of the request. */
const sent = new Map<number, ReadonlyMap<string, Sent>>();
const heard: { readonly sql: string; readonly values: readonly unknown[] }[] = [];
let end: () => Promise<void>;

beforeAll(async () => {
	const database = await disposableDatabase();
	await using gallery = await largeGallery(database.url, { members: 200, largest: sizes[1] });
	// What a caller may ask for is counted once in a while, whatever they ask for (allowances.ts).
	const onStatement = (sql: string, values: readonly unknown[]): void =>
		void (sql.includes('"RateLimit"') || heard.push({ sql, values }));
	api = await startTestApi({ databaseUrl: database.url, onStatement });
	client = await databaseClient(database.url);
	end = async () => {
		await client[Symbol.asyncDispose]();
		await api[Symbol.asyncDispose]();
		await database[Symbol.asyncDispose]();
	};
	for (const size of sizes) {
		await gallery.grow(size);
		const all = new Map<string, Sent>();
		for (const operation of await operationsOn(gallery)) all.set(operation.name, await askAll(operation));
		sent.set(size, all);
	}
	const rows = await client.query<{ name: string }>(
		`SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND reltuples > $1 AND relnamespace = 'public'::regnamespace`,
		[manyRows],
	);
	largeTables = rows.map(({ name }) => name);
}, 240_000);
afterAll(() => end());

async function operationsOn(gallery: LargeGallery): Promise<readonly Operation[]> {
	const [reader, writer] = [gallery.members[10], gallery.members.at(-1)];
	if (!reader || !writer) throw new Error('There are not enough members');
	const readToken = await gallery.addAccessToken(reader, ['READ']);
	const writeToken = await gallery.addAccessToken(writer, ['READ', 'PUBLISH', 'PROFILE']);
	const renders = await gallery.addRenders(writer, requests);
	const ids = await muchTalkedAbout();
	const all: readonly Operation[] = [
		...readOperations(gallery, readToken, []),
		...writeOperations(gallery, writeToken, renders),
		{
			name: 'Artwork page with all there can be',
			targetMs: 0,
			next: (index) => ({
				document: webDocument('ArtworkPage'),
				variables: { id: ids[index % ids.length] },
				token: readToken,
			}),
		},
	];
	return kinds.map(({ name }) => {
		const found = all.find((operation) => operation.name === name);
		if (!found) throw new Error(`The benchmark has no ${name}`);
		return found;
	});
}

/** Artworks with parents, children and many comments. */
async function muchTalkedAbout(): Promise<readonly string[]> {
	const rows = await client.query<{ id: string }>(
		`SELECT id FROM "Artwork" AS artwork WHERE visibility = 'PUBLIC' AND NOT hidden
		 AND EXISTS (SELECT FROM "Lineage" WHERE "childId" = artwork.id) AND EXISTS (SELECT FROM "Lineage" WHERE "parentId" = artwork.id)
		 ORDER BY (SELECT count(*) FROM "Comment" WHERE "subjectId" = artwork.id) DESC, artwork.id LIMIT ${requests}`,
	);
	expect(rows).toHaveLength(requests);
	return rows.map(({ id }) => id);
}

async function askAll({ name, next }: Operation): Promise<Sent> {
	let statements = 0;
	let last: Readonly<Record<string, unknown>> | null = null;
	const plans = new Map<string, string>();
	for (let index = 0; index < requests; index++) {
		const { document, variables, token } = next(index, last);
		heard.length = 0;
		const { data, errors } = await api.query(document, variables, token);
		expect({ name, errors }).toEqual({ name, errors: undefined });
		last = data ?? null;
		statements = Math.max(statements, heard.length);
		// The same statement with other values may be carried out otherwise.
		for (const { sql, values } of [...heard]) plans.set(`${sql} ${JSON.stringify(values)}`, await explain(sql, values));
	}
	const named = (pattern: RegExp) =>
		new Set([...plans.values()].flatMap((plan) => [...plan.matchAll(pattern)].map(([, found]) => found ?? '')));
	return {
		statements,
		indexes: named(/(?:Index (?:Only )?Scan.* using|Bitmap Index Scan on) "?(\w+)/g),
		wholeTables: named(/Seq Scan on "?(\w+)/g),
	};
}

async function explain(sql: string, values: readonly unknown[]): Promise<string> {
	if (!/^\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH)\b/i.test(sql)) return '';
	const rows = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${sql}`, values);
	return rows.map((row) => row['QUERY PLAN']).join('\n');
}

test.each(kinds)(
	'$name: at most $atMost statements, no more once the gallery grows, and by the index that is meant',
	(kind) => {
		const [small, large] = sizes.map((size) => sent.get(size)?.get(kind.name));
		if (!small || !large) throw new Error(`${kind.name} was not asked`);
		expect(small.statements).toBeLessThanOrEqual(kind.atMost);
		expect(large.statements).toBeLessThanOrEqual(small.statements);
		expect([...large.indexes]).toEqual(expect.arrayContaining(kind.indexes));
		expect(largeTables).toContain('Artwork');
		expect(largeTables.filter((table) => large.wholeTables.has(table))).toEqual([]);
	},
);
