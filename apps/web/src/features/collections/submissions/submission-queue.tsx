'use client';
/** @file The submissions that wait for a decision: one at a time, large, decided by buttons or by key. */
import { maximumNoteLength } from '@galatea/render';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { browserRequest } from '../../../graphql/browser-request.ts';
import { DecideSubmissionDocument, type SubmissionPartsFragment } from '../../../graphql/generated/graphql.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { isolate, Sentence } from '../../../ui/sentence.tsx';
import { VeiledPicture } from '../../levels/veiled-picture.tsx';
import { offerUndo } from '../changes/offered-undo.ts';
import { useCollectionChange } from '../use-collection-change.ts';
import { actOfKey, type QueueAct } from './queue-keys.ts';

interface SubmissionQueueProps {
	readonly collectionId: string;
	/** How many wait, of which `submissions` are the first. */
	readonly count: number;
	readonly submissions: readonly SubmissionPartsFragment[];
}

export function SubmissionQueue({ collectionId, count, submissions }: SubmissionQueueProps) {
	const t = useTranslations('CollectionSubmissions');
	const problems = useTranslations('Collections.problems');
	const router = useRouter();
	const section = useRef<HTMLElement>(null);
	const { change, pending, problem } = useCollectionChange();
	const [decided, setDecided] = useState<ReadonlySet<string>>(new Set());
	const [place, setPlace] = useState(0);
	const [declining, setDeclining] = useState(false);
	const [said, setSaid] = useState('');
	const waiting = submissions.filter(({ id }) => !decided.has(id));
	const at = Math.min(place, Math.max(0, waiting.length - 1));
	const shown = waiting[at];

	async function decide(accepts: boolean, reason: string): Promise<void> {
		if (!shown) return;
		const { id, artwork } = shown;
		const title = artwork?.title ?? t('someArtwork');
		const answer = await change(
			async () => (await browserRequest(DecideSubmissionDocument, { id, accepts, reason })).decideSubmission,
		);
		if (answer?.__typename !== 'SubmissionSuccess') return;
		setDeclining(false);
		setDecided((before) => new Set([...before, id]));
		const what = t(accepts ? 'accepted' : 'declined', { title });
		setSaid(what);
		if (answer.seq !== null && answer.seq !== undefined) offerUndo({ collectionId, seq: answer.seq, said: what });
		router.refresh();
	}

	const acts: Readonly<Record<QueueAct, () => void>> = {
		accept: () => void decide(true, ''),
		decline: () => setDeclining(true),
		next: () => setPlace(Math.min(at + 1, waiting.length - 1)),
		previous: () => setPlace(Math.max(at - 1, 0)),
	};
	const latest = useRef({ acts, idle: false });
	latest.current = { acts, idle: !pending && !declining };
	useEffect(() => {
		const element = section.current;
		// Only while the focus is in the queue: elsewhere these keys mean what they mean on every page.
		function press(event: KeyboardEvent): void {
			const act = actOfKey(event);
			if (act === null) return;
			event.preventDefault();
			event.stopPropagation();
			if (latest.current.idle) latest.current.acts[act]();
		}
		element?.addEventListener('keydown', press);
		return () => element?.removeEventListener('keydown', press);
	}, []);

	return (
		<>
			<section ref={section} aria-labelledby="queue-title">
				<h2 id="queue-title" className="text-xl">
					{t('queue', { count: Math.max(count - decided.size, waiting.length) })}
				</h2>
				<p role="status" className="text-sm text-soft">
					{said}
				</p>
				{problem && (
					<p role="alert" className="text-dot">
						{problems(problem)}
					</p>
				)}
				{shown && (
					<>
						<p className="mt-1 text-sm text-soft">{t('keys')}</p>
						<Shown key={shown.id} submission={shown} />
						<div className="mt-4 flex flex-wrap gap-3">
							<button
								type="button"
								className="button-main"
								aria-keyshortcuts="a"
								disabled={pending}
								onClick={acts.accept}
							>
								{t('accept')}
							</button>
							<button
								type="button"
								className="button-quiet"
								aria-keyshortcuts="d"
								disabled={pending}
								onClick={acts.decline}
							>
								{t('decline')}
							</button>
							<button
								type="button"
								className="button-quiet"
								aria-keyshortcuts="ArrowLeft"
								disabled={at === 0}
								onClick={acts.previous}
							>
								{t('previous')}
							</button>
							<button
								type="button"
								className="button-quiet"
								aria-keyshortcuts="ArrowRight"
								disabled={at >= waiting.length - 1}
								onClick={acts.next}
							>
								{t('next')}
							</button>
						</div>
					</>
				)}
			</section>
			<DeclineDialog
				open={declining}
				pending={pending}
				onClose={() => setDeclining(false)}
				onDecline={(reason) => void decide(false, reason)}
			/>
		</>
	);
}

