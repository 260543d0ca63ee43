import { endPackTask, reportPackTask, takePackTask, workerBeat } from '@galatea/store/renders';
import { type ModelMirror, modelMirror } from '@galatea/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf, type Member, startTestApi, type TestApi } from '../../testing.ts';

let mirror: ModelMirror;
let api: TestApi;
let admin: Member;
beforeAll(async () => {
	mirror = await modelMirror();
	api = await startTestApi({ modelsDir: mirror.folder });
	admin = await api.member('ADMIN');
	const worker = { provider: 'cpu', device: 'a processor', engineVersion: 1 };
	await workerBeat(api.store, { ...worker, name: 'near', packIds: [] });
	await workerBeat(api.store, { ...worker, name: 'far', packIds: ['of-its-own', 'small'] });
});
afterAll(async () => {
	await api[Symbol.asyncDispose]();
	await mirror[Symbol.asyncDispose]();
});

const catalogue = /* GraphQL */ `
	{
		packCatalogue {
			packs { id origin title licence terms bytes workerNames }
			workers { name provider device }
			tasks { id packId workerName kind state file bytes totalBytes bytesPerSecond message }
		}
	}
`;
const startTask = /* GraphQL */ `
	mutation ($packId: ID!, $workerName: String!, $kind: PackTaskKind!, $acceptTerms: Boolean) {
		startPackTask(packId: $packId, workerName: $workerName, kind: $kind, acceptTerms: $acceptTerms) {
			__typename
			... on PackTaskSuccess { task { id state } }
			... on InvalidInput { issues { path } }
			... on Failure { code message }
		}
	}
`;
const cancelTask = /* GraphQL */ `
	mutation ($id: ID!) {
		cancelPackTask(id: $id) { __typename ... on PackTaskSuccess { task { state cancelRequested } } ... on Failure { code } }
	}
`;
const start = async (changes: Record<string, unknown> = {}, who: Member | undefined = admin) => {
	const variables = { packId: 'small', workerName: 'near', kind: 'INSTALL', acceptTerms: true, ...changes };
	return dataOf(await api.query(startTask, variables, who))['startPackTask'] as Record<string, unknown>;
};
const cancel = async (id: unknown, who: Member | undefined = admin) =>
	dataOf(await api.query(cancelTask, { id }, who))['cancelPackTask'];

test('an admin sees every pack with its terms and size, the workers that have it, and packs that only a worker has', async () => {
	expect(dataOf(await api.query(catalogue, {}, admin))['packCatalogue']).toMatchObject({
		packs: [
			{
				id: 'small',
				origin: 'KNOWN',
				title: 'A small VQGAN',
				licence: 'MIT',
				terms: 'For tests, and of no other use.',
				bytes: mirror.totalBytes,
				workerNames: ['far'],
			},
			{ id: 'of-its-own', origin: 'IMPORTED', title: 'of-its-own', licence: null, bytes: null, workerNames: ['far'] },
		],
		workers: [
			{ name: 'far', provider: 'cpu', device: 'a processor' },
			{ name: 'near', provider: 'cpu', device: 'a processor' },
		],
	});
});

test('nobody but an admin sees it or starts and cancels anything', async () => {
	for (const who of [undefined, await api.member(), await api.member('MODERATOR')]) {
		expect(dataOf(await api.query(catalogue, {}, who))).toEqual({ packCatalogue: null });
		const variables = { packId: 'small', workerName: 'near', kind: 'REMOVE' };
		const started = dataOf(await api.query(startTask, variables, who))['startPackTask'];
		expect(started).toMatchObject({ __typename: 'NotAllowed', code: 'NOT_ALLOWED' });
		const cancelled = dataOf(await api.query(cancelTask, { id: 'pkt_0' }, who))['cancelPackTask'];
		expect(cancelled).toMatchObject({ __typename: 'NotAllowed' });
	}
});

test('a pack is not installed without its terms, where it is not known, or on a worker that is not there', async () => {
	expect(await start({ acceptTerms: false })).toMatchObject({
		__typename: 'InvalidInput',
		issues: [{ path: 'acceptTerms' }],
	});
	expect(await start({ packId: 'unheard-of' })).toMatchObject({ __typename: 'NotFound' });
	expect(await start({ workerName: 'gone' })).toMatchObject({ __typename: 'NotFound' });
});

test('what is started can be followed and cancelled; of a pack there is one thing under way', async () => {
	const { task } = (await start()) as { task: { id: string; state: string } };
	expect(task.state).toBe('WAITING');
	expect(await start()).toMatchObject({ task: { id: task.id } });
	expect(await start({ kind: 'VERIFY' })).toMatchObject({ __typename: 'NotAllowed' });
	await takePackTask(api.store, 'near');
	const progress = { file: 'vqgan.ckpt', bytes: 3e9, totalBytes: 4e9, bytesPerSecond: 1e6 };
	await reportPackTask(api.store, task.id, progress);
	const { packCatalogue } = dataOf(await api.query(catalogue, {}, admin)) as { packCatalogue: { tasks: unknown[] } };
	expect(packCatalogue.tasks).toEqual([
		{ id: task.id, packId: 'small', workerName: 'near', kind: 'INSTALL', state: 'RUNNING', message: null, ...progress },
	]);
	expect(await cancel(task.id)).toEqual({
		__typename: 'PackTaskSuccess',
		task: { state: 'RUNNING', cancelRequested: true },
	});
	await endPackTask(api.store, task.id, 'CANCELLED');
	expect(await cancel(task.id)).toMatchObject({ __typename: 'NotFound' });
});
