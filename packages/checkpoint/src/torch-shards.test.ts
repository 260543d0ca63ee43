import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openCheckpoint } from './open.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

test('pytorch_model.bin.index.json is read from the shards that PyTorch wrote, and leads to no other index', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'galatea-torch-shards-'));
	try {
		const shards = {
			'module.pt': 'pytorch_model-00001-of-00002.bin',
			'module-legacy.pt': 'pytorch_model-00002-of-00002.bin',
		};
		for (const [name, shard] of Object.entries(shards)) await copyFile(fixture(name), join(folder, shard));
		const whole = await openCheckpoint(fixture('module.pt'));
		const weightMap = Object.fromEntries(whole.names.map((name, at) => [name, Object.values(shards)[at % 2] ?? '']));
		const path = join(folder, 'pytorch_model.bin.index.json');
		await writeFile(path, JSON.stringify({ metadata: { total_size: 1 }, weight_map: weightMap }));
		const joined = await openCheckpoint(path);
		expect([...joined.names].sort()).toEqual([...whole.names].sort());
		for (const name of whole.names) expect(await joined.read(name)).toEqual(await whole.read(name));
		await joined.close();
		await whole.close();
		await writeFile(path, JSON.stringify({ weight_map: { a: 'pytorch_model.bin.index.json' } }));
		await expect(openCheckpoint(path)).rejects.toThrow(/must hold tensors, and be no index itself/);
	} finally {
		await rm(folder, { recursive: true });
	}
});
