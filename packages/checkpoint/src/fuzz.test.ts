import { expect, test } from 'vitest';
import { fuzzSeeds, largestPossibleTensorBytes, mutant, tryFile } from './fuzz.ts';
import { openReader } from './open.ts';
import { readerOfBytes } from './reader.ts';

const filesPerFormat = 1_500;
/** Small files are read in milliseconds; whatever takes this long would take forever at full size. */
const longestMs = 1_000;

const seeds = await fuzzSeeds();

test.each(seeds)('$name, unchanged, is a $format', async ({ bytes, format, around }) => {
	expect((await openReader(readerOfBytes(around(bytes)))).format).toBe(format);
});

test.each(seeds)(
	`${filesPerFormat} damaged files of $name: each is read or refused, soon and within its memory`,
	async (seed) => {
		let refused = 0;
		const before = process.memoryUsage.rss();
		for (let number = 0; number < filesPerFormat; number++) {
			const bytes = mutant(seed, number);
			const outcome = await tryFile(bytes).catch((cause: unknown) => {
				throw new Error(`mutant ${number} of ${seed.name} made us fail`, { cause });
			});
			expect({ number, ...outcome }).toMatchObject({
				cpuMs: expect.toSatisfy((duration: number) => duration < longestMs),
				largestTensorBytes: expect.toSatisfy((taken: number) => taken <= largestPossibleTensorBytes(bytes.length)),
			});
			if (outcome.failure !== null) refused++;
		}
		// Changes that mostly miss, or always hit, would test nothing.
		expect(refused).toBeGreaterThan(filesPerFormat * 0.2);
		expect(refused).toBeLessThan(filesPerFormat);
		expect(process.memoryUsage.rss() - before).toBeLessThan(512e6);
	},
);
