import { encodeAvatar, encodeOriginal } from '@galatea/pictures';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf, headersOf, type Member, startTestApi, type TestApi } from '../../testing.ts';

let api: TestApi;
let png: Uint8Array;
beforeAll(async () => {
	api = await startTestApi();
	const data = new Uint8Array(3 * 40 * 24).fill(90);
	png = (await encodeOriginal({ width: 40, height: 24, data }, { recipe: null, description: null })).bytes;
});
afterAll(() => api[Symbol.asyncDispose]());

async function upload(who: Member): Promise<string> {
	const answer = await fetch(`${api.url}/uploads`, {
		method: 'POST',
		headers: { 'content-type': 'image/png', ...headersOf(who) },
		body: Buffer.from(png),
	});
	return ((await answer.json()) as { sha256: string }).sha256;
}

const document = /* GraphQL */ `
	mutation ($sha256: String) {
		setAvatar(sha256: $sha256) {
			__typename
			... on SetAvatarSuccess { user { avatar { url smallUrl } } }
			... on InvalidInput { issues { path } }
		}
	}
`;
const set = async (sha256: string | null, who?: string | Member) =>
	dataOf(await api.query(document, { sha256 }, who))['setAvatar'];

test('a picture that somebody sent becomes their avatar, which everybody sees, and can be taken away', async () => {
	const member = await api.member();
	const sha256 = await upload(member);
	const { user } = (await set(sha256, member)) as { user: { avatar: { url: string; smallUrl: string } } };
	const { large, small } = await encodeAvatar(png);
	for (const [path, bytes] of [
		[user.avatar.url, large],
		[user.avatar.smallUrl, small],
	] as const)
		expect(Buffer.from(await (await fetch(api.url + path)).arrayBuffer())).toEqual(Buffer.from(bytes));
	expect(await set(null, member)).toEqual({ __typename: 'SetAvatarSuccess', user: { avatar: null } });
	expect((await fetch(api.url + user.avatar.url)).status).toBe(404);
});

test('somebody else’s picture, or none at all, is refused; guests have no avatar', async () => {
	const [member, other] = [await api.member(), await api.member()];
	const refused = { __typename: 'InvalidInput', issues: [{ path: 'sha256' }] };
	expect(await set(await upload(other), member)).toEqual(refused);
	for (const name of ['', 'x', '../../etc/passwd', '0'.repeat(64)]) expect(await set(name, member)).toEqual(refused);
	expect(await set(null)).toEqual({ __typename: 'NotSignedIn' });
	expect(await set(null, (await api.guest()).token)).toEqual({ __typename: 'NotSignedIn' });
});
