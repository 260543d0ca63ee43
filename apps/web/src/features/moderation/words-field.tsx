'use client';
/** @file A field for reasons. */
import { useId } from 'react';

/** Characters that a report, a decision or an appeal may have, as the store counts them. */
const maximumReasonLength = 1_000;

interface WordsFieldProps {
	readonly label: string;
	readonly hint?: string;
	readonly value: string;
	readonly onChange: (value: string) => void;
}

export function WordsField({ label, hint, value, onChange }: WordsFieldProps) {
	const id = useId();
	return (
		<div>
			<label htmlFor={id} className="mb-1.5 block font-medium">
				{label}
			</label>
			<textarea
				id={id}
				rows={3}
				dir="auto"
				maxLength={maximumReasonLength}
				className="field"
				value={value}
				aria-describedby={hint === undefined ? undefined : `${id}-hint`}
				onChange={(event) => onChange(event.target.value)}
			/>
			{hint !== undefined && (
				<p id={`${id}-hint`} className="mt-1 text-sm text-soft">
					{hint}
				</p>
			)}
		</div>
	);
}
