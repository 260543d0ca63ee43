'use client';
/** @file Arranging a collection: every item with its place, its note and a way out, by mouse and by keyboard alike. */
import { maximumNoteLength } from '@galatea/render';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useId, useRef, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import {
	AnnotateInCollectionDocument,
	type CollectionItemPartsFragment,
	MoveInCollectionDocument,
	MoveToCollectionSectionDocument,
	RemoveFromCollectionDocument,
	UpdateCollectionDocument,
} from '../../graphql/generated/graphql.ts';
import { Picture } from '../../ui/picture.tsx';
import { offerUndo } from './changes/offered-undo.ts';
import { forgetSavedCounts } from './saved-counts.ts';
import { placeAmong, type Section, sectionOf, withInSection } from './sections/section-order.ts';
import { SectionSelect } from './sections/section-select.tsx';
import { ChosenItems } from './selection/chosen-items.tsx';
import { SelectBox } from './selection/select-box.tsx';
import { useLongPress } from './selection/use-long-press.ts';
import { useSelection } from './selection/use-selection.ts';
import { useCollectionChange } from './use-collection-change.ts';

interface ArrangeItemsProps {
	readonly collectionId: string;
	readonly coverItemId: string | null;
	readonly initial: readonly CollectionItemPartsFragment[];
	/** Whether its order is arranged by hand; otherwise nothing can be moved. */
	readonly movable: boolean;
	/** In their order. */
	readonly sections: readonly Section[];
}

export function ArrangeItems({ collectionId, coverItemId, initial, movable, sections }: ArrangeItemsProps) {
	const t = useTranslations('Collections');
	const s = useTranslations('CollectionSections');
	const router = useRouter();
	const { change, pending, problem } = useCollectionChange();
	const [items, setItems] = useState(initial);
	const [cover, setCover] = useState(coverItemId);
	const [read, setRead] = useState({ initial, coverItemId });
	// What comes anew from the server has the changes of others too, and what was undone.
	if (read.initial !== initial || read.coverItemId !== coverItemId) {
		setRead({ initial, coverItemId });
		setItems(initial);
		setCover(coverItemId);
	}
	const [said, setSaid] = useState('');
	const list = useRef<HTMLOListElement>(null);
	const selection = useSelection(items.map(({ id }) => id));
	const press = useLongPress((id) => selection.choose(id, false));

	/** `to` is the index it has afterwards. */
	async function move(item: CollectionItemPartsFragment, to: number): Promise<void> {
		const others = items.filter((each) => each !== item);
		const { section, ...place } = placeAmong(others, to, to < items.indexOf(item));
		const variables = { collectionId, itemId: item.id, ...place };
		const send = async () => (await browserRequest(MoveInCollectionDocument, variables)).moveInCollection;
		const answer = await change(send);
		if (!answer) return;
		setItems([...others.slice(0, to), { ...item, section }, ...others.slice(to)]);
		done(answer, t('movedTo', { title: titleOf(item), place: to + 1, count: items.length }));
	}

	async function moveTo(item: CollectionItemPartsFragment, section: Section | null): Promise<void> {
		const variables = { collectionId, itemIds: [item.id], sectionId: section?.id ?? null };
		const send = async () => (await browserRequest(MoveToCollectionSectionDocument, variables)).moveToCollectionSection;
		const answer = await change(send);
		if (!answer) return;
		setItems(withInSection(items, [item], section, sections));
		const title = titleOf(item);
		done(answer, section ? s('itemIn', { title, section: section.title }) : s('itemOut', { title }));
	}

	async function remove(item: CollectionItemPartsFragment): Promise<void> {
		const variables = { collectionId, itemId: item.id };
		const send = async () => (await browserRequest(RemoveFromCollectionDocument, variables)).removeFromCollection;
		const answer = await change(send);
		if (!answer) return;
		forgetSavedCounts();
		const at = items.indexOf(item);
		setItems(items.filter((each) => each !== item));
		done(answer, t('removed', { title: titleOf(item) }));
		// The focus goes to what takes its place.
		const next = list.current?.children[at + 1] ?? list.current?.children[at - 1];
		next?.querySelector('button')?.focus();
	}

	async function makeCover(item: CollectionItemPartsFragment): Promise<void> {
		const input = { id: collectionId, coverItemId: item.id };
		const send = async () => (await browserRequest(UpdateCollectionDocument, { input })).updateCollection;
		if (!(await change(send))) return;
		setCover(item.id);
		setSaid(t('coverChosen', { title: titleOf(item) }));
		router.refresh();
	}

	/** Where it can be undone, the foot of the window says what was done; otherwise the line above the list. */
	function done(answer: object, what: string): void {
		const seq = 'seq' in answer && typeof answer.seq === 'number' ? answer.seq : null;
		setSaid(seq === null ? what : '');
		if (seq !== null) offerUndo({ collectionId, seq, said: what });
		router.refresh();
	}

	const titleOf = ({ artwork, goneTitle }: CollectionItemPartsFragment): string =>
		artwork?.title ?? (goneTitle || t('goneNameless'));
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
			<p className="text-sm text-soft">{t('selectHint')}</p>
			{/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of what is in it. */}
			<div onKeyDown={selection.onKeyDown}>
				<ol ref={list} className="mt-3" {...press}>
					{items.map((item, index) => (
						<li
							key={item.id}
							data-select={item.id}
							className="grid grid-cols-[auto_4.5rem_minmax(0,1fr)] gap-x-2 gap-y-4 border-t border-line py-4 sm:grid-cols-[auto_6rem_minmax(0,1fr)] sm:gap-x-4"
						>
							{sectionOf(item) && sectionOf(item)?.id !== sectionOf(items[index - 1])?.id && (
								<h3 dir="auto" className="col-span-full text-lg italic [overflow-wrap:anywhere]">
									{sectionOf(item)?.title}
								</h3>
							)}
							<SelectBox id={item.id} title={titleOf(item)} selection={selection} />
							<div className="grid aspect-square place-items-center bg-mat p-[9%]">
								{item.artwork && !item.artwork.viewerVeiled && (
									<Picture image={item.artwork.thumbnail} alt="" className="max-h-full w-auto max-w-full shadow-sm" />
								)}
							</div>
							<div className="min-w-0 space-y-2">
								<p className="font-display italic">
									<bdi>{titleOf(item)}</bdi>
								</p>
								<NoteField key={item.note} collectionId={collectionId} item={item} />
								<div className="flex flex-wrap items-center gap-2">
									{movable && (
										<>
											<button
												type="button"
												className="button-quiet"
												disabled={pending || index === 0}
												aria-label={t('moveUp', { title: titleOf(item) })}
												onClick={() => void move(item, index - 1)}
											>
												↑
											</button>
											<button
												type="button"
												className="button-quiet"
												disabled={pending || index === items.length - 1}
												aria-label={t('moveDown', { title: titleOf(item) })}
												onClick={() => void move(item, index + 1)}
											>
												↓
											</button>
											<label className="flex items-center gap-2 text-sm">
												{t('place')}
												<select
													className="field w-auto"
													value={index}
													disabled={pending}
													aria-label={t('placeOf', { title: titleOf(item) })}
													onChange={(event) => void move(item, Number(event.target.value))}
												>
													{items.map((each, place) => (
														<option key={each.id} value={place}>
															{place + 1}
														</option>
													))}
												</select>
											</label>
										</>
									)}
									{sections.length > 0 && (
										<SectionSelect
											sections={sections}
											value={sectionOf(item)}
											label={s('section')}
											name={s('sectionOf', { title: titleOf(item) })}
											disabled={pending}
											onChange={(section) => void moveTo(item, section)}
										/>
									)}
									{item.artwork && (
										<button
											type="button"
											className="button-quiet"
											disabled={pending || cover === item.id}
											onClick={() => void makeCover(item)}
										>
											{t(cover === item.id ? 'isCover' : 'makeCover')}
										</button>
									)}
									<button type="button" className="button-quiet" disabled={pending} onClick={() => void remove(item)}>
										{t('remove')}
									</button>
								</div>
							</div>
						</li>
					))}
				</ol>
				<ChosenItems
					collectionId={collectionId}
					items={items}
					sections={sections}
					movable={movable}
					selection={selection}
					change={change}
					pending={pending}
					onDone={(after, what) => {
						setItems(after);
						setSaid(what);
						router.refresh();
					}}
				/>
			</div>
		</>
	);
}

