'use client';
/** @file What can be done with a change in the list: undo it, or make the collection as it was after it. */
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { browserRequest } from '../../../graphql/browser-request.ts';
import { RestoreCollectionStateDocument } from '../../../graphql/generated/graphql.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { useCollectionChange } from '../use-collection-change.ts';
import { offerUndo } from './offered-undo.ts';
import { UndoTroubleNote } from './undo-trouble-note.tsx';
import { useUndo } from './use-undo.ts';

interface ChangeActionsProps {
	/** Of the collection. */
	readonly address: string;
	readonly collectionId: string;
	readonly seq: number;
	readonly undoable: boolean;
	readonly restorable: boolean;
}

export function ChangeActions({ address, collectionId, seq, undoable, restorable }: ChangeActionsProps) {
	const t = useTranslations('CollectionChanges');
	const { undo, pending, trouble } = useUndo(collectionId);
	async function press(): Promise<void> {
		const made = await undo(seq);
		if (made !== null) offerUndo({ collectionId, seq: made, said: t('change', { seq }), isUndo: true });
	}
	if (!undoable && !restorable) return null;
	return (
		<div className="mt-2 space-y-2">
			<div className="flex flex-wrap gap-2">
				{undoable && (
					<button
						type="button"
						className="button-quiet"
						disabled={pending}
						aria-label={t('undoThis', { seq })}
						onClick={() => void press()}
					>
						{t('undo')}
					</button>
				)}
				{restorable && <RestoreState collectionId={collectionId} seq={seq} />}
			</div>
			{trouble && <UndoTroubleNote address={address} trouble={trouble} />}
		</div>
	);
}

/** After asking once more. */
function RestoreState({ collectionId, seq }: { readonly collectionId: string; readonly seq: number }) {
	const t = useTranslations('CollectionChanges');
	const problems = useTranslations('Collections.problems');
	const router = useRouter();
	const [open, setOpen] = useState(false);
	const { change, pending, problem } = useCollectionChange();
	async function restore(): Promise<void> {
		const variables = { collectionId, seq };
		const answer = await change(
			async () => (await browserRequest(RestoreCollectionStateDocument, variables)).restoreCollectionState,
		);
		if (answer?.__typename !== 'RestoreCollectionStateSuccess') return;
		setOpen(false);
		router.refresh();
		const said = t('stateRestored', { seq, leftOut: answer.leftOut });
		if (answer.seq !== null && answer.seq !== undefined) offerUndo({ collectionId, seq: answer.seq, said });
	}
	return (
		<>
			<button
				type="button"
				className="button-quiet"
				aria-label={t('restoreThis', { seq })}
				onClick={() => setOpen(true)}
			>
				{t('restore')}
			</button>
			<Dialog open={open} onClose={() => setOpen(false)} title={t('restoreTitle')}>
				<p className="text-soft">{t('restoreText')}</p>
				{problem && (
					<p role="alert" className="mt-3 text-dot">
						{problems(problem)}
					</p>
				)}
				<div className="mt-6 flex flex-wrap gap-3">
					<button type="button" className="button-main" disabled={pending} onClick={() => void restore()}>
						{t('restore')}
					</button>
					<button type="button" className="button-quiet" onClick={() => setOpen(false)}>
						{t('keep')}
					</button>
				</div>
			</Dialog>
		</>
	);
}
