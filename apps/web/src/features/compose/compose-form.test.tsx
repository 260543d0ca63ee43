import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { renderWithMessages } from '../../testing/render-with-messages.tsx';
import { ComposeForm } from './compose-form.tsx';
import { newDraft } from './draft.ts';
import { testPack } from './fixtures.ts';

const parsePrompt = vi.hoisted(() => vi.fn());
vi.mock('@galatea/render', async (original) => {
	const real = await original<typeof import('@galatea/render')>();
	return { ...real, parsePrompt: parsePrompt.mockImplementation(real.parsePrompt) };
});
vi.mock('next/navigation', () => ({ useRouter: () => ({}) }));

afterEach(cleanup);

test('a prompt is parsed once for each change of its text, and not when anything else changes', () => {
	renderWithMessages(
		<ComposeForm packs={[testPack]} initial={newDraft(testPack, 'a red apple')} restore={false} remix={null} />,
	);
	const box = screen.getByRole('textbox', { name: 'What should the picture show?' });
	parsePrompt.mockClear();
	fireEvent.change(box, { target: { value: 'a blue fish | snow:0.5' } });
	expect(screen.getByText('× 0.5')).toBeTruthy();
	fireEvent.change(box, { target: { value: 'a blue fish' } });
	fireEvent.change(screen.getByRole('textbox', { name: /^Seed/ }), { target: { value: '7' } });
	expect(parsePrompt.mock.calls).toEqual([['a blue fish | snow:0.5'], ['a blue fish']]);
});

test('a form that was opened to change the words has the focus after the last of them; any other takes none', () => {
	const form = (focused: boolean) => (
		<ComposeForm
			packs={[testPack]}
			initial={newDraft(testPack, 'a red apple')}
			restore={false}
			remix={null}
			focusPrompt={focused}
		/>
	);
	renderWithMessages(form(false));
	expect(document.activeElement).toBe(document.body);
	cleanup();
	renderWithMessages(form(true));
	const box = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'What should the picture show?' });
	expect([document.activeElement, box.selectionStart]).toEqual([box, 'a red apple'.length]);
});

test('beside the button stand who can watch and how long it takes, asked once for each pause in changing the form', async () => {
	const asked: unknown[] = [];
	const eta = { lowSeconds: 8, highSeconds: 8.4 };
	vi.stubGlobal('fetch', async (_address: string, { body }: { readonly body: string }) => {
		const { variables } = JSON.parse(body) as {
			readonly variables: { readonly steps?: number; readonly prompt?: string };
		};
		if (variables.prompt !== undefined) return Response.json({ data: { checkPrompt: null } });
		asked.push(variables);
		const place = { position: asked.length, servable: true, missingPackId: null, eta };
		return Response.json({ data: { renderEstimate: place } });
	});
	renderWithMessages(
		<ComposeForm
			packs={[testPack]}
			initial={newDraft(testPack, 'a red apple')}
			restore={false}
			remix={null}
			usualVisibility="PRIVATE"
		/>,
	);
	expect(screen.getByText('Only me', { selector: 'p' })).toBeDefined();
	expect(await screen.findByText('Only me · About 8 seconds')).toBeDefined();
	const width = screen.getByLabelText('Width');
	for (const value of ['64', '192']) fireEvent.change(width, { target: { value } });
	expect(await screen.findByText('Only me · About 8 seconds, at most 1 render ahead of you')).toBeDefined();
	fireEvent.change(screen.getByRole('combobox', { name: 'Who can see it' }), { target: { value: 'PUBLIC' } });
	expect(screen.getByText(/^Everyone can watch · /)).toBeDefined();
	// Of several seeds it is the time until all are there.
	fireEvent.click(screen.getByRole('radio', { name: '4' }));
	expect(screen.getByRole('button', { name: 'Render 4 seeds' })).toBeDefined();
	expect(await screen.findByText(/at most 2 renders ahead of you/)).toBeDefined();
	expect(asked).toEqual([
		{ packId: testPack.id, count: 1 },
		{ packId: testPack.id, count: 1, width: 192 },
		{ packId: testPack.id, count: 4, width: 192 },
	]);
	vi.unstubAllGlobals();
});
