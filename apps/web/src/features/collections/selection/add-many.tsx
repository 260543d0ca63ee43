'use client';
/** @file Putting many artworks into a collection together: the button, and the dialog that it loads. */
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';

const AddManyDialog = lazy(async () => ({ default: (await import('./add-many-dialog.tsx')).AddManyDialog }));

export function AddMany({ artworkIds }: { readonly artworkIds: readonly string[] }) {
	const t = useTranslations('Collections');
	const [open, setOpen] = useState(false);
	return (
		<>
			<button
				type="button"
				className="button-main"
				data-shortcut="collect"
				disabled={artworkIds.length === 0}
				onClick={() => setOpen(true)}
			>
				{t('addMany')}
			</button>
			{open && (
				<Suspense>
					<AddManyDialog artworkIds={artworkIds} onClose={() => setOpen(false)} />
				</Suspense>
			)}
		</>
	);
}
