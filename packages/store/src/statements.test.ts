/**
 * @file Prints the statements of the rooms that are built with database/typed.ts: `npx vitest run
 * packages/store/src/statements.test.ts -u` writes them anew. Each was sent by a function of the room's door.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nobody } from './access/visibility.ts';
import * as accounts from './accounts/index.ts';
import { query } from './database/store.ts';
import * as moderation from './moderation/index.ts';
import * as notifications from './notifications/index.ts';
import * as talk from './talk/index.ts';
import { type Calls, printStatements } from './testing/printed-statements.ts';
import { type TestMember, testMembers } from './testing/test-members.ts';
import { queuedRender, type TestStore, testStore } from './testing/test-store.ts';

const sent: string[] = [];
let setting: TestStore;
let artist: TestMember;
let visitor: TestMember;
let moderator: TestMember;
let artworkId: string;
beforeAll(async () => {
	setting = await testStore({ onStatement: (text) => sent.push(text) });
	const members = testMembers(setting.store);
	artist = await members.member();
	visitor = await members.member();
	moderator = await members.member('ADMIN');
	artworkId = await members.artworkOf(artist);
});
afterAll(() => setting[Symbol.asyncDispose]());

const firstPage = { first: 10, after: null };

async function expectPrinted(room: string, calls: Readonly<Record<string, () => Promise<unknown>>>) {
	const printed = await printStatements(setting.databaseUrl, sent, calls);
	await expect(printed).toMatchFileSnapshot(`./${room}/statements.sql`);
}

test('every function of talk sends the statements that are printed', async () => {
	const { store } = setting;
	const comment = await talk.createComment(store, { subjectId: artworkId, text: 'First' }, visitor);
	const calls: Calls<typeof talk> = {
		createComment: () => talk.createComment(store, { subjectId: artworkId, text: 'A', replyToId: comment.id }, visitor),
		editComment: () => talk.editComment(store, { id: comment.id, userId: visitor.userId, text: 'B' }),
		setReaction: async () => {
			for (const on of [true, false])
				await talk.setReaction(store, { subjectId: comment.id, kind: 'LOVE', on }, artist);
		},
		reactionsTo: () => talk.reactionsTo(store, [artworkId], visitor),
		getComments: () => talk.getComments(store, [comment.id], visitor),
		listThreads: async () => {
			for (const viewer of [nobody, visitor, moderator]) {
				const { edges } = await talk.listThreads(store, { subjectId: artworkId, ...firstPage }, viewer);
				const after = edges.at(-1)?.cursor ?? null;
				await talk.listThreads(store, { subjectId: artworkId, first: 10, after }, viewer);
			}
		},
		repliesIn: () => talk.repliesIn(store, [comment.id], visitor),
		summariseComments: () => talk.summariseComments(store, [artworkId], visitor),
		threadOf: () => talk.threadOf(store, { subjectId: artworkId, commentId: comment.id }, visitor),
		deleteComment: () => talk.deleteComment(store, comment.id, visitor.userId),
	};
	await expectPrinted('talk', calls);
});

test('every function of moderation sends the statements that are printed', async () => {
	const { store } = setting;
	const report = { subjectId: artworkId, reason: 'SPAM', words: '' } as const;
	const act = { subjectId: artworkId, kind: 'HIDE', reason: 'No', idempotencyKey: 'once' } as const;
	let actionId = '';
	let appealId = '';
	const calls: Calls<typeof moderation> = {
		createReport: () => moderation.createReport(store, report, visitor),
		listReported: async () => {
			const { edges } = await moderation.listReported(store, firstPage);
			await moderation.listReported(store, { first: 10, after: edges.at(-1)?.cursor ?? null });
		},
		countOpenReports: async () => {
			await moderation.countOpenReports(store);
		},
		openReportsOf: () => moderation.openReportsOf(store, [artworkId]),
		moderate: async () => {
			const level = { ...act, kind: 'SET_LEVEL', level: 'ADULTS', idempotencyKey: null } as const;
			await moderation.moderate(store, level, moderator.userId);
			actionId = (await moderation.moderate(store, act, moderator.userId)).id;
			const suspension = { ...act, kind: 'SUSPEND', days: 1, idempotencyKey: null } as const;
			await moderation.moderate(store, suspension, moderator.userId);
		},
		createAppeal: async () => {
			appealId = (await moderation.createAppeal(store, { actionId, words: 'But' }, artist.userId)).id;
		},
		openAppeals: () => moderation.openAppeals(store),
		appealsAgainst: () => moderation.appealsAgainst(store, [actionId]),
		decideAppeal: () => moderation.decideAppeal(store, { id: appealId, granted: true, answer: 'So' }, moderator.userId),
		listActions: async () => {
			const { edges } = await moderation.listActions(store, firstPage);
			await moderation.listActions(store, { first: 10, after: edges.at(-1)?.cursor ?? null });
		},
		actionsOn: () => moderation.actionsOn(store, [artworkId]),
		actionsAbout: () => moderation.actionsAbout(store, [artist.userId]),
		getActions: () => moderation.getActions(store, [actionId]),
		strikesOf: () => moderation.strikesOf(store, [artist.userId]),
	};
	await expectPrinted('moderation', calls);
});

test('every function of notifications sends the statements that are printed', async () => {
	const { store } = setting;
	let newest: string | null = null;
	const calls: Calls<typeof notifications> = {
		countUnread: () => notifications.countUnread(store, artist),
		listNotifications: async () => {
			const { edges } = await notifications.listNotifications(store, firstPage, artist);
			newest = edges[0]?.group.id ?? null;
			await notifications.listNotifications(store, { first: 10, after: edges.at(-1)?.cursor ?? null }, artist);
		},
		markRead: async () => {
			for (const id of [newest, null]) await notifications.markRead(store, artist.userId, id);
		},
		setSilenced: () => notifications.setSilenced(store, artist.userId, ['FOLLOW']),
	};
	await expectPrinted('notifications', calls);
});

test('every function of accounts sends the statements that are printed', async () => {
	const { store } = setting;
	const [me, other] = [visitor.userId, artist.userId];
	const guest = await accounts.createGuest(store);
	let accessToken = { token: '', id: '' };
	let passwordToken = '';
	const watched = (await queuedRender(setting.store)).id;
	const claim = (await accounts.offerAdminClaim(store)) ?? 'none';
	const calls: Calls<typeof accounts> = {
		createAccessToken: async () => {
			const made = await accounts.createAccessToken(store, me, { name: 'Key', scopes: ['READ'], days: 1 });
			accessToken = { token: made.token, id: made.accessToken.id };
		},
		listAccessTokens: () => accounts.listAccessTokens(store, me),
		findUserByAccessToken: () => accounts.findUserByAccessToken(store, accessToken.token),
		revokeAccessToken: () => accounts.revokeAccessToken(store, me, accessToken.id),
		changeEmail: () => accounts.changeEmail(store, me, 'other@example.org'),
		changeHandle: () => accounts.changeHandle(store, me, 'another_name'),
		readOwnPicture: () => accounts.readOwnPicture(store, 'a'.repeat(64), me),
		setAvatar: () => accounts.setAvatar(store, me, null),
		bind: async () => {
			for (const bond of ['follow', 'mute', 'block'] as const) await accounts.bind(store, bond, me, other);
		},
		bondsOf: () => accounts.bondsOf(store, me, [other]),
		blockersOf: () => accounts.blockersOf(store, other, [me]),
		listBound: async () => {
			const { edges } = await accounts.listBound(store, 'block', me, firstPage);
			await accounts.listBound(store, 'block', me, { first: 10, after: edges.at(-1)?.cursor ?? null });
		},
		unbind: async () => {
			for (const bond of ['follow', 'mute', 'block'] as const) await accounts.unbind(store, bond, me, other);
		},
		offerAdminClaim: () => accounts.offerAdminClaim(store),
		isAdminClaim: () => accounts.isAdminClaim(store, claim),
		claimAdmin: () => expect(accounts.claimAdmin(store, claim, me)).rejects.toMatchObject({ code: 'CLAIM_EXPIRED' }),
		createPasswordLink: async () => {
			passwordToken = (await accounts.createPasswordLink(store, { adminId: moderator.userId, userId: me })).token;
		},
		findPasswordLink: () => accounts.findPasswordLink(store, passwordToken),
		listMembers: async () => {
			const all = { ...firstPage, words: '', role: null, suspended: false };
			const { edges } = await accounts.listMembers(store, all);
			const after = edges.at(-1)?.cursor ?? null;
			await accounts.listMembers(store, { first: 10, after, words: 'person', role: 'MEMBER', suspended: true });
		},
		admitGuest: () => accounts.admitGuest(store, '10.1.0.1', 10),
		createGuest: () => accounts.createGuest(store),
		findUserByToken: () => accounts.findUserByToken(store, guest.token),
		forgetEmptyGuests: () => accounts.forgetEmptyGuests(store),
		connectedProviders: () => accounts.connectedProviders(store, me),
		disconnectProvider: () => accounts.disconnectProvider(store, me, 'github'),
		listPasskeys: () => accounts.listPasskeys(store, me),
		removePasskey: () => accounts.removePasskey(store, me, 'none'),
		hasPassword: () => accounts.hasPassword(store, me),
		updateProfile: () => accounts.updateProfile(store, me, { bio: 'Likes apples' }),
		setRole: () => accounts.setRole(store, { userId: me, role: 'MODERATOR', adminId: moderator.userId }),
		listStaff: () => accounts.listStaff(store),
		listSessions: () => accounts.listSessions(store, me, 'none'),
		endSessions: async () => {
			for (const id of ['none', null]) await accounts.endSessions(store, { userId: me, id, cookie: null });
		},
		emailOf: () => accounts.emailOf(store, me),
		findUserByHandle: () => accounts.findUserByHandle(store, 'another_name'),
		galleryMember: () => accounts.galleryMember(store),
		getUsers: () => accounts.getUsers(store, [me]),
		keepWatchers: async () => {
			for (const userId of [me, null]) {
				const browser = userId ?? 'a browser';
				await accounts.keepWatchers(store, 'a process', [{ renderId: watched, browser, network: 'here', userId }]);
			}
		},
		audienceSizes: () => accounts.audienceSizes(store, [watched]),
		audienceOf: () => accounts.audienceOf(store, watched),
		endWatchers: async () => {
			await accounts.endWatchers(store, 'a process', [{ renderId: watched, browser: me }]);
			await accounts.endWatchers(store, 'a process', null);
		},
		leave: () => accounts.leave(store, me, 'DELETE'),
		stay: () => accounts.stay(store, me),
		endAccounts: async () => {
			await accounts.leave(store, me, 'DELETE');
			await query(store, `UPDATE "User" SET "leavesAt" = now() - interval '1 second' WHERE id = $1`, [me]);
			await accounts.endAccounts(store);
		},
	};
	await expectPrinted('accounts', calls);
});
