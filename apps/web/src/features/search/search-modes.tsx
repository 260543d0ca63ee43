/** @file The same words, looked for in texts or by what pictures show. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { printSearched, type SearchFilters } from './search-address.ts';

interface SearchModesProps {
	readonly searched: { readonly by: 'words' | 'meaning'; readonly text: string };
	/** They hold for both. */
	readonly filters: SearchFilters;
}

/** Two links, one of them the page itself. */
export function SearchModes({ searched: { by, text }, filters }: SearchModesProps) {
	const t = useTranslations('Search');
	return (
		<nav aria-label={t('modes')} className="mt-4 flex flex-wrap gap-x-5">
			{(['words', 'meaning'] as const).map((mode) => (
				<Link
					key={mode}
					href={printSearched({ by: mode, text }, filters)}
					prefetch={false}
					aria-current={by === mode ? 'page' : undefined}
					className="inline-flex min-h-11 items-center border-b-2 border-transparent text-soft hover:text-ink aria-[current=page]:border-ink aria-[current=page]:text-ink"
				>
					{t(`by.${mode}`)}
				</Link>
			))}
		</nav>
	);
}
