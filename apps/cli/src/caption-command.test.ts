import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodePreview } from '@galatea/pictures';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run as runIn } from './testing.ts';

let folder = '';
const run = (...words: readonly string[]) => runIn(folder, 'caption', ...words);

/** A red disc on white. */
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'galatea-caption-'));
	const side = 128;
	const data = new Uint8Array(3 * side * side);
	for (let at = 0; at < side * side; at++) {
		const isDisc = Math.hypot((at % side) - side / 2, Math.floor(at / side) - side / 2) < side / 3;
		data.set(isDisc ? [200, 30, 30] : [255, 255, 255], 3 * at);
	}
	const { bytes } = await encodePreview({ width: side, height: side, data }, { maximumEdgePx: side, quality: 90 });
	await writeFile(join(folder, 'disc.webp'), bytes);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('captions are ranked for people and for programs, with what the perceptor does not know', async () => {
	const captions = ['a blue fish', 'a red circle', 'xyzzy'];
	const { code, output } = await run('disc.webp', ...captions, '--pack', 'starter');
	expect([code, output]).toEqual([0, expect.stringContaining('disc.webp, as the pack "starter" sees it')]);
	expect(output).toMatch(
		/logit scale 60\.0.*\n.*\n +\d+\.\d % +0\.\d{3} {2}a red circle\n.*a blue fish\n +xyzzy {2}\(it knows no word/,
	);
	const told = JSON.parse((await run('disc.webp', ...captions, '--json', '--pack', 'starter')).output);
	const [{ fits }] = told.perceptors;
	expect(fits.map(({ caption }: { caption: string }) => caption)).toEqual(['a red circle', 'a blue fish', 'xyzzy']);
	expect(fits[0].share + fits[1].share).toBeCloseTo(1, 6);
});

test('what cannot be ranked is refused with the reason', async () => {
	const refusedWith = async (...words: readonly string[]) => {
		const { code, errors } = await run(...words);
		expect(code).toBe(2);
		return errors;
	};
	expect(await refusedWith('disc.webp', 'a pear')).toContain('captions must be at least 2, not 1');
	expect(await refusedWith('none.png', 'a pear', 'a fish')).toContain('none.png cannot be read');
	await writeFile(join(folder, 'text.png'), 'no picture');
	expect(await refusedWith('text.png', 'a pear', 'a fish')).toContain('text.png: ');
	expect(await run('disc.webp', 'a pear', 'a fish', '--pack', 'none')).toMatchObject({
		code: 1,
		errors: expect.stringContaining('There is no pack "none" here; there is "starter"'),
	});
});
