'use client';
/** @file A labelled list of choices, with what is wrong with the one that is chosen underneath. */
import { type ReactNode, useId } from 'react';

interface SelectFieldProps {
	readonly label: string;
	readonly value: string;
	/** Values with their texts, in order. */
	readonly choices: readonly (readonly [value: string, text: string])[];
	readonly onChange: (value: string) => void;
	readonly hint?: string;
	/** What is wrong, in the visitor's language; null when nothing is. */
	readonly problem?: ReactNode;
}

export function SelectField({ label, value, choices, onChange, hint, problem }: SelectFieldProps) {
	const id = useId();
	const described = [problem ? `${id}-problem` : '', hint ? `${id}-hint` : ''].filter(Boolean).join(' ');
	return (
		<div className="min-w-0">
			<label htmlFor={id} className="mb-1.5 block font-medium">
				{label}
			</label>
			<select
				id={id}
				className="field"
				value={value}
				aria-invalid={Boolean(problem)}
				aria-describedby={described || undefined}
				onChange={(event) => onChange(event.target.value)}
			>
				{choices.map(([name, text]) => (
					<option key={name} value={name}>
						{text}
					</option>
				))}
			</select>
			{problem && (
				<div id={`${id}-problem`} className="mt-1.5 text-sm text-dot">
					{problem}
				</div>
			)}
			{hint && (
				<p id={`${id}-hint`} className="mt-1.5 text-sm text-soft">
					{hint}
				</p>
			)}
		</div>
	);
}
