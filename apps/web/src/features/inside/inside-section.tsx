'use client';
/** @file The way into a step on the page of a render; what is behind it comes when somebody opens it. */
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useId, useState } from 'react';
import type { RenderViewFragment } from '../../graphql/generated/graphql.ts';

const InsidePanel = lazy(async () => ({ default: (await import('./inside-panel.tsx')).InsidePanel }));

interface InsideSectionProps {
	readonly render: RenderViewFragment;
	/** The step that is looked at on the page; null for the newest. */
	readonly lookedAt: number | null;
}

/** Closed until it is asked for; nothing before the first step, and for who may not know the recipe. */
export function InsideSection({ render, lookedAt }: InsideSectionProps) {
	const t = useTranslations('Inside');
	const [open, setOpen] = useState(false);
	const panelId = useId();
	const first = (render.recipe?.forkStep ?? 0) + 1;
	if (!render.recipe || render.step < first) return null;
	return (
		<section className="mt-12 border-t border-line pt-6" aria-label={t('title')}>
			<h2 className="text-xl">
				<button
					type="button"
					className="quiet-link min-h-11 text-left"
					aria-expanded={open}
					aria-controls={panelId}
					onClick={() => setOpen(!open)}
				>
					<span aria-hidden="true" className={`mr-2 inline-block ${open ? 'rotate-90' : ''}`}>
						›
					</span>
					{t('title')}
				</button>
			</h2>
			<div id={panelId} hidden={!open}>
				<Suspense fallback={<p role="status">{t('loading')}</p>}>
					{open && <InsidePanel render={render} recipe={render.recipe} first={first} lookedAt={lookedAt} />}
				</Suspense>
			</div>
		</section>
	);
}
