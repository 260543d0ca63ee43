'use client';
/** @file A picture to render with: one's own, or one of this gallery by the address of its page. */
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { PictureOfArtworkDocument } from '../../graphql/generated/graphql.ts';
import { NumberField } from './number-field.tsx';
import { type UploadProblem, uploadPicture } from './upload-picture.ts';

interface PictureSourceProps {
	/** Called with the SHA-256 of the picture's file. */
	readonly onPick: (sha256: string) => void;
}

/** Sends a file as soon as it is chosen; looks an artwork up as soon as its address is whole. */
export function PictureSource({ onPick }: PictureSourceProps) {
	const t = useTranslations('Create.pictures');
	const id = useId();
	const [sending, setSending] = useState(false);
	const [uploadProblem, setUploadProblem] = useState<UploadProblem | null>(null);
	const [address, setAddress] = useState('');
	const [addressProblem, setAddressProblem] = useState<'notThere' | 'unreachable' | null>(null);

	async function send(file: File): Promise<void> {
		setSending(true);
		setUploadProblem(null);
		const answer = await uploadPicture(file);
		setSending(false);
		if ('problem' in answer) setUploadProblem(answer.problem);
		else onPick(answer.sha256);
	}
	async function changeAddress(text: string): Promise<void> {
		setAddress(text);
		setAddressProblem(null);
		const [artworkId] = /art_[0-9a-hjkmnp-tv-z]{26}/.exec(text) ?? [];
		if (artworkId === undefined) return;
		try {
			const { artwork } = await browserRequest(PictureOfArtworkDocument, { id: artworkId });
			const [sha256] = /[0-9a-f]{64}/.exec(artwork?.image.url ?? '') ?? [];
			if (sha256 === undefined) return setAddressProblem('notThere');
			onPick(sha256);
			setAddress('');
		} catch {
			setAddressProblem('unreachable');
		}
	}
	return (
		<div className="space-y-4">
			<div>
				<label
					htmlFor={id}
					className="button-quiet w-fit cursor-pointer has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-dot"
				>
					{t('choose')}
					<input
						id={id}
						type="file"
						accept="image/png,image/webp,image/jpeg,image/avif"
						aria-describedby={`${id}-hint`}
						aria-invalid={uploadProblem !== null}
						disabled={sending}
						className="sr-only"
						onChange={(event) => {
							const file = event.target.files?.[0];
							// The same file may be chosen again.
							event.target.value = '';
							if (file) void send(file);
						}}
					/>
				</label>
				<p role="status" className="mt-1.5 text-sm empty:hidden">
					{sending && t('sending')}
					{uploadProblem && <span className="text-dot">{t(`problems.${uploadProblem}`)}</span>}
				</p>
				<p id={`${id}-hint`} className="mt-1.5 text-sm text-soft">
					{t('seen')}
				</p>
			</div>
			<NumberField
				text
				label={t('address')}
				hint={t('addressHint')}
				value={address}
				placeholder="/artworks/art_…"
				onChange={(text) => void changeAddress(text)}
				problem={addressProblem && t(`problems.${addressProblem}`)}
			/>
		</div>
	);
}
