/** @file For visibility.test.ts: what a program reads in the answer to a mutation, by the scope that the mutation takes. */
import type { AccessScope } from '@galatea/store/accounts';
import { expect } from 'vitest';
import { dataOf } from './testing.ts';
import type { Hung } from './testing-hung.ts';
import type { Gallery, Who } from './testing-ways.ts';

/** All that leads from a person to what is theirs alone. */
const personFields = /* GraphQL */ `
	email viewerIsThis accessTokens { name }
	artworks(first: 100) { edges { node { id } } }
	renders(first: 100) { edges { node { id } } }
`;

interface Person {
	readonly artworks: { readonly edges: readonly { readonly node: { readonly id: string } }[] };
}

/** What was read of the owner. */
interface Seen extends Person {
	/** Codes of the errors that came with it. */
	readonly refused: readonly string[];
	/** Whether what was changed leads to its artwork again; null where it does not. */
	readonly leadsBack: boolean | null;
	/** Of what was changed; undefined where it has none. */
	readonly recipe?: unknown;
}

interface Changed {
	readonly render?: { readonly requestedBy: Person; readonly artwork: unknown; readonly recipe: unknown };
	readonly artwork?: { readonly publishedBy: Person; readonly recipe: unknown };
	readonly comment?: { readonly author: Person; readonly artwork: unknown };
	readonly collection?: { readonly owner: Person };
	readonly user?: Person;
}

/** One mutation for each scope that a token can have besides READ, each of which changes nothing that others look at. */
const mutations: Readonly<Record<Exclude<AccessScope, 'READ'>, string>> = {
	RENDER: `cancelRender(id: $render) { ... on AlreadyFinished { render { recipe { hash } artwork { id } requestedBy { ${personFields} } } } }`,
	PUBLISH: `updateArtwork(input: { id: $artwork }) { ... on UpdateArtworkSuccess { artwork { recipe { hash } publishedBy { ${personFields} } } } }`,
	COMMENT: `createComment(input: { artworkId: $artwork, text: "Said by a program" }) { ... on CreateCommentSuccess { comment { artwork { id } author { ${personFields} } } } }`,
	COLLECT: `createCollection(input: { title: "Made by a program", visibility: PRIVATE }) { ... on CollectionSuccess { collection { owner { ${personFields} } } } }`,
	PROFILE: `updateProfile(input: {}) { ... on UpdateProfileSuccess { user { ${personFields} } } }`,
};

/** Does what a token may, and reads as far as the schema goes. */
export async function seenThrough(
	scope: Exclude<AccessScope, 'READ'>,
	{ artworkId, renderId }: Hung,
	who: Who,
	{ api }: Gallery,
): Promise<Seen> {
	const mutation = mutations[scope];
	const variables = { artwork: artworkId, render: renderId };
	const used = Object.keys(variables).filter((name) => mutation.includes(`$${name}`));
	const head = used.length > 0 ? `(${used.map((name) => `$${name}: ID!`).join(', ')})` : '';
	const answer = await api.query(`mutation ${head} { ${mutation} }`, variables, who);
	const [changed] = Object.values(dataOf(answer)) as readonly Changed[];
	const { render, artwork, comment, collection, user } = changed ?? {};
	const person = render?.requestedBy ?? artwork?.publishedBy ?? comment?.author ?? collection?.owner ?? user;
	expect(person).toBeDefined();
	const back = render ?? comment;
	return {
		...(person as Person),
		refused: (answer.errors ?? []).map(({ extensions }) => extensions.code),
		leadsBack: back ? back.artwork !== null : null,
		...((render ?? artwork) && { recipe: (render ?? artwork)?.recipe }),
	};
}
