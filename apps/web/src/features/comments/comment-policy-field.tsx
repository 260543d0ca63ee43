'use client';
/** @file Who may comment on a picture. */
import { useTranslations } from 'next-intl';
import type { CommentPolicy } from '../../graphql/generated/graphql.ts';
import { SelectField } from '../../ui/select-field.tsx';

const choices: readonly CommentPolicy[] = ['EVERYONE', 'FOLLOWERS', 'NOBODY'];

interface CommentPolicyFieldProps {
	readonly value: CommentPolicy;
	readonly onChange: (value: CommentPolicy) => void;
}

export function CommentPolicyField({ value, onChange }: CommentPolicyFieldProps) {
	const t = useTranslations('Comments');
	return (
		<SelectField
			label={t('policy')}
			choices={choices}
			value={value}
			nameOf={(choice) => t(`policies.${choice}`)}
			onChange={onChange}
		/>
	);
}
