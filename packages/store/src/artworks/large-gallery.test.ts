import { hashRecipe } from '@galatea/render';
import { disposableDatabase, type LargeGallery, largeGallery } from '@galatea/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nobody } from '../access/visibility.ts';
import { closeStore, openStore, type Store, transaction } from '../database/store.ts';
import { renewTrend } from '../renders/trend.ts';
import { listArtworks } from './artwork-lists.ts';

const artworks = 600;
let store: Store;
let gallery: LargeGallery;
let client: Client;
let end: () => Promise<void>;

beforeAll(async () => {
	const database = await disposableDatabase();
	gallery = await largeGallery(database.url, { members: 60, largest: artworks });
	await gallery.grow(artworks / 2);
	await gallery.grow(artworks);
	store = openStore({ databaseUrl: database.url, storageDir: 'nowhere' });
	client = new Client({ connectionString: database.url });
	await client.connect();
	end = async () => {
		await client.end();
		await closeStore(store);
		await gallery[Symbol.asyncDispose]();
		await database[Symbol.asyncDispose]();
	};
});

afterAll(() => end());

async function rows<Row extends object>(sql: string): Promise<readonly Row[]> {
	return (await client.query<Row>(sql)).rows;
}

test('a generated gallery keeps every reference, though none was checked while it was filled', async () => {
	const references = await rows<{ name: string; table: string; column: string; other: string; key: string }>(`
		SELECT conname AS name, conrelid::regclass::text AS table, confrelid::regclass::text AS other,
			(SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = conrelid AND attnum = conkey[1]) AS column,
			(SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = confrelid AND attnum = confkey[1]) AS key
		FROM pg_constraint WHERE contype = 'f'`);
	expect(references.length).toBeGreaterThan(40);
	for (const { name, table, column, other, key } of references) {
		const broken = `SELECT FROM ${table} AS one WHERE ${column} IS NOT NULL
			AND NOT EXISTS (SELECT FROM ${other} AS other WHERE other.${key} = one.${column})`;
		expect(await rows(broken), name).toEqual([]);
	}
});

test('what triggers would have written is there, and no more', async () => {
	const written = async () => ({
		subjects: await rows('SELECT id, kind FROM "Subject" ORDER BY id'),
		files: await rows('SELECT key, "renderId" FROM "RenderFile" ORDER BY key, "renderId"'),
		ladders: await rows('SELECT "imageKey", "sortKey" FROM "PictureLadder" ORDER BY "imageKey"'),
		words: await rows('SELECT "artworkId", words::text FROM "ArtworkText" ORDER BY "artworkId"'),
		renders: await rows('SELECT id, visibility, hidden, "contentLevel" FROM "Render" ORDER BY id'),
		levels: await rows('SELECT id, "contentLevel" FROM "Artwork" ORDER BY id'),
	});
	const before = await written();
	expect(before.words.length).toBe(artworks);
	expect(before.files.length).toBe(2 * artworks);
	expect(before.ladders).toEqual(await rows('SELECT "imageKey", "sortKey" FROM "Artwork" ORDER BY "imageKey"'));
	await client.query('DELETE FROM "RenderFile"; DELETE FROM "ArtworkText"');
	await client.query('UPDATE "Render" SET "imageKey" = "imageKey"; UPDATE "Artwork" SET title = title');
	expect(await written()).toEqual(before);
	const things = ['Artwork', 'Render', 'User', 'Comment'].map((table) => `SELECT id FROM "${table}"`);
	expect(before.subjects.map((subject) => (subject as { id: string }).id)).toEqual(
		(await rows<{ id: string }>(`${things.join(' UNION ALL ')} ORDER BY id`)).map(({ id }) => id),
	);
});

test('rules that triggers keep hold: lineage goes back in time, threads have one level', async () => {
	expect((await rows('SELECT FROM "Lineage"')).length).toBeGreaterThan(artworks / 10);
	await client.query('UPDATE "Lineage" SET "parentId" = "parentId"; UPDATE "Comment" SET "threadId" = "threadId"');
});

test('places among the trending are those that the store computes', async () => {
	const places = () => rows('SELECT id, "trendKey" FROM "Artwork" ORDER BY id');
	const before = await places();
	for (const { id } of gallery.artworks) await transaction(store, (sql) => renewTrend(sql, id));
	expect(await places()).toEqual(before);
});

test('recipes are named by their content, and the store lists the newest first', async () => {
	const { edges } = await listArtworks(store, { first: 100 }, nobody);
	expect(edges.length).toBe(100);
	const hashes = await rows<{ id: string; recipeHash: string }>('SELECT id, "recipeHash" FROM "Artwork"');
	const hashOf = new Map(hashes.map(({ id, recipeHash }) => [id, recipeHash]));
	for (const { artwork } of edges) expect(artwork.recipe && hashRecipe(artwork.recipe)).toBe(hashOf.get(artwork.id));
	const places = new Map(gallery.artworks.map(({ id }, index) => [id, index]));
	const shown = edges.map(({ artwork }) => places.get(artwork.id) ?? -1);
	expect(shown).toEqual([...shown].sort((one, other) => other - one));
});

test('indexes that were away while it was filled are there again', async () => {
	await using empty = await disposableDatabase();
	const other = new Client({ connectionString: empty.url });
	await other.connect();
	const named = 'SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1';
	const wanted = (await other.query(named)).rows;
	await other.end();
	expect(await rows(named)).toEqual(wanted);
});
