'use client';
/** @file Copying a text, and saying that it was done; or handing it to another app, where the browser can. */
import { useState } from 'react';

interface CopyButtonProps {
	readonly text: string;
	readonly label: string;
	readonly done: string;
	readonly failed: string;
	/** Of an address: the title with which the apps of the device are offered it, where the browser can; else it is copied. */
	readonly shareTitle?: string;
}

/** Pages without TLS have no clipboard; there a field that can be selected stands in. */
export function CopyButton({ text, label, done, failed, shareTitle }: CopyButtonProps) {
	const [state, setState] = useState<'idle' | 'done' | 'failed'>('idle');
	async function copy(): Promise<void> {
		if (shareTitle !== undefined && 'share' in navigator)
			// Somebody may think better of it, which is no failure.
			return navigator.share({ title: shareTitle, url: text }).catch(() => undefined);
		try {
			await navigator.clipboard.writeText(text);
			setState('done');
		} catch {
			setState('failed');
		}
	}
	return (
		<>
			<button
				type="button"
				data-shortcut={shareTitle === undefined ? undefined : 'share'}
				className="button-quiet"
				onClick={() => void copy()}
			>
				<span aria-live="polite">{state === 'done' ? done : label}</span>
			</button>
			{state === 'failed' && (
				<label className="block basis-full text-sm">
					{failed}
					<textarea
						readOnly
						rows={4}
						value={text}
						onFocus={(event) => event.target.select()}
						className="field mt-1 font-mono text-xs"
					/>
				</label>
			)}
		</>
	);
}
