'use client';
/** @file Terms beyond words: when and where each counts, and pictures and noises to come close to. */
import type { PromptTerm } from '@galatea/render';
import { useTranslations } from 'next-intl';
import { type ReactNode, useId } from 'react';
import { type Draft, type DraftField, drawSeed } from './draft.ts';
import { NumberField } from './number-field.tsx';
import { PictureSource } from './picture-source.tsx';
import { PlaceFields } from './place-fields.tsx';
import { StoredPicture } from './stored-picture.tsx';
import { anyPlace, type ImageTermDraft, type NoiseTermDraft } from './term-drafts.ts';
import { Unfolding } from './unfolding.tsx';

interface TermFieldsProps {
	readonly draft: Draft;
	/** Of its prompt. */
	readonly terms: readonly PromptTerm[];
	readonly onChange: (change: Partial<Draft>) => void;
	readonly problemOf: (field: DraftField) => ReactNode;
}

export function TermFields({ draft, terms, onChange, problemOf }: TermFieldsProps) {
	const t = useTranslations('Create.terms');
	const { places, imagePrompts, noisePrompts } = draft;
	const replaced = <Entry,>(list: readonly Entry[], index: number, ...by: readonly Entry[]): readonly Entry[] => [
		...list.slice(0, index),
		...by,
		...list.slice(index + 1),
	];
	return (
		<>
			{terms.map(({ text }, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a term is its place in the prompt.
				<Term key={index} title={t('text', { text })} problem={problemOf(`place.${index}`)}>
					<PlaceFields
						place={places[index] ?? anyPlace}
						onChange={(place) => onChange({ places: { ...places, [index]: place } })}
					/>
				</Term>
			))}
			{imagePrompts.map((term, index) => (
				<Term
					// biome-ignore lint/suspicious/noArrayIndexKey: the same picture may be there twice.
					key={index}
					open
					title={t('image', { number: index + 1 })}
					problem={problemOf(`image.${index}`)}
					onRemove={() => onChange({ imagePrompts: replaced(imagePrompts, index) })}
				>
					<StoredPicture sha256={term.sha256} alt={t('image', { number: index + 1 })} missing={t('missing')} />
					<Measures
						term={term}
						onChange={(changed) => onChange({ imagePrompts: replaced(imagePrompts, index, changed) })}
					/>
				</Term>
			))}
			{noisePrompts.map((term, index) => (
				<Term
					// biome-ignore lint/suspicious/noArrayIndexKey: two noises may be alike while they are written.
					key={index}
					open
					title={t('noise', { number: index + 1 })}
					problem={problemOf(`noise.${index}`)}
					onRemove={() => onChange({ noisePrompts: replaced(noisePrompts, index) })}
				>
					<NumberField
						label={t('noiseSeed')}
						value={term.seed}
						onChange={(seed) => onChange({ noisePrompts: replaced(noisePrompts, index, { ...term, seed }) })}
						problem={null}
					/>
					<Measures
						term={term}
						onChange={(changed) => onChange({ noisePrompts: replaced(noisePrompts, index, changed) })}
					/>
				</Term>
			))}
			<div className="space-y-4">
				<p className="font-medium">{t('addImage')}</p>
				<PictureSource
					onPick={(sha256) =>
						onChange({ imagePrompts: [...imagePrompts, { sha256, weight: '', stop: '', ...anyPlace }] })
					}
				/>
				<button
					type="button"
					className="button-quiet"
					onClick={() =>
						onChange({ noisePrompts: [...noisePrompts, { seed: drawSeed(), weight: '', stop: '', ...anyPlace }] })
					}
				>
					{t('addNoise')}
				</button>
			</div>
		</>
	);
}

interface TermProps {
	readonly title: string;
	readonly problem: ReactNode;
	readonly open?: boolean;
	readonly onRemove?: () => void;
	readonly children: ReactNode;
}

function Term({ title, problem, open, onRemove, children }: TermProps) {
	const t = useTranslations('Create.terms');
	const id = useId();
	return (
		<fieldset aria-labelledby={id} className="rounded-md border border-line px-4">
			<Unfolding must={open === true || Boolean(problem)}>
				<summary id={id} className="min-h-11 py-2.5 break-words">
					{title}
				</summary>
				<div className="space-y-4 pb-4">
					{children}
					{problem && <p className="text-sm text-dot">{problem}</p>}
					{onRemove && (
						<button type="button" className="button-quiet" onClick={onRemove}>
							{t('remove', { term: title })}
						</button>
					)}
				</div>
			</Unfolding>
		</fieldset>
	);
}

interface MeasuresProps<Term extends ImageTermDraft | NoiseTermDraft> {
	readonly term: Term;
	readonly onChange: (term: Term) => void;
}

function Measures<Term extends ImageTermDraft | NoiseTermDraft>({ term, onChange }: MeasuresProps<Term>) {
	const t = useTranslations('Create');
	return (
		<>
			<NumberField
				decimal
				label={t('terms.weight')}
				hint={t('terms.weightHint')}
				value={term.weight}
				placeholder={t('usually', { usual: '1' })}
				onChange={(weight) => onChange({ ...term, weight })}
				problem={null}
			/>
			<NumberField
				decimal
				label={t('terms.stop')}
				hint={t('terms.stopHint')}
				value={term.stop}
				placeholder={t('none')}
				onChange={(stop) => onChange({ ...term, stop })}
				problem={null}
			/>
			<PlaceFields place={term} onChange={onChange} />
		</>
	);
}
