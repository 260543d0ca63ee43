/** @file A gallery from before words of every script were found, migrated. */
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { disposableDatabase } from '@galatea/testing';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { migrate } from '../database/migrate.ts';
import { recipe } from '../testing/test-store.ts';

const migrations = path.join(import.meta.dirname, '../../../../prisma/migrations');
const first = '20261130203000_words_once';

const hash = 'c'.repeat(64);
const oldRows = /* SQL */ `
	INSERT INTO "User" (id, "tokenHash", "displayName") VALUES ('usr_old', 'x', 'Old');
	INSERT INTO "Recipe" (hash, json, width, height, steps, seed, cutouts, "packId", "packHash", "engineVersion")
	VALUES ('${hash}', '${JSON.stringify(recipe())}', 128, 128, 20, '1', 16, 'starter', '${'a'.repeat(64)}', 1);
	INSERT INTO "PromptTerm" ("recipeHash", index, text, "normalisedText", weight) VALUES ('${hash}', 0, 'a red apple', 'a red apple', 1);
	INSERT INTO "Render" (id, state, "recipeHash", "requestedById", steps, "imageKey", "createdAt")
	SELECT 'rnd_' || name, 'DONE', '${hash}', 'usr_old', 20, name || '.png', now() FROM unnest(ARRAY['plain', 'turkish', 'both']) AS name;
	INSERT INTO "Artwork" (id, title, "renderId", "recipeHash", "publishedById", "publishedAt", "sortKey", "trendKey", "imageKey",
		"imageThumbhash", "imageWidth", "imageHeight", "thumbnailKey", "thumbnailWidth", "thumbnailHeight")
	SELECT 'art_' || name, title, 'rnd_' || name, '${hash}', 'usr_old', now(), place, place, name || '.png', 'AAAA', 8, 8, name || '.webp', 8, 8
	FROM (VALUES ('plain', 'Apple', 1), ('turkish', 'ÇAY BAHÇESİ', 2), ('both', 'ЛЕС', 3)) AS old (name, title, place);
	INSERT INTO "ArtworkTag" ("artworkId", tag)
	VALUES ('art_plain', 'apple'), ('art_turkish', U&'i\\0307zmir'), ('art_both', U&'i\\0307stanbul'), ('art_both', 'istanbul');
`;

test('titles and tags are kept, a tag of İ becomes the one of i, and all are found in any case', async () => {
	await using database = await disposableDatabase({ empty: true });
	const directory = await mkdtemp(path.join(tmpdir(), 'galatea-old-words-'));
	const client = new Client({ connectionString: database.url });
	try {
		for (const name of await readdir(migrations))
			if (name < first) await cp(path.join(migrations, name), path.join(directory, name), { recursive: true });
		await migrate({ databaseUrl: database.url, directory });
		await client.connect();
		await client.query(oldRows);
		const before = await client.query(`SELECT words::text FROM "ArtworkText" WHERE "artworkId" = 'art_plain'`);
		await migrate({ databaseUrl: database.url });
		const { rows } = await client.query(
			'SELECT id, title, (SELECT array_agg(tag ORDER BY tag) FROM "ArtworkTag" WHERE "artworkId" = id) AS tags FROM "Artwork" ORDER BY id',
		);
		expect(rows).toEqual([
			{ id: 'art_both', title: 'ЛЕС', tags: ['istanbul'] },
			{ id: 'art_plain', title: 'Apple', tags: ['apple'] },
			{ id: 'art_turkish', title: 'ÇAY BAHÇESİ', tags: ['izmir'] },
		]);
		const found = async (words: string) => {
			const { rows: texts } = await client.query<{ artworkId: string }>(
				'SELECT "artworkId" FROM "ArtworkText" WHERE words @@ galatea_query($1)',
				[words],
			);
			return texts.map(({ artworkId }) => artworkId);
		};
		expect(await found('лес')).toEqual(['art_both']);
		expect(await found('bahcesi')).toEqual(['art_turkish']);
		expect(await found('İZMİR')).toEqual(['art_turkish']);
		// What is ASCII was right before, and is not written again.
		const after = await client.query(`SELECT words::text FROM "ArtworkText" WHERE "artworkId" = 'art_plain'`);
		expect(after.rows).toEqual(before.rows);
	} finally {
		await client.end();
		await rm(directory, { recursive: true });
	}
});
