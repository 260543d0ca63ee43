import { addItem, createCollection, updateCollection } from '@galatea/store/collections';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { headersOf, type Member, startTestApi, type TestApi } from '../testing.ts';
import { publishWithFiles } from '../testing-hung.ts';

let api: TestApi;
let curator: Member;
beforeAll(async () => {
	api = await startTestApi({ publicUrl: 'https://gallery.example' });
	curator = await api.member();
});
afterAll(() => api[Symbol.asyncDispose]());

const asCurator = () => ({ userId: curator.userId, role: 'MEMBER' }) as const;

test('a collection can be framed by every site, runs nothing, and says what it is in the language of its reader', async () => {
	const { artworkId } = await publishWithFiles(api, curator, { remixOfArtworkId: null, visibility: 'PUBLIC' });
	const { id } = await createCollection(api.store, { title: '<script>alert(1)</script>' }, asCurator());
	await addItem(api.store, { collectionId: id, artworkId }, asCurator());
	const ask = (language: string, search = '') =>
		fetch(`${api.url}/embeds/collections/${id}${search}`, { headers: { 'accept-language': language } });
	const answer = await ask('es');
	const policy = (answer.headers.get('content-security-policy') ?? '').split('; ');
	for (const part of ['frame-ancestors *', "default-src 'none'", "img-src 'self'"]) expect(policy).toContain(part);
	expect(answer.headers.get('x-frame-options')).toBeNull();
	const page = await answer.text();
	expect(page).toContain('<html lang="es">');
	expect(page).toContain('1 obra');
	expect(page).not.toContain('<script');
	expect(page).toContain(`href="https://gallery.example/artworks/${artworkId}" target="_blank" rel="noopener"`);
	const [, picture = ''] = /<img src="([^"]+)"/.exec(page) ?? [];
	expect((await fetch(api.url + picture)).status).toBe(200);
	expect(await (await ask('fr')).text()).toContain('1 artwork');
	expect(await (await ask('en', '?language=es')).text()).toContain('1 obra');
	const etag = answer.headers.get('etag') ?? '';
	const again = { 'accept-language': 'es', 'if-none-match': etag, 'cache-control': '' };
	expect((await fetch(`${api.url}/embeds/collections/${id}`, { headers: again })).status).toBe(304);
});

test('what not everybody may see, or is not for everyone, stands in no frame, not even for its owner', async () => {
	const { id } = await createCollection(api.store, { title: 'Framed for a while' }, asCurator());
	const ask = async (name: string) =>
		(await fetch(`${api.url}/embeds/collections/${name}`, { headers: headersOf(curator) })).status;
	expect(await ask(id)).toBe(200);
	for (const changes of [
		{ visibility: 'PRIVATE' },
		{ visibility: 'MEMBERS' },
		{ visibility: 'PUBLIC', contentLevel: 'ADULTS' },
	] as const) {
		await updateCollection(api.store, { id, ...changes }, asCurator());
		expect(await ask(id)).toBe(404);
	}
	expect(await ask('col_none')).toBe(404);
});
