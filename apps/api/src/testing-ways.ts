/** @file For visibility.test.ts: every way that leads to a picture of somebody. Each tells whether it leads there. */
import { expect } from 'vitest';
import { type Answer, dataOf, headersOf, type Member, type TestApi } from './testing.ts';
import type { Hung } from './testing-hung.ts';
import { readZip } from './testing-zip.ts';

/** Nobody, the token of a guest, or a member. */
export type Who = string | Member | undefined;

/** Where the pictures hang. */
export interface Gallery {
	readonly api: TestApi;
	/** Whose they are. */
	readonly owner: Member;
	/** Of a public artwork that all were made from. */
	readonly parentId: string;
	/** The data of an answer without errors, in the shape that the caller knows it to have. */
	ask<Data = Readonly<Record<string, unknown>>>(
		document: string,
		variables: Record<string, unknown>,
		who: Who,
	): Promise<Data>;
}

export function galleryOf(api: TestApi, owner: Member, parentId: string): Gallery {
	return {
		api,
		owner,
		parentId,
		async ask<Data>(document: string, variables: Record<string, unknown>, who: Who) {
			const answer = await api.query(document, variables, who);
			expect(answer.errors).toBeUndefined();
			return dataOf(answer) as Data;
		},
	};
}

/** Whether it leads `who` to the picture. */
type Way = (picture: Hung, who: Who, gallery: Gallery) => Promise<boolean>;

interface Connection {
	readonly edges: readonly { readonly node: { readonly id: string } }[];
}

const idsOf = (connection: Connection) => connection.edges.map((edge) => edge.node.id);

function comparisonOf({ ask }: Gallery, before: string, after: string, who: Who) {
	const document = /* GraphQL */ `
		query ($before: ID!, $after: ID!) {
			compareArtworks(beforeId: $before, afterId: $after) { before { id } after { id } }
		}
	`;
	return ask<{ compareArtworks: unknown }>(document, { before, after }, who).then((data) => data.compareArtworks);
}

/** Whether mutations found what they name, be it to refuse it for another reason: all of them or none. */
function foundByAll(results: Readonly<Record<string, unknown>>): boolean {
	const found = Object.values(results as Record<string, { readonly __typename: string }>).map(
		(result) => result.__typename !== 'NotFound',
	);
	expect(new Set(found).size).toBe(1);
	return found[0] === true;
}

