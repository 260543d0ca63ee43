'use client';
/** @file One picture of a collection at a time over the whole window, by hand or by the clock. */
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { ExhibitionDocument } from '../../graphql/generated/graphql.ts';
import { FullScreenButton } from '../zoom/full-screen-button.tsx';
import { type ExhibitedItem, exhibitedOf } from './exhibited-item.ts';
import { ExhibitedPicture } from './exhibited-picture.tsx';
import { type Exhibited, printExhibited, stays, usualStay } from './exhibition-address.ts';

/** Read at once where the collection goes on. */
const pageSize = 50;
/** So many pictures before the end of what is read more is read. */
const readAhead = 5;

/** A small collection goes around often, and is not read each time. */
const lookAgainAfterMs = 60_000;

interface ExhibitionProps {
	readonly collection: { readonly title: string; readonly slug: string; readonly handle: string };
	/** Path of the page of the collection. */
	readonly path: string;
	readonly initial: readonly ExhibitedItem[];
	/** Where the collection goes on; null at its end. */
	readonly after: string | null;
	readonly beginning: Exhibited;
}

/** Walks around: after the last picture comes the first. */
export function Exhibition({ collection, path, initial, after, beginning }: ExhibitionProps) {
	const t = useTranslations('Exhibition');
	const router = useRouter();
	const whole = useRef<HTMLElement>(null);
	const { items, more, readUntil, count } = useMoreItems(collection, initial, after);
	const [begins] = useState(() => initial.findIndex(({ id }) => id === beginning.start));
	const [at, setAt] = useState(Math.max(0, begins));
	/** Whether the picture with which it begins lies beyond what the page has read, and is looked for. */
	const [seeks, setSeeks] = useState(beginning.start !== null && begins === -1 && after !== null);
	const latestReading = useRef(readUntil);
	latestReading.current = readUntil;
	useEffect(() => {
		if (!seeks) return;
		const isStart = ({ id }: ExhibitedItem) => id === beginning.start;
		void latestReading
			.current((read) => read.some(isStart))
			.then((read) => {
				setAt(Math.max(0, read.findIndex(isStart)));
				setSeeks(false);
			});
	}, [seeks, beginning.start]);
	const [seconds, setSeconds] = useState(beginning.every ?? usualStay);
	const [plays, setPlays] = useState(beginning.every !== null);
	useAlone(whole);
	const item = items[at];
	const address = `${path}/exhibition`;

	const shown = printExhibited(address, { start: item?.id ?? null, every: plays ? seconds : null });
	/** Whoever leaves is on the way already: another address would call them back. */
	const leaving = useRef(false);
	useEffect(() => {
		if (!leaving.current && !seeks) window.history.replaceState(null, '', shown);
	}, [shown, seeks]);
	const lookedAtMs = useRef(0);
	useEffect(() => {
		lookedAtMs.current = Date.now();
	}, []);

	async function go(by: 1 | -1): Promise<void> {
		if (leaving.current || seeks) return;
		const to = at + by;
		// Before the first picture comes the last one of the collection.
		if (to < 0) await readUntil(() => false);
		// The end of what is read is not the end of the collection.
		if (more !== null && to >= items.length - readAhead) {
			const reading = more();
			if (to >= items.length) await reading;
		}
		const isAround = to >= count();
		setAt(to < 0 ? count() - 1 : isAround ? 0 : to);
		// Whoever walked around sees what was added meanwhile.
		if (!isAround || Date.now() - lookedAtMs.current < lookAgainAfterMs) return;
		lookedAtMs.current = Date.now();
		router.refresh();
	}
	const latest = useRef(go);
	latest.current = go;
	useEffect(() => {
		if (!plays || items.length < 2) return;
		const timer = setInterval(() => void latest.current(1), seconds * 1_000);
		return () => clearInterval(timer);
	}, [plays, seconds, items.length]);

	return (
		<section
			ref={whole}
			tabIndex={-1}
			aria-roledescription={t('role')}
			aria-labelledby="exhibition-title"
			className="fixed inset-0 z-30 grid grid-rows-[minmax(0,1fr)_auto] bg-wall text-ink outline-none"
		>
			<h1 id="exhibition-title" className="sr-only">
				{collection.title}
			</h1>
			{item ? (
				<ExhibitedPicture item={item} next={items[at + 1] ?? items[0]} />
			) : (
				<p className="m-auto">{t('empty')}</p>
			)}
			<div className="grid gap-x-8 gap-y-3 px-4 pb-4 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-end sm:px-8 sm:pb-6">
				<div className="min-w-0" aria-live={plays ? 'off' : 'polite'} aria-atomic="true">
					{item && (
						<>
							{item.section && (
								<p dir="auto" className="text-sm text-soft [overflow-wrap:anywhere]">
									{item.section.title}
								</p>
							)}
							<p className="font-display text-lg italic [overflow-wrap:anywhere]">
								<Link href={`/artworks/${item.artwork.id}`} prefetch={false} className="quiet-link">
									<bdi>{item.artwork.title}</bdi>
								</Link>
							</p>
							<p className="text-sm text-soft">
								{t('by', {
									name: item.artwork.publishedBy.displayName ?? item.artwork.publishedBy.handle ?? t('guest'),
								})}
								{' · '}
								{t('place', { place: at + 1, count: items.length, more: more === null ? 'no' : 'yes' })}
							</p>
							{item.note !== '' && (
								<p
									dir="auto"
									className="mt-1 max-h-24 overflow-auto text-sm whitespace-pre-line [overflow-wrap:anywhere]"
								>
									{item.note}
								</p>
							)}
						</>
					)}
				</div>
				<div className="flex flex-wrap items-center gap-2">
					<button
						type="button"
						data-shortcut="previous"
						className="button-quiet"
						disabled={items.length < 2}
						onClick={() => void go(-1)}
					>
						{t('previous')}
					</button>
					<button
						type="button"
						data-shortcut="next"
						className="button-quiet"
						disabled={items.length < 2}
						onClick={() => void go(1)}
					>
						{t('next')}
					</button>
					<button
						type="button"
						data-shortcut="play"
						className="button-quiet"
						disabled={items.length < 2}
						onClick={() => setPlays(!plays)}
					>
						{t(plays ? 'pause' : 'play')}
					</button>
					<label className="flex items-center gap-2 text-sm">
						{t('every')}
						<select
							className="field w-auto"
							value={seconds}
							onChange={(event) => setSeconds(Number(event.target.value))}
						>
							{[...new Set([...stays, seconds])]
								.sort((one, other) => one - other)
								.map((each) => (
									<option key={each} value={each}>
										{t('seconds', { count: each })}
									</option>
								))}
						</select>
					</label>
					<FullScreenButton whole={whole} />
					<Link
						href={path}
						prefetch={false}
						data-shortcut="back"
						className="button-quiet"
						onClick={() => {
							leaving.current = true;
						}}
					>
						{t('leave')}
					</Link>
				</div>
			</div>
		</section>
	);
}

