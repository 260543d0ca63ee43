/** @file The words of the web app in one of its languages, by their keys in its messages. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Words = (key: string, values?: Readonly<Record<string, string>>) => string;

/** Looks up plain words, and puts `values` in the places of their names. Throws on a key that is not there. */
export function wordsOf(language: 'en' | 'es'): Words {
	const file = join(import.meta.dirname, '../apps/web/src/i18n/messages', `${language}.json`);
	const messages: unknown = JSON.parse(readFileSync(file, 'utf8'));
	return (key, values = {}) => {
		const found = key
			.split('.')
			.reduce<unknown>((level, name) => (level as Readonly<Record<string, unknown>> | undefined)?.[name], messages);
		if (typeof found !== 'string') throw new Error(`The messages in ${language} have no ${key}`);
		return Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), found);
	};
}
