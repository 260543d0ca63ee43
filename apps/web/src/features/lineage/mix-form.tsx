/** @file With which other picture one is mixed, in which parts, and where the mix begins. A plain form: it leads to the create page. */
import { useTranslations } from 'next-intl';
import type { MixSourcesQuery } from '../../graphql/generated/graphql.ts';
import { Picture } from '../../ui/picture.tsx';
import { mixBeginnings, shareRange } from '../compose/read-mix.ts';
import { GroundOnly } from '../levels/ground-only.tsx';

type Other = MixSourcesQuery['artworks']['edges'][number]['node'];

interface MixFormProps {
	readonly firstId: string;
	/** To choose from. */
	readonly others: readonly Other[];
}

export function MixForm({ firstId, others }: MixFormProps) {
	const t = useTranslations('Mix');
	return (
		<form action="/create" className="space-y-8">
			<input type="hidden" name="mix" value={firstId} />
			{others.length > 0 && (
				<fieldset>
					<legend className="mb-3 text-xl">{t('with')}</legend>
					<div className="grid grid-cols-2 gap-4 sm:grid-cols-4">
						{others.map((other, index) => (
							<OtherChoice key={other.id} other={other} first={index === 0} />
						))}
					</div>
				</fieldset>
			)}
			<div>
				<label htmlFor="mix-address" className="mb-1.5 block font-medium">
					{t('address')}
				</label>
				<input id="mix-address" name="address" className="field" aria-describedby="mix-address-hint" />
				<p id="mix-address-hint" className="mt-1 text-sm text-soft">
					{t('addressHint')}
				</p>
			</div>
			<div>
				<label htmlFor="mix-share" className="mb-1.5 block font-medium">
					{t('share')}
				</label>
				<input
					id="mix-share"
					name="share"
					type="number"
					inputMode="numeric"
					min={shareRange.minimum}
					max={shareRange.maximum}
					defaultValue={shareRange.usual}
					className="field w-28"
				/>
			</div>
			<div>
				<label htmlFor="mix-begin" className="mb-1.5 block font-medium">
					{t('begin')}
				</label>
				<select id="mix-begin" name="begin" className="field" aria-describedby="mix-begin-hint">
					{mixBeginnings.map((each) => (
						<option key={each} value={each}>
							{t(`beginnings.${each}`)}
						</option>
					))}
				</select>
				<p id="mix-begin-hint" className="mt-1 text-sm text-soft">
					{t('beginHint')}
				</p>
			</div>
			<button type="submit" className="button-main">
				{t('button')}
			</button>
		</form>
	);
}

function OtherChoice({ other, first }: { readonly other: Other; readonly first: boolean }) {
	const { width, height, thumbhash } = other.image;
	return (
		<label className="block has-checked:outline-2 has-checked:outline-offset-4 has-checked:outline-dot">
			<span className="grid aspect-square place-items-center bg-mat p-[9%]">
				{other.viewerVeiled ? (
					<GroundOnly image={{ width, height, thumbhash }} />
				) : (
					<Picture
						image={{ ...other.thumbnail, width, height, thumbhash }}
						alt=""
						className={height > width ? 'h-full w-auto' : 'h-auto w-full'}
					/>
				)}
			</span>
			<span className="mt-2 flex items-baseline gap-2">
				<input
					type="radio"
					name="with"
					value={other.id}
					defaultChecked={first}
					className="size-5 shrink-0 accent-dot"
				/>
				<span className="line-clamp-2 font-display leading-snug italic">{other.title}</span>
			</span>
		</label>
	);
}
