'use client';
/** @file What others do to a collection while one of its curators looks at it: the page is read again, and says who did what. */
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { CollectionEventsDocument, type CollectionEventsSubscription } from '../../../graphql/generated/graphql.ts';
import { named } from '../../../graphql/request.ts';
import { Sentence } from '../../../ui/sentence.tsx';
import type { SocketPlace } from '../../watch/socket-url.ts';
import { useNews } from '../../watch/use-news.ts';
import { useChangeSentence } from './use-change-sentence.ts';

/** Changes that come this close together are read together, and with what the page reads after a change of its own. */
const gatherMs = 250;

interface ChangesOfOthersProps {
	readonly collectionId: string;
	/** Number of the newest change that the page shows. */
	readonly seq: number;
	/** Handle of who looks at it, whose own changes need no words. */
	readonly viewer: string | null;
	readonly socket: SocketPlace;
}

/** Focus, scroll and what is being written stay: the page is read again in its place. */
export function ChangesOfOthers({ collectionId, seq, viewer, socket }: ChangesOfOthersProps) {
	const t = useTranslations('CollectionChanges');
	const sentenceOf = useChangeSentence();
	const router = useRouter();
	const [said, setSaid] = useState('');
	const shown = useRef(seq);
	shown.current = seq;
	const newest = useRef(seq);
	const timer = useRef<number | null>(null);
	useEffect(
		() => () => {
			if (timer.current !== null) window.clearTimeout(timer.current);
		},
		[],
	);
	const news = { document: named(CollectionEventsDocument), variables: { id: collectionId } };
	useNews<CollectionEventsSubscription['collectionEvents']>(news, socket, (event) => {
		const { change } = event.__typename === 'CollectionChanged' ? event : { change: null };
		if (change && (change.actor?.handle ?? null) !== viewer) setSaid(sentenceOf(change));
		newest.current = Math.max(newest.current, event.seq);
		timer.current ??= window.setTimeout(() => {
			timer.current = null;
			if (newest.current > shown.current) router.refresh();
		}, gatherMs);
	});
	return (
		<p
			role="status"
			className={
				said === ''
					? 'sr-only'
					: 'fixed inset-e-3 top-20 z-20 flex max-w-xs items-start gap-3 border border-line bg-raised p-3 text-sm text-ink shadow-lg [overflow-wrap:anywhere]'
			}
		>
			{said !== '' && (
				<>
					<span className="min-w-0">
						<Sentence text={said} />
					</span>
					<button type="button" className="quiet-link" aria-label={t('dismiss')} onClick={() => setSaid('')}>
						<span aria-hidden="true">×</span>
					</button>
				</>
			)}
		</p>
	);
}
