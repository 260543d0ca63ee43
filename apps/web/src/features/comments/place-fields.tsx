'use client';
/** @file Pointing at a step of the run, or at a place in the picture. */
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { Picture } from '../../ui/picture.tsx';
import { askForStep, stepAddress } from '../artwork/asked-step.ts';
import type { TalkedPicture } from './talked.ts';

/** What a comment points at: a step, and a place as fractions from the top left corner. */
export interface Pointer {
	readonly step: number | null;
	readonly place: { readonly x: number; readonly y: number } | null;
}

interface PlaceFieldsProps {
	readonly talked: TalkedPicture;
	readonly value: Pointer;
	readonly onChange: (value: Pointer) => void;
}

const percent = (fraction: number): number => Math.round(fraction * 100);

/** A click on the picture does what the two sliders do with keys. */
export function PlaceFields({ talked, value, onChange }: PlaceFieldsProps) {
	const t = useTranslations('Comments');
	const id = useId();
	const { step, place } = value;
	const axes = ['x', 'y'] as const;
	return (
		<details className="text-sm">
			<summary className="inline-flex min-h-8 items-center text-soft">{t('point')}</summary>
			<div className="mt-2 grid gap-4 sm:grid-cols-2">
				<div>
					<label htmlFor={`${id}-step`} className="mb-1 block font-medium">
						{t('atStep', { steps: talked.steps })}
					</label>
					<input
						id={`${id}-step`}
						type="number"
						min={0}
						max={talked.steps}
						value={step ?? ''}
						className="field"
						onChange={(event) =>
							onChange({ place, step: event.target.value === '' ? null : Math.trunc(Number(event.target.value)) })
						}
					/>
				</div>
				<fieldset className="space-y-2">
					<legend className="mb-1 font-medium">{t('atPlace')}</legend>
					{axes.map((axis) => (
						<label key={axis} className="flex items-center gap-2">
							<span className="w-24">{t(`axes.${axis}`)}</span>
							<input
								type="range"
								min={0}
								max={100}
								value={percent(place?.[axis] ?? 0.5)}
								className="min-h-6 min-w-0 grow accent-ink"
								onChange={(event) =>
									onChange({ step, place: { x: 0.5, y: 0.5, ...place, [axis]: Number(event.target.value) / 100 } })
								}
							/>
						</label>
					))}
					{/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the sliders above do the same with keys */}
					<div
						className="relative w-40 max-w-full cursor-crosshair"
						onClick={(event) => {
							const box = event.currentTarget.getBoundingClientRect();
							const within = (fraction: number) => Math.min(1, Math.max(0, Math.round(fraction * 100) / 100));
							const x = within((event.clientX - box.left) / box.width);
							onChange({ step, place: { x, y: within((event.clientY - box.top) / box.height) } });
						}}
					>
						<Picture image={talked.thumbnail} alt="" className="h-auto w-full" />
						{place && <Mark place={place} />}
					</div>
					{place && (
						<button type="button" className="quiet-link min-h-6" onClick={() => onChange({ step, place: null })}>
							{t('noPlace')}
						</button>
					)}
				</fieldset>
			</div>
		</details>
	);
}

/** What a comment points at, in words and small. */
export function PlaceNote({ talked, pointer }: { readonly talked: TalkedPicture; readonly pointer: Pointer }) {
	const t = useTranslations('Comments');
	const { step, place } = pointer;
	return (
		<>
			{step !== null && (
				<p className="mt-1 text-sm">
					<a
						href={stepAddress(talked.artworkId, step)}
						className="quiet-link inline-flex min-h-6 items-center"
						onClick={(event) => {
							// What opens elsewhere has the step in its address.
							if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
							event.preventDefault();
							askForStep(talked.artworkId, step);
						}}
					>
						{t('step', { step })}
					</a>
				</p>
			)}
			{place && (
				<div className="mt-1 flex items-center gap-2 text-sm text-soft">
					<span className="relative block w-16 shrink-0">
						<Picture image={talked.thumbnail} alt="" className="h-auto w-full" />
						<Mark place={place} />
					</span>
					{t('place', { x: percent(place.x), y: percent(place.y) })}
				</div>
			)}
		</>
	);
}

function Mark({ place }: { readonly place: { readonly x: number; readonly y: number } }) {
	return (
		<span
			aria-hidden="true"
			className="pointer-events-none absolute size-3 -translate-x-1/2 -translate-y-1/2 rounded-full border-2 border-white bg-dot shadow-sm"
			style={{ left: `${place.x * 100}%`, top: `${place.y * 100}%` }}
		/>
	);
}