/** Saves when the field is left. */
function NoteField({
	collectionId,
	item,
}: {
	readonly collectionId: string;
	readonly item: CollectionItemPartsFragment;
}) {
	const t = useTranslations('Collections');
	const id = useId();
	const router = useRouter();
	const { change, problem } = useCollectionChange();
	const [saved, setSaved] = useState(item.note);
	const [note, setNote] = useState(item.note);
	async function save(): Promise<void> {
		if (note === saved) return;
		const variables = { collectionId, itemId: item.id, note };
		const send = async () => (await browserRequest(AnnotateInCollectionDocument, variables)).annotateInCollection;
		const answer = await change(send);
		if (!answer) return;
		setSaved(note);
		const seq = answer.__typename === 'CollectionItemSuccess' ? answer.seq : null;
		if (seq !== null && seq !== undefined) {
			offerUndo({ collectionId, seq, said: t('noteSaved', { title: item.artwork?.title ?? item.goneTitle ?? '' }) });
			router.refresh();
		}
	}
	return (
		<div>
			<label htmlFor={id} className="sr-only">
				{t('noteOf', { title: item.artwork?.title ?? item.goneTitle ?? '' })}
			</label>
			<textarea
				id={id}
				rows={2}
				className="field"
				dir="auto"
				placeholder={t('note')}
				maxLength={maximumNoteLength}
				value={note}
				onChange={(event) => setNote(event.target.value)}
				onBlur={() => void save()}
			/>
			{problem && (
				<p role="alert" className="text-dot">
					{t(`problems.${problem}`)}
				</p>
			)}
		</div>
	);
}
