import { expect, test } from 'vitest';
import { growthOf, maximumGrowth, sizesUpTo } from './growth.ts';
import { printReport } from './report.ts';

const measured = (name: string, p50Ms: number, statements: number) => ({
	...{ name, targetMs: 120, requests: 200, statements },
	// What is slow now and then is not what a gallery grows by.
	...{ p50Ms, p95Ms: 50 * p50Ms, maximumMs: 100 * p50Ms },
});

const writesWith = (p50Ms: number, statements: number) => [
	{ artworks: 10_000, measured: [measured('Publish', 10, 18), measured('Follow', 4, 9)] },
	// A slow moment in between says nothing of growth.
	{ artworks: 100_000, measured: [measured('Publish', 90, 18), measured('Follow', 4, 9)] },
	{ artworks: 1_000_000, measured: [measured('Publish', p50Ms, statements), measured('Follow', 4, 9)] },
];

test.each([
	['as fast as before', 10, 18, true],
	['as slow as is allowed', 10 * maximumGrowth, 18, true],
	['slower than that', 10 * maximumGrowth + 0.1, 18, false],
	['of one statement more', 10, 19, false],
	['of one statement less', 10, 17, true],
])('a write that is %s in the largest gallery', (_, p50Ms, statements, isMet) => {
	expect(growthOf(writesWith(p50Ms, statements))).toEqual([
		{ name: 'Publish', times: p50Ms / 10, moreStatements: statements - 18, isMet },
		{ name: 'Follow', times: 1, moreStatements: 0, isMet: true },
	]);
});

test('one gallery alone says nothing of growth', () => {
	expect(growthOf(writesWith(10, 18).slice(0, 1))).toEqual([]);
	expect(growthOf([])).toEqual([]);
});

test.each([
	[1_000, [100, 1_000]],
	[10_000, [1_000, 10_000]],
	[50_000, [5_000, 50_000]],
	[150_000, [10_000, 150_000]],
	[1_000_000, [10_000, 100_000, 1_000_000]],
	[10_000_000, [10_000, 100_000, 1_000_000, 10_000_000]],
])('with %i artworks at most, writes are measured at sizes that differ tenfold: %j', (artworks, sizes) => {
	expect(sizesUpTo(artworks)).toEqual(sizes);
});

test('the report says how much slower each write became, and which became too slow', () => {
	const report = printReport({
		...{ artworks: 1_000_000, members: 100, meanings: 0, pgvector: null, filledInSeconds: 60, reads: [], note: null },
		...{ databaseMegabytes: 1, apiMegabytes: 1, writes: writesWith(25, 19) },
	});
	expect(report).toContain('| Publish | 2.5 | 1 | **no** |');
	expect(report).toContain('| Follow | 1.0 | 0 | yes |');
});
