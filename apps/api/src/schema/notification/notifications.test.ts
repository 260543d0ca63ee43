/** @file What people are told over the API: theirs alone, grouped, read, and in few statements. */
import { bind } from '@galatea/store/accounts';
import { publishRender } from '@galatea/store/artworks';
import { createComment, setReaction } from '@galatea/store/talk';
import { disposableDatabase } from '@galatea/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf, type Member, startTestApi, type TestApi } from '../../testing.ts';
import { type DatabaseProxy, databaseProxy } from '../../testing-database-proxy.ts';
import { doneRender } from '../../testing-worker.ts';

let database: Awaited<ReturnType<typeof disposableDatabase>>;
let proxy: DatabaseProxy;
let api: TestApi;
let artist: Member;
let ana: Member;

beforeAll(async () => {
	database = await disposableDatabase();
	proxy = await databaseProxy(database.url);
	api = await startTestApi({ databaseUrl: proxy.url });
	artist = await api.member();
	ana = await api.member();
});
afterAll(async () => {
	await api[Symbol.asyncDispose]();
	await proxy[Symbol.asyncDispose]();
	await database[Symbol.asyncDispose]();
});

const document = /* GraphQL */ `
	query ($handle: String!) {
		user(handle: $handle) {
			unreadNotificationCount
			silencedNotifications
			notifications(first: 20) {
				edges { node {
					id kind unread count actorCount actors { handle }
					subject { __typename ... on Artwork { title } ... on User { handle } }
					about { __typename ... on Comment { text } }
				} }
				pageInfo { hasNextPage }
			}
		}
	}
`;

async function read(who: Member | string | undefined) {
	return dataOf(await api.query(document, { handle: artist.handle }, who))['user'] as {
		readonly unreadNotificationCount: number;
		readonly silencedNotifications: readonly string[];
		readonly notifications: {
			readonly edges: readonly { readonly node: { readonly id: string; readonly kind: string } }[];
		} | null;
	};
}

async function artwork(title: string): Promise<string> {
	const { renderId } = await doneRender(api.store, { userId: artist.userId });
	return (await publishRender(api.store, { renderId, title, userId: artist.userId })).id;
}

test('somebody reads what they were told, nobody else does, and it is marked and silenced by them alone', async () => {
	const id = await artwork('Apple');
	const viewer = { userId: ana.userId, role: 'MEMBER' } as const;
	await createComment(api.store, { subjectId: id, text: 'Nice' }, viewer);
	await bind(api.store, 'follow', ana.userId, artist.userId);
	const own = await read(artist);
	expect(own).toMatchObject({ unreadNotificationCount: 3, silencedNotifications: [] });
	expect(own.notifications?.edges.map(({ node }) => node)).toMatchObject([
		{
			kind: 'FOLLOW',
			unread: true,
			actorCount: 1,
			actors: [{ handle: ana.handle }],
			subject: { __typename: 'User', handle: artist.handle },
		},
		{ kind: 'COMMENT', count: 1, subject: { title: 'Apple' }, about: { __typename: 'Comment', text: 'Nice' } },
		{ kind: 'RENDER_DONE', actors: [], subject: { __typename: 'Render' } },
	]);
	for (const who of [ana, await api.member('ADMIN'), (await api.guest()).token, undefined])
		expect(await read(who)).toEqual({ unreadNotificationCount: 0, silencedNotifications: [], notifications: null });

	const mark =
		'mutation ($id: ID) { markNotificationsRead(id: $id) { __typename ... on NotificationsSuccess { user { unreadNotificationCount } } } }';
	const marked = async (who: Member | string | undefined, notificationId: string | null) =>
		dataOf(await api.query(mark, { id: notificationId }, who))['markNotificationsRead'];
	const first = own.notifications?.edges[0]?.node.id ?? '';
	expect(await marked(ana, first)).toEqual({
		__typename: 'NotificationsSuccess',
		user: { unreadNotificationCount: 0 },
	});
	expect(await marked((await api.guest()).token, null)).toEqual({
		__typename: 'NotificationsSuccess',
		user: { unreadNotificationCount: 0 },
	});
	expect(await marked(undefined, null)).toEqual({ __typename: 'NotSignedIn' });
	expect((await read(artist)).unreadNotificationCount).toBe(3);
	expect(await marked(artist, first)).toMatchObject({ user: { unreadNotificationCount: 2 } });
	expect(await marked(artist, null)).toMatchObject({ user: { unreadNotificationCount: 0 } });

	const silence = 'mutation ($kinds: [NotificationKind!]!) { setSilencedNotifications(kinds: $kinds) { __typename } }';
	await api.query(silence, { kinds: ['REACTION'] }, artist);
	await setReaction(api.store, { subjectId: id, kind: 'LOVE', on: true }, viewer);
	expect(await read(artist)).toMatchObject({ unreadNotificationCount: 0, silencedNotifications: ['REACTION'] });
	await api.query(silence, { kinds: [] }, artist);
	expect((await read(artist)).silencedNotifications).toEqual([]);
});

test('ten notifications cost as many statements as one', async () => {
	const viewer = { userId: ana.userId, role: 'MEMBER' } as const;
	const statements = async () => {
		const before = proxy.statements;
		await read(artist);
		return proxy.statements - before;
	};
	await createComment(api.store, { subjectId: await artwork('Pear 0'), text: 'Nice' }, viewer);
	await statements();
	const few = await statements();
	for (let index = 1; index < 5; index++)
		await createComment(api.store, { subjectId: await artwork(`Pear ${index}`), text: 'Nice' }, viewer);
	expect(await statements()).toBe(few);
	expect(few).toBeLessThanOrEqual(25);
});
