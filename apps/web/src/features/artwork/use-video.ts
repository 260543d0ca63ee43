'use client';
/** @file The video of a render: asked for once, then looked after until it is there. */
import { useEffect, useState } from 'react';
import { browserRequest, quietRequest } from '../../graphql/browser-request.ts';
import { RenderVideoDocument, RequestVideoDocument, type VideoPartsFragment } from '../../graphql/generated/graphql.ts';

/** How often is looked whether it is there: a worker makes it in seconds or minutes. */
const lookEveryMs = 2_000;

/** The video as it is, and a function that asks for it. */
export function useVideo(renderId: string, initial: VideoPartsFragment) {
	const [video, setVideo] = useState(initial);
	const [failed, setFailed] = useState(false);
	const waiting = video.state === 'WAITING';
	useEffect(() => {
		if (!waiting) return;
		const stop = new AbortController();
		const look = setInterval(() => {
			quietRequest(RenderVideoDocument, { id: renderId }, stop.signal)
				.then(({ render }) => render && setVideo(render.video))
				// The next look may be luckier.
				.catch(() => undefined);
		}, lookEveryMs);
		return () => {
			stop.abort();
			clearInterval(look);
		};
	}, [renderId, waiting]);

	async function ask(): Promise<void> {
		setFailed(false);
		try {
			const { requestVideo } = await browserRequest(RequestVideoDocument, { renderId });
			if (requestVideo.__typename === 'RequestVideoSuccess') setVideo(requestVideo.video);
			else setFailed(true);
		} catch {
			setFailed(true);
		}
	}
	return { video, failed: failed || video.state === 'FAILED', ask };
}
