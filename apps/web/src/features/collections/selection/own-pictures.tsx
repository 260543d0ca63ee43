'use client';
/** @file Pictures of one's own, of which many can be chosen and put into a collection together. */
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ArtworkCardFragment } from '../../../graphql/generated/graphql.ts';
import { ArtworkCard } from '../../gallery/artwork-card.tsx';
import { AddMany } from './add-many.tsx';
import { SelectBox } from './select-box.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { useLongPress } from './use-long-press.ts';
import { useSelection } from './use-selection.ts';

/** A finger that is held on a picture begins to choose; while one chooses, a click anywhere on a picture chooses it. */
export function OwnPictures({ artworks }: { readonly artworks: readonly ArtworkCardFragment[] }) {
	const t = useTranslations('Collections');
	const [choosing, setChoosing] = useState(false);
	const selection = useSelection(artworks.map(({ id }) => id));
	const press = useLongPress((id) => {
		setChoosing(true);
		selection.choose(id, false);
	});
	return (
		<>
			<div className="mb-5 flex flex-wrap items-center gap-x-4 gap-y-2">
				<button
					type="button"
					className="button-quiet"
					aria-pressed={choosing}
					onClick={() => {
						setChoosing(!choosing);
						selection.clear();
					}}
				>
					{t(choosing ? 'selectEnd' : 'select')}
				</button>
				{choosing && <p className="text-sm text-soft">{t('selectHint')}</p>}
			</div>
			{/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of what is in it. */}
			<div onKeyDown={choosing ? selection.onKeyDown : undefined}>
				<div className="@container" {...press}>
					<div className="plain-grid">
						{artworks.map((artwork, index) => (
							<div
								key={artwork.id}
								data-select={artwork.id}
								className={`relative ${selection.has(artwork.id) ? 'outline-2 outline-offset-4 outline-ink' : ''} ${choosing ? 'select-none' : ''}`}
								// Before the link in it hears of the click, which would lead away.
								onClickCapture={(event) => {
									if (!choosing || (event.target instanceof Element && event.target.closest('label,button,dialog')))
										return;
									event.preventDefault();
									event.stopPropagation();
									selection.choose(artwork.id, event.shiftKey);
								}}
							>
								<ArtworkCard artwork={artwork} layout="grid" first={index < 4} />
								{choosing && (
									<SelectBox
										title={artwork.title}
										checked={selection.has(artwork.id)}
										onChoose={(range) => selection.choose(artwork.id, range)}
										className="absolute start-0 top-0 bg-raised"
									/>
								)}
							</div>
						))}
					</div>
				</div>
				{choosing && (
					<SelectionBar selection={selection}>
						<AddMany artworkIds={selection.ids} />
					</SelectionBar>
				)}
			</div>
		</>
	);
}
