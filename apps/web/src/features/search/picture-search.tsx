'use client';
/** @file Searching with a picture: dropped anywhere on the page, or chosen. It is made small before it is sent. */
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { KeepSearchPictureDocument } from '../../graphql/generated/graphql.ts';
import { maximumPixels } from '../compose/maximum-pixels.ts';
import { useFileDrop } from '../compose/use-file-drop.ts';
import { scaleToSearch } from './scale-picture.ts';
import { printSearched } from './search-address.ts';

type Problem = 'SearchNeedsWorker' | 'notAPicture' | 'tooManyPixels' | 'failed';

/** Then the page of what is like it opens. */
export function PictureSearch() {
	const t = useTranslations('Search');
	const id = useId();
	const router = useRouter();
	const [pending, setPending] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);
	const dragging = useFileDrop((file) => void searchWith(file));

	async function searchWith(file: File): Promise<void> {
		setPending(true);
		setProblem(null);
		try {
			const scaled = await scaleToSearch(file);
			if (scaled.kind !== 'scaled') setProblem(scaled.kind);
			else {
				const { data } = scaled;
				const { keepSearchPicture } = await browserRequest(KeepSearchPictureDocument, { data });
				if (keepSearchPicture.__typename === 'KeepSearchPictureSuccess')
					router.push(printSearched({ by: 'picture', id: keepSearchPicture.id }));
				else setProblem('SearchNeedsWorker');
			}
		} catch {
			setProblem('failed');
		}
		setPending(false);
	}
	return (
		<div className={`mt-4 rounded-md border border-dashed px-4 py-3 ${dragging ? 'border-ink bg-mat' : 'border-edge'}`}>
			<label htmlFor={id} className="block font-medium">
				{t('picture.label')}
			</label>
			<p id={`${id}-hint`} className="text-sm text-soft">
				{t('picture.hint')}
			</p>
			<input
				id={id}
				type="file"
				accept="image/*"
				className="mt-2 block min-h-11 max-w-full file:button-quiet file:mr-3 file:cursor-pointer file:bg-transparent"
				aria-describedby={`${id}-hint`}
				disabled={pending}
				onChange={(event) => {
					const [file] = event.target.files ?? [];
					if (file) void searchWith(file);
				}}
			/>
			<p role="status">{pending && t('picture.looking')}</p>
			{problem && (
				<p role="alert" className="text-dot">
					{problem === 'SearchNeedsWorker'
						? t('problems.SearchNeedsWorker')
						: t(`picture.${problem}`, { maximum: Math.floor(maximumPixels / 1e6) })}
				</p>
			)}
		</div>
	);
}
