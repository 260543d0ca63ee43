'use client';
/** @file One item of a collection that is arranged: its grip, picture, note, place and section, and the way out. */
import { useTranslations } from 'next-intl';
import { memo } from 'react';
import type { CollectionItemPartsFragment } from '../../../graphql/generated/graphql.ts';
import { Picture } from '../../../ui/picture.tsx';
import { type Section, sectionOf } from '../sections/section-order.ts';
import { SectionSelect } from '../sections/section-select.tsx';
import { SelectBox } from '../selection/select-box.tsx';
import { NoteField } from './note-field.tsx';
import { PlaceField } from './place-field.tsx';
import { type Acts, useItemTitle } from './use-arranging.ts';

interface ArrangedRowProps {
	readonly collectionId: string;
	readonly item: CollectionItemPartsFragment;
	/** From 0, of `count`. */
	readonly index: number;
	readonly count: number;
	/** Whether the order is arranged by hand. */
	readonly movable: boolean;
	readonly sections: readonly Section[];
	readonly isCover: boolean;
	readonly chosen: boolean;
	readonly onChoose: (id: string, range: boolean) => void;
	readonly acts: Acts;
	/** Called once it is taken out, with what takes its place. */
	readonly onGone: (nextId: string | null) => void;
}

/** Drawn again for what changes of itself alone: a list may have 500 of them. Those out of sight are not laid out. */
export const ArrangedRow = memo(function ArrangedRow({ collectionId, item, index, count, ...props }: ArrangedRowProps) {
	const { movable, sections, isCover, chosen, onChoose, acts, onGone } = props;
	const t = useTranslations('Collections');
	const s = useTranslations('CollectionSections');
	const title = useItemTitle()(item);
	return (
		<li
			data-select={item.id}
			data-section={sectionOf(item)?.id ?? ''}
			className="grid grid-cols-[auto_4.5rem_minmax(0,1fr)] gap-x-2 gap-y-4 border-t border-line py-4 [contain-intrinsic-size:auto_12rem] [content-visibility:auto] data-dragged:opacity-40 sm:grid-cols-[auto_6rem_minmax(0,1fr)] sm:gap-x-4"
		>
			<div>
				<SelectBox title={title} checked={chosen} onChoose={(range) => onChoose(item.id, range)} />
				{movable && (
					// All that it does the buttons and fields beside it do, too.
					<span
						data-grip=""
						aria-hidden="true"
						title={t('grip')}
						className="grid size-11 touch-none place-items-center text-xl text-soft select-none hover:text-ink in-data-drags:cursor-grab"
					>
						⠿
					</span>
				)}
			</div>
			<div className="grid aspect-square place-items-center self-start bg-mat p-[9%]">
				{item.artwork && !item.artwork.viewerVeiled && (
					<span data-pictured="" className="contents">
						<Picture image={item.artwork.thumbnail} alt="" className="max-h-full w-auto max-w-full shadow-sm" />
					</span>
				)}
			</div>
			<div className="min-w-0 space-y-2">
				<p className="font-display italic">
					<bdi>{title}</bdi>
				</p>
				<NoteField collectionId={collectionId} itemId={item.id} title={title} saved={item.note} />
				<div className="flex flex-wrap items-center gap-2">
					{movable && (
						<>
							<button
								type="button"
								className="button-quiet aria-disabled:opacity-50"
								// Still there for the focus of who has just moved it to the end.
								aria-disabled={index === 0}
								aria-label={t('moveUp', { title })}
								onClick={() => acts.move(item.id, index - 1)}
							>
								↑
							</button>
							<button
								type="button"
								className="button-quiet aria-disabled:opacity-50"
								aria-disabled={index === count - 1}
								aria-label={t('moveDown', { title })}
								onClick={() => acts.move(item.id, index + 1)}
							>
								↓
							</button>
							<PlaceField title={title} index={index} count={count} onMove={(to) => acts.move(item.id, to)} />
						</>
					)}
					{sections.length > 0 && (
						<SectionSelect
							sections={sections}
							value={sectionOf(item)}
							label={s('section')}
							name={s('sectionOf', { title })}
							disabled={false}
							onChange={(section) => acts.moveTo(item.id, section)}
						/>
					)}
					{item.artwork && (
						<button type="button" className="button-quiet" disabled={isCover} onClick={() => acts.makeCover(item.id)}>
							{t(isCover ? 'isCover' : 'makeCover')}
						</button>
					)}
					<button type="button" className="button-quiet" onClick={() => acts.remove(item.id, onGone)}>
						{t('remove')}
					</button>
				</div>
			</div>
		</li>
	);
});
