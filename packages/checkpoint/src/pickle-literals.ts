/** @file The instructions of a pickle that push one value which they carry themselves. */
import { CheckpointError } from './errors.ts';
import type { PickleBytes } from './pickle-bytes.ts';
import { parseDecimal, parseFloatText, parseQuoted, parseRawUnicode } from './pickle-text.ts';
import { PickleDict, PickleGlobal, type PickleValue } from './pickle-values.ts';

/** The value that `instruction` carries, read from `bytes`; undefined if it is another kind of instruction. */
export function readLiteral(instruction: number, bytes: PickleBytes): PickleValue | undefined {
	switch (instruction) {
		case 0x4e: // NONE
			return null;
		case 0x88: // NEWTRUE
			return true;
		case 0x89: // NEWFALSE
			return false;
		// Whole numbers and floats
		case 0x4b: // BININT1
			return bytes.unsigned8();
		case 0x4d: // BININT2
			return bytes.unsigned16();
		case 0x4a: // BININT
			return bytes.signed32();
		case 0x8a: // LONG1
			return bytes.integer(bytes.unsigned8());
		case 0x8b: // LONG4
			return bytes.integer(bytes.unsigned32());
		case 0x49: // INT
			return parsedLine(bytes, parseInteger, 'a whole number');
		case 0x4c: // LONG
			return parsedLine(bytes, parseDecimal, 'a whole number');
		case 0x47: // BINFLOAT
			return bytes.float64();
		case 0x46: // FLOAT
			return parsedLine(bytes, parseFloatText, 'a number');
		// Text and bytes
		case 0x58: // BINUNICODE
			return bytes.utf8(bytes.unsigned32());
		case 0x8c: // SHORT_BINUNICODE
			return bytes.utf8(bytes.unsigned8());
		case 0x8d: // BINUNICODE8
			return bytes.utf8(bytes.unsigned64());
		case 0x56: // UNICODE
			return parseRawUnicode(bytes.line());
		case 0x53: // STRING
			return parsedLine(bytes, parseQuoted, 'a quoted string');
		case 0x54: // BINSTRING
			return bytes.latin1(bytes.unsigned32());
		case 0x55: // SHORT_BINSTRING
			return bytes.latin1(bytes.unsigned8());
		case 0x42: // BINBYTES
			return bytes.take(bytes.unsigned32());
		case 0x43: // SHORT_BINBYTES
			return bytes.take(bytes.unsigned8());
		case 0x8e: // BINBYTES8
		case 0x96: // BYTEARRAY8
			return bytes.take(bytes.unsigned64());
		// Containers that are still empty
		case 0x29: // EMPTY_TUPLE
		case 0x5d: // EMPTY_LIST
		case 0x8f: // EMPTY_SET
			return [];
		case 0x7d: // EMPTY_DICT
			return new PickleDict();
		// The name of what would be code
		case 0x63: // GLOBAL
			return new PickleGlobal(bytes.line(), bytes.line());
		default:
			return undefined;
	}
}

/** INT has two spellings of its own for False and True. */
function parseInteger(line: string): PickleValue {
	if (line === '00' || line === '01') return line === '01';
	return parseDecimal(line);
}

function parsedLine(bytes: PickleBytes, parse: (line: string) => PickleValue, what: string): PickleValue {
	const at = bytes.at;
	const line = bytes.line();
	const value = parse(line);
	if (value !== null) return value;
	throw new CheckpointError('MALFORMED', `its pickle must have ${what} at byte ${at}`, {
		file: bytes.file,
		value: line,
	});
}
