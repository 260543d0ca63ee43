import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf, startTestApi, type TestApi } from '../../testing.ts';

let api: TestApi;
beforeAll(async () => {
	api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const update = `mutation ($input: UpdateGalleryInput!) {
	updateGallery(input: $input) {
		__typename ... on UpdateGallerySuccess { gallery { name signUp } } ... on InvalidInput { issues { path } } ... on Failure { code }
	}
}`;
const read = '{ gallery { name about rules announcement signUp viewerMaySignUp } }';
const signUp = `mutation ($input: SignUpInput!) { signUp(input: $input) { __typename ... on Failure { code } } }`;
const invite = `mutation ($uses: Int!) {
	createSignUpInvitation(uses: $uses, days: 7, note: "The class") {
		... on CreateSignUpInvitationSuccess { path signUpInvitation { id usesLeft } } ... on InvalidInput { issues { path } } ... on Failure { code }
	}
}`;

let count = 0;
const newcomer = async (invitation: string | null) => {
	const handle = `newcomer_${++count}`;
	const input = { email: `${handle}@example.org`, password: 'correct horse battery', handle, invitation };
	const { signUp: answer } = dataOf(await api.query(signUp, { input })) as {
		signUp: { __typename: string; code?: string };
	};
	return answer.code ?? answer.__typename;
};

test('everybody reads what the gallery says of itself; admins alone set it, and each wrong text is named', async () => {
	const [admin, moderator] = [await api.member('ADMIN'), await api.member('MODERATOR')];
	const nothing = { name: null, about: null, rules: null, announcement: null };
	expect(dataOf(await api.query(read))).toEqual({ gallery: { ...nothing, signUp: 'OPEN', viewerMaySignUp: true } });
	const input = { name: 'Blue room', announcement: 'Closed on Monday' };
	expect(dataOf(await api.query(update, { input }, moderator))).toMatchObject({
		updateGallery: { code: 'NOT_ALLOWED' },
	});
	expect(dataOf(await api.query(update, { input }))).toMatchObject({ updateGallery: { code: 'NOT_SIGNED_IN' } });
	const wrong = { input: { name: 'x'.repeat(41), rules: 'x'.repeat(4_001) } };
	expect(dataOf(await api.query(update, wrong, admin))).toMatchObject({
		updateGallery: { issues: [{ path: 'name' }, { path: 'rules' }] },
	});
	expect(dataOf(await api.query(update, { input }, admin))).toMatchObject({
		updateGallery: { gallery: { name: 'Blue room', signUp: 'OPEN' } },
	});
	expect(dataOf(await api.query(read))).toMatchObject({ gallery: { ...nothing, ...input } });
});

test('where admins ask for invitations one lets as many sign up as it is for; where they close nobody does', async () => {
	const admin = await api.member('ADMIN');
	const set = (mode: string) => api.query(update, { input: { signUp: mode } }, admin);
	await set('INVITED');
	expect(await newcomer(null)).toBe('SIGN_UP_CLOSED');
	expect(dataOf(await api.query(invite, { uses: 0 }, admin))).toMatchObject({
		createSignUpInvitation: { issues: [{ path: 'uses' }] },
	});
	expect(dataOf(await api.query(invite, { uses: 1 }))).toMatchObject({
		createSignUpInvitation: { code: 'NOT_SIGNED_IN' },
	});
	interface Made {
		readonly createSignUpInvitation: { readonly path: string; readonly signUpInvitation: { readonly id: string } };
	}
	const make = async () => {
		const { createSignUpInvitation } = dataOf(await api.query(invite, { uses: 1 }, admin)) as unknown as Made;
		const token = new URL(createSignUpInvitation.path, api.url).searchParams.get('invitation') ?? '';
		return { token, id: createSignUpInvitation.signUpInvitation.id };
	};
	const [used, revoked] = [await make(), await make()];
	const may = 'query ($token: String) { gallery { viewerMaySignUp(invitation: $token) } }';
	const mayBy = async (token: string | null) => dataOf(await api.query(may, { token }))['gallery'];
	expect(await mayBy(used.token)).toEqual({ viewerMaySignUp: true });
	expect(await mayBy(null)).toEqual({ viewerMaySignUp: false });
	expect(await newcomer(used.token)).toBe('SignUpSuccess');
	expect(await newcomer(used.token)).toBe('INVITATION_EXPIRED');
	const list = '{ hosting { signUpInvitations { id note createdBy { handle } } } }';
	expect(dataOf(await api.query(list, {}, admin))).toEqual({
		hosting: { signUpInvitations: [{ id: revoked.id, note: 'The class', createdBy: { handle: admin.handle } }] },
	});
	const revoke = 'mutation ($id: ID!) { revokeSignUpInvitation(id: $id) { ... on Failure { code } } }';
	await api.query(revoke, { id: revoked.id }, admin);
	expect(await newcomer(revoked.token)).toBe('INVITATION_EXPIRED');
	await set('CLOSED');
	expect(await newcomer((await make()).token)).toBe('SIGN_UP_CLOSED');
	await set('OPEN');
	expect(await newcomer(null)).toBe('SignUpSuccess');
});
