import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import en from '../../i18n/messages/en.json';
import es from '../../i18n/messages/es.json';
import { pageOfGroup } from '../compose/settings.ts';
import { guidePages, renderGuide } from './guide-pages.ts';
import { printSettingsPage } from './settings-page.ts';

const docs = join(import.meta.dirname, '../../../../../docs/artists');
const locales = ['en', 'es'] as const;

test('every page of the docs is in the guide, in both languages', () => {
	for (const locale of locales) {
		const names = readdirSync(join(docs, locale)).map((name) => name.replace(/\.md$/, ''));
		expect(names.sort()).toEqual([...guidePages].sort());
	}
});

test('every link and picture of a page leads to where it is', async () => {
	for (const locale of locales)
		for (const page of guidePages) {
			const { title, html } = renderGuide(await readFile(join(docs, locale, `${page}.md`), 'utf8'));
			expect(title).not.toBe('');
			const addresses = Array.from(html.matchAll(/(?:href|src)="([^"]*)"/g), ([, address]) => address ?? '');
			const pictures = readdirSync(docs).filter((name) => name.endsWith('.webp'));
			const known = [
				...guidePages.map((name) => `/guide/${name}`),
				...pictures.map((name) => `/guide/pictures/${name}`),
				'/how-it-works',
			];
			const local = addresses.filter((address) => !address.startsWith('https://'));
			expect(local.filter((address) => !known.includes(address))).toEqual([]);
		}
});

test('the list of settings is what the table of fields and the words of the form make of it', async () => {
	// If it is not: npm run guide -w apps/web
	for (const [locale, messages] of [
		['en', en],
		['es', es],
	] as const)
		expect(await readFile(join(docs, locale, 'settings.md'), 'utf8')).toBe(printSettingsPage(locale, messages));
});

test('every group of the form has its page', () => {
	for (const page of Object.values(pageOfGroup)) expect(guidePages).toContain(page);
});

test('a wide table and a wide command scroll by themselves, with the keyboard too', () => {
	expect(renderGuide('# A\n\n```sh\nnpx galatea\n```\n').html).toMatch(/^<pre tabindex="0"><code/);
	expect(renderGuide('# A\n\n| a | b |\n| - | - |\n| c | d |\n').html).toMatch(
		/^<div class="wide" tabindex="0"><table>/,
	);
});
