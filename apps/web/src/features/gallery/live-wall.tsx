'use client';
/** @file What is being rendered now: pictures on their way, each with a way to watch it. */
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { quietRequest } from '../../graphql/browser-request.ts';
import { type LiveCardFragment, LiveRendersDocument } from '../../graphql/generated/graphql.ts';
import { RenderCard } from './render-card.tsx';
import { useLook } from './use-look.ts';

const readLive = async (signal: AbortSignal): Promise<readonly LiveCardFragment[]> =>
	(await quietRequest(LiveRendersDocument, {}, signal)).liveRenders;

/** Keeps itself up to date while somebody looks at it. */
export function LiveWall({ initial }: { readonly initial: readonly LiveCardFragment[] }) {
	const t = useTranslations('Live');
	const { list: renders } = useLook(initial, readLive);
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
						<RenderCard
							render={render}
							picture={render.preview}
							href={`/renders/${render.id}`}
							name={render.recipe?.prompt ?? t('nameless')}
						>
							<StepsDone render={render} />
						</RenderCard>
					</li>
				))}
			</ul>
		</div>
	);
}

/** How far it is. */
export function StepsDone({ render: { step, steps } }: { readonly render: LiveCardFragment }) {
	const t = useTranslations('Live');
	const format = useFormatter();
	const share = format.number(step / steps, { style: 'percent', maximumFractionDigits: 0 });
	return <p>{t('progress', { step, steps, share })}</p>;
}
