'use client';
/** @file Looking at the steps of a render one by one: its stored pictures, loaded when somebody asks. */
import { useEffect, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import {
	type PreviewPartsFragment,
	RenderFramesDocument,
	type RenderFramesQuery,
} from '../../graphql/generated/graphql.ts';

type Film = NonNullable<RenderFramesQuery['render']>;

export interface Scrubber {
	readonly state: 'closed' | 'loading' | 'failed' | 'open';
	/** Null until it is open. */
	readonly film: Film | null;
	/** Which of the film's frames is shown; null while none is. */
	readonly index: number | null;
	/** That frame. */
	readonly frame: PreviewPartsFragment | null;
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
	useEffect(() => {
		if (film === null || index === null) return;
		for (const { url } of film.frames.slice(Math.max(0, index - ahead), index + ahead + 1)) new Image().src = url;
	}, [film, index]);
	return {
		state,
		film,
		index,
		frame: index === null ? null : (film?.frames[index] ?? null),
		async open() {
			setState('loading');
			try {
				const { render } = await browserRequest(RenderFramesDocument, { id: renderId });
				if (!render) return setState('failed');
				setFilm(render);
				setIndex(render.frames.length === 0 ? null : render.frames.length - 1);
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
