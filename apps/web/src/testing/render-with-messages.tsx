/** @file Rendering a component in a language, for tests. */
import { render } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import type { ReactNode } from 'react';
import en from '../i18n/messages/en.json';

/** Renders with the English messages; an error in a message fails the test. */
export function renderWithMessages(children: ReactNode) {
	return render(
		<NextIntlClientProvider
			locale="en"
			messages={en}
			timeZone="UTC"
			onError={(error) => {
				throw error;
			}}
		>
			{children}
		</NextIntlClientProvider>,
	);
}
