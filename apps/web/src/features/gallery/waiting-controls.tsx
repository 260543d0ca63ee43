'use client';
/** @file What somebody can do with a render of their own that waits: put it first, let it wait, cancel it. */
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import {
	CancelWaitingRenderDocument,
	OrderRendersDocument,
	type OwnRenderFragment,
	PauseRenderDocument,
} from '../../graphql/generated/graphql.ts';

/** What was done to a render, or that it could not be. */
export type WaitingChange = 'first' | 'paused' | 'resumed' | 'cancelled' | 'failed';

interface WaitingControlsProps {
	/** One that waits. */
	readonly render: OwnRenderFragment;
	readonly name: string;
	/** Ids of the person's renders that wait for their turn, the next one first. */
	readonly line: readonly string[];
	/** Called when the API has answered; it reads the list anew. */
	readonly onChange: (change: WaitingChange, name: string) => Promise<void>;
}

/** Each button says to whom listens which render it is about. */
export function WaitingControls({ render: { id, paused }, name, line, onChange }: WaitingControlsProps) {
	const t = useTranslations('OwnRenders.waiting');
	const [pending, setPending] = useState(false);

	async function act(change: WaitingChange, ask: () => Promise<unknown>): Promise<void> {
		if (pending) return;
		setPending(true);
		// One that a worker has just taken up is answered as such, and the list shows it.
		const done = await ask().then(
			() => change,
			() => 'failed' as const,
		);
		await onChange(done, name);
		setPending(false);
	}
	const button = (
		word: 'first' | 'pause' | 'resume' | 'cancel',
		change: WaitingChange,
		ask: () => Promise<unknown>,
	) => (
		<button
			type="button"
			aria-label={`${t(`buttons.${word}`)}: ${name}`}
			aria-disabled={pending}
			onClick={() => void act(change, ask)}
			className="quiet-link inline-flex min-h-8 items-center"
		>
			{t(`buttons.${word}`)}
		</button>
	);
	const pause = (wanted: boolean) => () => browserRequest(PauseRenderDocument, { id, paused: wanted });
	const isBehindOwn = !paused && line.indexOf(id) > 0;
	return (
		<p className="flex flex-wrap gap-x-3">
			{isBehindOwn &&
				button('first', 'first', () =>
					browserRequest(OrderRendersDocument, { ids: [id, ...line.filter((other) => other !== id)] }),
				)}
			{paused ? button('resume', 'resumed', pause(false)) : button('pause', 'paused', pause(true))}
			{button('cancel', 'cancelled', () => browserRequest(CancelWaitingRenderDocument, { id }))}
		</p>
	);
}
