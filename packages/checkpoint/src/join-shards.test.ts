import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CheckpointError } from './errors.ts';
import { joinShards } from './join-shards.ts';
import { openCheckpoint } from './open.ts';
import { writeSafetensors } from './write-safetensors.ts';

let folder = '';
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'galatea-shards-'));
	await writeFile(join(folder, 'a.safetensors'), writeSafetensors({ one: vector(1, 2, 3), two: vector() }));
	await writeFile(join(folder, 'b.safetensors'), writeSafetensors({ three: vector(4), four: vector(5, 6) }));
});
afterEach(() => rm(folder, { recursive: true }));

const vector = (...numbers: number[]) => ({ shape: [numbers.length], data: Float32Array.from(numbers) });
const whole = { one: 'a.safetensors', two: 'a.safetensors', three: 'b.safetensors', four: 'b.safetensors' };

async function index(weightMap: Record<string, string>): Promise<string> {
	const path = join(folder, 'model.safetensors.index.json');
	await writeFile(path, JSON.stringify({ metadata: { total_size: 24 }, weight_map: weightMap }));
	return path;
}

test('shards become one file with the same tensors, as long as it was said to be', async () => {
	const path = await index(whole);
	const joined = join(folder, 'joined.safetensors');
	{
		await using shards = await joinShards(path);
		const parts: Uint8Array[] = [];
		for await (const part of shards.parts()) parts.push(part);
		const bytes = Buffer.concat(parts);
		expect(bytes.length).toBe(shards.bytes);
		await writeFile(joined, bytes);
	}
	const [one, apart] = [await openCheckpoint(joined), await openCheckpoint(path)];
	expect([one.format, apart.format]).toEqual(['safetensors', 'safetensors-index']);
	expect(one.names).toEqual(apart.names);
	for (const name of apart.names) {
		expect(one.info(name)).toEqual(apart.info(name));
		expect(await one.read(name)).toEqual(await apart.read(name));
	}
	await one.close();
	await apart.close();
});

test.each<[string, Record<string, string>, RegExp]>([
	['that lacks a tensor of the index', { ...whole, five: 'b.safetensors' }, /five.*must be in it/],
	['that is not there', { ...whole, five: 'c.safetensors' }, /cannot be opened/],
	['elsewhere', { five: '../a.safetensors' }, /must lie beside its index/],
])('a shard %s is refused', async (_what, weightMap, message) => {
	const failure = joinShards(await index(weightMap));
	await expect(failure).rejects.toBeInstanceOf(CheckpointError);
	await expect(failure).rejects.toThrow(message);
});

test('a tensor that two shards have is refused', async () => {
	await writeFile(join(folder, 'b.safetensors'), writeSafetensors({ one: vector(4), three: vector(), four: vector() }));
	await expect(joinShards(await index(whole))).rejects.toThrow(/one.*is in two shards/);
});
