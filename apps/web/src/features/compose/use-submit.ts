'use client';
/** @file Asking for a render, new or forked, or for several as a batch, and going to its page. */
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { quietRequest } from '../../graphql/browser-request.ts';
import {
	type AskedRenderFragment,
	CreateRenderDocument,
	type CreateRenderInput,
	type RemixRefusal,
	type RenderLimitScope,
} from '../../graphql/generated/graphql.ts';
import { newKey } from '../../graphql/new-key.ts';
import { ApiError } from '../../graphql/request.ts';

/** Why nothing was asked for, by the API's code; `API_UNREACHABLE` is the browser's own finding. */
export interface SubmitFailure {
	readonly code: string;
	readonly message: string;
	readonly waiting: number;
	/** Seconds until the next request may come, where there were too many; null otherwise. */
	readonly retryAfterSeconds: number | null;
	/** Who has asked for as much as they may, and how much that is; null when that is not what is wrong. */
	readonly limit: { readonly scope: RenderLimitScope; readonly maximum: number } | null;
	/** Until when the person is suspended, as ISO 8601; null when they are not. */
	readonly suspendedUntil: string | null;
	/** Why something may not be made from a picture; null when that is not what is wrong. */
	readonly refusal: RemixRefusal | null;
	readonly issues: readonly {
		readonly path: string;
		readonly message: string;
		readonly code: string;
		readonly values: unknown;
	}[];
}

export interface Submit<Input> {
	readonly pending: boolean;
	readonly failure: SubmitFailure | null;
	/** Asks for a render, or a batch; when it is there, its page opens. */
	readonly submit: (input: Input) => Promise<boolean>;
}

const nothingMore: Omit<SubmitFailure, 'code'> = {
	message: '',
	waiting: 0,
	retryAfterSeconds: null,
	limit: null,
	suspendedUntil: null,
	refusal: null,
	issues: [],
};

/** A new render. */
export function useSubmit(): Submit<CreateRenderInput> {
	return useAsk(async (input, idempotencyKey) => {
		const { createRender } = await quietRequest(CreateRenderDocument, { input: { ...input, idempotencyKey } });
		return createRender;
	});
}

/**
 * One submission at a time. After a lost connection the same input is the same render, not a second one. `folderOf` says where the
 * page of what was asked for is.
 */
export function useAsk<Input>(
	ask: (input: Input, idempotencyKey: string) => Promise<AskedRenderFragment>,
	folderOf: (input: Input) => string = () => 'renders',
): Submit<Input> {
	const router = useRouter();
	const [pending, setPending] = useState(false);
	const [failure, setFailure] = useState<SubmitFailure | null>(null);
	const unanswered = useRef<{ readonly input: string; readonly key: string } | null>(null);

	async function submit(input: Input): Promise<boolean> {
		if (pending) return false;
		setPending(true);
		setFailure(null);
		const printed = JSON.stringify(input);
		const key = unanswered.current?.input === printed ? unanswered.current.key : newKey();
		unanswered.current = { input: printed, key };
		try {
			const answer = await ask(input, key);
			unanswered.current = null;
			if (answer.__typename === 'CreateRenderSuccess') {
				router.push(`/${folderOf(input)}/${answer.render.id}`);
				return true;
			}
			const { answeredFailure } = await import('./answered-failure.ts');
			setFailure(answeredFailure(answer, nothingMore));
		} catch (error) {
			const { digest, values } = error instanceof ApiError ? error : { digest: 'OTHER', values: {} };
			setFailure({ ...nothingMore, code: digest, ...values });
		}
		setPending(false);
		return false;
	}
	return { pending, failure, submit };
}
