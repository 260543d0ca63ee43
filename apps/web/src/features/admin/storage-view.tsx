/** @file What the disk is full of, as a bar and a table, and what can be cleared. */
import { useFormatter, useTranslations } from 'next-intl';
import type { StoragePartsFragment } from '../../graphql/generated/graphql.ts';
import { byteSize } from '../packs/byte-size.ts';
import { ClearFiles } from './clear-files.tsx';

/** What can go, the safest first. */
const clearable = ['ORPHANS', 'COPIES'] as const;

/** From dark to light, in the order of the table; what nothing needs has the colour of what is to be done. */
const shades = [90, 75, 62, 50, 40, 31, 23];

export function StorageView({ storage }: { readonly storage: StoragePartsFragment }) {
	const t = useTranslations('Admin.files');
	const format = useFormatter();
	const { kinds, freeBytes, totalBytes } = storage;
	const used = kinds.reduce((sum, { byteCount }) => sum + byteCount, 0);
	const shadeOf = (index: number) =>
		kinds[index]?.kind === 'ORPHANS'
			? 'var(--dot)'
			: `color-mix(in oklab, var(--ink) ${shades[index] ?? 15}%, var(--wall))`;
	return (
		<div className="grid gap-12 lg:grid-cols-[3fr_2fr]">
			<section aria-labelledby="admin-disk">
				<h2 id="admin-disk" className="mb-1 text-2xl">
					{t('used', { size: byteSize(format, used) })}
				</h2>
				<p className="mb-5 text-soft">
					{t('free', { free: byteSize(format, freeBytes), total: byteSize(format, totalBytes) })}
				</p>
				<div aria-hidden="true" className="mb-6 flex h-4 gap-px overflow-hidden rounded-sm bg-line">
					{kinds.map(({ kind, byteCount }, index) => (
						<span key={kind} style={{ flexGrow: byteCount, backgroundColor: shadeOf(index) }} />
					))}
				</div>
				<table className="w-full text-left tabular-nums">
					<thead className="text-sm text-soft">
						<tr className="border-b border-line">
							<th scope="col" className="py-2 font-normal">
								{t('kind')}
							</th>
							<th scope="col" className="py-2 text-right font-normal">
								{t('count')}
							</th>
							<th scope="col" className="py-2 pl-4 text-right font-normal">
								{t('size')}
							</th>
						</tr>
					</thead>
					<tbody>
						{kinds.map(({ kind, fileCount, byteCount }, index) => (
							<tr key={kind} className="border-b border-line align-top">
								<th scope="row" className="py-3 pr-4 font-normal">
									<span
										aria-hidden="true"
										className="mr-2 inline-block size-3 rounded-xs"
										style={{ backgroundColor: shadeOf(index) }}
									/>
									{t(`kinds.${kind}`)}
									<span className="block text-sm text-soft">{t(`meanings.${kind}`)}</span>
								</th>
								<td className="py-3 text-right">{format.number(fileCount)}</td>
								<td className="py-3 pl-4 text-right whitespace-nowrap">{byteSize(format, byteCount)}</td>
							</tr>
						))}
					</tbody>
				</table>
			</section>
			<section aria-labelledby="admin-clear">
				<h2 id="admin-clear" className="mb-1 text-2xl">
					{t('clear')}
				</h2>
				<p className="mb-5 text-soft">{t('clearText')}</p>
				<ul className="divide-y divide-line border-y border-line">
					{clearable.map((kind) => (
						<ClearFiles
							key={kind}
							kind={kind}
							amount={kinds.find((each) => each.kind === kind) ?? { fileCount: 0, byteCount: 0 }}
						/>
					))}
				</ul>
			</section>
		</div>
	);
}
