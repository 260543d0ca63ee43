import bowser from 'bowser';

/** What people call a browser by how it names itself: `Firefox, Linux`. Null when it says nothing that is known. */
export function deviceName(userAgent: string | null): string | null {
	if (!userAgent) return null;
	const { browser, os } = bowser.parse(userAgent);
	return [browser.name, os.name].filter(Boolean).join(', ') || null;
}
