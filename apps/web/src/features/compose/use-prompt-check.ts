'use client';
/** @file Asks, while a person writes, what a pack makes of the prompt. */
import { useEffect, useState } from 'react';
import { quietRequest } from '../../graphql/browser-request.ts';
import { CheckPromptDocument, type CheckPromptQuery } from '../../graphql/generated/graphql.ts';

export type PromptCheck = NonNullable<CheckPromptQuery['checkPrompt']>;

/** Long enough that a word is asked about when it is written, not at each letter. */
const pauseMs = 300;

/** What the pack makes of the newest prompt; null while nothing is known. A check that fails is no one's concern. */
export function usePromptCheck(packId: string | null, prompt: string): PromptCheck | null {
	const [check, setCheck] = useState<PromptCheck | null>(null);
	useEffect(() => {
		if (packId === null || prompt.trim() === '') {
			setCheck(null);
			return;
		}
		const abort = new AbortController();
		const timer = setTimeout(() => {
			quietRequest(CheckPromptDocument, { packId, prompt }, abort.signal).then(
				(answer) => setCheck(answer.checkPrompt),
				() => undefined,
			);
		}, pauseMs);
		return () => {
			clearTimeout(timer);
			abort.abort();
		};
	}, [packId, prompt]);
	return check;
}
