'use client';
/** @file Putting an artwork into collections from its card. Where a mouse is used it is shown on the card that is looked at. */
import { useTranslations } from 'next-intl';
import { useSaveDialog } from './use-save-dialog.tsx';

interface CardSaveButtonProps {
	readonly artworkId: string;
	readonly title: string;
	/** Collections of the viewer's own in which it stands. */
	readonly count: number;
}

/** Its card is an `article` and a `group`; the shortcut finds it by `data-collect`. */
export function CardSaveButton({ artworkId, title, count }: CardSaveButtonProps) {
	const t = useTranslations('Collections');
	const { saved, open, dialog } = useSaveDialog(artworkId, count);
	return (
		<>
			<button
				type="button"
				data-collect=""
				aria-label={t('collectThis', { title, count: saved })}
				title={saved > 0 ? t('collected', { count: saved }) : t('collect')}
				className={`-my-2.5 -me-1.5 flex min-h-9 min-w-9 items-center justify-center gap-0.5 text-[0.8125rem] text-soft hover:text-ink pointer-fine:group-focus-within:opacity-100 pointer-fine:group-hover:opacity-100 ${saved > 0 ? '' : 'pointer-fine:opacity-0'}`}
				onClick={open}
			>
				<svg
					viewBox="0 0 20 20"
					className="size-5 stroke-current"
					aria-hidden="true"
					fill={saved > 0 ? 'currentColor' : 'none'}
				>
					<path strokeWidth="1.25" d="M5.5 3h9v14L10 13l-4.5 4z" />
				</svg>
				{saved > 1 && saved}
			</button>
			{dialog}
		</>
	);
}
