import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nobody } from '../access/visibility.ts';
import { createGuest } from '../accounts/users.ts';
import { query } from '../database/store.ts';
import { finished, queuedRender, type TestStore, testStore } from '../testing/test-store.ts';
import { listArtworks } from './artwork-lists.ts';
import { publishRender } from './artworks.ts';
import { updateArtwork } from './update-artwork.ts';

let setting: TestStore;
let userId: string;
const hung: Record<string, string> = {};
beforeAll(async () => {
	setting = await testStore();
	userId = (await createGuest(setting.store)).user.id;
	await hang('harbour', 'Fishing boats in the harbour', 'a storm over the sea', ['night_sky']);
	await hang('cancion', 'La canción de los pájaros', 'singing birds in a green tree', []);
	await hang('year', 'Año nuevo', 'fireworks', ['ano']);
	await hang('storm', 'Storm', 'a dark cloud', []);
	await hang('winter', 'ЗИМНИЙ Лес — «Ёлка»', 'Straße bei Ærø', []);
	await hang('sea', 'ΘΆΛΑΣΣΑ και ΟΔΌΣ', 'İSTANBUL', []);
	await hang('library', 'کتاب‌خانهٔ كبير', 'مُحَمَّد', []);
	await hang('hindi', 'हिन्दी ज़िंदगी', 'Tiếng Việt', []);
	await hang('apple', '赤いリンゴ🍎', 'ที่นี่', []);
});
afterAll(() => setting[Symbol.asyncDispose]());

async function hang(name: string, title: string, prompt: string, tags: readonly string[]): Promise<void> {
	const prompts = [{ text: prompt, weight: 1, stop: null }];
	const render = await queuedRender(setting.store, { prompts }, { userId });
	await finished(setting.store, render.id);
	hung[name] = (await publishRender(setting.store, { renderId: render.id, title, tags, userId })).id;
}

/** Names of what is found, best first, one page for each. */
async function found(words: string): Promise<readonly string[]> {
	const names = new Map(Object.entries(hung).map(([name, id]) => [id, name]));
	const seen: string[] = [];
	let after: string | null = null;
	do {
		const page = await listArtworks(setting.store, { first: 1, after, order: 'RELEVANCE', filter: { words } }, nobody);
		seen.push(...page.edges.map(({ artwork }) => names.get(artwork.id) ?? artwork.id));
		after = page.hasNextPage ? (page.edges.at(-1)?.cursor ?? null) : null;
	} while (after);
	return seen;
}

test.each([
	['fish boat', ['harbour']],
	['FISHED', ['harbour']],
	['night', ['harbour']],
	['bird', ['cancion']],
	['pajaro', ['cancion']],
	['canciones', ['cancion']],
	['árboles', []],
	['año', ['year']],
	['"green tree"', ['cancion']],
	['"tree green"', []],
	['fireworks or harbour', ['harbour', 'year']],
	['storm -sea', ['storm']],
	['storm -seas', ['storm']],
	['-"dark cloud" -bird -fireworks -strasse -istanbul -محمد -tieng -リンゴ', ['harbour']],
	['зимний', ['winter']],
	['ЛЕС', ['winter']],
	['елка', ['winter']],
	['strasse', ['winter']],
	['aero', ['winter']],
	['θαλασσα', ['sea']],
	['οδός', ['sea']],
	['istanbul', ['sea']],
	['کتابخانه', ['library']],
	['کبیر محمد', ['library']],
	['हिन्दी', ['hindi']],
	['हिन्द', []],
	['tieng viet', ['hindi']],
	['リンゴ', ['apple']],
	['"赤い"', ['apple']],
	['"い赤"', []],
	['🍎', ['apple']],
	['ที่นี่', ['apple']],
	['storm -море', ['harbour', 'storm']],
	['лес -ёлка', []],
	['', []],
	['"\0 \ud800 & | ! :* (', []],
	['xyzzy', []],
])('%j finds %j', async (words, names) => expect([...(await found(words))].sort()).toEqual([...names].sort()));

test('what is in a title counts for more than what is in a prompt', async () => {
	expect(await found('storm')).toEqual(['storm', 'harbour']);
});

test('what is changed is found by its new words, and no longer by its old ones', async () => {
	const { store } = setting;
	const id = hung['year'] ?? '';
	await updateArtwork(store, { id, userId, title: 'Midnight', tags: ['clock_tower'] });
	expect(await found('midnight')).toEqual(['year']);
	expect(await found('tower')).toEqual(['year']);
	expect(await found('nuevo')).toEqual([]);
	await updateArtwork(store, { id, userId, tags: [] });
	expect(await found('tower')).toEqual([]);
	await query(store, 'DELETE FROM "Artwork" WHERE id = $1', [id]);
	expect(await query(store, 'SELECT FROM "ArtworkText" WHERE "artworkId" = $1', [id])).toEqual([]);
});

test('words are the same on a database of any locale', async () => {
	const text = 'ΘΆΛΑΣΣΑ İSTANBUL ISPARTA Niños ÉCOLE हिन्दी 赤いリンゴ🍎 "ЛЕС" — fishing';
	const folder = join(import.meta.dirname, '../../../../prisma/migrations');
	const bodies = await Promise.all(
		['20261125161002_search_by_words', '20261130203000_words_once', '20261130203001_words_of_every_script'].map(
			(name) => readFile(join(folder, name, 'migration.sql'), 'utf8'),
		),
	);
	const functions = bodies
		.join('\n')
		.match(/CREATE (?:OR REPLACE )?FUNCTION galatea_(?:plain|words|fold|spaced|ascii)\([^$]*\$\$[\s\S]*?\$\$;/g);
	const url = new URL(setting.databaseUrl);
	const words: string[] = [];
	for (const locale of ["LOCALE 'C'", "LOCALE_PROVIDER icu ICU_LOCALE 'tr' LOCALE 'C'"]) {
		const name = `words_${randomUUID().replaceAll('-', '')}`;
		await query(setting.store, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8' ${locale}`, []);
		const client = new Client({ connectionString: Object.assign(new URL(url), { pathname: `/${name}` }).href });
		try {
			await client.connect();
			for (const body of functions ?? []) await client.query(body);
			const { rows } = await client.query<{ words: string }>('SELECT galatea_words($1)::text AS words', [text]);
			words.push(rows[0]?.words ?? '');
		} finally {
			await client.end();
			await query(setting.store, `DROP DATABASE ${name}`, []);
		}
	}
	expect(words[0]).toBe(words[1]);
	expect(words[0]).toContain("'istanbul'");
	expect(words[0]).toContain("'fish'");
});
