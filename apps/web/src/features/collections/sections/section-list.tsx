'use client';
/** @file The sections of a collection for those who arrange it: a title to write, an order, a way out, and a new one. */
import { maximumTitleLength } from '@galatea/render';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { browserRequest } from '../../../graphql/browser-request.ts';
import {
	AddCollectionSectionDocument,
	MoveCollectionSectionDocument,
	RemoveCollectionSectionDocument,
	RenameCollectionSectionDocument,
} from '../../../graphql/generated/graphql.ts';
import { offerUndo } from '../changes/offered-undo.ts';
import { useCollectionChange } from '../use-collection-change.ts';
import type { Section } from './section-order.ts';

interface SectionListProps {
	readonly collectionId: string;
	readonly sections: readonly Section[];
}

type Answer = { readonly __typename: string; readonly code?: string; readonly seq?: number | null };

export function SectionList({ collectionId, sections }: SectionListProps) {
	const t = useTranslations('CollectionSections');
	const problems = useTranslations('Collections.problems');
	const id = useId();
	const router = useRouter();
	const { change, pending, problem } = useCollectionChange();
	const [title, setTitle] = useState('');

	/** Sends a change, and offers to undo it. Whether it was done. */
	async function make(send: () => Promise<Answer>, said: string): Promise<boolean> {
		const answer = await change(send);
		if (!answer) return false;
		if (answer.seq != null) offerUndo({ collectionId, seq: answer.seq, said });
		router.refresh();
		return true;
	}
	async function add(event: FormEvent): Promise<void> {
		event.preventDefault();
		const send = async () =>
			(await browserRequest(AddCollectionSectionDocument, { collectionId, title })).addCollectionSection;
		if (await make(send, t('added', { title }))) setTitle('');
	}
	function rename({ id: sectionId, title: former }: Section, written: string): void {
		const title = written.trim();
		if (title === former || title === '') return;
		const variables = { collectionId, sectionId, title };
		const send = async () => (await browserRequest(RenameCollectionSectionDocument, variables)).renameCollectionSection;
		void make(send, t('renamed', { title }));
	}
	/** `to` is the index it has afterwards. */
	function move(section: Section, to: number): void {
		const afterSectionId = sections.filter((each) => each !== section)[to - 1]?.id ?? null;
		const variables = { collectionId, sectionId: section.id, afterSectionId };
		const send = async () => (await browserRequest(MoveCollectionSectionDocument, variables)).moveCollectionSection;
		void make(send, t('moved', { title: section.title, place: to + 1, count: sections.length }));
	}
	function remove(section: Section): void {
		const variables = { collectionId, sectionId: section.id };
		const send = async () => (await browserRequest(RemoveCollectionSectionDocument, variables)).removeCollectionSection;
		void make(send, t('removed', { title: section.title }));
	}
	return (
		<section aria-labelledby={`${id}-heading`} className="max-w-prose">
			<h2 id={`${id}-heading`} className="mb-3 text-xl">
				{t('sections')}
			</h2>
			<p id={`${id}-hint`} className="text-sm text-soft">
				{t('hint')}
			</p>
			<ol className="mt-3 space-y-3">
				{sections.map((section, index) => (
					<li key={section.id} className="flex flex-wrap items-center gap-2">
						<input
							key={section.title}
							className="field min-w-0 flex-1 basis-48"
							dir="auto"
							maxLength={maximumTitleLength}
							defaultValue={section.title}
							aria-label={t('titleOf', { title: section.title })}
							onBlur={(event) => rename(section, event.target.value)}
						/>
						<button
							type="button"
							className="button-quiet"
							disabled={pending || index === 0}
							aria-label={t('moveUp', { title: section.title })}
							onClick={() => move(section, index - 1)}
						>
							↑
						</button>
						<button
							type="button"
							className="button-quiet"
							disabled={pending || index === sections.length - 1}
							aria-label={t('moveDown', { title: section.title })}
							onClick={() => move(section, index + 1)}
						>
							↓
						</button>
						<button
							type="button"
							className="button-quiet"
							disabled={pending}
							aria-label={t('removeThis', { title: section.title })}
							onClick={() => remove(section)}
						>
							{t('remove')}
						</button>
					</li>
				))}
			</ol>
			<form method="post" onSubmit={(event) => void add(event)} className="mt-4 flex flex-wrap items-end gap-3">
				<div className="min-w-0 flex-1 basis-48">
					<label htmlFor={`${id}-new`} className="mb-1.5 block font-medium">
						{t('new')}
					</label>
					<input
						id={`${id}-new`}
						className="field"
						dir="auto"
						required
						maxLength={maximumTitleLength}
						value={title}
						onChange={(event) => setTitle(event.target.value)}
					/>
				</div>
				<button type="submit" className="button-quiet" disabled={pending}>
					{t('add')}
				</button>
			</form>
			{problem && (
				<p role="alert" className="mt-3 text-dot">
					{problems(problem)}
				</p>
			)}
		</section>
	);
}
