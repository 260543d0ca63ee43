/** @file What a profile says to whom its person has blocked. */
import { bind, unbind, updateProfile } from '@galatea/store/accounts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf, type Member, startTestApi, type TestApi } from '../../testing.ts';

let api: TestApi;

beforeAll(async () => {
	api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

test('a profile says nothing to whom its person has blocked, but its name; moderators read it', async () => {
	const [person, blocked, judge] = [await api.member(), await api.member(), await api.member('MODERATOR')];
	await updateProfile(api.store, person.userId, { bio: 'Apples.', links: ['https://example.org'] });
	for (const { userId } of [blocked, judge]) await bind(api.store, 'block', person.userId, userId);
	const query = 'query ($handle: String!) { user(handle: $handle) { displayName bio links } }';
	const { handle } = person;
	const shown = { displayName: handle, bio: 'Apples.', links: ['https://example.org'] };
	const seenBy = async (who?: Member) => dataOf(await api.query(query, { handle }, who))['user'];
	expect(await seenBy(blocked)).toEqual({ displayName: handle, bio: '', links: [] });
	expect(await Promise.all([seenBy(judge), seenBy(person), seenBy()])).toEqual([shown, shown, shown]);
	await unbind(api.store, 'block', person.userId, blocked.userId);
	expect(await seenBy(blocked)).toEqual(shown);
});
