import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { renderWithMessages } from '../../testing/render-with-messages.tsx';
import type { ExhibitedItem } from './exhibited-item.ts';
import { Exhibition } from './exhibition.tsx';

vi.mock('next/navigation', () => ({ useRouter: () => ({ refresh: () => undefined }) }));
afterEach(() => {
	cleanup();
	vi.unstubAllGlobals();
});

const sections = ['Day', 'Night'].map((title) => ({ id: `sec_${title}`, title }));

/** The items of a collection, the first half in one section and the rest in another. */
const items = Array.from({ length: 120 }, (_, index): ExhibitedItem => {
	const image = { url: `/files/${index}.png`, width: 8, height: 8, thumbhash: null };
	return {
		id: `itm_${index}`,
		note: '',
		section: sections[index < 60 ? 0 : 1] ?? null,
		artwork: {
			...{ id: `art_${index}`, title: `Picture ${index + 1}`, alternativeText: null, viewerVeiled: false },
			...{ contentLevel: 'EVERYONE', image, sources: null, recipe: null },
			publishedBy: { handle: 'ada', displayName: null },
		},
	};
});

/** Answers as the API does, in pages of 50; keeps where each page was asked from. */
function servePages(): readonly string[] {
	const asked: string[] = [];
	vi.stubGlobal('fetch', async (_address: string, { body }: { readonly body: string }) => {
		const { variables } = JSON.parse(body) as { readonly variables: { readonly after: string } };
		asked.push(variables.after);
		const end = Number(variables.after) + 50;
		const edges = items.slice(end - 50, end).map((node) => ({ node }));
		const pageInfo = { endCursor: String(end), hasNextPage: end < items.length };
		return Response.json({ data: { collectionAt: { items: { edges, pageInfo } } } });
	});
	return asked;
}

function open(start: string | null) {
	renderWithMessages(
		<Exhibition
			collection={{ title: 'Shelf', slug: 'shelf', handle: 'ada' }}
			path="/@ada/c/shelf"
			initial={items.slice(0, 50)}
			after="50"
			beginning={{ start, every: null }}
		/>,
	);
}

test('an address may begin with a picture beyond the first page, which is read for it and says its section', async () => {
	const asked = servePages();
	open('itm_104');
	await screen.findByText('Picture 105');
	expect(asked).toEqual(['50', '100']);
	expect(screen.getByText('Night')).toBeDefined();
	expect(screen.getByText(/105 of 120/)).toBeDefined();
	expect(window.location.search).toBe('?start=itm_104');
});

test('before the first picture comes the last one of the whole collection, and after it the first', async () => {
	const asked = servePages();
	open(null);
	expect(screen.getByText('Day')).toBeDefined();
	fireEvent.click(screen.getByRole('button', { name: 'Previous' }));
	await screen.findByText('Picture 120');
	expect(asked).toEqual(['50', '100']);
	fireEvent.click(screen.getByRole('button', { name: 'Next' }));
	await screen.findByText('Picture 1');
});

test('where the rest cannot be read, what is there is shown', async () => {
	vi.stubGlobal('fetch', async () => new Response('', { status: 503 }));
	open('itm_104');
	await waitFor(() => expect(window.location.search).toBe('?start=itm_0'));
	expect(screen.getByText('Picture 1')).toBeDefined();
});
