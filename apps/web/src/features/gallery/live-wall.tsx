'use client';
/** @file What is being rendered now: pictures on their way, each with a way to watch it. */
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { type LiveCardFragment, LiveRendersDocument } from '../../graphql/generated/graphql.ts';
import { Picture } from '../../ui/picture.tsx';

/** The whole list is asked for so often; who wants to see every step opens the render. */
const lookEveryMs = 2_000;
/** For who wants less motion. */
const lookSeldomMs = 15_000;

/** Keeps itself up to date while somebody looks at it. */
export function LiveWall({ initial }: { readonly initial: readonly LiveCardFragment[] }) {
	const t = useTranslations('Live');
	const renders = useLiveRenders(initial);
	if (renders.length === 0)
		return (
			<p className="py-8 text-soft">
				{t.rich('nothing', {
					link: (text) => (
						<Link href="/create" className="quiet-link">
							{text}
						</Link>
					),
				})}
			</p>
		);
	return (
		<div className="@container">
			<ul className="plain-grid">
				{renders.map((render) => (
					<li key={render.id}>
						<LiveCard render={render} />
					</li>
				))}
			</ul>
		</div>
	);
}

function LiveCard({ render }: { readonly render: LiveCardFragment }) {
	const t = useTranslations('Live');
	const format = useFormatter();
	const { id, step, steps, width, height, recipe, preview } = render;
	const share = format.number(step / steps, { style: 'percent', maximumFractionDigits: 0 });
	return (
		<article>
			<Link href={`/renders/${id}`} prefetch={false} className="group block">
				<span className="grid aspect-square place-items-center bg-mat p-[9%]">
					{preview && (
						<Picture
							image={{ ...preview, width, height }}
							alt=""
							className={`shadow-sm ${height > width ? 'h-full w-auto' : 'h-auto w-full'}`}
						/>
					)}
				</span>
				<span className="mt-2.5 line-clamp-2 block font-display text-[1.0625rem] leading-snug italic underline-offset-4 group-hover:underline">
					{recipe?.prompt ?? t('nameless')}
				</span>
			</Link>
			<p className="text-[0.8125rem] text-soft tabular-nums">{t('progress', { step, steps, share })}</p>
		</article>
	);
}

function useLiveRenders(initial: readonly LiveCardFragment[]): readonly LiveCardFragment[] {
	const [renders, setRenders] = useState(initial);
	useEffect(() => {
		const stop = new AbortController();
		const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
		const look = async (): Promise<void> => {
			if (document.visibilityState !== 'visible') return;
			// Without an answer the last one stands; the next question may have one.
			const answer = await browserRequest(LiveRendersDocument, {}, stop.signal).catch(() => null);
			if (answer && !stop.signal.aborted) setRenders(answer.liveRenders);
		};
		const timer = setInterval(() => void look(), calm ? lookSeldomMs : lookEveryMs);
		const onReturn = (): void => void look();
		document.addEventListener('visibilitychange', onReturn);
		return () => {
			stop.abort();
			clearInterval(timer);
			document.removeEventListener('visibilitychange', onReturn);
		};
	}, []);
	return renders;
}
