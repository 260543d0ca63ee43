'use client';
/** @file What is said under a prompt while it is written: how it is read, and which words the pack does not know. */
import { findForeignSpellings, type PromptTerm } from '@galatea/render';
import { useTranslations } from 'next-intl';
import { ForeignSpellingNote } from './foreign-spelling-note.tsx';
import { TermChips } from './term-chips.tsx';
import type { PromptCheck } from './use-prompt-check.ts';
import { replaceWord } from './words.ts';

interface PromptNotesProps {
	readonly prompt: string;
	/** Of the prompt. */
	readonly terms: readonly PromptTerm[];
	readonly packTitle: string;
	readonly check: PromptCheck | null;
	readonly onChange: (prompt: string) => void;
}

/** More readings than this are not offered one by one: in another language every word is one. */
const mostOffered = 2;

/** How the pack reads the prompt where it knows other words than those that are written, and what it could be read as instead. */
function ReadingNote({
	prompt,
	terms,
	check,
	onChange,
}: Omit<PromptNotesProps, 'check' | 'packTitle'> & { check: PromptCheck }) {
	const t = useTranslations('Prompt');
	if (check.readings.length === 0) return null;
	const read = check.readAs.map((text, index) => text ?? terms[index]?.text ?? '').join(' | ');
	const offered = check.readings.length <= mostOffered ? check.readings.filter(({ as }) => as.length > 1) : [];
	return (
		<div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-soft">
			<p>{t('readAs', { text: read })}</p>
			{offered.map(({ word, as }) => (
				<KnownWords
					key={word}
					word={word}
					known={as.slice(1)}
					onPick={(known) => onChange(replaceWord(prompt, word, known))}
				/>
			))}
		</div>
	);
}

interface KnownWordsProps {
	readonly word: string;
	readonly known: readonly string[];
	readonly onPick: (known: string) => void;
}

function KnownWords({ word, known, onPick }: KnownWordsProps) {
	const t = useTranslations('Prompt');
	return known.map((each) => (
		<button
			key={each}
			type="button"
			className="min-h-9 rounded-full border border-line px-3.5 hover:border-ink"
			aria-label={t('replace', { word, known: each })}
			onClick={() => onPick(each)}
		>
			{each}
		</button>
	));
}

/** Chips once the prompt has more than one plain term; unknown words with near ones to click. */
export function PromptNotes({ prompt, terms, packTitle, check, onChange }: PromptNotesProps) {
	const t = useTranslations('Prompt');
	const foreign = findForeignSpellings(prompt);
	const plain = terms.length <= 1 && terms.every((term) => term.weight === 1 && term.stop === null);
	return (
		<>
			{!plain && <TermChips terms={terms} />}
			<div role="status" className="space-y-3 empty:hidden">
				{foreign.map((spelling) => (
					<ForeignSpellingNote
						key={spelling.from}
						spelling={spelling}
						onPick={(way) => onChange(prompt.slice(0, spelling.from) + way + prompt.slice(spelling.to))}
					/>
				))}
				{foreign.length > 0 && (
					<p className="text-sm text-soft">
						{t.rich('foreign.escape', { code: (text) => <code className="rounded bg-mat px-1.5 py-0.5">{text}</code> })}
					</p>
				)}
				{check !== null && <ReadingNote prompt={prompt} terms={terms} check={check} onChange={onChange} />}
				{check?.unknownWords.map(({ word, near }) => (
					<div key={word} className="flex flex-wrap items-center gap-x-3 gap-y-1">
						<p>
							<strong className="font-medium text-dot">{t('unknown', { word, pack: packTitle })}</strong>{' '}
							{near.length > 0 ? t('near') : t('dropped')}
						</p>
						<KnownWords word={word} known={near} onPick={(known) => onChange(replaceWord(prompt, word, known))} />
					</div>
				))}
				{check?.truncatedTerms.map((index) => (
					<p key={index} className="text-soft">
						{t('truncated', { term: index + 1 })}
					</p>
				))}
				{check !== null && check.emptyTerms.length > 0 && <p className="text-dot">{t('emptyTerms')}</p>}
			</div>
		</>
	);
}
