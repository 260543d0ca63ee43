import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { renderWithMessages } from '../../testing/render-with-messages.tsx';
import { CommentForm } from './comment-form.tsx';

afterEach(() => {
	cleanup();
	vi.unstubAllGlobals();
});

test.each([null, 'com_1'])('what is written points at a step and a place, in reply to %s', async (replyToId) => {
	const send = vi.fn(async (_address: unknown, _options?: { readonly body?: unknown }) =>
		Response.json({ data: { createComment: { __typename: 'NotFound', code: 'NOT_FOUND' } } }),
	);
	vi.stubGlobal('fetch', send);
	const talked = { artworkId: 'art_1', steps: 140, thumbnail: { url: '/files/a.webp', width: 8, height: 8 } };
	renderWithMessages(<CommentForm talked={talked} replyToId={replyToId} onWritten={vi.fn()} />);
	fireEvent.change(screen.getByRole('textbox'), { target: { value: 'Look here' } });
	fireEvent.change(screen.getByLabelText('Step, 0 to 140'), { target: { value: '139' } });
	const [across] = screen.getAllByRole('slider', { hidden: true });
	if (across) fireEvent.change(across, { target: { value: '25' } });
	fireEvent.submit(screen.getByRole('textbox').closest('form') as HTMLFormElement);
	await waitFor(() => expect(screen.getByRole('alert')).toBeTruthy());
	const body = JSON.parse(String(send.mock.calls[0]?.[1]?.body));
	expect(body.variables.input).toMatchObject({ replyToId, step: 139, place: { x: 0.25, y: 0.5 } });
});

test('a comment that reverses the writing direction is told of in words, and not sent', async () => {
	const send = vi.fn();
	vi.stubGlobal('fetch', send);
	const talked = { artworkId: 'art_1', steps: 140, thumbnail: { url: '/files/a.webp', width: 8, height: 8 } };
	renderWithMessages(<CommentForm talked={talked} replyToId={null} onWritten={vi.fn()} />);
	fireEvent.change(screen.getByRole('textbox'), { target: { value: '\u202egnp.elppa' } });
	fireEvent.submit(screen.getByRole('textbox').closest('form') as HTMLFormElement);
	expect((await screen.findByRole('alert')).textContent).toContain('reverses the writing direction');
	expect(send).not.toHaveBeenCalled();
});
