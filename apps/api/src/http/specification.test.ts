import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
beforeAll(async () => {
	api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

/** A page of another site could send such a GET with a person's cookies: we ask for a header that it cannot send. */
const left = ['5A70', 'D6D5', '6A70'];

test('the audit of the GraphQL-over-HTTP specification finds all that must and should be, and leaves out simple GETs alone', async () => {
	const audits = serverAudits({ url: `${api.url}/graphql` });
	expect(audits.length).toBeGreaterThan(50);
	const missed: string[] = [];
	for (const audit of audits) {
		const result = await audit.fn();
		if (result.status !== 'ok') missed.push(`${audit.id} ${audit.name}: ${result.reason}`);
	}
	expect(missed).toEqual(left.map((id) => expect.stringMatching(`^${id} MAY `)));
});
