/** @file Whom a member has muted or blocked; it is ended on their pages. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { BoundPartsFragment } from '../../graphql/generated/graphql.ts';

interface KeptAwayProps {
	readonly id: string;
	readonly title: string;
	readonly none: string;
	readonly people: BoundPartsFragment;
	/** Where the next page is. */
	readonly more: string;
}

export function KeptAway({ id, title, none, people, more }: KeptAwayProps) {
	const t = useTranslations('Account');
	return (
		<div className="mt-4">
			<h3 id={id} className="text-base">
				{title}
			</h3>
			{people.edges.length === 0 ? (
				<p className="text-soft">{none}</p>
			) : (
				<ul aria-labelledby={id}>
					{people.edges.map(({ node }) => (
						<li key={node.handle}>
							<Link href={`/@${node.handle}`} prefetch={false} className="quiet-link inline-flex min-h-8 items-center">
								<bdi>{node.displayName}</bdi> (@{node.handle})
							</Link>
						</li>
					))}
				</ul>
			)}
			{people.pageInfo.hasNextPage && (
				<Link href={`${more}=${encodeURIComponent(people.pageInfo.endCursor ?? '')}`} className="button-quiet mt-2">
					{t('keptMore')}
				</Link>
			)}
		</div>
	);
}
