import { updateArtwork } from '@galatea/store/artworks';
import { createComment, deleteComment, editComment } from '@galatea/store/talk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Member, startTestApi, type TestApi } from '../../testing.ts';
import { publishWithFiles } from '../../testing-hung.ts';

let api: TestApi;
let artist: Member;
beforeAll(async () => {
	api = await startTestApi();
	artist = await api.member();
});
afterAll(() => api[Symbol.asyncDispose]());

const viewerOf = ({ userId }: Member) => ({ userId, role: 'MEMBER' as const });
const publish = async () =>
	(await publishWithFiles(api, artist, { remixOfArtworkId: null, visibility: 'PUBLIC' })).artworkId;

const document = /* GraphQL */ `
	subscription ($id: ID!) {
		commentNews(artworkId: $id) { commentCount comments { edges { node { text } } } }
	}
`;
const watch = (id: string, who?: string | Member) => api.subscribe(document, { id }, who);
const newsOf = (texts: readonly string[]) => ({
	done: false,
	value: {
		data: {
			commentNews: { commentCount: texts.length, comments: { edges: texts.map((text) => ({ node: { text } })) } },
		},
	},
});

test('who looks at a picture hears of what is said, changed and taken back, without a login', async () => {
	const artworkId = await publish();
	const events = watch(artworkId);
	expect(await events.next()).toEqual(newsOf([]));
	const { id } = await createComment(api.store, { subjectId: artworkId, text: 'One' }, viewerOf(artist));
	expect(await events.next()).toEqual(newsOf(['One']));
	await editComment(api.store, { id, text: 'Another', userId: artist.userId });
	expect(await events.next()).toEqual(newsOf(['Another']));
	await deleteComment(api.store, id, artist.userId);
	expect(await events.next()).toEqual(newsOf([]));
	await events.return();
	await expect.poll(() => api.services.commentBells.size).toBe(0);
});

test('each reads in their own eyes: of who has blocked them nobody hears', async () => {
	const [artworkId, other] = [await publish(), await api.member()];
	await api.query(
		'mutation ($handle: String!) { blockUser(handle: $handle) { __typename } }',
		{ handle: artist.handle },
		other,
	);
	const [theirs, anybodys] = [watch(artworkId, other), watch(artworkId)];
	for (const events of [theirs, anybodys]) await events.next();
	await createComment(api.store, { subjectId: artworkId, text: 'One' }, viewerOf(artist));
	expect(await anybodys.next()).toEqual(newsOf(['One']));
	expect(await theirs.next()).toEqual(newsOf([]));
	for (const events of [theirs, anybodys]) await events.return();
});

test('it ends with the next news for who may not see the picture any more', async () => {
	const artworkId = await publish();
	const [stranger, person] = [watch(artworkId), watch(artworkId, artist)];
	for (const events of [stranger, person]) await events.next();
	await updateArtwork(api.store, { id: artworkId, userId: artist.userId, visibility: 'PRIVATE' });
	await createComment(api.store, { subjectId: artworkId, text: 'Alone' }, viewerOf(artist));
	expect(await stranger.next()).toMatchObject({ done: true });
	expect(await person.next()).toEqual(newsOf(['Alone']));
	await person.return();
});

test.each(['', 'x', `art_${'0'.repeat(26)}`])('of %j, which is not there, nothing is heard', async (id) => {
	const { value } = await watch(id).next();
	expect(value).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
});