/** What somebody names by its address: does it come? Those without a dot are not GraphQL fields. */
export const addressWays: Readonly<Record<string, Way>> = {
	'Query.artwork': async ({ artworkId: id }, who, { ask }) =>
		(await ask('query ($id: ID!) { artwork(id: $id) { title } }', { id }, who))['artwork'] !== null,
	'Query.node': async ({ artworkId, renderId }, who, { ask }) => {
		const document = 'query ($a: ID!, $b: ID!) { a: node(id: $a) { id } b: node(id: $b) { id } }';
		const { a, b } = await ask(document, { a: artworkId, b: renderId }, who);
		expect(a === null).toBe(b === null);
		return a !== null;
	},
	'Query.render': async ({ renderId: id }, who, { ask }) =>
		(await ask('query ($id: ID!) { render(id: $id) { id } }', { id }, who))['render'] !== null,
	'RenderBatch.renders': async ({ renderId: id }, who, { owner, ask }) => {
		const of = 'query ($id: ID!) { render(id: $id) { batch { id renders { id } } } }';
		interface Batch {
			readonly id: string;
			readonly renders: readonly { readonly id: string }[];
		}
		const { render } = await ask<{ render: { batch: Batch } }>(of, { id }, owner);
		const document =
			'query ($id: ID!) { renderBatch(id: $id) { renders { id } } node(id: $id) { ... on RenderBatch { renders { id } } } }';
		const found = await ask<{ renderBatch: Batch | null; node: Batch | null }>(document, { id: render.batch.id }, who);
		const seen = [found.renderBatch, found.node].map((batch) => batch?.renders.some((each) => each.id === id) ?? false);
		expect(seen[0]).toBe(seen[1]);
		return seen[0] === true;
	},
	'Artwork.render': async ({ artworkId: id, renderId }, who, { ask }) => {
		const document = 'query ($id: ID!) { artwork(id: $id) { render { id } } }';
		const { artwork } = await ask<{ artwork: { render: { id: string } } | null }>(document, { id }, who);
		return artwork?.render.id === renderId;
	},
	'Render.artwork': async ({ renderId: id, artworkId }, who, { ask }) => {
		const document = 'query ($id: ID!) { render(id: $id) { artwork { id } } }';
		const { render } = await ask<{ render: { artwork: { id: string } } | null }>(document, { id }, who);
		return render?.artwork.id === artworkId;
	},
	'Render.remixOf': async ({ childRenderId: id, artworkId }, who, { ask }) => {
		const document = 'query ($id: ID!) { render(id: $id) { remixOf { id } } }';
		const { render } = await ask<{ render: { remixOf: { id: string } | null } }>(document, { id }, who);
		return render.remixOf?.id === artworkId;
	},
	'Subscription.renderEvents': async ({ renderId: id }, who, { api }) => {
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
	'Subscription.commentNews': async ({ artworkId: id }, who, { api }) => {
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
	'ArtworkComparison.before': async ({ artworkId }, who, gallery) =>
		(await comparisonOf(gallery, artworkId, gallery.parentId, who)) !== null,
	'ArtworkComparison.after': async ({ artworkId }, who, gallery) =>
		(await comparisonOf(gallery, gallery.parentId, artworkId, who)) !== null,
	'a download': async ({ artworkId }, who, { api }) => {
		const { status } = await fetch(`${api.url}/downloads/${artworkId}.png`, { headers: headersOf(who) });
		expect([200, 404]).toContain(status);
		return status === 200;
	},
	'createRender(remixOf)': async ({ artworkId: remixOf }, who, { ask }) => {
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
	'mutations that name it': async ({ artworkId: a, renderId: r, visibility: v }, who, { ask }) => {
		const document = /* GraphQL */ `
			mutation ($a: ID!, $r: ID!, $v: Visibility!) {
				createComment(input: { artworkId: $a, text: "" }) { __typename }
				setReaction(subjectId: $a, kind: LOVE, on: true) { __typename }
				voteOnTag(artworkId: $a, tag: "pear") { __typename }
				removeSuggestedTag(artworkId: $a, tag: "lime") { __typename }
				updateArtwork(input: { id: $a }) { __typename }
				setRenderVisibility(id: $r, visibility: $v) { __typename }
				forkRender(input: { renderId: $r }) { __typename }
				requestVideo(renderId: $r) { __typename }
				requestStepPicture(renderId: $r, step: 2) { __typename }
				keepStep(renderId: $r, step: 2) { __typename }
				cancelRender(id: $r) { __typename }
				publishRender(id: $r, title: "Again") { __typename }
			}
		`;
		return foundByAll(await ask(document, { a, r, v }, who));
	},
};

/** Its files, each by its address. */
export const fileWays: Readonly<Record<string, Way>> = {
	'a file': async ({ files }, who, { api }) => {
		const answers = await Promise.all(
			files.map((key) => fetch(`${api.url}/files/${key}`, { headers: headersOf(who) }).then(({ status }) => status)),
		);
		expect(new Set(answers).size).toBe(1);
		return answers[0] === 200;
	},
};

/** What its person has said of it. */
export const wordWays: Readonly<Record<string, Way>> = {
	'Artwork.commentThread': async ({ artworkId: id, commentId }, who, { ask }) => {
		const document = 'query ($id: ID!, $of: ID!) { artwork(id: $id) { commentThread(commentId: $of) { id } } }';
		const { artwork } = await ask<{ artwork: { commentThread: { id: string } | null } | null }>(
			document,
			{ id, of: commentId },
			who,
		);
		return artwork?.commentThread?.id === commentId;
	},
	'Artwork.comments': async ({ artworkId: id, commentId }, who, { ask }) => {
		const document = 'query ($id: ID!) { artwork(id: $id) { comments { edges { node { id } } } } }';
		const { artwork } = await ask<{ artwork: { comments: Connection } | null }>(document, { id }, who);
		return artwork !== null && idsOf(artwork.comments).includes(commentId);
	},
	'Collection.commentThread': async ({ ownCollectionId: id, ownCollectionCommentId: of }, who, { ask }) => {
		const document = 'query ($id: ID!, $of: ID!) { collection(id: $id) { commentThread(commentId: $of) { id } } }';
		const { collection } = await ask<{ collection: { commentThread: { id: string } | null } | null }>(
			document,
			{ id, of },
			who,
		);
		return collection?.commentThread?.id === of;
	},
	'Collection.comments': async ({ ownCollectionId: id, ownCollectionCommentId }, who, { ask }) => {
		const document = 'query ($id: ID!) { collection(id: $id) { comments { edges { node { id } } } } }';
		const { collection } = await ask<{ collection: { comments: Connection } | null }>(document, { id }, who);
		return collection !== null && idsOf(collection.comments).includes(ownCollectionCommentId);
	},
	'Comment.artwork': async ({ commentId: id, artworkId }, who, { ask }) => {
		const document = 'query ($id: ID!) { node(id: $id) { ... on Comment { text artwork { id } } } }';
		const { node } = await ask<{ node: { artwork: { id: string } | null } | null }>(document, { id }, who);
		return node?.artwork?.id === artworkId;
	},
	'mutations that name the comment': async ({ commentId: c }, who, { ask }) => {
		const document = /* GraphQL */ `
			mutation ($c: ID!) {
				editComment(id: $c, text: "") { __typename }
				setReaction(subjectId: $c, kind: LOVE, on: true) { __typename }
			}
		`;
		return foundByAll(await ask(document, { c }, who));
	},
};

/** What is shown without being named. */
export const listWays: Readonly<Record<string, Way>> = {
	'Query.artworks': async ({ artworkId }, who, { ask }) => {
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
	'search by meaning': async ({ artworkId }, who, { parentId, ask }) => {
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
	'CollectionItem.artwork': async ({ collectionId: id, artworkId }, who, { ask }) => {
		const document =
			'query ($id: ID!) { collection(id: $id) { itemCount items { edges { node { artwork { id } } } } } }';
		interface Shelf {
			readonly itemCount: number;
			readonly items: { readonly edges: readonly { readonly node: { readonly artwork: { readonly id: string } } }[] };
		}
		const { collection } = await ask<{ collection: Shelf }>(document, { id }, who);
		const ids = collection.items.edges.map(({ node }) => node.artwork.id);
		expect(collection.itemCount).toBe(ids.length);
		return ids.includes(artworkId);
	},
	'Collection.covers': async ({ collectionId: id, artworkId }, who, { ask }) => {
		const document = 'query ($id: ID!) { collection(id: $id) { covers { id } } }';
		const { collection } = await ask<{ collection: { covers: readonly { id: string }[] } }>(document, { id }, who);
		return collection.covers.some((cover) => cover.id === artworkId);
	},
	'a collection as an archive': async ({ collectionId: id, artworkId }, who, { api }) => {
		const answer = await fetch(`${api.url}/downloads/collections/${id}.zip`, { headers: headersOf(who) });
		expect(answer.status).toBe(200);
		const files = await readZip(await answer.arrayBuffer());
		const isTold = ['index.html', 'collection.json', 'collection.csv', 'credits.txt'].map((name) =>
			files.get(name)?.toString().includes(artworkId),
		);
		expect(new Set([...isTold, files.size > isTold.length]).size).toBe(1);
		return isTold[0] === true;
	},
	'Query.liveRenders': async ({ liveRenderId }, who, { ask }) => {
		const { liveRenders } = await ask<{ liveRenders: readonly { id: string }[] }>('{ liveRenders { id } }', {}, who);
		return liveRenders.some(({ id }) => id === liveRenderId);
	},
	'Artwork.remixes': async ({ artworkId }, who, { parentId, ask }) => {
		const document = 'query ($id: ID!) { artwork(id: $id) { remixes { id } } }';
		const { artwork } = await ask<{ artwork: { remixes: readonly { id: string }[] } }>(document, { id: parentId }, who);
		return artwork.remixes.some(({ id }) => id === artworkId);
	},
	'FamilyMember.artwork': async ({ artworkId, childId }, who, { parentId, ask }) => {
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
	'Artwork.parents': async ({ artworkId, childId: id }, who, { ask }) => {
		const document = 'query ($id: ID!) { artwork(id: $id) { parents { id } } }';
		const { artwork } = await ask<{ artwork: { parents: readonly { id: string }[] } }>(document, { id }, who);
		return artwork.parents.some((parent) => parent.id === artworkId);
	},
};

/** What is shown on the page of its person. */
export const pageWays: Readonly<Record<string, Way>> = {
	'User.artworks': async ({ artworkId }, who, { owner, ask }) => {
		const document = 'query ($handle: String!) { user(handle: $handle) { artworks { edges { node { id } } } } }';
		const { user } = await ask<{ user: { artworks: Connection } }>(document, { handle: owner.handle }, who);
		return idsOf(user.artworks).includes(artworkId);
	},
};

/** What leaves the gallery: it is made as for nobody, whoever asks. */
export const publicWays: Readonly<Record<string, Way>> = {
	'feeds of the gallery, its person and its tag': async ({ artworkId }, who, { owner, api }) => {
		const paths = ['gallery', `people/${owner.handle}`, 'tags/matrix'];
		const seen = await Promise.all(paths.map((path) => inFeed(api, path, artworkId, who)));
		expect(new Set(seen).size).toBe(1);
		return seen[0] === true;
	},
	'the feed of a collection': ({ artworkId, collectionId }, who, { api }) =>
		inFeed(api, `collections/${collectionId}`, artworkId, who),
	'a collection in a frame': async ({ collectionId, artworkId }, who, { api }) => {
		const answer = await fetch(`${api.url}/embeds/collections/${collectionId}`, { headers: headersOf(who) });
		expect(answer.status).toBe(200);
		return (await answer.text()).includes(artworkId);
	},
	// The picture is alone in it: there is a card as long as it can stand on it.
	'the card of a collection': async ({ collectionId: id }, who, { api, ask }) => {
		const document = 'query ($id: ID!) { collection(id: $id) { sharingCard { url } } }';
		const { collection } = await ask<{ collection: { sharingCard: { url: string } | null } }>(document, { id }, who);
		if (!collection.sharingCard) return false;
		return (await fetch(api.url + collection.sharingCard.url, { headers: headersOf(who) })).status === 200;
	},
};

/** Whether an artwork is named in a feed, in both of its formats. */
async function inFeed(api: TestApi, path: string, artworkId: string, who: Who): Promise<boolean> {
	const texts = ['atom', 'json'].map(async (format) => {
		const answer = await fetch(`${api.url}/feeds/${path}.${format}`, { headers: headersOf(who) });
		expect(answer.status).toBe(200);
		return (await answer.text()).includes(artworkId);
	});
	const [atom, json] = await Promise.all(texts);
	expect(atom).toBe(json);
	return atom === true;
}

/** What is its person's alone. */
export const ownWays: Readonly<Record<string, Way>> = {
	'Subscription.collectionEvents': async ({ ownCollectionId: id }, who, { api }) => {
		const events = api.subscribe('subscription ($id: ID!) { collectionEvents(id: $id) { seq } }', { id }, who);
		try {
			const answer: Answer = (await events.next()).value ?? {};
			if (!answer.errors) return dataOf(answer)['collectionEvents'] !== null;
			expect(answer.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
			return false;
		} finally {
			await events.return();
		}
	},
	'OwnRenderEdge.node': async ({ renderId, liveRenderId }, who, { owner, ask }) => {
		const document =
			'query ($handle: String!) { user(handle: $handle) { renders(first: 100) { edges { node { id } } } } }';
		const { user } = await ask<{ user: { renders: Connection | null } }>(document, { handle: owner.handle }, who);
		const ids = user.renders ? idsOf(user.renders) : [];
		expect(ids.includes(renderId)).toBe(ids.includes(liveRenderId));
		return ids.includes(renderId);
	},
};
