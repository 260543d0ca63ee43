import type { Video } from '@galatea/store/renders';
import { builder } from '../builder.ts';
import { fileUrl } from '../picture.ts';

const VideoStateType = builder.enumType('VideoState', {
	values: {
		NONE: { description: 'The steps of the render were not kept, so there is none.' },
		POSSIBLE: { description: 'Nobody asked for it yet.' },
		WAITING: { description: 'A worker will make it, or is at it.' },
		DONE: {},
		FAILED: { description: 'Asking again tries again.' },
	} as const,
});

export const VideoType = builder.objectRef<Video>('Video').implement({
	description: 'How a picture came about, step by step. Made once, when somebody asks for it.',
	fields: (t) => ({
		state: t.field({ type: VideoStateType, resolve: (video) => video.state }),
		webpUrl: t.string({
			nullable: true,
			description: 'Path on this host of an animated WebP; null until DONE.',
			resolve: ({ webpKey }) => webpKey && fileUrl(webpKey),
		}),
		mp4Url: t.string({
			nullable: true,
			description: 'Of an MP4; null as well where the worker has no ffmpeg.',
			resolve: ({ mp4Key }) => mp4Key && fileUrl(mp4Key),
		}),
	}),
});
