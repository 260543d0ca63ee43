/**
 * @file For vitest's `setupFiles`: whatever a test lets be printed by `console.error` fails it, React's warnings too. A test
 * that expects such a line says so: `vi.spyOn(console, 'error').mockImplementation(() => undefined)`, and what it holds.
 */
import { format } from 'node:util';
import { afterAll, afterEach, vi } from 'vitest';

const guarded = Symbol.for('galatea.console-guard');

/** What has been printed since the last look; files that share a process share it. */
function saidSoFar(): string[] {
	const { error } = console;
	if (guarded in error) return error[guarded] as string[];
	// Of a file before in the same process, that left its spy behind.
	if (vi.isMockFunction(error)) {
		error.mockRestore();
		return saidSoFar();
	}
	const said: string[] = [];
	console.error = Object.assign((...words: readonly unknown[]) => void said.push(format(...words)), {
		[guarded]: said,
	});
	return said;
}

const said = saidSoFar();

function refuse(): void {
	const lines = said.splice(0);
	if (lines.length > 0) throw new Error(`console.error was not expected:\n${lines.join('\n')}`);
}

afterEach(refuse);
// What is said while files are loaded, and by hooks.
afterAll(refuse);
