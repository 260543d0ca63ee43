'use client';
/** @file What can be done with those that are chosen, at the foot of the window. */
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Selection } from './use-selection.ts';

interface SelectionBarProps {
	readonly selection: Selection;
	/** What can be done with them. */
	readonly children: ReactNode;
}

/** How many are chosen is said even where none is; the rest is there once something is. */
export function SelectionBar({ selection, children }: SelectionBarProps) {
	const t = useTranslations('Collections');
	const { length } = selection.ids;
	return (
		<fieldset
			className={
				length === 0
					? 'sr-only'
					: 'sticky bottom-3 z-10 mt-6 flex flex-wrap items-center gap-3 rounded-lg border border-line bg-raised p-3 shadow-lg'
			}
		>
			<legend className="sr-only">{t('selectedTitle')}</legend>
			<p role="status" className="me-auto tabular-nums">
				{t('selected', { count: length })}
			</p>
			{length > 0 && (
				<>
					{children}
					<button type="button" className="button-quiet" onClick={selection.chooseAll}>
						{t('selectAll')}
					</button>
					<button type="button" className="button-quiet" onClick={selection.clear}>
						{t('selectNone')}
					</button>
				</>
			)}
		</fieldset>
	);
}
