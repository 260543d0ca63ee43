/** @file From an artwork to its family, and to what it changed of what it was made from. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';

interface LineageLinksProps {
	readonly artwork: {
		readonly id: string;
		readonly parents: readonly { readonly id: string; readonly title: string }[];
		readonly remixes: readonly unknown[];
	};
}

/** Nothing for a picture without relatives. */
export function LineageLinks({ artwork: { id, parents, remixes } }: LineageLinksProps) {
	const t = useTranslations('Lineage');
	if (parents.length + remixes.length === 0) return null;
	return (
		<ul className="mt-8 flex flex-wrap gap-x-8 gap-y-2 text-sm">
			{parents.map((parent, index) => (
				<li key={parent.id}>
					<Link
						href={`/artworks/${id}/compare/${parent.id}`}
						prefetch={false}
						data-shortcut={index === 0 ? 'compare' : undefined}
						className="quiet-link text-soft"
					>
						{t('compare', { title: parent.title })}
					</Link>
				</li>
			))}
			<li>
				<Link href={`/artworks/${id}/family`} prefetch={false} className="quiet-link text-soft">
					{t('seeFamily')}
				</Link>
			</li>
		</ul>
	);
}
