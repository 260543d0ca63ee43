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
	open(): Promise<void>;
	show(index: number): void;
	close(): void;
}

/** How many frames to both sides are loaded before they are asked for. */
const ahead = 3;

/** The scrubber of one render. Opened, it shows the last frame. */
export function useScrubber(renderId: string): Scrubber {
	const [state, setState] = useState<Scrubber['state']>('closed');
	const [film, setFilm] = useState<Film | null>(null);
	const [index, setIndex] = useState<number | null>(null);
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
	return {
		state,
		film,
		stops,
		index,
		step,
		frame: step === null ? null : (exact ?? nearestFrame([...frames, ...pictures.values()], step)),
		progress,
		async open() {
			setState('loading');
			try {
				const { render } = await browserRequest(RenderFramesDocument, { id: renderId });
				if (!render) return setState('failed');
				setFilm(render);
				setIndex(render.frames.length === 0 ? null : stopsOf(render).length - 1);
				setState('open');
			} catch {
				setState('failed');
			}
		},
		show: setIndex,
		close() {
			setIndex(null);
			setState('closed');
		},
	};
}

function stopsOf({ hasFilm, steps, frames }: Film): readonly number[] {
	return hasFilm ? Array.from({ length: steps }, (_, at) => at + 1) : frames.map(({ step }) => step);
}

/** The picture of the step, or of the nearest; null of none. */
export function nearestFrame(frames: readonly PreviewPartsFragment[], step: number): PreviewPartsFragment | null {
	return frames.reduce<PreviewPartsFragment | null>(
		(best, each) => (best && Math.abs(best.step - step) <= Math.abs(each.step - step) ? best : each),
		null,
	);
}
