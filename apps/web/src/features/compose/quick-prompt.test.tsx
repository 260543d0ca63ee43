import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import type { Visibility } from '../../graphql/generated/graphql.ts';
import { renderWithMessages } from '../../testing/render-with-messages.tsx';
import { QuickPrompt } from './quick-prompt.tsx';
import { WatchChoice } from './watch-choice.tsx';

const push = vi.hoisted(() => vi.fn());
vi.mock('next/navigation', () => ({ useRouter: () => ({ push }) }));

afterEach(() => {
	cleanup();
	vi.unstubAllGlobals();
	push.mockClear();
});

function show(usual: Visibility) {
	const sent: unknown[] = [];
	vi.stubGlobal('fetch', async (_address: string, { body }: { readonly body: string }) => {
		const { variables } = JSON.parse(body) as { readonly variables: { readonly input?: unknown } };
		if (!variables.input) return Response.json({ data: { checkPrompt: null } });
		sent.push(variables.input);
		return Response.json({ data: { createRender: { __typename: 'CreateRenderSuccess', render: { id: 'rnd_1' } } } });
	});
	renderWithMessages(
		<QuickPrompt pack={{ id: 'starter', title: 'Starter' }} maximumLength={100}>
			<WatchChoice usual={usual} />
		</QuickPrompt>,
	);
	fireEvent.change(screen.getByRole('textbox'), { target: { value: 'a red apple' } });
	const choice = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Who can watch' });
	return { sent, choice, options: [...choice.options].map(({ text }) => text) };
}

test('a prompt on the first page is asked for as visible as is chosen beside it', async () => {
	const { sent, choice, options } = show('PUBLIC');
	expect(options).toEqual(['Everyone can watch', 'Only me']);
	fireEvent.change(choice, { target: { value: 'PRIVATE' } });
	fireEvent.click(screen.getByRole('button', { name: 'Render' }));
	await waitFor(() => expect(push).toHaveBeenCalledWith('/renders/rnd_1'));
	expect(sent).toEqual([expect.objectContaining({ prompt: 'a red apple', visibility: 'PRIVATE' })]);
});

test('what somebody usually has is offered and chosen already', async () => {
	const { sent, options } = show('FOLLOWERS');
	expect(options).toEqual(['Everyone can watch', 'Only me', 'Followers can watch']);
	fireEvent.click(screen.getByRole('button', { name: 'Render' }));
	await waitFor(() => expect(sent).toEqual([expect.objectContaining({ visibility: 'FOLLOWERS' })]));
});
