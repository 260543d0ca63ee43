'use client';
/** @file Asks before a suggested tag is taken away for good. */
import { useTranslations } from 'next-intl';
import { Dialog } from '../../ui/dialog.tsx';

interface RemoveTagDialogProps {
	/** Of the tag; null while nothing is asked. */
	readonly name: string | null;
	readonly onClose: () => void;
	readonly onRemove: () => void;
}

export function RemoveTagDialog({ name, onClose, onRemove }: RemoveTagDialogProps) {
	const t = useTranslations('SuggestedTags');
	return (
		<Dialog open={name !== null} onClose={onClose} title={t('removeTitle', { tag: name ?? '' })}>
			<p>{t('removeMeans')}</p>
			<div className="mt-6 flex flex-wrap gap-3">
				<button type="button" className="button-main" onClick={onRemove}>
					{t('remove')}
				</button>
				<button type="button" className="button-quiet" onClick={onClose}>
					{t('cancel')}
				</button>
			</div>
		</Dialog>
	);
}
