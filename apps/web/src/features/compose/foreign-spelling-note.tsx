'use client';
/** @file A place of a prompt that is written as in another program, with the spelling that works here to click. */
import type { ForeignSpelling } from '@galatea/render';
import { useTranslations } from 'next-intl';
import { isolate, Sentence } from '../../ui/sentence.tsx';

interface ForeignSpellingNoteProps {
	readonly spelling: ForeignSpelling;
	/** Puts a spelling of ours in its place. */
	readonly onPick: (written: string) => void;
}

/** A sentence, and a button for each thing that may be meant. */
export function ForeignSpellingNote({ spelling, onPick }: ForeignSpellingNoteProps) {
	const t = useTranslations('Prompt.foreign');
	const { code, found, instead, otherwise } = spelling;
	const ways = [instead, otherwise].filter((way) => way !== null);
	return (
		<div className="flex flex-wrap items-center gap-x-3 gap-y-1">
			<p>
				<Sentence text={t(code, { found: isolate(found) })} />
			</p>
			{ways.map((way) => (
				<button
					key={way}
					type="button"
					dir="auto"
					className="min-h-9 max-w-full break-words rounded-2xl border border-line px-3.5 py-1 text-left hover:border-ink"
					aria-label={t('write', { way })}
					onClick={() => onPick(way)}
				>
					{way}
				</button>
			))}
		</div>
	);
}
