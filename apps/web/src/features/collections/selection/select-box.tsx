'use client';
/** @file The box that chooses one of a list. */
import { useTranslations } from 'next-intl';

interface SelectBoxProps {
	readonly title: string;
	readonly checked: boolean;
	/** With `range` everything from the last one that was chosen is meant. */
	readonly onChoose: (range: boolean) => void;
	readonly className?: string;
}

/** With Shift, by mouse or by the space bar, it chooses everything from the last one that was chosen. */
export function SelectBox({ title, checked, onChoose, className = '' }: SelectBoxProps) {
	const t = useTranslations('Collections');
	return (
		<label className={`grid size-11 place-items-center ${className}`}>
			<span className="sr-only">{t('selectThis', { title })}</span>
			<input
				type="checkbox"
				className="size-5 accent-ink"
				checked={checked}
				// A click has the keys that are held; the change that it makes has not.
				onClick={(event) => onChoose(event.shiftKey)}
				onChange={() => undefined}
			/>
		</label>
	);
}
