import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { databaseClient, disposableDatabase } from '@galatea/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createGuest } from '../accounts/users.ts';
import { migrate } from '../database/migrate.ts';
import { closeStore } from '../database/store.ts';
import { removeBlob, saveBlob } from '../files/blobs.ts';
import { forgetUploads, saveUpload } from '../files/uploads.ts';
import { testMembers } from '../testing/test-members.ts';
import { type TestStore, testStore } from '../testing/test-store.ts';
import { backUp, type OnProgress, restore } from './index.ts';
import { hashOf } from './manifest.ts';

const { signal } = new AbortController();
const quiet: OnProgress = () => undefined;

let place: string;
let gallery: TestStore;
let folder: string;
let storageDir: string;

beforeAll(async () => {
	place = await mkdtemp(path.join(tmpdir(), 'galatea-backup-'));
});
afterAll(() => rm(place, { recursive: true, force: true }));
beforeEach(async () => {
	gallery = await testStore();
	const own = await mkdtemp(path.join(place, 'test-'));
	folder = path.join(own, 'backup');
	storageDir = path.join(own, 'storage');
	return () => gallery[Symbol.asyncDispose]();
});

const toFolder = (onProgress = quiet, ended = signal) =>
	backUp({
		databaseUrl: gallery.databaseUrl,
		storageDir: gallery.store.storageDir,
		folder,
		signal: ended,
		onProgress,
	});
const back = (databaseUrl: string, onProgress = quiet, ended = signal) =>
	restore({ databaseUrl, storageDir, folder, signal: ended, onProgress });

/** All rows of all tables, as text. */
async function contents(databaseUrl: string): Promise<Readonly<Record<string, readonly string[]>>> {
	await using client = await databaseClient(databaseUrl);
	const tables = await client.query<{ name: string }>(
		`SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
		 AND relname <> '_prisma_migrations' ORDER BY 1`,
	);
	const all: [string, readonly string[]][] = [];
	for (const { name } of tables) {
		const rows = await client.query<{ row: string }>(`SELECT each::text AS row FROM "${name}" AS each ORDER BY 1`);
		all.push([name, rows.map(({ row }) => row)]);
	}
	return Object.fromEntries(all);
}

async function upload(text: string): Promise<string> {
	const { user } = await createGuest(gallery.store);
	return saveUpload(gallery.store, { userId: user.id, bytes: Buffer.from(text), extension: 'png' });
}

const keysIn = async (directory: string) => (await readdir(directory)).filter((name) => !name.startsWith('.')).sort();

test('a gallery that is written to is backed up and restored with every file that its rows name', async () => {
	const members = testMembers(gallery.store);
	const artworkId = await members.artworkOf(await members.member());
	await upload('before');
	let stopped = false;
	let written = 0;
	let began = (): void => undefined;
	const busy = new Promise<void>((resolve) => {
		began = resolve;
	});
	const writing = (async () => {
		for (; !stopped; written++) {
			await upload(`meanwhile ${written}`);
			if (written === 20) began();
			if (written % 10 === 9) {
				await using client = await databaseClient(gallery.databaseUrl);
				await client.query(`UPDATE "Upload" SET "createdAt" = now() - interval '2 days' WHERE key < 'a'`);
				await forgetUploads(gallery.store);
			}
		}
	})();
	await busy;
	const atStart = written;
	const manifest = await toFolder().finally(() => {
		stopped = true;
	});
	await writing;
	expect(written).toBeGreaterThan(atStart);
	// The test's own rows name pictures that were never made.
	expect(manifest.missing.filter((key) => !key.startsWith('bbbb'))).toEqual([]);

	await using fresh = await disposableDatabase({ empty: true });
	await back(fresh.url);
	await using client = await databaseClient(fresh.url);
	expect(await client.query('SELECT id FROM "Artwork"')).toEqual([{ id: artworkId }]);
	const uploads = await client.query<{ key: string }>('SELECT key FROM "Upload"');
	expect(uploads.length).toBeGreaterThan(0);
	for (const { key } of uploads) expect(hashOf(await readFile(path.join(storageDir, key)))).toBe(key.slice(0, 64));
});

test('what is restored is row for row what was backed up, with the checks of the database, and closed to others', async () => {
	const members = testMembers(gallery.store);
	await members.artworkOf(await members.member('ADMIN'));
	await upload('a tab\t and a line\nbreak');
	await toFolder();
	await using fresh = await disposableDatabase({ empty: true });
	await back(fresh.url);
	expect(await contents(fresh.url)).toEqual(await contents(gallery.databaseUrl));
	expect(await keysIn(storageDir)).toEqual(await keysIn(gallery.store.storageDir));
	expect((await stat(folder)).mode & 0o077).toBe(0);
	await using client = await databaseClient(fresh.url);
	const checks = `SELECT conname FROM pg_constraint UNION ALL SELECT tgname || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1`;
	await using original = await databaseClient(gallery.databaseUrl);
	const ours = (rows: readonly object[]) => JSON.stringify(rows);
	const inPublic = `SELECT * FROM (${checks.replace('FROM pg_constraint', `FROM pg_constraint WHERE connamespace = 'public'::regnamespace`)}) AS all_of_them`;
	expect(ours(await client.query(inPublic))).toBe(ours(await original.query(inPublic)));
	expect(await migrate({ databaseUrl: fresh.url })).toEqual({ applied: [] });
});

