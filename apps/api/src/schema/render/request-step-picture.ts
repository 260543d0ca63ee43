import { isIdentifier, RenderError } from '@galatea/render';
import { mayWatch } from '@galatea/store/access';
import { onStepPicture } from '@galatea/store/database';
import { findStepPicture, listWorkers, requestStepPicture, type StepPicture } from '@galatea/store/renders';
import type { RequestContext } from '../../context.ts';
import { awaitAnswer, awaitAnswerMs } from '../../live/await-answer.ts';
import { type TooManyTries, TooManyTriesType } from '../account/failures.ts';
import { builder } from '../builder.ts';
import { type NotFound, NotFoundType, notFound, type PackUnavailable, PackUnavailableType } from '../errors.ts';
import { PreviewType } from '../picture.ts';

interface RequestStepPictureSuccess {
	readonly type: 'RequestStepPictureSuccess';
	readonly picture: StepPicture;
}

type RequestStepPictureResult = NotFound | PackUnavailable | RequestStepPictureSuccess | TooManyTries;

export const StepPictureStateType = builder.enumType('StepPictureState', {
	values: {
		WAITING: { description: 'A worker will decode it, or is at it: ask again.' },
		DONE: {},
		FAILED: { description: 'Asking again tries again.' },
	} as const,
});

const StepPictureType = builder.objectRef<StepPicture>('StepPicture').implement({
	description: 'The picture of one step, decoded from its codes when somebody asks, once for all who do.',
	fields: (t) => ({
		state: t.field({ type: StepPictureStateType, resolve: (picture) => picture.state }),
		preview: t.expose('preview', {
			type: PreviewType,
			nullable: true,
			description:
				'Null until DONE. Its `step` is the one that was asked for, or of a very long run the nearest that was kept.',
		}),
	}),
});

const RequestStepPictureSuccessType = builder
	.objectRef<RequestStepPictureSuccess>('RequestStepPictureSuccess')
	.implement({
		fields: (t) => ({
			picture: t.expose('picture', { type: StepPictureType, description: 'What there is of the step.' }),
		}),
	});

const RequestStepPictureResultType = builder.unionType('RequestStepPictureResult', {
	types: [NotFoundType, PackUnavailableType, RequestStepPictureSuccessType, TooManyTriesType],
	resolveType: (result) => result.type,
});

builder.mutationField('requestStepPicture', (t) =>
	t.field({
		type: RequestStepPictureResultType,
		description:
			'Asks for the picture of any step of a render that is over, and waits up to eight seconds for it. One that is there, or on ' +
			'its way, is not made again. At most 60 new ones in a minute.',
		extensions: { cost: 1_000 },
		args: {
			renderId: t.arg.id({ required: true }),
			step: t.arg.int({ required: true, description: 'From 1 to the `step` of the render.' }),
		},
		resolve: (_root, { renderId, step }, context) => request(renderId, step, context),
	}),
);

async function request(
	renderId: string,
	step: number,
	{ store, loaders, person }: RequestContext,
): Promise<RequestStepPictureResult> {
	const render = isIdentifier('render', renderId) ? await loaders.renders.load(renderId) : null;
	if (!render) return notFound('render', renderId);
	try {
		const asked = await requestStepPicture(store, { renderId, step }, await person.callerKeys());
		if (asked.state !== 'WAITING') return { type: 'RequestStepPictureSuccess', picture: asked };
		const picture = await awaitAnswer(
			{
				listen: (callback) => onStepPicture(store, callback),
				key: `${renderId}:${step}`,
				look: () => findStepPicture(store, renderId, step),
				isWaiting: (found) => found?.state === 'WAITING',
			},
			awaitAnswerMs,
		);
		// It may have become private meanwhile.
		if (!(await mayWatch(store, renderId, await person.viewer()))) return notFound('render', renderId);
		return { type: 'RequestStepPictureSuccess', picture: picture ?? { state: 'FAILED', preview: null } };
	} catch (error) {
		if (!(error instanceof RenderError)) throw error;
		const { code } = error;
		const message = `${error.message}.`;
		if (code === 'NOT_FOUND') return { type: 'NotFound', code, message };
		if (code === 'TOO_MANY_TRIES') return { type: 'TooManyTries', code, message };
		if (code === 'PACK_UNAVAILABLE') {
			const held = (await listWorkers(store)).flatMap(({ packIds }) => packIds);
			return { type: 'PackUnavailable', code, message, availablePackIds: [...new Set(held)] };
		}
		throw error;
	}
}
