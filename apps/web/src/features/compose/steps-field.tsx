'use client';
/** @file Steps: three words for how long to work on a picture, and the number itself. */
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { NumberField } from './number-field.tsx';

interface StepsFieldProps {
	readonly value: string;
	/** The pack's default. */
	readonly usual: number;
	readonly onChange: (steps: string) => void;
	readonly problem: ReactNode;
}

/** A sketch is a third of the usual steps, a patient picture three times as many. */
export function StepsField({ value, usual, onChange, problem }: StepsFieldProps) {
	const t = useTranslations('Create');
	const choices = { sketch: Math.max(1, Math.round(usual / 3)), usual, patient: usual * 3 } as const;
	return (
		<fieldset>
			<legend className="mb-2 font-medium">{t('patience')}</legend>
			<div className="mb-4 flex flex-wrap gap-2">
				{(['sketch', 'usual', 'patient'] as const).map((name) => (
					<label
						key={name}
						className="flex min-h-11 items-center rounded-md border border-line px-3.5 py-2 text-sm hover:border-edge has-checked:border-ink has-checked:bg-mat has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-dot"
					>
						<input
							type="radio"
							name="patience"
							className="sr-only"
							checked={value === String(choices[name])}
							onChange={() => onChange(String(choices[name]))}
						/>
						{t(`patiences.${name}`)}
					</label>
				))}
			</div>
			<NumberField label={t('steps')} value={value} onChange={onChange} problem={problem} />
		</fieldset>
	);
}
