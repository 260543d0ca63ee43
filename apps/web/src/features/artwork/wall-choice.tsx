/** @file The tone of the wall behind a picture: white, grey or black, because it changes how colours look. No script. */
import { useTranslations } from 'next-intl';

const tones = { white: '#fbfbfb', grey: '#787878', black: '#0d0d0d' } as const;

/** Three radio buttons; the style sheet does the rest through the `wall-choice` class around them. */
export function WallChoice() {
	const t = useTranslations('Artwork');
	return (
		<fieldset className="ml-auto flex items-center justify-end gap-1">
			<legend className="sr-only">{t('wall')}</legend>
			{(['white', 'grey', 'black'] as const).map((tone) => (
				<label
					key={tone}
					title={t(`walls.${tone}`)}
					className="grid size-11 place-items-center rounded-full has-focus-visible:outline-2 has-focus-visible:outline-dot sm:size-8"
				>
					<input type="radio" name="wall" value={tone} className="peer sr-only" />
					<span className="sr-only">{t(`walls.${tone}`)}</span>
					<span
						aria-hidden="true"
						className="size-4 rounded-full border border-edge outline-offset-2 outline-ink peer-checked:outline-2"
						style={{ background: tones[tone] }}
					/>
				</label>
			))}
		</fieldset>
	);
}
