'use client';
/** @file One render of a batch: its picture as it forms, how far it is, and what can be done with it. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useEffect, useId, useState } from 'react';
import type { RenderViewFragment } from '../../graphql/generated/graphql.ts';
import { VeiledPicture } from '../levels/veiled-picture.tsx';
import { CrossFade } from '../watch/cross-fade.tsx';
import { isOver } from '../watch/live-state.ts';
import { nameOf } from '../watch/name-of.ts';
import { RenderProgress } from '../watch/render-progress.tsx';
import type { SocketPlace } from '../watch/socket-url.ts';
import { useLiveRender } from '../watch/use-live-render.ts';

interface BatchTileProps {
	readonly initial: RenderViewFragment;
	readonly socket: SocketPlace;
	/** Its place, from 1. */
	readonly number: number;
	/** Told of every change. */
	readonly onChange: (render: RenderViewFragment) => void;
	/** Stops all others that are under way; null where there are none. */
	readonly onStopOthers: (() => void) | null;
}

export function BatchTile({ initial, socket, number, onChange, onStopOthers }: BatchTileProps) {
	const t = useTranslations('Batch');
	const render = useTranslations('Render');
	const id = useId();
	const { state } = useLiveRender(initial, socket);
	const { render: current } = state;
	const [lifted, setLifted] = useState(false);
	useEffect(() => onChange(current), [current, onChange]);
	const newest = current.image ?? current.preview;
	const alt = render('pictureAlt', { name: `${nameOf(current, t('nameless'))} (${number})` });
	const isVeiled = current.viewerVeiled && !lifted;
	return (
		<article aria-labelledby={id} className="space-y-4">
			<div className="bg-mat p-[clamp(1rem,4vw,2.5rem)]">
				<div
					className="mx-auto shadow-[0_1px_2px_var(--shadow),0_12px_40px_-12px_var(--shadow)]"
					style={{ maxWidth: `min(100%, ${Math.max(current.width, Math.min(384, 2 * current.width))}px)` }}
				>
					{isVeiled && newest ? (
						<VeiledPicture
							veiled
							level={current.contentLevel}
							image={{ ...newest, width: current.width, height: current.height }}
							alt={alt}
							onShow={() => setLifted(true)}
							className="h-auto w-full"
						/>
					) : (
						<CrossFade frame={isVeiled ? null : newest} alt={alt} width={current.width} height={current.height} />
					)}
				</div>
			</div>
			<h2 id={id} className="text-sm text-soft tabular-nums">
				{current.recipe ? t('seed', { number, seed: current.recipe.seed }) : t('numbered', { number })}
			</h2>
			<RenderProgress state={state} />
			<div className="flex flex-wrap gap-3">
				<Next render={current} />
				{onStopOthers && (
					<button type="button" className="button-quiet" onClick={onStopOthers}>
						{t('stopOthers')}
					</button>
				)}
			</div>
		</article>
	);
}

/** Where to go on with it: its artwork, its form to publish, or its page. */
function Next({ render }: { readonly render: RenderViewFragment }) {
	const t = useTranslations('Batch');
	if (render.artwork)
		return (
			<Link href={`/artworks/${render.artwork.id}`} className="button-quiet">
				{t('artwork')}
			</Link>
		);
	const [address, isPublishable] = [`/renders/${render.id}`, isOver(render) && render.viewerCanPublish];
	return (
		<Link
			href={isPublishable ? `${address}#publish` : address}
			prefetch={false}
			className={isPublishable ? 'button-main' : 'button-quiet'}
		>
			{t(isPublishable ? 'publish' : 'open')}
		</Link>
	);
}
