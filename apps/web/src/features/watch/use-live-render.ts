'use client';
/** @file A render as it happens, for a component. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { quietRequest } from '../../graphql/browser-request.ts';
import {
	RenderEventsDocument,
	type RenderEventsSubscription,
	RenderPageDocument,
	type RenderViewFragment,
} from '../../graphql/generated/graphql.ts';
import { named } from '../../graphql/request.ts';
import { browserName } from './browser-name.ts';
import { followRender, type LiveSource } from './follow-render.ts';
import { isOver, type LiveAction, type LiveState, reduceLive, startLiveState } from './live-state.ts';
import { type SocketPlace, socketUrl } from './socket-url.ts';

/** The live state, and a way to put in a whole render that a mutation brought. */
export function useLiveRender(initial: RenderViewFragment, place: SocketPlace) {
	const [state, setState] = useState<LiveState>(() => startLiveState(initial));
	const current = useRef(state);
	const dispatch = useCallback((action: LiveAction) => {
		current.current = reduceLive(current.current, action);
		setState(current.current);
	}, []);
	const { id } = initial;
	const { publicApiUrl, apiPort } = place;
	useEffect(() => {
		if (isOver(current.current.render)) return;
		let stop = (): void => undefined;
		// The server says what there is to say: that there is nothing here.
		const onGone = (): void => window.location.reload();
		const start = (): void => {
			stop();
			const source = openSource(id, socketUrl({ publicApiUrl, apiPort }, window.location));
			stop = followRender({ source, state: () => current.current, dispatch, onGone });
		};
		start();
		// A page that comes back from the back-forward cache has a dead socket.
		const revive = (event: PageTransitionEvent): void => {
			if (event.persisted) start();
		};
		window.addEventListener('pageshow', revive);
		return () => {
			window.removeEventListener('pageshow', revive);
			stop();
		};
	}, [id, publicApiUrl, apiPort, dispatch]);
	const take = useCallback((render: RenderViewFragment) => dispatch({ type: 'fetched', render }), [dispatch]);
	return { state, take };
}

function openSource(id: string, url: string): LiveSource {
	return {
		fetch: async () => (await quietRequest(RenderPageDocument, { id })).render,
		subscribe(afterSeq, onEvent, onClosed) {
			let closed = false;
			let dispose = (): void => undefined;
			const close = (): void => {
				if (closed) return;
				closed = true;
				dispose();
				onClosed();
			};
			// Loaded only by those who watch something unfinished.
			import('graphql-ws').then(({ createClient }) => {
				if (closed) return;
				const client = createClient({ url, retryAttempts: 0, keepAlive: 12_000 });
				dispose = () => void client.dispose();
				client.subscribe<RenderEventsSubscription>(
					// The protocol wants a text, and the API takes the document of the id in its place.
					{
						query: '',
						extensions: { ...named(RenderEventsDocument) },
						variables: { id, afterSeq, browser: browserName() },
					},
					{ next: ({ data }) => data && onEvent(data.renderEvents), error: close, complete: close },
				);
			}, close);
			return () => {
				closed = true;
				dispose();
			};
		},
	};
}
