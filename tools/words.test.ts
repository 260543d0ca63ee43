/** @file Refuses the words that docs/glossary.md retires: in messages, in docs, and in code of every folder that is done. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../', import.meta.url);

/** Occurrences that code still has. A number may only fall, and a folder that has none leaves the list. */
const notYet: Readonly<Record<string, number>> = {
	'apps/api/': 213,
	'apps/web/': 239,
	'packages/store/': 189,
};

/** Names with an address, which stay: GraphQL names, and the keys of messages. */
const kept = /\b(?:(?:Bond(?:Success|Result)|viewerVeiled)\w*|Profile\.bonds)/g;

/** Lists of what pictures may show, in which a house is a house. */
const vocabularies: readonly string[] = [
	'apps/cli/src/bench/starter-prompts.ts',
	'apps/worker/src/eye.test.ts',
	'models/training/drawn_as.py',
	'packages/optimiser/src/contrast-words.ts',
	'packages/optimiser/src/rival-words.ts',
	'packages/render/src/tag-words.ts',
	'packages/testing/src/gallery/words.ts',
];

/** Pages of decisions up to this one say what was said in their time; later ones use the words of the glossary. */
const lastPageOfThePast = 121;

const glossary = readFileSync(new URL('docs/glossary.md', root), 'utf8');

/** The words of the first column of a table of the glossary. */
function retired(heading: string): readonly string[] {
	const section = glossary.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
	const rows = [...section.matchAll(/^\| (?!Retired|---)([^|]+) \|/gm)];
	return rows.flatMap(([, words = '']) => words.split(',').map((word) => word.trim()));
}

/** Which of the words stand in a text, as words of their own. */
function found(text: string, words: readonly string[]): readonly string[] {
	const pattern = new RegExp(`(?<![\\p{L}\\d])(?:${words.join('|')})(?![\\p{L}\\d])`, 'giu');
	return Array.from(text.matchAll(pattern), ([word]) => word.toLowerCase());
}

/** Names taken apart: `hungWalls` is "hung Walls", `read_brought` is "read brought". */
function namesApart(code: string): string {
	return code
		.replaceAll(kept, '')
		.replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, ' ')
		.replaceAll('_', ' ');
}

/** Files below a folder of the repository, without what is installed, built or printed. */
function filesBelow(folder: string): readonly string[] {
	return readdirSync(new URL(folder, root), { withFileTypes: true }).flatMap((entry) => {
		const path = `${folder}${entry.name}`;
		if (entry.isDirectory()) {
			const skipped = /^(?:node_modules|\..*|dist|generated|migrations|fixtures|test-results)$/.test(entry.name);
			return skipped ? [] : filesBelow(`${path}/`);
		}
		return /generated\.(?:ts|mjs)$/.test(entry.name) ? [] : [path];
	});
}

/** Every message of a language, as "key: text". */
function messages(language: string): readonly (readonly [key: string, text: string])[] {
	const flatten = (value: unknown, path: string): (readonly [string, string])[] =>
		typeof value === 'string'
			? [[path, value]]
			: Object.entries(value as object).flatMap(([name, inner]) => flatten(inner, path ? `${path}.${name}` : name));
	return flatten(
		JSON.parse(readFileSync(new URL(`apps/web/src/i18n/messages/${language}.json`, root), 'utf8')) as unknown,
		'',
	);
}

/** The folders whose code is counted on their own: each app, each package, and the rest of the repository by its first folder. */
function parts(): readonly string[] {
	const inner = ['apps/', 'packages/'].flatMap((folder) =>
		readdirSync(new URL(folder, root)).map((name) => `${folder}${name}/`),
	);
	return [...inner, 'e2e/', 'models/', 'prisma/', 'tools/'];
}

const everywhere = retired('Retired everywhere');

test('the glossary has its tables, and what it retires is found in texts and in the parts of names', () => {
	expect(everywhere).toEqual(expect.arrayContaining(['house', 'hung', 'sought', 'talked', 'brought', 'bonds', 'veil']));
	expect(retired('Retired in messages')).toContain('so it is');
	expect(retired('Retired in Spanish')).toContain('vosotros');
	expect(found('A picture that hung here; so it IS.', [...everywhere, 'so it is'])).toEqual(['hung', 'so it is']);
	expect(found(namesApart('const hungWalls = readBrought(bonds_of)'), everywhere)).toEqual([
		'hung',
		'brought',
		'bonds',
	]);
	expect(found(namesApart('lighthouse, viewerVeiled, BondResult, greenhouse'), everywhere)).toEqual([]);
});

test.each([
	['en', [...everywhere, ...retired('Retired in messages')]],
	['es', retired('Retired in Spanish')],
] as const)('no message in %s says what the glossary retires', (language, words) => {
	const wrong = messages(language).flatMap(([key, text]) => found(text, words).map((word) => `${key}: ${word}`));
	expect(wrong).toEqual([]);
});

test('no page says what the glossary retires, except decisions of the past', () => {
	const pages = ['README.md', 'CONTRIBUTING.md', ...filesBelow('docs/')].filter(
		(path) => path.endsWith('.md') && path !== 'docs/glossary.md' && path !== 'docs/decisions/README.md',
	);
	const today = pages.filter((path) => Number(/decisions\/(\d{4})/.exec(path)?.[1] ?? Infinity) > lastPageOfThePast);
	expect(today.length).toBeGreaterThan(20);
	const wrong = today.flatMap((path) =>
		found(readFileSync(new URL(path, root), 'utf8'), everywhere).map((word) => `${path}: ${word}`),
	);
	expect(wrong).toEqual([]);
});

test('code says what the glossary retires nowhere but where the list still allows it, and the list only shrinks', () => {
	const counts = Object.fromEntries(
		parts()
			.map((part) => {
				const code = filesBelow(part).filter(
					(path) =>
						/\.(?:tsx?|mts|mjs|md|graphql|prisma|sql|css|py)$/.test(path) &&
						path !== 'tools/words.test.ts' &&
						!vocabularies.includes(path),
				);
				const texts = code.map((path) => `${path}\n${readFileSync(new URL(path, root), 'utf8')}`);
				return [part, texts.flatMap((text) => found(namesApart(text), everywhere)).length] as const;
			})
			.filter(([, count]) => count > 0),
	);
	const wrong = Object.entries(counts).filter(([part, count]) => count > (notYet[part] ?? 0));
	expect(wrong, 'more than the list allows').toEqual([]);
	expect(
		Object.keys(notYet).filter((part) => !(part in counts)),
		'done, so they leave the list',
	).toEqual([]);
});
