'use client';
/** @file The way to a picture as near as one likes: a button, a click on the picture, or the key z. */
import { useTranslations } from 'next-intl';
import { lazy, type RefObject, Suspense, useEffect, useRef, useState } from 'react';
import type { ZoomedPicture } from './deep-zoom.tsx';

// Not before somebody wants it: the page is whole without.
const DeepZoom = lazy(async () => ({ default: (await import('./deep-zoom.tsx')).DeepZoom }));

interface ZoomButtonProps {
	readonly picture: ZoomedPicture;
	readonly title: string;
	/** The pictures in it open what the button opens when they are clicked. */
	readonly area: RefObject<HTMLElement | null>;
}

/** Closed, it gives the focus back to the button. */
export function ZoomButton({ picture, title, area }: ZoomButtonProps) {
	const t = useTranslations('Zoom');
	const [open, setOpen] = useState(false);
	const button = useRef<HTMLButtonElement>(null);
	useEffect(() => {
		const element = area.current;
		const look = (event: MouseEvent): void => {
			if (event.target instanceof HTMLImageElement) setOpen(true);
		};
		element?.addEventListener('click', look);
		return () => element?.removeEventListener('click', look);
	}, [area]);
	return (
		<>
			<button
				ref={button}
				type="button"
				data-shortcut="zoom"
				aria-haspopup="dialog"
				aria-label={t('open')}
				title={t('open')}
				className="button-icon border border-line bg-raised text-xl"
				onClick={() => setOpen(true)}
			>
				<svg viewBox="0 0 24 24" aria-hidden="true" className="size-5 fill-none stroke-current stroke-2">
					<circle cx="10" cy="10" r="6" />
					<path d="M14.5 14.5 21 21M10 7v6M7 10h6" />
				</svg>
			</button>
			<Suspense>
				{open && (
					<DeepZoom
						picture={picture}
						title={title}
						onClose={() => {
							setOpen(false);
							button.current?.focus();
						}}
					/>
				)}
			</Suspense>
		</>
	);
}
