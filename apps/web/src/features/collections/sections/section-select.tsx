'use client';
/** @file The menu that puts what is chosen into a section of its collection. */
import { useTranslations } from 'next-intl';
import type { Section } from './section-order.ts';

interface SectionSelectProps {
	readonly sections: readonly Section[];
	/** The section it stands in; undefined where there is not one for all that is chosen. */
	readonly value: Section | null | undefined;
	readonly label: string;
	/** For who hears it without its surroundings, where that says more. */
	readonly name?: string;
	readonly disabled: boolean;
	readonly onChange: (section: Section | null) => void;
}

/** None of a section is a choice too; its value is the empty text. */
export function SectionSelect({ sections, value, label, name, disabled, onChange }: SectionSelectProps) {
	const t = useTranslations('CollectionSections');
	return (
		<label className="flex items-center gap-2 text-sm">
			{label}
			<select
				className="field w-auto max-w-48"
				value={value === undefined ? '-' : (value?.id ?? '')}
				disabled={disabled}
				aria-label={name}
				onChange={(event) => onChange(sections.find(({ id }) => id === event.target.value) ?? null)}
			>
				{value === undefined && (
					<option value="-" disabled>
						–
					</option>
				)}
				<option value="">{t('none')}</option>
				{sections.map(({ id, title }) => (
					<option key={id} value={id}>
						{title}
					</option>
				))}
			</select>
		</label>
	);
}
