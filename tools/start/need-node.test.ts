import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** Runs one of tools/ in a Node that says it is of that version. */
function runAs(version: string, tool: string) {
	const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`;
	const words = ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`];
	const program = fileURLToPath(new URL(`../${tool}.mjs`, import.meta.url));
	return spawnSync(process.execPath, [...words, program, '--help'], { encoding: 'utf8' });
}

test.each(['start', 'test', 'check', 'generate', 'bench'])('npm run %s says that Node is too old, and ends', (tool) => {
	const { status, stderr, stdout } = runAs('20.18.3', tool);
	expect(stderr).toContain('Galatea needs Node 20.19 or newer, and this is Node 20.18.3.\nGet it from');
	expect(stdout).toBe('');
	expect(status).toBe(1);
});

test('a Node that is new enough goes on', () => {
	const { status, stderr } = runAs('20.19.0', 'bench');
	expect([status, stderr]).toEqual([0, '']);
});
