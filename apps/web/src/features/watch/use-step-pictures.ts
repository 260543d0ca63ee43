'use client';
/** @file Pictures of the steps where a slider rests: decoded when somebody asks, and laid over the nearest once loaded. */
import { useEffect, useState } from 'react';
import type { PreviewPartsFragment } from '../../graphql/generated/graphql.ts';
import { askStepPicture, type StepProblem } from './ask-step-picture.ts';

/** So long a slider stands before its step is asked for: keys that are held and fingers that drag pass by faster. */
const restMs = 250;

export interface StepPictures {
	/** By the step that was asked for; loaded, so that they are shown at once. */
	readonly pictures: ReadonlyMap<number, PreviewPartsFragment>;
	/** Of the step that is wanted: on its way, or why there is none; null before it is asked for and when it is there. */
	readonly progress: 'coming' | StepProblem | null;
}

/** Asks for the picture of `step`, once that has not changed for a moment; null for none. */
export function useStepPictures(renderId: string, step: number | null): StepPictures {
	const [pictures, setPictures] = useState<ReadonlyMap<number, PreviewPartsFragment>>(new Map());
	const [progress, setProgress] = useState<StepPictures['progress']>(null);
	const isThere = step === null || pictures.has(step);
	useEffect(() => {
		setProgress(null);
		if (isThere) return;
		const stop = new AbortController();
		const { signal } = stop;
		const ask = async (): Promise<void> => {
			setProgress('coming');
			const answer = await askStepPicture(renderId, step, signal).catch((): StepProblem => 'failed');
			if (signal.aborted) return;
			if (typeof answer === 'string') return setProgress(answer);
			const image = new Image();
			image.src = answer.url;
			// What cannot be decoded ahead is shown as it loads.
			await image.decode().catch(() => undefined);
			if (!signal.aborted) setPictures((known) => new Map(known).set(step, answer));
		};
		const timer = setTimeout(() => void ask(), restMs);
		return () => {
			stop.abort();
			clearTimeout(timer);
		};
	}, [renderId, step, isThere]);
	return { pictures, progress };
}
