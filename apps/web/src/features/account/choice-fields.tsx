'use client';
/** @file Who may see a picture, and what others may do with it. */
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import type { Licence, Visibility } from '../../graphql/generated/graphql.ts';
import { licenceChoices, visibilityChoices } from './choices.ts';

interface ChoiceFieldProps<Value> {
	readonly label: string;
	readonly value: Value;
	readonly onChange: (value: Value) => void;
}

/** Says below what the choice means. */
export function VisibilityField({ label, value, onChange }: ChoiceFieldProps<Visibility>) {
	const t = useTranslations('Visibility');
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
				onChange={(event) => onChange(visibilityChoices.find((each) => each === event.target.value) ?? value)}
			>
				{visibilityChoices.map((each) => (
					<option key={each} value={each}>
						{t(`names.${each}`)}
					</option>
				))}
			</select>
			<p id={`${id}-means`} className="mt-1 text-sm text-soft">
				{t(`means.${value}`)}
			</p>
		</div>
	);
}

/** Null for none stated. */
export function LicenceField({ label, value, onChange }: ChoiceFieldProps<Licence | null>) {
	const t = useTranslations('Licence');
	const id = useId();
	return (
		<div>
			<label htmlFor={id} className="mb-1.5 block font-medium">
				{label}
			</label>
			<select
				id={id}
				className="field"
				value={value ?? ''}
				onChange={(event) => onChange(licenceChoices.find((each) => each === event.target.value) ?? null)}
			>
				<option value="">{t('none')}</option>
				{licenceChoices.map((each) => (
					<option key={each} value={each}>
						{t(`names.${each}`)}
					</option>
				))}
			</select>
		</div>
	);
}
