import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readEmbeddedRecipe, readPicture } from '@galatea/pictures';
import { parseRecipe } from '@galatea/render';
import { createGuest } from '@galatea/store/accounts';
import { publishRender } from '@galatea/store/artworks';
import { openStore, type Store } from '@galatea/store/database';
import { laddersOf, readBlob, saveBlob } from '@galatea/store/files';
import { appendEvent, claimRender, createRender, finishRender } from '@galatea/store/renders';
import { disposableDatabase, type Mailbox, mailbox } from '@galatea/testing';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { openLadderMaker } from './ladder-maker.ts';

const seeds = resolve(import.meta.dirname, '../../../prisma/seed/pictures');

const seed = (name: string) => readFile(join(seeds, `${name}.png`));

interface Told {
	readonly msg: string;
	readonly key: string;
}

interface Setting extends AsyncDisposable {
	readonly store: Store;
	/** What makers have said. */
	readonly told: Mailbox<Told>;
	open(): Promise<AsyncDisposable>;
	/** Publishes a picture with this file; returns the key of the file. */
	hang(png: Uint8Array): Promise<string>;
}

async function setUp(): Promise<Setting> {
	const database = await disposableDatabase();
	const storageDir = await mkdtemp(join(tmpdir(), 'galatea-ladders-'));
	const store = openStore({ databaseUrl: database.url, storageDir });
	const told = mailbox<Told>();
	const log = pino({ level: 'debug' }, { write: (line: string) => told.put(JSON.parse(line)) });
	const { user } = await createGuest(store);
	const recipe = parseRecipe(JSON.parse(readEmbeddedRecipe(await seed('01-red-apple')) ?? ''));
	return {
		store,
		told,
		open: () => openLadderMaker({ store, log }),
		async hang(png) {
			const { render } = await createRender(store, { recipe, userId: user.id });
			const claim = await claimRender(store, render.id, 'hand');
			if (!claim) throw new Error('nobody else takes renders here');
			const { attempt } = claim;
			await appendEvent(store, render.id, attempt, { type: 'started', fromStep: 0 });
			const image = { key: await saveBlob(store, png, 'png'), width: 128, height: 128, mimeType: 'image/png' };
			const reference = { ...image, thumbhash: '' };
			const { steps: step } = recipe;
			await finishRender(store, { renderId: render.id, attempt, step, image: reference, thumbnail: reference });
			await publishRender(store, { renderId: render.id, title: 'A picture', userId: user.id });
			return image.key;
		},
		async [Symbol.asyncDispose]() {
			await store[Symbol.asyncDispose]();
			await rm(storageDir, { recursive: true, force: true });
			await database[Symbol.asyncDispose]();
		},
	};
}

test('a gallery that was there before gets its smaller files, each picture once however many workers, and a new one when it is published', async () => {
	await using setting = await setUp();
	const { store, told, hang } = setting;
	const before = [];
	for (const name of ['01-red-apple', '02-sunflower', '03-fish']) before.push(await hang(await seed(name)));
	await using _one = await setting.open();
	await using _other = await setting.open();
	const made: string[] = [];
	const next = async () => {
		const { msg, key } = await told.next();
		expect(msg).toBe('made the smaller files of a picture');
		made.push(key);
	};
	for (const _ of before) await next();
	expect([...made].sort()).toEqual([...before].sort());
	const published = await hang(await seed('04-rainbow'));
	await next();
	expect(made.at(-1)).toBe(published);
	for (const ladder of await laddersOf(store, made)) {
		expect(ladder.map(({ mimeType }) => mimeType).sort()).toEqual(['image/avif', 'image/webp']);
		for (const { key, width, height } of ladder) {
			const bytes = await readBlob(store, key);
			expect(await readPicture(bytes ?? new Uint8Array())).toMatchObject({ width, height });
		}
	}
	expect(told.takeAll()).toEqual([]);
});

test('a picture that cannot be read is told, and stands before no other', async () => {
	await using setting = await setUp();
	const { store, told, hang } = setting;
	const good = await hang(await seed('05-heart'));
	const broken = await hang((await seed('06-tree')).subarray(0, 4_000));
	await using _maker = await setting.open();
	expect(await told.next()).toMatchObject({ msg: 'the smaller files of a picture cannot be made', key: broken });
	expect(await told.next()).toMatchObject({ msg: 'made the smaller files of a picture', key: good });
	expect((await laddersOf(store, [broken]))[0]).toEqual([]);
});
