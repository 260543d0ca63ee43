'use client';
/** @file A slider over the steps of a render: for the mouse, the finger, the keyboard and the ear. */
import { useFormatter, useTranslations } from 'next-intl';
import { useId } from 'react';
import { lossAt } from './loss-path.ts';
import type { Scrubber } from './use-scrubber.ts';

/** A button first; then the slider, whose arrow keys go from picture to picture. */
export function ScrubControls({ scrubber }: { readonly scrubber: Scrubber }) {
	const t = useTranslations('Scrub');
	const { state } = scrubber;
	return (
		<div className="space-y-2">
			{state === 'open' ? (
				<Slider scrubber={scrubber} />
			) : (
				<button
					type="button"
					className="button-quiet"
					disabled={state === 'loading'}
					onClick={() => void scrubber.open()}
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

function Slider({ scrubber: { film, index, frame, show, close } }: { readonly scrubber: Scrubber }) {
	const t = useTranslations('Scrub');
	const format = useFormatter();
	const id = useId();
	if (film === null || index === null || frame === null) return <p className="text-soft">{t('none')}</p>;
	const { steps, lossHistory, frames } = film;
	const loss = lossAt(lossHistory, frame.step);
	const told = t('told', {
		step: frame.step,
		steps,
		loss: loss === null ? '–' : format.number(loss, { minimumFractionDigits: 3, maximumFractionDigits: 3 }),
	});
	return (
		<>
			<div className="flex items-baseline justify-between gap-4">
				<label htmlFor={id} className="font-medium">
					{t('label')}
				</label>
				<output htmlFor={id} className="text-sm text-soft tabular-nums">
					{told}
				</output>
			</div>
			<input
				id={id}
				type="range"
				className="h-11 w-full accent-dot"
				min={0}
				max={frames.length - 1}
				step={1}
				value={index}
				aria-valuetext={told}
				onChange={(event) => show(Number(event.target.value))}
			/>
			<button type="button" className="quiet-link min-h-6 text-sm" onClick={close}>
				{t('close')}
			</button>
		</>
	);
}
