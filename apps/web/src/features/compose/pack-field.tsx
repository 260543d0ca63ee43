'use client';
/** @file Which pack renders, where there are several. */
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import type { PackChoiceFragment } from '../../graphql/generated/graphql.ts';

interface PackFieldProps {
	readonly packs: readonly PackChoiceFragment[];
	readonly pack: PackChoiceFragment;
	readonly onChange: (pack: PackChoiceFragment) => void;
}

/** A list of packs by title, and what the chosen one says of itself. */
export function PackField({ packs, pack, onChange }: PackFieldProps) {
	const t = useTranslations('Create');
	const id = useId();
	return (
		<div>
			<label htmlFor={id} className="mb-1.5 block font-medium">
				{t('pack')}
			</label>
			<select
				id={id}
				className="field"
				value={pack.id}
				onChange={(event) => {
					const chosen = packs.find((candidate) => candidate.id === event.target.value);
					if (chosen) onChange(chosen);
				}}
			>
				{packs.map((candidate) => (
					<option key={candidate.id} value={candidate.id}>
						{candidate.title}
					</option>
				))}
			</select>
			<p className="mt-1.5 text-sm text-soft" lang="en">
				{pack.description}
			</p>
		</div>
	);
}
