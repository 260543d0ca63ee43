/** @file Asks, when somebody pauses in changing the form, how long its render would take. */
import { useEffect, useState } from 'react';
import { quietRequest } from '../../graphql/browser-request.ts';
import {
	type QueuePartsFragment,
	RenderEstimateDocument,
	type RenderEstimateQueryVariables,
} from '../../graphql/generated/graphql.ts';

/** Long enough for a number to be written. */
const pauseMs = 400;

/** The place and time of such a render; null while nothing is known. Null for `work` asks nothing. */
export function useEstimate(work: RenderEstimateQueryVariables | null): QueuePartsFragment | null {
	const [place, setPlace] = useState<QueuePartsFragment | null>(null);
	// By its text, so that the same work is asked about once.
	const asked = work && JSON.stringify(work);
	useEffect(() => {
		if (asked === null) {
			setPlace(null);
			return;
		}
		const abort = new AbortController();
		const timer = setTimeout(() => {
			quietRequest(RenderEstimateDocument, JSON.parse(asked) as RenderEstimateQueryVariables, abort.signal).then(
				({ renderEstimate }) => setPlace(renderEstimate),
				// An estimate that does not come is no one's concern.
				() => setPlace(null),
			);
		}, pauseMs);
		return () => {
			clearTimeout(timer);
			abort.abort();
		};
	}, [asked]);
	return place;
}
