/** @file Reports, moderation and appeals over the API: who sees the queue and the log, and what the suspended may do. */
import { publishRender, updateArtwork } from '@galatea/store/artworks';
import { createReport, moderate } from '@galatea/store/moderation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf, type Member, startTestApi, type TestApi } from '../../testing.ts';
import { doneRender } from '../../testing-worker.ts';

let api: TestApi;
let artist: Member;
let reporter: Member;
let moderator: Member;

beforeAll(async () => {
	api = await startTestApi();
	artist = await api.member();
	reporter = await api.member();
	moderator = await api.member('MODERATOR');
});
afterAll(() => api[Symbol.asyncDispose]());

async function artwork(): Promise<string> {
	const { renderId } = await doneRender(api.store, { userId: artist.userId });
	return (await publishRender(api.store, { renderId, title: 'Apple', userId: artist.userId })).id;
}

const ask = async (document: string, variables: Record<string, unknown>, who: Member | string | undefined) =>
	dataOf(await api.query(document, variables, who));

const reportDocument = /* GraphQL */ `
	mutation ($id: ID!, $reason: ReportReason!, $words: String) {
		createReport(subjectId: $id, reason: $reason, words: $words) { __typename ... on Failure { code } }
	}
`;
const queueDocument = /* GraphQL */ `
	{
		reportQueue(first: 10) {
			edges { node {
				id count subject { __typename ... on Artwork { title } ... on User { handle } ... on Comment { text } }
				reports { reason words reporter { handle } } history { kind reason moderator { handle } }
			} }
			pageInfo { hasNextPage }
		}
		moderationLog(first: 5) { edges { node { kind label subject { __typename } } } }
		openAppeals { words appellant { handle } action { kind } }
	}
`;
const moderateDocument = /* GraphQL */ `
	mutation ($input: ModerateInput!) {
		moderate(input: $input) { __typename ... on ModerateSuccess { action { id kind } } ... on Failure { code } }
	}
`;

test('a report goes to the queue, a decision to the person, an appeal to another moderator, who takes it back', async () => {
	const id = await artwork();
	const report = { id, reason: 'OTHER', words: 'It is a pear' };
	expect(await ask(reportDocument, report, reporter)).toEqual({ createReport: { __typename: 'CreateReportSuccess' } });
	const { reportQueue } = (await ask(queueDocument, {}, moderator)) as {
		reportQueue: { edges: { node: { id: string } }[] };
	};
	expect(reportQueue.edges.find(({ node }) => node.id === id)?.node).toEqual({
		id,
		count: 1,
		subject: { __typename: 'Artwork', title: 'Apple' },
		reports: [{ reason: 'OTHER', words: 'It is a pear', reporter: { handle: reporter.handle } }],
		history: [],
	});
	const input = { subjectId: id, kind: 'HIDE', reason: 'A pear indeed', idempotencyKey: 'k' };
	const done = await ask(moderateDocument, { input }, moderator);
	expect(await ask(moderateDocument, { input }, moderator)).toEqual(done);
	const seen = 'query ($id: ID!) { artwork(id: $id) { hidden } }';
	expect(await ask(seen, { id }, reporter)).toEqual({ artwork: null });
	expect(await ask(seen, { id }, artist)).toEqual({ artwork: { hidden: true } });

	const decisions =
		'{ viewer { decisions { id kind reason label moderator { handle } viewerCanAppeal appeal { granted answer } } } }';
	const { viewer } = (await ask(decisions, {}, artist)) as { viewer: { decisions: { id: string }[] } };
	expect(viewer.decisions).toEqual([
		{
			id: expect.any(String),
			kind: 'HIDE',
			reason: 'A pear indeed',
			label: 'Apple',
			moderator: null,
			viewerCanAppeal: true,
			appeal: null,
		},
	]);
	const appeal =
		'mutation ($id: ID!) { createAppeal(actionId: $id, words: "Look again") { __typename ... on AppealSuccess { appeal { id } } } }';
	const actionId = viewer.decisions[0]?.id;
	expect(await ask(appeal, { id: actionId }, reporter)).toEqual({ createAppeal: { __typename: 'NotFound' } });
	const { createAppeal } = (await ask(appeal, { id: actionId }, artist)) as {
		createAppeal: { appeal: { id: string } };
	};
	const judge = await api.member('ADMIN');
	expect((await ask(queueDocument, {}, judge))['openAppeals']).toEqual([
		{ words: 'Look again', appellant: { handle: artist.handle }, action: { kind: 'HIDE' } },
	]);
	const decide = /* GraphQL */ `
		mutation ($id: ID!) { decideAppeal(id: $id, granted: true, answer: "An apple after all") { __typename } }
	`;
	const decided = async (who: Member) => (await ask(decide, { id: createAppeal.appeal.id }, who))['decideAppeal'];
	for (const who of [artist, reporter, moderator]) expect(await decided(who)).toEqual({ __typename: 'NotAllowed' });
	expect(await decided(judge)).toEqual({ __typename: 'AppealSuccess' });
	expect(await ask(seen, { id }, undefined)).toEqual({ artwork: { hidden: false } });
	expect((await ask(decisions, {}, artist))['viewer']).toMatchObject({
		decisions: [
			{ kind: 'SHOW', viewerCanAppeal: false },
			{ kind: 'HIDE', viewerCanAppeal: false, appeal: { granted: true, answer: 'An apple after all' } },
		],
	});
});

