'use client';
/** @file One change of a collection at a time: whether it is under way, and what stands against it. */
import { useState } from 'react';
import { type CollectionProblem, collectionProblemOf } from './collection-problem.ts';

type Answer = { readonly __typename: string; readonly code?: string };

interface CollectionChange {
	readonly pending: boolean;
	readonly problem: CollectionProblem | null;
	/** Sends a change; resolves with its answer, or with null when it failed, which `problem` then says. */
	change<Given extends Answer>(send: () => Promise<Given>): Promise<Given | null>;
}

export function useCollectionChange(): CollectionChange {
	const [pending, setPending] = useState(false);
	const [problem, setProblem] = useState<CollectionProblem | null>(null);
	return {
		pending,
		problem,
		async change(send) {
			setPending(true);
			setProblem(null);
			try {
				const answer = await send();
				const found = collectionProblemOf(answer);
				setProblem(found);
				return found === null ? answer : null;
			} catch {
				setProblem('OTHER');
				return null;
			} finally {
				setPending(false);
			}
		},
	};
}
