/** @file The collections that were found by words in what is said of them. */
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { SearchedCollectionsDocument } from '../../graphql/generated/graphql.ts';
import { serverRequest } from '../../graphql/server-request.ts';
import { CollectionGrid } from '../collections/collection-card.tsx';
import { printSearched } from './search-address.ts';

const pageSize = 24;

interface CollectionResultsProps {
	readonly text: string;
	/** The cursor, where it is not the first page. */
	readonly after: string | null;
}

/** What was tended last comes first. */
export async function CollectionResults({ text, after }: CollectionResultsProps) {
	const variables = { words: text, first: pageSize, after };
	const [{ collections }, t, more] = await Promise.all([
		serverRequest(SearchedCollectionsDocument, variables),
		getTranslations('Search'),
		getTranslations('Collections'),
	]);
	const { edges, pageInfo } = collections;
	return (
		<section aria-labelledby="found-collections" className="border-t border-line pt-6">
			<h2 id="found-collections" className="sr-only">
				{t('foundCollections')}
			</h2>
			{edges.length === 0 && <p className="text-soft">{t('noCollection')}</p>}
			<CollectionGrid collections={edges.map(({ node }) => node)} />
			{pageInfo.hasNextPage && (
				<p className="mt-8">
					<Link
						href={printSearched({ by: 'collections', text }, {}, pageInfo.endCursor)}
						prefetch={false}
						className="button-quiet"
					>
						{more('more')}
					</Link>
				</p>
			)}
		</section>
	);
}
