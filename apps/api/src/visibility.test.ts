/**
 * @file Who may see what, as a matrix: every role × every visibility, what is hidden and what is for adults, over every
 * way that leads to a picture. The tables are written out here by hand, from the words of packages/store/src/visibility.ts.
 */
import { bind, moderate, updateArtwork, updateProfile, type Visibility, visibilities } from '@galatea/store';
import { getNamedType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { schema } from './schema/index.ts';
import { type Answer, dataOf, headersOf, type Member, startTestApi, type TestApi } from './testing.ts';
import { type Hung, hang, publishWithFiles } from './testing-hung.ts';

type Who = string | Member | undefined;

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
	moderator: ['PUBLIC', 'UNLISTED', 'FOLLOWERS', 'MEMBERS', 'HIDDEN', 'ADULTS'],
	admin: ['PUBLIC', 'UNLISTED', 'FOLLOWERS', 'MEMBERS', 'HIDDEN', 'ADULTS'],
	owner: kinds,
};

const inLists: Readonly<Record<string, readonly Kind[]>> = {
	nobody: ['PUBLIC'],
	guest: ['PUBLIC'],
	member: ['PUBLIC', 'MEMBERS'],
	follower: ['PUBLIC', 'FOLLOWERS', 'MEMBERS'],
	adult: ['PUBLIC', 'MEMBERS', 'ADULTS'],
	moderator: ['PUBLIC', 'MEMBERS'],
	admin: ['PUBLIC', 'MEMBERS'],
	owner: kinds,
};

/** What is the owner's alone, whatever its visibility. */
const ofTheOwner: Readonly<Record<string, readonly Kind[]>> = { owner: kinds };

let api: TestApi;
let owner: Member;
/** Public; all of {@link hung} were made from it. */
let parentId: string;
const people: Record<string, Who> = {};
const hung = {} as Record<Kind, Hung>;

beforeAll(async () => {
	api = await startTestApi();
	owner = await api.member();
	const follower = await api.member();
	await bind(api.store, 'follow', follower.userId, owner.userId);
	const adult = await api.member();
	await updateProfile(api.store, adult.userId, { shownContentLevel: 'ADULTS' });
	Object.assign(people, {
		nobody: undefined,
		guest: (await api.guest()).token,
		member: await api.member(),
		follower,
		adult,
		moderator: await api.member('MODERATOR'),
		admin: await api.member('ADMIN'),
		owner,
	});
	parentId = (await published(null, 'PUBLIC')).artworkId;
	const moderator = people['moderator'] as Member;
	for (const kind of kinds) {
		const visibility = kind === 'HIDDEN' || kind === 'ADULTS' ? 'PUBLIC' : kind;
		hung[kind] = await hang(api, owner, { parentId, visibility });
		const { artworkId } = hung[kind];
		if (kind === 'HIDDEN')
			for (const subjectId of [artworkId, hung[kind].liveRenderId])
				await moderate(api.store, { subjectId, kind: 'HIDE', reason: 'For the test' }, moderator.userId);
		if (kind === 'ADULTS')
			await updateArtwork(api.store, { id: artworkId, userId: owner.userId, contentLevel: 'ADULTS' });
	}
});
afterAll(() => api[Symbol.asyncDispose]());

const published = (remixOfArtworkId: string | null, visibility: Visibility) =>
	publishWithFiles(api, owner, { remixOfArtworkId, visibility });

/** The data of an answer without errors, in the shape that the caller knows it to have. */
async function ask<Data = Readonly<Record<string, unknown>>>(
	document: string,
	variables: Record<string, unknown>,
	who: Who,
): Promise<Data> {
	const answer = await api.query(document, variables, who);
	expect(answer.errors).toBeUndefined();
	return dataOf(answer) as Data;
}

interface Connection {
	readonly edges: readonly { readonly node: { readonly id: string } }[];
}

const idsOf = (connection: Connection) => connection.edges.map((edge) => edge.node.id);

