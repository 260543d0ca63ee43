/** @file Prints the index of the decision pages: `npx vitest run tools/decisions.test.ts -u` writes it anew. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const folder = new URL('../docs/decisions/', import.meta.url);

const introduction = `# Decisions

Each page says what was decided, in which situation, and what follows from it. A page stands until a later one replaces it or a part
of it. Copy [the template](0000-template.md), take the next free number, and print this index again
(\`npx vitest run tools/decisions.test.ts -u\`).
`;

test('the index of the decisions has every page with its title and status, and the numbers that were never used', async () => {
	const names = readdirSync(folder)
		.filter((name) => /^\d{4}-.+\.md$/.test(name) && !name.startsWith('0000'))
		.sort();
	const lines = names.map((name) => {
		const [title, , status] = readFileSync(new URL(name, folder), 'utf8').split('\n');
		const changed = /Status: (?:superseded by (\d{4}))/.exec(status ?? '')?.[1];
		return `- [${title?.replace(/^# /, '')}](${name})${changed ? ` (superseded by ${changed})` : ''}`;
	});
	const numbers = names.map((name) => Number(name.slice(0, 4)));
	expect(new Set(numbers).size).toBe(numbers.length);
	const unused = Array.from({ length: Math.max(...numbers) }, (_, at) => at + 1).filter(
		(number) => !numbers.includes(number),
	);
	const gaps = `Never used: ${unused.map((number) => String(number).padStart(4, '0')).join(', ')}.`;
	await expect(`${introduction}\n${lines.join('\n')}\n\n${gaps}\n`).toMatchFileSnapshot('../docs/decisions/README.md');
});
