'use client';
/** @file The dialog that puts an artwork into collections, for the buttons that open it, and the number that it changes. */
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { countSaved, savedCount } from './saved-counts.ts';

/** Loaded when it is opened: most who look at a picture collect nothing. */
const SaveDialog = lazy(async () => ({ default: (await import('./save-dialog.tsx')).SaveDialog }));

interface SaveDialogState {
	/** Collections of the viewer's own in which the artwork stands. */
	readonly saved: number;
	open(): void;
	/** To be shown beside the button. */
	readonly dialog: ReactNode;
}

/** `count` is the number that came with the artwork. */
export function useSaveDialog(artworkId: string, count: number): SaveDialogState {
	const [isOpen, setOpen] = useState(false);
	const [saved, setSaved] = useState(() => savedCount(artworkId, count));
	return {
		saved,
		open: () => setOpen(true),
		dialog: isOpen && (
			<Suspense>
				<SaveDialog
					artworkId={artworkId}
					onClose={() => setOpen(false)}
					onChange={(added) => setSaved(countSaved(artworkId, count, added))}
				/>
			</Suspense>
		),
	};
}
