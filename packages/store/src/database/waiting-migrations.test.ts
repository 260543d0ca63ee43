import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testStore } from '../testing/test-store.ts';
import { waitingMigrations } from './waiting-migrations.ts';

test('nothing waits in a database that is up to date; what came to the folder since does', async () => {
	await using testing = await testStore();
	expect(await waitingMigrations(testing.store)).toEqual([]);
	const folder = await mkdtemp(join(tmpdir(), 'galatea-migrations-'));
	try {
		await cp(join(import.meta.dirname, '../../../../prisma/migrations'), folder, { recursive: true });
		for (const name of ['29991231000001_second', '29991231000000_first']) await mkdir(join(folder, name));
		expect(await waitingMigrations(testing.store, folder)).toEqual(['29991231000000_first', '29991231000001_second']);
	} finally {
		await rm(folder, { recursive: true });
	}
});
