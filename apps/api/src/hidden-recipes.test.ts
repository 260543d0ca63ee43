/**
 * @file Who may know how a picture was made, as a matrix: every role × an open and a hidden recipe, over every way that
 * tells something of a recipe. The recipe has a word that is nowhere else, and answers are searched for it.
 */
import { encodeAnimation, encodeOriginal, encodePreview } from '@galatea/pictures';
import { printRecipe } from '@galatea/render';
import { writePictureXmp } from '@galatea/render/metadata';
import { publishRender, updateArtwork } from '@galatea/store/artworks';
import { saveBlob } from '@galatea/store/files';
import { savePictureEmbedding, saveSuggestedTags, useEmbeddingSpace } from '@galatea/store/meaning';
import {
	finishStepInside,
	finishVideo,
	getRender,
	requestStepInside,
	requestVideo,
	takeStepInside,
	workerBeat,
} from '@galatea/store/renders';
import { createComment } from '@galatea/store/talk';
import { getNamedType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { schema } from './schema/index.ts';
import { type Answer, headersOf, type Member, startTestApi, type TestApi } from './testing.ts';
import { type HandWorker, runningRender } from './testing-worker.ts';

type Who = string | Member | undefined;

interface Hung {
	readonly artworkId: string;
	readonly renderId: string;
	readonly commentId: string;
	/** Its original and its video. */
	readonly files: readonly string[];
	/** In progress. */
	readonly live: HandWorker;
	/** Made from it, with an open recipe. */
	readonly childId: string;
}

const secret = 'apple';
const kinds = ['OPEN', 'HIDDEN'] as const;
let api: TestApi;
let owner: Member;
let parentId: string;
const people: Record<string, Who> = {};
const hung = {} as Record<(typeof kinds)[number], Hung>;

beforeAll(async () => {
	api = await startTestApi();
	owner = await api.member();
	Object.assign(people, {
		nobody: undefined,
		guest: (await api.guest()).token,
		member: await api.member(),
		moderator: await api.member('MODERATOR'),
		admin: await api.member('ADMIN'),
		owner,
	});
	parentId = (await publish({ prompt: 'a tree', recipeHidden: false })).id;
	for (const kind of kinds) hung[kind] = await hang(kind === 'HIDDEN');
});
afterAll(() => api[Symbol.asyncDispose]());

async function hang(recipeHidden: boolean): Promise<Hung> {
	const { id, renderId, files } = await publish({
		prompt: `a red ${secret}`,
		recipeHidden,
		remixOfArtworkId: parentId,
	});
	const viewer = { userId: owner.userId, role: 'MEMBER' } as const;
	const comment = await createComment(api.store, { subjectId: id, text: 'Said of it' }, viewer);
	const child = await publish({ prompt: 'a fish', recipeHidden: false, remixOfArtworkId: id });
	const live = await runningRender(api.store, { userId: owner.userId, prompt: `a green ${secret}`, recipeHidden });
	await live.progress(1);
	await makeInside(live.renderId);
	return { artworkId: id, renderId, commentId: comment.id, files, live, childId: child.id };
}

/** Somebody has looked inside its first step. */
async function makeInside(renderId: string): Promise<void> {
	const { store } = api;
	const worker = { workerName: 'hand', packIds: ['starter'] };
	await workerBeat(store, { name: 'hand', provider: 'cpu', device: 'cpu', engineVersion: 1, packIds: ['starter'] });
	await requestStepInside(store, { renderId, step: 1 }, []);
	const wanted = await takeStepInside(store, worker);
	expect(wanted).toEqual({ renderId, step: 1 });
	const image = { key: '0'.repeat(64), width: 8, height: 8, mimeType: 'image/webp', thumbhash: 'dGh1' };
	await finishStepInside(store, { renderId, step: 1 }, 'hand', {
		...{ loss: 1, terms: [{ term: 0, loss: 1 }], losses: [], movedDistance: 1, movedShare: 1, codesAcross: 1 },
		...{ codesDown: 1, codes: [1], cutoutCount: 0, cutouts: [], sheetColumns: 8, tiles: null },
		...{ latent: image, picture: image, heat: image, sheet: image },
	});
}

/** With real files, which say their recipe. */
async function publish(given: {
	readonly prompt: string;
	readonly recipeHidden: boolean;
	readonly remixOfArtworkId?: string;
}) {
	const { userId } = owner;
	const { renderId, ...worker } = await running(given);
	const picture = { width: 16, height: 16, data: new Uint8Array(3 * 16 * 16).fill(120) };
	const recipe = printRecipe((await getRender(api.store, renderId))?.recipe as Parameters<typeof printRecipe>[0]);
	const { bytes } = await encodeOriginal(picture, { recipe, description: given.prompt, run: renderId });
	const small = await encodePreview(picture, { maximumEdgePx: 8, quality: 60 });
	await worker.finish(
		bytes,
		await saveBlob(api.store, new TextEncoder().encode(`film of ${renderId}`), 'bin'),
		small.bytes,
	);
	await requestVideo(api.store, renderId);
	const xmp = writePictureXmp({ recipe, description: renderId });
	const video = await encodeAnimation([picture], { frameMs: 40, lastFrameMs: 40, quality: 60, xmp });
	const webpKey = await saveBlob(api.store, video.bytes, 'webp');
	await finishVideo(api.store, renderId, { webpKey, mp4Key: null });
	const { recipeHidden } = given;
	const artwork = await publishRender(api.store, { renderId, title: 'Untold', userId, recipeHidden });
	const name = { perceptor: 'hand', hash: 'ef'.repeat(32), version: 1, dimension: 1, profileLength: 1 };
	const { id: spaceId } = await useEmbeddingSpace(api.store, name);
	const embedding = { vector: Float32Array.of(1), profile: Float32Array.of(1), mean: 0, deviation: 1 };
	await savePictureEmbedding(api.store, spaceId, artwork.image.key, embedding);
	await saveSuggestedTags(api.store, spaceId, artwork.image.key, [{ tag: secret, confidence: 3 }], 1);
	return { id: artwork.id, renderId, files: [artwork.image.key, webpKey] };
}

async function running({ prompt, remixOfArtworkId }: { readonly prompt: string; readonly remixOfArtworkId?: string }) {
	const worker = await runningRender(api.store, {
		userId: owner.userId,
		prompt,
		remixOfArtworkId: remixOfArtworkId ?? null,
	});
	return {
		renderId: worker.renderId,
		finish: (png: Uint8Array, film: string, webp: Uint8Array) => worker.finish(100, png, film, webp),
	};
}

/** Everything that a recipe is told by. */
const recipe = 'recipe { hash prompt seed packId json terms { text } }';

async function ask(document: string, variables: Record<string, unknown>, who: Who): Promise<string> {
	const answer = await api.query(document, variables, who);
	expect(answer.errors).toBeUndefined();
	return JSON.stringify(answer);
}

const isMember = (who: Who) => typeof who === 'object';

const idsIn = (text: string, id: string) => text.includes(id);

async function bytesOf(path: string, who: Who): Promise<Buffer> {
	const response = await fetch(api.url + path, { headers: headersOf(who) });
	expect(response.status).toBe(200);
	return Buffer.from(await response.arrayBuffer());
}

/** Does it tell the recipe? Those without a dot are not GraphQL fields. */
const ways: Readonly<Record<string, (picture: Hung, who: Who) => Promise<boolean>>> = {
	'Artwork.recipe': async ({ artworkId: id }, who) =>
		(await ask(`query ($id: ID!) { artwork(id: $id) { ${recipe} } }`, { id }, who)).includes(secret),
	'Render.recipe': async ({ renderId: id }, who) =>
		(await ask(`query ($id: ID!) { render(id: $id) { ${recipe} artwork { ${recipe} } } }`, { id }, who)).includes(
			secret,
		),
	'by node': async ({ artworkId, renderId }, who) => {
		const document = `query ($a: ID!, $b: ID!) {
			a: node(id: $a) { ... on Artwork { ${recipe} } } b: node(id: $b) { ... on Render { ${recipe} } } }`;
		return (await ask(document, { a: artworkId, b: renderId }, who)).includes(secret);
	},
	'in the lists': async ({ artworkId }, who) => {
		const document = `query ($handle: String!) {
			artworks(first: 100) { edges { node { id ${recipe} } } }
			user(handle: $handle) { artworks { edges { node { id ${recipe} } } } }
		}`;
		const { data } = (await api.query(document, { handle: owner.handle }, who)) as unknown as { data: Lists };
		const told = [data.artworks, data.user.artworks].map(({ edges }) =>
			JSON.stringify(edges.find(({ node }) => node.id === artworkId)).includes(secret),
		);
		expect(new Set(told).size).toBe(1);
		return told[0] === true;
	},
	'by what narrows a list': async ({ artworkId }, who) => {
		const document = `{ a: artworks(first: 100, filter: { packId: "starter" }) { edges { node { id } } }
			b: artworks(first: 100, filter: { isRenderable: true }) { edges { node { id } } } }`;
		const { data } = (await api.query(document, {}, who)) as { data: Record<'a' | 'b', unknown> };
		const found = [data.a, data.b].map((list) => idsIn(JSON.stringify(list), artworkId));
		expect(new Set(found).size).toBe(1);
		return found[0] === true;
	},
	'by what is suggested as tags': async ({ artworkId: id }, who) => {
		const told = await ask('query ($id: ID!) { artwork(id: $id) { suggestedTags { tag } } }', { id }, who);
		const vote = `mutation ($id: ID!) { voteOnTag(artworkId: $id, tag: "${secret}") { __typename } }`;
		expect((await ask(vote, { id }, who)).includes('"NotFound"')).toBe(!told.includes(secret) && isMember(who));
		return told.includes(secret);
	},
	'in the family': async ({ artworkId, childId }, who) => {
		const document = `query ($id: ID!) { artwork(id: $id) {
			parents { ${recipe} } remixes { ${recipe} } family { members { artwork { ${recipe} } } } } }`;
		const told = [];
		for (const id of [artworkId, childId]) told.push((await ask(document, { id }, who)).includes(secret));
		expect(new Set(told).size).toBe(1);
		return told[0] === true;
	},
	'of what a comment is said': async ({ commentId: id }, who) =>
		(
			await ask(`query ($id: ID!) { node(id: $id) { ... on Comment { artwork { ${recipe} } } } }`, { id }, who)
		).includes(secret),
	'TermDifference.before': async ({ artworkId, childId }, who) => {
		const document = `query ($a: ID!, $b: ID!) { compareArtworks(beforeId: $a, afterId: $b) {
			before { id } isSameRecipe terms { before { subject } after { subject } } members { path before after } } }`;
		const answers = [
			await ask(document, { a: artworkId, b: childId }, who),
			await ask(document, { a: childId, b: artworkId }, who),
		];
		const told = answers.map((answer) => answer.includes(secret));
		expect(new Set(told).size).toBe(1);
		// The pictures themselves may be compared.
		for (const answer of answers) expect(answer.includes('"isSameRecipe":null')).toBe(!told[0]);
		return told[0] === true;
	},
	'Query.liveRenders': async ({ live }, who) => {
		const { data } = (await api.query(`{ liveRenders { id ${recipe} terms { term } } }`, {}, who)) as unknown as {
			data: Live;
		};
		const render = data.liveRenders.find(({ id }) => id === live.renderId);
		return JSON.stringify(render).includes(secret);
	},
	'RenderProgress.terms': async ({ live }, who) => {
		const document = `subscription ($id: ID!) { renderEvents(id: $id, afterSeq: 0) { __typename
			... on RenderSnapshot { render { ${recipe} terms { term } } } ... on RenderProgress { terms { term } } } }`;
		const events = api.subscribe(document, { id: live.renderId }, who);
		try {
			const snapshot: Answer = (await events.next()).value ?? {};
			const told = JSON.stringify(snapshot).includes(secret);
			for (;;) {
				const event = JSON.stringify((await events.next()).value);
				if (!event.includes('RenderProgress')) continue;
				expect(event.includes('"term":')).toBe(told);
				return told;
			}
		} finally {
			await events.return();
		}
	},
	'InsideFigures.terms': async ({ live: { renderId: id } }, who) =>
		(
			await ask(
				`query ($id: ID!) { render(id: $id) { inside(step: 1) {
					... on StepInsideSuccess { inside { figures { terms { term } } } } } } }`,
				{ id },
				who,
			)
		).includes('"term":'),
	'by a file': async ({ files }, who) => {
		const told = [];
		for (const key of files) told.push((await bytesOf(`/files/${key}`, who)).includes(secret));
		expect(new Set(told).size).toBe(1);
		return told[0] === true;
	},
	'by a download': async ({ artworkId }, who) => {
		const told = [];
		for (const format of ['png', 'webp', 'jpg', 'avif'])
			told.push((await bytesOf(`/downloads/${artworkId}.${format}`, who)).includes(secret));
		expect(new Set(told).size).toBe(1);
		return told[0] === true;
	},
	'by going on from there': async ({ renderId }, who) => {
		const document = `mutation ($id: ID!, $input: CreateRenderInput!) {
			forkRender(input: { renderId: $id, prompt: "a pear" }) { __typename ... on RemixRefused { reason } }
			createRender(input: $input) { __typename ... on RemixRefused { reason } ... on InvalidRecipe { message } }
		}`;
		const input = { prompt: 'a pear', steps: 120, initial: { kind: 'FORK', renderId, step: 50 } };
		const answer = await ask(document, { id: renderId, input }, who);
		const refusals = answer.split('RECIPE_HIDDEN').length - 1;
		expect([0, 2]).toContain(refusals);
		return refusals === 0;
	},
};

interface Lists {
	readonly artworks: { readonly edges: readonly { readonly node: { readonly id: string } }[] };
	readonly user: { readonly artworks: Lists['artworks'] };
}

interface Live {
	readonly liveRenders: readonly { readonly id: string }[];
}

const roles = ['nobody', 'guest', 'member', 'moderator', 'admin', 'owner'];

describe('a recipe that is hidden is told to its person alone, an open one to everybody:', () => {
	test.each(roles.flatMap((role) => kinds.map((kind) => [role, kind] as const)))('%s × %s', async (role, kind) => {
		if (role === 'nobody') await hung[kind].live.progress(1);
		const told: Record<string, boolean> = {};
		for (const [name, way] of Object.entries(ways)) told[name] = await way(hung[kind], people[role]);
		const expected = kind === 'OPEN' || role === 'owner';
		expect(told).toEqual(Object.fromEntries(Object.keys(ways).map((name) => [name, expected])));
	});
});

test('every field of the schema that leads to a recipe is in the matrix', () => {
	const leading = Object.values(schema.getTypeMap())
		.flatMap((type) => (isObjectType(type) && !type.name.startsWith('__') ? [type] : []))
		.flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })))
		.filter(({ field }) => ['Recipe', 'TermLoss', 'ComparedTerm'].includes(getNamedType(field.type).name))
		.map(({ type, field }) => `${type.name}.${field.name}`);
	// The others stand beside one that is in it, and come from the same value.
	const beside = ['Render.terms', 'TermDifference.after'];
	const known = Object.keys(ways).filter((name) => /\.(recipe|terms|before)$/.test(name));
	expect(leading.sort()).toEqual([...known, ...beside].sort());
});

