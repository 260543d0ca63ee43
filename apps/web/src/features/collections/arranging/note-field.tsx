'use client';
/** @file The note on an item, which is saved when its field is left. */
import { maximumNoteLength } from '@galatea/render';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { browserRequest } from '../../../graphql/browser-request.ts';
import { AnnotateInCollectionDocument } from '../../../graphql/generated/graphql.ts';
import { offerUndo } from '../changes/offered-undo.ts';
import { useCollectionChange } from '../use-collection-change.ts';

interface NoteFieldProps {
	readonly collectionId: string;
	readonly itemId: string;
	/** What the item is called. */
	readonly title: string;
	/** As it is saved. */
	readonly saved: string;
}

/** A note that others changed meanwhile is shown, except to who is writing another. */
export function NoteField({ collectionId, itemId, title, saved }: NoteFieldProps) {
	const t = useTranslations('Collections');
	const id = useId();
	const router = useRouter();
	const { change, problem } = useCollectionChange();
	const [known, setKnown] = useState(saved);
	const [note, setNote] = useState(saved);
	if (known !== saved) {
		setKnown(saved);
		if (note === known) setNote(saved);
	}
	async function save(): Promise<void> {
		if (note === known) return;
		const variables = { collectionId, itemId, note };
		const send = async () => (await browserRequest(AnnotateInCollectionDocument, variables)).annotateInCollection;
		const answer = await change(send);
		const seq = answer?.__typename === 'CollectionItemSuccess' ? answer.seq : null;
		if (seq === null) return;
		offerUndo({ collectionId, seq, said: t('noteSaved', { title }) });
		router.refresh();
	}
	return (
		<div>
			<label htmlFor={id} className="sr-only">
				{t('noteOf', { title })}
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
