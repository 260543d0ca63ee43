/**
 * @file Who may see what, as a matrix: every role × every visibility, what is hidden and what is for adults, over every
 * way that leads to a picture. The tables are written out here by hand, from the words of packages/store/src/access/visibility.ts.
 */
import { visibilities } from '@galatea/store/access';
import { type AccessScope, accessScopes, bind, createAccessToken, updateProfile } from '@galatea/store/accounts';
import { updateArtwork } from '@galatea/store/artworks';
import { updateCollection } from '@galatea/store/collections';
import { moderate } from '@galatea/store/moderation';
import { getNamedType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { schema } from './schema/index.ts';
import { type Member, startTestApi, type TestApi } from './testing.ts';
import { type Hung, hang, publishWithFiles } from './testing-hung.ts';
import { seenThrough } from './testing-scopes.ts';
import {
	addressWays,
	fileWays,
	type Gallery,
	galleryOf,
	listWays,
	ownWays,
	pageWays,
	publicWays,
	type Who,
	wordWays,
} from './testing-ways.ts';

/** The visibilities, and public pictures that moderators have hidden, or that are for adults. */
const kinds = [...visibilities, 'HIDDEN', 'ADULTS'] as const;
type Kind = (typeof kinds)[number];

const byAddress: Readonly<Record<string, readonly Kind[]>> = {
	nobody: ['PUBLIC', 'UNLISTED'],
	guest: ['PUBLIC', 'UNLISTED'],
	member: ['PUBLIC', 'UNLISTED', 'MEMBERS', 'ADULTS'],
	follower: ['PUBLIC', 'UNLISTED', 'FOLLOWERS', 'MEMBERS', 'ADULTS'],
	// Wants to see what is for adults.
	adult: ['PUBLIC', 'UNLISTED', 'MEMBERS', 'ADULTS'],
	// By the owner.
	blocked: [],
	// The owner.
	blocker: ['PUBLIC', 'UNLISTED', 'MEMBERS', 'ADULTS'],
	muter: ['PUBLIC', 'UNLISTED', 'MEMBERS', 'ADULTS'],
	moderator: ['PUBLIC', 'UNLISTED', 'FOLLOWERS', 'MEMBERS', 'HIDDEN', 'ADULTS'],
	admin: ['PUBLIC', 'UNLISTED', 'FOLLOWERS', 'MEMBERS', 'HIDDEN', 'ADULTS'],
	owner: kinds,
	// A program of the owner, which may read.
	program: kinds,
};

const inLists: Readonly<Record<string, readonly Kind[]>> = {
	nobody: ['PUBLIC'],
	guest: ['PUBLIC'],
	member: ['PUBLIC', 'MEMBERS'],
	follower: ['PUBLIC', 'FOLLOWERS', 'MEMBERS'],
	adult: ['PUBLIC', 'MEMBERS', 'ADULTS'],
	blocked: [],
	blocker: [],
	muter: [],
	moderator: ['PUBLIC', 'MEMBERS'],
	admin: ['PUBLIC', 'MEMBERS'],
	owner: kinds,
	program: kinds,
};

/** On the page of its person: as in lists, but for who has muted them and goes there nevertheless. */
const onItsPage: typeof inLists = { ...inLists, muter: ['PUBLIC', 'MEMBERS'] };

/** What its person says of it: as it is seen itself, but for who has blocked them. */
const inWords: typeof byAddress = { ...byAddress, blocker: [] };

/** Files: what everybody may have lies in caches on the way, which know nobody. */
const filesByAddress: typeof byAddress = { ...byAddress, blocked: ['PUBLIC', 'UNLISTED'] };

/** In what leaves the gallery: what is listed for nobody in particular, whoever asks. */
const inPublic: typeof inLists = Object.fromEntries(Object.keys(inLists).map((role) => [role, ['PUBLIC']]));

/** What is the owner's alone, whatever its visibility. */
const ofTheOwner: Readonly<Record<string, readonly Kind[]>> = { owner: kinds, program: kinds };

/** Of tokens of the owner that have one scope. */
const scopesWithoutRead = accessScopes.filter((scope) => scope !== 'READ');

let api: TestApi;
let owner: Member;
/** All of {@link hung} were made from its parent, which is of somebody else. */
let gallery: Gallery;
const people: Record<string, Who> = {};
const hung = {} as Record<Kind, Hung>;

beforeAll(async () => {
	api = await startTestApi();
	owner = await api.member();
	const follower = await api.member();
	await bind(api.store, 'follow', follower.userId, owner.userId);
	const adult = await api.member();
	await updateProfile(api.store, adult.userId, { shownContentLevel: 'ADULTS' });
	const [blocked, blocker, muter] = [await api.member(), await api.member(), await api.member()];
	await bind(api.store, 'block', owner.userId, blocked.userId);
	await bind(api.store, 'block', blocker.userId, owner.userId);
	await bind(api.store, 'mute', muter.userId, owner.userId);
	Object.assign(people, {
		nobody: undefined,
		guest: (await api.guest()).token,
		member: await api.member(),
		follower,
		adult,
		blocked,
		blocker,
		muter,
		moderator: await api.member('MODERATOR'),
		admin: await api.member('ADMIN'),
		owner,
		program: await tokenOf('program', accessScopes),
	});
	for (const scope of scopesWithoutRead) people[scope] = await tokenOf(scope, [scope]);
	const remixer = await api.member();
	const { artworkId: parentId } = await publishWithFiles(api, remixer, {
		remixOfArtworkId: null,
		visibility: 'PUBLIC',
	});
	gallery = galleryOf(api, owner, parentId);
	const moderator = people['moderator'] as Member;
	for (const kind of kinds) {
		const visibility = kind === 'HIDDEN' || kind === 'ADULTS' ? 'PUBLIC' : kind;
		hung[kind] = await hang(api, owner, { parentId, visibility, remixer });
		const { artworkId } = hung[kind];
		if (kind === 'HIDDEN')
			for (const subjectId of [artworkId, hung[kind].liveRenderId, hung[kind].ownCollectionId])
				await moderate(api.store, { subjectId, kind: 'HIDE', reason: 'For the test' }, moderator.userId);
		if (kind === 'ADULTS') {
			await updateArtwork(api.store, { id: artworkId, userId: owner.userId, contentLevel: 'ADULTS' });
			const asOwner = { userId: owner.userId, role: 'MEMBER' } as const;
			await updateCollection(api.store, { id: hung[kind].ownCollectionId, contentLevel: 'ADULTS' }, asOwner);
		}
	}
});
afterAll(() => api[Symbol.asyncDispose]());

async function tokenOf(name: string, scopes: readonly AccessScope[]): Promise<string> {
	return (await createAccessToken(api.store, owner.userId, { name, scopes, days: 1 })).token;
}

const cases = Object.keys(byAddress).flatMap((role) => kinds.map((kind) => [role, kind] as const));

describe('what is seen is what the tables say:', () => {
	test.each(cases)('%s × %s', async (role, kind) => {
		const seen: Record<string, boolean> = {};
		const expected: Record<string, boolean> = {};
		for (const [ways, table] of [
			[addressWays, byAddress],
			[fileWays, filesByAddress],
			[wordWays, inWords],
			[listWays, inLists],
			[pageWays, onItsPage],
			[publicWays, inPublic],
			[ownWays, ofTheOwner],
		] as const)
			for (const [name, way] of Object.entries(ways)) {
				// What is in progress has no level yet.
				if (kind === 'ADULTS' && name === 'Query.liveRenders') continue;
				seen[name] = await way(hung[kind], people[role], gallery);
				expected[name] = table[role]?.includes(kind) ?? false;
			}
		expect(seen).toEqual(expected);
	});
});

describe('a token of the owner that may not read sees what everybody does:', () => {
	test.each(scopesWithoutRead.flatMap((scope) => kinds.map((kind) => [scope, kind] as const)))(
		'%s × %s',
		async (scope, kind) => {
			const token = people[scope];
			const { 'a download': download } = addressWays;
			const { 'a file': file } = fileWays;
			const { 'a collection as an archive': archive } = listWays;
			expect(await archive?.(hung[kind], token, gallery)).toBe(inLists['nobody']?.includes(kind));
			for (const way of [download, file])
				expect(await way?.(hung[kind], token, gallery)).toBe(byAddress['nobody']?.includes(kind));
			const shown = kinds.filter((each) => inLists['nobody']?.includes(each)).map((each) => hung[each].artworkId);
			const seen = await seenThrough(scope, hung[kind], token, gallery);
			const ids = seen.artworks.edges.map((edge) => edge.node.id);
			expect(ids.filter((id) => Object.values(hung).some(({ artworkId }) => artworkId === id)).sort()).toEqual(
				shown.sort(),
			);
			expect(seen).toMatchObject({ email: null, renders: null, accessTokens: [], viewerIsThis: false });
			expect(new Set(seen.refused)).toEqual(new Set(['SCOPE_MISSING']));
			if (seen.leadsBack !== null) expect(seen.leadsBack).toBe(byAddress['nobody']?.includes(kind));
			if (seen.recipe !== undefined) expect(seen.recipe !== null).toBe(byAddress['nobody']?.includes(kind));
		},
	);
});

test('every field of the schema that leads to a picture of somebody is in the matrix', () => {
	const guarded = [
		'Artwork',
		'ArtworkConnection',
		'CollectionEvent',
		'Comment',
		'CommentConnection',
		'Node',
		'Subject',
		'Render',
		'RenderEvent',
	];
	// What these lead to has been read in the viewer's eyes already, or is the viewer's own.
	const behindOthers = [
		/^(ArtworkEdge|CommentEdge|RenderSnapshot|RenderDone|AlreadyFinished|NotFinished)\./,
		/^Comment\.replies/,
		// Of moderators and the person concerned alone: schema/moderation has their tests.
		/^(ReportedSubject|ModerationAction)\.subject/,
		// Of admins alone, and in their eyes: schema/hosting has its tests.
		/^HostedRender\.render/,
		// Of what is no longer to be seen nobody is told: the store has the tests.
		/^Notification\.(subject|about)/,
		// Of curators and submitters alone, and in lists' eyes: the store has the tests.
		/^Collection(Revision|Submission)\.artwork/,
		/Success\./,
	];
	const leading = Object.values(schema.getTypeMap())
		.filter((type) => isObjectType(type) && !type.name.startsWith('__'))
		.flatMap((type) => (isObjectType(type) ? Object.values(type.getFields()).map((field) => ({ type, field })) : []))
		.filter(({ field }) => guarded.includes(getNamedType(field.type).name))
		.map(({ type, field }) => `${type.name}.${field.name}`)
		.filter((name) => !behindOthers.some((pattern) => pattern.test(name)));
	const known = [addressWays, fileWays, wordWays, listWays, pageWays, ownWays]
		.flatMap(Object.keys)
		.filter((name) => name.includes('.'));
	expect(leading.sort()).toEqual(known.sort());
});
