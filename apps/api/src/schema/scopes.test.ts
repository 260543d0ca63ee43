/** @file What an access token may do: every scope × every field of the roots. */
import { createAccessToken, revokeAccessToken } from '@galatea/store/accounts';
import { setRenderVisibility } from '@galatea/store/artworks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf, headersOf, type Member, startTestApi, type TestApi } from '../testing.ts';
import { doneRender, newRender } from '../testing-worker.ts';
import { schema } from './index.ts';
import { mutationScopes } from './scopes.ts';

let api: TestApi;
let person: Member;
beforeAll(async () => {
	api = await startTestApi();
	person = await api.member();
});
afterAll(() => api[Symbol.asyncDispose]());

const create = /* GraphQL */ `
	mutation ($scopes: [AccessScope!]!, $days: Int!) {
		createAccessToken(input: { name: "test", scopes: $scopes, days: $days }) {
			__typename
			... on CreateAccessTokenSuccess { token accessToken { id scopes } }
			... on InvalidInput { issues { path } }
		}
	}
`;

async function tokenWith(...scopes: string[]): Promise<{ readonly token: string; readonly id: string }> {
	const made = dataOf(await api.query(create, { scopes, days: 7 }, person))['createAccessToken'] as {
		token: string;
		accessToken: { id: string };
	};
	return { token: made.token, id: made.accessToken.id };
}

