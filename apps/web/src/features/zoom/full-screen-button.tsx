'use client';
/** @file The picture and its mat on the whole screen, by a button or the key f. */
import { useTranslations } from 'next-intl';
import { type RefObject, useEffect, useState } from 'react';

interface FullScreenButtonProps {
	/** What fills the screen. */
	readonly whole: RefObject<HTMLElement | null>;
}

/** Nothing where the browser fills no screen, as on phones that do so for films alone. A second press goes back. */
export function FullScreenButton({ whole }: FullScreenButtonProps) {
	const t = useTranslations('Zoom');
	const [possible, setPossible] = useState(false);
	useEffect(() => setPossible(document.fullscreenEnabled), []);
	if (!possible) return null;
	async function toggle(): Promise<void> {
		try {
			await (document.fullscreenElement ? document.exitFullscreen() : whole.current?.requestFullscreen());
		} catch {
			// The browser would not: the page stays as it is, and nothing is lost.
		}
	}
	return (
		<button
			type="button"
			data-shortcut="fullScreen"
			aria-label={t('fullScreen')}
			title={t('fullScreen')}
			className="button-icon border border-line bg-raised"
			onClick={() => void toggle()}
		>
			<svg viewBox="0 0 24 24" aria-hidden="true" className="size-5 fill-none stroke-current stroke-2">
				<path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5" />
			</svg>
		</button>
	);
}
