/** @file Whose recipe a new render starts from. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import { Picture } from '../../ui/picture.tsx';

interface RemixNoteProps {
	readonly artwork: {
		readonly id: string;
		readonly title: string;
		readonly thumbnail: ComponentProps<typeof Picture>['image'];
	};
	/** Of a mix: its part, 0 to 1. */
	readonly share?: number;
}

/** Names the artwork, and that it will be credited. */
export function RemixNote({ artwork, share }: RemixNoteProps) {
	const t = useTranslations('Create');
	return (
		<div className="flex items-center gap-4 border-y border-line py-3">
			<span className="grid size-16 shrink-0 place-items-center bg-mat p-1.5">
				<Picture image={artwork.thumbnail} alt="" first className="max-h-full w-auto max-w-full" />
			</span>
			<p>
				{t.rich(share === undefined ? 'remixOf' : 'mixOf', {
					title: artwork.title,
					percent: Math.round(100 * (share ?? 1)),
					link: (text) => (
						<Link href={`/artworks/${artwork.id}`} className="quiet-link font-display text-lg italic">
							<bdi>{text}</bdi>
						</Link>
					),
				})}{' '}
				<span className="text-soft">{t('credited')}</span>
			</p>
		</div>
	);
}
