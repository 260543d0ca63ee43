/** @file A field of a form with its label, a hint, and what is wrong with it. */
import type { ComponentProps } from 'react';

interface LabelledFieldProps extends Omit<ComponentProps<'input'>, 'id'> {
	readonly id: string;
	readonly label: string;
	readonly hint?: string | undefined;
	/** Said aloud when it appears. */
	readonly problem?: string | undefined;
}

/** Label above, hint and problem below, all tied to the field. */
export function LabelledField({ id, label, hint, problem, className = '', ...input }: LabelledFieldProps) {
	const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
	return (
		<div>
			<label htmlFor={id} className="mb-1.5 block font-medium">
				{label}
			</label>
			<input
				{...input}
				id={id}
				className={`field ${className}`}
				aria-invalid={problem !== undefined}
				aria-describedby={described || undefined}
			/>
			{hint && (
				<p id={`${id}-hint`} className="mt-1 text-sm text-soft">
					{hint}
				</p>
			)}
			{problem && (
				<p id={`${id}-problem`} role="alert" className="mt-1 text-dot">
					{problem}
				</p>
			)}
		</div>
	);
}
