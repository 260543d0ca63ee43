'use client';
/** @file For whom a picture is. */
import { useTranslations } from 'next-intl';
import type { ContentLevel } from '../../graphql/generated/graphql.ts';
import { SelectField } from '../../ui/select-field.tsx';

const choices: readonly ContentLevel[] = ['EVERYONE', 'SENSITIVE', 'ADULTS'];

interface LevelFieldProps {
	readonly label: string;
	/** Below the field: what the choice means. */
	readonly means?: string;
	readonly value: ContentLevel;
	readonly onChange: (value: ContentLevel) => void;
}

export function LevelField({ label, means, value, onChange }: LevelFieldProps) {
	const t = useTranslations('Level');
	return (
		<SelectField
			label={label}
			choices={choices}
			value={value}
			nameOf={(choice) => t(`names.${choice}`)}
			means={means ?? t(`means.${value}`)}
			onChange={onChange}
		/>
	);
}
