'use client';
/** @file A picture as near as one likes, over the whole window: by wheel, mouse, fingers, keys and buttons. */
import { useFormatter, useTranslations } from 'next-intl';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { openZoomStage, type ZoomStage, type ZoomView } from './zoom-stage.ts';

/** The picture to look at. */
export interface ZoomedPicture {
	readonly url: string;
	/** Of its file, in pixels. */
	readonly width: number;
	readonly height: number;
	readonly alt: string;
}

interface DeepZoomProps {
	readonly picture: ZoomedPicture;
	readonly title: string;
	/** Called when it has been closed, by Escape or otherwise. */
	readonly onClose: () => void;
}

/** Of one press of a key or button: how much nearer, and by which part of the window. */
const nearer = 1.5;
const part = 1 / 8;

/** From so many pixels of the screen for one of the picture on, its pixels are shown as what they are. */
const pixelsShownFrom = 2;

const moves: Readonly<Record<string, readonly [number, number]>> = {
	ArrowLeft: [part, 0],
	ArrowRight: [-part, 0],
	ArrowUp: [0, part],
	ArrowDown: [0, -part],
};

/** Open as long as it is in the page. */
export function DeepZoom({ picture, title, onClose }: DeepZoomProps) {
	const t = useTranslations('Zoom');
	const format = useFormatter();
	const dialog = useRef<HTMLDialogElement>(null);
	const element = useRef<HTMLDivElement>(null);
	const stage = useRef<ZoomStage>(null);
	const [view, setView] = useState<ZoomView | null>(null);
	const { url, width, height, alt } = picture;
	useEffect(() => {
		if (!dialog.current?.open) dialog.current?.showModal();
		if (!element.current) return;
		const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
		const opened = openZoomStage(element.current, { width, height }, { isStill, onView: setView });
		stage.current = opened;
		return () => opened.end();
	}, [width, height]);

	function obey(event: KeyboardEvent): void {
		if (event.ctrlKey || event.metaKey || event.altKey) return;
		const move = moves[event.key];
		if (move) stage.current?.move(...move);
		else if (event.key === '+' || event.key === '=') stage.current?.by(nearer);
		else if (event.key === '-' || event.key === '_') stage.current?.by(1 / nearer);
		else if (event.key === '0') stage.current?.showWhole();
		else return;
		event.preventDefault();
	}

	return (
		<dialog
			ref={dialog}
			aria-label={t('title', { title })}
			onClose={onClose}
			onKeyDown={obey}
			className="m-0 h-dvh max-h-none w-screen max-w-none flex-col overflow-hidden bg-mat p-0 text-ink open:flex"
		>
			<div
				ref={element}
				className="relative min-h-0 flex-1 cursor-grab touch-none overflow-hidden active:cursor-grabbing"
			>
				<img
					src={url}
					alt={alt}
					width={width}
					height={height}
					draggable={false}
					className="pointer-events-none absolute top-0 left-0 max-w-none origin-top-left select-none"
					style={view ? styleOf(view) : { visibility: 'hidden' }}
				/>
			</div>
			<div className="flex flex-wrap items-center border-t border-line bg-raised px-1 py-1 sm:gap-x-2 sm:px-3">
				<button
					type="button"
					className="button-icon text-xl"
					aria-label={t('in')}
					onClick={() => stage.current?.by(nearer)}
				>
					+
				</button>
				<button
					type="button"
					className="button-icon text-xl"
					aria-label={t('out')}
					onClick={() => stage.current?.by(1 / nearer)}
				>
					−
				</button>
				<button type="button" className="button-icon px-1.5 sm:px-3" onClick={() => stage.current?.showWhole()}>
					{t('whole')}
				</button>
				<output className="min-w-16 text-sm text-soft tabular-nums">
					{view && format.number(view.scale, { style: 'percent', maximumFractionDigits: 0 })}
				</output>
				<p className="hidden flex-1 text-sm text-soft md:block">{t('hint')}</p>
				<button type="button" className="button-quiet ml-auto" onClick={() => dialog.current?.close()}>
					{t('close')}
				</button>
			</div>
		</dialog>
	);
}

function styleOf({ scale, x, y }: ZoomView) {
	return {
		transform: `translate(${x}px, ${y}px) scale(${scale})`,
		imageRendering: scale * devicePixelRatio >= pixelsShownFrom ? 'pixelated' : 'auto',
	} as const;
}
