// @vitest-environment node
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FeedDocument, TypedDocumentString } from './generated/graphql.ts';
import documents from './generated/persisted-documents.json' with { type: 'json' };
import { request } from './request.ts';

const sent: unknown[] = [];
let server: Server;
let url: string;
beforeAll(async () => {
	server = createServer(async (message, response) => {
		sent.push(await json(message));
		response.end(JSON.stringify({ data: { packs: [] } }));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
});
afterAll(() => server.close());

test('a document of the app is asked for by its hash, under which the build wrote its text down', async () => {
	await request(url, FeedDocument, { first: 3 });
	const [body] = sent.splice(0) as [{ readonly documentId: keyof typeof documents }];
	expect(body).toEqual({ documentId: expect.stringMatching(/^[\w-]{11}$/), variables: { first: 3 } });
	expect(documents[body.documentId]).toContain('query Feed(');
});

test('a document without a hash is sent as it is', async () => {
	await request(url, new TypedDocumentString('{ packs { id } }'), {});
	expect(sent.splice(0)).toEqual([{ query: '{ packs { id } }', variables: {} }]);
});

test('an API that takes the question and never answers counts as one that cannot be reached', async () => {
	const silent = createServer();
	await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
	const silentUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/graphql`;
	const question = request(silentUrl, new TypedDocumentString('{ packs { id } }'), {}, { answerWithinMs: 100 });
	await expect(question).rejects.toMatchObject({ name: 'ApiError', digest: 'API_UNREACHABLE' });
	silent.closeAllConnections();
	silent.close();
});

test('what the API refuses carries its code, and when to come again', async () => {
	const extensions = { code: 'TOO_MANY_REQUESTS', retryAfterSeconds: 7 };
	const strict = createServer((_message, response) => {
		response.statusCode = 429;
		response.end(JSON.stringify({ errors: [{ message: 'Too many requests', extensions }] }));
	});
	await new Promise<void>((resolve) => strict.listen(0, '127.0.0.1', resolve));
	const strictUrl = `http://127.0.0.1:${(strict.address() as AddressInfo).port}/graphql`;
	const question = request(strictUrl, new TypedDocumentString('{ packs { id } }'), {});
	await expect(question).rejects.toMatchObject({ digest: 'TOO_MANY_REQUESTS', values: { retryAfterSeconds: 7 } });
	strict.close();
});
