'use client';
/** @file Looking at the steps of a render one by one: stored pictures, and others that are decoded when a slider rests there. */
import { useEffect, useMemo, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import {
	type PreviewPartsFragment,
	RenderFramesDocument,
	type RenderFramesQuery,
} from '../../graphql/generated/graphql.ts';
import { type StepPictures, useStepPictures } from './use-step-pictures.ts';

type Film = NonNullable<RenderFramesQuery['render']>;

export interface Scrubber {
	readonly state: 'closed' | 'loading' | 'failed' | 'open';
	/** Null until it is open. */
	readonly film: Film | null;
	/** The steps that the slider goes over, rising: all, or those of stored pictures where no others were kept. */
	readonly stops: readonly number[];
	/** At which of the stops it stands; null while nothing is shown. */
	readonly index: number | null;
	/** The step of that stop. */
	readonly step: number | null;
	/** Its picture, or until that is there the nearest. */
	readonly frame: PreviewPartsFragment | null;
	/** How it stands with the picture of the step itself; null when it is there. */
	readonly progress: StepPictures['progress'];
	/** Whether it goes on by itself, from one of the steps that are played to the next. */
	readonly playing: boolean;
	open(): Promise<void>;
	/** Shows the step, or the nearest where the slider stops, and opens before. */
	showStep(step: number): Promise<void>;
	/** Of an index beyond the ends, the end. It stops playing. */
	show(index: number): void;
	/** Plays from where it stands, and from the beginning when it stands at the end; or stops playing. */
	togglePlaying(): void;
	close(): void;
}

/** How many frames to both sides are loaded before they are asked for. */
const ahead = 3;
/** How long each picture stands while it plays: eight a second, at which steps still seem to move. */
const pictureEveryMs = 125;
/** Steps that are played beside the stored pictures where all were kept; the first to play it waits for them. */
const playedSteps = 24;

/** The scrubber of one render. Opened, it shows the picture of `shownStep`, the last when that is null. */
export function useScrubber(renderId: string, shownStep: number | null = null): Scrubber {
	const [state, setState] = useState<Scrubber['state']>('closed');
	const [film, setFilm] = useState<Film | null>(null);
	const [index, setIndex] = useState<number | null>(null);
	const [playing, setPlaying] = useState(false);
	const stops = useMemo(() => (film ? stopsOf(film) : []), [film]);
	const step = index === null ? null : (stops[index] ?? null);
	const frames = film?.frames ?? [];
	const wanted = frames.some((frame) => frame.step === step) ? null : step;
	const { pictures, progress } = useStepPictures(renderId, wanted);
	const exact = wanted === null ? undefined : pictures.get(wanted);
	useEffect(() => {
		if (film === null || step === null) return;
		const at = film.frames.findIndex((frame) => frame.step >= step);
		for (const { url } of film.frames.slice(Math.max(0, at - ahead), at + ahead + 1)) new Image().src = url;
	}, [film, step]);
	const nextIndex = film === null || step === null ? null : nextPlayed(film, stops, step);
	const isThere = wanted === null || exact !== undefined;
	const isMissing = !isThere && progress !== null && progress !== 'coming';
	useEffect(() => {
		if (!playing) return;
		// What cannot be had now is said below the slider, and it stands there.
		if (nextIndex === null || isMissing) return setPlaying(false);
		if (!isThere) return;
		const timer = setTimeout(() => setIndex(nextIndex), pictureEveryMs);
		return () => clearTimeout(timer);
	}, [playing, nextIndex, isThere, isMissing]);
	async function open(asked: number): Promise<void> {
		setState('loading');
		try {
			const { render } = await browserRequest(RenderFramesDocument, { id: renderId });
			if (!render) return setState('failed');
			setFilm(render);
			setIndex(stopsOf(render).length < 2 || render.frames.length === 0 ? null : nearestStop(stopsOf(render), asked));
			setState('open');
		} catch {
			setState('failed');
		}
	}
	return {
		state,
		playing,
		film,
		stops,
		index,
		step,
		frame: step === null ? null : (exact ?? nearestFrame([...frames, ...pictures.values()], step)),
		progress,
		open: () => open(shownStep ?? Number.POSITIVE_INFINITY),
		async showStep(asked) {
			if (state !== 'open') return open(asked);
			setPlaying(false);
			setIndex(nearestStop(stops, asked));
		},
		show(wanted) {
			setPlaying(false);
			setIndex(Math.max(0, Math.min(stops.length - 1, wanted)));
		},
		togglePlaying() {
			if (!playing && nextIndex === null) setIndex(0);
			setPlaying(!playing);
		},
		close() {
			setPlaying(false);
			setIndex(null);
			setState('closed');
		},
	};
}

function stopsOf({ hasFilm, step: last, frames }: Film): readonly number[] {
	return hasFilm ? Array.from({ length: last }, (_, at) => at + 1) : frames.map(({ step }) => step);
}

/** The index of the stop that is nearest to a step; infinity is nearest to the last. Of stops, there must be one. */
export function nearestStop(stops: readonly number[], step: number): number {
	const after = stops.findIndex((stop) => stop >= step);
	if (after <= 0) return after < 0 ? stops.length - 1 : 0;
	return step - (stops[after - 1] ?? 0) < (stops[after] ?? 0) - step ? after - 1 : after;
}

/**
 * The stop that is played after `step`: that of the next stored picture or, where all steps were kept, of the next of a
 * few that are spread over the whole way. Null after the last.
 */
export function nextPlayed(film: Film, stops: readonly number[], step: number): number | null {
	const every = Math.max(1, Math.ceil(film.step / playedSteps));
	const stored = new Set(film.frames.map((frame) => frame.step));
	const at = stops.findIndex(
		(stop) => stop > step && (stored.has(stop) || (film.hasFilm && (stop % every === 0 || stop === film.step))),
	);
	return at < 0 ? null : at;
}

/** The picture of the step, or of the nearest; null of none. */
export function nearestFrame(frames: readonly PreviewPartsFragment[], step: number): PreviewPartsFragment | null {
	return frames.reduce<PreviewPartsFragment | null>(
		(best, each) => (best && Math.abs(best.step - step) <= Math.abs(each.step - step) ? best : each),
		null,
	);
}
