'use client';
/** @file The member's own picture: another one, or none. */
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ComponentProps, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { SetAvatarDocument } from '../../graphql/generated/graphql.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { uploadPicture } from '../compose/upload-picture.ts';

type AvatarFormProps = Pick<ComponentProps<typeof Avatar>, 'handle' | 'avatar'>;

/** What is chosen is sent at once. */
export function AvatarForm({ handle, avatar }: AvatarFormProps) {
	const t = useTranslations('Avatar');
	const router = useRouter();
	const [shown, setShown] = useState(avatar);
	const [state, setState] = useState<'pending' | 'saved' | 'unusable' | 'failed' | null>(null);

	async function save(sha256: string | null): Promise<void> {
		const { setAvatar } = await browserRequest(SetAvatarDocument, { sha256 });
		if (setAvatar.__typename !== 'SetAvatarSuccess') return setState('unusable');
		setShown(setAvatar.user.avatar);
		setState('saved');
		router.refresh();
	}
	async function choose(file: File): Promise<void> {
		setState('pending');
		try {
			const answer = await uploadPicture(file);
			if ('sha256' in answer) await save(answer.sha256);
			else setState(answer.problem === 'INVALID_INPUT' || answer.problem === 'BODY_TOO_LARGE' ? 'unusable' : 'failed');
		} catch {
			setState('failed');
		}
	}
	return (
		<div className="space-y-3">
			<div className="flex flex-wrap items-center gap-4">
				<Avatar handle={handle} avatar={shown} sidePx={72} />
				<label className="button-quiet cursor-pointer has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-dot">
					{t('choose')}
					<input
						type="file"
						accept="image/png,image/webp,image/jpeg,image/avif"
						className="sr-only"
						disabled={state === 'pending'}
						onChange={(event) => {
							const file = event.target.files?.[0];
							// The same file may be chosen again.
							event.target.value = '';
							if (file) void choose(file);
						}}
					/>
				</label>
				{shown && (
					<button
						type="button"
						className="button-quiet"
						disabled={state === 'pending'}
						onClick={() => {
							setState('pending');
							save(null).catch(() => setState('failed'));
						}}
					>
						{t('remove')}
					</button>
				)}
			</div>
			<p className="text-sm text-soft">{t('hint')}</p>
			<p role="status">{(state === 'pending' || state === 'saved') && t(state)}</p>
			{(state === 'unusable' || state === 'failed') && (
				<p role="alert" className="text-dot">
					{t(state)}
				</p>
			)}
		</div>
	);
}