/** A call of each mutation, with values that can do no harm. */
const calls: Readonly<Record<string, string>> = {
	createRender: 'createRender(input: { prompt: "an apple" }) { __typename }',
	createRenderBatch: 'createRenderBatch(input: { prompt: "an apple" }, count: 2) { __typename }',
	forkRender: 'forkRender(input: { renderId: "x" }) { __typename }',
	requestVideo: 'requestVideo(renderId: "x") { __typename }',
	requestStepPicture: 'requestStepPicture(renderId: "x", step: 1) { __typename }',
	keepStep: 'keepStep(renderId: "x", step: 1) { __typename }',
	cancelRender: 'cancelRender(id: "x") { __typename }',
	setRenderPaused: 'setRenderPaused(id: "x", paused: true) { __typename }',
	orderRenders: 'orderRenders(ids: ["x"]) { __typename }',
	setRenderPriority: 'setRenderPriority(id: "x", priority: FIRST) { __typename }',
	deleteArtwork: 'deleteArtwork(id: "x") { __typename }',
	deleteRender: 'deleteRender(id: "x") { __typename }',
	setRenderVisibility: 'setRenderVisibility(id: "x", visibility: PUBLIC) { __typename }',
	publishRender: 'publishRender(id: "x", title: "x") { __typename }',
	updateArtwork: 'updateArtwork(input: { id: "x" }) { __typename }',
	keepSearchPicture: 'keepSearchPicture(data: "AAAA") { __typename }',
	createComment: 'createComment(input: { artworkId: "x", text: "x" }) { __typename }',
	editComment: 'editComment(id: "x", text: "x") { __typename }',
	deleteComment: 'deleteComment(id: "x") { __typename }',
	voteOnTag: 'voteOnTag(artworkId: "x", tag: "apple") { __typename }',
	removeSuggestedTag: 'removeSuggestedTag(artworkId: "x", tag: "apple") { __typename }',
	setReaction: 'setReaction(subjectId: "x", kind: LOVE, on: true) { __typename }',
	createCollection: 'createCollection(input: { title: "" }) { __typename }',
	updateCollection: 'updateCollection(input: { id: "x" }) { __typename }',
	deleteCollection: 'deleteCollection(id: "x") { __typename }',
	restoreCollection: 'restoreCollection(id: "x") { __typename }',
	addToCollection: 'addToCollection(collectionId: "x", artworkId: "x") { __typename }',
	removeFromCollection: 'removeFromCollection(collectionId: "x", itemId: "x") { __typename }',
	moveInCollection: 'moveInCollection(collectionId: "x", itemId: "x") { __typename }',
	addManyToCollection: 'addManyToCollection(collectionId: "x", artworkIds: ["x"]) { __typename }',
	moveManyInCollection: 'moveManyInCollection(collectionId: "x", itemIds: ["x"]) { __typename }',
	removeManyFromCollection: 'removeManyFromCollection(collectionId: "x", itemIds: ["x"]) { __typename }',
	annotateInCollection: 'annotateInCollection(collectionId: "x", itemId: "x", note: "x") { __typename }',
	addCollectionSection: 'addCollectionSection(collectionId: "x", title: "x") { __typename }',
	renameCollectionSection: 'renameCollectionSection(collectionId: "x", sectionId: "x", title: "x") { __typename }',
	moveCollectionSection: 'moveCollectionSection(collectionId: "x", sectionId: "x") { __typename }',
	removeCollectionSection: 'removeCollectionSection(collectionId: "x", sectionId: "x") { __typename }',
	moveToCollectionSection: 'moveToCollectionSection(collectionId: "x", itemIds: ["x"]) { __typename }',
	withdrawFromCollection: 'withdrawFromCollection(collectionId: "x", artworkId: "x") { __typename }',
	undoInCollection: 'undoInCollection(collectionId: "x", seq: 1) { __typename }',
	restoreCollectionState: 'restoreCollectionState(collectionId: "x", seq: 1) { __typename }',
	submitToCollection: 'submitToCollection(collectionId: "x", artworkId: "x") { __typename }',
	decideSubmission: 'decideSubmission(id: "x", accepts: true) { __typename }',
	withdrawSubmission: 'withdrawSubmission(id: "x") { __typename }',
	createInvitation: 'createInvitation(collectionId: "x", role: VIEWER, days: 1, maximumUses: 1) { __typename }',
	revokeInvitation: 'revokeInvitation(id: "x") { __typename }',
	acceptInvitation: 'acceptInvitation(token: "x") { __typename }',
	setCurator: 'setCurator(collectionId: "x", handle: "nobody_here") { __typename }',
	leaveCollection: 'leaveCollection(collectionId: "x") { __typename }',
	followCollection: 'followCollection(id: "x", follows: true) { __typename }',
	createReport: 'createReport(subjectId: "x", reason: SPAM) { __typename }',
	updateProfile: 'updateProfile(input: {}) { __typename }',
	markNotificationsRead: 'markNotificationsRead(id: "x") { __typename }',
	setSilencedNotifications: 'setSilencedNotifications(kinds: []) { __typename }',
	...Object.fromEntries(
		['follow', 'unfollow', 'mute', 'unmute', 'block', 'unblock'].map((bond) => [
			`${bond}User`,
			`${bond}User(handle: "nobody_here") { __typename }`,
		]),
	),
	createGuest: 'createGuest { token }',
	signUp: 'signUp(input: { email: "x", password: "x", handle: "x" }) { __typename }',
	signIn: 'signIn(email: "x", password: "x") { __typename }',
	sendSignInLink: 'sendSignInLink(email: "x", language: EN) { __typename }',
	signInByLink: 'signInByLink(token: "x") { __typename }',
	beginOAuth: 'beginOAuth(provider: GITHUB) { __typename }',
	connectOAuth: 'connectOAuth(provider: GITHUB) { __typename }',
	disconnectOAuth: 'disconnectOAuth(provider: GITHUB) { __typename }',
	beginPasskey: 'beginPasskey { __typename }',
	createPasskey: 'createPasskey(name: "x", response: {}) { __typename }',
	removePasskey: 'removePasskey(id: "x") { __typename }',
	beginPasskeySignIn: 'beginPasskeySignIn { __typename }',
	signInByPasskey: 'signInByPasskey(response: {}) { __typename }',
	signOut: 'signOut',
	changePassword: 'changePassword(currentPassword: "x", newPassword: "x") { __typename }',
	setFirstPassword: 'setFirstPassword(newPassword: "x") { __typename }',
	changeHandle: 'changeHandle(handle: "x", password: "x") { __typename }',
	changeEmail: 'changeEmail(email: "x", password: "x") { __typename }',
	leaveGallery: 'leaveGallery(works: KEEP, password: "x") { __typename }',
	stayInGallery: 'stayInGallery { __typename }',
	endSessions: 'endSessions(id: "x")',
	setAvatar: 'setAvatar { __typename }',
	claimGallery: 'claimGallery(token: "x") { __typename }',
	moderate: 'moderate(input: { subjectId: "x", kind: HIDE, reason: "x" }) { __typename }',
	createAppeal: 'createAppeal(actionId: "x", words: "x") { __typename }',
	decideAppeal: 'decideAppeal(id: "x", granted: true, answer: "x") { __typename }',
	setRole: 'setRole(handle: "nobody_here", role: MEMBER) { __typename }',
	clearFiles: 'clearFiles(kind: ORPHANS) { __typename }',
	createPasswordLink: 'createPasswordLink(handle: "nobody_here") { __typename }',
	signInByPasswordLink: 'signInByPasswordLink(token: "x", newPassword: "x") { __typename }',
	updateGallery: 'updateGallery(input: {}) { __typename }',
	createSignUpInvitation: 'createSignUpInvitation(uses: 1, days: 1) { __typename }',
	revokeSignUpInvitation: 'revokeSignUpInvitation(id: "x") { __typename }',
	startPackTask: 'startPackTask(packId: "x", workerName: "x", kind: VERIFY) { __typename }',
	cancelPackTask: 'cancelPackTask(id: "x") { __typename }',
	createAccessToken: 'createAccessToken(input: { name: "", scopes: [], days: 1 }) { __typename }',
	revokeAccessToken: 'revokeAccessToken(id: "x")',
};

test('every mutation has a scope, and none that is gone has', () => {
	const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {}).sort();
	expect(Object.keys(mutationScopes).sort()).toEqual(mutations);
	expect(Object.keys(calls).sort()).toEqual(mutations);
});

