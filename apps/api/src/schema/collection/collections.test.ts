/** @file Collections over the API: what a curator does, what each failure says, and with how few statements a page comes. */
import { disposableDatabase } from '@galatea/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf, type Member, startTestApi, type TestApi } from '../../testing.ts';
import { type DatabaseProxy, databaseProxy } from '../../testing-database-proxy.ts';
import { publishWithFiles } from '../../testing-hung.ts';

let database: Awaited<ReturnType<typeof disposableDatabase>>;
let proxy: DatabaseProxy;
let api: TestApi;
let curator: Member;
let artist: Member;
let works: readonly string[];

beforeAll(async () => {
	database = await disposableDatabase();
	proxy = await databaseProxy(database.url);
	api = await startTestApi({ databaseUrl: proxy.url });
	curator = await api.member();
	artist = await api.member();
	const published = [];
	for (let index = 0; index < 3; index++)
		published.push((await publishWithFiles(api, artist, { remixOfArtworkId: null, visibility: 'PUBLIC' })).artworkId);
	works = published;
});
afterAll(async () => {
	await api[Symbol.asyncDispose]();
	await proxy[Symbol.asyncDispose]();
	await database[Symbol.asyncDispose]();
});

type Answer = Readonly<Record<string, unknown>> & { readonly __typename: string; readonly code?: string };

/** What one mutation answers; `selection` is of its success. */
async function change(mutation: string, selection: string, who: Member | string | undefined): Promise<Answer> {
	const document = `mutation { it: ${mutation} { __typename ... on Failure { code } ${selection} } }`;
	return dataOf(await api.query(document, {}, who))['it'] as Answer;
}

const collectionOf = '... on CollectionSuccess { seq collection { id slug viewerRole itemCount viewerFollows } }';
const itemOf = '... on CollectionItemSuccess { changed item { id note } }';

async function newCollection(
	title: string,
	who: Member = curator,
): Promise<{ readonly id: string; readonly slug: string }> {
	const made = await change(`createCollection(input: { title: "${title}" })`, collectionOf, who);
	return made['collection'] as { readonly id: string; readonly slug: string };
}

async function add(collectionId: string, artworkId: string, who: Member | string | undefined = curator) {
	const answer = await change(
		`addToCollection(collectionId: "${collectionId}", artworkId: "${artworkId}")`,
		itemOf,
		who,
	);
	return answer as Answer & { readonly item: { readonly id: string } };
}

const shelf = /* GraphQL */ `
	query ($handle: String!, $slug: String!, $first: Int) {
		collectionAt(handle: $handle, slug: $slug) {
			title slug itemCount covers { id } owner { handle } curators { role user { handle } }
			items(first: $first) {
				edges { node { id note addedBy { handle } artwork { id collectionCount viewerCollectionCount publishedBy { handle } } } }
			}
			revisions { seq kind actor { handle } artwork { id } note restoredSeq undoes undoneBy viewerCanUndo }
		}
	}
`;

interface Shelf {
	readonly items: {
		readonly edges: readonly { readonly node: { readonly id: string; readonly artwork: { readonly id: string } } }[];
	};
	readonly revisions: readonly { readonly seq: number; readonly kind: string }[];
}

async function look(slug: string, who?: Member): Promise<Shelf | null> {
	const variables = { handle: curator.handle, slug, first: 100 };
	return dataOf(await api.query(shelf, variables, who))['collectionAt'] as Shelf | null;
}

const orderOf = (found: Shelf | null) => found?.items.edges.map(({ node }) => node.artwork.id);

