/** @file One change of a collection as a sentence: who, what, when, and what has become of it. */
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import type { CollectionChangePartsFragment } from '../../../graphql/generated/graphql.ts';
import { Sentence } from '../../../ui/sentence.tsx';
import { ChangeActions } from './change-actions.tsx';
import { changeAddress } from './change-address.ts';
import { useChangeSentence } from './use-change-sentence.ts';

interface ChangeLineProps {
	/** Of the collection. */
	readonly address: string;
	readonly change: CollectionChangePartsFragment;
	readonly collectionId: string;
	/** Whether the viewer may make the collection as it was after this change; not for the newest one, after which it is so. */
	readonly restorable: boolean;
}

export function ChangeLine({ address, change, collectionId, restorable }: ChangeLineProps) {
	const t = useTranslations('CollectionChanges');
	const format = useFormatter();
	const { seq, artwork, note, undoes, undoneBy, at } = change;
	const sentence = useChangeSentence()(change);
	return (
		<li
			id={`change-${seq}`}
			className="scroll-mt-24 border-t border-line py-4 target:border-l-2 target:border-l-dot target:pl-3"
		>
			<p className={undoneBy === null ? '' : 'text-soft line-through'}>
				<Sentence text={sentence} />
			</p>
			{note !== null && note !== undefined && note !== '' && (
				<blockquote
					dir="auto"
					className="mt-1 border-l border-line pl-3 text-sm whitespace-pre-line [overflow-wrap:anywhere]"
				>
					{note}
				</blockquote>
			)}
			<p className="mt-1 text-sm text-soft">
				{t('change', { seq })} ·{' '}
				<time dateTime={at}>{format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short' })}</time>
				{artwork && (
					<>
						{' · '}
						<Link href={`/artworks/${artwork.id}`} prefetch={false} className="quiet-link">
							{t('openArtwork')}
						</Link>
					</>
				)}
				{undoes !== null && (
					<>
						{' · '}
						<Link href={changeAddress(address, undoes)} prefetch={false} className="quiet-link">
							{t('undoes', { seq: undoes })}
						</Link>
					</>
				)}
				{undoneBy !== null && (
					<>
						{' · '}
						<Link href={changeAddress(address, undoneBy)} prefetch={false} className="quiet-link">
							{t('undoneBy', { seq: undoneBy })}
						</Link>
					</>
				)}
			</p>
			<ChangeActions
				address={address}
				collectionId={collectionId}
				seq={seq}
				undoable={change.viewerCanUndo}
				restorable={restorable}
			/>
		</li>
	);
}