test('queue, log and appeals are for moderators and admins; to others they are null', async () => {
	const none = { reportQueue: null, moderationLog: null, openAppeals: null };
	for (const who of [undefined, (await api.guest()).token, reporter, artist])
		expect(await ask(queueDocument, {}, who)).toEqual(none);
	for (const who of [moderator, await api.member('ADMIN')])
		expect(Object.values(await ask(queueDocument, {}, who))).not.toContain(null);
});

test('what was decided about a person, and how many strikes that makes, is for that person and for moderators', async () => {
	const person = await api.member();
	const { renderId } = await doneRender(api.store, { userId: person.userId });
	const { id } = await publishRender(api.store, { renderId, title: 'Pear', userId: person.userId });
	await moderate(api.store, { subjectId: id, kind: 'HIDE', reason: 'Not for here' }, moderator.userId);
	const record =
		'query ($handle: String!) { user(handle: $handle) { strikes decisions { reason } suspendedUntil shownContentLevel } }';
	const asked = async (who: Member | string | undefined) =>
		(await ask(record, { handle: person.handle }, who))['user'] as Record<string, unknown>;
	for (const who of [person, moderator, await api.member('ADMIN')])
		expect(await asked(who)).toMatchObject({ strikes: 1, decisions: [{ reason: 'Not for here' }] });
	for (const who of [undefined, (await api.guest()).token, reporter])
		expect(await asked(who)).toMatchObject({ strikes: null, decisions: [] });
	expect(await asked(moderator)).toMatchObject({ shownContentLevel: null });
});

test('a case tells whose it is, and what was decided about that person before, as long as the subject may be seen', async () => {
	const person = await api.member();
	const artworks = [];
	for (const title of ['One', 'Two']) {
		const { renderId } = await doneRender(api.store, { userId: person.userId });
		artworks.push((await publishRender(api.store, { renderId, title, userId: person.userId })).id);
	}
	const [hidden = '', reported = ''] = artworks;
	await moderate(api.store, { subjectId: hidden, kind: 'HIDE', reason: 'Once' }, moderator.userId);
	await ask(reportDocument, { id: reported, reason: 'SPAM' }, reporter);
	const document =
		'{ reportQueue(first: 100) { edges { node { id history { id } person { handle strikes decisions { reason } } } } } }';
	const asked = async () =>
		(
			(await ask(document, {}, moderator)) as { reportQueue: { edges: { node: { id: string } }[] } }
		).reportQueue.edges.find(({ node }) => node.id === reported)?.node;
	const about = { handle: person.handle, strikes: 1, decisions: [{ reason: 'Once' }] };
	expect(await asked()).toEqual({ id: reported, history: [], person: about });
	await updateArtwork(api.store, { id: reported, userId: person.userId, visibility: 'PRIVATE' });
	expect(await asked()).toEqual({ id: reported, history: [], person: null });
});

test('who is no moderator can decide nothing, whatever they see, and what they do not see is not there', async () => {
	const [open, closed] = [await artwork(), await artwork()];
	await updateArtwork(api.store, { id: closed, userId: artist.userId, visibility: 'PRIVATE' });
	const codes = async (subjectId: string) => {
		const found = [];
		for (const who of [undefined, (await api.guest()).token, reporter, moderator]) {
			const input = { subjectId, kind: 'SHOW', reason: 'x' };
			found.push(((await ask(moderateDocument, { input }, who))['moderate'] as { code: string }).code);
		}
		return found;
	};
	// A moderator may, but there is nothing to show again.
	expect(await codes(open)).toEqual(['NOT_ALLOWED', 'NOT_ALLOWED', 'NOT_ALLOWED', 'NOT_ALLOWED']);
	expect(await codes(closed)).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND']);
	const report = async (who: Member | string | undefined, id: string) =>
		((await ask(reportDocument, { id, reason: 'SPAM' }, who))['createReport'] as { code?: string }).code ?? 'DONE';
	expect(await Promise.all([undefined, artist, reporter].map((who) => report(who, open)))).toEqual([
		'NOT_SIGNED_IN',
		'NOT_ALLOWED',
		'DONE',
	]);
	expect(await report(reporter, closed)).toBe('NOT_FOUND');
});

