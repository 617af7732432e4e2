/** What a field may hold, said once for business, clients and items. Pure: no screen, no storage. */
import { parseDecimal, RATE_LIMITS, type DecimalLimits } from '../money/decimal.ts';
import { overLength } from '../ui/length.ts';
import type { Address, Contact, TaxId } from './business.ts';
import type { problems as words } from './messages/problems.en.ts';

export type ProblemMessage = keyof typeof words;

export interface FieldProblem {
	/** Key in `messages/problems.en.ts`. */
	message: ProblemMessage;
	args?: Record<string, string | number>;
	/** An error is not saved until mended; a warning is. */
	level: 'error' | 'warning';
}

/** By path: "contacts.0.email". */
export type Problems = Record<string, FieldProblem>;

/** Characters, as a person counts them. */
export const LIMITS = {
	name: 200,
	line: 200,
	city: 100,
	postcode: 20,
	email: 254,
	phone: 50,
	number: 50,
	reference: 100,
	label: 100,
	taxName: 60,
	taxId: 60,
	account: 60,
	tag: 40,
	reason: 500,
	link: 500,
	terms: 5_000,
	text: 20_000
} as const;

/** Entries a list may have: more is a mistake, and would make the record slow. */
const LIST_LIMIT = 100;

export class Rules {
	readonly problems: Problems = {};

	error(path: string, message: ProblemMessage, args?: FieldProblem['args']): void {
		this.problems[path] ??= { message, level: 'error', ...(args && { args }) };
	}

	warning(path: string, message: ProblemMessage, args?: FieldProblem['args']): void {
		this.problems[path] ??= { message, level: 'warning', ...(args && { args }) };
	}

	required(path: string, value: string | undefined): void {
		if (!value?.trim()) this.error(path, 'required');
	}

	text(path: string, value: string | undefined, limit: number): void {
		const count = overLength(value ?? '', limit);
		if (count > 0) this.error(path, 'tooLong', { count, limit });
	}

	/** A decimal string as it is stored; empty is allowed unless `required`. */
	decimal(path: string, value: string | undefined, limits: DecimalLimits): void {
		if (value === undefined || value === '') return;
		const parsed = parseDecimal(value, limits);
		if (!parsed.ok) this.error(path, 'notANumber');
	}

	percent(path: string, value: string): void {
		const parsed = parseDecimal(value, RATE_LIMITS);
		if (!parsed.ok) this.error(path, 'notANumber');
		else if (parsed.value.digits < 0n || parsed.value.digits > 100n * 10n ** BigInt(parsed.value.scale)) this.error(path, 'percentRange');
	}

	whole(path: string, value: number | undefined, least: number, most: number): void {
		if (value === undefined) return;
		if (!Number.isInteger(value) || value < least || value > most) this.error(path, 'wholeRange', { least, most });
	}

	list(path: string, value: readonly unknown[]): void {
		if (value.length > LIST_LIMIT) this.error(path, 'tooMany', { limit: LIST_LIMIT });
	}

	email(path: string, value: string | undefined): void {
		this.text(path, value, LIMITS.email);
		if (value && !/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(value.trim())) this.warning(path, 'email');
	}

	address(path: string, address: Address): void {
		this.text(`${path}.line1`, address.line1, LIMITS.line);
		this.text(`${path}.line2`, address.line2, LIMITS.line);
		this.text(`${path}.city`, address.city, LIMITS.city);
		this.text(`${path}.postcode`, address.postcode, LIMITS.postcode);
		this.text(`${path}.subdivision`, address.subdivision, LIMITS.city);
		if (address.country && !/^[A-Z]{2}$/.test(address.country)) this.error(`${path}.country`, 'country');
	}

	contact(path: string, contact: Contact): void {
		this.text(`${path}.name`, contact.name, LIMITS.name);
		this.text(`${path}.title`, contact.title, LIMITS.label);
		this.email(`${path}.email`, contact.email);
		this.text(`${path}.phone`, contact.phone, LIMITS.phone);
	}

	taxIds(path: string, taxIds: readonly TaxId[]): void {
		this.list(path, taxIds);
		for (const [at, taxId] of taxIds.entries()) {
			this.text(`${path}.${at}.value`, taxId.value, LIMITS.taxId);
			this.text(`${path}.${at}.label`, taxId.label, LIMITS.taxName);
		}
	}

	/** BCP 47. */
	language(path: string, value: string | undefined): void {
		if (!value) return;
		try {
			Intl.getCanonicalLocales(value);
		} catch {
			this.error(path, 'language');
		}
	}
}
