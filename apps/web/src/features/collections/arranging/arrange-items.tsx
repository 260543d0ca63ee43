'use client';
/** @file Arranging a collection: every item with its place, its note and a way out, by dragging, by buttons and by keyboard alike. */
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { CollectionItemPartsFragment } from '../../../graphql/generated/graphql.ts';
import { groupBySection, type Section } from '../sections/section-order.ts';
import { ChosenItems } from '../selection/chosen-items.tsx';
import { useLongPress } from '../selection/use-long-press.ts';
import { useSelection } from '../selection/use-selection.ts';
import { ArrangedRow } from './arranged-row.tsx';
import { useArranging } from './use-arranging.ts';

interface ArrangeItemsProps {
	readonly collectionId: string;
	readonly coverItemId: string | null;
	readonly initial: readonly CollectionItemPartsFragment[];
	/** Whether these are all of its items: what has none of them is empty then. */
	readonly whole: boolean;
	/** Whether its order is arranged by hand; otherwise nothing can be moved. */
	readonly movable: boolean;
	/** In their order. */
	readonly sections: readonly Section[];
}

export function ArrangeItems({ collectionId, coverItemId, initial, whole, movable, sections }: ArrangeItemsProps) {
	const t = useTranslations('Collections');
	const s = useTranslations('CollectionSections');
	const router = useRouter();
	const [dragging, setDragging] = useState(false);
	const arranged = { collectionId, coverItemId, initial, sections, dragging };
	const { acts, items, cover, said, pending, problem, change, show, say } = useArranging(arranged);
	const list = useRef<HTMLOListElement>(null);
	const line = useRef<HTMLDivElement>(null);
	const selection = useSelection(items.map(({ id }) => id));
	const press = useLongPress((id) => selection.choose(id, false));
	const latest = useRef(selection);
	latest.current = selection;
	const [choose] = useState(() => (id: string, range: boolean) => latest.current.choose(id, range));
	// The focus goes to what takes the place of what is gone.
	const [focusOn] = useState(
		() => (id: string | null) =>
			list.current?.querySelector<HTMLElement>(`[data-select="${id}"] button:enabled`)?.focus(),
	);
	useEffect(() => {
		if (!movable) return;
		let end: (() => void) | null = null;
		let left = false;
		void import('./drag-rows.ts').then(({ dragRows }) => {
			if (left || !list.current || !line.current) return;
			end = dragRows({
				list: list.current,
				line: line.current,
				together: (id) => (latest.current.has(id) ? latest.current.ids : [id]),
				onStart: () => setDragging(true),
				onEnd(ids, place) {
					setDragging(false);
					if (place) acts.put(ids, place);
				},
			});
		});
		return () => {
			left = true;
			end?.();
		};
	}, [movable, acts]);

	const shown = useMemo(() => withEmptySections(items, whole ? sections : []), [items, whole, sections]);
	const indexes = useMemo(() => new Map(items.map(({ id }, index) => [id, index])), [items]);
	return (
		<>
			<p role="status" className="text-sm text-soft">
				{said}
			</p>
			{problem && (
				<p role="alert" className="text-dot">
					{t(`problems.${problem}`)}
				</p>
			)}
			{movable && <p className="text-sm text-soft">{t('dragHint')}</p>}
			<p className="text-sm text-soft">{t('selectHint')}</p>
			{/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of what is in it. */}
			<div className="relative" onKeyDown={selection.onKeyDown}>
				<ol ref={list} className="mt-3" aria-busy={pending} {...press}>
					{/* One list without parts: a row that goes into another section is the same row, and keeps the focus. */}
					{shown.flatMap(({ section, items: group }) => [
						section && (
							<li key={section.id} data-section={section.id} className="border-t border-line pt-6 pb-3">
								<h3 dir="auto" className="text-lg italic [overflow-wrap:anywhere]">
									{section.title}
								</h3>
								{group.length === 0 && <p className="mt-1 text-sm text-soft">{s('empty')}</p>}
							</li>
						),
						...group.map((item) => (
							<ArrangedRow
								key={item.id}
								collectionId={collectionId}
								item={item}
								index={indexes.get(item.id) ?? 0}
								count={items.length}
								movable={movable}
								sections={sections}
								isCover={cover === item.id}
								chosen={selection.has(item.id)}
								onChoose={choose}
								acts={acts}
								onGone={focusOn}
							/>
						)),
					])}
				</ol>
				<div
					ref={line}
					hidden
					aria-hidden="true"
					className="pointer-events-none absolute inset-x-0 top-0 z-10 -mt-0.5 h-1 rounded-full bg-ink"
				/>
				<ChosenItems
					collectionId={collectionId}
					items={items}
					sections={sections}
					movable={movable}
					selection={selection}
					change={change}
					pending={pending}
					onDone={(after, what) => {
						show(after);
						say(what);
						router.refresh();
					}}
				/>
			</div>
		</>
	);
}

/** The groups of the items, with those of `sections`, in their order, that have none. */
function withEmptySections(items: readonly CollectionItemPartsFragment[], sections: readonly Section[]) {
	const groups = groupBySection(items);
	if (sections.length === 0) return groups;
	const titled = new Map(groups.map((group) => [group.section?.id, group]));
	const known = new Set(sections.map(({ id }) => id));
	const others = groups.filter(({ section }) => section === null || !known.has(section.id));
	return [...others, ...sections.map((section) => titled.get(section.id) ?? { section, items: [] })];
}
