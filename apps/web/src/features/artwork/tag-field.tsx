'use client';
/** @file Tags as one line of text: words with or without `#`, between them spaces or commas. */
import { maximumTagLength, maximumTags, readTag } from '@galatea/render';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { LabelledField } from '../account/labelled-field.tsx';

/** The words of a line. */
export function wordsOf(line: string): readonly string[] {
	return line.split(/[\s,]+/u).filter((word) => word !== '');
}

interface TagFieldProps {
	readonly value: string;
	readonly onChange: (value: string) => void;
}

/** Says at once which word is no tag. */
export function TagField({ value, onChange }: TagFieldProps) {
	const t = useTranslations('Tags');
	const id = useId();
	const words = wordsOf(value);
	const wrong = words.find((word) => readTag(word) === null);
	const problem =
		wrong !== undefined
			? t('wrong', { word: wrong, maximum: maximumTagLength })
			: words.length > maximumTags
				? t('tooMany', { maximum: maximumTags })
				: undefined;
	return (
		<LabelledField
			id={id}
			label={t('label')}
			hint={t('hint')}
			problem={problem}
			value={value}
			autoCapitalize="none"
			autoComplete="off"
			onChange={(event) => onChange(event.target.value)}
		/>
	);
}
