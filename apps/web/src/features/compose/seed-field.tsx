'use client';
/** @file The seed: empty for a new one, drawn, written, or that of the original. */
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { drawSeed } from './draft.ts';
import { NumberField } from './number-field.tsx';

interface SeedFieldProps {
	readonly value: string;
	/** The seed of the artwork that is remixed; null when none is. */
	readonly original: string | null;
	readonly onChange: (seed: string) => void;
	readonly problem: ReactNode;
}

/** In a remix, one click leads from a new seed to that of the original and back. */
export function SeedField({ value, original, onChange, problem }: SeedFieldProps) {
	const t = useTranslations('Create');
	const same = value === original;
	return (
		<div>
			<NumberField
				label={t('seed')}
				value={value}
				placeholder={t('seedPlaceholder')}
				hint={t('seedHint')}
				onChange={onChange}
				problem={problem}
			>
				<button
					type="button"
					className="button-icon border border-line"
					aria-label={t('dice')}
					title={t('dice')}
					onClick={() => onChange(drawSeed())}
				>
					<DiceIcon />
				</button>
			</NumberField>
			{original !== null && (
				<button
					type="button"
					className="quiet-link mt-2 min-h-6 text-sm"
					onClick={() => onChange(same ? '' : original)}
				>
					{t(same ? 'newSeed' : 'sameSeed')}
				</button>
			)}
		</div>
	);
}

function DiceIcon() {
	return (
		<svg
			viewBox="0 0 20 20"
			width="18"
			height="18"
			aria-hidden="true"
			fill="none"
			stroke="currentColor"
			strokeWidth="1.5"
		>
			<rect x="3" y="3" width="14" height="14" rx="3" />
			<g fill="currentColor" stroke="none">
				<circle cx="7" cy="7" r="1.25" />
				<circle cx="13" cy="7" r="1.25" />
				<circle cx="10" cy="10" r="1.25" />
				<circle cx="7" cy="13" r="1.25" />
				<circle cx="13" cy="13" r="1.25" />
			</g>
		</svg>
	);
}
