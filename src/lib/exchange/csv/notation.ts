/** What another program wrote as a person reads it, as the books keep it: "1.234,50" and "24.12.2026". What cannot be read stays for the schema to refuse. */
import type { SchemaObject } from '../json/json-schema.ts';
import { definition, impliedType, memberSchema, resolved } from '../xml/shape.ts';
import type { Notation } from './api.ts';

const DECIMALS = new Set(['decimal', 'typedDecimal'].map(definition));
const DATES = new Set(['date', 'dateOrEmpty'].map(definition));
const CODES = new Set(['currency', 'typedCurrency', 'country'].map(definition));

/** Schema of the field at that path. */
export function schemaAt(path: string, root: SchemaObject): SchemaObject | undefined {
	let schema: SchemaObject | undefined = root;
	for (const name of path.split('.')) schema = impliedType(schema) === 'list' ? resolved(schema!.items) : memberSchema(schema, name);
	return schema;
}

export function plainCell(cell: string, schema: SchemaObject | undefined, { decimal, dates }: Notation): string {
	const text = cell.trim();
	if (!schema || text === '' || text === "'") return cell;
	if (DECIMALS.has(schema)) return plainNumber(text, decimal);
	if (DATES.has(schema)) return plainDate(text, dates);
	if (CODES.has(schema)) return text.toUpperCase();
	const choices = schema.enum as string[] | undefined;
	return choices?.find((choice) => typeof choice === 'string' && choice.toLowerCase() === text.toLowerCase()) ?? cell;
}

function plainNumber(text: string, decimal: Notation['decimal']): string {
	const grouping = decimal === ',' ? /[.\s'’\u00a0\u202f]/g : /[,\s'’\u00a0\u202f]/g;
	const plain = text.replace(/^'/, '').replace(grouping, '').replace(decimal, '.').replace(/^\+/, '');
	return /^-?(\d+\.?\d*|\.\d+)$/.test(plain) ? plain.replace(/^(-?)\./, '$10.').replace(/\.$/, '') : text;
}

function plainDate(text: string, order: Notation['dates']): string {
	const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$/.exec(text);
	if (iso) return text.slice(0, 10);
	const parts = /^(\d{1,4})[./\-\s](\d{1,2})[./\-\s](\d{1,4})$/.exec(text)?.slice(1);
	if (!parts) return text;
	const [year, month, day] = order === 'ymd' ? parts : order === 'dmy' ? [...parts].reverse() : [parts[2], parts[0], parts[1]];
	if (year!.length !== 4) return text;
	return `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
}
