/** @file Why a change could not be undone, with links to the later changes that rest on it. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { changeAddress } from './change-address.ts';
import type { UndoTrouble } from './use-undo.ts';

interface UndoTroubleNoteProps {
	/** Of the collection. */
	readonly address: string;
	readonly trouble: UndoTrouble;
}

export function UndoTroubleNote({ address, trouble: { problem, restingSeqs } }: UndoTroubleNoteProps) {
	const t = useTranslations('CollectionChanges');
	const problems = useTranslations('Collections.problems');
	if (restingSeqs.length === 0)
		return (
			<p role="alert" className="text-dot">
				{problems(problem)}
			</p>
		);
	return (
		<p role="alert" className="text-dot">
			{t('resting', { count: restingSeqs.length })}{' '}
			{restingSeqs.slice(0, 12).map((seq, index) => (
				<span key={seq}>
					{index > 0 && ', '}
					<Link href={changeAddress(address, seq)} prefetch={false} className="underline underline-offset-4">
						{t('change', { seq })}
					</Link>
				</span>
			))}
			{restingSeqs.length > 12 && '…'}
		</p>
	);
}
