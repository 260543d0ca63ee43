/** @file The same words, looked for in texts, by what pictures show, or in what is said of collections. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { printSearched, type SearchFilters, type SearchMode, searchModes } from './search-address.ts';

interface SearchModesProps {
	readonly searched: { readonly by: SearchMode; readonly text: string };
	/** They hold for artworks, however they are looked for. */
	readonly filters: SearchFilters;
}

/** A link each, one of them the page itself. */
export function SearchModes({ searched: { by, text }, filters }: SearchModesProps) {
	const t = useTranslations('Search');
	return (
		<nav aria-label={t('modes')} className="mt-4 flex flex-wrap gap-x-5">
			{searchModes.map((mode) => (
				<Link
					key={mode}
					href={printSearched({ by: mode, text }, mode === 'collections' ? {} : filters)}
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
