import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GuessChecker, openGuessChecker } from './guess-checker.ts';

let checker: GuessChecker;
beforeAll(() => {
	checker = openGuessChecker();
});
afterAll(() => checker.close());

const personal = ['mariposa77', 'mariposa77@example.org'];

test.each([
	'1234567890',
	'password12',
	'qwertyuiop',
	'contraseña1',
	'hola1234567',
	'P@ssw0rd123!',
	'mariposa77@example.org',
	'mariposa77',
	'aaaaaaaaaaaaaaaaaaaaaaaa',
])('%s is among the first that a guesser tries', async (password) => {
	expect(await checker.isGuessable(password, personal)).toBe(true);
});

test.each(['correct horse battery', 'a much better password', 'mariposa azul', 'lkjh3h2kj4'])(
	'%s is not',
	async (password) => {
		expect(await checker.isGuessable(password, personal)).toBe(false);
	},
);

test('a thread that has rested long enough is gone, and the next question starts another', async () => {
	const quick = openGuessChecker({ idleMs: 20 });
	const threads = (): number =>
		(process.report.getReport() as unknown as { workers: readonly unknown[] }).workers.length;
	const before = threads();
	for (let round = 0; round < 2; round++) {
		expect(await quick.isGuessable('1234567890', [])).toBe(true);
		expect(threads()).toBe(before + 1);
		await expect.poll(threads, { timeout: 20_000 }).toBe(before);
	}
	await quick.close();
});
