'use client';
/** @file The box that chooses one of a list. */
import { useTranslations } from 'next-intl';
import type { Selection } from './use-selection.ts';

interface SelectBoxProps {
	readonly id: string;
	readonly title: string;
	readonly selection: Selection;
	readonly className?: string;
}

/** With Shift, by mouse or by the space bar, it chooses everything from the last one that was chosen. */
export function SelectBox({ id, title, selection, className = '' }: SelectBoxProps) {
	const t = useTranslations('Collections');
	return (
		<label className={`grid size-11 place-items-center ${className}`}>
			<span className="sr-only">{t('selectThis', { title })}</span>
			<input
				type="checkbox"
				className="size-5 accent-ink"
				checked={selection.has(id)}
				// A click has the keys that are held; the change that it makes has not.
				onClick={(event) => selection.choose(id, event.shiftKey)}
				onChange={() => undefined}
			/>
		</label>
	);
}
