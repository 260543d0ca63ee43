'use client';
/** @file The terms of the prompt in the form, read once for each text. */
import { type PromptTerm, parsePrompt } from '@galatea/render';
import { useState } from 'react';

/** Reads a prompt; asked again about the same text, it gives what it read, also to whoever draws the form anew. */
export function usePromptTerms(): (prompt: string) => readonly PromptTerm[] {
	const [termsOf] = useState(rememberLast);
	return termsOf;
}

function rememberLast(): (prompt: string) => readonly PromptTerm[] {
	let last: { readonly prompt: string; readonly terms: readonly PromptTerm[] } | null = null;
	return (prompt) => {
		if (last?.prompt !== prompt) last = { prompt, terms: parsePrompt(prompt) };
		return last.terms;
	};
}
