/** @file `npm run guide -w apps/web`: writes the page of the guide that lists every setting, in both languages. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { locales } from '../../i18n/locale.ts';
import { printSettingsPage } from './settings-page.ts';

const source = join(import.meta.dirname, '../..');
const docs = join(source, '../../../docs/artists');

for (const locale of locales) {
	const messages = JSON.parse(readFileSync(join(source, 'i18n/messages', `${locale}.json`), 'utf8'));
	writeFileSync(join(docs, locale, 'settings.md'), printSettingsPage(locale, messages));
}
