'use client';
/** @file A picture that is not for everyone: its colours and words, until the viewer wants to see it. */
import { useTranslations } from 'next-intl';
import { type ComponentProps, useState } from 'react';
import type { ContentLevel } from '../../graphql/generated/graphql.ts';
import { groundOf } from '../../ui/ground.ts';
import { Picture } from '../../ui/picture.tsx';

interface VeiledPictureProps extends ComponentProps<typeof Picture> {
	readonly veiled: boolean;
	readonly level: ContentLevel;
	/** Told instead, where more than this picture is to be shown. */
	readonly onShow?: () => void;
}

/** Veiled, nothing of the picture is loaded: the ground of its thumbhash is as soft as a blur, and costs nothing. */
export function VeiledPicture({ veiled, level, onShow, ...picture }: VeiledPictureProps) {
	const t = useTranslations('Level');
	const [shown, setShown] = useState(false);
	if (!veiled || shown) return <Picture {...picture} first={picture.first || shown} />;
	const { image, alt, className = '', style } = picture;
	return (
		<span
			className={`ground relative grid place-items-center overflow-hidden bg-mat ${className}`}
			style={{ backgroundImage: groundOf(image.thumbhash), aspectRatio: `${image.width} / ${image.height}`, ...style }}
		>
			<span className="grid max-w-full place-items-center gap-2 rounded bg-wall/90 p-2 text-center text-sm text-ink">
				<span>{t(`veil.${level}`)}</span>
				<span className="sr-only">{alt}</span>
				<button type="button" className="button-quiet min-h-9" onClick={onShow ?? (() => setShown(true))}>
					{t('show')}
				</button>
			</span>
		</span>
	);
}
