'use client';
/** @file For whom a picture is. */
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import type { ContentLevel } from '../../graphql/generated/graphql.ts';

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
	const id = useId();
	return (
		<div>
			<label htmlFor={id} className="mb-1.5 block font-medium">
				{label}
			</label>
			<select
				id={id}
				className="field"
				value={value}
				aria-describedby={`${id}-means`}
				onChange={(event) => onChange(choices.find((each) => each === event.target.value) ?? value)}
			>
				{choices.map((each) => (
					<option key={each} value={each}>
						{t(`names.${each}`)}
					</option>
				))}
			</select>
			<p id={`${id}-means`} className="mt-1 text-sm text-soft">
				{means ?? t(`means.${value}`)}
			</p>
		</div>
	);
}
