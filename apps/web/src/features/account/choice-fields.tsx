'use client';
/** @file Who may see a picture, and what others may do with it. */
import { useTranslations } from 'next-intl';
import type { Licence, Visibility } from '../../graphql/generated/graphql.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { licenceChoices, visibilityChoices } from './choices.ts';

interface ChoiceFieldProps<Value> {
	readonly label: string;
	readonly value: Value;
	readonly onChange: (value: Value) => void;
}

interface VisibilityFieldProps extends ChoiceFieldProps<Visibility> {
	/** Whether moderators have hidden the picture, so that the choice has no effect for now. */
	readonly hidden?: boolean;
}

/** Says below what the choice means. */
export function VisibilityField({ label, value, onChange, hidden = false }: VisibilityFieldProps) {
	const t = useTranslations('Visibility');
	return (
		<SelectField
			label={label}
			choices={visibilityChoices}
			value={value}
			nameOf={(choice) => t(`names.${choice}`)}
			means={hidden ? t('hidden') : t(`means.${value}`)}
			onChange={onChange}
		/>
	);
}

interface LicenceFieldProps extends ChoiceFieldProps<Licence | null> {
	/** By what the picture was made from; all when left out. Said below when there are few. */
	readonly choices?: readonly (Licence | null)[];
}

/** Null for none stated. */
export function LicenceField({ label, value, onChange, choices = [null, ...licenceChoices] }: LicenceFieldProps) {
	const t = useTranslations('Licence');
	return (
		<SelectField
			label={label}
			choices={choices.map((choice) => choice ?? '')}
			value={value ?? ''}
			nameOf={(choice) => (choice === '' ? t('none') : t(`names.${choice}`))}
			{...(choices.length <= licenceChoices.length && { means: t('bySources') })}
			onChange={(choice) => onChange(choice === '' ? null : choice)}
		/>
	);
}
