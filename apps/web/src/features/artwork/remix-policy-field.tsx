'use client';
/** @file Who may make something from a picture. */
import { useTranslations } from 'next-intl';
import type { RemixPolicy } from '../../graphql/generated/graphql.ts';
import { SelectField } from '../../ui/select-field.tsx';

const choices: readonly RemixPolicy[] = ['EVERYONE', 'FOLLOWERS', 'NOBODY'];

interface RemixPolicyFieldProps {
	readonly value: RemixPolicy;
	readonly onChange: (value: RemixPolicy) => void;
}

/** Says below what goes before it: the licence. */
export function RemixPolicyField({ value, onChange }: RemixPolicyFieldProps) {
	const t = useTranslations('Sharing');
	return (
		<SelectField
			label={t('policy')}
			choices={choices}
			value={value}
			nameOf={(choice) => t(`policies.${choice}`)}
			means={t('policyMeans')}
			onChange={onChange}
		/>
	);
}