function Shown({ submission: { artwork, submittedBy, words } }: { readonly submission: SubmissionPartsFragment }) {
	const t = useTranslations('CollectionSubmissions');
	if (!artwork) return <p className="mt-4 bg-mat p-8 text-center text-soft">{t('goneArtwork')}</p>;
	const nameOf = (person: typeof submittedBy): string =>
		isolate(person?.displayName ?? person?.handle ?? t('somebody'));
	return (
		<figure className="mt-4">
			<div className="grid place-items-center bg-mat p-[4%]">
				<VeiledPicture
					image={{ ...artwork.image, thumbhash: artwork.thumbnail.thumbhash ?? null }}
					sources={artwork.sources ?? null}
					sizes="(min-width: 64rem) 60rem, 100vw"
					alt={artwork.alternativeText || artwork.title}
					veiled={artwork.viewerVeiled}
					level={artwork.contentLevel}
					className="h-auto max-h-[70vh] w-auto max-w-full shadow-sm"
				/>
			</div>
			<figcaption className="mt-3 max-w-prose">
				<Link href={`/artworks/${artwork.id}`} prefetch={false} className="quiet-link font-display text-lg italic">
					<bdi>{artwork.title}</bdi>
				</Link>
				<p className="text-sm text-soft">
					<Sentence text={t('by', { artist: nameOf(artwork.publishedBy), name: nameOf(submittedBy) })} />
				</p>
				{words !== '' && (
					<blockquote
						dir="auto"
						className="mt-2 border-l border-line pl-3 whitespace-pre-line [overflow-wrap:anywhere]"
					>
						{words}
					</blockquote>
				)}
			</figcaption>
		</figure>
	);
}

interface DeclineDialogProps {
	readonly open: boolean;
	readonly pending: boolean;
	readonly onClose: () => void;
	readonly onDecline: (reason: string) => void;
}

function DeclineDialog({ open, pending, onClose, onDecline }: DeclineDialogProps) {
	const t = useTranslations('CollectionSubmissions');
	const id = useId();
	const [reason, setReason] = useState('');
	function submit(event: FormEvent): void {
		event.preventDefault();
		onDecline(reason);
		setReason('');
	}
	return (
		<Dialog open={open} onClose={onClose} title={t('declineTitle')}>
			<form method="post" onSubmit={submit}>
				<label htmlFor={id} className="mb-1.5 block font-medium">
					{t('reason')}
				</label>
				<textarea
					id={id}
					className="field"
					rows={3}
					dir="auto"
					maxLength={maximumNoteLength}
					value={reason}
					aria-describedby={`${id}-hint`}
					onChange={(event) => setReason(event.target.value)}
				/>
				<p id={`${id}-hint`} className="mt-1 text-sm text-soft">
					{t('reasonHint')}
				</p>
				<div className="mt-6 flex flex-wrap gap-3">
					<button type="submit" className="button-main" disabled={pending}>
						{t('decline')}
					</button>
					<button type="button" className="button-quiet" onClick={onClose}>
						{t('cancel')}
					</button>
				</div>
			</form>
		</Dialog>
	);
}
