'use client';
/** @file The way to comparing captions on the page of an artwork; what is behind it comes when somebody opens it. */
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useId, useState } from 'react';

const CaptionPanel = lazy(async () => ({ default: (await import('./caption-panel.tsx')).CaptionPanel }));

/** Closed until it is asked for. */
export function CaptionSection({ artworkId }: { readonly artworkId: string }) {
	const t = useTranslations('Captions');
	const [open, setOpen] = useState(false);
	const panelId = useId();
	return (
		<section className="mt-12" aria-label={t('title')}>
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
					{open && <CaptionPanel artworkId={artworkId} />}
				</Suspense>
			</div>
		</section>
	);
}