test('a second backup goes on with the first, and lets go of what the gallery has let go of', async () => {
	const first = await upload('first');
	const { missing } = await toFolder();
	const before = await stat(path.join(folder, 'storage', first));
	const gone = await saveBlob(gallery.store, Buffer.from('of nobody'), 'png');
	const second = await upload('second');
	await removeBlob(gallery.store, gone);
	await toFolder();
	expect(missing).toEqual([]);
	expect(await keysIn(path.join(folder, 'storage'))).toEqual([first, second].sort());
	expect((await stat(path.join(folder, 'storage', first))).ino).toBe(before.ino);
	expect((await readdir(folder)).filter((name) => name.startsWith('database-'))).toHaveLength(1);
});

test('an interrupted backup and an interrupted restore go on where they were', async () => {
	for (const name of ['one', 'two', 'three']) await upload(name);
	const after = (count: number) => {
		const ending = new AbortController();
		let calls = 0;
		const onProgress = () => {
			if (++calls === count) ending.abort(new Error('interrupted'));
		};
		return [onProgress, ending.signal] as const;
	};
	await expect(toFolder(...after(2))).rejects.toThrow('interrupted');
	await using fresh = await disposableDatabase({ empty: true });
	await expect(back(fresh.url)).rejects.toMatchObject({ code: 'INCOMPLETE' });
	await expect(toFolder(...after(4))).rejects.toThrow('interrupted');
	await toFolder();
	await expect(back(fresh.url, ...after(2))).rejects.toThrow('interrupted');
	await expect(back(fresh.url, ...after(4))).rejects.toThrow('interrupted');
	await back(fresh.url);
	expect(await contents(fresh.url)).toEqual(await contents(gallery.databaseUrl));
});

test('neither direction replaces what is there', async () => {
	await mkdir(folder);
	await writeFile(path.join(folder, 'diary.txt'), 'mine');
	await expect(toFolder()).rejects.toMatchObject({ code: 'NOT_EMPTY' });
	await using fresh = await disposableDatabase({ empty: true });
	await expect(back(fresh.url)).rejects.toMatchObject({ code: 'NOT_A_BACKUP' });
	await rm(path.join(folder, 'diary.txt'));
	await createGuest(gallery.store);
	await toFolder();
	await closeStore(gallery.store);
	await expect(back(gallery.databaseUrl)).rejects.toMatchObject({
		code: 'NOT_EMPTY',
		message: expect.stringMatching(/is not empty/),
	});
	await rm(storageDir, { recursive: true });
	await mkdir(storageDir);
	await writeFile(path.join(storageDir, 'diary.txt'), 'mine');
	await expect(back(fresh.url)).rejects.toMatchObject({ code: 'NOT_EMPTY' });
	expect(await readdir(storageDir)).toEqual(['diary.txt']);
});

test('a running gallery is not restored into', async () => {
	await toFolder();
	await using other = await testStore();
	await createGuest(other.store);
	await using client = await databaseClient(other.databaseUrl);
	await client.query('DELETE FROM "User"');
	await expect(back(other.databaseUrl)).rejects.toMatchObject({ code: 'IN_USE' });
});

test('damage is found before anything is loaded, and told by its name', async () => {
	const key = await upload('whole');
	const manifest = await toFolder();
	await using fresh = await disposableDatabase({ empty: true });
	const table = path.join(folder, manifest.tables.find(({ name }) => name === 'User')?.file ?? '');
	const bytes = await readFile(table);
	await writeFile(table, bytes.subarray(1));
	await expect(back(fresh.url)).rejects.toMatchObject({
		code: 'DAMAGED',
		message: expect.stringContaining('User.copy'),
	});
	await writeFile(table, bytes);
	await writeFile(path.join(folder, 'storage', key), 'WHOLE');
	await expect(back(fresh.url)).rejects.toMatchObject({ code: 'DAMAGED', message: expect.stringContaining(key) });
	await writeFile(path.join(folder, 'storage', key), 'whole');
	await back(fresh.url);
	expect(await readFile(path.join(storageDir, key), 'utf8')).toBe('whole');
});

test('a backup of a newer version is refused with what would read it', async () => {
	await toFolder();
	const place = path.join(folder, 'galatea-backup.json');
	const manifest = JSON.parse(await readFile(place, 'utf8'));
	await using fresh = await disposableDatabase({ empty: true });
	const migrations = [...manifest.migrations, { name: '20991231000000_newer', checksum: 'a'.repeat(64) }];
	await writeFile(place, JSON.stringify({ ...manifest, migrations }));
	await expect(back(fresh.url)).rejects.toMatchObject({
		code: 'WRONG_VERSION',
		message: expect.stringMatching(/20991231000000_newer/),
	});
	await writeFile(place, JSON.stringify({ ...manifest, version: 2 }));
	await expect(back(fresh.url)).rejects.toMatchObject({
		code: 'WRONG_VERSION',
		message: expect.stringMatching(/format 2/),
	});
});

test('a backup of an older version is restored as it was, and the next start brings it up to date', async () => {
	await createGuest(gallery.store);
	const manifest = await toFolder();
	await using older = await disposableDatabase({ empty: true });
	// A migration that only adds a table, so that the tables without it are those of the version before.
	const last = manifest.migrations.at(-1)?.name ?? '';
	const only = manifest.migrations.map(({ name }) => name).filter((name) => name !== last);
	await migrate({ databaseUrl: older.url, only });
	const source = path.join(place, 'older');
	await mkdir(source);
	await rm(folder, { recursive: true });
	await backUp({ databaseUrl: older.url, storageDir: source, folder, signal, onProgress: quiet });
	await using fresh = await disposableDatabase({ empty: true });
	await back(fresh.url);
	expect(await migrate({ databaseUrl: fresh.url })).toEqual({ applied: [last] });
});
