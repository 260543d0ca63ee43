'use client';
/** @file What each term, and each loss beside the terms, adds to the loss of a step. */
import { useFormatter, useTranslations } from 'next-intl';
import type { InsidePartsFragment } from '../../graphql/generated/graphql.ts';

interface TermListProps {
	readonly figures: InsidePartsFragment;
	readonly nameOf: (term: number) => string;
}

export function TermList({ figures: { loss, terms, losses }, nameOf }: TermListProps) {
	const t = useTranslations('Inside.terms');
	const format = useFormatter();
	const rows = [
		...terms.map(({ term, loss: part }) => ({ name: nameOf(term), part })),
		...losses.map(({ name, loss: part }) => ({ name: t('beside', { name }), part })),
		...(terms.length + losses.length > 1 ? [{ name: t('all'), part: loss }] : []),
	];
	return (
		<dl className="text-sm">
			{rows.map(({ name, part }) => (
				<div key={name} className="flex justify-between gap-4 border-t border-line py-1">
					<dt className="min-w-0 break-words">{name}</dt>
					<dd className="tabular-nums">
						{format.number(part, { minimumFractionDigits: 3, maximumFractionDigits: 3 })}
					</dd>
				</div>
			))}
		</dl>
	);
}
