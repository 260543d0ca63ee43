'use client';
/** @file Every pack of the catalogue, on the worker that is chosen. */
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import type { PackCataloguePartsFragment } from '../../graphql/generated/graphql.ts';
import { PackEntry } from './pack-entry.tsx';
import { usePackCatalogue } from './use-pack-catalogue.ts';

/** Lives on what the server knows now; `initial` is what it knew when the page was made. */
export function PackShelf({ initial }: { readonly initial: PackCataloguePartsFragment }) {
	const t = useTranslations('Packs');
	const id = useId();
	const { catalogue, isOld, refresh } = usePackCatalogue(initial);
	const { packs, workers, tasks } = catalogue;
	const [chosen, setChosen] = useState<string | null>(null);
	const worker = workers.find(({ name }) => name === chosen) ?? workers[0] ?? null;
	return (
		<>
			{worker === null ? (
				<p className="mb-6">{t('noWorker')}</p>
			) : (
				<div className="mb-6">
					<label htmlFor={id} className="mb-1.5 block font-medium">
						{t('worker')}
					</label>
					<select id={id} className="field" value={worker.name} onChange={(event) => setChosen(event.target.value)}>
						{workers.map(({ name, provider, device }) => (
							<option key={name} value={name}>
								{`${name} (${provider}, ${device})`}
							</option>
						))}
					</select>
					<p className="mt-1 text-sm text-soft">{t('workerHint')}</p>
				</div>
			)}
			<p role="status">{isOld && t('old')}</p>
			<ul className="border-b border-line">
				{packs.map((pack) => (
					<PackEntry
						key={pack.id}
						pack={pack}
						tasks={tasks.filter(({ packId }) => packId === pack.id)}
						workerName={worker?.name ?? null}
						onChange={refresh}
					/>
				))}
			</ul>
		</>
	);
}
