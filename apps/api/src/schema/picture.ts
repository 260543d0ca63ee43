/** @file Stored pictures, by address: bytes never travel in GraphQL. */
import type { PreviewReference } from '@galatea/render';
import type { ImageReference } from '@galatea/store/files';
import { builder } from './builder.ts';

/** Path of a stored file on this host. */
export function fileUrl(key: string): string {
	return `/files/${key}`;
}

export const ImageType = builder.objectRef<ImageReference>('Image').implement({
	description: 'A stored picture file with an immutable address.',
	fields: (t) => ({
		url: t.string({
			description: 'Path on this host, `/files/<key>`; its content never changes.',
			resolve: (image) => fileUrl(image.key),
		}),
		width: t.exposeInt('width'),
		height: t.exposeInt('height'),
		mimeType: t.exposeString('mimeType'),
		thumbhash: t.exposeString('thumbhash', {
			nullable: true,
			description: 'ThumbHash, base64: about 25 bytes that stand for the picture until it is loaded.',
		}),
	}),
});

export const PreviewType = builder.objectRef<PreviewReference>('Preview').implement({
	description: 'A picture of a render on its way.',
	fields: (t) => ({
		url: t.string({ resolve: (preview) => fileUrl(preview.key) }),
		width: t.exposeInt('width'),
		height: t.exposeInt('height'),
		thumbhash: t.exposeString('thumbhash'),
		step: t.exposeInt('step'),
	}),
});
