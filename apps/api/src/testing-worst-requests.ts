/** @file For worst-requests.test.ts: what somebody could send who wants the API to work for nothing. */
import { getIntrospectionQuery } from 'graphql';

/** The body of a request to GraphQL: an object as JSON, or a text as it is. */
type Body = string | { readonly query?: string; readonly variables?: object; readonly [other: string]: unknown };

const times = (count: number, text: (index: number) => string): string =>
	Array.from({ length: count }, (_, index) => text(index)).join(' ');
const nested = (depth: number, open: string, inside: string, close: string): string =>
	open.repeat(depth) + inside + close.repeat(depth);
const long = (letters: number, letter = 'x'): string => letter.repeat(letters);

/** Each level has the same field twice, so that comparing them doubles with each. */
const twin = (depth: number): string =>
	depth === 0 ? 'id' : `user(handle:"a"){${twin(depth - 1)}} user(handle:"a"){${twin(depth - 1)}}`;
const twinsBelow = (depth: number): string =>
	depth === 0 ? 'id' : `render{artwork{${twinsBelow(depth - 1)}}} render{artwork{${twinsBelow(depth - 1)}}}`;
/** Each fragment spreads the next twice. */
const doubling = (count: number, on = 'User'): string =>
	`${times(count, (index) => `fragment F${index} on ${on} { ...F${index + 1} ...F${index + 1} }`)} fragment F${count} on ${on} { id }`;
const viewers = times(240, () => 'viewer{id}');
const recipe = `{prompt:"${long(300)}",width:64,height:64,steps:1,seed:"1"}`;

