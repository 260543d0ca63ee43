'use client';
/** @file How the picture came about, as a video that is made when somebody wants it. */
import { useTranslations } from 'next-intl';
import type { VideoPartsFragment } from '../../graphql/generated/graphql.ts';
import { useVideo } from './use-video.ts';

interface VideoPanelProps {
	readonly renderId: string;
	readonly initial: VideoPartsFragment;
}

/** A button, then links: nothing moves on the page by itself. */
export function VideoPanel({ renderId, initial }: VideoPanelProps) {
	const t = useTranslations('Artwork.video');
	const { video, failed, ask } = useVideo(renderId, initial);
	if (video.state === 'NONE') return null;
	return (
		<div className="mt-4">
			{video.state !== 'DONE' && (
				<button type="button" className="button-quiet" disabled={video.state === 'WAITING'} onClick={() => void ask()}>
					{t(video.state === 'WAITING' ? 'making' : 'make')}
				</button>
			)}
			<p role="status" className="empty:hidden">
				{video.state === 'DONE' && t('done')}{' '}
				{video.webpUrl && (
					<a href={video.webpUrl} className="quiet-link mr-4 inline-flex min-h-8 items-center">
						{t('webp')}
					</a>
				)}
				{video.mp4Url && (
					<a href={video.mp4Url} className="quiet-link inline-flex min-h-8 items-center">
						MP4
					</a>
				)}
			</p>
			{failed && (
				<p role="alert" className="mt-2 text-dot">
					{t('failed')}
				</p>
			)}
		</div>
	);
}
