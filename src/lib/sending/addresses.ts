/** Addresses as a person types them: several, apart by commas, semicolons or lines. Pure. */

/** RFC 5321 4.5.3.1. */
const LONGEST_LOCAL = 64;
const LONGEST = 254;
/** More than anybody types; a mail program takes no more in one link. */
export const MOST_ADDRESSES = 20;

export interface Addresses {
	addresses: string[];
	/** The first that is none, as it was typed. */
	wrong?: string;
}

export function readAddresses(typed: string): Addresses {
	const parts = typed
		.split(/[,;\s]+/)
		.map((part) => part.replace(/^<|>$/g, ''))
		.filter((part) => part !== '');
	const wrong = parts.find((part) => !isAddress(part)) ?? parts[MOST_ADDRESSES];
	return { addresses: [...new Set(parts)], ...(wrong !== undefined && { wrong }) };
}

/** Addr-spec of RFC 5322 without quoted local parts and comments, which no provider gives out; a domain in any script. */
function isAddress(text: string): boolean {
	const at = text.lastIndexOf('@');
	const [local, domain] = [text.slice(0, at), text.slice(at + 1)];
	return (
		at > 0 &&
		local.length <= LONGEST_LOCAL &&
		text.length <= LONGEST &&
		/^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/.test(local) &&
		/^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?)+$/u.test(domain) &&
		// A parser takes the one for an IP address; the other is no name it can write in ASCII.
		!/\.\p{N}+$/u.test(domain) &&
		URL.canParse(`http://${domain}`)
	);
}

/** As it goes over the wire: "a@bücher.example" becomes "a@xn--bcher-kva.example" (RFC 5890). */
export function wireAddress(address: string): string {
	const at = address.lastIndexOf('@');
	return `${address.slice(0, at)}@${new URL(`http://${address.slice(at + 1)}`).hostname}`;
}
