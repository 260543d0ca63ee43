/** @file The terms of a prompt as the grammar reads them. */
import type { PromptTerm } from '@galatea/render';
import { useFormatter, useTranslations } from 'next-intl';

/** One chip per term: its words, and its weight when it is not 1. */
export function TermChips({ terms }: { readonly terms: readonly PromptTerm[] }) {
	const t = useTranslations('Terms');
	const format = useFormatter();
	return (
		<ul className="flex flex-wrap gap-2" aria-label={t('label')}>
			{terms.map((term, index) => (
				<li
					// biome-ignore lint/suspicious/noArrayIndexKey: a term is its place in the prompt.
					key={index}
					className={`inline-flex max-w-full flex-wrap items-baseline gap-x-2 rounded-2xl border px-3 py-1 text-sm ${
						term.weight < 0 ? 'border-dashed border-edge text-soft' : 'border-line bg-mat'
					}`}
				>
					<span className="min-w-0 break-words">{term.text}</span>
					{term.weight !== 1 && (
						<span className="text-soft tabular-nums">
							{t(term.weight < 0 ? 'away' : 'weight', {
								weight: format.number(Math.abs(term.weight), { maximumSignificantDigits: 4, useGrouping: false }),
							})}
						</span>
					)}
					{term.stop !== null && (
						<span className="text-soft tabular-nums">
							{t('stop', {
								stop: format.number(term.stop, { maximumSignificantDigits: 4, useGrouping: false }),
							})}
						</span>
					)}
				</li>
			))}
		</ul>
	);
}