/** What lies under an exhibition is out of reach for keys and screen readers, too. */
function useAlone(whole: { readonly current: HTMLElement | null }): void {
	useEffect(() => {
		const others = [...document.body.children].filter(
			(each): each is HTMLElement => each instanceof HTMLElement && !each.contains(whole.current) && !each.inert,
		);
		for (const other of others) other.inert = true;
		whole.current?.focus();
		return () => {
			for (const other of others) other.inert = false;
		};
	}, [whole]);
}

function useMoreItems(
	{ slug, handle }: { readonly slug: string; readonly handle: string },
	initial: readonly ExhibitedItem[],
	first: string | null,
) {
	const [read, setRead] = useState({ items: initial, after: first });
	const reading = useRef<Promise<void> | null>(null);
	/** As it will be shown: whoever waits for more goes on before it is drawn. */
	const newest = useRef(initial);
	const goesOn = useRef(first);
	function take(items: readonly ExhibitedItem[], after: string | null): void {
		newest.current = items;
		goesOn.current = after;
		setRead({ items, after });
	}
	// Read anew by the server: what was read beyond is read again when it is reached.
	// biome-ignore lint/correctness/useExhaustiveDependencies: taken when the server has read again, and not whenever this is drawn.
	useEffect(() => take(initial, first), [initial, first]);
	const { items, after } = read;
	async function readMore(): Promise<void> {
		try {
			const variables = { handle, slug, first: pageSize, after: goesOn.current };
			const { collectionAt } = await browserRequest(ExhibitionDocument, variables);
			if (!collectionAt) return;
			const { edges, pageInfo } = collectionAt.items;
			take([...newest.current, ...exhibitedOf(edges)], pageInfo.hasNextPage ? pageInfo.endCursor : null);
		} catch {
			// What is there goes on; the next step asks again.
		}
	}
	function more(): Promise<void> {
		reading.current ??= readMore().finally(() => {
			reading.current = null;
		});
		return reading.current;
	}
	/** Reads on until `found` is content or the collection ends; what cannot be read ends it, too. Resolves with what is read. */
	async function readUntil(found: (items: readonly ExhibitedItem[]) => boolean): Promise<readonly ExhibitedItem[]> {
		while (goesOn.current !== null && !found(newest.current)) {
			const before = goesOn.current;
			await more();
			if (goesOn.current === before) break;
		}
		return newest.current;
	}
	return {
		items,
		readUntil,
		/** Null at the end of the collection. */
		more: after === null ? null : more,
		count: () => newest.current.length,
	};
}
