/** @file What an answer of the API says of why there is no render. Loaded when one does, so that first pages have less to load. */
import type { AskedRenderFragment } from '../../graphql/generated/graphql.ts';
import type { SubmitFailure } from './use-submit.ts';

type Refusal = Exclude<AskedRenderFragment, { __typename: 'CreateRenderSuccess' }>;

/** The failure in an answer; what it does not speak of is as in `nothingMore`. */
export function answeredFailure(answer: Refusal, nothingMore: Omit<SubmitFailure, 'code'>): SubmitFailure {
	return {
		...nothingMore,
		code: answer.code,
		message: answer.message,
		waiting: answer.__typename === 'QueueFull' ? answer.waiting : 0,
		...(answer.__typename === 'RenderLimitReached' && {
			limit: { scope: answer.scope, maximum: answer.maximum },
			retryAfterSeconds: answer.retryAfterSeconds,
		}),
		refusal: answer.__typename === 'RemixRefused' ? answer.reason : null,
		issues: answer.__typename === 'InvalidRecipe' ? answer.issues : [],
	};
}
