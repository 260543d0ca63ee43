import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf, startTestApi, type TestApi } from '../../testing.ts';

let api: TestApi;
beforeAll(async () => {
	api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const document = `{ hosting {
	unfinished { state count oldestAt } workers { name device packIds lastSeenAt } failures { code count lastAt } openReportCount
} }`;

test('the work of the gallery is for admins to see; to others it is null', async () => {
	const others = [undefined, await api.member(), await api.member('MODERATOR')];
	const admin = await api.member('ADMIN');
	for (const who of others) expect(dataOf(await api.query(document, {}, who))).toEqual({ hosting: null });
	expect(dataOf(await api.query(document, {}, admin))).toEqual({
		hosting: { unfinished: [], workers: expect.any(Array), failures: [], openReportCount: 0 },
	});
});
