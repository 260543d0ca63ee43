/** @file Names in PyTorch's files, where Python lets a program keep things as it likes. */
import { expect, test } from 'vitest';
import { openReader } from './open.ts';
import { readerOfBytes } from './reader.ts';
import { craftedZip } from './zip.crafted.ts';

async function metadataOf(pickle: string): Promise<Record<string, unknown>> {
	const file = craftedZip([{ name: 'archive/data.pkl', content: Buffer.from(pickle, 'latin1') }]);
	const checkpoint = await openReader(readerOfBytes(file));
	expect(checkpoint.names).toEqual([]);
	return Object.fromEntries(checkpoint.metadata);
}

test.each<[string, string, Record<string, unknown>]>([
	[
		'an ordered dict of Python 2, its items an argument',
		'ccollections\nOrderedDict\n](](U\x01aK\x01ee\x85R.',
		{ a: 1 },
	],
	// Written by Python: class D(dict) with self.__dict__ = self.
	[
		'a dict that is its own attributes',
		'\x80\x02c__main__\nD\nq\x02)\x81q\x03(X\x01\x00\x00\x00aq\x04K\x01X\x01\x00\x00\x00bq\x05K\x02uh\x03b.',
		{ a: 1, b: 2 },
	],
	['a dict whose attributes say its items again', 'cmunch\nMunch\n)\x81(U\x01aK\x01u}(U\x01aK\x02ub.', { a: 1 }],
	['an object with slots', 'cm\nC\n)\x81N}(U\x01aK\x01u\x86b.', { a: 1 }],
	['a list within itself', ']q\x00(K\x01h\x00e.', { '0': 1 }],
	['keys that are no names', '}((K\x01tK\x02U\x01aK\x03u.', { a: 3 }],
	['a name of 600 characters', `}(X\x58\x02\x00\x00${'n'.repeat(600)}K\x01U\x01aK\x02u.`, { a: 2 }],
	['a tag of TorchScript', 'ctorch.jit._pickle\nrestore_type_tag\n(](K\x05eU\x09List[int]tR.', { '0': 5 }],
])('%s gives what can be named, once', async (_what, pickle, metadata) => {
	expect(await metadataOf(pickle)).toEqual(metadata);
});

test.each<[string, string, RegExp]>([
	['that nests 70 levels', `${'('.repeat(70)}K\x01${'t'.repeat(70)}.`, /may nest at most 64 levels/],
	['of 2^20 leaves in twenty lists of the lists before', doubling(20), /may hold at most 524288 values/],
])('a tree %s is refused before it is walked', async (_what, pickle, message) => {
	await expect(metadataOf(pickle)).rejects.toThrow(message);
});

/** Lists of the same list twice, one around the other. */
function doubling(levels: number): string {
	let pickle = '](K\x01K\x01eq\x00';
	for (let level = 1; level < levels; level++) {
		const [before, here] = [String.fromCharCode(level - 1), String.fromCharCode(level)];
		pickle += `0](h${before}h${before}eq${here}`;
	}
	return `${pickle}.`;
}