test.each(['READ', 'RENDER', 'PUBLISH', 'COMMENT', 'PROFILE'])(
	'a token with the scope %s does that, and nothing else',
	async (scope) => {
		const { token } = await tokenWith(scope);
		const allowed: string[] = [];
		for (const [name, call] of Object.entries(calls)) {
			const { errors } = await api.query(`mutation { ${call} }`, {}, token);
			if (!errors) allowed.push(name);
			else expect(errors[0]?.extensions.code).toBe('SCOPE_MISSING');
		}
		const expected = Object.keys(calls).filter((name) => mutationScopes[name] === scope);
		expect(allowed).toEqual(expected);
		const { errors } = await api.query('{ viewer { handle } }', {}, token);
		expect(errors?.[0]?.extensions.code).toBe(scope === 'READ' ? undefined : 'SCOPE_MISSING');
	},
);

test('a token sees what its person sees, also on a socket, until it is revoked', async () => {
	const { renderId: id } = await newRender(api.store, { userId: person.userId });
	const hide = 'mutation ($id: ID!) { setRenderVisibility(id: $id, visibility: PRIVATE) { __typename } }';
	await api.query(hide, { id }, person);
	const { token, id: tokenId } = await tokenWith('READ');
	const query = 'query ($id: ID!) { viewer { handle } render(id: $id) { id } }';
	expect(await api.query(query, { id }, token)).toEqual({
		data: { viewer: { handle: person.handle }, render: { id } },
	});
	const events = api.subscribe('subscription ($id: ID!) { renderEvents(id: $id) { __typename } }', { id }, token);
	expect((await events.next()).value).toEqual({ data: { renderEvents: { __typename: 'RenderSnapshot' } } });
	await events.return();
	const list = '{ viewer { accessTokens { id scopes lastUsedAt } } }';
	const { viewer } = dataOf(await api.query(list, {}, person)) as { viewer: { accessTokens: { id: string }[] } };
	expect(viewer.accessTokens.find((each) => each.id === tokenId)).toEqual({
		id: tokenId,
		scopes: ['READ'],
		lastUsedAt: expect.any(String),
	});
	const revoke = 'mutation ($id: ID!) { revokeAccessToken(id: $id) }';
	expect(dataOf(await api.query(revoke, { id: tokenId }, await api.member()))).toEqual({ revokeAccessToken: false });
	expect(dataOf(await api.query(revoke, { id: tokenId }, person))).toEqual({ revokeAccessToken: true });
	expect((await api.query(query, { id }, token)).errors?.[0]?.extensions.code).toBe('ACCESS_TOKEN_INVALID');
});

test('who watches what is private watches no longer once their token is revoked or their session has ended', async () => {
	// Only the ring may tell.
	await using watched = await startTestApi({ lookAgainEveryMs: 24 * 60 * 60 * 1_000 });
	const owner = await watched.member();
	const { renderId: id } = await newRender(watched.store, { userId: owner.userId });
	await setRenderVisibility(watched.store, { renderId: id, userId: owner.userId, visibility: 'PRIVATE' });
	const program = await createAccessToken(watched.store, owner.userId, { name: 'program', scopes: ['READ'], days: 1 });
	const { token, accessToken } = program;
	const watch = async (who: string | Member) => {
		const events = watched.subscribe('subscription ($id: ID!) { renderEvents(id: $id) { __typename } }', { id }, who);
		await events.next();
		// The rest, to its end.
		return async (): Promise<void> => {
			while (!(await events.next()).done);
		};
	};
	const [untilTokenEnds, untilSessionEnds] = [await watch(token), await watch(owner)];
	await revokeAccessToken(watched.store, owner.userId, accessToken.id);
	await untilTokenEnds();
	await watched.query('mutation { signOut }', {}, owner);
	await untilSessionEnds();
});

test('a file that not everybody may see takes READ', async () => {
	const { renderId: id } = await doneRender(api.store, { userId: person.userId });
	const query =
		'mutation ($id: ID!) { setRenderVisibility(id: $id, visibility: PRIVATE) { ... on SetRenderVisibilitySuccess { render { image { url } } } } }';
	const { setRenderVisibility } = dataOf(await api.query(query, { id }, person)) as {
		setRenderVisibility: { render: { image: { url: string } } };
	};
	const get = async (scope: string) => {
		const headers = headersOf((await tokenWith(scope)).token);
		return (await fetch(api.url + setRenderVisibility.render.image.url, { headers })).status;
	};
	expect([await get('READ'), await get('RENDER')]).toEqual([200, 404]);
});

test('a token that cannot be made is refused with what is wrong; guests have none', async () => {
	expect(dataOf(await api.query(create, { scopes: [], days: 0 }, person))['createAccessToken']).toEqual({
		__typename: 'InvalidInput',
		issues: [{ path: 'scopes' }, { path: 'days' }],
	});
	const { token } = await api.guest();
	expect(dataOf(await api.query(create, { scopes: ['READ'], days: 1 }, token))['createAccessToken']).toEqual({
		__typename: 'NotSignedIn',
	});
});

test("a stranger sees nobody's tokens", async () => {
	await tokenWith('READ');
	const query = 'query ($handle: String!) { user(handle: $handle) { accessTokens { id } } }';
	const { handle } = person;
	expect(dataOf(await api.query(query, { handle }, await api.member()))).toEqual({ user: { accessTokens: [] } });
});
