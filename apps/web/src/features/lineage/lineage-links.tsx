/** @file From an artwork to its family, and to what it changed of what it was made from. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { isolate, Sentence } from '../../ui/sentence.tsx';

interface LineageLinksProps {
	readonly artwork: {
		readonly id: string;
		readonly parents: readonly { readonly id: string; readonly title: string }[];
		readonly remixes: readonly unknown[];
		/** What is gone has no `parentId`. */
		readonly credits: readonly { readonly parentId: string | null; readonly parentTitle: string }[];
	};
}

/** Nothing for a picture without relatives. */
export function LineageLinks({ artwork: { id, parents, remixes, credits } }: LineageLinksProps) {
	const t = useTranslations('Lineage');
	if (credits.length + remixes.length === 0) return null;
	const gone = credits.filter(({ parentId }) => parentId === null);
	return (
		<ul className="mt-8 flex flex-wrap gap-x-8 gap-y-2 text-sm">
			{gone.map(({ parentTitle }, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: what is gone has no other name, and the list does not change.
				<li key={index} className="text-soft">
					{parentTitle === '' ? (
						t('madeFromNamelessGone')
					) : (
						<Sentence text={t('madeFromGone', { title: isolate(parentTitle) })} />
					)}
				</li>
			))}
			{parents.map((parent, index) => (
				<li key={parent.id}>
					<Link
						href={`/artworks/${id}/compare/${parent.id}`}
						prefetch={false}
						data-shortcut={index === 0 ? 'compare' : undefined}
						className="quiet-link text-soft"
					>
						<Sentence text={t('compare', { title: isolate(parent.title) })} />
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
