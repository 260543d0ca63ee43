import { setRenderVisibility } from '@galatea/store/artworks';
import { saveBlob } from '@galatea/store/files';
import {
	finishStepInside,
	type InsideFigures,
	reportStepInside,
	takeStepInside,
	workerBeat,
	workerGone,
} from '@galatea/store/renders';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf, headersOf, type Member, startTestApi, type TestApi } from '../../testing.ts';
import { runningRender } from '../../testing-worker.ts';

let api: TestApi;
let owner: Member;
beforeAll(async () => {
	api = await startTestApi();
	owner = await api.member();
});
afterAll(() => api[Symbol.asyncDispose]());

const document = /* GraphQL */ `
	query ($id: ID!, $step: Int!) {
		render(id: $id) {
			inside(step: $step) {
				__typename
				... on StepInsideSuccess {
					inside {
						state doneSteps neededSteps
						figures {
							loss terms { term loss } losses { name loss } movedDistance movedShare codesAcross codesDown codes
							cutoutCount cutouts { corners cosines } sheetColumns
							latent { url } tiles { url } picture { url } heat { url } sheet { url width }
						}
					}
				}
				... on PackUnavailable { availablePackIds }
				... on Failure { code message }
			}
		}
	}
`;
async function ask(id: string, step: number, who?: Member) {
	const { render } = dataOf(await api.query(document, { id, step }, who)) as { render: { inside: unknown } | null };
	return render?.inside;
}

const worker = { workerName: 'hand', packIds: ['starter'] };
const beat = () =>
	workerBeat(api.store, { name: 'hand', provider: 'cpu', device: 'cpu', engineVersion: 1, packIds: ['starter'] });

async function running(): Promise<string> {
	await beat();
	const hand = await runningRender(api.store, { userId: owner.userId });
	await hand.progress(10);
	return hand.renderId;
}

async function figures(): Promise<InsideFigures> {
	const image = async (name: string) => {
		const key = await saveBlob(api.store, new TextEncoder().encode(`${name} ${crypto.randomUUID()}`), 'webp');
		return { key, width: 8, height: 8, mimeType: 'image/webp', thumbhash: 'dGh1' };
	};
	return {
		...{ loss: 0.5, terms: [{ term: 0, loss: 0.5 }], losses: [{ name: 'smoothness', loss: 0.1 }] },
		...{ movedDistance: 2, movedShare: 0.25, codesAcross: 2, codesDown: 1, codes: [7, 9], cutoutCount: 80 },
		cutouts: [{ corners: [0, 0, 1, 0, 1, 1, 0, 1], cosines: [0.25, null] }],
		...{ sheetColumns: 8, latent: await image('latent'), tiles: null, picture: await image('picture') },
		...{ heat: await image('heat'), sheet: await image('sheet') },
	};
}

test('the inside of a step of a live render is asked for, waited for and served, with its files', async () => {
	const id = await running();
	const asked = ask(id, 10);
	while ((await takeStepInside(api.store, worker)) === null);
	await reportStepInside(api.store, { renderId: id, step: 10 }, { workerName: 'hand', doneSteps: 2, neededSteps: 5 });
	expect(await asked).toEqual({
		__typename: 'StepInsideSuccess',
		inside: { state: 'RUNNING', doneSteps: 2, neededSteps: 5, figures: null },
	});
	const waiting = ask(id, 10);
	const { latent, picture, heat, sheet, ...kept } = await figures();
	await finishStepInside(api.store, { renderId: id, step: 10 }, 'hand', { ...kept, latent, picture, heat, sheet });
	const urlOf = ({ key }: { readonly key: string }) => `/files/${key}`;
	expect(await waiting).toEqual({
		__typename: 'StepInsideSuccess',
		inside: {
			...{ state: 'DONE', doneSteps: 2, neededSteps: 5 },
			figures: {
				...kept,
				...{ latent: { url: urlOf(latent) }, picture: { url: urlOf(picture) }, heat: { url: urlOf(heat) } },
				sheet: { url: urlOf(sheet), width: 8 },
			},
		},
	});
	for (const image of [latent, picture, heat, sheet]) expect((await fetch(api.url + urlOf(image))).status).toBe(200);
});

test('nothing of it is for who may not know the recipe, its files included', async () => {
	const id = await running();
	const asked = ask(id, 3, owner);
	while ((await takeStepInside(api.store, worker)) === null);
	const made = await figures();
	await finishStepInside(api.store, { renderId: id, step: 3 }, 'hand', made);
	expect(await asked).toMatchObject({ inside: { state: 'DONE' } });
	const hide = { renderId: id, userId: owner.userId, visibility: 'PUBLIC', recipeHidden: true } as const;
	await setRenderVisibility(api.store, hide);
	expect(await ask(id, 3)).toBeNull();
	expect(await ask(id, 3, owner)).toMatchObject({ inside: { state: 'DONE' } });
	const statusFor = async (who?: Member) =>
		(await fetch(`${api.url}/files/${made.sheet.key}`, { headers: headersOf(who) })).status;
	expect([await statusFor(), await statusFor(owner)]).toEqual([404, 200]);
});

test('who may no longer know the recipe when it is there is told nothing', async () => {
	const id = await running();
	const asked = ask(id, 4);
	while ((await takeStepInside(api.store, worker)) === null);
	const hide = { renderId: id, userId: owner.userId, visibility: 'PUBLIC', recipeHidden: true } as const;
	await setRenderVisibility(api.store, hide);
	await finishStepInside(api.store, { renderId: id, step: 4 }, 'hand', await figures());
	expect(await asked).toBeNull();
});

test('why there is nothing is told: no such step, a failure, or no worker', async () => {
	const id = await running();
	expect(await ask(id, 11)).toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining('1 to 10') });
	const asked = ask(id, 5);
	while ((await takeStepInside(api.store, worker)) === null);
	await finishStepInside(api.store, { renderId: id, step: 5 }, 'hand', { failure: 'damaged' });
	expect(await asked).toMatchObject({ inside: { state: 'FAILED', figures: null } });
	await workerGone(api.store, 'hand');
	expect(await ask(id, 6)).toMatchObject({ code: 'PACK_UNAVAILABLE', availablePackIds: [] });
});
