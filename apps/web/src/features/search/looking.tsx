/** @file What stands where the results will be while a worker looks at what somebody searches with: for up to 8 s. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { printSearched, type Searched, type SearchFilters, wholeParameter } from './search-address.ts';

interface LookingProps {
	readonly searched: NonNullable<Searched>;
	readonly filters: Partial<SearchFilters>;
	/** The cursor, where it is not the first page. */
	readonly after: string | null;
}

/**
 * Says so, and leads away from it: to the same words in texts, or to a new search. What was found takes its place by
 * script; who has none is led to a page that waits.
 */
export function Looking({ searched, filters, after }: LookingProps) {
	const t = useTranslations('Search');
	const whole = `${printSearched(searched, filters, after)}&${wholeParameter}=1`;
	return (
		<div className="min-h-svh border-t border-line pt-5">
			<noscript>
				<meta httpEquiv="refresh" content={`0; url=${whole}`} />
			</noscript>
			<p role="status" className="mb-3 text-soft">
				{t('looking')}
			</p>
			<Link
				href={'text' in searched ? printSearched({ by: 'words', text: searched.text }, filters) : '/search'}
				prefetch={false}
				className="quiet-link"
			>
				{t('cancel')}
			</Link>
		</div>
	);
}
