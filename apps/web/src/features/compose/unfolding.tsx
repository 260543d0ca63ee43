'use client';
/** @file Something folded away that unfolds by itself when it must be seen, and then stays until somebody folds it. */
import { type ReactNode, useEffect, useState } from 'react';

interface UnfoldingProps {
	/** Whether something in it must be seen now. */
	readonly must: boolean;
	readonly className?: string;
	/** A summary first. */
	readonly children: ReactNode;
}

export function Unfolding({ must, className, children }: UnfoldingProps) {
	const [open, setOpen] = useState(must);
	useEffect(() => {
		if (must) setOpen(true);
	}, [must]);
	return (
		<details className={className} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
			{children}
		</details>
	);
}