test('who watches is told no more of a recipe from the moment on in which it is hidden, and sees the picture go on', async () => {
	const worker = await runningRender(api.store, { userId: owner.userId });
	const document =
		'subscription ($id: ID!) { renderEvents(id: $id) { __typename ... on RenderProgress { terms { term } } } }';
	const events = api.subscribe(document, { id: worker.renderId });
	await events.next();
	await worker.progress(1);
	expect((await events.next()).value).toMatchObject({ data: { renderEvents: { terms: [{ term: 0 }] } } });
	await api.query(
		'mutation ($id: ID!) { setRenderVisibility(id: $id, visibility: PUBLIC, recipeHidden: true) { __typename } }',
		{ id: worker.renderId },
		owner,
	);
	await worker.progress(2);
	expect((await events.next()).value).toEqual({ data: { renderEvents: { __typename: 'RenderProgress', terms: [] } } });
	await events.return();
});

test('a file tells its recipe again once that is open, and not under the mark of before', async () => {
	const { artworkId, files } = hung.HIDDEN;
	const address = `${api.url}/files/${files[0]}`;
	const before = await fetch(address);
	expect(before.headers.get('cache-control')).toBe('public, no-cache');
	const mark = { 'If-None-Match': before.headers.get('etag') ?? '', 'Cache-Control': '' };
	expect((await fetch(address, { headers: mark })).status).toBe(304);
	await updateArtwork(api.store, { id: artworkId, userId: owner.userId, recipeHidden: false });
	const after = await fetch(address, { headers: mark });
	expect([after.status, Buffer.from(await after.arrayBuffer()).includes(secret)]).toEqual([200, true]);
});
