'use client';
/** @file Whether the recipe of a picture is its artist's secret. */
import { useTranslations } from 'next-intl';
import { useId } from 'react';

interface RecipeHiddenFieldProps {
	readonly value: boolean;
	readonly onChange: (value: boolean) => void;
}

/** Says below what it means. */
export function RecipeHiddenField({ value, onChange }: RecipeHiddenFieldProps) {
	const t = useTranslations('Sharing');
	const id = useId();
	return (
		<div>
			<label className="flex min-h-11 items-center gap-3 font-medium">
				<input
					type="checkbox"
					className="size-5 shrink-0 accent-dot"
					checked={value}
					aria-describedby={id}
					onChange={(event) => onChange(event.target.checked)}
				/>
				{t('hide')}
			</label>
			<p id={id} className="text-sm text-soft">
				{t(value ? 'hideMeans' : 'openMeans')}
			</p>
		</div>
	);
}