function comparisonOf(before: string, after: string, who: Who) {
	const document = /* GraphQL */ `
		query ($before: ID!, $after: ID!) {
			compareArtworks(beforeId: $before, afterId: $after) { before { id } after { id } }
		}
	`;
	return ask<{ compareArtworks: unknown }>(document, { before, after }, who).then((data) => data.compareArtworks);
}

/** What somebody names by its address: does it come? Those without a dot are not GraphQL fields. */
const addressWays: Readonly<Record<string, (picture: Hung, who: Who) => Promise<boolean>>> = {
	'Query.artwork': async ({ artworkId: id }, who) =>
		(await ask('query ($id: ID!) { artwork(id: $id) { title } }', { id }, who))['artwork'] !== null,
	'Query.node': async ({ artworkId, renderId }, who) => {
		const document = 'query ($a: ID!, $b: ID!) { a: node(id: $a) { id } b: node(id: $b) { id } }';
		const { a, b } = await ask(document, { a: artworkId, b: renderId }, who);
		expect(a === null).toBe(b === null);
		return a !== null;
	},
	'Query.render': async ({ renderId: id }, who) =>
		(await ask('query ($id: ID!) { render(id: $id) { id } }', { id }, who))['render'] !== null,
	'Artwork.render': async ({ artworkId: id, renderId }, who) => {
		const document = 'query ($id: ID!) { artwork(id: $id) { render { id } } }';
		const { artwork } = await ask<{ artwork: { render: { id: string } } | null }>(document, { id }, who);
		return artwork?.render.id === renderId;
	},
	'Render.artwork': async ({ renderId: id, artworkId }, who) => {
		const document = 'query ($id: ID!) { render(id: $id) { artwork { id } } }';
		const { render } = await ask<{ render: { artwork: { id: string } } | null }>(document, { id }, who);
		return render?.artwork.id === artworkId;
	},
	'Render.remixOf': async ({ childRenderId: id, artworkId }, who) => {
		const document = 'query ($id: ID!) { render(id: $id) { remixOf { id } } }';
		const { render } = await ask<{ render: { remixOf: { id: string } | null } }>(document, { id }, who);
		return render.remixOf?.id === artworkId;
	},
	'Artwork.comments': async ({ artworkId: id, commentId }, who) => {
		const document = 'query ($id: ID!) { artwork(id: $id) { comments { edges { node { id } } } } }';
		const { artwork } = await ask<{ artwork: { comments: Connection } | null }>(document, { id }, who);
		return artwork !== null && idsOf(artwork.comments).includes(commentId);
	},
	'Comment.artwork': async ({ commentId: id, artworkId }, who) => {
		const document = 'query ($id: ID!) { node(id: $id) { ... on Comment { text artwork { id } } } }';
		const { node } = await ask<{ node: { artwork: { id: string } | null } | null }>(document, { id }, who);
		return node?.artwork?.id === artworkId;
	},
	'Subscription.renderEvents': async ({ renderId: id }, who) => {
		const events = api.subscribe('subscription ($id: ID!) { renderEvents(id: $id) { seq } }', { id }, who);
		try {
			const answer: Answer = (await events.next()).value ?? {};
			if (!answer.errors) return dataOf(answer)['renderEvents'] !== null;
			expect(answer.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
			return false;
		} finally {
			await events.return();
		}
	},
	'Subscription.commentNews': async ({ artworkId: id }, who) => {
		const events = api.subscribe('subscription ($id: ID!) { commentNews(artworkId: $id) { id } }', { id }, who);
		try {
			const answer: Answer = (await events.next()).value ?? {};
			if (!answer.errors) return dataOf(answer)['commentNews'] !== null;
			expect(answer.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
			return false;
		} finally {
			await events.return();
		}
	},
	'ArtworkComparison.before': async ({ artworkId }, who) => (await comparisonOf(artworkId, parentId, who)) !== null,
	'ArtworkComparison.after': async ({ artworkId }, who) => (await comparisonOf(parentId, artworkId, who)) !== null,
	'a file': async ({ files }, who) => {
		const answers = await Promise.all(
			files.map((key) => fetch(`${api.url}/files/${key}`, { headers: headersOf(who) }).then(({ status }) => status)),
		);
		expect(new Set(answers).size).toBe(1);
		return answers[0] === 200;
	},
	'a download': async ({ artworkId }, who) => {
		const { status } = await fetch(`${api.url}/downloads/${artworkId}.png`, { headers: headersOf(who) });
		expect([200, 404]).toContain(status);
		return status === 200;
	},
	'createRender(remixOf)': async ({ artworkId: remixOf }, who) => {
		const document = /* GraphQL */ `
			mutation ($input: CreateRenderInput!) { createRender(input: $input) { __typename } }
		`;
		const { createRender } = await ask<{ createRender: { __typename: string } }>(
			document,
			{ input: { prompt: 'an apple', remixOf } },
			who,
		);
		return createRender.__typename !== 'NotFound';
	},
	'mutations that name it': async ({ artworkId: a, renderId: r, commentId: c, visibility: v }, who) => {
		const document = /* GraphQL */ `
			mutation ($a: ID!, $r: ID!, $c: ID!, $v: Visibility!) {
				createComment(input: { artworkId: $a, text: "" }) { __typename }
				editComment(id: $c, text: "") { __typename }
				setReaction(subjectId: $a, kind: LOVE, on: true) { __typename }
				voteOnTag(artworkId: $a, tag: "pear") { __typename }
				removeSuggestedTag(artworkId: $a, tag: "lime") { __typename }
				toComment: setReaction(subjectId: $c, kind: LOVE, on: true) { __typename }
				updateArtwork(input: { id: $a }) { __typename }
				setRenderVisibility(id: $r, visibility: $v) { __typename }
				forkRender(input: { renderId: $r }) { __typename }
				requestVideo(renderId: $r) { __typename }
				requestStepPicture(renderId: $r, step: 2) { __typename }
				cancelRender(id: $r) { __typename }
				publishRender(id: $r, title: "Again") { __typename }
			}
		`;
		const found = Object.values(await ask<Record<string, { __typename: string }>>(document, { a, r, c, v }, who)).map(
			(result) => result.__typename !== 'NotFound',
		);
		expect(new Set(found).size).toBe(1);
		return found[0] === true;
	},
};

/** What is shown without being named. */
const listWays: Readonly<Record<string, (picture: Hung, who: Who) => Promise<boolean>>> = {
	'Query.artworks': async ({ artworkId }, who) => {
		const document = /* GraphQL */ `
			query ($order: ArtworkOrder!) {
				artworks(first: 100, order: $order, filter: { tag: "matrix", words: "apple" }) { edges { node { id } } }
			}
		`;
		const seen = [];
		for (const order of ['NEWEST', 'TRENDING', 'RANDOM', 'RELEVANCE'])
			seen.push(idsOf((await ask<{ artworks: Connection }>(document, { order }, who)).artworks).includes(artworkId));
		expect(new Set(seen).size).toBe(1);
		return seen[0] === true;
	},
	'search by meaning': async ({ artworkId }, who) => {
		const document = /* GraphQL */ `
			query ($id: ID!) {
				artworksLike(like: { artworkId: $id }, first: 100) {
					... on ArtworksLikeSuccess { artworks { edges { node { id } } } }
				}
			}
		`;
		const { artworksLike } = await ask<{ artworksLike: { artworks: Connection } }>(document, { id: parentId }, who);
		return idsOf(artworksLike.artworks).includes(artworkId);
	},
	'Query.liveRenders': async ({ liveRenderId }, who) => {
		const { liveRenders } = await ask<{ liveRenders: readonly { id: string }[] }>('{ liveRenders { id } }', {}, who);
		return liveRenders.some(({ id }) => id === liveRenderId);
	},
	'User.artworks': async ({ artworkId }, who) => {
		const document = 'query ($handle: String!) { user(handle: $handle) { artworks { edges { node { id } } } } }';
		const { user } = await ask<{ user: { artworks: Connection } }>(document, { handle: owner.handle }, who);
		return idsOf(user.artworks).includes(artworkId);
	},
	'Artwork.remixes': async ({ artworkId }, who) => {
		const document = 'query ($id: ID!) { artwork(id: $id) { remixes { id } } }';
		const { artwork } = await ask<{ artwork: { remixes: readonly { id: string }[] } }>(document, { id: parentId }, who);
		return artwork.remixes.some(({ id }) => id === artworkId);
	},
	'FamilyMember.artwork': async ({ artworkId, childId }, who) => {
		const document =
			'query ($id: ID!) { artwork(id: $id) { family { members { artwork { id } } credits { parentId } } } }';
		interface Family {
			readonly members: readonly { readonly artwork: { readonly id: string } }[];
			readonly credits: readonly { readonly parentId: string | null }[];
		}
		const seenFrom = async (id: string): Promise<boolean> => {
			const { artwork } = await ask<{ artwork: { family: Family } }>(document, { id }, who);
			const isMember = artwork.family.members.some((member) => member.artwork.id === artworkId);
			// No credit tells of what is not shown.
			expect(isMember || artwork.family.credits.every((credit) => credit.parentId !== artworkId)).toBe(true);
			return isMember;
		};
		const [fromAbove, fromBelow] = [await seenFrom(parentId), await seenFrom(childId)];
		expect(fromAbove).toBe(fromBelow);
		return fromAbove;
	},
	'Artwork.parents': async ({ artworkId, childId: id }, who) => {
		const document = 'query ($id: ID!) { artwork(id: $id) { parents { id } } }';
		const { artwork } = await ask<{ artwork: { parents: readonly { id: string }[] } }>(document, { id }, who);
		return artwork.parents.some((parent) => parent.id === artworkId);
	},
};

const ownWays: typeof listWays = {
	'OwnRenderEdge.node': async ({ renderId, liveRenderId }, who) => {
		const document =
			'query ($handle: String!) { user(handle: $handle) { renders(first: 100) { edges { node { id } } } } }';
		const { user } = await ask<{ user: { renders: Connection | null } }>(document, { handle: owner.handle }, who);
		const ids = user.renders ? idsOf(user.renders) : [];
		expect(ids.includes(renderId)).toBe(ids.includes(liveRenderId));
		return ids.includes(renderId);
	},
};

const cases = Object.keys(byAddress).flatMap((role) => kinds.map((kind) => [role, kind] as const));

describe('what is seen is what the tables say:', () => {
	test.each(cases)('%s × %s', async (role, kind) => {
		const seen: Record<string, boolean> = {};
		const expected: Record<string, boolean> = {};
		for (const [ways, table] of [
			[addressWays, byAddress],
			[listWays, inLists],
			[ownWays, ofTheOwner],
		] as const)
			for (const [name, way] of Object.entries(ways)) {
				// What is in progress has no level yet.
				if (kind === 'ADULTS' && name === 'Query.liveRenders') continue;
				seen[name] = await way(hung[kind], people[role]);
				expected[name] = table[role]?.includes(kind) ?? false;
			}
		expect(seen).toEqual(expected);
	});
});

test('every field of the schema that leads to a picture of somebody is in the matrix', () => {
	const guarded = [
		'Artwork',
		'ArtworkConnection',
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
		// Of what is no longer to be seen nobody is told: the store has the tests.
		/^Notification\.(subject|about)/,
		/Success\./,
	];
	const leading = Object.values(schema.getTypeMap())
		.filter((type) => isObjectType(type) && !type.name.startsWith('__'))
		.flatMap((type) => (isObjectType(type) ? Object.values(type.getFields()).map((field) => ({ type, field })) : []))
		.filter(({ field }) => guarded.includes(getNamedType(field.type).name))
		.map(({ type, field }) => `${type.name}.${field.name}`)
		.filter((name) => !behindOthers.some((pattern) => pattern.test(name)));
	const known = [addressWays, listWays, ownWays].flatMap(Object.keys).filter((name) => name.includes('.'));
	expect(leading.sort()).toEqual(known.sort());
});
