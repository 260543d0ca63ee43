'use client';
/** @file How many seeds of one recipe are asked for together. */
import { useTranslations } from 'next-intl';
import { useId } from 'react';

const counts = [1, 2, 4] as const;
export type SeedCount = (typeof counts)[number];

interface CountFieldProps {
	readonly value: SeedCount;
	readonly onChange: (count: SeedCount) => void;
}

/** One of few numbers, each a place to press. */
export function CountField({ value, onChange }: CountFieldProps) {
	const t = useTranslations('Create');
	const id = useId();
	return (
		<fieldset aria-describedby={`${id}-hint`}>
			<legend className="mb-2 font-medium">{t('count')}</legend>
			<div className="flex flex-wrap gap-2">
				{counts.map((count) => (
					<label
						key={count}
						className="relative flex min-h-11 min-w-14 items-center justify-center rounded-md border border-line px-3.5 py-2 text-sm tabular-nums hover:border-edge has-checked:border-ink has-checked:bg-mat has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-dot"
					>
						<input
							type="radio"
							name={id}
							className="absolute inset-0 size-full cursor-pointer opacity-0"
							checked={value === count}
							onChange={() => onChange(count)}
						/>
						{count}
					</label>
				))}
			</div>
			<p id={`${id}-hint`} className="mt-1.5 text-sm text-soft">
				{t('countHint')}
			</p>
		</fieldset>
	);
}
