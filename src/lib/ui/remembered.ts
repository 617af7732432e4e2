/**
 * Small settings of this browser that say nothing about anybody: the look, the language, the time until it locks. Where the browser lets no
 * page store them they last as long as the page.
 */
const own = new Map<string, string>();

function storage(): Storage | undefined {
	try {
		return localStorage;
	} catch {
		return undefined;
	}
}

export const remembered = {
	get(key: string): string | undefined {
		return own.get(key) ?? storage()?.getItem(key) ?? undefined;
	},
	set(key: string, value: string): void {
		try {
			localStorage.setItem(key, value);
			own.delete(key);
		} catch {
			own.set(key, value);
		}
	},
	forget(key: string): void {
		own.delete(key);
		storage()?.removeItem(key);
	}
};
