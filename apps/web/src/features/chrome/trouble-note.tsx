/** @file Why nothing works that somebody does: a note at the foot of the window, hidden until tell-trouble.ts shows it. */
import { getTranslations } from 'next-intl/server';
import { troubleNoteId, troubles } from './tell-trouble.ts';

/** Above everything, dialogs too; its button needs no script. */
export async function TroubleNote() {
	const t = await getTranslations('Trouble');
	return (
		<div id={troubleNoteId} popover="manual" role="alert" className="trouble-note">
			{troubles.map((code) => (
				<p key={code} data-code={code} hidden>
					{t(code)}
				</p>
			))}
			<button type="button" popoverTarget={troubleNoteId} popoverTargetAction="hide" className="button-quiet">
				{t('close')}
			</button>
		</div>
	);
}
