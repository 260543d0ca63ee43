'use client';
/** @file The prompt box above the feed: from a sentence to a render in one step. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type FormEvent, type KeyboardEvent, lazy, type ReactNode, Suspense, useState } from 'react';
import type { Visibility } from '../../graphql/generated/graphql.ts';
import { useSubmit } from './use-submit.ts';

// Not before somebody writes, so that the first page has less to load.
const QuickPromptNotes = lazy(async () => ({ default: (await import('./quick-prompt-notes.tsx')).QuickPromptNotes }));

interface QuickPromptProps {
	/** The pack that is asked; null when there is none or the API is away. */
	readonly pack: { readonly id: string; readonly title: string } | null;
	readonly maximumLength: number;
	/** Who can watch, as the field `visibility`, and how long it takes. */
	readonly children?: ReactNode;
}

/** Without script it is a form that leads to the create page with the prompt filled in. */
export function QuickPrompt({ pack, maximumLength, children }: QuickPromptProps) {
	const t = useTranslations('Prompt');
	const [prompt, setPrompt] = useState('');
	const [empty, setEmpty] = useState(false);
	const { pending, failure, submit } = useSubmit();

	function send(event: FormEvent<HTMLFormElement>): void {
		event.preventDefault();
		setEmpty(prompt.trim() === '');
		if (prompt.trim() !== '') {
			const visibility = new FormData(event.currentTarget).get('visibility') as Visibility | null;
			void submit({ prompt: prompt.trim(), packId: pack?.id ?? null, visibility });
		}
	}
	function sendOnEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
		if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
			event.preventDefault();
			event.currentTarget.form?.requestSubmit();
		}
	}
	return (
		<form action="/create" onSubmit={send} className="max-w-3xl space-y-4">
			<label htmlFor="quick-prompt" className="prompt-question">
				{t('question')}
			</label>
			<div className="flex items-end gap-3 border-b border-edge pb-3 transition-colors focus-within:border-dot">
				<textarea
					id="quick-prompt"
					name="prompt"
					rows={1}
					maxLength={maximumLength}
					value={prompt}
					placeholder={t('placeholder')}
					aria-invalid={empty}
					aria-describedby={empty ? 'quick-prompt-error' : undefined}
					onChange={(event) => {
						setPrompt(event.target.value);
						setEmpty(false);
					}}
					onKeyDown={sendOnEnter}
					className="prompt-line"
				/>
				<button type="submit" className="button-main" disabled={pending}>
					{pending ? t('asking') : t('render')}
				</button>
			</div>
			{empty && (
				<p id="quick-prompt-error" role="alert" className="text-dot">
					{t('empty')}
				</p>
			)}
			<Suspense>
				{(prompt !== '' || failure) && (
					<QuickPromptNotes pack={pack} prompt={prompt} failure={failure} onChange={setPrompt} />
				)}
			</Suspense>
			{children}
			<p className="text-sm text-soft">
				{t('orElse')}{' '}
				<Link
					href={prompt.trim() === '' ? '/create' : `/create?prompt=${encodeURIComponent(prompt)}`}
					className="quiet-link"
				>
					{t('details')}
				</Link>
			</p>
		</form>
	);
}
