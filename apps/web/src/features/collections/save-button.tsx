'use client';
/** @file Putting an artwork into collections: the button, by hand or by its key, and how many of one's own have it. */
import { useTranslations } from 'next-intl';
import { useSaveDialog } from './use-save-dialog.tsx';

interface SaveButtonProps {
	readonly artworkId: string;
	/** Collections of the viewer's own in which it stands. */
	readonly count: number;
	/** Of the artwork, where the page shows more than one. */
	readonly title?: string;
}

export function SaveButton({ artworkId, count, title }: SaveButtonProps) {
	const t = useTranslations('Collections');
	const { saved, open, dialog } = useSaveDialog(artworkId, count);
	const label = saved > 0 ? t('collected', { count: saved }) : t('collect');
	return (
		<>
			<button
				type="button"
				className="button-quiet"
				data-shortcut="collect"
				aria-label={title === undefined ? undefined : t('collectThis', { title, count: saved })}
				onClick={open}
			>
				{label}
			</button>
			{dialog}
		</>
	);
}
