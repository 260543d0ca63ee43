'use client';
/** @file The renders of a batch side by side, live: the best is kept, and the others are stopped. */
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { CancelRenderDocument, type RenderViewFragment } from '../../graphql/generated/graphql.ts';
import { TermChips } from '../compose/term-chips.tsx';
import { isOver } from '../watch/live-state.ts';
import { nameOf } from '../watch/name-of.ts';
import type { SocketPlace } from '../watch/socket-url.ts';
import { BatchTile } from './batch-tile.tsx';

interface LiveBatchProps {
	/** As the server found them; at least one. */
	readonly initial: readonly RenderViewFragment[];
	readonly socket: SocketPlace;
}

/** Two by two, in one column on a narrow screen. */
export function LiveBatch({ initial, socket }: LiveBatchProps) {
	const t = useTranslations('Batch');
	const [renders, setRenders] = useState(initial);
	const [failed, setFailed] = useState(false);
	const take = useCallback((render: RenderViewFragment) => {
		setRenders((before) => before.map((each) => (each.id === render.id ? render : each)));
	}, []);
	const [first] = renders;
	if (!first) return null;
	const running = renders.filter((render) => render.viewerCanCancel && !isOver(render));

	async function stopAllBut(id: string): Promise<void> {
		setFailed(false);
		const others = running.filter((render) => render.id !== id);
		const stopped = await Promise.allSettled(
			others.map(({ id: other }) => browserRequest(CancelRenderDocument, { id: other })),
		);
		setFailed(stopped.some(({ status }) => status === 'rejected'));
	}
	return (
		<>
			<h1 className="pt-6 font-display text-[clamp(1.75rem,4vw,2.375rem)] italic sm:pt-10">
				{nameOf(first, t('nameless'))}
			</h1>
			{first.recipe && first.recipe.terms.length > 1 && (
				<div className="mt-4">
					<TermChips terms={first.recipe.terms} />
				</div>
			)}
			<p role="status" className="mt-3 mb-8 text-soft">
				{t('told', { count: initial.length, done: renders.filter(isOver).length })}
			</p>
			{failed && (
				<p role="alert" className="mb-6 text-dot">
					{t('notStopped')}
				</p>
			)}
			<ul className="grid gap-x-10 gap-y-12 sm:grid-cols-2">
				{initial.map((render, index) => (
					<li key={render.id}>
						<BatchTile
							initial={render}
							socket={socket}
							number={index + 1}
							onChange={take}
							onStopOthers={running.some(({ id }) => id !== render.id) ? () => void stopAllBut(render.id) : null}
						/>
					</li>
				))}
			</ul>
		</>
	);
}
