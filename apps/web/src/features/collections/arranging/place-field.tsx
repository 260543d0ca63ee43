'use client';
/** @file The place of an item, which can be typed: a menu of every place in every row would be 250,000 choices in a long collection. */
import { useTranslations } from 'next-intl';
import { useState } from 'react';

interface PlaceFieldProps {
	/** What the item is called. */
	readonly title: string;
	/** From 0. */
	readonly index: number;
	readonly count: number;
	/** With the index that was typed, another one than `index`. */
	readonly onMove: (to: number) => void;
}

/** Takes effect with Enter, or when the field is left; what is no place is set back. */
export function PlaceField({ title, index, count, onMove }: PlaceFieldProps) {
	const t = useTranslations('Collections');
	const [shown, setShown] = useState(index);
	const [typed, setTyped] = useState(String(index + 1));
	if (shown !== index) {
		setShown(index);
		setTyped(String(index + 1));
	}
	function take(): void {
		const place = Number(typed);
		setTyped(String(index + 1));
		if (Number.isInteger(place) && place >= 1 && place <= count && place !== index + 1) onMove(place - 1);
	}
	return (
		<label className="flex items-center gap-2 text-sm">
			{t('place')}
			<input
				type="number"
				className="field w-20 tabular-nums"
				min={1}
				max={count}
				value={typed}
				aria-label={t('placeOf', { title })}
				onChange={(event) => setTyped(event.target.value)}
				onKeyDown={(event) => event.key === 'Enter' && take()}
				onBlur={take}
			/>
		</label>
	);
}