test('a curator gathers, arranges, annotates and takes a change back; everybody sees it at its address', async () => {
	const { id, slug } = await newCollection('Night pieces');
	expect(slug).toBe('night-pieces');
	const items = [];
	for (const work of works) items.push((await add(id, work)).item.id);
	expect(await add(id, works[0] ?? '')).toMatchObject({ changed: false });
	const inIt = `collectionId: "${id}", itemId: "${items[2]}"`;
	expect(await change(`moveInCollection(${inIt})`, itemOf, curator)).toMatchObject({ changed: true });
	expect(await change(`annotateInCollection(${inIt}, note: "First of all")`, itemOf, curator)).toMatchObject({
		item: { note: 'First of all' },
	});
	expect(orderOf(await look(slug))).toEqual([works[2], works[0], works[1]]);
	const seen = await look(slug);
	expect(seen).toMatchObject({
		title: 'Night pieces',
		itemCount: 3,
		owner: { handle: curator.handle },
		covers: [{ id: works[2] }, { id: works[0] }, { id: works[1] }],
		revisions: [],
	});
	const own = await look(slug, curator);
	expect(own?.revisions.map(({ kind }) => kind)).toEqual([
		'NOTE_CHANGED',
		'ITEM_MOVED',
		'ITEM_ADDED',
		'ITEM_ADDED',
		'ITEM_ADDED',
		'CREATED',
	]);
	const undone = await change(`undoInCollection(collectionId: "${id}", seq: 5)`, collectionOf, curator);
	expect(undone).toMatchObject({ seq: 7, collection: { id } });
	expect(orderOf(await look(slug))).toEqual(works);
	expect(
		await change(`undoInCollection(collectionId: "${id}", seq: 4)`, '... on ChangedSince { restingSeqs }', curator),
	).toMatchObject({ code: 'CHANGED_SINCE', restingSeqs: [6] });
	const restored = `restoreCollectionState(collectionId: "${id}", seq: 3)`;
	const restoredOf = '... on RestoreCollectionStateSuccess { seq leftOut collection { itemCount } }';
	expect(await change(restored, restoredOf, curator)).toMatchObject({
		seq: 8,
		leftOut: 0,
		collection: { itemCount: 2 },
	});
	expect((await look(slug, curator))?.revisions.slice(0, 3)).toMatchObject([
		{ seq: 8, restoredSeq: 3, undoneBy: null, viewerCanUndo: true, artwork: null },
		{ seq: 7, undoes: 5, artwork: { id: works[2] } },
		{ seq: 6, note: 'First of all', viewerCanUndo: true, actor: { handle: curator.handle } },
	]);
	await change(`undoInCollection(collectionId: "${id}", seq: 8)`, collectionOf, curator);
	expect(orderOf(await look(slug))).toEqual(works);
	await change(`updateCollection(input: { id: "${id}", slug: "night" })`, collectionOf, curator);
	expect(await look('night-pieces')).toMatchObject({ slug: 'night' });
});

test('sections are made, filled, arranged and taken back; items say in which they stand', async () => {
	const { id, slug } = await newCollection('In sections');
	const items: string[] = [];
	for (const work of works) items.push((await add(id, work)).item.id);
	const inIt = `collectionId: "${id}"`;
	const sectionOf = '... on CollectionSectionSuccess { seq section { id title } collection { sections { title } } }';
	const addSection = async (title: string) => {
		const answer = await change(`addCollectionSection(${inIt}, title: "${title}")`, sectionOf, curator);
		return answer as Answer & { readonly section: { readonly id: string } };
	};
	const { section: day } = await addSection('Day');
	const { section: night } = await addSection('Night');
	const into = `moveToCollectionSection(${inIt}, itemIds: ["${items[0]}"], sectionId: "${night.id}")`;
	expect(await change(into, collectionOf, curator)).toMatchObject({ seq: 7 });
	expect(await change(into, collectionOf, artist)).toMatchObject({ code: 'NOT_ALLOWED' });
	const first = `moveInCollection(${inIt}, itemId: "${items[2]}", sectionId: "${night.id}")`;
	expect(await change(first, itemOf, curator)).toMatchObject({ changed: true });
	expect(await change(`moveCollectionSection(${inIt}, sectionId: "${night.id}")`, sectionOf, curator)).toMatchObject({
		collection: { sections: [{ title: 'Night' }, { title: 'Day' }] },
	});
	const rename = `renameCollectionSection(${inIt}, sectionId: "${night.id}", title: "Dusk")`;
	expect(await change(rename, sectionOf, curator)).toMatchObject({ section: { title: 'Dusk' } });
	expect(await change(`removeCollectionSection(${inIt}, sectionId: "${day.id}")`, collectionOf, curator)).toMatchObject(
		{
			seq: 11,
		},
	);
	const document = `query { collection(id: "${id}") {
		sections { title } items(first: 10) { edges { node { section { title } artwork { id } } } }
		revisions(first: 7) { kind sectionTitle } } }`;
	const seen = dataOf(await api.query(document, {}, curator))['collection'];
	expect(seen).toEqual({
		sections: [{ title: 'Dusk' }],
		items: {
			edges: [
				{ node: { section: null, artwork: { id: works[1] } } },
				{ node: { section: { title: 'Dusk' }, artwork: { id: works[2] } } },
				{ node: { section: { title: 'Dusk' }, artwork: { id: works[0] } } },
			],
		},
		revisions: [
			{ kind: 'SECTION_REMOVED', sectionTitle: 'Day' },
			{ kind: 'SECTION_RENAMED', sectionTitle: 'Dusk' },
			{ kind: 'SECTION_MOVED', sectionTitle: 'Night' },
			{ kind: 'ITEM_MOVED', sectionTitle: null },
			{ kind: 'ITEM_MOVED', sectionTitle: null },
			{ kind: 'SECTION_ADDED', sectionTitle: 'Night' },
			{ kind: 'SECTION_ADDED', sectionTitle: 'Day' },
		],
	});
	await change(`undoInCollection(${inIt}, seq: 11)`, collectionOf, curator);
	expect((await look(slug, curator))?.revisions[0]).toMatchObject({ kind: 'SECTION_ADDED', undoes: 11 });
	await change(`deleteCollection(id: "${id}")`, '', curator);
});

