'use client';
/** @file Asking for a render, new or forked, and going to its page. */
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import {
	type AskedRenderFragment,
	CreateRenderDocument,
	type CreateRenderInput,
	ForkRenderDocument,
	type ForkRenderInput,
	type RemixRefusal,
} from '../../graphql/generated/graphql.ts';
import { newKey } from '../../graphql/new-key.ts';

/** Why nothing was asked for. `UNREACHABLE` is the browser's own finding; the other codes are the API's. */
export interface SubmitFailure {
	readonly code: string;
	readonly message: string;
	readonly waiting: number;
	/** Why something may not be made from a picture; null when that is not what is wrong. */
	readonly refusal: RemixRefusal | null;
	readonly issues: readonly {
		readonly path: string;
		readonly message: string;
		readonly code: string;
		readonly values: unknown;
	}[];
}

interface Submit<Input> {
	readonly pending: boolean;
	readonly failure: SubmitFailure | null;
	/** Asks for a render; when it is there, its page opens. */
	readonly submit: (input: Input) => Promise<boolean>;
}

/** A new render. */
export function useSubmit(): Submit<CreateRenderInput> {
	return useAsk(async (input, idempotencyKey) => {
		const { createRender } = await browserRequest(CreateRenderDocument, { input: { ...input, idempotencyKey } });
		return createRender;
	});
}

/** A render that goes on from a step of another. */
export function useFork(): Submit<ForkRenderInput> {
	return useAsk(async (input, idempotencyKey) => {
		const { forkRender } = await browserRequest(ForkRenderDocument, { input: { ...input, idempotencyKey } });
		return forkRender;
	});
}

/** One submission at a time. After a lost connection the same input is the same render, not a second one. */
function useAsk<Input>(ask: (input: Input, idempotencyKey: string) => Promise<AskedRenderFragment>): Submit<Input> {
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
				router.push(`/renders/${answer.render.id}`);
				return true;
			}
			setFailure({
				code: answer.code,
				message: answer.message,
				waiting: answer.__typename === 'QueueFull' ? answer.waiting : 0,
				refusal: answer.__typename === 'RemixRefused' ? answer.reason : null,
				issues: answer.__typename === 'InvalidRecipe' ? answer.issues : [],
			});
		} catch {
			setFailure({ code: 'UNREACHABLE', message: '', waiting: 0, refusal: null, issues: [] });
		}
		setPending(false);
		return false;
	}
	return { pending, failure, submit };
}
