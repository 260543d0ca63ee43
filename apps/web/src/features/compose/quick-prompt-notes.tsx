'use client';
/** @file What the pack makes of the prompt in the box above the feed, and why it was not taken. Loaded when somebody writes in it. */
import { PromptNotes } from './prompt-notes.tsx';
import { SubmitFailureNote } from './submit-failure.tsx';
import { usePromptCheck } from './use-prompt-check.ts';
import { usePromptTerms } from './use-prompt-terms.ts';
import type { SubmitFailure } from './use-submit.ts';

interface QuickPromptNotesProps {
	/** The pack that is asked; null when there is none or the API is away. */
	readonly pack: { readonly id: string; readonly title: string } | null;
	readonly prompt: string;
	/** Why nothing was asked for; null for nothing to say. */
	readonly failure: SubmitFailure | null;
	readonly onChange: (prompt: string) => void;
}

export function QuickPromptNotes({ pack, prompt, failure, onChange }: QuickPromptNotesProps) {
	const check = usePromptCheck(pack?.id ?? null, prompt);
	const termsOf = usePromptTerms();
	return (
		<>
			{prompt !== '' && (
				<PromptNotes
					prompt={prompt}
					terms={termsOf(prompt)}
					packTitle={pack?.title ?? ''}
					check={check}
					onChange={onChange}
				/>
			)}
			{failure && <SubmitFailureNote failure={failure} />}
		</>
	);
}
