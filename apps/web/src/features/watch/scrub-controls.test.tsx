import { cleanup, fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import { renderWithMessages } from '../../testing/render-with-messages.tsx';
import { ScrubControls } from './scrub-controls.tsx';
import { nearestFrame, nearestStop, nextPlayed, type Scrubber } from './use-scrubber.ts';

afterEach(cleanup);

const frames = [1, 7, 20].map((step) => ({ url: `/files/${step}.webp`, width: 8, height: 8, thumbhash: '', step }));
const film = {
	step: 20,
	steps: 20,
	lossHistory: [
		{ step: 1, loss: 1 },
		{ step: 6, loss: 0.75 },
		{ step: 20, loss: 0.5 },
	],
	hasFilm: false,
	frames,
};

interface OpenedProps {
	readonly shown: typeof film;
	readonly progress?: Scrubber['progress'];
	readonly marks?: readonly number[];
}

/** The controls on a film that is there. */
function Opened({ shown, progress = null, marks = [] }: OpenedProps) {
	const stops = shown.hasFilm
		? Array.from({ length: shown.step }, (_, at) => at + 1)
		: shown.frames.map(({ step }) => step);
	const [index, setIndex] = useState<number | null>(shown.frames.length === 0 ? null : stops.length - 1);
	const step = index === null ? null : (stops[index] ?? null);
	const scrubber: Scrubber = {
		state: index === null && shown.frames.length > 0 ? 'closed' : 'open',
		film: shown,
		stops,
		index,
		step,
		frame: step === null ? null : nearestFrame(shown.frames, step),
		playing: false,
		progress,
		open: async () => setIndex(0),
		showStep: async (asked) => setIndex(nearestStop(stops, asked)),
		show: setIndex,
		togglePlaying: () => undefined,
		close: () => setIndex(null),
	};
	return <ScrubControls scrubber={scrubber} marks={marks} />;
}

test('the slider goes from picture to picture, and says step and loss in words', () => {
	renderWithMessages(<Opened shown={film} />);
	const slider = screen.getByRole('slider', { name: 'Steps' });
	expect(slider.getAttribute('aria-valuetext')).toBe('Step 20 of 20, loss 0.500');
	fireEvent.change(slider, { target: { value: '1' } });
	// Between the steps whose loss is told, that of the nearest.
	expect(slider.getAttribute('aria-valuetext')).toBe('Step 7 of 20, loss 0.750');
	fireEvent.click(screen.getByRole('button', { name: 'Back to the finished picture' }));
	expect(screen.queryByRole('slider')).toBeNull();
	expect(screen.getByRole('button', { name: 'Show the steps' })).toBeDefined();
});

test('where all steps were kept the slider stops at each, and says of which step the picture is until that is there', () => {
	renderWithMessages(<Opened shown={{ ...film, hasFilm: true }} progress="coming" />);
	const slider = screen.getByRole('slider');
	expect([slider.getAttribute('max'), screen.getByText(/^Loading the picture/).textContent]).toEqual([
		'19',
		'Loading the picture of step 20; step 20 is shown.',
	]);
	fireEvent.change(slider, { target: { value: '4' } });
	expect(slider.getAttribute('aria-valuetext')).toBe('Step 5 of 20, loss 0.750');
	expect(screen.getByText('Loading the picture of step 5; step 7 is shown.')).toBeDefined();
	cleanup();
	renderWithMessages(<Opened shown={{ ...film, hasFilm: true }} progress="noWorker" />);
	expect(screen.getByText('No worker that can show step 20 is running; step 20 is shown.')).toBeDefined();
});

test('steps of which comments speak are marked where the slider stops next to them, and told', () => {
	const { container } = renderWithMessages(<Opened shown={film} marks={[0, 6, 7, 19]} />);
	const marks = [...container.querySelectorAll<HTMLElement>('span[aria-hidden]')].map(({ style }) => style.left);
	expect(marks).toEqual([0, 0.5, 1].map((part) => `calc(8px + (100% - 16px) * ${part})`));
	expect(screen.getByRole('slider').getAttribute('aria-valuetext')).toBe('Step 20 of 20, loss 0.500; has comments');
});

test.each([
	[0, 0],
	[1, 0],
	[3, 0],
	[5, 1],
	[7, 1],
	[14, 2],
	[21, 2],
	[Number.POSITIVE_INFINITY, 2],
])('nearest to step %i is stop %i', (step, stop) => {
	expect(nearestStop([1, 7, 20], step)).toBe(stop);
});

test('a render without stored pictures says so', () => {
	renderWithMessages(<Opened shown={{ ...film, frames: [] }} />);
	expect(screen.getByText('No pictures of its steps were saved.')).toBeDefined();
});

test('what is played are the stored pictures, and where all steps were kept some of all', () => {
	const played = (shown: typeof film, stops: readonly number[]): readonly number[] => {
		const steps: number[] = [];
		for (let at: number | null = 0; at !== null; at = nextPlayed(shown, stops, stops[at] ?? 0))
			steps.push(stops[at] ?? 0);
		return steps;
	};
	expect(played(film, [1, 7, 20])).toEqual([1, 7, 20]);
	const every = Array.from({ length: 100 }, (_, index) => index + 1);
	const long = { ...film, step: 100, steps: 100, hasFilm: true };
	// Every fifth of a hundred, which are at most 24, and what was stored.
	expect(played(long, every)).toEqual([1, 5, 7, ...Array.from({ length: 19 }, (_, index) => 10 + 5 * index)]);
	expect(nextPlayed(long, every, 100)).toBeNull();
});
