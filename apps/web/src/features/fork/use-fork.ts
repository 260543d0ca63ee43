'use client';
/** @file Asking for a fork of a render, and going to its page. Apart from new renders, whose pages need nothing of it. */
import { quietRequest } from '../../graphql/browser-request.ts';
import { ForkRenderDocument, type ForkRenderInput } from '../../graphql/generated/graphql.ts';
import { type Submit, useAsk } from '../compose/use-submit.ts';

/** A render that goes on from a step of another. */
export function useFork(): Submit<ForkRenderInput> {
	return useAsk(async (input, idempotencyKey) => {
		const { forkRender } = await quietRequest(ForkRenderDocument, { input: { ...input, idempotencyKey } });
		return forkRender;
	});
}
