/** @file A gallery from before there were accounts, migrated. */
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { disposableDatabase } from '@galatea/testing';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { hashToken } from '../access/token-hash.ts';
import { fileAccess, nobody } from '../access/visibility.ts';
import { listArtworks } from '../artworks/artwork-lists.ts';
import { migrate } from '../database/migrate.ts';
import { closeStore, openStore } from '../database/store.ts';
import { getRender } from '../renders/renders.ts';
import { recipe } from '../testing/test-store.ts';
import { createGuest, findUserByToken } from './users.ts';

const migrations = path.join(import.meta.dirname, '../../../../prisma/migrations');
const before = '20261125140000_videos';

/** What a gallery of that version held: a guest, a published render with its files, frames and events. */
const oldRows = /* SQL */ `
	INSERT INTO "User" (id, "tokenHash", "displayName") VALUES ('usr_old', '${hashToken('the token of a guest')}', 'Old');
	INSERT INTO "Recipe" (hash, json, width, height, steps, seed, cutouts, "packId", "packHash", "engineVersion")
	VALUES ('${'c'.repeat(64)}', '${JSON.stringify(recipe())}', 128, 128, 20, '1', 16, 'starter', '${'a'.repeat(64)}', 1);
	INSERT INTO "Render" (id, state, "recipeHash", "requestedById", steps, seq, attempt, "previewKey", "previewStep",
		"previewWidth", "previewHeight", "previewThumbhash", "imageKey", "imageWidth", "imageHeight", "imageThumbhash",
		"thumbnailKey", "thumbnailWidth", "thumbnailHeight", "createdAt", "startedAt", "finishedAt")
	VALUES ('rnd_old', 'DONE', '${'c'.repeat(64)}', 'usr_old', 20, 3, 1, 'last.webp', 20, 8, 8, 'AAAA', 'image.png', 8, 8, 'AAAA',
		'thumbnail.webp', 8, 8, now(), now(), now());
	INSERT INTO "RenderEvent" ("renderId", seq, attempt, type, body, at)
	VALUES ('rnd_old', 2, 1, 'progress', '{"type": "progress", "preview": {"key": "earlier.webp"}}', now());
	INSERT INTO "Artwork" (id, title, "renderId", "recipeHash", "publishedById", "publishedAt", "sortKey", "imageKey",
		"imageThumbhash", "imageWidth", "imageHeight", "thumbnailKey", "thumbnailWidth", "thumbnailHeight")
	VALUES ('art_old', 'Old apple', 'rnd_old', '${'c'.repeat(64)}', 'usr_old', now(), 1, 'image.png', 'AAAA', 8, 8,
		'thumbnail.webp', 8, 8);
	INSERT INTO "Video" ("renderId", "webpKey", "mp4Key") VALUES ('rnd_old', 'video.webp', 'video.mp4');
`;

test('a gallery from before there were accounts keeps its guests, its pictures, and the addresses of all files', async () => {
	await using database = await disposableDatabase({ empty: true });
	const directory = await mkdtemp(path.join(tmpdir(), 'galatea-old-'));
	const storageDir = await mkdtemp(path.join(tmpdir(), 'galatea-storage-'));
	try {
		for (const name of await readdir(migrations))
			if (name <= before) await cp(path.join(migrations, name), path.join(directory, name), { recursive: true });
		await migrate({ databaseUrl: database.url, directory });
		const client = new Client({ connectionString: database.url });
		await client.connect();
		await client.query(oldRows).finally(() => client.end());

		await migrate({ databaseUrl: database.url });
		const store = openStore({ databaseUrl: database.url, storageDir });
		try {
			expect(await findUserByToken(store, 'the token of a guest')).toMatchObject({
				id: 'usr_old',
				role: 'GUEST',
				isGuest: true,
				displayName: 'Old',
				defaultVisibility: 'PUBLIC',
			});
			expect(await getRender(store, 'rnd_old')).toMatchObject({ requestedById: 'usr_old', visibility: 'PUBLIC' });
			const { edges } = await listArtworks(store, { first: 10 }, nobody);
			expect(edges.map((edge) => edge.artwork)).toMatchObject([
				{ id: 'art_old', title: 'Old apple', visibility: 'PUBLIC', licence: null },
			]);
			for (const key of ['last.webp', 'image.png', 'thumbnail.webp', 'earlier.webp', 'video.webp', 'video.mp4'])
				expect([key, await fileAccess(store, key, nobody)]).toEqual([key, 'WHOLE']);
			expect((await createGuest(store)).user.role).toBe('GUEST');
		} finally {
			await closeStore(store);
		}
	} finally {
		await rm(directory, { recursive: true, force: true });
		await rm(storageDir, { recursive: true, force: true });
	}
});
