'use client';
/** @file From an artwork to the next and the one before of the list it was opened from, and back to that list. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useState } from 'react';
import { type EnteredList, enteredList, enterList } from './entered-list.ts';
import { returnTo } from './feed-memory.ts';
import { readPage } from './wall-source.ts';

/** Pictures that are read at once where the list goes on. */
const pageSize = 24;
/** Where the picture stands in the window after the way back: below what may lie over the upper edge. */
const returnPx = 96;

/** Nothing for who came by no list. It needs room for one row of buttons, because only the browser knows the list. */
export function Neighbours({ artworkId }: { readonly artworkId: string }) {
	const t = useTranslations('Neighbours');
	const [list, setList] = useState<EnteredList | null>(null);
	useEffect(() => setList(enteredList(artworkId)), [artworkId]);
	useEffect(() => {
		if (!list?.more || list.artworkIds.at(-1) !== artworkId) return;
		let left = false;
		readPage(list.more.source, pageSize, list.more.after).then(
			({ edges, pageInfo }) => {
				if (left || !list.more) return;
				const added = edges.map(({ node }) => node.id).filter((id) => !list.artworkIds.includes(id));
				const { endCursor, hasNextPage } = pageInfo;
				const more = hasNextPage && endCursor !== null ? { source: list.more.source, after: endCursor } : null;
				const longer = { ...list, artworkIds: [...list.artworkIds, ...added], more };
				enterList(longer);
				setList(longer);
			},
			// Then the list ends here for now; coming here again asks again.
			() => undefined,
		);
		return () => {
			left = true;
		};
	}, [list, artworkId]);
	if (!list) return null;
	const at = list.artworkIds.indexOf(artworkId);
	const place = { address: list.address, count: at + 1, artworkId, topPx: returnPx, takesFocus: true };
	return (
		<nav aria-label={t('title')} className="flex items-center">
			<Step name="previous" artworkId={list.artworkIds[at - 1]}>
				<path d="M19 12H5m6-6-6 6 6 6" />
			</Step>
			<Step name="next" artworkId={list.artworkIds[at + 1]}>
				<path d="M5 12h14m-6-6 6 6-6 6" />
			</Step>
			<Link
				href={list.address}
				data-shortcut="back"
				prefetch={false}
				scroll={false}
				onClick={() => returnTo(place)}
				className="button-icon px-2 sm:text-sm"
				title={t('list')}
			>
				<svg viewBox="0 0 24 24" aria-hidden="true" className="size-5 fill-current sm:hidden">
					<path d="M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z" />
				</svg>
				<span className="max-sm:sr-only">{t('list')}</span>
			</Link>
		</nav>
	);
}

interface StepProps {
	readonly name: 'previous' | 'next';
	/** Undefined at the end of the list, where its room stays. */
	readonly artworkId: string | undefined;
	/** What is drawn. */
	readonly children: ReactNode;
}

/** The way back of the browser leads to the list, however many were looked at: each takes the place of the last. */
function Step({ name, artworkId, children }: StepProps) {
	const t = useTranslations('Neighbours');
	const drawing = (
		<svg
			viewBox="0 0 24 24"
			aria-hidden="true"
			className="size-5 fill-none stroke-current stroke-2"
			strokeLinejoin="round"
		>
			{children}
		</svg>
	);
	if (artworkId === undefined) return <span className="button-icon pointer-events-none opacity-30">{drawing}</span>;
	return (
		<Link
			href={`/artworks/${artworkId}`}
			replace
			data-shortcut={name}
			rel={name === 'previous' ? 'prev' : 'next'}
			prefetch={false}
			aria-label={t(name)}
			title={t(name)}
			className="button-icon"
		>
			{drawing}
		</Link>
	);
}
