'use client';
/** @file Putting an artwork into collections: the button, by hand or by its key, and how many of one's own have it. */
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';

/** Loaded when it is opened: most who look at a picture collect nothing. */
const SaveDialog = lazy(async () => ({ default: (await import('./save-dialog.tsx')).SaveDialog }));

interface SaveButtonProps {
	readonly artworkId: string;
	/** Collections of the viewer's own in which it stands. */
	readonly count: number;
}

export function SaveButton({ artworkId, count }: SaveButtonProps) {
	const t = useTranslations('Collections');
	const [open, setOpen] = useState(false);
	const [saved, setSaved] = useState(count);
	return (
		<>
			<button type="button" className="button-quiet" data-shortcut="collect" onClick={() => setOpen(true)}>
				{saved > 0 ? t('collected', { count: saved }) : t('collect')}
			</button>
			{open && (
				<Suspense>
					<SaveDialog
						artworkId={artworkId}
						onClose={() => setOpen(false)}
						onChange={(added) => setSaved((before) => Math.max(0, before + added))}
					/>
				</Suspense>
			)}
		</>
	);
}