test('what stands against a change is told by its code', async () => {
	const { id } = await newCollection('Codes');
	const guest = (await api.guest()).token;
	const [work = ''] = works;
	expect(await add(id, work, guest)).toMatchObject({ code: 'NOT_SIGNED_IN' });
	expect(await add(id, work, artist)).toMatchObject({ code: 'NOT_ALLOWED' });
	expect(await add(id, 'art_none')).toMatchObject({ code: 'NOT_FOUND' });
	expect(await add('col_none', work)).toMatchObject({ code: 'NOT_FOUND' });
	expect(await change(`createCollection(input: { title: "x", slug: "codes" })`, '', curator)).toMatchObject({
		code: 'SLUG_TAKEN',
	});
	expect(
		await change('createCollection(input: { title: "" })', '... on InvalidInput { issues { path } }', curator),
	).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'title' }] });
	const { item } = await add(id, work);
	await change(`withdrawFromCollection(collectionId: "${id}", artworkId: "${work}")`, '', artist);
	expect(await add(id, work)).toMatchObject({ code: 'COLLECTING_REFUSED' });
	expect(await change(`moveInCollection(collectionId: "${id}", itemId: "${item.id}")`, '', curator)).toMatchObject({
		code: 'NOT_FOUND',
	});
	expect(await change(`undoInCollection(collectionId: "${id}", seq: 2)`, '', curator)).toMatchObject({
		code: 'CHANGED_SINCE',
	});
});

test('many are put in, moved and taken out by one request each', async () => {
	const { id, slug } = await newCollection('Many');
	const ids = (values: readonly string[]) => JSON.stringify(values);
	const addMany = `addManyToCollection(collectionId: "${id}", artworkIds: ${ids([...works, 'art_none'])})`;
	const outcome = '... on AddManySuccess { added kept refused collection { itemCount } }';
	expect(await change(addMany, outcome, curator)).toMatchObject({
		added: 3,
		kept: 0,
		refused: 1,
		collection: { itemCount: 3 },
	});
	expect(await change(addMany, outcome, curator)).toMatchObject({ added: 0, kept: 3, refused: 1 });
	expect(await change(addMany, outcome, artist)).toMatchObject({ code: 'NOT_ALLOWED' });
	const items: string[] = [];
	for (const work of works) items.push((await add(id, work)).item.id);
	const moveMany = `moveManyInCollection(collectionId: "${id}", itemIds: ${ids(items.slice(1))})`;
	expect(await change(moveMany, collectionOf, curator)).toMatchObject({ collection: { itemCount: 3 } });
	expect(orderOf(await look(slug))).toEqual([works[1], works[2], works[0]]);
	const none = `moveManyInCollection(collectionId: "${id}", itemIds: [])`;
	expect(await change(none, '... on InvalidInput { issues { path } }', curator)).toMatchObject({
		code: 'INVALID_INPUT',
		issues: [{ path: 'itemIds' }],
	});
	const removeMany = `removeManyFromCollection(collectionId: "${id}", itemIds: ${ids(items.slice(0, 2))})`;
	expect(await change(removeMany, collectionOf, curator)).toMatchObject({ collection: { itemCount: 1 } });
	expect(await change(removeMany, collectionOf, curator)).toMatchObject({ code: 'NOT_FOUND' });
	await change(`deleteCollection(id: "${id}")`, '', curator);
});

