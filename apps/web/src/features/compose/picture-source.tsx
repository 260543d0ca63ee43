'use client';
/** @file A picture to render with: one of this gallery, by the address of its page. */
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { PictureOfArtworkDocument } from '../../graphql/generated/graphql.ts';
import { NumberField } from './number-field.tsx';

interface PictureSourceProps {
	/** Called with the SHA-256 of the picture's file. */
	readonly onPick: (sha256: string) => void;
}

/** Looks the picture up when the address is whole. */
export function PictureSource({ onPick }: PictureSourceProps) {
	const t = useTranslations('Create.pictures');
	const [address, setAddress] = useState('');
	const [problem, setProblem] = useState<'notThere' | 'unreachable' | null>(null);

	async function change(text: string): Promise<void> {
		setAddress(text);
		setProblem(null);
		const [id] = /art_[0-9a-hjkmnp-tv-z]{26}/.exec(text) ?? [];
		if (id === undefined) return;
		try {
			const { artwork } = await browserRequest(PictureOfArtworkDocument, { id });
			const [sha256] = /[0-9a-f]{64}/.exec(artwork?.image.url ?? '') ?? [];
			if (sha256 === undefined) return setProblem('notThere');
			onPick(sha256);
			setAddress('');
		} catch {
			setProblem('unreachable');
		}
	}
	return (
		<NumberField
			text
			label={t('address')}
			hint={t('addressHint')}
			value={address}
			placeholder="/artworks/art_…"
			onChange={(text) => void change(text)}
			problem={problem && t(problem)}
		/>
	);
}
