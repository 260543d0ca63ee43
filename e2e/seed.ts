/**
 * @file What a test begins with, made by the API rather than by the pages: members, renders and artworks. Each is made for the
 * person of a browser, whose cookies go along. Specs about a form fill it instead.
 */
import { randomBytes } from 'node:crypto';
import { type APIRequestContext, expect } from '@playwright/test';

/** What a render is asked for with; the rest is as the gallery has it by default. */
export interface SeedRecipe {
	readonly prompt?: string;
	/** Width and height in pixels, unless one is given by itself. */
	readonly sizePx?: number;
	readonly widthPx?: number;
	readonly heightPx?: number;
	readonly steps?: number;
	/** A whole number in decimal digits; random when left out. */
	readonly seed?: string;
	/** The artwork that the recipe was taken from, which is credited. */
	readonly remixOf?: string;
}

/** What is said of a picture when it is published. */
export interface SeedArtwork extends SeedRecipe {
	/** One that no other test has when left out. */
	readonly title?: string;
	readonly tags?: readonly string[];
	readonly visibility?: 'PUBLIC' | 'UNLISTED' | 'FOLLOWERS' | 'MEMBERS' | 'PRIVATE';
	readonly recipeHidden?: boolean;
}

/** A published picture. */
export interface SeededArtwork {
	readonly id: string;
	/** The path of its page. */
	readonly path: string;
	readonly title: string;
	readonly renderId: string;
}

/** How long a machine under load may take to make a small picture. */
const renderTimeoutMs = 200_000;

/** Letters and digits that no other test has. */
export function uniqueWord(): string {
	return `${Date.now().toString(36)}${randomBytes(3).toString('hex')}`;
}

/** Sends an operation in the name of a browser's person. Throws where the answer has errors; resolves with its data. */
export async function ask<Data>(
	request: APIRequestContext,
	query: string,
	variables: Readonly<Record<string, unknown>> = {},
): Promise<Data> {
	const response = await request.post('/graphql', { data: { query, variables } });
	const { data, errors } = (await response.json()) as { readonly data?: Data; readonly errors?: unknown };
	if (errors !== undefined || data == null) throw new Error(`The gallery answered ${JSON.stringify(errors ?? data)}`);
	return data;
}

/** Makes an account and signs the browser in. */
export async function seedMember(
	request: APIRequestContext,
	account: { readonly handle: string; readonly email: string; readonly password: string },
): Promise<void> {
	const query = 'mutation ($input: SignUpInput!) { signUp(input: $input) { __typename } }';
	expect(await ask(request, query, { input: account })).toEqual({ signUp: { __typename: 'SignUpSuccess' } });
}

/** Asks for a render, which waits for the worker then; resolves with its id. */
export async function startRender(request: APIRequestContext, recipe: SeedRecipe = {}): Promise<string> {
	const { prompt = 'a red apple on a blue background', sizePx = 64, steps = 4, seed, remixOf } = recipe;
	const { widthPx = sizePx, heightPx = sizePx } = recipe;
	const { createRender } = await ask<{ createRender: { render?: { id: string } } }>(
		request,
		`mutation ($input: CreateRenderInput!) {
			createRender(input: $input) { __typename ... on CreateRenderSuccess { render { id } } }
		}`,
		{ input: { prompt, width: widthPx, height: heightPx, steps, seed, remixOf } },
	);
	if (!createRender.render) throw new Error(`The render was refused: ${JSON.stringify(createRender)}`);
	return createRender.render.id;
}

/** Several seeds of one recipe, as they were asked for together. */
export interface SeededBatch {
	readonly path: string;
	readonly renderIds: readonly string[];
}