test('a private collection is kept with others, followed by nobody else, and handed over', async () => {
	const { id, slug } = await newCollection('Together');
	await change(`updateCollection(input: { id: "${id}", visibility: PRIVATE })`, '', curator);
	expect(await look(slug, artist)).toBeNull();
	const role = (name: string) =>
		change(`setCurator(collectionId: "${id}", handle: "${artist.handle}", role: ${name})`, collectionOf, curator);
	await role('CONTRIBUTOR');
	expect(await look(slug, artist)).toMatchObject({
		curators: [{ role: 'CONTRIBUTOR', user: { handle: artist.handle } }],
	});
	expect(await add(id, works[0] ?? '', artist)).toMatchObject({ changed: true });
	expect(await role('OWNER')).toMatchObject({ code: 'NOT_ALLOWED' });
	await role('EDITOR');
	expect(await role('OWNER')).toMatchObject({ collection: { viewerRole: 'EDITOR' } });
	expect(await change(`leaveCollection(collectionId: "${id}")`, '', curator)).toMatchObject({
		__typename: 'LeaveCollectionSuccess',
	});
	expect(await look(slug, curator)).toBeNull();
	expect(await change(`followCollection(id: "${id}", follows: true)`, '', curator)).toMatchObject({
		code: 'NOT_FOUND',
	});
});

test('a page of a collection takes as many statements for three items as for one, and no more than thirteen', async () => {
	const one = await newCollection('One');
	await add(one.id, works[0] ?? '');
	const three = await newCollection('Three');
	for (const work of works) await add(three.id, work);
	const statements = async (slug: string) => {
		await look(slug);
		const before = proxy.statements;
		await look(slug);
		return proxy.statements - before;
	};
	const [few, more] = [await statements(one.slug), await statements(three.slug)];
	expect(more).toBe(few);
	expect(more).toBeLessThanOrEqual(13);
});

test('the collections of a person, of an artwork and of the gallery are listed, the last tended first', async () => {
	const document = /* GraphQL */ `
		query ($handle: String!, $work: ID!) {
			collections(title: "three") { edges { node { title } } }
			found: collections(words: "threes -nothing") { edges { node { title } } }
			user(handle: $handle) { collections { edges { node { title } } } openCollections { edges { node { title } } } }
			artwork(id: $work) { collectionCount collections { edges { node { title } } } viewerCollectPermission }
		}
	`;
	const data = dataOf(await api.query(document, { handle: curator.handle, work: works[2] }, curator));
	expect(data).toMatchObject({
		collections: { edges: [{ node: { title: 'Three' } }] },
		found: { edges: [{ node: { title: 'Three' } }] },
		artwork: {
			collectionCount: 2,
			collections: { edges: [{ node: { title: 'Three' } }, { node: { title: 'Night pieces' } }] },
			viewerCollectPermission: 'ALLOWED',
		},
	});
	expect(data['user']).toMatchObject({
		collections: { edges: [{ node: { title: 'Three' } }, { node: { title: 'One' } }, {}, {}] },
	});
	const others = dataOf(await api.query(document, { handle: curator.handle, work: works[2] }, undefined));
	expect(others).toMatchObject({
		user: { openCollections: null },
		artwork: { viewerCollectPermission: 'MEMBERS_ONLY' },
	});
});

