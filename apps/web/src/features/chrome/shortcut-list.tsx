'use client';
/** @file The list of the shortcuts, with the switch that turns them off. */
import { useTranslations } from 'next-intl';
import { Dialog } from '../../ui/dialog.tsx';

interface ShortcutListProps {
	readonly open: boolean;
	readonly onClose: () => void;
	readonly enabled: boolean;
	readonly onEnable: (wanted: boolean) => void;
}

/** A dialog, open or not. */
export function ShortcutList({ open, onClose, enabled, onEnable }: ShortcutListProps) {
	const t = useTranslations('Shortcuts');
	return (
		<Dialog open={open} onClose={onClose} title={t('title')}>
			<dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-5 gap-y-2">
				{(['create', 'gallery', 'search', 'remix', 'compare', 'zoom', 'submit', 'help', 'close'] as const).map(
					(name) => (
						<div key={name} className="contents">
							<dt>
								<kbd className="rounded border border-line bg-mat px-2 py-0.5 font-sans text-sm">
									{t(`keys.${name}`)}
								</kbd>
							</dt>
							<dd>{t(`names.${name}`)}</dd>
						</div>
					),
				)}
			</dl>
			<label className="mt-5 flex min-h-11 items-center gap-3">
				<input
					type="checkbox"
					className="size-5 accent-(--ink)"
					checked={enabled}
					onChange={(event) => onEnable(event.target.checked)}
				/>
				{t('enabled')}
			</label>
			<button type="button" className="button-quiet mt-3" onClick={onClose}>
				{t('done')}
			</button>
		</Dialog>
	);
}
