import { maximumSearchPictureBytes } from '@galatea/render';
import { GraphQLError } from 'graphql';
import type { RequestContext } from '../../context.ts';
import { isTooBusy } from '../../meaning/meaning.ts';
import { builder } from '../builder.ts';
import { needsWorker, type SearchNeedsWorker, SearchNeedsWorkerType } from './artworks-like.ts';

interface KeepSearchPictureSuccess {
	readonly type: 'KeepSearchPictureSuccess';
	readonly id: string;
}

type KeepSearchPictureResult = KeepSearchPictureSuccess | SearchNeedsWorker;

const KeepSearchPictureSuccessType = builder
	.objectRef<KeepSearchPictureSuccess>('KeepSearchPictureSuccess')
	.implement({ fields: (t) => ({ id: t.exposeID('id') }) });

const KeepSearchPictureResultType = builder.unionType('KeepSearchPictureResult', {
	types: [KeepSearchPictureSuccessType, SearchNeedsWorkerType],
	resolveType: (result) => result.type,
});

builder.mutationField('keepSearchPicture', (t) =>
	t.field({
		type: KeepSearchPictureResultType,
		description: `Keeps a picture for a day, to search with by \`artworksLike(like: { searchPicture })\`. It is shown to nobody; whoever
has its id can search with it.`,
		extensions: { cost: 1_000 },
		args: {
			data: t.arg.string({
				required: true,
				description: 'The file, PNG, JPEG, WebP or AVIF, in base64; at most 60,000 bytes, so scale it down before.',
			}),
		},
		resolve: (_root, { data }, context) => keep(data, context),
	}),
);

async function keep(data: string, { meaning }: RequestContext): Promise<KeepSearchPictureResult> {
	const bytes = Buffer.from(data, 'base64');
	// What is no base64 is skipped when it is read; nothing may be.
	if (bytes.length === 0 || bytes.toString('base64') !== data)
		throw new GraphQLError('data is not base64', { extensions: { code: 'BAD_USER_INPUT' } });
	if (bytes.length > maximumSearchPictureBytes)
		throw new GraphQLError(`data must be at most ${maximumSearchPictureBytes} bytes, not ${bytes.length}`, {
			extensions: { code: 'BAD_USER_INPUT' },
		});
	try {
		const id = await meaning.keep(bytes);
		return id === null ? needsWorker() : { type: 'KeepSearchPictureSuccess', id };
	} catch (error) {
		if (isTooBusy(error)) return needsWorker();
		throw error;
	}
}