test('what a member submits is seen by them and the curators alone, and an accepted work is shown', async () => {
	const { id, slug } = await newCollection('A call');
	await change(`updateCollection(input: { id: "${id}", addPolicy: REVIEW })`, '', curator);
	const submission = '... on SubmissionSuccess { seq submission { id state words reason submittedBy { handle } } }';
	const submit = (work: string, who: Member) =>
		change(`submitToCollection(collectionId: "${id}", artworkId: "${work}", words: "Mine")`, submission, who);
	const made = await submit(works[0] ?? '', artist);
	expect(made).toMatchObject({
		submission: { state: 'WAITING', words: 'Mine', submittedBy: { handle: artist.handle } },
	});
	await submit(works[1] ?? '', artist);
	const queue = /* GraphQL */ `
		query ($id: ID!) {
			collection(id: $id) {
				viewerCanSubmit submissionCount
				submissions { edges { node { id artwork { id } } } }
				viewerSubmissions { edges { node { state reason } } }
			}
		}
	`;
	const seenBy = async (who: Member | undefined) => dataOf(await api.query(queue, { id }, who))['collection'];
	const none = { viewerCanSubmit: false, submissionCount: null, submissions: null, viewerSubmissions: { edges: [] } };
	expect(await seenBy(undefined)).toEqual(none);
	expect(await seenBy(await api.member())).toEqual({ ...none, viewerCanSubmit: true });
	expect(await seenBy(curator)).toMatchObject({
		viewerCanSubmit: false,
		submissionCount: 2,
		submissions: { edges: [{ node: { artwork: { id: works[0] } } }, { node: { artwork: { id: works[1] } } }] },
	});
	const [first, second] = ((await seenBy(curator)) as Queue).submissions.edges.map(({ node }) => node.id);
	const decide = (subject = '', accepts = true) =>
		change(`decideSubmission(id: "${subject}", accepts: ${accepts}, reason: "Because")`, submission, curator);
	expect(await decide(first)).toMatchObject({ seq: 3, submission: { state: 'ACCEPTED' } });
	expect(await decide(first)).toMatchObject({ code: 'SUBMISSION_DECIDED' });
	expect(await decide(second, false)).toMatchObject({ seq: null, submission: { state: 'DECLINED' } });
	expect(await submit(works[0] ?? '', artist)).toMatchObject({ code: 'ALREADY_COLLECTED' });
	expect(await change(`withdrawSubmission(id: "${second}")`, '', artist)).toMatchObject({ code: 'SUBMISSION_DECIDED' });
	expect(await seenBy(artist)).toMatchObject({
		viewerSubmissions: { edges: [{ node: { state: 'DECLINED', reason: 'Because' } }, { node: { state: 'ACCEPTED' } }] },
	});
	expect(orderOf(await look(slug))).toEqual([works[0]]);
});

test('a link makes whoever has it a curator until it is used up or revoked, and says so afterwards', async () => {
	const { id, slug } = await newCollection('By link');
	await change(`updateCollection(input: { id: "${id}", visibility: PRIVATE })`, '', curator);
	const made = '... on CreateInvitationSuccess { token invitation { id role uses maximumUses } }';
	const invite = (role: string, who = curator) =>
		change(`createInvitation(collectionId: "${id}", role: ${role}, days: 7, maximumUses: 1)`, made, who);
	expect(await invite('OWNER')).toMatchObject({ code: 'NOT_ALLOWED' });
	const { token } = await invite('EDITOR');
	const offer = /* GraphQL */ `
		query ($token: String!) { invitation(token: $token) { title role state owner { handle } collection { id } } }
	`;
	const says = async (who?: Member) => dataOf(await api.query(offer, { token }, who))['invitation'];
	const open = { title: 'By link', role: 'EDITOR', state: 'OPEN', owner: { handle: curator.handle }, collection: null };
	expect(await says()).toEqual(open);
	const guest = (await api.guest()).token;
	const accept = (who: Member | string) => change(`acceptInvitation(token: "${token}")`, collectionOf, who);
	expect(await accept(guest)).toMatchObject({ code: 'NOT_SIGNED_IN' });
	expect(await accept(artist)).toMatchObject({ collection: { id, viewerRole: 'EDITOR' } });
	expect(await accept(await api.member())).toMatchObject({ code: 'INVITATION_USED_UP' });
	expect(await says(artist)).toEqual({ ...open, state: 'USED_UP', collection: { id } });
	await invite('VIEWER');
	const list = 'query ($id: ID!) { collection(id: $id) { invitations { id role uses maximumUses } } }';
	const invitations = async (who: Member) =>
		(dataOf(await api.query(list, { id }, who))['collection'] as Invited).invitations;
	expect(await invitations(artist)).toEqual([]);
	const [left] = await invitations(curator);
	expect(left).toMatchObject({ role: 'VIEWER', uses: 0, maximumUses: 1 });
	await change(`revokeInvitation(id: "${left?.id}")`, '', curator);
	expect(await invitations(curator)).toEqual([]);
	expect(await look(slug, artist)).toMatchObject({ curators: [{ role: 'EDITOR' }] });
});

interface Invited {
	readonly invitations: readonly { readonly id: string }[];
}

interface Queue {
	readonly submissions: { readonly edges: readonly { readonly node: { readonly id: string } }[] };
}