/** Asks for small renders that differ in their seeds alone. */
export async function startBatch(
	request: APIRequestContext,
	count: number,
	{ prompt = 'a red apple', sizePx = 64, steps = 20, seed }: SeedRecipe = {},
): Promise<SeededBatch> {
	const { createRenderBatch } = await ask<{
		createRenderBatch: { batch?: { id: string; renders: readonly { id: string }[] } };
	}>(
		request,
		`mutation ($input: CreateRenderInput!, $count: Int!) {
			createRenderBatch(input: $input, count: $count) {
				__typename ... on CreateRenderBatchSuccess { batch { id renders { id } } }
			}
		}`,
		{ input: { prompt, width: sizePx, height: sizePx, steps, seed }, count },
	);
	const { batch } = createRenderBatch;
	if (!batch) throw new Error(`The batch was refused: ${JSON.stringify(createRenderBatch)}`);
	return { path: `/batches/${batch.id}`, renderIds: batch.renders.map(({ id }) => id) };
}

/** A render that is done; resolves with its id. */
export async function seedRender(request: APIRequestContext, recipe: SeedRecipe = {}): Promise<string> {
	const id = await startRender(request, recipe);
	const query = 'query ($id: ID!) { render(id: $id) { state } }';
	await expect
		.poll(async () => (await ask<{ render: { state: string } }>(request, query, { id })).render.state, {
			timeout: renderTimeoutMs,
			intervals: [100],
		})
		.toBe('DONE');
	return id;
}

/** Publishes a finished render; everybody may see it unless it says otherwise. */
export async function seedPublication(
	request: APIRequestContext,
	renderId: string,
	{ title = `Test picture ${uniqueWord()}`, tags, visibility, recipeHidden }: SeedArtwork = {},
): Promise<SeededArtwork> {
	const { publishRender } = await ask<{ publishRender: { artwork?: { id: string } } }>(
		request,
		`mutation ($id: ID!, $title: String!, $tags: [String!], $visibility: Visibility, $recipeHidden: Boolean) {
			publishRender(id: $id, title: $title, tags: $tags, visibility: $visibility, recipeHidden: $recipeHidden) {
				__typename
				... on PublishRenderSuccess { artwork { id } }
			}
		}`,
		{ id: renderId, title, tags, visibility, recipeHidden },
	);
	if (!publishRender.artwork) throw new Error(`The picture was refused: ${JSON.stringify(publishRender)}`);
	const { id } = publishRender.artwork;
	return { id, path: `/artworks/${id}`, title, renderId };
}

/** A small picture, rendered and published. */
export async function seedArtwork(request: APIRequestContext, artwork: SeedArtwork = {}): Promise<SeededArtwork> {
	return seedPublication(request, await seedRender(request, artwork), artwork);
}

/** A collection of the person of a browser. */
export interface SeededCollection {
	readonly id: string;
	readonly slug: string;
	/** The path of its page. */
	readonly path: string;
}

/** Makes a public collection and puts artworks into it, in their order and each with the note. */
export async function seedCollection(
	request: APIRequestContext,
	{
		title,
		artworkIds,
		note = '',
	}: { readonly title: string; readonly artworkIds: readonly string[]; readonly note?: string },
): Promise<SeededCollection> {
	const { createCollection } = await ask<{
		createCollection: { collection?: { id: string; slug: string; owner: { handle: string } } };
	}>(
		request,
		`mutation ($input: CreateCollectionInput!) {
			createCollection(input: $input) {
				__typename
				... on CollectionSuccess { collection { id slug owner { handle } } }
			}
		}`,
		{ input: { title } },
	);
	const { collection } = createCollection;
	if (!collection) throw new Error(`The collection was refused: ${JSON.stringify(createCollection)}`);
	const add = `mutation ($collectionId: ID!, $artworkId: ID!, $note: String) {
		addToCollection(collectionId: $collectionId, artworkId: $artworkId, note: $note) { __typename }
	}`;
	for (const artworkId of artworkIds)
		expect(await ask(request, add, { collectionId: collection.id, artworkId, note })).toEqual({
			addToCollection: { __typename: 'CollectionItemSuccess' },
		});
	return { id: collection.id, slug: collection.slug, path: `/@${collection.owner.handle}/c/${collection.slug}` };
}
