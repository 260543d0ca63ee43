'use client';
/** @file A modal dialog: the browser's own, so that focus, Escape and the page behind behave as people expect. */
import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from 'react';

interface DialogProps {
	readonly open: boolean;
	/** Called on Escape, on a click beside the dialog, and when it is closed otherwise. */
	readonly onClose: () => void;
	readonly title: string;
	readonly children: ReactNode;
}

/** Shows `children` above the page while `open`. */
export function Dialog({ open, onClose, title, children }: DialogProps) {
	const dialog = useRef<HTMLDialogElement>(null);
	const titleId = useId();
	useEffect(() => {
		if (open && !dialog.current?.open) dialog.current?.showModal();
		if (!open && dialog.current?.open) dialog.current.close();
	}, [open]);
	// Closed before it is taken away: only then does the browser give the focus back to what had it.
	useLayoutEffect(() => {
		const element = dialog.current;
		return () => element?.close();
	}, []);
	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the keyboard's way out, and the browser brings it.
		<dialog
			ref={dialog}
			aria-labelledby={titleId}
			onClose={onClose}
			onClick={(event) => event.target === dialog.current && dialog.current.close()}
			className="w-[min(30rem,calc(100vw-2rem))] rounded-lg border border-line bg-raised p-0 text-ink shadow-2xl backdrop:bg-black/50"
		>
			<div className="p-6 sm:p-7">
				<h2 id={titleId} className="mb-3 text-2xl">
					{title}
				</h2>
				{open && children}
			</div>
		</dialog>
	);
}
