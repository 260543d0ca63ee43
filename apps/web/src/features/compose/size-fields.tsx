'use client';
/** @file Size: shapes to choose from, and two fields for any other that the pack allows. */
import { useTranslations } from 'next-intl';
import type { PackChoiceFragment } from '../../graphql/generated/graphql.ts';
import type { Draft, DraftField } from './draft.ts';
import type { IssueText } from './issue-text.tsx';
import { NumberField } from './number-field.tsx';
import { sizePresets } from './sizes.ts';

interface SizeFieldsProps {
	readonly draft: Draft;
	readonly pack: PackChoiceFragment;
	readonly onChange: (change: Partial<Draft>) => void;
	readonly issueText: (field: DraftField) => ReturnType<typeof IssueText> | null;
}

/** Presets are radio buttons; writing another number leaves them all unchosen. */
export function SizeFields({ draft, pack, onChange, issueText }: SizeFieldsProps) {
	const t = useTranslations('Create');
	return (
		<fieldset>
			<legend className="mb-2 font-medium">{t('size')}</legend>
			<div className="mb-4 grid grid-cols-2 gap-2">
				{sizePresets(pack).map(({ name, width, height }) => {
					const scale = 22 / Math.max(width, height);
					return (
						<label
							key={name}
							className="flex min-h-11 items-center gap-2.5 rounded-md border border-line px-3 py-2 text-sm hover:border-edge has-checked:border-ink has-checked:bg-mat has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-dot"
						>
							<input
								type="radio"
								name="size"
								className="sr-only"
								checked={draft.width === String(width) && draft.height === String(height)}
								onChange={() => onChange({ width: String(width), height: String(height) })}
							/>
							<span className="grid size-6 place-items-center" aria-hidden="true">
								<span
									className="border-[1.5px] border-current"
									style={{
										width: width * scale * (name === 'large' ? 1 : 0.82),
										height: height * scale * (name === 'large' ? 1 : 0.82),
									}}
								/>
							</span>
							<span className="leading-snug">
								{t(`sizes.${name}`)}
								<span className="block whitespace-nowrap text-soft tabular-nums">
									{width} × {height}
								</span>
							</span>
						</label>
					);
				})}
			</div>
			<div className="flex gap-4">
				<NumberField
					label={t('width')}
					value={draft.width}
					onChange={(width) => onChange({ width })}
					problem={issueText('width')}
				/>
				<NumberField
					label={t('height')}
					value={draft.height}
					onChange={(height) => onChange({ height })}
					problem={issueText('height')}
				/>
			</div>
			<p className="mt-1.5 text-sm text-soft">
				{t('sizeRule', {
					minimum: pack.sizes.minimumPx,
					maximum: pack.sizes.maximumPx,
					multiple: pack.sizes.multipleOf,
				})}
			</p>
		</fieldset>
	);
}
