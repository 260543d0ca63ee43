'use client';
/** @file A slider over the steps of a render: for the mouse, the finger, the keyboard and the ear. */
import { useFormatter, useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import type { Shortcut } from '../chrome/shortcut.ts';
import { lossAt } from './loss-path.ts';
import { nearestStop, type Scrubber } from './use-scrubber.ts';

interface ScrubControlsProps {
	readonly scrubber: Scrubber;
	/** Steps of which comments speak. */
	readonly marks?: readonly number[];
}

/**
 * A button first; then the slider, whose arrow keys go from step to step. The focus goes along: to the slider when it
 * opens, and back to the button.
 */
export function ScrubControls({ scrubber, marks = [] }: ScrubControlsProps) {
	const t = useTranslations('Scrub');
	const { state } = scrubber;
	const button = useRef<HTMLButtonElement>(null);
	const wasOpen = useRef(false);
	useEffect(() => {
		if (wasOpen.current && state === 'closed') button.current?.focus();
		wasOpen.current = state === 'open';
	}, [state]);
	return (
		<div className="space-y-2">
			{state === 'open' ? (
				<Slider scrubber={scrubber} marks={marks} />
			) : (
				<button
					ref={button}
					type="button"
					data-shortcut="timeline"
					className="button-quiet"
					aria-disabled={state === 'loading'}
					onClick={() => state !== 'loading' && void scrubber.open()}
				>
					{t(state === 'loading' ? 'loading' : 'open')}
				</button>
			)}
			<p role="status" className="text-sm text-dot empty:hidden">
				{state === 'failed' && t('failed')}
			</p>
		</div>
	);
}

function Slider({ scrubber, marks }: Required<ScrubControlsProps>) {
	const { film, stops, index, step, frame, progress, playing, show, togglePlaying, close } = scrubber;
	const t = useTranslations('Scrub');
	const format = useFormatter();
	const id = useId();
	const slider = useRef<HTMLInputElement>(null);
	const none = useRef<HTMLParagraphElement>(null);
	useEffect(() => (slider.current ?? none.current)?.focus(), []);
	if (film === null || index === null || step === null || frame === null)
		return (
			<p ref={none} tabIndex={-1} className="text-soft outline-none">
				{t('none')}
			</p>
		);
	const { steps, lossHistory } = film;
	const loss = lossAt(lossHistory, step);
	const marked = [...new Set(marks.map((mark) => nearestStop(stops, mark)))];
	const told = t(marked.includes(index) ? 'toldCommented' : 'told', {
		step,
		steps,
		loss: loss === null ? '–' : format.number(loss, { minimumFractionDigits: 3, maximumFractionDigits: 3 }),
	});
	return (
		<>
			<div className="flex items-baseline justify-between gap-4">
				<label htmlFor={id} className="font-medium">
					{t('label')}
				</label>
				<output htmlFor={id} aria-live={playing ? 'off' : undefined} className="text-sm text-soft tabular-nums">
					{told}
				</output>
			</div>
			<div className="relative">
				<input
					ref={slider}
					id={id}
					type="range"
					className="h-11 w-full accent-dot"
					min={0}
					max={stops.length - 1}
					step={1}
					value={index}
					aria-valuetext={told}
					onChange={(event) => show(Number(event.target.value))}
				/>
				{marked.map((stop) => (
					<span
						key={stop}
						aria-hidden="true"
						className="pointer-events-none absolute bottom-0 size-1.5 -translate-x-1/2 rounded-full bg-ink"
						// The thumb is 16 px wide, and stays within the slider.
						style={{ left: `calc(8px + (100% - 16px) * ${stop / Math.max(1, stops.length - 1)})` }}
					/>
				))}
			</div>
			{/* Has its room also while it is empty, so that nothing below moves. */}
			<p role="status" className="min-h-10 text-sm text-soft sm:min-h-5">
				{progress && t(`progress.${progress}`, { step, shown: frame.step })}
			</p>
			<div className="flex flex-wrap items-center gap-x-1">
				<Sign shortcut="stepBack" label={t('back')} onPress={() => show(index - 1)}>
					<path d="M15 5 8 12l7 7" />
				</Sign>
				<Sign shortcut="play" label={t(playing ? 'pause' : 'play')} onPress={togglePlaying}>
					{playing ? <path d="M9 5v14M15 5v14" /> : <path d="M8 5v14l11-7Z" fill="currentColor" />}
				</Sign>
				<Sign shortcut="stepOn" label={t('on')} onPress={() => show(index + 1)}>
					<path d="m9 5 7 7-7 7" />
				</Sign>
				<button
					type="button"
					data-shortcut="close timeline"
					className="quiet-link ml-auto min-h-6 text-sm"
					onClick={close}
				>
					{t('close')}
				</button>
			</div>
		</>
	);
}

interface SignProps {
	readonly shortcut: Shortcut;
	readonly label: string;
	readonly onPress: () => void;
	/** What is drawn, in a box of 24 by 24. */
	readonly children: ReactNode;
}

/** A button with a drawing on it. */
function Sign({ shortcut, label, onPress, children }: SignProps) {
	return (
		<button
			type="button"
			data-shortcut={shortcut}
			aria-label={label}
			title={label}
			className="button-icon"
			onClick={onPress}
		>
			<svg
				viewBox="0 0 24 24"
				aria-hidden="true"
				className="size-5 fill-none stroke-current stroke-2"
				strokeLinejoin="round"
			>
				{children}
			</svg>
		</button>
	);
}
