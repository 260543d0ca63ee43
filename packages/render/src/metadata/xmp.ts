/**
 * @file XMP packets as text: XMP Specification Part 1 (ISO 16684-1), 7. Only what a picture of this project carries is
 * written, and of what others wrote simple values and arrays of texts are read; structures are left out.
 */
import { parseXml, XmlCdata, XmlElement, XmlText } from '@rgrove/parse-xml';

/** Namespaces, by the prefix under which they are written here. Others may use other prefixes for them. */
const namespaces = {
	rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
	dc: 'http://purl.org/dc/elements/1.1/',
	xmp: 'http://ns.adobe.com/xap/1.0/',
	xmpRights: 'http://ns.adobe.com/xap/1.0/rights/',
	Iptc4xmpExt: 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/',
	galatea: 'urn:galatea:metadata:1#',
} as const;

/** A property's name, such as `dc:title`. */
export type XmpName = `${Exclude<keyof typeof namespaces, 'rdf'>}:${string}`;

/** How RDF holds a value: as one text, as an ordered list, or as one text in the default language. */
export type XmpForm = 'text' | 'list' | 'language';

/** A packet of `properties`, in their order; those whose value is null are left out. */
export function writeXmp(properties: readonly (readonly [XmpName, XmpForm, string | null])[]): string {
	const present = properties.filter((property): property is [XmpName, XmpForm, string] => property[2] !== null);
	const used = new Set(['rdf', ...present.map(([name]) => name.split(':')[0])]);
	const declarations = Object.entries(namespaces).filter(([prefix]) => used.has(prefix));
	return [
		'<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>',
		'<x:xmpmeta xmlns:x="adobe:ns:meta/">',
		`<rdf:RDF ${declarations.map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`).join(' ')}>`,
		'<rdf:Description rdf:about="">',
		...present.map(([name, form, value]) => `<${name}>${wrap(form, escaped(value))}</${name}>`),
		'</rdf:Description></rdf:RDF></x:xmpmeta>',
		'<?xpacket end="r"?>',
	].join('\n');
}

function wrap(form: XmpForm, text: string): string {
	if (form === 'list') return `<rdf:Seq><rdf:li>${text}</rdf:li></rdf:Seq>`;
	return form === 'text' ? text : `<rdf:Alt><rdf:li xml:lang="x-default">${text}</rdf:li></rdf:Alt>`;
}

// XML 1.0 has no other control characters than tab and line feed; of carriage returns its readers make line feeds.
function escaped(text: string): string {
	return (
		text
			// biome-ignore lint/suspicious/noControlCharactersInRegex: those that XML cannot hold at all.
			.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
			.replaceAll('&', '&amp;')
			.replaceAll('<', '&lt;')
			.replaceAll('>', '&gt;')
			.replace(/\r\n?/g, '\n')
	);
}

/** Values by name, whatever prefixes the packet used; of a language alternative the first. */
export type XmpProperties = ReadonlyMap<XmpName, readonly string[]>;

/** Elements inside elements; a packet of ours has four levels. */
const maximumDepth = 16;
/** Prefixes in force at one place; a packet of Adobe's programs has some twenty. What comes after is not known. */
const maximumPrefixes = 64;

/** Reads a packet. Null when it is no XML, has a document type, or holds no RDF. */
export function readXmp(packet: string): XmpProperties | null {
	// Entities of its own are how an XML file grows in memory; no XMP has them.
	if (/<!DOCTYPE/i.test(packet)) return null;
	let root: XmlElement | null;
	try {
		root = parseXml(packet.replace(/^\ufeff/, '')).root;
	} catch {
		return null;
	}
	const properties = new Map<XmpName, readonly string[]>();
	for (const { element, scope } of root === null ? [] : descriptions(root, new Map(), 0)) {
		for (const [attribute, value] of Object.entries(element.attributes)) keep(properties, attribute, scope, [value]);
		for (const child of element.children)
			if (child instanceof XmlElement)
				keep(properties, child.name, withDeclarations(scope, child), values(child, withDeclarations(scope, child)));
	}
	return properties.size === 0 ? null : properties;
}

type Scope = ReadonlyMap<string, string>;

function* descriptions(
	element: XmlElement,
	outer: Scope,
	depth: number,
): Generator<{ readonly element: XmlElement; readonly scope: Scope }> {
	const scope = withDeclarations(outer, element);
	if (isRdf(element.name, scope, 'Description')) yield { element, scope };
	else if (depth < maximumDepth)
		for (const child of element.children) if (child instanceof XmlElement) yield* descriptions(child, scope, depth + 1);
}

function withDeclarations(outer: Scope, { attributes }: XmlElement): Scope {
	const declared = Object.entries(attributes).filter(([name]) => name.startsWith('xmlns:'));
	if (declared.length === 0 || outer.size >= maximumPrefixes) return outer;
	const news = declared.slice(0, maximumPrefixes - outer.size);
	return new Map([...outer, ...news.map(([name, uri]) => [name.slice(6), uri] as const)]);
}

function keep(properties: Map<XmpName, readonly string[]>, name: string, scope: Scope, found: readonly string[]): void {
	const [prefix = '', local = ''] = name.split(':');
	const known = Object.entries(namespaces).find(([, uri]) => uri === scope.get(prefix))?.[0];
	if (known === undefined || known === 'rdf' || local === '' || found.length === 0) return;
	const place = `${known}:${local}` as XmpName;
	if (!properties.has(place)) properties.set(place, found);
}

function isRdf(name: string, scope: Scope, local: string): boolean {
	const [prefix = '', rest] = name.split(':');
	return rest === local && scope.get(prefix) === namespaces.rdf;
}

function values(property: XmlElement, scope: Scope): readonly string[] {
	const elements = property.children.filter((child) => child instanceof XmlElement);
	const [container] = elements;
	if (container === undefined) return [textOf(property)];
	if (!['Seq', 'Bag', 'Alt'].some((kind) => isRdf(container.name, withDeclarations(scope, container), kind))) return [];
	return container.children.filter((child) => child instanceof XmlElement).map(textOf);
}

function textOf(element: XmlElement): string {
	const texts = element.children.filter((child) => child instanceof XmlText || child instanceof XmlCdata);
	return texts.map((child) => child.text).join('');
}
