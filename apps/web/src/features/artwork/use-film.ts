'use client';
/** @file The film of a render's making: asked for once, looked after until it is there, then played. */
import { useEffect, useState } from 'react';
import { browserRequest, quietRequest } from '../../graphql/browser-request.ts';
import { RenderVideoDocument, RequestVideoDocument, type VideoPartsFragment } from '../../graphql/generated/graphql.ts';

/** How often is looked whether it is there: a worker makes it in seconds or minutes. */
const lookEveryMs = 2_000;

/** How many times as large as it is a film may be shown. */
export const filmScales = [1, 2, 4] as const;
export type FilmScale = (typeof filmScales)[number];
/** How many times as fast as it was made. */
export const filmSpeeds = [0.25, 0.5, 1, 2, 4] as const;
type FilmSpeed = (typeof filmSpeeds)[number];
/** A film of small pictures is small. */
const usualScale: FilmScale = 2;

/** A film and what can be done with it. */
export interface Film {
	readonly state: VideoPartsFragment['state'];
	readonly files: Pick<VideoPartsFragment, 'mp4Url' | 'webpUrl'>;
	/** It could not be asked for, or not be made. */
	readonly failed: boolean;
	readonly playing: boolean;
	readonly scale: FilmScale;
	readonly speed: FilmSpeed;
	/** Has it made. */
	ask(): Promise<void>;
	play(): void;
	close(): void;
	setScale(scale: FilmScale): void;
	setSpeed(speed: FilmSpeed): void;
}

/** The film as it is. */
export function useFilm(renderId: string, initial: VideoPartsFragment): Film {
	const [video, setVideo] = useState(initial);
	const [playing, setPlaying] = useState(false);
	const [scale, setScale] = useState<FilmScale>(usualScale);
	const [speed, setSpeed] = useState<FilmSpeed>(1);
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
	return {
		state: video.state,
		files: video,
		failed: failed || video.state === 'FAILED',
		playing,
		scale,
		speed,
		ask,
		play: () => setPlaying(true),
		close: () => setPlaying(false),
		setScale,
		setSpeed,
	};
}
