import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import type { OwnRenderFragment } from '../../graphql/generated/graphql.ts';
import { renderWithMessages } from '../../testing/render-with-messages.tsx';
import { OwnWall } from './own-wall.tsx';

afterEach(() => {
	cleanup();
	vi.unstubAllGlobals();
});

/** One that waits at a place of the line. */
function aWaiting(id: string, prompt: string, position: number, change: Partial<OwnRenderFragment> = {}) {
	const eta = { lowSeconds: 7, highSeconds: 7.2 };
	const render: OwnRenderFragment = {
		...{ id, step: 0, steps: 60, width: 128, height: 128, recipe: { prompt }, preview: null, image: null },
		...{ state: 'QUEUED', paused: false, createdAt: '2026-01-01T00:00:00.000Z', failure: null, artwork: null },
		queue: { position, servable: true, missingPackId: null, eta },
		...change,
	};
	return render;
}

/** Answers changes as the API does and lists `after` from then on; keeps what was asked to change. */
function answerWith(after: readonly OwnRenderFragment[]) {
	const sent: unknown[] = [];
	vi.stubGlobal('fetch', async (_address: string, { body }: { readonly body: string }) => {
		const { variables } = JSON.parse(body) as { readonly variables: object };
		if ('stage' in variables) {
			const edges = after.map((node) => ({ node }));
			const renders = { edges, pageInfo: { endCursor: null, hasNextPage: false } };
			return Response.json({ data: { viewer: { isGuest: false, renders } } });
		}
		sent.push(variables);
		return Response.json({ data: {} });
	});
	return sent;
}

const pear = aWaiting('rnd_1', 'a pear', 1);
const fish = aWaiting('rnd_2', 'a fish', 4);
const boat = aWaiting('rnd_3', 'a boat', 9);

test('a waiting render says its place and time, and is put before the others of the same person', async () => {
	const sent = answerWith([fish, pear, boat]);
	renderWithMessages(<OwnWall initial={[boat, fish, pear]} stage={null} after={null} />);
	expect(screen.getByText('Waiting · number 4 in line')).toBeDefined();
	expect(screen.getAllByText('done in about 7 seconds')).toHaveLength(3);
	// The first of them cannot be put before itself.
	expect(screen.queryByRole('button', { name: 'Put first: a pear' })).toBeNull();
	fireEvent.click(screen.getByRole('button', { name: 'Put first: a fish' }));
	await waitFor(() => expect(screen.getByRole('status').textContent).toContain('“a fish” is now first'));
	expect(sent).toEqual([{ ids: ['rnd_2', 'rnd_1', 'rnd_3'] }]);
});

test('a waiting render is paused, resumed and cancelled; focus stays where that is said', async () => {
	const paused = { ...fish, paused: true };
	const sent = answerWith([paused, pear]);
	renderWithMessages(<OwnWall initial={[fish, pear]} stage={null} after={null} />);
	fireEvent.click(screen.getByRole('button', { name: 'Pause: a fish' }));
	const resume = await screen.findByRole('button', { name: 'Resume: a fish' });
	expect(screen.getByText('Paused')).toBeDefined();
	expect(screen.queryByRole('button', { name: 'Put first: a fish' })).toBeNull();
	fireEvent.click(resume);
	await waitFor(() => expect(screen.getByRole('status').textContent).toBe('“a fish” is back in the queue.'));
	cleanup();

	const more = answerWith([pear]);
	renderWithMessages(<OwnWall initial={[fish, pear]} stage="IN_PROGRESS" after={null} />);
	const cancel = screen.getByRole('button', { name: 'Cancel: a fish' });
	cancel.focus();
	fireEvent.click(cancel);
	await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('status')));
	expect(screen.queryByText('a fish')).toBeNull();
	expect([...sent, ...more]).toEqual([{ id: 'rnd_2', paused: true }, { id: 'rnd_2', paused: false }, { id: 'rnd_2' }]);
});

test('what could not be changed is said, and stays as it is', async () => {
	vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no connection')));
	renderWithMessages(<OwnWall initial={[fish]} stage={null} after={null} />);
	fireEvent.click(screen.getByRole('button', { name: 'Pause: a fish' }));
	await waitFor(() => expect(screen.getByRole('status').textContent).toContain('could not be changed'));
	expect(screen.getByRole('button', { name: 'Pause: a fish' })).toBeDefined();
});
