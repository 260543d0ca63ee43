'use client';
/** @file What somebody has asked for themselves, with what became of it and what can be done with it. */
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { quietRequest } from '../../graphql/browser-request.ts';
import { type OwnRenderFragment, OwnRendersDocument, type RenderStage } from '../../graphql/generated/graphql.ts';
import { isOver } from '../watch/live-state.ts';
import { StepsDone } from './live-wall.tsx';
import { RenderCard } from './render-card.tsx';
import { useLook } from './use-look.ts';

interface OwnWallProps {
	/** A page of them, as the server found it. */
	readonly initial: readonly OwnRenderFragment[];
	readonly stage: RenderStage | null;
	/** The cursor of the page. */
	readonly after: string | null;
}

/** Keeps itself up to date as long as one of them is on its way. */
export function OwnWall({ initial, stage, after }: OwnWallProps) {
	const t = useTranslations('OwnRenders');
	const read = useCallback(
		async (signal: AbortSignal): Promise<readonly OwnRenderFragment[]> => {
			const { viewer } = await quietRequest(OwnRendersDocument, { stage, after }, signal);
			return viewer?.renders?.edges.map(({ node }) => node) ?? [];
		},
		[stage, after],
	);
	const renders = useLook(initial, read, (list) => list.some((render) => !isOver(render)));
	return (
		<div className="@container">
			<ul className="plain-grid">
				{renders.map((render) => (
					<li key={render.id}>
						<RenderCard
							render={render}
							picture={render.image ?? render.preview}
							href={render.artwork ? `/artworks/${render.artwork.id}` : `/renders/${render.id}`}
							name={render.artwork?.title ?? render.recipe?.prompt ?? t('nameless')}
						>
							<StateLine render={render} />
						</RenderCard>
					</li>
				))}
			</ul>
		</div>
	);
}

function StateLine({ render }: { readonly render: OwnRenderFragment }) {
	const t = useTranslations('OwnRenders');
	const states = useTranslations('Render');
	const format = useFormatter();
	const { state, queue, artwork } = render;
	return (
		<>
			<p>
				{artwork ? t('published') : states(`states.${state}`)}
				{queue && <> · {t('place', { position: queue.position })}</>}
			</p>
			{(state === 'WARMING' || state === 'RUNNING') && <StepsDone render={render} />}
			<p>
				<time dateTime={render.createdAt}>
					{format.dateTime(new Date(render.createdAt), { dateStyle: 'medium', timeStyle: 'short' })}
				</time>
			</p>
			{state === 'DONE' && !artwork && (
				<Link
					href={`/renders/${render.id}#publish`}
					prefetch={false}
					className="quiet-link inline-flex min-h-8 items-center"
				>
					{t('publish')}
				</Link>
			)}
		</>
	);
}
