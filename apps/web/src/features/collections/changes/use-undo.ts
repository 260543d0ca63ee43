'use client';
/** @file Undoing one change: whether it is under way, and what stands against it. */
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { browserRequest } from '../../../graphql/browser-request.ts';
import { UndoInCollectionDocument } from '../../../graphql/generated/graphql.ts';
import { type CollectionProblem, collectionProblemOf } from '../collection-problem.ts';

/** Why a change cannot be undone; `restingSeqs` are later changes that have to be undone first. */
export interface UndoTrouble {
	readonly problem: CollectionProblem;
	readonly restingSeqs: readonly number[];
}

interface Undo {
	readonly pending: boolean;
	readonly trouble: UndoTrouble | null;
	/** Resolves with the number of the change that undid it, and with null where it could not be undone. */
	undo(seq: number): Promise<number | null>;
}

export function useUndo(collectionId: string): Undo {
	const router = useRouter();
	const [pending, setPending] = useState(false);
	const [trouble, setTrouble] = useState<UndoTrouble | null>(null);
	return {
		pending,
		trouble,
		async undo(seq) {
			setPending(true);
			setTrouble(null);
			try {
				const { undoInCollection: answer } = await browserRequest(UndoInCollectionDocument, { collectionId, seq });
				router.refresh();
				if (answer.__typename === 'CollectionSuccess') return answer.seq ?? null;
				const restingSeqs = answer.__typename === 'ChangedSince' ? answer.restingSeqs : [];
				setTrouble({ problem: collectionProblemOf(answer) ?? 'OTHER', restingSeqs });
			} catch {
				setTrouble({ problem: 'OTHER', restingSeqs: [] });
			} finally {
				setPending(false);
			}
			return null;
		},
	};
}