/** By what is bad about it. */
export const worstRequests: Readonly<Record<string, Body>> = {
	'two fragments of the same fields': {
		query: `{...A ...B} fragment A on Query{${viewers}} fragment B on Query{${viewers}}`,
	},
	'a field again and again': { query: `{${times(480, () => 'viewer{id}')}}` },
	'a plain field again and again': { query: `{${times(1_900, () => '__typename')}}` },
	'a field with arguments again and again': { query: `{${times(150, () => 'user(handle:"a"){id}')}}` },
	'a field with a long argument again and again': {
		query: `{${times(90, () => `user(handle:"${long(1_000)}"){id}`)}}`,
	},
	'an argument of many values again and again': {
		query: `mutation{${times(30, () => `createRender(input:${recipe}){__typename}`)}}`,
	},
	'twins in twins': { query: `{${twin(5)}}` },
	'twins in twins, further down': { query: `{artwork(id:"x"){${twinsBelow(5)}}}` },
	'twins in fragments': {
		query: `{viewer{...F0 ...G0}} ${doubling(22)} ${doubling(22).replaceAll('F', 'G')}`,
	},
	'fragments that double each other': { query: `{viewer{...F0}} ${doubling(45)}` },
	'fragments that double each other, under many operations': {
		query: `${times(200, (index) => `query Q${index}{viewer{...F0}}`)} ${doubling(40)}`,
	},
	'fragments that all spread each other': {
		query: `{viewer{...F0}} ${times(40, (index) => `fragment F${index} on User{id ${times(40 - index, (more) => `...F${index + more + 1}`)}}`)} fragment F40 on User{id}`,
	},
	'a circle of fragments': {
		query: `{viewer{...F0}} ${times(100, (index) => `fragment F${index} on User{...F${(index + 1) % 100}}`)}`,
	},
	'circles of fragments': {
		query: `{viewer{...F0}} ${times(40, (index) => `fragment F${index} on User{${times(40, (other) => `...F${other}`)}}`)}`,
	},
	'a fragment spread again and again': { query: `{viewer{${times(900, () => '...F')}}} fragment F on User{id}` },
	'fragments that nobody spreads': { query: `{__typename} ${times(300, (i) => `fragment F${i} on User{id}`)}` },
	'many fragments spread side by side': {
		query: `{viewer{${times(49, (i) => `...F${i}`)}}} ${times(49, (i) => `fragment F${i} on User{id handle role bio isGuest createdAt}`)}`,
	},
	'many operations': { query: times(400, (index) => `query Q${index}{__typename}`) },
	'many operations without a name': { query: times(600, () => '{__typename}') },
	'unknown fields': { query: `{${times(900, (index) => `artwrok${index}`)}}` },
	'unknown fields with long names': { query: `{${times(900, (index) => long(9, 'artworks') + index)}}` },
	'unknown types': { query: `{${times(400, (index) => `...on RenderEven${index}{id}`)}}` },
	'unknown fragments': { query: `{${times(900, (index) => `...Artwrok${index}`)}}` },
	'unknown arguments': { query: `{artworks(${times(600, (index) => `frist${index}:1`)}){totalCount}}` },
	'unknown directives': { query: `{viewer{id ${times(900, (index) => `@inclide${index}`)}}}` },
	'a directive again and again': { query: `{viewer{id ${times(280, () => '@include(if:true)')}}}` },
	'unused variables': { query: `query(${times(480, (index) => `$v${index}:Int`)}){__typename}` },
	'the same variable again and again': { query: `query(${times(480, () => '$v:Int')}){__typename}` },
	'undefined variables': { query: `{${times(240, (index) => `user(handle:$v${index}){id}`)}}` },
	'undefined variables in fragments under many operations': {
		query: `${times(45, (index) => `query Q${index}{...F}`)} fragment F on Query{${times(29, (index) => `a${index}:user(handle:$v${index}){id}`)}}`,
	},
	'variables of the wrong type': {
		query: `query($v:Int){${times(25, (index) => `a${index}:user(handle:$v){id}`)}}`,
	},
	'values that no enum has': {
		query: `{artworks(order:NEWEST_${long(60)},filter:{${times(300, (index) => `tag${index}:NEWEST`)}}){totalCount}}`,
	},
	'unknown fields of an input': {
		query: `mutation{createRender(input:{${times(480, (index) => `promt${index}:1`)}}){__typename}}`,
	},
	'the same field of an input again and again': {
		query: `mutation{createRender(input:{${times(480, () => 'prompt:""')}}){__typename}}`,
	},
	'lists in lists': { query: `{artworks(filter:{tag:${nested(900, '[', '1', ']')}}){totalCount}}` },
	'objects in objects': {
		query: `mutation{createRender(input:${nested(480, '{prompt:', '1', '}')}){__typename}}`,
	},
	'selections in selections': { query: nested(480, '{viewer', '{id}', '}') },
	'inline fragments in inline fragments': { query: nested(600, '{...', '{__typename}', '}') },
	'inline fragments side by side': { query: `{${times(260, () => '...on Query{viewer{id}}')}}` },
	'types that differ': {
		query: `{node(id:"x"){${times(120, (index) => `...on ${index % 2 ? 'Artwork' : 'Render'}{id}`)}}}`,
	},
	'fields that conflict': { query: `{${times(300, (index) => `x:${index % 2 ? 'viewer' : 'health'}{__typename}`)}}` },
	'many aliases': { query: `{${times(600, (index) => `a${index}:viewer{id}`)}}` },
	'pages in pages': { query: `{artworks(first:100){edges{node{remixes{remixes{remixes{id}}}}}}}` },
	'a long text in a value': { query: `{user(handle:"${long(90_000)}"){id}}` },
	'a long block of text': { query: `{user(handle:"""${'  x\\n'.repeat(15_000)}"""){id}}` },
	'a long comment': { query: `{__typename} #${long(95_000)}` },
	'nothing but commas': { query: `{__typename ${long(95_000, ',')}}` },
	'a long name': { query: `{${long(95_000)}}` },
	'a long number': { query: `{artworks(first:${long(95_000, '9')}){totalCount}}` },
	'a text without an end': { query: `{user(handle:"${long(95_000)}` },
	'nothing but braces': { query: long(95_000, '{') },
	'too many words': { query: `{${times(19_000, () => 'id')}}` },
	introspection: { query: getIntrospectionQuery() },
	'introspection again and again': {
		query: `{${times(30, (index) => `a${index}:__schema{types{name fields{name args{name type{name}}}}}`)}}`,
	},
	'introspection of one type again and again': {
		query: `{${times(30, (index) => `a${index}:__type(name:"Query"){fields{name args{name type{name}} type{fields{name}}}}`)}}`,
	},
	'unknown fields in a variable': {
		query: 'mutation($input:CreateRenderInput!){createRender(input:$input){__typename}}',
		variables: { input: Object.fromEntries(Array.from({ length: 6_000 }, (_, index) => [`promt${index}`, 1])) },
	},
	'wrong values in a variable': {
		query: 'mutation($input:CreateRenderInput!){createRender(input:$input){__typename}}',
		variables: { input: { prompt: 'x', schedules: Array.from({ length: 20_000 }, () => 1) } },
	},
	'lists in lists in a variable': `{"query":"query($v:String!){user(handle:$v){id}}","variables":{"v":${nested(40_000, '[', '1', ']')}}}`,
	'no JSON': long(95_000, '['),
	'no query': { other: long(95_000) },
	'an unknown document': { documentId: long(64, '0'), variables: { other: long(90_000) } },
	'an unknown operation': { query: '{__typename}', operationName: long(90_000) },
};
