import { expect, test } from 'vitest';
import { runCommand } from './command.mjs';
import { fromCause } from './problem.mjs';

test('of a program that failed with a deep stack the line that names the cause is shown', async () => {
	const program = `
		Error.stackTraceLimit = 40;
		function fall(deep) { if (deep === 0) throw new TypeError('the table is locked'); fall(deep - 1); }
		fall(30);
	`;
	const { output } = await runCommand(process.execPath, ['-e', program]);
	const shown = fromCause(output, 12).split('\n');
	expect(shown[0]).toContain('the table is locked');
	expect(shown).toHaveLength(12);
});

test('without an error the end is shown', () => {
	expect(fromCause('one\ntwo\nthree\n', 2)).toBe('two\nthree');
});
