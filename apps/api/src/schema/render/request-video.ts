import { isIdentifier, RenderError } from '@galatea/render';
import { getRender, requestVideo, type Video } from '@galatea/store/renders';
import type { RequestContext } from '../../context.ts';
import { builder } from '../builder.ts';
import { type NotFound, NotFoundType, notFound } from '../errors.ts';
import { VideoType } from './video.ts';

interface RequestVideoSuccess {
	readonly type: 'RequestVideoSuccess';
	readonly video: Video;
}

type RequestVideoResult = NotFound | RequestVideoSuccess;

const RequestVideoSuccessType = builder.objectRef<RequestVideoSuccess>('RequestVideoSuccess').implement({
	fields: (t) => ({ video: t.expose('video', { type: VideoType }) }),
});

const RequestVideoResultType = builder.unionType('RequestVideoResult', {
	types: [NotFoundType, RequestVideoSuccessType],
	resolveType: (result) => result.type,
});

builder.mutationField('requestVideo', (t) =>
	t.field({
		type: RequestVideoResultType,
		description: 'Asks for the video of a finished render. One that is there, or on its way, is not made again.',
		extensions: { cost: 5_000 },
		args: { renderId: t.arg.id({ required: true }) },
		resolve: (_root, { renderId }, context) => request(renderId, context),
	}),
);

async function request(renderId: string, { store, producer, loaders }: RequestContext): Promise<RequestVideoResult> {
	const render = isIdentifier('render', renderId) ? await loaders.renders.load(renderId) : null;
	if (!render) return notFound('render', renderId);
	try {
		const video = await requestVideo(store, renderId);
		// The job of a finished render is that of its video.
		if (video.state === 'WAITING') {
			// Its recipe may be hidden from who asks; the queue must know its pack all the same.
			const whole = await getRender(store, renderId);
			if (whole) await producer.add(renderId, whole.recipe.pack.id);
		}
		return { type: 'RequestVideoSuccess', video };
	} catch (error) {
		if (!(error instanceof RenderError) || error.code !== 'NOT_FOUND') throw error;
		return { type: 'NotFound', code: 'NOT_FOUND', message: `${error.message}.` };
	}
}
