'use client';
/** @file A picture as a starting point: dropped anywhere on the page or chosen, it fills the form with its recipe. */
import { maximumFileBytes } from '@galatea/render/metadata';
import { useFormatter, useTranslations } from 'next-intl';
import { useId, useRef, useState } from 'react';
import type { PackChoiceFragment } from '../../graphql/generated/graphql.ts';
import { isolate, Sentence } from '../../ui/sentence.tsx';
import type { Draft } from './draft.ts';
import { draftOfPicture, type PictureDraft } from './draft-of-picture.ts';
import type { PictureReading } from './read-picture.ts';
import { useFileDrop } from './use-file-drop.ts';

interface PictureFieldProps {
	readonly packs: readonly PackChoiceFragment[];
	readonly draft: Draft;
	readonly onChange: (change: Partial<Draft>) => void;
}

interface Filled {
	readonly reading: PictureReading;
	/** Null when nothing could be taken over. */
	readonly filled: PictureDraft | null;
	readonly before: Draft;
}

/** Says what was found and taken over, and takes it back at a click. */
export function PictureField({ packs, draft, onChange }: PictureFieldProps) {
	const t = useTranslations('Create.picture');
	const id = useId();
	const latest = useRef(draft);
	latest.current = draft;
	const newest = useRef(0);
	const [state, setState] = useState<'reading' | Filled | null>(null);
	const dragging = useFileDrop(fill);

	function fill(file: File): void {
		const turn = ++newest.current;
		setState('reading');
		void readChosen(file).then((reading) => {
			// A second picture came while this one was being read.
			if (turn !== newest.current) return;
			const before = latest.current;
			const isUsable = reading.kind === 'found' && reading.found.problem === null;
			const filled = isUsable ? draftOfPicture(reading.found, reading.size, packs, before) : null;
			if (filled) onChange(filled.draft);
			setState({ reading, filled, before });
		});
	}
	return (
		<div className="space-y-3">
			<div className="flex flex-wrap items-center gap-x-4 gap-y-2">
				<label
					htmlFor={id}
					className="button-quiet cursor-pointer has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-dot"
				>
					{t('choose')}
					<input
						id={id}
						type="file"
						accept="image/png,image/webp,image/jpeg,image/avif,video/mp4,application/json"
						aria-describedby={`${id}-hint`}
						className="sr-only"
						onChange={(event) => {
							const file = event.target.files?.[0];
							// The same file may be chosen again.
							event.target.value = '';
							if (file) fill(file);
						}}
					/>
				</label>
				<p id={`${id}-hint`} className="max-w-prose flex-1 basis-64 text-sm text-soft">
					{t('hint')}
				</p>
			</div>
			<div role="status" className="empty:hidden">
				{state === 'reading' && t('reading')}
				{state !== null && state !== 'reading' && <Told {...state} />}
			</div>
			{state !== null && state !== 'reading' && state.filled && (
				<button
					type="button"
					className="quiet-link min-h-6 text-sm"
					onClick={() => {
						onChange(state.before);
						setState(null);
					}}
				>
					{t('undo')}
				</button>
			)}
			{dragging && (
				<div
					aria-hidden="true"
					className="pointer-events-none fixed inset-3 z-40 grid place-items-center rounded-xl border-2 border-dashed border-dot bg-wall/85 font-display text-2xl"
				>
					{t('drop')}
				</div>
			)}
		</div>
	);
}

/** What reads pictures is large, and loaded when there is one to read. */
async function readChosen(file: File): Promise<PictureReading> {
	try {
		const { readPicture } = await import('./read-picture.ts');
		return await readPicture(file);
	} catch {
		return { kind: 'unreadable', name: file.name };
	}
}

function Told({ reading, filled }: Filled) {
	const t = useTranslations('Create.picture');
	const format = useFormatter();
	const { name } = reading;
	if (reading.kind === 'tooLarge')
		return (
			<p>
				<Sentence text={t('tooLarge', { name: isolate(name), maximum: maximumFileBytes / 2 ** 20 })} />
			</p>
		);
	if (reading.kind !== 'found')
		return (
			<p>
				<Sentence text={t(reading.kind, { name: isolate(name) })} />
			</p>
		);
	const { writer, problem } = reading.found;
	if (filled === null)
		return (
			<p>
				<Sentence text={t('unusable', { name: isolate(name) })} /> <span lang="en">{problem}</span>
			</p>
		);
	const parts = format.list(filled.taken.map((part) => t(`parts.${part}`)));
	return (
		<>
			<p>
				<Sentence text={t('found', { name: isolate(name), writer: t(`writers.${writer}`), parts })} />
			</p>
			{filled.otherModel !== null && (
				<p className="text-soft">
					<Sentence text={t('otherModel', { model: isolate(filled.otherModel) })} />
				</p>
			)}
			{filled.leftOut.length > 0 && (
				<details className="text-soft">
					<summary className="min-h-6 cursor-pointer">{t('leftOut', { count: filled.leftOut.length })}</summary>
					<ul className="mt-1 list-disc break-words pl-5">
						{filled.leftOut.map((setting) => (
							<li key={setting} dir="auto">
								{setting}
							</li>
						))}
					</ul>
				</details>
			)}
			{filled.pictures > 0 && <p className="text-soft">{t('pictures', { count: filled.pictures })}</p>}
		</>
	);
}
