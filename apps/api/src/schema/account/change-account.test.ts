import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf, type Member, startTestApi, type TestApi } from '../../testing.ts';

const password = 'correct horse battery';
let api: TestApi;
beforeAll(async () => {
	api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const documents = {
	changeHandle:
		'mutation ($value: String!, $password: String!) { result: changeHandle(handle: $value, password: $password) { __typename } }',
	changeEmail:
		'mutation ($value: String!, $password: String!) { result: changeEmail(email: $value, password: $password) { __typename } }',
	leaveGallery:
		'mutation ($value: Leaving!, $password: String!) { result: leaveGallery(works: $value, password: $password) { __typename } }',
} as const;

async function change(name: keyof typeof documents, value: string, who: string | Member | undefined, given = password) {
	const answer = await api.query(documents[name], { value, password: given }, who);
	return (dataOf(answer)['result'] as { __typename: string }).__typename;
}

const ways = [
	['changeHandle', 'a_new_name', 'ChangeAccountSuccess'],
	['changeEmail', 'new@example.org', 'ChangeAccountSuccess'],
	['leaveGallery', 'KEEP', 'LeaveGallerySuccess'],
] as const;

test.each(ways)('%s takes somebody who has signed in, and their password', async (name, value, success) => {
	const member = await api.member();
	expect(await change(name, value, undefined)).toBe('NotSignedIn');
	expect(await change(name, value, (await api.guest()).token)).toBe('NotSignedIn');
	expect(await change(name, value, member, 'not the password')).toBe('WrongCredentials');
	expect(await change(name, value, member)).toBe(success);
});

test('what is not right, or is somebody else’s, is told as what it is', async () => {
	const [one, two] = [await api.member(), await api.member()];
	expect(await change('changeHandle', 'X', one)).toBe('InvalidInput');
	expect(await change('changeHandle', two.handle, one)).toBe('HandleTaken');
	expect(await change('changeEmail', 'nowhere', one)).toBe('InvalidInput');
	expect(await change('changeEmail', `${two.handle}@example.org`, one)).toBe('EmailTaken');
});

test('when somebody leaves is told to them alone, and no longer once they stay', async () => {
	const [leaver, other] = [await api.member(), await api.member()];
	await change('leaveGallery', 'DELETE', leaver);
	const document = 'query ($handle: String!) { user(handle: $handle) { leavesAt leaving hasLeft } }';
	const told = async (who: Member) => dataOf(await api.query(document, { handle: leaver.handle }, who))['user'];
	expect(await told(leaver)).toMatchObject({ leavesAt: expect.any(String), leaving: 'DELETE', hasLeft: false });
	expect(await told(other)).toEqual({ leavesAt: null, leaving: null, hasLeft: false });
	await api.query('mutation { stayInGallery { id } }', {}, leaver);
	expect(await told(leaver)).toEqual({ leavesAt: null, leaving: null, hasLeft: false });
});

test('the browsers of a member have names', async () => {
	const { handle } = await api.member();
	const answer = await fetch(`${api.url}/graphql`, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
		},
		body: JSON.stringify({
			query:
				'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { __typename } }',
			variables: { email: `${handle}@example.org`, password },
		}),
	});
	const cookie = answer.headers.getSetCookie().find((line) => line.startsWith('galatea_session=')) ?? '';
	const member = { userId: '', handle, cookie: cookie.split(';')[0] ?? '' };
	expect(dataOf(await api.query('{ viewer { sessions { device current } } }', {}, member))).toEqual({
		viewer: {
			sessions: [
				{ device: 'Firefox, Linux', current: true },
				{ device: null, current: false },
			],
		},
	});
});
