'use client';
/** @file Who may comment on a picture. */
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import type { CommentPolicy } from '../../graphql/generated/graphql.ts';

const choices: readonly CommentPolicy[] = ['EVERYONE', 'FOLLOWERS', 'NOBODY'];

interface CommentPolicyFieldProps {
	readonly value: CommentPolicy;
	readonly onChange: (value: CommentPolicy) => void;
}

export function CommentPolicyField({ value, onChange }: CommentPolicyFieldProps) {
	const t = useTranslations('Comments');
	const id = useId();
	return (
		<div>
			<label htmlFor={id} className="mb-1.5 block font-medium">
				{t('policy')}
			</label>
			<select
				id={id}
				className="field"
				value={value}
				onChange={(event) => onChange(choices.find((each) => each === event.target.value) ?? value)}
			>
				{choices.map((each) => (
					<option key={each} value={each}>
						{t(`policies.${each}`)}
					</option>
				))}
			</select>
		</div>
	);
}
