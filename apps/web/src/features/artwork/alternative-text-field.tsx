'use client';
/** @file What a picture shows, for those who do not see it: proposed, and better said by its person. */
import { maximumAlternativeTextLength } from '@galatea/render';
import { useTranslations } from 'next-intl';
import { useId } from 'react';

/** A text that stands for a picture until its person says more; `prompt` is null where nobody may know it. */
export function useProposedText(): (title: string, prompt: string | null) => string {
	const t = useTranslations('Artwork');
	return (title, prompt) => (prompt === null ? title : t('alt', { title, prompt }));
}

interface AlternativeTextFieldProps {
	readonly value: string;
	readonly onChange: (value: string) => void;
}

/** Some lines of text. */
export function AlternativeTextField({ value, onChange }: AlternativeTextFieldProps) {
	const t = useTranslations('AlternativeText');
	const id = useId();
	return (
		<div>
			<label htmlFor={id} className="mb-1.5 block font-medium">
				{t('label')}
			</label>
			<textarea
				id={id}
				rows={3}
				className="field"
				value={value}
				maxLength={maximumAlternativeTextLength}
				aria-describedby={`${id}-hint`}
				onChange={(event) => onChange(event.target.value)}
			/>
			<p id={`${id}-hint`} className="mt-1.5 text-sm text-soft">
				{t('hint', { maximum: maximumAlternativeTextLength })}
			</p>
		</div>
	);
}
