import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { renderWithMessages } from '../../testing/render-with-messages.tsx';
import { fullRecipe, testPack } from '../compose/fixtures.ts';
import { aRecipe, aRender } from './fixtures.ts';
import { NextActions } from './next-actions.tsx';

const push = vi.hoisted(() => vi.fn());
vi.mock('next/navigation', () => ({ useRouter: () => ({ push }) }));

afterEach(() => {
	cleanup();
	vi.unstubAllGlobals();
	push.mockClear();
});

/** Answers as the API does, and keeps the variables of what was sent. */
function answerWith(packs: readonly unknown[]) {
	const sent: Record<string, unknown>[] = [];
	vi.stubGlobal('fetch', async (_address: string, { body }: { readonly body: string }) => {
		const { variables } = JSON.parse(body) as { readonly variables: { readonly input?: Record<string, unknown> } };
		if (!variables.input) return Response.json({ data: { packs } });
		sent.push(variables.input);
		return Response.json({ data: { createRender: { __typename: 'CreateRenderSuccess', render: { id: 'rnd_2' } } } });
	});
	return sent;
}

test('another seed asks at once for all of the recipe but its seed, as private as before, and opens its page', async () => {
	const sent = answerWith([testPack]);
	const recipe = { ...aRecipe, json: fullRecipe };
	const render = aRender({ state: 'CANCELLED', viewerCanCancel: false, viewerCanDelete: true, recipe });
	renderWithMessages(<NextActions render={{ ...render, visibility: 'PRIVATE', recipeHidden: true }} name="a fish" />);
	fireEvent.click(screen.getByRole('button', { name: 'Another seed' }));
	// What asks is a script that comes when it is wanted, which a busy machine takes its time for.
	await waitFor(() => expect(push).toHaveBeenCalledWith('/renders/rnd_2'), { timeout: 4_000 });
	expect(sent).toHaveLength(1);
	expect(sent[0]).toMatchObject({ packId: 'starter', width: 192, height: 64, steps: 50, visibility: 'PRIVATE' });
	expect(sent[0]).toMatchObject({ recipeHidden: true, remixOf: null });
	expect(sent[0]).not.toHaveProperty('seed');
});

test('a recipe whose pack is gone is not asked for with another pack', async () => {
	const sent = answerWith([{ ...testPack, id: 'other' }]);
	renderWithMessages(<NextActions render={aRender()} name="an apple" />);
	fireEvent.click(screen.getByRole('button', { name: 'Another seed' }));
	expect(await screen.findByRole('alert', {}, { timeout: 4_000 })).toBeDefined();
	expect([sent, push.mock.calls]).toEqual([[], []]);
});

test('more steps and the file are offered of a finished render; of another person only what is published goes on', () => {
	const image = { url: '/files/a.png', width: 128, height: 128, thumbhash: '' };
	const names = () => screen.queryAllByRole('link').map((link) => [link.textContent, link.getAttribute('href')]);
	const done = aRender({ state: 'DONE', viewerCanCancel: false, image });
	const file = ['Download', '/files/a.png'];
	renderWithMessages(<NextActions render={{ ...done, viewerCanDelete: true }} name="an apple" />);
	expect(names()).toEqual([
		['Change the prompt', '/create?again=rnd_1&focus=prompt'],
		['More steps', '/create?fork=rnd_1&step=60'],
		file,
	]);
	cleanup();
	renderWithMessages(<NextActions render={done} name="an apple" />);
	expect([names(), screen.queryByRole('button')]).toEqual([[file], null]);
	cleanup();
	const artwork = {
		id: 'art_1',
		title: 'A',
		step: 40,
		viewerCollectPermission: 'ALLOWED',
		viewerCollectionCount: 0,
	} as const;
	renderWithMessages(<NextActions render={{ ...done, artwork }} name="an apple" />);
	expect(names()).toEqual([
		['Change the prompt', '/create?remix=art_1&keep=sameSeed&focus=prompt'],
		['More steps', '/create?fork=rnd_1&step=40'],
		['Download', '/downloads/art_1.png'],
	]);
});