test('a moderator sees of what was reported only what they may see; the case stays in the queue', async () => {
	const id = await artwork();
	await createReport(
		api.store,
		{ subjectId: id, reason: 'SPAM', words: '' },
		{ userId: reporter.userId, role: 'MEMBER' },
	);
	await updateArtwork(api.store, { id, userId: artist.userId, visibility: 'PRIVATE' });
	const { reportQueue } = (await ask(queueDocument, {}, moderator)) as {
		reportQueue: { edges: { node: { id: string } }[] };
	};
	expect(reportQueue.edges.find(({ node }) => node.id === id)?.node).toMatchObject({ count: 1, subject: null });
});

test('who is suspended may look, come and go, take back and appeal, and nothing else until it is over', async () => {
	const person = await api.member();
	const until = (days: number) =>
		moderate(api.store, { subjectId: person.userId, kind: 'SUSPEND', days, reason: 'Enough' }, moderator.userId);
	await until(1);
	const viewer = '{ viewer { handle suspendedUntil decisions { kind viewerCanAppeal } } }';
	expect(await ask(viewer, {}, person)).toEqual({
		viewer: {
			handle: person.handle,
			suspendedUntil: expect.any(String),
			decisions: [{ kind: 'SUSPEND', viewerCanAppeal: true }],
		},
	});
	const calls = {
		createRender: 'createRender(input: { prompt: "an apple" }) { __typename }',
		createComment: 'createComment(input: { artworkId: "x", text: "x" }) { __typename }',
		updateProfile: 'updateProfile(input: {}) { __typename }',
		followUser: 'followUser(handle: "nobody_here") { __typename }',
		createReport: 'createReport(subjectId: "x", reason: SPAM) { __typename }',
		createAccessToken: 'createAccessToken(input: { name: "", scopes: [], days: 1 }) { __typename }',
	};
	for (const call of Object.values(calls))
		expect((await api.query(`mutation { ${call} }`, {}, person)).errors).toMatchObject([
			{ extensions: { code: 'SUSPENDED', suspendedUntil: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T.+Z$/) } },
		]);
	for (const call of [
		'blockUser(handle: "nobody_here") { __typename }',
		'createAppeal(actionId: "x", words: "x") { __typename }',
	])
		expect((await api.query(`mutation { ${call} }`, {}, person)).errors).toBeUndefined();
	await moderate(api.store, { subjectId: person.userId, kind: 'LIFT', reason: 'Fine' }, moderator.userId);
	expect((await api.query('mutation { updateProfile(input: {}) { __typename } }', {}, person)).errors).toBeUndefined();
});

test('what is above what somebody wants to see is hidden from them by a warning, and not for its person', async () => {
	const id = await artwork();
	const change =
		'mutation ($id: ID!, $level: ContentLevel!) { updateArtwork(input: { id: $id, contentLevel: $level }) { __typename } }';
	const want =
		'mutation ($level: ContentLevel!) { updateProfile(input: { shownContentLevel: $level }) { __typename } }';
	const hiddenFor = async (who: Member | undefined) => {
		const { artwork: found } = (await ask('query ($id: ID!) { artwork(id: $id) { viewerVeiled } }', { id }, who)) as {
			artwork: { viewerVeiled: boolean } | null;
		};
		return found?.viewerVeiled ?? null;
	};
	const everybody = async () => [await hiddenFor(undefined), await hiddenFor(reporter), await hiddenFor(artist)];
	expect(await everybody()).toEqual([false, false, false]);
	await ask(change, { id, level: 'SENSITIVE' }, artist);
	expect(await everybody()).toEqual([true, true, false]);
	await ask(want, { level: 'SENSITIVE' }, reporter);
	expect(await everybody()).toEqual([true, false, false]);
	await ask(change, { id, level: 'ADULTS' }, artist);
	expect(await everybody()).toEqual([null, true, false]);
});
