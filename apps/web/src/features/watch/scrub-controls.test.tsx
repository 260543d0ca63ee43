import { cleanup, fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import { renderWithMessages } from '../../testing/render-with-messages.tsx';
import { ScrubControls } from './scrub-controls.tsx';
import type { Scrubber } from './use-scrubber.ts';

afterEach(cleanup);

const frames = [1, 7, 20].map((step) => ({ url: `/files/${step}.webp`, width: 8, height: 8, thumbhash: '', step }));
const film = {
	steps: 20,
	lossHistory: [
		{ step: 1, loss: 1 },
		{ step: 6, loss: 0.75 },
		{ step: 20, loss: 0.5 },
	],
	frames,
};

/** The controls on a film that is there. */
function Opened({ shown }: { readonly shown: typeof film }) {
	const [index, setIndex] = useState<number | null>(shown.frames.length === 0 ? null : shown.frames.length - 1);
	const scrubber: Scrubber = {
		state: index === null && shown.frames.length > 0 ? 'closed' : 'open',
		film: shown,
		index,
		frame: index === null ? null : (shown.frames[index] ?? null),
		open: async () => setIndex(0),
		show: setIndex,
		close: () => setIndex(null),
	};
	return <ScrubControls scrubber={scrubber} />;
}

test('the slider goes from picture to picture, and says step and loss in words', () => {
	renderWithMessages(<Opened shown={film} />);
	const slider = screen.getByRole('slider', { name: 'Its way, step by step' });
	expect(slider.getAttribute('aria-valuetext')).toBe('Step 20 of 20, loss 0.500');
	fireEvent.change(slider, { target: { value: '1' } });
	// Between the steps whose loss is told, that of the nearest.
	expect(slider.getAttribute('aria-valuetext')).toBe('Step 7 of 20, loss 0.750');
	fireEvent.click(screen.getByRole('button', { name: 'Back to the finished picture' }));
	expect(screen.queryByRole('slider')).toBeNull();
	expect(screen.getByRole('button', { name: 'See it step by step' })).toBeDefined();
});

test('a render without stored pictures says so', () => {
	renderWithMessages(<Opened shown={{ ...film, frames: [] }} />);
	expect(screen.getByText('Of its steps no picture was kept.')).toBeDefined();
});
