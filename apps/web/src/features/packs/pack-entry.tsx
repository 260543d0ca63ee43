'use client';
/** @file One pack of the catalogue: what it is, where it is, and what can be done with it. */
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import {
	type PackCataloguePartsFragment,
	type PackTaskKind,
	StartPackTaskDocument,
} from '../../graphql/generated/graphql.ts';
import { TrainingList } from '../training/training-list.tsx';
import { byteSize } from './byte-size.ts';
import { PackDialog } from './pack-dialog.tsx';
import { PackProgress } from './pack-progress.tsx';
import { isOpen } from './use-pack-catalogue.ts';

interface PackEntryProps {
	readonly pack: PackCataloguePartsFragment['packs'][number];
	readonly tasks: PackCataloguePartsFragment['tasks'];
	/** The worker that is to do it; null while none is there. */
	readonly workerName: string | null;
	readonly onChange: () => void;
}

export function PackEntry({ pack, tasks, workerName, onChange }: PackEntryProps) {
	const t = useTranslations('Packs');
	const format = useFormatter();
	const [asking, setAsking] = useState<'INSTALL' | 'REMOVE' | null>(null);
	const [problem, setProblem] = useState<'NOT_ALLOWED' | 'NOT_FOUND' | 'OTHER' | null>(null);
	// The newest first.
	const [newest] = tasks;
	const open = newest && isOpen(newest) ? newest : null;
	const isHere = workerName !== null && pack.workerNames.includes(workerName);
	const isDamaged = newest?.kind === 'VERIFY' && newest.state === 'FAILED' && newest.workerName === workerName;
	const size = pack.bytes === null ? null : byteSize(format, pack.bytes);

	async function start(kind: PackTaskKind): Promise<void> {
		if (workerName === null) return;
		setAsking(null);
		setProblem(null);
		try {
			const variables = { packId: pack.id, workerName, kind, acceptTerms: kind === 'INSTALL' };
			const { startPackTask: answer } = await browserRequest(StartPackTaskDocument, variables);
			if (answer.__typename === 'NotAllowed') setProblem('NOT_ALLOWED');
			else if (answer.__typename === 'NotFound') setProblem('NOT_FOUND');
			else if (answer.__typename !== 'PackTaskSuccess') setProblem('OTHER');
			onChange();
		} catch {
			setProblem('OTHER');
		}
	}
	return (
		<li className="border-t border-line py-6" data-pack={pack.id}>
			<h2 lang="en" className="text-xl">
				{pack.title}
			</h2>
			{pack.description !== '' && (
				<p lang="en" className="mt-1">
					{pack.description}
				</p>
			)}
			<p className="mt-1 text-soft">
				{[t(`origins.${pack.origin}`), size].filter((part) => part !== null).join(' · ')}
				{pack.licence !== null && (
					<>
						{' · '}
						<span lang="en">{pack.licence}</span>
					</>
				)}
			</p>
			<p className="mt-1 [overflow-wrap:anywhere]">
				{pack.workerNames.length === 0 ? t('nowhere') : t('installedOn', { workers: format.list(pack.workerNames) })}
			</p>
			<details className="mt-2">
				<summary className="min-h-11 cursor-pointer content-center">{t('training')}</summary>
				<TrainingList training={pack.training} />
			</details>
			{newest && !open && <Outcome task={newest} />}
			{open && <PackProgress task={open} onChange={onChange} />}
			{!open && workerName !== null && (
				<div className="mt-4 flex flex-wrap gap-3">
					{pack.origin === 'KNOWN' && (!isHere || isDamaged) && (
						<button type="button" className="button-main" onClick={() => setAsking('INSTALL')}>
							{t('install')}
						</button>
					)}
					{isHere && (
						<button type="button" className="button-quiet" onClick={() => void start('VERIFY')}>
							{t('verify')}
						</button>
					)}
					{isHere && pack.origin !== 'SHIPPED' && (
						<button type="button" className="button-quiet" onClick={() => setAsking('REMOVE')}>
							{t('remove')}
						</button>
					)}
				</div>
			)}
			{problem !== null && (
				<p role="alert" className="mt-3 text-dot">
					{t(`problems.${problem}`)}
				</p>
			)}
			{asking !== null && workerName !== null && (
				<PackDialog
					pack={pack}
					kind={asking}
					workerName={workerName}
					onConfirm={() => void start(asking)}
					onClose={() => setAsking(null)}
				/>
			)}
		</li>
	);
}

/** What came of the newest task. */
function Outcome({ task }: { readonly task: PackCataloguePartsFragment['tasks'][number] }) {
	const t = useTranslations('Packs');
	const { kind, state, message, workerName } = task;
	if (state === 'DONE')
		return (
			<p role="status" className="mt-3">
				{t(`done.${kind}`, { worker: workerName })}
			</p>
		);
	if (state === 'CANCELLED')
		return (
			<p role="status" className="mt-3">
				{t('cancelled')}
			</p>
		);
	return (
		<div role="alert" className="mt-3 border-l-2 border-dot pl-4">
			<p>{t(`failed.${kind}`, { worker: workerName })}</p>
			<p lang="en" className="mt-1 whitespace-pre-line text-sm text-soft [overflow-wrap:anywhere]">
				{message}
			</p>
		</div>
	);
}
