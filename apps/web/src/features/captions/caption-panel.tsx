'use client';
/** @file Comparing captions: a field with one on each line, and how each perceptor ranks them. */
import { maximumCaptionLength, maximumCaptions } from '@galatea/render';
import { useTranslations } from 'next-intl';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { askCaptions, type CaptionProblem, type RankedCaptions } from './ask-captions.ts';
import { PerceptorTable } from './perceptor-table.tsx';
import { captionsProblem, readCaptions } from './written-captions.ts';

type Problem = CaptionProblem | NonNullable<ReturnType<typeof captionsProblem>>;

/** Asks when somebody sends the field; may be cancelled while a worker looks. */
export function CaptionPanel({ artworkId }: { readonly artworkId: string }) {
	const t = useTranslations('Captions');
	const fieldId = useId();
	const hintId = useId();
	const problemId = useId();
	const field = useRef<HTMLTextAreaElement>(null);
	const asking = useRef<AbortController | null>(null);
	const [text, setText] = useState('');
	const [pending, setPending] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);
	const [ranked, setRanked] = useState<RankedCaptions | null>(null);
	useEffect(() => () => asking.current?.abort(), []);

	async function compare(event: FormEvent): Promise<void> {
		event.preventDefault();
		if (pending) return;
		const captions = readCaptions(text);
		const wrong = captionsProblem(captions);
		setProblem(wrong);
		if (wrong) {
			field.current?.focus();
			return;
		}
		const stop = new AbortController();
		asking.current = stop;
		setPending(true);
		const answer = await askCaptions(artworkId, captions, stop.signal).catch((): CaptionProblem => 'failed');
		if (stop.signal.aborted) return;
		setPending(false);
		if (typeof answer === 'string') setProblem(answer);
		else setRanked(answer);
	}
	function cancel(): void {
		asking.current?.abort();
		setPending(false);
		field.current?.focus();
	}
	const best = ranked?.perceptors[0]?.fits[0];
	return (
		<div className="max-w-2xl">
			<p className="mt-2 text-soft">{t('intro')}</p>
			<form onSubmit={(event) => void compare(event)} className="mt-4">
				<label htmlFor={fieldId}>{t('field')}</label>
				<textarea
					ref={field}
					id={fieldId}
					rows={4}
					value={text}
					maxLength={maximumCaptions * (maximumCaptionLength + 1)}
					placeholder={t('example')}
					aria-describedby={problem ? `${hintId} ${problemId}` : hintId}
					aria-invalid={problem !== null}
					className="field mt-1 w-full"
					onChange={(event) => setText(event.target.value)}
				/>
				<p id={hintId} className="text-sm text-soft">
					{t('hint', { maximum: maximumCaptions })}
				</p>
				<div className="mt-2 flex items-center gap-3">
					<button type="submit" className="button-main" aria-disabled={pending}>
						{t('compare')}
					</button>
					{pending && (
						<button type="button" className="button-quiet" onClick={cancel}>
							{t('cancel')}
						</button>
					)}
				</div>
			</form>
			<p id={problemId} role="alert" className="mt-2 text-dot">
				{problem && t(`problem.${problem}`, { maximum: maximumCaptions, length: maximumCaptionLength })}
			</p>
			<p role="status" className="mt-2 text-soft">
				{pending ? t('looking') : best && best.cosine !== null ? t('best', { caption: best.caption }) : ''}
			</p>
			{ranked?.perceptors.map((ranking, index) => (
				<PerceptorTable
					// biome-ignore lint/suspicious/noArrayIndexKey: a perceptor is named by its place in the pack
					key={index}
					ranking={ranking}
					packId={ranked.packId}
					place={ranked.perceptors.length > 1 ? index + 1 : null}
				/>
			))}
			{ranked && <p className="mt-4 text-sm text-soft">{t('meaning')}</p>}
		</div>
	);
}
