// biome-ignore-all lint/suspicious/noConsole: these tests are about what is printed
import { expect, test, vi } from 'vitest';

test.fails('what nobody expects on console.error fails the test', () => {
	console.error('a warning of %s', 'React');
});

test('what a test expects there does not', () => {
	const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
	console.error('expected');
	expect(said).toHaveBeenCalledExactlyOnceWith('expected');
	said.mockRestore();
});
