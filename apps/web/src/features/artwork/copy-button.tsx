'use client';
/** @file Copying a text, and saying that it was done. */
import { useState } from 'react';

interface CopyButtonProps {
	readonly text: string;
	readonly label: string;
	readonly done: string;
	readonly failed: string;
}

/** Pages without TLS have no clipboard; there a field that can be selected stands in. */
export function CopyButton({ text, label, done, failed }: CopyButtonProps) {
	const [state, setState] = useState<'idle' | 'done' | 'failed'>('idle');
	async function copy(): Promise<void> {
		try {
			await navigator.clipboard.writeText(text);
			setState('done');
		} catch {
			setState('failed');
		}
	}
	return (
		<>
			<button type="button" className="button-quiet" onClick={() => void copy()}>
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
