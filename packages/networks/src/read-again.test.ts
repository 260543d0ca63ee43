import { expect, test } from 'vitest';
import { readAgain } from './read-again.ts';

test('what was read is given away once, and read again for every other', async () => {
	const first = { name: 'read at the start' };
	let reads = 0;
	const load = readAgain(first, async () => ({ name: `read again, time ${++reads}` }));
	expect(await load()).toBe(first);
	expect([await load(), await load()].map(({ name }) => name)).toEqual(['read again, time 1', 'read again, time 2']);
});

test('two who ask at once do not share', async () => {
	const first = { name: 'first' };
	const load = readAgain(first, async () => ({ name: 'again' }));
	const [one, other] = await Promise.all([load(), load()]);
	expect(one).toBe(first);
	expect(other).toEqual({ name: 'again' });
});

test('a failure to read again is told to who asked, and the next may try', async () => {
	const answers = [() => Promise.reject(new Error('the file is gone')), () => Promise.resolve('back')];
	const load = readAgain('first', () => (answers.shift() as () => Promise<string>)());
	await load();
	await expect(load()).rejects.toThrow('the file is gone');
	expect(await load()).toBe('back');
});
