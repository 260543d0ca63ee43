'use client';
/** @file Submitting an artwork to a collection: one of one's own, or any other by its address, with a few words. */
import { maximumNoteLength } from '@galatea/render';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { browserRequest } from '../../../graphql/browser-request.ts';
import { type CollectionSubmissionsQuery, SubmitToCollectionDocument } from '../../../graphql/generated/graphql.ts';
import { Picture } from '../../../ui/picture.tsx';
import { useCollectionChange } from '../use-collection-change.ts';

type OwnArtwork = NonNullable<CollectionSubmissionsQuery['viewer']>['artworks']['edges'][number]['node'];

interface SubmitFormProps {
	readonly collectionId: string;
	/** The newest of the viewer. */
	readonly own: readonly OwnArtwork[];
}

/** An artwork's address somewhere in what somebody wrote. */
const idInAddress = /art_[0-9a-z]{26}/;

export function SubmitForm({ collectionId, own }: SubmitFormProps) {
	const t = useTranslations('CollectionSubmissions');
	const problems = useTranslations('Collections.problems');
	const id = useId();
	const router = useRouter();
	const { change, pending, problem } = useCollectionChange();
	const [chosen, setChosen] = useState<string | null>(null);
	const [address, setAddress] = useState('');
	const [words, setWords] = useState('');
	const [missing, setMissing] = useState(false);
	const [said, setSaid] = useState('');

	async function submit(event: FormEvent): Promise<void> {
		event.preventDefault();
		const artworkId = address.trim() === '' ? chosen : (idInAddress.exec(address)?.[0] ?? null);
		setMissing(artworkId === null);
		setSaid('');
		if (artworkId === null) return;
		const variables = { collectionId, artworkId, words };
		const send = async () => (await browserRequest(SubmitToCollectionDocument, variables)).submitToCollection;
		if (!(await change(send))) return;
		setChosen(null);
		setAddress('');
		setWords('');
		setSaid(t('submitted'));
		router.refresh();
	}
	return (
		<section aria-labelledby={`${id}-title`} className="max-w-prose">
			<h2 id={`${id}-title`} className="text-xl">
				{t('submitTitle')}
			</h2>
			<p className="mt-1 text-soft">{t('submitText')}</p>
			<form method="post" noValidate onSubmit={(event) => void submit(event)} className="mt-4 space-y-5">
				{own.length > 0 && (
					<fieldset>
						<legend className="mb-1.5 font-medium">{t('own')}</legend>
						<div className="grid grid-cols-[repeat(auto-fill,minmax(6rem,1fr))] gap-2">
							{own.map((artwork) => (
								<label
									key={artwork.id}
									className="relative grid aspect-square cursor-pointer place-items-center bg-mat p-2 outline-offset-2 has-checked:outline-2 has-checked:outline-ink has-focus-visible:outline-2 has-focus-visible:outline-dot"
								>
									<input
										type="radio"
										name={`${id}-artwork`}
										className="absolute top-1.5 left-1.5 size-5 accent-ink"
										checked={chosen === artwork.id}
										onChange={() => {
											setChosen(artwork.id);
											setAddress('');
										}}
									/>
									{artwork.viewerVeiled ? (
										<span className="line-clamp-3 text-sm">{artwork.title}</span>
									) : (
										<>
											<Picture image={artwork.thumbnail} alt="" className="max-h-full w-auto max-w-full shadow-sm" />
											<span className="sr-only">{artwork.title}</span>
										</>
									)}
								</label>
							))}
						</div>
					</fieldset>
				)}
				<div>
					<label htmlFor={`${id}-address`} className="mb-1.5 block font-medium">
						{t(own.length > 0 ? 'otherAddress' : 'address')}
					</label>
					<input
						id={`${id}-address`}
						className="field"
						inputMode="url"
						autoComplete="off"
						value={address}
						aria-invalid={missing}
						aria-describedby={`${id}-address-hint`}
						onChange={(event) => {
							setAddress(event.target.value);
							setChosen(null);
						}}
					/>
					<p id={`${id}-address-hint`} className="mt-1 text-sm text-soft">
						{t('addressHint')}
					</p>
				</div>
				<div>
					<label htmlFor={`${id}-words`} className="mb-1.5 block font-medium">
						{t('words')}
					</label>
					<textarea
						id={`${id}-words`}
						className="field"
						rows={3}
						dir="auto"
						maxLength={maximumNoteLength}
						value={words}
						onChange={(event) => setWords(event.target.value)}
					/>
				</div>
				{(missing || problem) && (
					<p role="alert" className="text-dot">
						{missing ? t('chooseOne') : problem && problems(problem)}
					</p>
				)}
				<p role="status" className="text-soft">
					{said}
				</p>
				<button type="submit" className="button-main" disabled={pending}>
					{t('submit')}
				</button>
			</form>
		</section>
	);
}
