'use client';
/** @file A labelled field for a number that is kept as text, with what is wrong with it underneath. */
import { type ReactNode, useId } from 'react';

interface NumberFieldProps {
	readonly label: string;
	readonly value: string;
	readonly onChange: (value: string) => void;
	/** What is wrong, in the visitor's language; null when nothing is. */
	readonly problem: ReactNode;
	readonly hint?: string;
	readonly placeholder?: string;
	readonly decimal?: boolean;
	/** For several numbers, or words. */
	readonly text?: boolean;
	/** Beside the field, such as a button that fills it. */
	readonly children?: ReactNode;
}

/** Not `type="number"`: that loses what was typed when it is not a number, and cannot hold a 64-bit seed. */
export function NumberField({
	label,
	value,
	onChange,
	problem,
	hint,
	placeholder,
	decimal,
	text,
	children,
}: NumberFieldProps) {
	const id = useId();
	const described = [problem ? `${id}-problem` : '', hint ? `${id}-hint` : ''].filter(Boolean).join(' ');
	return (
		<div className="min-w-0 flex-1">
			<label htmlFor={id} className="mb-1.5 block font-medium">
				{label}
			</label>
			<div className="flex gap-2">
				<input
					id={id}
					className="field min-w-0"
					inputMode={text ? 'text' : decimal ? 'decimal' : 'numeric'}
					autoComplete="off"
					value={value}
					placeholder={placeholder}
					aria-invalid={Boolean(problem)}
					aria-describedby={described || undefined}
					onChange={(event) => onChange(event.target.value)}
				/>
				{children}
			</div>
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
