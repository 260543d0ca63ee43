/** @file In which language a page is printed that stands by itself. */
import { type PageLanguage, pageLanguages } from '@galatea/syndication';
import type { Request } from 'express';

/** That of `?language=`, where who links to it chose one, or of the visitor. */
export function languageOf<Parameters>(request: Request<Parameters>): PageLanguage {
	const wanted = [request.query['language'], request.acceptsLanguages(...pageLanguages)];
	return wanted.find(isPageLanguage) ?? 'en';
}

function isPageLanguage(value: unknown): value is PageLanguage {
	return pageLanguages.some((language) => language === value);
}
