import { engineVersion } from '@galatea/render';
import { afterAll, beforeAll, expect, test } from 'vitest';
import packageFile from '../../../package.json' with { type: 'json' };
import { dataOf, startTestApi, type TestApi } from '../../testing.ts';

let api: TestApi;
beforeAll(async () => {
	api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const { version } = packageFile;

const document = `{ hosting {
	unfinished { state count oldestAt } workers { name device packIds lastSeenAt speeds { stepSeconds } }
	failures { code count lastAt } openReportCount renders { id }
	version { running installed engineVersion waitingMigrations }
} }`;

test('the work of the gallery is for admins to see; to others it is null', async () => {
	const others = [undefined, await api.member(), await api.member('MODERATOR')];
	const admin = await api.member('ADMIN');
	for (const who of others) expect(dataOf(await api.query(document, {}, who))).toEqual({ hosting: null });
	expect(dataOf(await api.query(document, {}, admin))).toEqual({
		hosting: {
			...{ unfinished: [], workers: expect.any(Array), failures: [], openReportCount: 0, renders: [] },
			// The program that answers is the one on the disk, and has brought the database up to date.
			version: { running: version, installed: version, engineVersion, waitingMigrations: [] },
		},
	});
});

test('an admin sees whose renders wait and what they are, but not what somebody shows to nobody', async () => {
	const admin = await api.member('ADMIN');
	const artist = await api.member();
	const ask = async (visibility: string): Promise<string> => {
		const input = { prompt: 'a red apple', visibility };
		const made =
			'mutation ($input: CreateRenderInput!) { createRender(input: $input) { ... on CreateRenderSuccess { render { id } } } }';
		const { createRender } = dataOf(await api.query(made, { input }, artist)) as {
			createRender: { render: { id: string } };
		};
		return createRender.render.id;
	};
	const [shown, secret] = [await ask('PUBLIC'), await ask('PRIVATE')];
	const renders = '{ hosting { renders { id state place requestedBy { handle } render { recipe { prompt } } } } }';
	const waits = { state: 'QUEUED', requestedBy: { handle: artist.handle } };
	expect(dataOf(await api.query(renders, {}, admin))).toEqual({
		hosting: {
			renders: [
				{ ...waits, id: shown, place: 1, render: { recipe: { prompt: 'a red apple' } } },
				{ ...waits, id: secret, place: 2, render: null },
			],
		},
	});
});
