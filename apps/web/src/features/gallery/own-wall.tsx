'use client';
/** @file What somebody has asked for themselves, with what became of it and what can be done with it. */
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { useCallback, useRef, useState } from 'react';
import { quietRequest } from '../../graphql/browser-request.ts';
import { type OwnRenderFragment, OwnRendersDocument, type RenderStage } from '../../graphql/generated/graphql.ts';
import { isOver } from '../watch/live-state.ts';
import { useRangeText } from '../watch/use-range-text.ts';
import { StepsDone } from './live-wall.tsx';
import { RenderCard } from './render-card.tsx';
import { useLook } from './use-look.ts';
import { type WaitingChange, WaitingControls } from './waiting-controls.tsx';

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
	const { list: renders, lookNow } = useLook(initial, read, (list) => list.some((render) => !isOver(render)));
	const [said, setSaid] = useState<{ readonly change: WaitingChange; readonly name: string } | null>(null);
	const status = useRef<HTMLParagraphElement>(null);
	const line = renders
		.filter((render) => render.queue && !render.paused)
		.sort((one, other) => (one.queue?.position ?? 0) - (other.queue?.position ?? 0))
		.map(({ id }) => id);

	async function show(change: WaitingChange, name: string): Promise<void> {
		await lookNow();
		setSaid({ change, name });
		// The button may be gone with what it did; the keyboard goes on from where it is said.
		requestAnimationFrame(() => document.activeElement === document.body && status.current?.focus());
	}
	return (
		<div className="@container">
			<p ref={status} role="status" tabIndex={-1} className={said ? 'mb-5' : 'sr-only'}>
				{said && t(`waiting.done.${said.change}`, { name: said.name })}
			</p>
			<ul className="plain-grid">
				{renders.map((render) => {
					const name = render.artwork?.title ?? render.recipe?.prompt ?? t('nameless');
					return (
						<li key={render.id}>
							<RenderCard
								render={render}
								picture={render.image ?? render.preview}
								href={render.artwork ? `/artworks/${render.artwork.id}` : `/renders/${render.id}`}
								name={name}
							>
								<StateLine render={render} />
								{render.state === 'QUEUED' && (
									<WaitingControls render={render} name={name} line={line} onChange={show} />
								)}
							</RenderCard>
						</li>
					);
				})}
			</ul>
		</div>
	);
}

function StateLine({ render }: { readonly render: OwnRenderFragment }) {
	const t = useTranslations('OwnRenders');
	const states = useTranslations('Render');
	const format = useFormatter();
	const { state, queue, paused, artwork } = render;
	return (
		<>
			<p>
				{artwork ? t('published') : paused ? t('waiting.paused') : states(`states.${state}`)}
				{queue && !paused && <> · {t('place', { position: queue.position })}</>}
			</p>
			{queue && !paused && <Wait queue={queue} />}
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

/** When a waiting render should be done, or what it lacks. */
function Wait({
	queue: { eta, servable, missingPackId },
}: {
	readonly queue: NonNullable<OwnRenderFragment['queue']>;
}) {
	const t = useTranslations('Render');
	const time = useRangeText()(eta);
	if (missingPackId) return <p>{t('missingPack', { pack: missingPackId })}</p>;
	if (!servable) return <p>{t('noWorker')}</p>;
	return time && <p>{t('doneIn', { time })}</p>;
}
