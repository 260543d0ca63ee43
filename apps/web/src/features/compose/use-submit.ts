'use client';
/** @file Asking for a render, and going to its page. */
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { CreateRenderDocument, type CreateRenderInput } from '../../graphql/generated/graphql.ts';

/** Why nothing was asked for. `UNREACHABLE` is the browser's own finding; the other codes are the API's. */
export interface SubmitFailure {
	readonly code: string;
	readonly message: string;
	readonly waiting: number;
	readonly issues: readonly { readonly path: string; readonly message: string }[];
}

interface Submit {
	readonly pending: boolean;
	readonly failure: SubmitFailure | null;
	/** Asks for a render; when it is there, its page opens. */
	readonly submit: (input: CreateRenderInput) => Promise<boolean>;
}

/** One submission at a time. After a lost connection the same input is the same render, not a second one. */
export function useSubmit(): Submit {
	const router = useRouter();
	const [pending, setPending] = useState(false);
	const [failure, setFailure] = useState<SubmitFailure | null>(null);
	const unanswered = useRef<{ readonly input: string; readonly key: string } | null>(null);

	async function submit(input: CreateRenderInput): Promise<boolean> {
		if (pending) return false;
		setPending(true);
		setFailure(null);
		const printed = JSON.stringify(input);
		const key = unanswered.current?.input === printed ? unanswered.current.key : newKey();
		unanswered.current = { input: printed, key };
		try {
			const { createRender } = await browserRequest(CreateRenderDocument, { input: { ...input, idempotencyKey: key } });
			unanswered.current = null;
			if (createRender.__typename === 'CreateRenderSuccess') {
				router.push(`/renders/${createRender.render.id}`);
				return true;
			}
			setFailure({
				code: createRender.code,
				message: createRender.message,
				waiting: createRender.__typename === 'QueueFull' ? createRender.waiting : 0,
				issues: createRender.__typename === 'InvalidRecipe' ? createRender.issues : [],
			});
		} catch {
			setFailure({ code: 'UNREACHABLE', message: '', waiting: 0, issues: [] });
		}
		setPending(false);
		return false;
	}
	return { pending, failure, submit };
}

// crypto.randomUUID is missing on pages that are served without TLS to other machines of a local network.
function newKey(): string {
	return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
