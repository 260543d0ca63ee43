// @vitest-environment node
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TypedDocumentString } from './generated/graphql.ts';
import { request } from './request.ts';

/** What was sent, and the ids that the server knows. */
const sent: unknown[] = [];
const known = new Set(['sha256:known']);
let server: Server;
let url: string;
beforeAll(async () => {
	server = createServer(async (message, response) => {
		const body = (await json(message)) as { readonly documentId?: string };
		sent.push(body);
		const isKnown = body.documentId === undefined || known.has(body.documentId);
		const errors = [{ message: 'unknown', extensions: { code: 'PERSISTED_DOCUMENT_NOT_FOUND' } }];
		response.writeHead(isKnown ? 200 : 400, { 'content-type': 'application/json' });
		response.end(JSON.stringify(isKnown ? { data: { packs: [] } } : { errors }));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
});
afterAll(() => server.close());

const text = '{ packs { id } }';
const variables = { first: 3 };

test('what the API knows is asked for by its hash alone', async () => {
	sent.length = 0;
	await request(url, new TypedDocumentString(text, { hash: 'sha256:known' }), variables);
	expect(sent).toEqual([{ documentId: 'sha256:known', variables }]);
});

test('an API of another build is sent the text, and from then on at once', async () => {
	sent.length = 0;
	const document = new TypedDocumentString(text, { hash: 'sha256:new' });
	for (const _ of [1, 2]) expect(await request(url, document, variables)).toEqual({ packs: [] });
	const inFull = { query: text, variables };
	expect(sent).toEqual([{ documentId: 'sha256:new', variables }, inFull, inFull]);
});
