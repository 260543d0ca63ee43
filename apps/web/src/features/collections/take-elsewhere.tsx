/** @file How a collection is handed on: its link, and the frame in which another site shows it. */
import { useTranslations } from 'next-intl';
import { CopyButton } from '../artwork/copy-button.tsx';

interface TakeElsewhereProps {
	/** Whole, of the page. */
	readonly address: string;
	/** HTML of the frame. */
	readonly frame: string;
	readonly title: string;
}

export function TakeElsewhere({ address, frame, title }: TakeElsewhereProps) {
	const t = useTranslations('TakeElsewhere');
	return (
		<div className="mt-4 flex flex-wrap items-center gap-3">
			<CopyButton
				text={address}
				label={t('share')}
				done={t('linkCopied')}
				failed={t('copyFailed')}
				shareTitle={title}
			/>
			<CopyButton text={frame} label={t('embed')} done={t('embedCopied')} failed={t('copyFailed')} />
		</div>
	);
}
