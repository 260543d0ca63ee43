import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readAuthSecret } from './auth-secret.mjs';

test('a gallery makes its secret once, for its own eyes, unless one is given', async () => {
	const dataDir = await mkdtemp(path.join(tmpdir(), 'galatea-secret-'));
	try {
		expect(await readAuthSecret({ dataDir, authSecret: 'given' })).toBe('given');
		const secrets = await Promise.all(Array.from({ length: 50 }, () => readAuthSecret({ dataDir, authSecret: null })));
		expect(new Set(secrets).size).toBe(1);
		expect(secrets[0]).toMatch(/^[A-Za-z0-9_-]{43}$/);
		expect(await readdir(dataDir)).toEqual(['auth-secret']);
		expect((await stat(path.join(dataDir, 'auth-secret'))).mode & 0o777).toBe(0o600);
	} finally {
		await rm(dataDir, { recursive: true, force: true });
	}
});
