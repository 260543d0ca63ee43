import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { modelFolder } from '@galatea/checkpoint';
import { expect, test } from 'vitest';
import { readPackShelf } from './pack-shelf.ts';

const modelsDir = resolve(import.meta.dirname, '../../../models');

async function copyOfModels(): Promise<AsyncDisposable & { readonly path: string }> {
	const path = await mkdtemp(join(tmpdir(), 'galatea-shelf-'));
	for (const part of ['catalogue.json', 'starter'])
		await cp(join(modelsDir, part), join(path, part), { recursive: true });
	await mkdir(join(path, 'local'));
	return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

test('packs that come and go are seen by a refresh, and what was loaded of the others stays', async () => {
	await using models = await copyOfModels();
	const shelf = await readPackShelf(modelFolder(models.path));
	const starter = await shelf.load('starter');
	expect(await shelf.refresh()).toBe(false);
	const { packs } = JSON.parse(await readFile(join(models.path, 'catalogue.json'), 'utf8'));
	const local = join(models.path, 'local/catalogue.json');
	await writeFile(local, JSON.stringify({ packs: [{ ...packs[0], id: 'mine' }] }));
	expect(await shelf.refresh()).toBe(true);
	expect(shelf.packs.map((pack) => pack.id)).toEqual(['starter', 'mine']);
	expect((await shelf.load('mine')).id).toBe('mine');
	expect(await shelf.load('starter')).toBe(starter);
	await rm(local);
	expect(await shelf.refresh()).toBe(true);
	expect(shelf.packs.map((pack) => pack.id)).toEqual(['starter']);
	await expect(shelf.load('mine')).rejects.toMatchObject({ code: 'PACK_UNAVAILABLE' });
});

test('a catalogue that cannot be used changes nothing, and a vocabulary that was mended is offered', async () => {
	await using models = await copyOfModels();
	const vocabulary = join(models.path, 'starter/vocabulary.json');
	const words = await readFile(vocabulary);
	await writeFile(vocabulary, 'not a vocabulary');
	const shelf = await readPackShelf(modelFolder(models.path));
	expect(shelf.packs).toEqual([]);
	expect(await shelf.refresh()).toBe(false);
	await writeFile(vocabulary, words);
	expect(await shelf.refresh()).toBe(true);
	expect(shelf.defaultPackId).toBe('starter');
	await writeFile(join(models.path, 'local/catalogue.json'), '{');
	await expect(shelf.refresh()).rejects.toThrow('is not JSON');
	expect(shelf.packs.map((pack) => pack.id)).toEqual(['starter']);
});

test('the pack that the catalogue names is the default, and the first one where its files are missing', async () => {
	await using models = await copyOfModels();
	const { packs } = JSON.parse(await readFile(join(models.path, 'catalogue.json'), 'utf8'));
	const starter = packs.find(({ id }: { id: string }) => id === 'starter');
	const vocabulary = { ...starter.perceptors[0].tokenizer, file: 'other/vocabulary.json' };
	const other = { ...starter, id: 'other', perceptors: [{ ...starter.perceptors[0], tokenizer: vocabulary }] };
	await writeFile(join(models.path, 'catalogue.json'), JSON.stringify({ default: 'other', packs: [starter, other] }));
	const shelf = await readPackShelf(modelFolder(models.path));
	expect(shelf.defaultPackId).toBe('starter');
	expect(shelf.problems).toHaveLength(1);
	await cp(join(models.path, 'starter'), join(models.path, 'other'), { recursive: true });
	await shelf.refresh();
	expect(shelf.defaultPackId).toBe('other');
});

test('a pack that was downloaded before its data was told has what the catalogue knows of the same networks', async () => {
	await using models = await copyOfModels();
	const file = join(models.path, 'catalogue.json');
	const catalogue = JSON.parse(await readFile(file, 'utf8'));
	const { training, ...starter } = catalogue.packs[0];
	const known = { ...starter, id: 'known', training };
	await writeFile(file, JSON.stringify({ ...catalogue, known: [known] }));
	const another = { ...starter, id: 'another' };
	await writeFile(
		join(models.path, 'local/catalogue.json'),
		JSON.stringify({ packs: [{ ...starter, id: 'known' }, another] }),
	);
	const shelf = await readPackShelf(modelFolder(models.path));
	expect(training).not.toEqual([]);
	expect(shelf.packs.map((pack) => [pack.id, pack.training])).toEqual([
		['starter', training],
		['known', training],
		['another', []],
	]);
});
