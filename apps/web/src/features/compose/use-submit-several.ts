'use client';
/** @file Asking for a render, or for several seeds of one recipe as a batch, and going to its page. */
import { quietRequest } from '../../graphql/browser-request.ts';
import {
	CreateRenderBatchDocument,
	CreateRenderDocument,
	type CreateRenderInput,
} from '../../graphql/generated/graphql.ts';
import { type Submit, useAsk } from './use-submit.ts';

interface NewRenders {
	readonly input: CreateRenderInput;
	/** Seeds of the same recipe. */
	readonly count: number;
}

/** One render, or a batch of so many, which has a page of its own. */
export function useSubmitSeveral(): Submit<NewRenders> {
	return useAsk(
		async ({ input, count }, idempotencyKey) => {
			const asked = { ...input, idempotencyKey };
			if (count === 1) return (await quietRequest(CreateRenderDocument, { input: asked })).createRender;
			const { createRenderBatch } = await quietRequest(CreateRenderBatchDocument, { input: asked, count });
			return createRenderBatch.__typename === 'CreateRenderBatchSuccess'
				? { __typename: 'CreateRenderSuccess', render: createRenderBatch.batch }
				: createRenderBatch;
		},
		({ count }) => (count === 1 ? 'renders' : 'batches'),
	);
}
