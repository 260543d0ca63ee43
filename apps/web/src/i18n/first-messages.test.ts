import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { firstMessages, firstNamespaces, otherMessages } from './first-messages.ts';
import en from './messages/en.json';

const source = path.join(import.meta.dirname, '..');

/** Namespaces that the files ask for, and all that they import, at once or later. */
function namespacesOf(files: readonly string[]): ReadonlySet<string> {
	const seen = new Set<string>();
	const names = new Set<string>();
	const left = files.map((file) => path.join(source, file));
	for (let file = left.pop(); file !== undefined; file = left.pop()) {
		if (seen.has(file)) continue;
		seen.add(file);
		const text = readFileSync(file, 'utf8');
		for (const [, name = ''] of text.matchAll(/(?:use|get)Translations\(['`](\w+)/g)) names.add(name);
		for (const [, from = ''] of text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)) {
			const imported = path.join(path.dirname(file), from);
			if (/\.tsx?$/.test(imported) && !imported.includes('generated') && existsSync(imported)) left.push(imported);
		}
	}
	expect(seen.size).toBeGreaterThan(50);
	return names;
}

test('the layout brings the messages of the frame, of errors and of the feed, and no others', () => {
	const needed = namespacesOf(['app/layout.tsx', 'app/page.tsx', 'app/error.tsx', 'app/not-found.tsx']);
	expect([...firstNamespaces].sort()).toEqual([...needed].sort());
});

test('every message comes with the layout or with a page, and none twice', () => {
	const [first, other] = [Object.keys(firstMessages(en)), Object.keys(otherMessages(en))];
	expect([...first, ...other].sort()).toEqual(Object.keys(en).sort());
});
