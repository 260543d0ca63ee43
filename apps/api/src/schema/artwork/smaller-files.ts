/** @file The same picture in smaller files, for pages: as a list for programs, and as HTML takes them. */
import { maximumRungs } from '@galatea/pictures';
import type { StoredRung } from '@galatea/store/files';
import { builder } from '../builder.ts';
import { fileUrl, ImageType } from '../picture.ts';
import { ArtworkType } from '../references.ts';

const PictureSourcesType = builder.objectRef<readonly StoredRung[]>('PictureSources').implement({
	description: 'Smaller files of a picture as `srcset` of HTML: addresses with widths, from the narrowest.',
	fields: (t) => ({
		avif: t.string({
			description: "For `source` with `type='image/avif'`.",
			resolve: (rungs) => srcset(rungs, 'avif'),
		}),
		webp: t.string({ description: 'For `img`.', resolve: (rungs) => srcset(rungs, 'webp') }),
	}),
});

builder.objectFields(ArtworkType, (t) => ({
	smallerFiles: t.field({
		type: [ImageType],
		description:
			'The same picture for pages, AVIF and WebP, from the narrowest: never wider than `image`, without metadata, and as open as the artwork. None until a worker has made them, soon after it is published.',
		extensions: { listSize: maximumRungs },
		resolve: async ({ image }, _arguments, { loaders }) =>
			(await loaders.ladders.load(image.key)).map((rung) => ({ ...rung, thumbhash: image.thumbhash })),
	}),
	sources: t.field({
		type: PictureSourcesType,
		nullable: true,
		description: '`smallerFiles` for HTML; null while there are none.',
		resolve: async ({ image }, _arguments, { loaders }) => {
			const rungs = await loaders.ladders.load(image.key);
			return rungs.length === 0 ? null : rungs;
		},
	}),
}));

function srcset(rungs: readonly StoredRung[], format: 'avif' | 'webp'): string {
	return rungs
		.filter(({ mimeType }) => mimeType === `image/${format}`)
		.map(({ key, width }) => `${fileUrl(key)} ${width}w`)
		.join(', ');
}
