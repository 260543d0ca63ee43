import { createHash } from 'node:crypto';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
let place: string;
let file: string;
beforeAll(async () => {
	place = await mkdtemp(path.join(tmpdir(), 'galatea-documents-'));
	file = path.join(place, 'persisted-documents.json');
	api = await startTestApi({ persistedDocumentsFile: file });
});
afterAll(async () => {
	await api[Symbol.asyncDispose]();
	await rm(place, { recursive: true });
});

const idOf = (document: string): string => `sha256:${createHash('sha256').update(document).digest('hex')}`;

async function send(body: unknown) {
	const headers = { 'content-type': 'application/json' };
	const response = await fetch(`${api.url}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) });
	return { status: response.status, answer: await response.json() };
}

/** Writes the file as a build at that second does. */
async function write(documents: readonly string[], seconds: number): Promise<void> {
	await writeFile(file, JSON.stringify(Object.fromEntries(documents.map((document) => [idOf(document), document]))));
	await utimes(file, seconds, seconds);
}

const unknown = {
	status: 400,
	answer: {
		errors: [expect.objectContaining({ extensions: { code: 'PERSISTED_DOCUMENT_NOT_FOUND' } })],
	},
};

test('a document is known by its hash once the web app is built, and one of a later build as well', async () => {
	const document = 'query ($first: Int) { artworks(first: $first) { edges { node { id } } } }';
	const asked = { documentId: idOf(document), variables: { first: 3 } };
	expect(await send(asked)).toEqual(unknown);
	await write([document], 1_000_000_000);
	expect(await send(asked)).toMatchObject({ status: 200, answer: { data: { artworks: { edges: [] } } } });
	const later = '{ packs { id } }';
	expect(await send({ documentId: idOf(later) })).toEqual(unknown);
	await write([document, later], 1_000_000_100);
	expect(await send({ documentId: idOf(later) })).toMatchObject({
		status: 200,
		answer: { data: { packs: expect.anything() } },
	});
});

test('limits hold for it as for any text, and other texts are answered as before', async () => {
	const large = '{ artworks(first: 100) { edges { node { remixes { remixes { remixes { id } } } } } } }';
	await write([large], 1_000_000_200);
	expect(await send({ documentId: idOf(large) })).toMatchObject({
		answer: { errors: [{ extensions: { code: 'OPERATION_TOO_LARGE' } }] },
	});
	expect(await send({ query: '{ __typename }' })).toMatchObject({
		status: 200,
		answer: { data: { __typename: 'Query' } },
	});
	for (const documentId of ['', '__proto__', 'sha256:0', 7, null])
		expect((await send({ documentId })).status).toBe(400);
});

test('on a socket the id stands in the extensions', async () => {
	const document = '{ packs { id } }';
	await write([document], 1_000_000_300);
	const client = createClient({
		url: `${api.url.replace('http', 'ws')}/graphql`,
		webSocketImpl: WebSocket,
		retryAttempts: 0,
	});
	const ask = (documentId: string) => client.iterate({ query: '', extensions: { documentId } }).next();
	expect(await ask(idOf(document))).toMatchObject({
		value: { data: { packs: [{ id: 'starter' }, { id: 'biggan-128' }] } },
	});
	await expect(ask('none')).rejects.toMatchObject([{ extensions: { code: 'PERSISTED_DOCUMENT_NOT_FOUND' } }]);
	await client.dispose();
});
