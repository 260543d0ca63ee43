'use client';
/** @file One choice among few, by name. */
import { useId } from 'react';

interface SelectFieldProps<Value extends string> {
	readonly label: string;
	readonly choices: readonly Value[];
	readonly value: Value;
	readonly nameOf: (choice: Value) => string;
	/** Below the field: what the choice means. */
	readonly means?: string;
	readonly onChange: (value: Value) => void;
}

/** A select of the browser's own with its label. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
	const { label, choices, value, nameOf, means, onChange } = props;
	const id = useId();
	return (
		<div>
			<label htmlFor={id} className="mb-1.5 block font-medium">
				{label}
			</label>
			<select
				id={id}
				className="field"
				value={value}
				aria-describedby={means === undefined ? undefined : `${id}-means`}
				onChange={(event) => onChange(choices.find((each) => each === event.target.value) ?? value)}
			>
				{choices.map((each) => (
					<option key={each} value={each}>
						{nameOf(each)}
					</option>
				))}
			</select>
			{means !== undefined && (
				<p id={`${id}-means`} className="mt-1 text-sm text-soft">
					{means}
				</p>
			)}
		</div>
	);
}
